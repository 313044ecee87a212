"""Loops of delegation and of formulas: what closes one has no data, whatever the files are called."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.score.scoring import HEAD, kpi, objective, scored, weeks

from mkdocs_goals.score import Scorecard


def own(value: object) -> str:
    """A key result that stands at so many tenths."""
    return f"from: 0, to: 10, check_ins: {{2024-08-01: {value}}}"


@pytest.mark.parametrize("names", list(permutations("xyz")))
def test_two_loops_that_meet_score_the_same_whatever_they_are_called(tmp_path: Path, names: tuple[str, ...]) -> None:
    """A ↔ B and B ↔ C: all delegations lie inside, so each counts as 0 beside what the objective measures itself."""
    a, b, c = names
    files = {
        a: objective(f"objective: {b}", own(8)),  # (0 + 0.8) ÷ 2
        b: objective(f"objective: {a}", f"objective: {c}", own(9)),  # (0 + 0 + 0.9) ÷ 3
        c: objective(f"objective: {b}"),  # nothing of its own: no score
        "outside": objective(f"objective: {b}", f"objective: {c}"),  # (0.3 + 0) ÷ 2
    }
    card = scored(tmp_path, files)
    scores = [card.objectives[name].score for name in (a, b, c, "outside")]
    assert scores == [Decimal("0.4"), Decimal("0.3"), None, Decimal("0.15")]
    closing = [card.key_results[f"{a}/a"], card.key_results[f"{b}/a"], card.key_results[f"{b}/b"]]
    assert [(found.score, str(found.status)) for found in closing] == [(None, "no-data")] * 3
    assert closing[0].explanation.calculation == f"it goes round in a loop with `{b}`, so no score passes through it"
    assert card.key_results["outside/a"].score == Decimal("0.3")


def test_a_score_passes_into_a_loop_and_out_of_it(tmp_path: Path) -> None:
    files = {
        "below": objective(own(4)),
        "here": objective("objective: there", "objective: below"),  # (0 + 0.4) ÷ 2
        "there": objective("objective: here", own(10)),  # (0 + 1) ÷ 2
        "above": objective("objective: here"),
        "self": objective("objective: self", own(6)),  # (0 + 0.6) ÷ 2
    }
    card = scored(tmp_path, files)
    scores = {name: score.score for name, score in card.objectives.items()}
    assert scores == {
        "below": Decimal("0.4"), "here": Decimal("0.2"), "there": Decimal("0.5"), "above": Decimal("0.2"),
        "self": Decimal("0.3"),
    }  # fmt: skip


@pytest.mark.parametrize("names", list(permutations("xyz")))
def test_no_kpi_of_a_loop_of_formulas_has_a_value(tmp_path: Path, names: tuple[str, ...]) -> None:
    a, b, c = names
    files = {
        "n": kpi({"2024-07": 5}),
        a: f'type: kpi\ntitle: a\nformula: "{{{b}}} + {{n}}"',
        b: f'type: kpi\ntitle: b\nformula: "{{{a}}} + {{{c}}}"',
        c: f'type: kpi\ntitle: c\nformula: "{{{b}}} + 1"',
        "after": f'type: kpi\ntitle: after\nformula: "{{{c}}} + {{n}}"',
    }
    card = scored(tmp_path, files)
    assert {name for name, score in card.kpis.items() if score.point} == {"n"}
    assert "goes round in a loop of formulas" in card.kpis[a].missing[0].reason
    assert [found.reason for found in card.kpis["after"].missing] == [f"no value of {c}"]


def test_a_measured_kpi_is_in_no_loop(tmp_path: Path) -> None:
    """Its measurements hold, not its formula (K106 says so)."""
    files = {
        "a": 'type: kpi\ntitle: a\nformula: "{b} + 1"\nmeasurements: {2024-07: 5}',
        "b": 'type: kpi\ntitle: b\nformula: "{a} + 1"',
    }
    point = scored(tmp_path, files).kpis["b"].point
    assert point is not None
    assert point.value == 6


# The law: names and order change no number


Goals = list[tuple[list[tuple[str, int, int, str]], int, str, str]]
"""For each objective: its key results (kind, value or position of another, weight, state), weight, team and state."""

KINDS = st.sampled_from(("own", "delegated", "delegated", "milestone", "kpi"))
STATES = st.sampled_from(("active", "active", "active", "cancelled", "draft"))
RESULTS = st.tuples(KINDS, st.integers(0, 10), st.integers(0, 3), STATES)
GOALS = st.lists(
    st.tuples(st.lists(RESULTS, min_size=1, max_size=3), st.integers(0, 3), st.sampled_from(("", "sales")), STATES),
    min_size=1,
    max_size=5,
)
KPIS = {
    "total": 'type: kpi\ntitle: t\nfrequency: monthly\naggregate: sum\nformula: "{weekly} + {monthly}"',
    "weekly": kpi(weeks(23, *range(1, 12)), "frequency: weekly", "aggregate: sum"),
    "monthly": kpi({"2024-06": 5, "2024-07": 7}),
}


def front(goals: Goals, at: int, names: list[str], order: list[int], called: str) -> str:
    results, weight, team, state = goals[at]
    lines = []
    for number in sorted(range(len(results)), key=lambda number: order[number]):
        kind, value, share, own_state = results[number]
        inside = {
            "own": own(value),
            "delegated": f"objective: {names[value % len(goals)]}",
            "milestone": "done: 2024-08-01" if value > 5 else "done: false",
            "kpi": f"kpi: {called}, to: 100",
        }[kind]
        lines.append(f"  - {{title: k{number}, weight: {share}, state: {own_state}, {inside}}}")
    head = HEAD + f"weight: {weight}\nstate: {state}\n" + (f"team: {team}\n" if team else "")
    return head + "key_results:\n" + "\n".join(lines)


def numbers(card: Scorecard, names: list[str]) -> list[object]:
    """Everything that is counted, in the order of the goals and not of their names."""
    found: list[object] = [card.score, card.current_cycle, {key: team.score for key, team in card.teams.items()}]
    for name in names:
        score = card.objectives[name]
        results = {k.id: (k.score, k.progress, k.expected, k.status, k.on_track_from) for k in score.key_results}
        found.append((score.score, score.expected, score.status, score.on_track_from, score.coverage, results))
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(goals=GOALS, data=st.data())
def test_names_and_order_change_no_number(
    tmp_path_factory: pytest.TempPathFactory, goals: Goals, data: st.DataObject
) -> None:
    names = [f"goal-{at}" for at in range(len(goals))]
    others = data.draw(st.permutations([f"other-{at}" for at in range(len(goals))]))
    order = data.draw(st.permutations([0, 1, 2]))
    cards = []
    for called, ordered, before in ((names, [0, 1, 2], "a-"), (others, order, "z-")):
        kpis = {
            before + name: text.replace("{", "{" + before) if name == "total" else text for name, text in KPIS.items()
        }
        files = {called[at]: front(goals, at, called, ordered, before + "total") for at in range(len(goals))}
        cards.append(numbers(scored(tmp_path_factory.mktemp("law"), {**files, **kpis}), list(called)))
    assert cards[0] == cards[1]
