"""Rules that look around: at other goals, at the day, at scores. What they find and what they leave alone."""

from __future__ import annotations

import gc
import random
import weakref
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.check.checking import DAY, OTHER_KPI, checked, key_result, kpi
from tests.check.test_command import goals as run_goals
from tests.project import goal, read_goals, write_goals

from mkdocs_goals.check import check, smart
from mkdocs_goals.read import in_memory, read_portfolio
from mkdocs_goals.score import score_portfolio

KEY_RESULTS = """key_results:
  - {title: One, source: x, unit: "%", from: 1, to: 9, check_ins: {2024-08-12: 4}}
  - {title: Two, source: x, unit: "%", from: 1, to: 9, check_ins: {2024-08-12: 4}}
  - {title: Three, source: x, unit: "%", from: 1, to: 9, check_ins: {2024-08-12: 4}}
"""


def objective(title: str, *lines: str, cycle: str = "2024-Q3") -> str:
    return goal("\n".join((f"title: {title}", f"cycle: {cycle}", "owner: linh", *lines)) + f"\n{KEY_RESULTS}")


def codes(root: Path, files: dict[str, str | bytes], path: str, day: date = DAY) -> list[str]:
    return [finding.code for finding in checked(root, files, day) if finding.place.path == f"goals/{path}"]


CASES: dict[str, tuple[dict[str, str | bytes], str, list[str]]] = {
    "nothing stands above the team": ({"a.md": objective("A", "team: x")}, "a.md", []),
    "a goal of the same time stands above": (
        {"a.md": objective("A", "team: x"), "b.md": objective("B", cycle="2024")},
        "a.md",
        ["R103"],
    ),
    "the goal above has another time": (
        {"a.md": objective("A", "team: x"), "b.md": objective("B", cycle="2023")},
        "a.md",
        [],
    ),
    "the goal above is delegated to this one": (
        {
            "a.md": objective("A", "team: x"),
            "b.md": goal("title: B\ncycle: 2024\nkey_results: [{title: y, objective: a}]"),
        },
        "a.md",
        [],
    ),
    "a parent team has a goal": (
        {
            "goals.yml": "teams: {x: {name: X, parent: y}, y: Y}",
            "a.md": objective("A", "team: x"),
            "b.md": objective("B", "team: y"),
        },
        "a.md",
        ["R103"],
    ),
    "a company goal without teams": ({"a.md": objective("A")}, "a.md", []),
    "a company goal that nobody supports": (
        {"a.md": objective("A"), "b.md": objective("B", "team: x", cycle="2023-Q1")},
        "a.md",
        ["R105"],
    ),
    "a KPI that supports a company goal does not carry it": (
        {
            "a.md": objective("A"),
            "b.md": objective("B", "team: x", cycle="2023-Q1"),
            "c.md": kpi("team: x", "unit: '%'", "target: 3", "supports: [a]"),
        },
        "a.md",
        ["R105"],
    ),
    "a support that cannot be read otherwise": (
        {"a.md": objective("A"), "b.md": objective("B", "team: x", "supports: [a]", "weight: many")},
        "a.md",
        [],
    ),
    "a closed goal is left alone": (
        {"a.md": goal("title: Keep 5,000 customers\ncycle: 2023-Q1\nstate: closed\nkey_results: [{title: Help}]")},
        "a.md",
        [],
    ),
    "a postponed goal needs only its reason": (
        {"a.md": goal("title: Keep 5,000 customers\ncycle: 2023-Q1\nstate: postponed\nreason: later")},
        "a.md",
        [],
    ),
    "a draft may be without key results": (
        {"a.md": goal("title: A\ncycle: 2024-Q3\nowner: linh\nstate: draft")},
        "a.md",
        [],
    ),
    "cancelled key results do not count": (
        {"a.md": objective("A").replace("  - {title: One", "  - {title: Four, state: cancelled, reason: x}\n"
                                        + "  - {title: Five, state: postponed, reason: x}\n"
                                        + "  - {title: Six, state: postponed, reason: x}\n  - {title: One")},
        "a.md",
        [],
    ),
    "a KPI with an earlier value is its key result's baseline": (
        {"other.md": OTHER_KPI, "customers-come-back.md": key_result("kpi: other", "to: 120")},
        "customers-come-back.md",
        [],
    ),
    "a KPI without one is not": (
        {
            "other.md": OTHER_KPI.replace("{2024-06: 90, 2024-07: 95}", "{2024-07: 95}"),
            "customers-come-back.md": key_result("kpi: other", "to: 120"),
        },
        "customers-come-back.md",
        ["M104"],
    ),
    "key results on KPIs need no check-ins": (
        {
            "other.md": OTHER_KPI,
            "a.md": goal(
                "title: A\ncycle: 2024-Q3\nowner: linh\nkey_results:\n"
                "  - {title: One, kpi: other, from: 90, to: 120}\n"
                "  - {title: Two, kpi: other, from: 90, to: 121}\n"
                "  - {title: Three, kpi: other, from: 90, to: 122}\n"
            ),
        },
        "a.md",
        ["M115", "M115"],
    ),
    "a KPI that enters a formula needs no target": (
        {
            "other.md": OTHER_KPI.replace("target: 100\n", ""),
            "customers-come-back.md": key_result("unit: '%'", "from: 1", "to: 9", "check_ins: {2024-08-12: 4}"),
            "rate.md": kpi("unit: '%'", "target: 1", "formula: 100 * {other}"),
        },
        "other.md",
        [],
    ),
    "a KPI outlives what it supports": (
        {
            "other.md": OTHER_KPI,
            "customers-come-back.md": goal("title: A\ncycle: 2024-Q1\nstate: closed\nkey_results: []"),
        },
        "other.md",
        [],
    ),
    "words of a broken value are not judged twice": (
        {"a.md": key_result("unit: '%'", "from: 3%", "to: 3")},
        "a.md",
        ["F110"],
    ),
    "a misspelt key is not also missing": (
        {"a.md": objective("A").replace("owner:", "onwer:")},
        "a.md",
        ["F103"],
    ),
    "a title that cannot be read hides nothing but what is said of its words": (
        {"a.md": goal("title: [a, b]\ncycle: 2024-Q3"), "b.md": goal("title: [a, b]\ncycle: 2024-Q3")},
        "b.md",
        ["A101", "F104", "M101"],
    ),
    "a title beside a key in capitals is a title": (
        {"a.md": goal("title: T\nTitle: U\ncycle: 2024-Q3")},
        "a.md",
        ["A101", "M101", "F103"],
    ),
    "a misspelt target is not also missing": (
        {"a.md": key_result("unit: '%'", "from: 3", "too: 5")},
        "a.md",
        ["F103"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_looks_around(tmp_path: Path, name: str) -> None:
    files, path, expected = CASES[name]
    assert codes(tmp_path, files, path) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 7, 20), []),
        (date(2024, 8, 20), ["T103"]),
        (date(2024, 9, 30), ["T103"]),
        (date(2024, 10, 14), []),
        (date(2024, 10, 15), ["T106"]),
    ],
)
def test_the_year_of_a_goal_without_check_ins(tmp_path: Path, day: date, expected: list[str]) -> None:
    text = objective("A").replace(", check_ins: {2024-08-12: 4}", "")
    assert codes(tmp_path, {"a.md": text}, "a.md", day) == expected


def test_the_policy_says_when_a_goal_is_stale(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"a.md": objective("A")}
    assert codes(tmp_path, files, "a.md", date(2024, 8, 27)) == ["T102"]
    files["goals.yml"] = "policy: {stale_after_days: 30}"
    assert codes(tmp_path, files, "a.md", date(2024, 8, 27)) == []


def test_smart_letters(tmp_path: Path) -> None:
    findings = checked(tmp_path, {"a.md": goal("title: Win 5,000 customers\ncycle: 2024-Q3\nweight: x")})
    letters = smart(findings, "a")
    assert [letter.letter for letter in letters] == list("SMART")
    assert {letter.letter: [f.code for f in letter.open] for letter in letters if letter.open} == {
        "S": ["S102"],
        "M": ["M101"],
        "A": ["A101"],
    }
    assert not any(letter.open for letter in smart(findings, "nobody"))


def test_order_of_goals_changes_nothing(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {name: text for case, _, _ in CASES.values() for name, text in case.items()}
    portfolio = read_goals(tmp_path, files)
    expected = check(portfolio, score_portfolio(portfolio, DAY)).items
    for seed in range(5):
        order = random.Random(seed)
        shuffled = replace(
            portfolio,
            objectives=dict(order.sample(list(portfolio.objectives.items()), len(portfolio.objectives))),
            kpis=dict(order.sample(list(portfolio.kpis.items()), len(portfolio.kpis))),
        )
        assert check(shuffled, score_portfolio(shuffled, DAY)).items == expected


def test_hash_seed_and_time_zone_change_nothing(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {name: text for case, _, _ in CASES.values() for name, text in case.items()}
    write_goals(tmp_path, files)
    first = run_goals(tmp_path, "check", "--format", "json", PYTHONHASHSEED="1", TZ="Asia/Tokyo").stdout
    second = run_goals(tmp_path, "check", "--format", "json", PYTHONHASHSEED="2", TZ="America/New_York").stdout
    assert first == second


@given(st.text(max_size=60), st.text(max_size=200))
def test_no_title_and_no_text_raises(tmp_path_factory: pytest.TempPathFactory, title: str, prose: str) -> None:
    quoted = title.replace("'", "''").replace("\n", " ").replace("\r", " ")
    text = key_result("unit: x", "from: 3", "to: 5", title=f"'{quoted}'") + prose
    checked(tmp_path_factory.mktemp("any"), {"a.md": text.encode("utf-8", "replace")})


def test_what_was_checked_is_let_go_at_once() -> None:
    """Neither a loop of references nor a cache keeps a company: editors check it again at every change."""
    portfolio = read_portfolio(
        in_memory({"a.md": objective("A"), "b.md": objective("B", "team: x", "supports: [a]"), "other.md": OTHER_KPI})
    )
    findings = check(portfolio, score_portfolio(portfolio, DAY))
    assert findings.items
    left = weakref.ref(portfolio)
    was_on = gc.isenabled()
    gc.disable()
    try:
        del portfolio, findings
        assert left() is None
    finally:
        if was_on:
            gc.enable()
