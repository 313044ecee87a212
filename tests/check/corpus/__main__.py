"""`python -m tests.check.corpus [--learn]`: precision and recall of each rule on both halves.

`--learn` also names what was wrong and missed in the half that rules may be written on.
"""

from __future__ import annotations

import sys

from tests.check.corpus import HALVES, entries, measured, table

for half in HALVES:
    print(f"\n{half}: {len(entries(half))} objectives\ncode  right  wrong  missed  precision  recall")
    print("\n".join(table(half)))
if "--learn" in sys.argv:
    for code, count in measured("learn").items():
        for what in ("wrong", "missed"):
            for where in getattr(count, what):
                print(f"{code} {what}: {where}")
