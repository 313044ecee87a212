"""An objective's block → the objective."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from mkdocs_goals.model.calendar import Cycle
from mkdocs_goals.model.diagnostic import Related
from mkdocs_goals.model.goal import (
    COMPANY_AUDIENCE,
    CheckIn,
    Closing,
    Commitment,
    Delegated,
    Done,
    FromTo,
    Initiative,
    Keep,
    KeyResult,
    KpiMeasure,
    Levels,
    Measure,
    Objective,
    Phase,
    Prose,
    Relative,
    State,
    Steps,
)
from mkdocs_goals.model.place import Place
from mkdocs_goals.read.goal_file import GoalFileReader, links, pairs_of, reference, references, word
from mkdocs_goals.read.keys import CheckInBlock, KeyResultBlock, ObjectiveBlock
from mkdocs_goals.read.measures import clash, read_measure
from mkdocs_goals.read.scalars import bad_id, shortened, slugified
from mkdocs_goals.read.table import Block
from mkdocs_goals.read.tree import Scalar

ONE = Decimal(1)


def read_objective(reader: GoalFileReader, block: ObjectiveBlock, goal_id: str, prose: Prose) -> Objective | None:
    """The objective; None where its cycle cannot be read, for then nothing can be placed in time."""
    cycle = reader.cycle(block.cycle)
    commitment = block.commitment or Commitment.ASPIRATIONAL
    key_results = _key_results(reader, block, goal_id, cycle, commitment)
    check_ins = tuple(_remarks(reader, block))
    if cycle is None:
        return None
    return Objective(
        id=goal_id,
        title=block.title,
        cycle=cycle,
        team=word(block.team),
        owner=word(block.owner),
        contributors=tuple(dict.fromkeys(node.text for node in block.contributors or ())),
        commitment=commitment,
        state=block.state or State.ACTIVE,
        reason=block.reason,
        supports=references(block.supports),
        weight=ONE if block.weight is None else block.weight,
        key_results=key_results,
        initiatives=tuple(_initiatives(block)),
        check_ins=check_ins,
        closed=_closing(block),
        continues=reference(block.continues),
        audience=block.audience or COMPANY_AUDIENCE,
        tags=tuple(dict.fromkeys(block.tags or ())),
        links=links(block.links),
        prose=prose,
        origin=block.origin,
    )


def _key_results(
    reader: GoalFileReader, block: ObjectiveBlock, goal_id: str, cycle: Cycle | None, commitment: Commitment
) -> tuple[KeyResult, ...]:
    found: dict[str, KeyResult] = {}
    for position, inner in enumerate(block.key_results or (), start=1):
        key_result = _key_result(reader, inner, goal_id, position, cycle, commitment)
        first = found.get(key_result.id)
        if first:
            place = inner.origin.value("id" if inner.id else "title")
            related = Related(first.origin.value("id" if first.origin.has("id") else "title"), "the first one")
            message = f"two key results have the id `{key_result.id}`"
            reader.report("F109", place, message, "give one of them an `id:` of its own", related)
        else:
            found[key_result.id] = key_result
    return tuple(found.values())


def _key_result(
    reader: GoalFileReader,
    block: KeyResultBlock,
    goal_id: str,
    position: int,
    cycle: Cycle | None,
    commitment: Commitment,
) -> KeyResult:
    measure = read_measure(reader, block)
    check_ins = tuple(_check_ins(reader, block, measure))
    phases = tuple(_phases(reader, block))
    own_id = block.id or slugified(block.title)
    if not own_id or bad_id(own_id):
        own_id = f"key-result-{position}"
    return KeyResult(
        id=own_id,
        objective=goal_id,
        title=block.title,
        owner=word(block.owner),
        unit=block.unit,
        weight=ONE if block.weight is None else block.weight,
        starts=block.starts or (cycle.starts if cycle else date.min),
        due=block.due or (cycle.ends if cycle else date.max),
        state=block.state or State.ACTIVE,
        reason=block.reason,
        commitment=block.commitment or commitment,
        source=block.source,
        note=block.note,
        audience=block.audience or COMPANY_AUDIENCE,
        measure=measure,
        phases=phases,
        check_ins=check_ins,
        origin=block.origin,
    )


def _check_ins(reader: GoalFileReader, block: KeyResultBlock, measure: Measure | None) -> list[CheckIn]:
    found = []
    entries = _entries(block, "check_ins")
    several = clash(block)  # which of two ways the values are meant for, nobody knows
    for text, inner in (block.check_ins or {}).items():
        key, place = entries[text]
        day = reader.date(key, block.node.get("check_ins"))
        if inner.value is not None and not several:
            _refuse_value(reader, inner, inner.value, measure)
        if day:
            found.append(
                CheckIn(
                    date=day,
                    value=inner.value,
                    confidence=inner.confidence,
                    note=inner.note,
                    by=word(inner.by),
                    place=place,
                )
            )
    return sorted(found, key=lambda check_in: check_in.date)


def _refuse_value(reader: GoalFileReader, block: CheckInBlock, value: Decimal, measure: Measure | None) -> None:
    if measure is None or isinstance(measure, FromTo | Relative | Keep):
        return
    place = block.origin.value("value")
    match measure:
        case Levels(levels=levels) if value not in {level.score for level in levels}:
            known = ", ".join(str(level.score) for level in levels)
            reader.report("F104", place, f"{value} is not one of the levels", f"write one of {known}")
        case Done() | Steps():
            message = "a check-in with a value, but `done` and `steps` say it themselves"
            reader.report("F113", place, message, "write {note: …} instead of the value")
        case KpiMeasure(kpi=reference) | Delegated(objective=reference):
            message = f"a check-in with a value, but `{shortened(reference.goal)}` gives the values"
            reader.report("F113", place, message, "write {note: …} instead of the value")


def _remarks(reader: GoalFileReader, block: ObjectiveBlock) -> list[CheckIn]:
    found = []
    entries = _entries(block, "check_ins")
    for text, inner in (block.check_ins or {}).items():
        key, place = entries[text]
        day = reader.date(key, block.node.get("check_ins"))
        if day:
            found.append(
                CheckIn(
                    date=day, value=None, confidence=inner.confidence, note=inner.note, by=word(inner.by), place=place
                )
            )
    return sorted(found, key=lambda check_in: check_in.date)


def _phases(reader: GoalFileReader, block: KeyResultBlock) -> list[Phase]:
    """The phases in the order of the file; the checker wants them in the order of time."""
    found = []
    entries = _entries(block, "phases")
    for text, value in (block.phases or {}).items():
        key, place = entries[text]
        day = reader.date(key, block.node.get("phases"))
        if day:
            found.append(Phase(day, value, place))
    return found


def _initiatives(block: ObjectiveBlock) -> list[Initiative]:
    return [
        Initiative(
            title=inner.title,
            owner=word(inner.owner),
            done=inner.done or False,
            link=word(inner.link),
            place=inner.origin.place,
        )
        for inner in block.initiatives or ()
    ]


def _closing(block: ObjectiveBlock) -> Closing | None:
    inner = block.closed
    if inner is None:
        return None
    return Closing(
        date=inner.day, outcome=inner.outcome, score=inner.score, learning=inner.learning, place=inner.origin.place
    )


def _entries(block: Block, key: str) -> dict[str, tuple[Scalar, Place]]:
    """The entries of a mapping by their key: the key itself, and the place from there to the end of the value."""
    return {name.text: (name, name.place.until(value.place)) for name, value in pairs_of(block.node.get(key))}
