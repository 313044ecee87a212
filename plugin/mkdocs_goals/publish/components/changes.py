"""What was said last: one line a check-in or measurement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mkdocs_goals.model.goal import Kpi
from mkdocs_goals.publish.company import Said
from mkdocs_goals.publish.components.measure import unit_of
from mkdocs_goals.publish.context import Anchor, PageContext, Person, key_result_anchor


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """`what` is the goal, `part` its key result; `value` is what was measured, `note` what was said."""

    date: str
    day: str
    what: Anchor
    part: str | None
    value: str | None
    note: str | None
    by: Person | None


def change_lines(context: PageContext, said: Iterable[Said]) -> tuple[ChangeLine, ...]:
    return tuple(_line(context, change) for change in said)


def _line(context: PageContext, change: Said) -> ChangeLine:
    key_result = change.key_result
    url = context.goal_url(change.goal.id, key_result_anchor(key_result.id) if key_result else "")
    return ChangeLine(
        change.date.isoformat(),
        context.format.ago(change.date),
        Anchor(change.goal.title, url),
        key_result.title if key_result else None,
        _value(context, change),
        change.note,
        context.person(change.check_in.by) if change.check_in else None,
    )


def _value(context: PageContext, change: Said) -> str | None:
    if change.word is not None:
        return change.word
    if change.value is None:
        return None
    if isinstance(change.goal, Kpi):
        return context.format.quantity(change.value, change.goal.unit)
    unit = unit_of(context, change.key_result) if change.key_result else None
    return context.format.quantity(change.value, unit)
