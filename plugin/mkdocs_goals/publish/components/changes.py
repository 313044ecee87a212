"""What was said last: one entry a goal and day, with a line for each check-in or measurement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mkdocs_goals.model.goal import Kpi
from mkdocs_goals.publish.brief import brief
from mkdocs_goals.publish.components.measure import unit_of
from mkdocs_goals.publish.context import Anchor, PageContext, PersonLink
from mkdocs_goals.publish.site_data import Update

MOST_LINES = 8
"""Lines of one entry."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """`part` is the key result that it is about; `value` what was measured, `note` what was said."""

    part: str | None
    value: str | None
    note: str | None
    by: PersonLink | None


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """What was said of a goal on a day."""

    date: str
    day: str
    ago: str
    goal: Anchor
    lines: tuple[ChangeLine, ...]
    rest: Anchor | None


def change_entries(context: PageContext, said: Iterable[Update], most: int) -> tuple[ChangeEntry, ...]:
    """At most so many entries, the latest first."""
    groups: dict[tuple[date, str], list[Update]] = {}
    for change in said:
        key = change.date, change.goal.id
        if key not in groups and len(groups) == most:
            break
        groups.setdefault(key, []).append(change)
    return tuple(_entry(context, changes) for changes in groups.values())


def _entry(context: PageContext, changes: list[Update]) -> ChangeEntry:
    first = changes[0]
    return ChangeEntry(
        date=first.date.isoformat(),
        day=context.format.day(first.date),
        ago=context.format.ago(first.date),
        goal=Anchor(first.goal.title, context.goal_url(first.goal.id)),
        lines=tuple(_line(context, change) for change in changes[:MOST_LINES]),
        rest=context.rest(len(changes), MOST_LINES, context.goal_url(first.goal.id)),
    )


def _line(context: PageContext, change: Update) -> ChangeLine:
    key_result = change.key_result
    return ChangeLine(
        key_result.title if key_result else None,
        _value(context, change),
        brief(change.note) if change.note else None,
        context.person(change.check_in.by) if change.check_in else None,
    )


def _value(context: PageContext, change: Update) -> str | None:
    if change.word is not None:
        return change.word
    if change.value is None:
        return None
    if isinstance(change.goal, Kpi):
        value = context.format.quantity(change.value, change.goal.unit)
        if change.still_runs is None:
            return value
        return context.words("kpi.so-far", period=context.format.period(change.still_runs), value=value)
    unit = unit_of(context, change.key_result) if change.key_result else None
    return context.format.quantity(change.value, unit)
