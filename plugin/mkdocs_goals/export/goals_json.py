"""goals.json: the scored portfolio for programs, and its JSON Schema. The format is scoring.md's last section.

Numbers are JSON numbers, unrounded; what is absent is null, never 0.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Any

from mkdocs_goals.model.calendar import Frequency
from mkdocs_goals.model.goal import (
    Aggregate,
    Commitment,
    Delegated,
    Direction,
    Done,
    FromTo,
    Keep,
    KeyResult,
    Kpi,
    KpiMeasure,
    Levels,
    Measure,
    Objective,
    Reference,
    Relative,
    State,
    Steps,
)
from mkdocs_goals.model.harmless import json_text
from mkdocs_goals.model.page_addresses import goal_address, kpi_address
from mkdocs_goals.model.place import Place
from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.score.result import (
    Explanation,
    Input,
    KeyResultScore,
    KpiPoint,
    KpiScore,
    KpiStatus,
    ObjectiveScore,
    Scorecard,
    Status,
)

FORMAT = "mkdocs-goals/1"

_MEASURES: dict[type[Measure], str] = {
    FromTo: "from-to",
    Relative: "relative",
    Keep: "keep",
    Done: "done",
    Steps: "steps",
    Levels: "levels",
    KpiMeasure: "kpi",
    Delegated: "objective",
}

AddressUrl = Callable[[str], str]
"""An address below the site's root → the URL that goals.json gives for it."""


def goals_json(portfolio: Portfolio, scorecard: Scorecard, url: AddressUrl = str) -> Iterator[str]:
    """The document's text in pieces, one line a goal, so that two versions compare goal by goal.

    The same portfolio gives the same bytes. A large company's document is never held as a whole.
    """
    before = "{\n"
    for name, value in _sections(portfolio, scorecard, url):
        yield f"{before}{_compact(name)}: "
        if isinstance(value, Iterator):
            yield from _listed(value)
        else:
            yield _compact(value)
        before = ",\n"
    yield "\n}\n"


def _listed(items: Iterator[dict[str, Any]]) -> Iterator[str]:
    before = "[\n"
    for item in items:
        yield before + _compact(item)
        before = ",\n"
    yield "[]" if before == "[\n" else "\n]"


def _compact(value: Any) -> str:
    return json_text(value)


def _sections(portfolio: Portfolio, scorecard: Scorecard, url: AddressUrl) -> Iterator[tuple[str, Any]]:
    """The document's keys in order; its lists as iterators."""
    yield "format", FORMAT
    yield "as_of", scorecard.as_of.isoformat()
    yield "company", portfolio.organisation.company
    yield "score", _number(scorecard.score)
    yield "cycles", _cycles(portfolio, scorecard)
    yield "teams", iter(_teams(portfolio, scorecard))
    people = portfolio.people.values()
    yield "people", ({"id": person.id, "name": person.name, "team": person.team} for person in people)
    objectives = portfolio.objectives.values()
    yield "objectives", (_objective(o, scorecard.objectives[o.id], url) for o in objectives)
    yield "kpis", (_kpi(kpi, scorecard.kpis[kpi.id], url) for kpi in portfolio.kpis.values())


def _cycles(portfolio: Portfolio, scorecard: Scorecard) -> Iterator[dict[str, Any]]:
    for cycle in portfolio.cycles:
        company = scorecard.teams.get((None, cycle.id))
        yield {
            "id": cycle.id,
            "title": cycle.title,
            "starts": cycle.starts.isoformat(),
            "ends": cycle.ends.isoformat(),
            "score": _number(company.score if company else None),
        }


def _teams(portfolio: Portfolio, scorecard: Scorecard) -> list[dict[str, Any]]:
    scores: dict[str, dict[str, Any]] = {team_id: {} for team_id in portfolio.teams}
    for (team, cycle), score in scorecard.teams.items():
        if team is not None:
            scores[team][cycle] = _number(score.score)
    return [
        {"id": t.id, "name": t.name, "parent": t.parent, "lead": t.lead, "scores": scores[t.id]}
        for t in portfolio.teams.values()
    ]


def _objective(objective: Objective, score: ObjectiveScore, url: AddressUrl) -> dict[str, Any]:
    return {
        "id": objective.id,
        "title": objective.title,
        "cycle": objective.cycle.id,
        "team": objective.team,
        "owner": objective.owner,
        "commitment": str(objective.commitment),
        "state": str(objective.state),
        "score": _number(score.score),
        "expected": _number(score.expected),
        "on_track_from": _number(score.on_track_from),
        "status": str(score.status),
        "confidence": _number(score.confidence),
        "stale": score.stale,
        "coverage": {
            "measured": score.coverage.measured,
            "counted": score.coverage.counted,
            "total": score.coverage.total,
        },
        "supports": [reference.text for reference in objective.supports],
        "continues": _reference(objective.continues),
        "url": url(goal_address(objective.id)),
        "source": _source(objective.origin.place),
        "key_results": [_key_result(k, s) for k, s in zip(objective.key_results, score.key_results, strict=True)],
        "explanation": _explanation(score.explanation),
    }


def _key_result(key_result: KeyResult, score: KeyResultScore) -> dict[str, Any]:
    return {
        "id": key_result.id,
        "title": key_result.title,
        "measure": _MEASURES[type(key_result.measure)] if key_result.measure else None,
        "unit": key_result.unit,
        "from": _number(score.baseline),
        "to": _number(score.target),
        "value": _number(score.value),
        "progress": _number(score.progress),
        "score": _number(score.score),
        "weight": _number(key_result.weight),
        "expected": _number(score.expected),
        "on_track_from": _number(score.on_track_from),
        "status": str(score.status),
        "flags": [str(flag) for flag in score.flags],
        "confidence": _number(score.confidence),
        "last_check_in": score.last_check_in.date.isoformat() if score.last_check_in else None,
        "source": _source(key_result.origin.place),
        "explanation": _explanation(score.explanation),
    }


def _kpi(kpi: Kpi, score: KpiScore, url: AddressUrl) -> dict[str, Any]:
    point = score.point
    return {
        "id": kpi.id,
        "title": kpi.title,
        "unit": kpi.unit,
        "direction": str(kpi.direction),
        "frequency": str(kpi.frequency),
        "period": point.period.id if point else None,
        "value": _value(point) if point else None,
        "so_far": _number(score.so_far.value) if score.so_far else None,
        "target": _target(kpi, point) if point else None,
        "attainment": _number(score.attainment),
        "status": str(score.status),
        "overdue": bool(score.overdue),
        "trend": str(score.previous.trend) if score.previous else None,
        "aggregate": str(kpi.aggregate),
        "parent": _reference(kpi.parent),
        "formula": kpi.formula.text if kpi.formula else None,
        "supports": [reference.text for reference in kpi.supports],
        "url": url(kpi_address(kpi.id)),
        "source": _source(kpi.origin.place),
        "series": [{"period": p.period.id, "value": _value(p), "target": _target(kpi, p)} for p in score.series],
    }


def _value(point: KpiPoint) -> Any:
    return point.word if point.word is not None else _number(point.value)


def _target(kpi: Kpi, point: KpiPoint) -> Any:
    """A number, a word of the scale, or [lowest, highest]."""
    if point.low is None:
        return None
    if kpi.scale:
        return kpi.scale[int(point.low)]
    return _number(point.low) if point.low == point.high else [_number(point.low), _number(point.high)]


def _explanation(explanation: Explanation) -> dict[str, Any]:
    return {
        "formula": explanation.formula,
        "calculation": explanation.calculation,
        "inputs": [_input(found) for found in explanation.inputs],
        "left_out": [
            {"name": out.name, "reason": out.reason, "source": _source(out.place)} for out in explanation.left_out
        ],
        "notes": list(explanation.notes),
    }


def _input(found: Input) -> dict[str, Any]:
    value = found.value if isinstance(found.value, str) else _number(found.value)
    return {
        "name": found.name,
        "value": value,
        "weight": _number(found.weight),
        "goal": found.goal,
        "source": _source(found.place),
    }


def _reference(reference: Reference | None) -> str | None:
    return reference.text if reference else None


def _source(place: Place | None) -> dict[str, Any] | None:
    return {"path": place.path, "line": place.line} if place else None


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def goals_schema() -> dict[str, Any]:
    """The JSON Schema (draft-07) of goals.json."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "goals.json",
        "description": "The scored goals of a company, as of a day. Numbers are unrounded; what is absent is null.",
        **_closed(
            format={"const": FORMAT},
            as_of=_DATE,
            company=_TEXT,
            score=_SHARE,
            cycles=_list_of(_closed(id=_TEXT, title=_TEXT, starts=_DATE, ends=_DATE, score=_SHARE)),
            teams=_list_of(
                _closed(
                    id=_TEXT,
                    name=_TEXT,
                    parent=_TEXT_OR_NULL,
                    lead=_TEXT_OR_NULL,
                    scores={"type": "object", "additionalProperties": _SHARE},
                )
            ),
            people=_list_of(_closed(id=_TEXT, name=_TEXT, team=_TEXT_OR_NULL)),
            objectives=_list_of(_OBJECTIVE),
            kpis=_list_of(_KPI),
        ),
    }


def goals_schema_json() -> str:
    """The schema as text, ending in a newline."""
    return json.dumps(goals_schema(), indent=1) + "\n"


def _closed(**properties: Any) -> dict[str, Any]:
    """An object with exactly these keys."""
    named = {name.rstrip("_"): schema for name, schema in properties.items()}
    return {"type": "object", "properties": named, "required": list(named), "additionalProperties": False}


def _one_of(words: type[StrEnum]) -> dict[str, Any]:
    return {"enum": [str(word) for word in words]}


def _list_of(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


_TEXT = {"type": "string"}
_TEXT_OR_NULL = {"type": ["string", "null"]}
_TRUTH = {"type": "boolean"}
_COUNT = {"type": "integer", "minimum": 0}
_NUMBER_OR_NULL = {"type": ["number", "null"]}
_DATE = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_SHARE = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
_VALUE = {"type": ["number", "string", "null"], "description": "A number, or a word of the KPI's scale."}
_TARGET = {
    "type": ["number", "string", "array", "null"],
    "items": {"type": "number"},
    "description": "A number, a word of the scale, or [lowest, highest] for a KPI that stays in a range.",
}
_PLACE = _closed(path=_TEXT, line={"type": "integer", "minimum": 1})
_PLACE_OR_NULL = {"oneOf": [{"type": "null"}, _PLACE]}
_EXPLANATION = _closed(
    formula=_TEXT,
    calculation=_TEXT,
    inputs=_list_of(
        _closed(name=_TEXT, value=_VALUE, weight=_NUMBER_OR_NULL, goal=_TEXT_OR_NULL, source=_PLACE_OR_NULL)
    ),
    left_out=_list_of(_closed(name=_TEXT, reason=_TEXT, source=_PLACE_OR_NULL)),
    notes=_list_of(_TEXT),
)
_STATUS = _one_of(Status)
_KPI_STATUS = _one_of(KpiStatus)
_KEY_RESULT = _closed(
    id=_TEXT,
    title=_TEXT,
    measure={"enum": [*_MEASURES.values(), None]},
    unit=_TEXT_OR_NULL,
    from_=_NUMBER_OR_NULL,
    to=_NUMBER_OR_NULL,
    value=_NUMBER_OR_NULL,
    progress=_NUMBER_OR_NULL,
    score=_SHARE,
    weight={"type": "number", "minimum": 0},
    expected=_SHARE,
    on_track_from=_SHARE,
    status=_STATUS,
    flags=_list_of({"enum": ["regressed", "exceeded"]}),
    confidence={"type": ["number", "null"], "minimum": 0, "maximum": 10},
    last_check_in={"type": ["string", "null"], "pattern": _DATE["pattern"]},
    source=_PLACE,
    explanation=_EXPLANATION,
)
_OBJECTIVE = _closed(
    id=_TEXT,
    title=_TEXT,
    cycle=_TEXT,
    team=_TEXT_OR_NULL,
    owner=_TEXT_OR_NULL,
    commitment=_one_of(Commitment),
    state=_one_of(State),
    score=_SHARE,
    expected=_SHARE,
    on_track_from=_SHARE,
    status=_STATUS,
    confidence={"type": ["number", "null"], "minimum": 0, "maximum": 10},
    stale=_TRUTH,
    coverage=_closed(measured=_COUNT, counted=_COUNT, total=_COUNT),
    supports=_list_of(_TEXT),
    continues=_TEXT_OR_NULL,
    url=_TEXT,
    source=_PLACE,
    key_results=_list_of(_KEY_RESULT),
    explanation=_EXPLANATION,
)
_KPI = _closed(
    id=_TEXT,
    title=_TEXT,
    unit=_TEXT_OR_NULL,
    direction=_one_of(Direction),
    frequency=_one_of(Frequency),
    period=_TEXT_OR_NULL,
    value=_VALUE,
    so_far=_NUMBER_OR_NULL,
    target=_TARGET,
    attainment={"type": ["number", "null"], "minimum": 0},
    status=_KPI_STATUS,
    overdue=_TRUTH,
    trend={"enum": ["better", "worse", "same", None]},
    aggregate=_one_of(Aggregate),
    parent=_TEXT_OR_NULL,
    formula=_TEXT_OR_NULL,
    supports=_list_of(_TEXT),
    url=_TEXT,
    source=_PLACE,
    series=_list_of(_closed(period=_TEXT, value=_VALUE, target=_TARGET)),
)
