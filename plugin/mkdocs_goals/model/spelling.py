"""Words in messages: counts, and the nearest word for "did you mean"."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The word that someone who wrote `word` most likely meant, or None."""
    known = {candidate.lower().replace("_", "-"): candidate for candidate in words}
    found = get_close_matches(word.lower().replace("_", "-"), known, n=1, cutoff=0.7)
    return known[found[0]] if found else None


def counted(count: int, one: str, several: str = "") -> str:
    """A count with its word: `1 error`, `2 errors`; `several` where an s does not make the plural."""
    return f"{count} {one if count == 1 else several or one + 's'}"
