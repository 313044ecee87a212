"""Rules about what adds up and what is missing: K108, K103 on coarser inputs, T108 on gaps, M104 on flows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.check.checking import checked
from tests.project import goal

from mkdocs_goals.check import Finding

WEEKLY = ("frequency: weekly", "unit: customers", "measurements: {2024-W30: 330, 2024-W31: 410, 2024-W32: 380}")


def found(
    tmp_path: Path, code: str, kpi: tuple[str, ...], title: str = "5,000 new customers", aim: str = "from: 0, to: 5000",
    kpi_title: str = "Sign-ups", **others: str,
) -> list[Finding]:  # fmt: skip
    files: dict[str, str | bytes] = {
        "n.md": goal("\n".join(["type: kpi", f"title: {kpi_title}", *kpi])),
        "o.md": goal(f"title: x\ncycle: 2024-Q3\nkey_results:\n  - {{title: '{title}', kpi: n, {aim}}}"),
        **{f"{name}.md": goal(front) for name, front in others.items()},
    }
    return [finding for finding in checked(tmp_path, files) if finding.code == code]


@pytest.mark.parametrize(
    ("kpi_title", "title", "aim", "kpi"),
    [
        ("Sign-ups", "5,000 customers", "from: 0, to: 5000", WEEKLY),
        ("Customers", "5,000 new customers", "from: 0, to: 5000", WEEKLY),
        ("Sign-ups", "5,000 customers", "to: 5000", WEEKLY),
        ("Sign-ups", "5,000 customers", "to: 5000, unit: customers", WEEKLY),
        ("Orders", "90,000 orders", "from: 0, to: 90000",
         ("unit: orders", "measurements: {2024-05: 24800, 2024-06: 24300, 2024-07: 32300}")),
        ("Leads", "600 leads", "from: 0, to: 600",
         ("frequency: daily", "measurements: {2024-08-12: 7, 2024-08-13: 5}")),
        # rising, and still no running total: the last is not twice the first
        ("Sign-ups", "5,000 new customers", "from: 0, to: 5000",
         ("frequency: weekly", "measurements: {2024-W30: 330, 2024-W31: 360, 2024-W32: 380}")),
    ],
)  # fmt: skip
def test_what_counts_anew_should_say_so(
    tmp_path: Path, kpi_title: str, title: str, aim: str, kpi: tuple[str, ...]
) -> None:
    findings = found(tmp_path, "K108", kpi, title, aim, kpi_title)
    assert [finding.goal for finding in findings] == ["o"]
    assert "aggregate: sum" in findings[0].help


@pytest.mark.parametrize(
    ("kpi_title", "title", "aim", "kpi"),
    [
        ("Sign-ups", "5,000 new customers", "from: 0, to: 5000", (*WEEKLY, "aggregate: sum")),
        ("Sign-ups", "5,000 new customers", "from: 0, to: 5000", (*WEEKLY, "aggregate: last")),
        # a level is moved, not counted from nothing
        ("Sign-ups", "500 new customers a week", "from: 330, to: 500", WEEKLY),
        # one good week is meant
        ("Sign-ups", "500 new customers in a week", "from: 0, to: 500", WEEKLY),
        # far from what the weeks make together (373 × 13.1 = 4900)
        ("Sign-ups", "100,000 new customers", "from: 0, to: 100000", WEEKLY),
        ("Sign-ups", "1,000 new customers", "from: 0, to: 1000", WEEKLY),
        # levels and shares
        ("Active customers", "5,000 new customers", "from: 0, to: 5000", WEEKLY),
        ("Share of new customers", "Share", "from: 0, to: 5000", WEEKLY),
        ("Sign-ups", "5,000 new customers", "from: 0, to: 5000", ("unit: '%'", *WEEKLY[::2])),
        ("Sign-ups", "5,000 new customers", "from: 0, to: 5000, unit: EUR", WEEKLY),
        ("Customers", "5,000 customers", "from: 0, to: 5000", WEEKLY),  # nothing says that they come anew
        ("New customers", "5,000 new customers", "from: 0, to: 5000",
         (*WEEKLY, "definition: Accounts opened since 1 July")),
        # a running total: it only grows, to more than double
        ("New customers", "5,000 new customers", "from: 0, to: 5000",
         ("frequency: weekly", "measurements: {2024-W28: 390, 2024-W30: 960, 2024-W32: 2150}")),
        ("Sign-ups", "5,000 new customers", "from: 0, to: 5000",
         ("frequency: weekly", "measurements: {2024-W32: 380}")),
        ("Orders", "90 new orders", "from: 0, to: 90", ("frequency: yearly", "measurements: {2022: 22, 2023: 21}")),
        ("Sign-ups", "Fewer new customers", "from: 0, to: 5000", (*WEEKLY, "direction: down")),
        ("Sign-ups", "5,000 new customers", 'keep: ">= 5000"', WEEKLY),
        ("Sign-ups", "5,000 new customers more", "by: 5000", WEEKLY),
    ],
)  # fmt: skip
def test_what_may_be_a_level_is_left_alone(
    tmp_path: Path, kpi_title: str, title: str, aim: str, kpi: tuple[str, ...]
) -> None:
    assert not found(tmp_path, "K108", kpi, title, aim, kpi_title)


def test_a_formula_cannot_take_what_is_measured_less_often(tmp_path: Path) -> None:
    kpi = ("frequency: monthly", "formula: '{quarter} / 3 + {week}'")
    quarter = "type: kpi\ntitle: Quarter\nfrequency: quarterly"
    findings = found(tmp_path, "K103", kpi, quarter=quarter, week="type: kpi\ntitle: Week\nfrequency: weekly")
    assert [finding.message for finding in findings] == [
        "`quarter` is measured quarterly, and this formula is computed monthly"
    ]
    place = findings[0].place
    assert (place.path, place.line, place.column, place.end_column) == ("goals/n.md", 5, 11, 20)
    assert not found(tmp_path, "K103", ("frequency: quarterly", "formula: '{quarter} / 3'"), quarter=quarter)


def overdue(tmp_path: Path, *lines: str) -> list[tuple[str, int]]:
    front = "\n".join(["type: kpi", "title: Orders", *lines])
    findings = checked(tmp_path, {"n.md": goal(front)}, date(2024, 8, 20))
    return [(finding.message, finding.place.line) for finding in findings if finding.code == "T108"]


def test_a_gap_in_the_middle_is_said_with_its_period(tmp_path: Path) -> None:
    lines = ("measurements:", "  2024-03: 1", "  2024-04: 1", "  2024-06: 1", "  2024-07: 1")
    assert overdue(tmp_path, *lines) == [("there is no value for `2024-05`", 6)]  # the line of April
    assert overdue(tmp_path, "skip: [2024-05]", *lines) == []


def test_many_gaps_are_one_finding(tmp_path: Path) -> None:
    message = "there is no value for `2023-08`, `2023-09`, `2023-10`, `2023-11`, `2023-12`, `2024-01` and 6 more"
    assert overdue(tmp_path, "measurements:", "  2023-07: 1") == [(message, 5)]


def test_a_line_that_cannot_be_read_is_no_gap(tmp_path: Path) -> None:
    lines = ("scale: [bad, good]", "measurements: {2024-05: good, 2024-06: godo, 2024-07: good}")
    assert overdue(tmp_path, *lines) == []  # K105 says so


@pytest.mark.parametrize(
    ("aim", "lines", "missing"),
    [
        ("to: 5000", (*WEEKLY, "aggregate: sum"), False),
        ("by: 5000", (*WEEKLY, "aggregate: sum"), False),
        ("by: +25%", (*WEEKLY, "aggregate: sum"), True),
        ("to: 5000", WEEKLY, True),
    ],
)
def test_a_flow_needs_no_baseline(tmp_path: Path, aim: str, lines: tuple[str, ...], missing: bool) -> None:
    assert bool(found(tmp_path, "M104", lines, aim=aim)) == missing
