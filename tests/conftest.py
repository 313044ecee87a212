"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

# A law of scoring does not depend on how busy a machine is: no example is refused for taking its time.
settings.register_profile("any-machine", deadline=None)
settings.load_profile("any-machine")
