"""`goals.yml` → the organisation."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import Field, WithJsonSchema

from mkdocs_goals.model.calendar import Calendar, Period
from mkdocs_goals.model.diagnostic import Diagnostic
from mkdocs_goals.model.organisation import Bands, Organisation, Person, Policy, RuleSetting, Team
from mkdocs_goals.read.audience_keys import (
    audience_of_entry,
    is_like_audience,
    mentions_an_audience,
    mentions_audiences,
)
from mkdocs_goals.read.fields import Block, Day, Line, NamedId, Share, keys_of, reads
from mkdocs_goals.read.scalars import (
    MAX_ID_LENGTH,
    Misread,
    bad_id,
    choice,
    flag,
    integer_from,
    kind_of,
    number,
    shortened,
    slugified,
    text,
)
from mkdocs_goals.read.schema import key
from mkdocs_goals.read.tree import Mapping, Scalar, read_tree
from mkdocs_goals.read.validate import validate

MAX_VALUES = 50_000
"""In goals.yml, that lists every team and person: more than a goal file may hold."""


class NamedAfter(StrEnum):
    """Which calendar year names a fiscal year."""

    END = "end"
    START = "start"


class ObjectiveStatus(StrEnum):
    """What an objective's status comes from."""

    SCORE = "score"
    WEAKEST = "weakest"


def _option(node: Scalar) -> Decimal | str | bool:
    """An option of a rule: a number, true or false, or a word."""
    for read in (number, flag):
        try:
            return read(node)
        except Misread:
            continue
    return text(node)


_MONTH = {"type": "integer", "minimum": 1, "maximum": 12}
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
CycleId = Annotated[
    str, reads(_cycle_id), WithJsonSchema({"type": "string", "pattern": f"^{_CYCLE_ID}$", "maxLength": 64})
]


class CycleBlock(Block):
    """A cycle of the company's own."""

    id: CycleId = Field(description="What goals call it.", examples=["spring-sprint", "2024-Q3"])
    title: Line | None = key("What people call it.", "Spring sprint")
    starts: Day = Field(description="Its first day.", examples=["2024-03-04"])
    ends: Day = Field(description="Its last day.", examples=["2024-04-14"])


class CalendarBlock(Block):
    """When the company's year starts, and its own cycles."""

    year_starts: Annotated[int, reads(integer_from(1, 12)), WithJsonSchema(_MONTH)] | None = key(
        "The month (1 to 12) in which the fiscal year starts.", 7
    )
    year_named_after: (
        Annotated[
            NamedAfter,
            reads(choice(NamedAfter)),
            WithJsonSchema({"type": "string", "enum": ["end", "start"]}),
        ]
        | None
    ) = key("Which calendar year names a fiscal year that spans two.", "end")
    cycles: list[CycleBlock] | None = key("Cycles of the company's own.", [{"id": "spring-sprint"}])


class TeamBlock(Block):
    """A team: its name alone, or with its parent and lead."""

    name: Line | None = key("What people call it.", "Sales")
    parent: NamedId | None = key("The team above it; without it, the company.", "commercial")
    lead: NamedId | None = key("Who leads it.", "linh")
    audience: Line | None = key("Who may know of it and read its goals; everyone where it is not said.", "board")


class PersonBlock(Block):
    """A person: the name alone, or with the team."""

    name: Line | None = key("What people call them.", "Linh Tran")
    team: NamedId | None = key("The team they belong to.", "sales")
    audience: Line | None = key("Who may know of them; everyone where it is not said.", "board")


class BandsBlock(Block):
    """Scores at the end of the time."""

    success: Share | None = key("From this score on it is a success.", 0.7)
    risk: Share | None = key("Below this score it is missed.", 0.4)


class PolicyBlock(Block):
    """Every number that decides a colour."""

    aspirational: BandsBlock | None = key("Bands of aspirational goals.", {"success": 0.7, "risk": 0.4})
    committed: BandsBlock | None = key("Bands of committed goals.", {"success": 1.0, "risk": 0.7})
    grace: Share | None = key("The share of the time in which nothing is judged yet.", 0.1)
    stale_after_days: (
        Annotated[
            int,
            reads(integer_from(1, 3650)),
            WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 3650}),
        ]
        | None
    ) = key("After how many days without a check-in a goal is stale.", 14)
    objective_status: (
        Annotated[
            ObjectiveStatus,
            reads(choice(ObjectiveStatus)),
            WithJsonSchema({"type": "string", "enum": ["score", "weakest"]}),
        ]
        | None
    ) = key("Whether its score or its weakest key result gives an objective's status.", "score")


class OrganisationBlock(Block):
    """goals.yml: the organisation around the goals."""

    company: Line | None = key("The company's name.", "Lotus Group")
    calendar: CalendarBlock | None = key("The company's calendar.", {"year_starts": 1})
    teams: dict[str, TeamBlock] | None = key("Teams by their id.", {"sales": {"name": "Sales"}})
    people: dict[str, PersonBlock] | None = key("People by their id.", {"linh": {"name": "Linh Tran"}})
    audiences: list[Line] | None = key("Who goals may be confidential to; any other word hides a goal.", ["board"])
    policy: PolicyBlock | None = key("Every number that decides a colour.", {"stale_after_days": 14})
    rules: Annotated[Any, WithJsonSchema(_RULES)] = key("A rule's level, or its options.", {"S102": "off"})


def read_organisation(path: str, content: str) -> tuple[Organisation, list[Diagnostic]]:
    """The organisation that `goals.yml` describes, as far as it can be read, and what is wrong with the rest."""
    tree, problems = read_tree(path, content, first_line=1, most_nodes=MAX_VALUES)
    unread = unread_organisation(content) if problems else Organisation()
    if tree is None:
        return unread, problems
    block, found = validate(OrganisationBlock, tree)
    problems += found
    if block is None:
        return unread_organisation(content), problems
    teams = _teams(block, problems)
    people = _people(block, problems)
    return (
        Organisation(
            company=block.company or Organisation().company,
            calendar=_calendar(block.calendar, problems),
            teams=teams,
            people=people,
            teams_given=block.teams is not None,
            people_given=block.people is not None,
            policy=_policy(block.policy),
            rule_settings=tuple(_rule_settings(tree, problems)),
            audiences=frozenset(block.audiences) if block.audiences is not None else None,
            audiences_in_doubt=unread.audiences_in_doubt or _hides_a_list(tree, block),
            teams_in_doubt=unread.teams_in_doubt,
        ),
        problems,
    )


def unread_organisation(content: bytes | str) -> Organisation:
    """What is known of an organisation whose goals.yml, or a part of it, cannot be read: what is in doubt."""
    in_doubt = mentions_audiences(content)
    return Organisation(audiences_in_doubt=in_doubt, teams_in_doubt=in_doubt and mentions_an_audience(content))


def _hides_a_list(tree: Mapping, block: OrganisationBlock) -> bool:
    """Whether audiences may be listed where they are not read: under another key, or in another form."""
    others = (key.text for key, _ in tree.pairs if key.text not in keys_of(OrganisationBlock))
    return (block.origin.has("audiences") and "audiences" in block.origin.damaged) or any(map(is_like_audience, others))


def _calendar(block: CalendarBlock | None, problems: list[Diagnostic]) -> Calendar:
    if block is None:
        return Calendar()
    cycles: dict[str, Period] = {}
    for inner in block.cycles or ():
        if inner.starts > inner.ends:
            place = inner.origin.value("ends")
            problems.append(Diagnostic("T110", f"`{inner.id}` ends before it starts", place, "exchange the two dates"))
        elif inner.id in cycles:
            place = inner.origin.value("id")
            problems.append(Diagnostic("F109", f"two cycles have the id `{inner.id}`", place, "rename one of them"))
        else:
            cycles[inner.id] = Period(inner.starts, inner.ends, inner.id, inner.title or inner.id)
    return Calendar(block.year_starts or 1, str(block.year_named_after or NamedAfter.END), tuple(cycles.values()))


Entry = TypeVar("Entry", TeamBlock, PersonBlock)


def _entries(
    block: OrganisationBlock, name: str, entries: dict[str, Entry] | None, problems: list[Diagnostic]
) -> dict[str, Entry]:
    """The teams or people whose ids are ids (F108)."""
    node = block.node.get(name)
    good = {}
    for entry_id, inner in (entries or {}).items():
        message = bad_id(entry_id)
        if message is None:
            good[entry_id] = inner
            continue
        found = node.key(entry_id) if isinstance(node, Mapping) else None
        place = found.place if found else block.origin.value(name)
        problems.append(Diagnostic("F108", message, place, f"write `{slugified(entry_id) or 'sales'}`"))
    return good


def _teams(block: OrganisationBlock, problems: list[Diagnostic]) -> dict[str, Team]:
    entries = _entries(block, "teams", block.teams, problems)
    teams = {}
    for team_id, inner in entries.items():
        parent = inner.parent
        if parent is not None and _loops(team_id, entries):
            message = f"the team `{team_id}` is above itself"
            problems.append(Diagnostic("R102", message, parent.place, "name another parent, or none"))
            parent = None
        lead = inner.lead.text if inner.lead else None
        teams[team_id] = Team(
            id=team_id,
            name=inner.name or team_id,
            parent=parent.text if parent else None,
            lead=lead,
            place=inner.origin.extent,
            audience=audience_of_entry(inner.node),
        )
    return teams


def _loops(team_id: str, entries: dict[str, TeamBlock]) -> bool:
    seen = {team_id}
    entry = entries.get(team_id)
    while entry is not None and entry.parent is not None:
        above = entry.parent.text
        if above == team_id:
            return True
        if above in seen:
            return False
        seen.add(above)
        entry = entries.get(above)
    return False


def _people(block: OrganisationBlock, problems: list[Diagnostic]) -> dict[str, Person]:
    return {
        person_id: Person(
            id=person_id,
            name=inner.name or person_id,
            team=inner.team.text if inner.team else None,
            place=inner.origin.extent,
            audience=audience_of_entry(inner.node),
        )
        for person_id, inner in _entries(block, "people", block.people, problems).items()
    }


def _policy(block: PolicyBlock | None) -> Policy:
    default = Policy()
    if block is None:
        return default
    return Policy(
        aspirational=_bands(block.aspirational, default.aspirational),
        committed=_bands(block.committed, default.committed),
        grace=default.grace if block.grace is None else block.grace,
        stale_after_days=block.stale_after_days or default.stale_after_days,
        objective_status=str(block.objective_status or default.objective_status),
    )


def _bands(block: BandsBlock | None, default: Bands) -> Bands:
    if block is None:
        return default
    return Bands(
        default.success if block.success is None else block.success,
        default.risk if block.risk is None else block.risk,
    )


def _rule_settings(tree: Mapping, problems: list[Diagnostic]) -> list[RuleSetting]:
    """What is said of each rule; whether its code, level and options exist is for the checker to say."""
    rules = tree.get("rules")
    if rules is not None and not isinstance(rules, Mapping) and not (isinstance(rules, Scalar) and rules.blank):
        help = "write one `CODE: level` a line below it"
        problems.append(Diagnostic("F104", f"{kind_of(rules)} stands where keys and values belong", rules.place, help))
    if not isinstance(rules, Mapping):
        return []
    settings = []
    for code, value in rules.pairs:
        if isinstance(value, Scalar):
            settings.append(RuleSetting(code.text, value.text, {}, {}, code.place))
        elif isinstance(value, Mapping):
            settings.append(_rule_options(code, value))
        else:
            help = "write off, info, warning, error, or {severity: …}"
            problems.append(Diagnostic("F104", "a list stands where a level belongs", value.place, help))
    return settings


def _rule_options(code: Scalar, value: Mapping) -> RuleSetting:
    severity, paths = value.get("severity"), value.get("paths")
    options = {
        name.text: _option(option)
        for name, option in value.pairs
        if isinstance(option, Scalar) and name.text not in ("severity", "paths")
    }
    levels = {
        glob.text: level.text
        for glob, level in (paths.pairs if isinstance(paths, Mapping) else ())
        if isinstance(level, Scalar)
    }
    level = severity.text if isinstance(severity, Scalar) else None
    return RuleSetting(code.text, level, options, levels, code.place)
