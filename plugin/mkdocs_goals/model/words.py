"""The nearest word, for "did you mean"."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The word that someone who wrote `word` most likely meant, or None."""
    known = {candidate.lower().replace("_", "-"): candidate for candidate in words}
    found = get_close_matches(word.lower().replace("_", "-"), known, n=1, cutoff=0.7)
    return known[found[0]] if found else None
