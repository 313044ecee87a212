"""Flows and stocks: what a key result makes of its KPI's periods, and what a KPI itself says of an open one.

Every number is worked out beside its case. 2024-Q3 has 14 weeks that begin in it: W27 (1 July) to W40 (30 September).
On 15 August, a Thursday, W32 (5 to 11 August) has ended and W33 runs.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.score.scoring import DAY, HEAD, kpi, objective, scored, weeks

from mkdocs_goals.score.result import KeyResultScore, KpiScore

SIGN_UPS = weeks(26, 290, 300, 350, 310, 390, 400, 150, 100)
"""W26 to W33; those from W27 on make 2000."""


def key_result(tmp_path: Path, measured: str, inside: str, day: date = DAY, *, head: str = HEAD) -> KeyResultScore:
    return scored(tmp_path, {"n": measured, "o": objective(f"kpi: n, {inside}", head=head)}, day).key_results["o/a"]


def one_kpi(tmp_path: Path, front: str, day: date = DAY) -> KpiScore:
    return scored(tmp_path, {"n": front}, day).kpis["n"]


def test_5_000_sign_ups_on_weekly_counts(tmp_path: Path) -> None:
    """Without `aggregate` the last week alone would count: 100 of 5000 is 0.02."""
    front = kpi(SIGN_UPS, "frequency: weekly", "aggregate: sum")
    found = key_result(tmp_path, front, "from: 0, to: 5000")
    assert (found.value, found.progress) == (2000, Decimal("0.4"))
    assert key_result(tmp_path, kpi(SIGN_UPS, "frequency: weekly"), "from: 0, to: 5000").progress == Decimal("0.02")


def test_the_explanation_names_every_period_that_was_put_in(tmp_path: Path) -> None:
    front = kpi(SIGN_UPS, "frequency: weekly", "aggregate: sum")
    explanation = key_result(tmp_path, front, "to: 5000").explanation
    assert explanation.calculation == ("300 + 350 + 310 + 390 + 400 + 150 + 100 = 2000; (2000 − 0) ÷ (5000 − 0) = 0.4")
    assert [(found.name, found.value) for found in explanation.inputs] == [
        ("2024-W27", 300), ("2024-W28", 350), ("2024-W29", 310), ("2024-W30", 390), ("2024-W31", 400),
        ("2024-W32", 150), ("2024-W33, so far", 100), ("to", 5000),
    ]  # fmt: skip
    assert all(found.place for found in explanation.inputs)
    assert "begins at 0" in explanation.notes[0]


def test_many_periods_are_counted_in_the_sum_and_named_below_it(tmp_path: Path) -> None:
    front = kpi(weeks(27, *range(1, 15)), "frequency: weekly", "aggregate: sum")  # 1 + … + 14 = 105
    explanation = key_result(tmp_path, front, "to: 210", date(2024, 10, 20)).explanation
    assert explanation.calculation == "the sum of 14 periods = 105; (105 − 0) ÷ (210 − 0) = 0.5"
    assert len(explanation.inputs) == 15


@pytest.mark.parametrize(
    ("aggregate", "baseline", "value"),
    [
        # begun and ended in the quarter by 15 August: W27 … W32 = 300 350 310 390 400 150; before it W26 = 290
        ("last", 290, Decimal(100)),
        ("sum", 0, Decimal(2000)),
        ("mean", 290, Decimal(1900) / 6),
        ("min", 290, Decimal(150)),
        ("max", 290, Decimal(400)),
    ],
)
def test_every_aggregate(tmp_path: Path, aggregate: str, baseline: int, value: Decimal) -> None:
    front = kpi(SIGN_UPS, "frequency: weekly", f"aggregate: {aggregate}")
    found = key_result(tmp_path, front, "to: 5000")
    assert (found.baseline, found.value) == (baseline, value)
    assert found.progress == (value - baseline) / (5000 - baseline)


def test_the_explanation_names_what_is_missing_from_a_sum(tmp_path: Path) -> None:
    front = kpi({"2024-W25": 1, "2024-W28": 2, "2024-W30": 3}, "frequency: weekly", "aggregate: sum")
    notes = key_result(tmp_path, front, "from: 0, to: 10").explanation.notes
    assert "without a value: 2024-W27, 2024-W29, 2024-W31" in notes  # W26 is before its time, W32 in its grace


def test_only_periods_that_begin_inside_the_time_flow(tmp_path: Path) -> None:
    """W29 (15 July) begins on the first day, W28 before it; W33 (12 August) begins on the last day and ends later."""
    front = kpi(weeks(28, 1, 10, 100, 1000, 10_000, 100_000, 1_000_000), "frequency: weekly", "aggregate: sum")
    inside = "to: 1111110, starts: 2024-07-15, due: 2024-08-12"
    assert key_result(tmp_path, front, inside, date(2024, 9, 20)).value == 111_110
    assert key_result(tmp_path, front, inside, date(2024, 8, 11)).value == 11_110


def test_a_mean_takes_only_periods_inside_the_time(tmp_path: Path) -> None:
    front = kpi(weeks(28, 1, 10, 20, 30, 40, 50, 1), "frequency: weekly", "aggregate: mean")
    inside = "from: 0, to: 100, starts: 2024-07-15, due: 2024-08-12"  # W29 to W32; W33 ends after the due day
    assert key_result(tmp_path, front, inside, date(2024, 9, 20)).value == 25


def test_what_was_counted_shows_in_the_chart(tmp_path: Path) -> None:
    front = kpi(weeks(27, 5, 7, 3), "frequency: weekly", "aggregate: {}")
    for aggregate, values in {"sum": [5, 12, 15], "mean": [5, 6, 5], "min": [5, 5, 3], "max": [5, 7, 7]}.items():
        found = key_result(tmp_path, front.replace("{}", aggregate), "from: 0, to: 100")
        assert [point.value for point in found.series] == values
        assert found.value == values[-1]
    assert [point.date.isoformat() for point in found.series] == ["2024-07-07", "2024-07-14", "2024-07-21"]


def test_nothing_has_begun_in_its_time(tmp_path: Path) -> None:
    front = kpi(weeks(20, 5, 7), "frequency: weekly", "aggregate: sum")
    found = key_result(tmp_path, front, "to: 100")
    assert (found.progress, str(found.status), found.baseline) == (None, "no-data", 0)


def test_a_relative_change_of_a_flow_needs_from(tmp_path: Path) -> None:
    front = kpi(weeks(27, 100, 200), "frequency: weekly", "aggregate: sum")
    assert key_result(tmp_path, front, "by: +25%").progress is None  # 25 % of 0 is no way to go
    assert key_result(tmp_path, front, "by: 600").progress == Decimal("0.5")
    found = key_result(tmp_path, front, "from: 200, by: +100%")  # (300 − 200) ÷ (400 − 200)
    assert (found.target, found.progress) == (400, Decimal("0.5"))


def test_keep_stays_by_period(tmp_path: Path) -> None:
    """Of W27 … W32 the 300, 350, 310, 390 and 400 held, the 150 not; W33 runs and is not judged."""
    front = kpi(SIGN_UPS, "frequency: weekly", "aggregate: sum")
    found = key_result(tmp_path, front, 'keep: ">= 300"')
    assert found.explanation.calculation == "5 ÷ 6 = 0.8333"
    stock = key_result(tmp_path, kpi(SIGN_UPS, "frequency: weekly"), 'keep: ">= 300"')
    assert stock.explanation.calculation == "5 ÷ 7 = 0.7143"


def test_keep_by_the_month_adds_up_a_flow_s_weeks(tmp_path: Path) -> None:
    """July: W27 … W31 = 1750. August runs, and on 31 August W35 has not ended: it belongs to August and is missing."""
    front = kpi(SIGN_UPS, "frequency: weekly", "aggregate: sum")
    found = key_result(tmp_path, front, 'keep: ">= 1750", every: monthly')
    assert [(item.name, item.value) for item in found.explanation.inputs] == [("2024-07: met", 1750)]
    assert key_result(tmp_path, front, 'keep: "> 1750", every: monthly').progress == 0
    september = kpi(weeks(27, *[100] * 8) | weeks(36, *[100] * 5), "frequency: weekly", "aggregate: sum")
    gap = key_result(
        tmp_path, september, 'keep: ">= 400", every: monthly', date(2024, 10, 20), head="title: x\ncycle: 2024\n"
    )
    names = [item.name for item in gap.explanation.inputs][6:]
    assert names == ["2024-07: met", "2024-08: no value, not met", "2024-09: met"]


def test_what_is_skipped_is_no_gap_of_a_level(tmp_path: Path) -> None:
    """1 to 12 July without the weekend of the 6th and 7th: ten days, of which the 3rd has no value."""
    days = {f"2024-07-{day:02}": 5 for day in (1, 2, 4, 5, 8, 9, 10, 11, 12)}
    front = kpi(days, "frequency: daily", "skip: [saturday, sunday]")
    found = key_result(tmp_path, front, 'keep: ">= 5"', date(2024, 7, 14))
    assert found.explanation.calculation == "9 ÷ 10 = 0.9"
    assert key_result(tmp_path, kpi(days, "frequency: daily"), 'keep: ">= 5"', date(2024, 7, 14)).progress == Decimal(
        "0.75"
    )


# The KPI itself


def test_an_open_period_is_so_far(tmp_path: Path) -> None:
    front = kpi({"2023-07": 300, "2024-06": 310, "2024-07": 330, "2024-08": 90}, "aggregate: sum", "target: 300")
    found = one_kpi(tmp_path, front)
    assert found.point is not None
    assert found.so_far is not None
    assert found.previous is not None
    assert found.year_ago is not None
    assert (found.point.period.id, found.so_far.period.id, found.so_far.value) == ("2024-07", "2024-08", 90)
    assert (str(found.status), found.attainment) == ("met", Decimal("1.1"))
    assert (found.previous.period.id, str(found.previous.trend)) == ("2024-06", "better")
    assert found.year_ago.period.id == "2023-07"
    assert [point.period.id for point in found.settled] == ["2023-07", "2024-06", "2024-07"]
    stock = one_kpi(tmp_path, front.replace("sum", "last"))
    assert (str(stock.status), stock.so_far) == ("warning", None)


def test_a_period_has_ended_on_its_last_day(tmp_path: Path) -> None:
    front = kpi({"2024-07": 330}, "aggregate: sum", "target: 300")
    assert str(one_kpi(tmp_path, front, date(2024, 7, 30)).status) == "no-data"
    assert str(one_kpi(tmp_path, front, date(2024, 7, 31)).status) == "met"


def test_an_open_period_of_a_flow_is_never_missing(tmp_path: Path) -> None:
    front = kpi({"2024-06": 1, "2024-07": 1, "2024-08": 1}, "aggregate: sum")
    assert not one_kpi(tmp_path, front).overdue
    assert not one_kpi(tmp_path, kpi({"2024-07": 1}, "aggregate: sum")).overdue


# Formulas


def rate(tmp_path: Path, formula: str, files: dict[str, str], *lines: str, day: date = DAY) -> KpiScore:
    front = "\n".join(["type: kpi", "title: A rate", *lines, f'formula: "{formula}"'])
    return scored(tmp_path, {**files, "rate": front}, day).kpis["rate"]


def values(found: KpiScore) -> dict[str, Decimal | None]:
    return {point.period.id: point.value for point in found.series}


def test_a_finer_input_is_put_together_first(tmp_path: Path) -> None:
    """Weeks belong to the month in which they begin: W23 … W26 to June, W27 … W31 to July; August runs."""
    files = {
        "orders": kpi(weeks(23, *range(1, 12)), "frequency: weekly", "aggregate: sum"),  # W23 = 1 … W33 = 11
        "visits": kpi({"2024-06": 100, "2024-07": 700, "2024-08": 5}, "aggregate: sum"),
    }
    found = rate(tmp_path, "100 * {orders} / {visits}", files)
    # June: 1 + 2 + 3 + 4 = 10 of 100; July: 5 + 6 + 7 + 8 + 9 = 35 of 700
    assert values(found) == {"2024-06": 10, "2024-07": 5}
    assert not found.missing
    assert [(item.name, item.value) for item in found.explanation.inputs] == [
        ("value of 2024-07", 5), ("orders: the sum of 5 periods", 35), ("visits", 700),
    ]  # fmt: skip


@pytest.mark.parametrize(("aggregate", "value"), [("last", 6), ("sum", 12), ("mean", 4), ("min", 2), ("max", 6)])
def test_months_become_a_quarter(tmp_path: Path, aggregate: str, value: int) -> None:
    files = {"n": kpi({"2024-04": 4, "2024-05": 2, "2024-06": 6, "2024-07": 9}, f"aggregate: {aggregate}")}
    assert values(rate(tmp_path, "{n} * 1", files, "frequency: quarterly")) == {"2024-Q2": value}


def test_a_month_with_a_gap_is_not_whole(tmp_path: Path) -> None:
    days = {f"2024-07-{day:02}": 1 for day in range(1, 32) if day != 17}
    files = {"n": kpi(days, "frequency: daily", "aggregate: sum")}
    found = rate(tmp_path, "{n} * 1", files)
    assert (values(found), [(m.name, m.reason) for m in found.missing]) == (
        {}, [("2024-07", "no value of n for 2024-07-17")],
    )  # fmt: skip


def test_skipped_days_do_not_make_a_month_less_whole(tmp_path: Path) -> None:
    days = {f"2024-07-{day:02}": 1 for day in range(1, 32) if date(2024, 7, day).weekday() < 5}  # 23 working days
    files = {"n": kpi(days, "frequency: daily", "aggregate: sum", "skip: [saturday, sunday]")}
    assert values(rate(tmp_path, "{n} * 1", files)) == {"2024-07": 23}


def test_a_coarser_input_gives_no_value_and_says_why(tmp_path: Path) -> None:
    files = {"n": kpi({"2024-Q2": 5}, "frequency: quarterly"), "m": kpi({"2024-06": 5})}
    found = rate(tmp_path, "{n} + {m}", files)
    assert str(found.status) == "no-data"
    assert [m.reason for m in found.missing] == ["`n` is measured quarterly, and the formula is computed monthly"]


def test_a_rate_of_flows_waits_for_the_end_of_the_period(tmp_path: Path) -> None:
    files = {
        "orders": kpi({"2024-07": 40, "2024-08": 10}, "aggregate: sum"),
        "visits": kpi({"2024-07": 1000, "2024-08": 900}, "aggregate: sum"),
    }
    found = rate(tmp_path, "100 * {orders} / {visits}", files)
    assert (values(found), found.missing, found.so_far) == ({"2024-07": 4}, (), None)


def test_a_flow_computed_of_flows_is_so_far_as_well(tmp_path: Path) -> None:
    files = {
        "shop": kpi({"2024-07": 40, "2024-08": 10}, "aggregate: sum"),
        "web": kpi({"2024-07": 60, "2024-08": 25}, "aggregate: sum"),
    }
    found = rate(tmp_path, "{shop} + {web}", files, "aggregate: sum")
    assert found.point is not None
    assert found.so_far is not None
    assert (found.point.value, found.so_far.value) == (100, 35)


def test_a_period_that_cannot_be_computed_is_not_overdue(tmp_path: Path) -> None:
    months = {"2024-04": 1, "2024-05": 0, "2024-06": 2}
    files = {"n": kpi(months), "m": kpi({"2024-04": 1, "2024-05": 1})}
    found = rate(tmp_path, "{m} / {n}", files, day=date(2024, 7, 20))
    assert [(m.name, m.reason) for m in found.missing] == [
        ("2024-05", "division by zero"),
        ("2024-06", "no value of m"),
    ]
    assert [period.id for period in found.overdue] == ["2024-06"]
