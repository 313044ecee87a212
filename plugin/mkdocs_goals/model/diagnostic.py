"""What can be wrong with what was written: made once, where the fault is seen."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from mkdocs_goals.model.place import Place


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a problem: the first of two duplicates, the parent's line."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters of a file (`place`) and what to write there instead."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A fix: what it does, and its edits. A safe one cannot change a meaning; others are for a person to choose."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False

    @property
    def unsafe(self) -> Fix:
        """The same, for a person to choose."""
        return replace(self, safe=False)


_WORD = re.compile(r"[\w/.-]+(?: [\w/.-]+)*")


def respelled(place: Place, written: str, meant: str) -> Fix | None:
    """The fix that writes a word in the place of a mistyped one; safe where they differ in case and hyphens only.

    None where no plain word is written, or the very word that is meant.
    """
    if not _WORD.fullmatch(written) or written == meant:
        return None
    return Fix(f"write `{meant}`", (Edit(place, meant),), _folded(written) == _folded(meant))


def _folded(word: str) -> str:
    return re.sub(r"[-_ ]", "", word).casefold()


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing that is wrong: the rule's code, what is wrong, how to fix it, and where.

    `goal` is the id of the goal it is about, or None (organisation file, unreadable file). `is_advice` is whether it
    is no more than that here, whatever the rule's own level. `is_absence` is whether something is missing, so that it
    hangs on the goal and not on the line that is shown.
    """

    code: str
    message: str
    place: Place
    help: str = ""
    goal: str | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    is_advice: bool = False
    is_absence: bool = False
