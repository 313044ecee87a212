"""The demonstration company's scores, worked out by hand from the files with scoring.md in the other hand.

The arithmetic stands beside each number; on 15 August 2024, 46 of the 92 days of 2024-Q3 have passed (e = 0.5).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from mkdocs_goals.model.audience import for_audience
from mkdocs_goals.model.rounding import rounded
from mkdocs_goals.read import Folder, read_portfolio
from mkdocs_goals.score import Scorecard, score_portfolio

ROOT = Path(__file__).parent.parent.parent
AS_OF = date(2024, 8, 15)


@pytest.fixture(scope="module")
def company() -> Scorecard:
    return score_portfolio(for_audience(read_portfolio(Folder(ROOT / "goals", ROOT))), AS_OF)


@pytest.mark.parametrize(
    ("objective", "score", "status"),
    [
        # conversion (3.8−3)/2 = 0.4; cancellations (8.6−10)/(3−10) = 0.2; customers: the sign-ups of W27 to W32 are
        # 180 + 210 + 270 + 300 + 700 + 490 = 2150 of 5000 = 0.43
        ("increase-sales", "0.343333", "on-track"),
        # steps 1 of 4 = 0.25; fulfilment (2.6−2.9)/(2−2.9) = 1/3; stock 2.1/7 = 0.3
        ("all-warehouses-same-rhythm", "0.294444", "at-risk"),
        # perfect orders (87.2−86)/8 = 0.15; delegated 0.294444; returns (6.9−7.5)/(5−7.5) = 0.24
        ("what-we-promise-arrives", "0.228148", "at-risk"),
        # satisfaction 1/1; first response (weight 2) 3/6; one answer (61.6−58)/12 = 0.3. Two of them are levels:
        # x = (1 + 2 × 1 + 0.5)/4 = 0.875, and 0.575 is below 0.7 × 0.875 = 0.6125
        ("answered-while-it-matters", "0.575", "at-risk"),
        # employees (755−640)/288 = 0.399306; still here 2/3; days (51−58)/(40−58) = 0.388889. Expected: by the phases
        # 780 of 928, half-way between 730 and 830, so 0.486111; 1 for the level; 228 of 366 days = 0.622951.
        # x = 0.703021, and 0.484954 is below 0.7 × 0.703021 = 0.492115
        ("grow-the-team", "0.484954", "at-risk"),
        # committed: defects 0.5, rework 0.5, downtime (39.6−46)/(30−46) = 0.4
        ("right-the-first-time", "0.466667", "at-risk"),
        ("managers-who-listen", "0.2", "at-risk"),
        ("dealers-abroad", "0.136508", "off-track"),
        ("turnover-up-by-25-percent", "0.508333", "on-track"),
        ("nobody-notices-the-move", "1", "achieved"),
        ("brand-known-to-15000-people", "0.896667", "achieved"),
        ("out-of-the-door-by-evening", "0.656385", "partly-achieved"),
        ("no-question-sleeps-over-night", "0.376488", "missed"),
    ],
)
def test_objective(company: Scorecard, objective: str, score: str, status: str) -> None:
    found = company.objectives[objective]
    assert found.score is not None
    assert (rounded(found.score, 6), str(found.status)) == (Decimal(score), status)


def test_what_is_expected_of_increase_sales(company: Scorecard) -> None:
    # (0.5 + 0.374194 + 0.5) / 3: the customers' phases expect 1000 + 1800 × 15/31 = 1870.97 of 5000
    expected = company.objectives["increase-sales"].expected
    assert expected is not None
    assert rounded(expected, 6) == Decimal("0.458065")


def test_why_increase_sales_is_on_track(company: Scorecard) -> None:
    found = company.objectives["increase-sales"]
    assert found.on_track_from is not None
    assert rounded(found.on_track_from, 6) == Decimal("0.320645")  # 0.7 × 0.458065
    assert found.explanation.notes[-1] == "on track, for 0.34 ≥ 0.7 × 0.46 = 0.32"


def test_orders_of_an_open_month_are_so_far(company: Scorecard) -> None:
    found = company.kpis["orders"]
    assert found.point is not None
    assert found.so_far is not None
    assert (found.point.period.id, found.point.value, str(found.status)) == ("2024-07", 32300, "met")
    assert (found.so_far.period.id, found.so_far.value) == ("2024-08", 15100)


@pytest.mark.parametrize(
    ("cycle", "score"),
    [("2024-Q3", "0.333533"), ("2024", "0.545833"), ("2024-Q2", "0.821005"), ("2023-Q2", "0.65")],
)
def test_company_score(company: Scorecard, cycle: str, score: str) -> None:
    found = company.teams[None, cycle].score
    assert found is not None
    assert rounded(found, 6) == Decimal(score)


def test_the_headline_is_the_current_quarter(company: Scorecard) -> None:
    assert company.current_cycle is not None
    assert company.current_cycle.id == "2024-Q3"
    assert company.score == company.teams[None, "2024-Q3"].score


@pytest.mark.parametrize(
    ("kpi", "value", "status"),
    [
        ("conversion-rate", "3.8", "healthy"),  # 100 × 32300 / 850000
        ("campaign-roi", "30", "met"),  # (1300 − 1000) / 1000 × 100
        ("visits", "850000", "no-target"),
        ("inventory-turnover", "4.2", "critical"),
    ],
)
def test_kpi(company: Scorecard, kpi: str, value: str, status: str) -> None:
    found = company.kpis[kpi]
    assert found.point is not None
    assert (found.point.value, str(found.status)) == (Decimal(value), status)


def test_exactly_one_is_overdue_and_one_is_stale(company: Scorecard) -> None:
    assert [kpi.id for kpi in company.kpis.values() if kpi.overdue] == ["milestones-on-time"]
    assert [objective.id for objective in company.objectives.values() if objective.stale] == ["managers-who-listen"]
