"""The eight ways of measuring a key result: which keys go together, and what they say."""

from __future__ import annotations

import re
from decimal import Decimal

from mkdocs_goals.model.diagnostic import Related
from mkdocs_goals.model.goal import (
    Delegated,
    Done,
    FromTo,
    Keep,
    KpiMeasure,
    Levels,
    Measure,
    OutcomeLevel,
    Relative,
    Step,
    Steps,
)
from mkdocs_goals.read import scalars
from mkdocs_goals.read.goal_file import GoalFileReader, reference
from mkdocs_goals.read.keys import KeyResultBlock
from mkdocs_goals.read.scalars import Misread, shortened
from mkdocs_goals.read.tree import Mapping, Node, Scalar

MEASURE_KEYS = ("from", "to", "by", "keep", "done", "steps", "levels", "kpi", "objective")

_PARTNERS: dict[str, frozenset[str]] = {
    "from": frozenset({"to", "by", "kpi"}),
    "to": frozenset({"from", "kpi"}),
    "by": frozenset({"from", "kpi"}),
    "keep": frozenset({"kpi"}),
    "kpi": frozenset({"from", "to", "by", "keep"}),
}
_ONLY_WITH = {
    "every": (frozenset({"keep"}), "`every` belongs to `keep`"),
    "phases": (frozenset({"to", "by"}), "`phases` belong to a way from one number to another"),
}


def read_measure(reader: GoalFileReader, block: KeyResultBlock) -> Measure | None:
    """The key result's one measure; None where nothing measures it. Problems: F104, F110, F113."""
    written = _written(block)
    _refuse_several(reader, block, written)
    if block.kpi is not None:
        kpi = reference(block.kpi)
        assert kpi is not None
        return KpiMeasure(kpi, _aim(reader, block))
    if block.objective is not None:
        objective = reference(block.objective)
        return Delegated(objective) if objective else None
    if block.done is not None:
        return Done(block.done)
    if block.steps:
        return Steps(tuple(_steps(block)))
    if "levels" in written:
        levels = block.read_key(reader.scope, "levels", _levels)
        return Levels(levels) if levels else None
    if any(key in written for key in ("from", "to", "by", "keep")):
        return _aim(reader, block)
    return None


def clash(block: KeyResultBlock) -> tuple[str, str] | None:
    """The first two keys that measure in two ways, in the order of the file."""
    measures = [key for key in _written(block) if key in MEASURE_KEYS]
    for at, key in enumerate(measures):
        other = next((other for other in measures[:at] if other not in _PARTNERS.get(key, ())), None)
        if other:
            return other, key
    return None


def _written(block: KeyResultBlock) -> list[str]:
    return [key.text for key, value in block.node.pairs if not (isinstance(value, Scalar) and value.blank)]


def _refuse_several(reader: GoalFileReader, block: KeyResultBlock, written: list[str]) -> None:
    several = clash(block)
    if several:
        one, other = several
        first = Related(block.origin.key(one), f"`{one}` is one way of measuring")
        message = f"`{other}` measures in another way than `{one}`"
        reader.report("F113", block.origin.key(other), message, "keep one, or make two key results", first)
    for key, (partners, message) in _ONLY_WITH.items():
        if key in written and not partners.intersection(written):
            reader.report("F113", block.origin.key(key), message, f"remove `{key}`, or measure that way")


def _aim(reader: GoalFileReader, block: KeyResultBlock) -> FromTo | Relative | Keep:
    keep = block.read_key(reader.scope, "keep", _limits)
    if keep is not None or block.has("keep"):
        low, high, strict = keep or (None, None, False)
        return Keep(low, high, block.every, strict)
    by = block.read_key(reader.scope, "by", _change)
    if by is not None:
        return Relative(block.from_, *by)
    return FromTo(block.from_, block.to)


_CHANGE = re.compile(r"([-+]?)\s*(\d+(?:\.\d+)?)\s*%", re.ASCII)


def _change(node: Node) -> tuple[Decimal, bool]:
    """`+25%` as (25, True); `200` as (200, False)."""
    if isinstance(node, Scalar):
        match = _CHANGE.fullmatch(node.text.strip())
        if match and len(node.text) <= scalars.MAX_NUMBER_LENGTH:
            return Decimal(match[1] + match[2]), True
        if node.text.startswith("+") and scalars.kind_of(node):
            node = Scalar(node.text[1:], node.place, node.plain)
    return scalars.number(node), False


_ONE_SIDED = re.compile(r"(>=|<=|≥|≤|>|<)\s*(\S+)")
_BETWEEN = re.compile(r"(\S+?)\s*\.\.\s*(\S+)")


def _limits(node: Node) -> tuple[Decimal | None, Decimal | None, bool]:
    """`>= 99.9`, `< 15` or `90..110` as (lowest, highest, whether the limit itself is left out)."""
    value = scalars.text(node)
    if match := _ONE_SIDED.fullmatch(value):
        limit, strict = _plain_number(match[2], node), match[1] in ("<", ">")
        return (limit, None, strict) if match[1] in (">=", "≥", ">") else (None, limit, strict)
    if match := _BETWEEN.fullmatch(value):
        low, high = _plain_number(match[1], node), _plain_number(match[2], node)
        if low <= high:
            return low, high, False
        raise Misread("F104", f"{low} is above {high}", f'write keep: "{high}..{low}"')
    help = 'write keep: ">= 99.9", "<= 15", "< 15" or "90..110"'
    raise Misread("F104", f"`{shortened(value)}` is no level to keep", help)


def _plain_number(value: str, node: Node) -> Decimal:
    return scalars.number(Scalar(value, node.place))


def _levels(node: Node) -> tuple[OutcomeLevel, ...]:
    if not isinstance(node, Mapping):
        raise Misread("F104", f"{scalars.kind_of(node)} stands where levels belong", _LEVELS_EXAMPLE)
    read_score = scalars.number_from(0, 1)
    levels = [
        OutcomeLevel(scalars.part(read_score, Scalar(key.text, key.place)), scalars.part(scalars.line, value))
        for key, value in node.pairs
    ]
    if not levels:
        raise Misread("F104", "there are no levels", _LEVELS_EXAMPLE)
    return tuple(sorted(levels, key=lambda level: level.score))


_LEVELS_EXAMPLE = 'write levels: {0.3: "pilot", 1.0: "everywhere"}'


def _steps(block: KeyResultBlock) -> list[Step]:
    return [
        Step(
            title=step.title,
            weight=Decimal(1) if step.weight is None else step.weight,
            due=step.due,
            done=step.done or False,
            place=step.origin.place,
        )
        for step in block.steps or ()
    ]
