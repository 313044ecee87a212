"""Statuses: no news is not on track, what counts as achieved, levels, where on track begins, and why.

2024-Q3 has 92 days; 31 of them have passed on 31 July (e = 0.337 > 1/3), 30 on 30 July (e = 0.326).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.score.scoring import DAY, HEAD, objective, scored

from mkdocs_goals.score.result import KeyResultScore, ObjectiveScore

DONE = "to: 10, check_ins: {2024-08-01: 10}"
HALF = "to: 10, check_ins: {2024-08-01: 5}"
SILENT = "done: false"


def one(tmp_path: Path, front: str, day: date = DAY, organisation: str = "") -> ObjectiveScore:
    return scored(tmp_path, {"o": front}, day, organisation).objectives["o"]


def only(tmp_path: Path, inside: str, day: date = DAY, head: str = HEAD) -> KeyResultScore:
    return one(tmp_path, objective(inside, head=head), day).key_results[0]


@pytest.mark.parametrize(
    ("inside", "day", "status"),
    [
        (SILENT, "2024-07-30", "on-track"),
        (SILENT, "2024-07-31", "no-data"),
        (SILENT, "2024-09-29", "no-data"),
        (SILENT, "2024-09-30", "missed"),  # its time is over: nothing can come any more
        ("done: 2024-09-01", "2024-08-15", "no-data"),  # what is dated later does not exist yet
        ("done: 2024-08-01", "2024-08-15", "achieved"),
        ("done: false, check_ins: {2024-08-15: {note: soon}}", "2024-08-15", "on-track"),
        ("done: false, check_ins: {2024-08-16: {note: soon}}", "2024-08-15", "no-data"),
        ("done: false, check_ins: {2024-06-20: {note: soon}}", "2024-08-15", "on-track"),
        ("done: false, starts: 2024-08-10, due: 2024-08-30", "2024-08-15", "on-track"),  # 6 of 21 days
        ("done: false, starts: 2024-08-10, due: 2024-08-26", "2024-08-15", "no-data"),  # 6 of 17
        ("steps: [{title: x}, {title: y}]", "2024-08-15", "no-data"),
        ("steps: [{title: x, due: 2024-08-01}, {title: y}]", "2024-08-15", "no-data"),
        ("steps: [{title: x, done: 2024-08-01}, {title: y}]", "2024-08-15", "on-track"),
        ("steps: [{title: x, weight: 0, done: true}, {title: y}]", "2024-08-15", "off-track"),  # something is done
        ("to: 10", "2024-07-02", "no-data"),
        ("levels: {0.5: half, 1: all}", "2024-07-02", "no-data"),
    ],
)
def test_a_milestone_that_nobody_speaks_of(tmp_path: Path, inside: str, day: str, status: str) -> None:
    assert str(only(tmp_path, inside, date.fromisoformat(day)).status) == status


def test_its_score_stays_0_and_counts(tmp_path: Path) -> None:
    found = one(tmp_path, objective(SILENT, DONE))
    assert (found.key_results[0].score, found.score, found.coverage.measured) == (0, Decimal("0.5"), 2)
    assert str(found.status) == "on-track"  # 0.5 ≥ 0.7 × (0 + 0.5) ÷ 2


def test_a_word_on_the_objective_is_news_of_its_milestones(tmp_path: Path) -> None:
    head = HEAD + "check_ins: {2024-08-01: the crates are packed}\n"
    assert str(only(tmp_path, SILENT, head=head).status) == "on-track"
    assert str(only(tmp_path, SILENT, date(2024, 7, 31), head).status) == "no-data"


def test_a_word_on_another_key_result_is_none(tmp_path: Path) -> None:
    assert str(one(tmp_path, objective(SILENT, HALF)).key_results[0].status) == "no-data"


@pytest.mark.parametrize(
    ("results", "status", "score"),
    [
        ((DONE, "done: true"), "achieved", 1),
        ((DONE, HALF), "on-track", Decimal("0.75")),
        ((DONE, "to: 10, state: cancelled, reason: x"), "achieved", 1),
        ((DONE, "to: 10, starts: 2024-09-01"), "achieved", 1),
        ((DONE, f"{HALF}, weight: 0"), "achieved", 1),
        # over on 10 August with 0.75 of an aspirational target: achieved, and so is the whole
        ((DONE, "to: 10, due: 2024-08-10, check_ins: {2024-08-01: 7.5}"), "achieved", Decimal("0.875")),
        ((SILENT, SILENT), "no-data", 0),
        ((SILENT, "to: 10"), "no-data", 0),
        (("to: 10", "to: 10"), "no-data", None),
        ((SILENT, f"{HALF}, weight: 0"), "no-data", 0),
    ],
)
def test_an_objective_of_which_all_is_achieved_or_nothing_is_known(
    tmp_path: Path, results: tuple[str, ...], status: str, score: Decimal | None
) -> None:
    found = one(tmp_path, objective(*results))
    assert (str(found.status), found.score) == (status, score)


def test_when_the_time_is_over_silence_is_missed(tmp_path: Path) -> None:
    found = one(tmp_path, objective(SILENT, SILENT), date(2024, 10, 5))
    assert (found.score, str(found.status)) == (0, "missed")
    closed = HEAD + "state: closed\nclosed: {date: 2024-08-12}\n"
    assert str(one(tmp_path, objective(SILENT, head=closed)).key_results[0].status) == "missed"


@pytest.mark.parametrize(
    ("level", "value", "kept"),
    [
        ("< 15", "15", 0), ("< 15", "14.9", 1), ("> 5", "5", 0), ("> 5", "5.1", 1), ("<= 15", "15", 1),
        (">= 5", "5", 1), ("<15", "15.0", 0), ("> -5", "-5", 0), ("5..7", "7", 1),
    ],
)  # fmt: skip
def test_strict_limits(tmp_path: Path, level: str, value: str, kept: int) -> None:
    inside = f'keep: "{level}", check_ins: {{2024-07-03: {value}}}'
    assert only(tmp_path, inside).progress == kept


@pytest.mark.parametrize(
    ("level", "words"),
    [
        ("< 15", "the level is less than 15, the limit itself is outside, looked at weekly"),
        ("> 5", "the level is more than 5, the limit itself is outside, looked at weekly"),
        ("<= 15", "the level is 15 or less, limits included, looked at weekly"),
    ],
)
def test_limits_in_words(tmp_path: Path, level: str, words: str) -> None:
    assert words in only(tmp_path, f'keep: "{level}", check_ins: {{2024-07-03: 6}}').explanation.notes


@pytest.mark.parametrize(
    ("held", "status"),
    [("6, 2024-07-10: 6", "on-track"), ("6, 2024-07-10: 1", "at-risk"), ("1, 2024-07-10: 1", "off-track")],
)
def test_a_level_is_judged_against_the_whole_band(tmp_path: Path, held: str, status: str) -> None:
    """On 14 July 14 of 92 days have passed (e = 0.15, beyond grace); 2, 1 and 0 of 2 weeks held."""
    found = only(tmp_path, f'keep: ">= 5", check_ins: {{2024-07-03: {held}}}', date(2024, 7, 14))
    assert (found.expected, str(found.status), found.on_track_from) == (1, status, Decimal("0.7"))


def test_where_on_track_begins(tmp_path: Path) -> None:
    """x of the objective is (0.5 + 1 + 2 × 0.5) ÷ 4 = 0.625; it is committed, the second key result is not."""
    found = one(
        tmp_path,
        objective(
            HALF,
            'keep: ">= 5", commitment: aspirational, check_ins: {2024-07-03: 6}',
            f"{HALF}, weight: 2",
            head=HEAD + "commitment: committed\n",
        ),
    )
    assert [k.on_track_from for k in found.key_results] == [Decimal("0.5"), Decimal("0.7"), Decimal("0.5")]
    assert (found.expected, found.on_track_from) == (Decimal("0.625"), Decimal("0.625"))


def test_where_on_track_begins_is_cut(tmp_path: Path) -> None:
    organisation = "policy: {aspirational: {success: 1, risk: 0.4}}"
    found = one(tmp_path, objective("from: 0, to: 10, phases: {2024-08-15: 12}"), organisation=organisation)
    assert found.key_results[0].on_track_from == 1


@pytest.mark.parametrize(
    ("value", "day", "reason"),
    [
        ("3.5", "2024-08-15", "on track, for 0.35 ≥ 0.7 × 0.5 = 0.35"),
        ("3.499", "2024-08-15", "at risk, for 0.3499 < 0.7 × 0.5 = 0.35, and 0.35 ≥ 0.4 × 0.5 = 0.2"),
        ("1.9", "2024-08-15", "off track, for 0.19 < 0.4 × 0.5 = 0.2"),
        ("0", "2024-07-05", "on track, for its time has only begun (0.05 ≤ 0.1) and it has not gone back"),
        ("7", "2024-09-30", "achieved, for 0.7 ≥ 0.7 at the end"),
        ("5", "2024-09-30", "partly achieved, for 0.5 < 0.7 and 0.5 ≥ 0.4 at the end"),
        ("1", "2024-09-30", "missed, for 0.1 < 0.4 at the end"),
    ],
)
def test_why_it_has_its_status_is_a_sum(tmp_path: Path, value: str, day: str, reason: str) -> None:
    found = only(tmp_path, f"from: 0, to: 10, check_ins: {{2024-07-01: {value}}}", date.fromisoformat(day))
    assert found.explanation.notes[-1] == reason


def test_why_an_objective_has_its_status(tmp_path: Path) -> None:
    def reason(*results: str, organisation: str = "") -> str:
        return one(tmp_path, objective(*results), organisation=organisation).explanation.notes[-1]

    assert reason(DONE) == "achieved, for every key result that counts is achieved"
    assert reason(SILENT) == "no news, for there is none of any key result that counts"
    assert reason(HALF) == "on track, for 0.5 ≥ 0.7 × 0.5 = 0.35"
    weakest = reason(HALF, SILENT, organisation="policy: {objective_status: weakest}")
    assert weakest == "no news, for its weakest key result “b” is"


# Cancelled, postponed, draft: nothing is said of whether they need help


@pytest.mark.parametrize("state", ["cancelled", "postponed", "draft"])
def test_the_key_results_of_what_does_not_count_need_no_help(tmp_path: Path, state: str) -> None:
    found = one(tmp_path, objective("to: 10, check_ins: {2024-08-01: 0}", SILENT, head=HEAD + f"state: {state}\n"))
    assert [str(k.status) for k in found.key_results] == [state, state]
    assert (str(found.status), found.stale) == (state, False)


@pytest.mark.parametrize("state", ["cancelled", "postponed", "draft"])
def test_what_does_not_count_gives_no_score_to_a_parent(tmp_path: Path, state: str) -> None:
    files = {
        "child": objective("to: 10, check_ins: {2024-08-01: 0}", head=HEAD + f"state: {state}\n"),
        "parent": objective("objective: child", HALF),
    }
    card = scored(tmp_path, files, organisation="policy: {objective_status: weakest}")
    parent = card.objectives["parent"]
    assert (parent.score, str(parent.status), parent.coverage.counted) == (Decimal("0.5"), "on-track", 1)
    assert str(parent.key_results[0].status) == state
    why = {"cancelled": "cancelled", "postponed": "postponed", "draft": "a draft"}[state]
    assert [(out.name, out.reason) for out in parent.explanation.left_out] == [
        ("a", f"delegated to `child`, which is {why}")
    ]
