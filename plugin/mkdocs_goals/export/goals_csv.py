"""`goals.csv`: every goal and key result as a row, for spreadsheets.

Texts are guarded against being taken for a formula (a leading apostrophe, as OWASP advises); numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

from mkdocs_goals.model.goal import Kpi, Objective
from mkdocs_goals.model.page_addresses import goal_address, kpi_address
from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.score.result import KpiPoint, Scorecard

COLUMNS = (
    "kind", "id", "title", "cycle", "team", "owner", "status", "score", "expected", "unit", "from", "to", "value",
    "target", "attainment", "period", "confidence", "last_check_in", "address", "path", "line",
)  # fmt: skip

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")

Cell = str | int | Decimal | None
Row = dict[str, Cell]


def goals_csv(portfolio: Portfolio, scorecard: Scorecard) -> bytes:
    """RFC 4180 with a byte order mark, so that spreadsheets take it for UTF-8."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in _rows(portfolio, scorecard):
        writer.writerow({column: _cell(value) for column, value in row.items()})
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Cell) -> str | int:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return f"'{value}" if isinstance(value, str) and value.startswith(_RISKY) else value


def _rows(portfolio: Portfolio, scorecard: Scorecard) -> Iterator[Row]:
    for objective in portfolio.objectives.values():
        yield _objective(scorecard, objective)
        yield from _key_results(scorecard, objective)
    for kpi in portfolio.kpis.values():
        yield _kpi(scorecard, kpi)


def _objective(scorecard: Scorecard, objective: Objective) -> Row:
    score = scorecard.objectives[objective.id]
    return {
        "kind": "objective",
        "id": objective.id,
        "title": objective.title,
        "cycle": objective.cycle.id,
        "team": objective.team,
        "owner": objective.owner,
        "status": str(score.status),
        "score": score.score,
        "expected": score.expected,
        "confidence": score.confidence,
        "last_check_in": score.last_check_in.date.isoformat() if score.last_check_in else None,
        "address": goal_address(objective.id),
        "path": objective.path,
        "line": objective.origin.place.line,
    }


def _key_results(scorecard: Scorecard, objective: Objective) -> Iterator[Row]:
    for key_result in objective.key_results:
        score = scorecard.key_results[key_result.full_id]
        yield {
            "kind": "key result",
            "id": key_result.full_id,
            "title": key_result.title,
            "cycle": objective.cycle.id,
            "team": objective.team,
            "owner": key_result.owner or objective.owner,
            "status": str(score.status),
            "score": score.score,
            "expected": score.expected,
            "unit": key_result.unit,
            "from": score.baseline,
            "to": score.target,
            "value": score.value,
            "confidence": score.confidence,
            "last_check_in": score.last_check_in.date.isoformat() if score.last_check_in else None,
            "address": goal_address(objective.id),
            "path": key_result.origin.place.path,
            "line": key_result.origin.place.line,
        }


def _kpi(scorecard: Scorecard, kpi: Kpi) -> Row:
    score = scorecard.kpis[kpi.id]
    point = score.point
    return {
        "kind": "kpi",
        "id": kpi.id,
        "title": kpi.title,
        "team": kpi.team,
        "owner": kpi.owner,
        "status": str(score.status),
        "unit": kpi.unit,
        "value": (point.word or point.value) if point else None,
        "target": _target(kpi, point) if point else None,
        "attainment": score.attainment,
        "period": point.period.id if point else None,
        "address": kpi_address(kpi.id),
        "path": kpi.path,
        "line": kpi.origin.place.line,
    }


def _target(kpi: Kpi, point: KpiPoint) -> Cell:
    """A number, a word of the scale, or a whole range (`25..35`)."""
    if point.low is None or point.high is None:
        return None
    if kpi.scale:
        return kpi.scale[int(point.low)]
    return point.low if point.low == point.high else f"{point.low:f}..{point.high:f}"
