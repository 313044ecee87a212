"""`goals.yml` → the organisation."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TypeVar

from mkdocs_goals.model.calendar import Calendar, Period
from mkdocs_goals.model.diagnostic import Diagnostic
from mkdocs_goals.model.organisation import Bands, Organisation, OwnRules, Person, Policy, RuleSetting, Team, WordChange
from mkdocs_goals.read.audience_keys import (
    audience_of_entry,
    is_like_audience,
    mentions_an_audience,
    mentions_audiences,
)
from mkdocs_goals.read.organisation_keys import (
    BandsBlock,
    CalendarBlock,
    NamedAfter,
    OrganisationBlock,
    PersonBlock,
    PolicyBlock,
    TeamBlock,
)
from mkdocs_goals.read.scalars import Misread, bad_id, flag, kind_of, number, slugified, text
from mkdocs_goals.read.table import Scope
from mkdocs_goals.read.tree import Mapping, Scalar, read_tree

MAX_VALUES = 50_000
"""In goals.yml, that lists every team and person: more than a goal file may hold."""


def read_organisation(path: str, content: str) -> tuple[Organisation, list[Diagnostic]]:
    """The organisation that `goals.yml` describes, as far as it can be read, and what is wrong with the rest."""
    tree, problems = read_tree(path, content, first_line=1, most_nodes=MAX_VALUES)
    unread = unread_organisation(content) if problems else Organisation()
    if tree is None:
        return unread, problems
    block = OrganisationBlock.read(tree, tree.place, Scope(problems))
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
            words=tuple(_words(block)),
            own_rules=tuple(OwnRules(node.text, node.place) for node in block.own_rules or ()),
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
    others = (key.text for key, _ in tree.pairs if key.text not in OrganisationBlock.keys)
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


def _words(block: OrganisationBlock) -> Iterator[WordChange]:
    for name, change in (block.words or {}).items():
        yield WordChange(name, tuple(change.add or ()), tuple(change.remove or ()), change.node.place)


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
            settings.append(RuleSetting(code=code.text, level=value.text, options={}, paths={}, place=code.place))
        elif isinstance(value, Mapping):
            settings.append(_rule_options(code, value, problems))
        else:
            help = "write off, info, warning, error, or {severity: …}"
            problems.append(Diagnostic("F104", "a list stands where a level belongs", value.place, help))
    return settings


def _rule_options(code: Scalar, value: Mapping, problems: list[Diagnostic]) -> RuleSetting:
    severity, paths = value.get("severity"), value.get("paths")
    if paths is not None and not isinstance(paths, Mapping):
        message = f"{kind_of(paths)} stands where patterns and levels belong"
        problems.append(Diagnostic("F104", message, paths.place, "write paths: {sandbox/**: info}"))
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
    return RuleSetting(code=code.text, level=level, options=options, paths=levels, place=code.place)


def _option(node: Scalar) -> Decimal | str | bool:
    """An option of a rule: a number, true or false, or a word."""
    for read in (number, flag):
        try:
            return read(node)
        except Misread:
            continue
    return text(node)
