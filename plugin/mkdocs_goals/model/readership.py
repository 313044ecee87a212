"""What a file says of who may read it: facts for the decision which goals a build may show."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_goals.model.place import Place


@dataclass(frozen=True, slots=True)
class Readership:
    """What is known of one goal file's readers.

    `goal` is the id that the file claims, `paths` the file itself and the others that were read for it (CSV).
    `audiences` are those that it names for the whole goal, `parts` those that it names for key results, `team` is
    the team that it names. `doubt` is the place for which nobody can tell who may read the file: it cannot be parsed,
    or holds a key that may be a mistyped `audience`. `speaks_of_audiences` is whether it names one, or seems to.
    """

    goal: str
    paths: tuple[str, ...]
    audiences: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    team: str | None = None
    doubt: Place | None = None
    speaks_of_audiences: bool = False

    @property
    def path(self) -> str:
        """The goal file."""
        return self.paths[0]

    @property
    def is_certain(self) -> bool:
        """Whether the file says who may read it."""
        return self.doubt is None
