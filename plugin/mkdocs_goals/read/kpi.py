"""A KPI's block → the KPI."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from mkdocs_goals.model.calendar import Frequency, Period, Skip, Weekday
from mkdocs_goals.model.diagnostic import respelled
from mkdocs_goals.model.formula import parse_formula
from mkdocs_goals.model.goal import (
    COMPANY_AUDIENCE,
    Aggregate,
    Benchmark,
    Direction,
    Kpi,
    KpiKind,
    Limit,
    Measurement,
    Prose,
    State,
    Target,
)
from mkdocs_goals.model.place import Place
from mkdocs_goals.model.spelling import counted, nearest
from mkdocs_goals.read import scalars
from mkdocs_goals.read.goal_file import MOST_ROWS, GoalFileReader, links, reference, references, word
from mkdocs_goals.read.keys import KpiBlock
from mkdocs_goals.read.measurements import read_data
from mkdocs_goals.read.scalars import PERIOD_EXAMPLES, Misread, shortened
from mkdocs_goals.read.table import UNREAD
from mkdocs_goals.read.tree import Mapping, Node, Scalar, Sequence


def read_kpi(reader: GoalFileReader, block: KpiBlock, goal_id: str, prose: Prose) -> Kpi:
    """The KPI. Problems: F104, F110, F111, F112, X103."""
    scale = tuple(dict.fromkeys(block.scale or ()))
    direction = block.direction or Direction.UP
    limit = _limit_reader(scale)
    warning = block.read_key(reader.scope, "warning", limit)
    critical = block.read_key(reader.scope, "critical", limit)
    targets = _targets(reader, block, limit)
    for key, found in (("warning", warning), ("critical", critical), *(("target", t.limit) for t in targets)):
        _refuse_shape(reader, block, key, found, direction)
    _refuse_sum_of_words(reader, block, scale)
    return Kpi(
        id=goal_id,
        title=block.title,
        definition=block.definition,
        team=word(block.team),
        owner=word(block.owner),
        state=block.state or State.ACTIVE,
        reason=block.reason,
        source=block.source,
        audience=block.audience or COMPANY_AUDIENCE,
        tags=tuple(dict.fromkeys(block.tags or ())),
        links=links(block.links),
        unit=block.unit,
        direction=direction,
        frequency=block.frequency or Frequency.MONTHLY,
        targets=targets,
        warning=warning,
        critical=critical,
        scale=scale,
        benchmark=Benchmark(block.benchmark.value, block.benchmark.source) if block.benchmark else None,
        kind=block.kind or KpiKind.LAGGING,
        parent=reference(block.parent),
        formula=parse_formula(block.formula, block.origin) if block.formula else None,
        measurements=_measurements(reader, block, scale),
        data=block.data,
        supports=references(block.supports),
        prose=prose,
        origin=block.origin,
        aggregate=block.aggregate or Aggregate.LAST,
        skip=_skip(reader, block),
    )


def _refuse_sum_of_words(reader: GoalFileReader, block: KpiBlock, scale: tuple[str, ...]) -> None:
    """Words have an order, and no size that could be added up."""
    if scale and block.aggregate in (Aggregate.SUM, Aggregate.MEAN):
        message = f"`{block.aggregate}` of a KPI in words"
        help = "write aggregate: last, min or max: words have an order, but no size to add up"
        reader.report("F104", block.origin.value("aggregate"), message, help)
        block.damaged.add("aggregate")


def _skip(reader: GoalFileReader, block: KpiBlock) -> Skip:
    weekdays: set[Weekday] = set()
    periods: list[Period] = []
    for node in block.skip or ():
        named = node.text.strip()
        if named in list(Weekday):
            weekdays.add(Weekday(named))
        elif (period := reader.calendar.period(named)) is not None:
            periods.append(period)
        else:
            words = [str(weekday) for weekday in Weekday]
            close = nearest(named, words)
            help = (
                f"did you mean `{close}`?" if close else f"write a weekday ({words[0]}) or a period {PERIOD_EXAMPLES}"
            )
            fix = respelled(node.place, node.text, close) if close and node.exact else None
            message = f"`{shortened(named)}` is neither a weekday nor a period"
            reader.report("F104", node.place, message, help, fix=fix)
            block.damaged.add("skip")
    return Skip(frozenset(weekdays), tuple(sorted(periods)))


def _measurements(reader: GoalFileReader, block: KpiBlock, scale: tuple[str, ...]) -> tuple[Measurement, ...]:
    found: list[Measurement] = []
    node = block.node.get("measurements")
    keys = {key.text: key for key, _ in node.pairs} if isinstance(node, Mapping) else {}
    for text, inner in (block.measurements or {}).items():
        key = keys[text]
        period = reader.period(key, node)
        value, known_word = _value(reader, inner.value, scale, block.node)
        if period and (value is not None or known_word is not None):
            found.append(Measurement(period, value, known_word, inner.note, key.place.until(inner.value.place)))
    if block.data and not found:
        found = _rows(reader, block, scale)
    return tuple(sorted(found, key=lambda measurement: measurement.period.when))


def _rows(reader: GoalFileReader, block: KpiBlock, scale: tuple[str, ...]) -> list[Measurement]:
    found: list[Measurement] = []
    first: dict[str, Place] = {}
    for row in read_data(reader, str(block.data), block.origin.value("data")):
        reader.room.rows -= 1
        if reader.room.rows < 0:
            message = f"the CSV files of all KPIs together have more than {MOST_ROWS:,} rows"
            reader.report("F112", block.origin.value("data"), message, "keep months instead of days, or fewer years")
            break
        value, known_word = (
            (Decimal(row.value), None)
            if not scale and scalars.is_plain_number(row.value)
            else _value(reader, row.scalar, scale, code="F112")
        )
        name = row.period.id  # each id names one period
        if name in first:
            message = f"{name} was measured on line {first[name].line} already"
            reader.report("F112", row.place, message, "keep one row a period")
        elif value is not None or known_word is not None:
            first[name] = row.place
            found.append(Measurement(row.period, value, known_word, row.note, row.place))
    return found


def _value(
    reader: GoalFileReader, node: Scalar, scale: tuple[str, ...], around: Mapping | None = None, code: str = ""
) -> tuple[Decimal | None, str | None]:
    """A measured value as (number, word). In a scale the number is the word's position, worst = 0."""
    if scale:
        text = node.text.strip()
        return (Decimal(scale.index(text)) if text in scale else None), text
    try:
        return scalars.number(node), None
    except Misread as misread:
        problem = misread.diagnostic(node, node.place, (around,) if around else ())
        reader.problems.append(replace(problem, code=code) if code else problem)
        return None, None


def _limit_reader(scale: tuple[str, ...]) -> Callable[[Node], Limit]:
    def read(node: Node) -> Limit:
        if isinstance(node, Sequence):
            return _band(node)
        if scale and isinstance(node, Scalar):
            text = node.text.strip()
            position = Decimal(scale.index(text)) if text in scale else None
            return Limit(position, position, text, node.place)
        value = scalars.number(node)
        return Limit(value, value, None, node.place)

    return read


def _band(node: Sequence) -> Limit:
    if len(node.items) != 2:
        raise Misread("F104", f"a band of {counted(len(node.items), 'number')}", "write [lowest, highest]")
    low, high = (scalars.part(scalars.number, item) for item in node.items)
    if low >= high:
        raise Misread("F104", f"the band's lowest number {low} is not below its highest {high}",
                      f"write [{high}, {low}]" if low > high else "write [lowest, highest]")  # fmt: skip
    return Limit(low, high, None, node.place)


def _targets(reader: GoalFileReader, block: KpiBlock, limit: Callable[[Node], Limit]) -> tuple[Target, ...]:
    node = block.node.get("target")
    if not isinstance(node, Mapping):
        found = block.read_key(reader.scope, "target", limit)
        return (Target(None, found),) if found else ()
    targets = []
    for key, value in node.pairs:
        period, inner = reader.period(key, node), reader.scope.attempt(limit, value)
        if period and inner is not UNREAD:
            targets.append(Target(period, inner))
        else:
            block.damaged.add("target")
    return tuple(targets)


def _refuse_shape(reader: GoalFileReader, block: KpiBlock, key: str, limit: Limit | None, direction: Direction) -> None:
    """A band belongs to `direction: range`, a single number to the others."""
    if limit is None or limit.word is not None:
        return
    if limit.is_band and direction is not Direction.RANGE:
        help = "write one number, or direction: range"
        reader.report("F104", limit.place, f"a band as `{key}` of a KPI that is better {direction}", help)
        block.damaged.add(key)
    if not limit.is_band and direction is Direction.RANGE:
        help = "write [lowest, highest], or direction: up or down"
        reader.report("F104", limit.place, f"one number as `{key}` of a KPI that stays in a range", help)
        block.damaged.add(key)
