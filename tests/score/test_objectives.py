"""Objectives, teams and cycles: what counts, what is left out, what is frozen, and the laws of a score."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.score.scoring import HEAD, scored


def result(values: str, title: str = "x") -> str:
    return f"key_results:\n  - {{title: {title}, {values}}}"


@pytest.mark.parametrize("state", ["cancelled", "postponed", "draft"])
def test_left_out_of_every_mean_but_still_listed(tmp_path: Path, state: str) -> None:
    front = HEAD + (
        "key_results:\n  - {title: a, to: 10, check_ins: {2024-08-01: 4}}\n"
        f"  - {{title: b, to: 10, check_ins: {{2024-08-01: 10}}, state: {state}, reason: no market}}"
    )
    other = HEAD + f"state: {state}\n" + result("to: 10, check_ins: {2024-08-01: 10}")
    card = scored(tmp_path, {"a": front, "b": other})
    found = card.objectives["a"]
    assert found.score == Decimal("0.4")
    assert (found.coverage.measured, found.coverage.counted, found.coverage.total) == (1, 1, 2)
    assert str(found.key_results[1].status) == state
    assert "no market" in found.explanation.left_out[0].reason or state == "draft"
    assert card.teams[None, "2024-Q3"].score == Decimal("0.4")
    assert [(out.name, out.reason) for out in card.teams[None, "2024-Q3"].explanation.left_out] == [("A goal", state)]


def test_a_key_result_that_has_not_started_is_left_out_and_named(tmp_path: Path) -> None:
    front = HEAD + (
        "key_results:\n  - {title: a, to: 10, check_ins: {2024-08-01: 4}}\n  - {title: b, to: 10, starts: 2024-09-01}"
    )
    found = scored(tmp_path, {"a": front}).objectives["a"]
    assert found.score == Decimal("0.4")
    assert str(found.key_results[1].status) == "upcoming"
    assert [(out.name, out.reason) for out in found.explanation.left_out] == [("b", "begins on 2024-09-01")]


def test_a_closed_goal_is_frozen_on_its_closing_date(tmp_path: Path) -> None:
    front = HEAD + "state: closed\nclosed: {date: 2024-08-10, outcome: partly, score: 0.9, learning: x}\n"
    front += result("from: 0, to: 10, check_ins: {2024-08-01: 5, 2024-08-12: 10}")
    found = scored(tmp_path, {"a": front}).objectives["a"]
    assert (found.score, str(found.status), found.frozen_on) == (Decimal("0.5"), "partly-achieved", date(2024, 8, 10))
    before = scored(tmp_path, {"a": front}, date(2024, 8, 5)).objectives["a"]
    assert (before.score, str(before.status), before.frozen_on) == (Decimal("0.5"), "on-track", None)


def test_delegation_takes_the_score_and_a_loop_has_none(tmp_path: Path) -> None:
    files = {
        "above": HEAD + result("objective: below"),
        "below": HEAD + result("to: 10, check_ins: {2024-08-01: 4}"),
        "here": HEAD + result("objective: there"),
        "there": HEAD + result("objective: here"),
        "self": HEAD + result("objective: self"),
        "nowhere": HEAD + result("objective: missing"),
    }
    card = scored(tmp_path, files)
    assert card.objectives["above"].score == Decimal("0.4")
    assert {name: card.objectives[name].score for name in ("here", "there", "self", "nowhere")} == {
        "here": None, "there": None, "self": None, "nowhere": None,
    }  # fmt: skip


def test_a_chain_of_delegation_of_any_length(tmp_path: Path) -> None:
    files = {f"goal-{n}": HEAD + result(f"objective: goal-{n + 1}") for n in range(300)}
    files["goal-300"] = HEAD + result("to: 10, check_ins: {2024-08-01: 7}")
    assert scored(tmp_path, files).objectives["goal-0"].score == Decimal("0.7")


def test_a_kpi_as_key_result(tmp_path: Path) -> None:
    kpi = "type: kpi\ntitle: n\nmeasurements: {2024-05: 1, 2024-06: 3, 2024-07: 4, 2024-08: 5, 2024-09: 99}"
    files = {
        "n": kpi,
        "with-from": HEAD + result("kpi: n, from: 3, to: 7"),
        "without-from": HEAD + result("kpi: n, to: 7"),
        "keeps": HEAD + result('kpi: n, keep: ">= 5"'),
        "late": HEAD + result("kpi: n, from: 3, to: 7, starts: 2024-09-01"),
    }
    card = scored(tmp_path, files)
    assert card.key_results["with-from/x"].progress == Decimal("0.5")
    assert card.key_results["without-from/x"].baseline == 3
    assert card.key_results["without-from/x"].progress == Decimal("0.5")
    assert card.key_results["keeps/x"].progress == Decimal("0.5")
    assert card.key_results["late/x"].progress is None
    assert scored(tmp_path, files, date(2024, 11, 1)).key_results["with-from/x"].progress == 24


def test_relative_targets(tmp_path: Path) -> None:
    front = HEAD + (
        "key_results:\n"
        "  - {title: a, from: 200, by: '+15%'}\n  - {title: b, from: 200, by: '-15%'}\n"
        "  - {title: c, from: 200, by: 50}\n  - {title: d, from: -20, by: '+25%'}\n  - {title: e, from: 0, by: '+200%'}"
    )
    targets = [k.target for k in scored(tmp_path, {"a": front}).objectives["a"].key_results]
    assert targets == [230, 170, 250, -15, 0]


def test_steps_with_dates_are_expected_on_their_dates(tmp_path: Path) -> None:
    steps = (
        "steps: [{title: a, due: 2024-07-10, done: true}, {title: b, weight: 3, due: 2024-08-15},"
        " {title: c, due: 2024-09-01}]"
    )
    found = scored(tmp_path, {"a": HEAD + result(steps)}).key_results["a/x"]
    assert (found.score, found.expected, str(found.status)) == (Decimal("0.2"), Decimal("0.8"), "off-track")


@pytest.mark.parametrize(
    ("check_in", "day", "stale"),
    [("2024-08-01", "2024-08-15", False), ("2024-07-31", "2024-08-15", True), ("2024-07-31", "2024-09-30", False)],
)
def test_stale_after_fourteen_days_while_its_time_runs(tmp_path: Path, check_in: str, day: str, stale: bool) -> None:
    front = HEAD + result(f"to: 10, check_ins: {{{check_in}: 4}}")
    assert scored(tmp_path, {"a": front}, date.fromisoformat(day)).objectives["a"].stale is stale


def test_confidence_is_the_latest_one_given(tmp_path: Path) -> None:
    front = HEAD + "check_ins: {2024-07-10: {confidence: 8}, 2024-08-01: a note}\n"
    front += result("to: 10, check_ins: {2024-08-01: {value: 1, confidence: 3}, 2024-08-20: {confidence: 9}}")
    found = scored(tmp_path, {"a": front}).objectives["a"]
    assert (found.confidence, found.key_results[0].confidence) == (8, 3)


def test_the_weakest_key_result_gives_the_status_where_the_policy_says_so(tmp_path: Path) -> None:
    front = HEAD + (
        "key_results:\n"
        "  - {title: a, to: 10, check_ins: {2024-08-01: 9}}\n"
        "  - {title: b, to: 10, check_ins: {2024-08-01: 0}}"
    )
    assert str(scored(tmp_path, {"a": front}).objectives["a"].status) == "on-track"
    weakest = scored(tmp_path, {"a": front}, organisation="policy: {objective_status: weakest}")
    assert str(weakest.objectives["a"].status) == "off-track"


@pytest.mark.parametrize(
    ("goals", "current"),
    [
        (("2024", "2024-H2", "2024-Q3", "2024-Q4"), "2024-Q3"),
        (("2024", "2024-Q3", "2024-08 sales"), "2024-Q3"),  # a team's month does not empty the headline
        (("2024", "2024-Q3 sales", "2024-08 sales"), "2024"),
        (("2024 sales", "2024-Q3 sales"), "2024-Q3"),  # where the company has none, the shortest
        (("2024", "2024-Q3 - draft"), "2024"),
        (("2024", "2024-Q3 - cancelled"), "2024"),
        (("2024 - postponed", "2024-Q3 sales"), "2024-Q3"),
        (("2024 sales", "2024-Q3 sales draft"), "2024"),
        (("2024 - draft", "2024-Q3 sales cancelled"), "2024-Q3"),
        (("2024", "2024-Q3 - closed"), "2024-Q3"),  # closed early, it counts
        (("2023", "2024-Q4"), None),
    ],
)
def test_the_current_cycle_is_the_shortest_of_the_company(
    tmp_path: Path, goals: tuple[str, ...], current: str | None
) -> None:
    files = {}
    for number, said in enumerate(goals):
        words = said.split()
        cycle, team, state = words + ["-", "active"][len(words) - 1 :]
        whose = "" if team == "-" else f"\nteam: {team}"
        files[f"goal-{number}"] = f"title: a\ncycle: {cycle}\nstate: {state}\nreason: x{whose}"
    assert getattr(scored(tmp_path, files).current_cycle, "id", None) == current


def test_one_team_cannot_empty_the_headline(tmp_path: Path) -> None:
    files = {
        "a": HEAD + result("to: 10, check_ins: {2024-08-01: 8}"),
        "b": "title: x\ncycle: 2024-08\nteam: sales\n" + result("to: 10, check_ins: {2024-08-01: 1}"),
    }
    card = scored(tmp_path, files)
    assert (card.score, card.teams[None, "2024-08"].score) == (Decimal("0.8"), None)


def test_a_team_scores_its_own_objectives_only(tmp_path: Path) -> None:
    files = {
        "a": HEAD + "team: sales\nweight: 3\n" + result("to: 10, check_ins: {2024-08-01: 8}"),
        "b": HEAD + "team: sales\nsupports: [c]\n" + result("to: 10, check_ins: {2024-08-01: 4}"),
        "c": HEAD + result("to: 10, check_ins: {2024-08-01: 1}"),
        "d": HEAD + "team: field\n" + result("to: 10"),
    }
    card = scored(tmp_path, files, organisation="teams: {sales: Sales, field: {name: Field, parent: sales}}")
    scores = {team: score.score for (team, _), score in card.teams.items()}
    assert scores == {"sales": Decimal("0.7"), None: Decimal("0.1"), "field": None}


NUMBERS = st.decimals(-1000, 1000, places=2)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    rows=st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS, st.decimals(0, 5, places=1)), min_size=1, max_size=4),
    day=st.dates(date(2024, 6, 1), date(2024, 12, 1)),
)
def test_laws(tmp_path: Path, rows: list[tuple[Decimal, Decimal, Decimal, Decimal]], day: date) -> None:
    """A score stays in 0…1 and between its key results' scores; the order of the file changes nothing."""
    lines = [
        f"  - {{title: k{n}, from: {a}, to: {b}, weight: {w}, check_ins: {{2024-07-05: {v}}}}}"
        for n, (a, b, v, w) in enumerate(rows)
    ]
    files = {"a": HEAD + "key_results:\n" + "\n".join(lines), "b": HEAD + "key_results:\n" + "\n".join(lines[::-1])}
    card = scored(tmp_path, files, day)
    here, there = card.objectives["a"], card.objectives["b"]
    if here.score is None:
        assert there.score is None
        return
    assert there.score is not None
    assert abs(here.score - there.score) < Decimal("1e-20")
    assert here.status == there.status
    counted = [k.score or Decimal(0) for k in here.key_results if k.counts]
    margin = Decimal("1e-20")
    assert min(counted) >= 0
    assert max(counted) <= 1
    assert min(counted) - margin <= here.score <= max(counted) + margin
