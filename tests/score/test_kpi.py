"""KPIs: status by every direction and limit, attainment, targets by period, overdue, trend, formula."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.project import goal, read_goals

from mkdocs_goals.score import score_portfolio
from mkdocs_goals.score.result import KpiScore

DAY = date(2024, 8, 15)


def scored(tmp_path: Path, front: str, day: date = DAY, **others: str) -> KpiScore:
    files: dict[str, str | bytes] = {
        f"{name}.md": goal("type: kpi\ntitle: x\n" + text) for name, text in others.items()
    }
    portfolio = read_goals(tmp_path, {**files, "kpi.md": goal("type: kpi\ntitle: A number\n" + front)})
    assert not portfolio.problems, portfolio.problems
    return score_portfolio(portfolio, day).kpis["kpi"]


UP = "target: 100\nwarning: 90\ncritical: 80\n"
DOWN = "direction: down\ntarget: 10\nwarning: 12\ncritical: 15\n"
RANGE = "direction: range\ntarget: [90, 110]\nwarning: [80, 120]\ncritical: [70, 130]\n"
WORDS = "scale: [bad, poor, fair, good]\ntarget: good\nwarning: fair\ncritical: poor\n"


@pytest.mark.parametrize(
    ("front", "value", "status", "attainment"),
    [
        (UP, "120", "met", "1.2"),
        (UP, "100", "met", "1"),
        (UP, "90", "healthy", "0.9"),
        (UP, "89.9", "warning", "0.899"),
        (UP, "80", "warning", "0.8"),
        (UP, "79.9", "critical", "0.799"),
        (UP, "-5", "critical", None),
        (DOWN, "10", "met", "1"),
        (DOWN, "8", "met", "1.25"),
        (DOWN, "12", "healthy", "0.8333333333333333333333333333"),
        (DOWN, "15", "warning", "0.6666666666666666666666666667"),
        (DOWN, "16", "critical", "0.625"),
        (DOWN, "0", "met", None),
        (RANGE, "90", "met", "1"),
        (RANGE, "120", "healthy", None),
        (RANGE, "70", "warning", None),
        (RANGE, "131", "critical", None),
        (WORDS, "good", "met", "1"),
        (WORDS, "fair", "healthy", "0.6666666666666666666666666667"),
        (WORDS, "poor", "warning", "0.3333333333333333333333333333"),
        (WORDS, "bad", "critical", "0"),
        ("target: 100\n", "99", "warning", "0.99"),
        ("target: 100\nwarning: 90\n", "10", "warning", "0.1"),
        ("target: 100\ncritical: 80\n", "85", "warning", "0.85"),
        ("target: 100\ncritical: 80\n", "75", "critical", "0.75"),
        ("", "5", "no-target", None),
        ("warning: 3\n", "5", "no-target", None),
    ],
)
def test_status_and_attainment(tmp_path: Path, front: str, value: str, status: str, attainment: str | None) -> None:
    found = scored(tmp_path, f"{front}measurements: {{2024-07: {value}}}")
    assert str(found.status) == status
    assert found.attainment == (None if attainment is None else Decimal(attainment))


def test_no_measurement_is_no_data(tmp_path: Path) -> None:
    assert str(scored(tmp_path, UP).status) == "no-data"


def test_a_period_that_has_not_begun_does_not_exist(tmp_path: Path) -> None:
    found = scored(tmp_path, UP + "measurements: {2024-08: 90, 2024-09: 200, 2024-07: 50}")
    assert found.point is not None
    assert (found.point.period.id, found.point.value) == ("2024-08", 90)


def test_the_narrowest_target_that_contains_the_period_wins(tmp_path: Path) -> None:
    front = "target: {2024: 10, 2024-Q3: 20, 2024-07: 30}\nmeasurements: {2024-06: 10, 2024-07: 30, 2024-08-02: 19}"
    found = scored(tmp_path, front)
    assert [(p.period.id, p.low) for p in found.series] == [("2024-06", 10), ("2024-07", 30), ("2024-08-02", 20)]
    assert str(found.status) == "warning"


@pytest.mark.parametrize(
    ("frequency", "measured", "day", "overdue"),
    [
        ("monthly", "2024-06", "2024-08-15", []),
        ("monthly", "2024-06", "2024-08-16", ["2024-07"]),
        ("monthly", "2024-06, 2024-08", "2024-08-16", ["2024-07"]),
        ("weekly", "2024-W30", "2024-08-11", []),
        ("weekly", "2024-W30", "2024-08-12", ["2024-W31"]),
        ("quarterly", "2024-Q1", "2024-07-30", []),
        ("quarterly", "2024-Q1", "2024-07-31", ["2024-Q2"]),
        ("yearly", "2022", "2024-02-29", []),
        ("yearly", "2022", "2024-03-01", ["2023"]),
        ("daily", "2024-08-01", "2024-08-05", []),
        ("daily", "2024-08-01", "2024-08-06", ["2024-08-02"]),
        ("monthly", "2024-03, 2024-05, 2024-07", "2024-08-15", ["2024-04", "2024-06"]),
        ("monthly", "2023-11, 2024-07", "2024-01-20", ["2023-12"]),
    ],
)
def test_overdue_after_its_grace(tmp_path: Path, frequency: str, measured: str, day: str, overdue: list[str]) -> None:
    values = ", ".join(f"{period}: 1" for period in measured.split(", "))
    found = scored(tmp_path, f"frequency: {frequency}\nmeasurements: {{{values}}}", date.fromisoformat(day))
    assert [period.id for period in found.overdue] == overdue


def test_a_new_kpi_is_not_overdue_for_the_time_before_it(tmp_path: Path) -> None:
    assert not scored(tmp_path, "measurements: {2024-07: 1}").overdue


def test_a_kpi_that_was_never_measured_is_overdue(tmp_path: Path) -> None:
    assert [period.id for period in scored(tmp_path, "target: 3").overdue] == ["2024-06"]  # July has until 15 August


def test_a_day_inside_the_period_is_a_value_of_it(tmp_path: Path) -> None:
    assert not scored(tmp_path, "measurements: {2024-07-31: 1}", date(2024, 8, 20)).overdue


@pytest.mark.parametrize(
    ("skip", "overdue"),
    [
        ("[saturday, sunday]", ["2024-08-06"]),
        ("[saturday, sunday, 2024-08-06]", []),
        ("[2024-08]", []),
        ("[sunday]", ["2024-08-03", "2024-08-06"]),
    ],
)
def test_what_has_no_value_by_nature_is_not_overdue(tmp_path: Path, skip: str, overdue: list[str]) -> None:
    # 1 August 2024 is a Thursday; of the days since then all but the weekend and the 6th are measured
    days = ", ".join(f"2024-08-{day:02}: 1" for day in (1, 2, 5, 7, 8, 9))
    found = scored(tmp_path, f"frequency: daily\nskip: {skip}\nmeasurements: {{{days}}}", date(2024, 8, 13))
    assert [period.id for period in found.overdue] == overdue


def test_a_very_long_silence_names_the_latest_periods(tmp_path: Path) -> None:
    front = "frequency: daily\nmeasurements: {1970-01-01: 1, 2024-08-15: 1}"
    found = scored(tmp_path, front).overdue
    assert (len(found), found[-1].id) == (100, "2024-08-11")


@pytest.mark.parametrize(
    ("front", "before", "now", "trend"),
    [
        ("", 5, 6, "better"),
        ("direction: down", 5, 6, "worse"),
        ("direction: range\ntarget: [1, 3]", 5, 4, "better"),
        ("direction: range\ntarget: [1, 3]", 1, 3, "same"),
        ("", 5, 5, "same"),
    ],
)
def test_trend_follows_the_direction(tmp_path: Path, front: str, before: int, now: int, trend: str) -> None:
    found = scored(tmp_path, f"{front}\nmeasurements: {{2023-07: 1, 2024-06: {before}, 2024-07: {now}}}")
    assert found.previous is not None
    assert str(found.previous.trend) == trend
    assert found.year_ago is not None
    assert found.year_ago.period.id == "2023-07"


def test_a_formula_is_computed_for_each_period_with_all_its_inputs(tmp_path: Path) -> None:
    found = scored(
        tmp_path,
        "formula: 100 * {orders} / {visits}\ntarget: 4",
        orders="measurements: {2024-05: 1, 2024-06: 3, 2024-07: 4}",
        visits="measurements: {2024-05: 0, 2024-06: 100, 2024-08: 9}",
    )
    assert [(p.period.id, p.value) for p in found.series] == [("2024-06", 3)]
    assert [(m.name, m.reason) for m in found.missing] == [
        ("2024-05", "division by zero"),
        ("2024-07", "no value of visits"),
        ("2024-08", "no value of orders"),
    ]


def test_formulas_that_need_each_other_have_no_value(tmp_path: Path) -> None:
    assert str(scored(tmp_path, "formula: '{other} + 1'\ntarget: 1", other="formula: '{kpi} + 1'").status) == "no-data"


@pytest.mark.parametrize(
    ("front", "calculation", "target"),
    [
        ("scale: [bad, fair, good]\ntarget: good\nmeasurements: {2024-07: fair}",
         "fair in 2024-07: position 1 of 2: 1 ÷ 2 = 0.5", "good"),
        ("direction: range\ntarget: [2, 5]\nmeasurements: {2024-07: 5}", "5 in 2024-07 is inside 2 to 5", "2 to 5"),
        ("direction: range\ntarget: [2, 5]\nmeasurements: {2024-07: 6}", "6 in 2024-07 is outside 2 to 5", "2 to 5"),
        ("direction: down\ntarget: 10\nmeasurements: {2024-07: 8}", "10 ÷ 8 = 1.25", Decimal(10)),
        ("measurements: {2024-07: 8}", "8 in 2024-07", None),
    ],
)  # fmt: skip
def test_an_attainment_is_explained(tmp_path: Path, front: str, calculation: str, target: Decimal | str | None) -> None:
    explanation = scored(tmp_path, front).explanation
    assert explanation.calculation == calculation
    assert next((found.value for found in explanation.inputs if found.name == "target"), None) == target
