"""The table of keys of goals.yml."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum

from mkdocs_goals.read.scalars import MAX_ID_LENGTH, Misread, shortened, text
from mkdocs_goals.read.table import AnyForm, Block, BlockOf, ListOf, MapOf, Value, key
from mkdocs_goals.read.tree import Node, Scalar
from mkdocs_goals.read.value_types import DAY, LINE, NAMED_ID, SHARE, integer_from, word_of


class NamedAfter(StrEnum):
    """Which calendar year names a fiscal year."""

    END = "end"
    START = "start"


class ObjectiveStatus(StrEnum):
    """What an objective's status comes from."""

    SCORE = "score"
    WEAKEST = "weakest"


_SEVERITY = {"type": "string", "enum": ["off", "info", "warning", "error"]}
_RULES = {"type": "object", "additionalProperties": {"oneOf": [_SEVERITY, {
    "type": "object",
    "properties": {"severity": _SEVERITY, "paths": {"type": "object", "additionalProperties": _SEVERITY}},
}]}}  # fmt: skip


def _cycle_id(node: Scalar) -> str:
    """An id, or one that looks like `2024-Q3`: a 4-4-5 calendar may say what its quarters are."""
    value = text(node)
    if not re.fullmatch(_CYCLE_ID, value) or len(value) > MAX_ID_LENGTH:
        help = "use letters, digits and single hyphens, at most 64"
        raise Misread("F108", f"`{shortened(value)}` is no id of a cycle", help)
    return value


_CYCLE_ID = r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*"
CYCLE_ID = Value(_cycle_id, {"type": "string", "pattern": f"^{_CYCLE_ID}$", "maxLength": MAX_ID_LENGTH})


class CycleBlock(Block):
    """A cycle of the company's own."""

    id: str = key(CYCLE_ID, "What goals call it.", "spring-sprint", "2024-Q3", required=True)
    title: str | None = key(LINE, "What people call it.", "Spring sprint")
    starts: date = key(DAY, "Its first day.", "2024-03-04", required=True)
    ends: date = key(DAY, "Its last day.", "2024-04-14", required=True)


class CalendarBlock(Block):
    """When the company's year starts, and its own cycles."""

    year_starts: int | None = key(integer_from(1, 12), "The month (1 to 12) in which the fiscal year starts.", 7)
    year_named_after: NamedAfter | None = key(
        word_of(NamedAfter), "Which calendar year names a fiscal year that spans two.", "end"
    )
    cycles: list[CycleBlock] | None = key(
        ListOf(BlockOf(CycleBlock)), "Cycles of the company's own.", [{"id": "spring-sprint"}]
    )


class TeamBlock(Block, shorthand="name"):
    """A team: its name alone, or with its parent and lead."""

    name: str | None = key(LINE, "What people call it.", "Sales")
    parent: Scalar | None = key(NAMED_ID, "The team above it; without it, the company.", "commercial")
    lead: Scalar | None = key(NAMED_ID, "Who leads it.", "linh")
    audience: str | None = key(LINE, "Who may know of it and read its goals; everyone where it is not said.", "board")


class PersonBlock(Block, shorthand="name"):
    """A person: the name alone, or with the team."""

    name: str | None = key(LINE, "What people call them.", "Linh Tran")
    team: Scalar | None = key(NAMED_ID, "The team they belong to.", "sales")
    audience: str | None = key(LINE, "Who may know of them; everyone where it is not said.", "board")


class BandsBlock(Block):
    """Scores at the end of the time."""

    success: Decimal | None = key(SHARE, "From this score on it is a success.", 0.7)
    risk: Decimal | None = key(SHARE, "Below this score it is missed.", 0.4)


class PolicyBlock(Block):
    """Every number that decides a colour."""

    aspirational: BandsBlock | None = key(
        BlockOf(BandsBlock), "Bands of aspirational goals.", {"success": 0.7, "risk": 0.4}
    )
    committed: BandsBlock | None = key(BlockOf(BandsBlock), "Bands of committed goals.", {"success": 1.0, "risk": 0.7})
    grace: Decimal | None = key(SHARE, "The share of the time in which nothing is judged yet.", 0.1)
    stale_after_days: int | None = key(
        integer_from(1, 3650), "After how many days without a check-in a goal is stale.", 14
    )
    objective_status: ObjectiveStatus | None = key(
        word_of(ObjectiveStatus), "Whether its score or its weakest key result gives an objective's status.", "score"
    )


class WordsBlock(Block):
    """What the company changes of one list of words."""

    add: list[str] | None = key(ListOf(LINE), "Words that belong into the list too.", ["synergy"])
    remove: list[str] | None = key(ListOf(LINE), "Words that do not belong into it here.", ["better"])


class OrganisationBlock(Block):
    """goals.yml: the organisation around the goals."""

    company: str | None = key(LINE, "The company's name.", "Lotus Group")
    calendar: CalendarBlock | None = key(BlockOf(CalendarBlock), "The company's calendar.", {"year_starts": 1})
    teams: dict[str, TeamBlock] | None = key(
        MapOf(BlockOf(TeamBlock)), "Teams by their id.", {"sales": {"name": "Sales"}}
    )
    people: dict[str, PersonBlock] | None = key(
        MapOf(BlockOf(PersonBlock)), "People by their id.", {"linh": {"name": "Linh Tran"}}
    )
    audiences: list[str] | None = key(
        ListOf(LINE), "Who goals may be confidential to; any other word hides a goal.", ["board"]
    )
    policy: PolicyBlock | None = key(
        BlockOf(PolicyBlock), "Every number that decides a colour.", {"stale_after_days": 14}
    )
    rules: Node | None = key(AnyForm(_RULES), "A rule's level, or its options.", {"S102": "off"})
    words: dict[str, WordsBlock] | None = key(
        MapOf(BlockOf(WordsBlock)), "The company's own words, by the list that they change.", {"vague": {"add": ["x"]}}
    )
    own_rules: list[Scalar] | None = key(ListOf(NAMED_ID), "Installed packages with rules of your own.", ["lotus"])
