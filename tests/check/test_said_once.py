"""What another finding says already is not said twice, advice stays advice, and what is missing hangs on the goal."""

from __future__ import annotations

from datetime import date

import pytest
from tests.project import goal

from mkdocs_goals.check import Finding, Findings, check
from mkdocs_goals.check.fingerprint import fingerprints
from mkdocs_goals.read import in_memory, read_portfolio
from mkdocs_goals.score import score_portfolio

DAY = date(2024, 8, 15)
WORK = ("Help the shops", "Launch the app", "Improve it")
TICKS = "\n".join(f"  - {{title: {title}, done: false}}" for title in WORK)
NUMBER = '  - {title: Customers who order again, unit: "%", from: 18, to: 25}'


def found(files: dict[str, str | bytes]) -> Findings:
    portfolio = read_portfolio(in_memory(files))
    return check(portfolio, score_portfolio(portfolio, DAY))


def codes(findings: Findings, goal_id: str = "a") -> set[str]:
    return {finding.code for finding in findings if finding.goal == goal_id}


def of_code(findings: Findings, code: str) -> Finding:
    return next(finding for finding in findings if finding.code == code)


def test_mostly_milestones_speaks_for_their_words_and_their_number() -> None:
    tasks = codes(found({"a.md": goal(f"title: a\ncycle: 2024-Q3\nkey_results:\n{TICKS}")}))
    assert "M109" in tasks
    assert not tasks & {"S104", "S105", "S106", "S107", "M108"}


def test_where_it_is_off_they_speak_for_themselves() -> None:
    files: dict[str, str | bytes] = {"a.md": goal(f"title: a\ncycle: 2024-Q3\nkey_results:\n{TICKS}")}
    assert {"S104", "S105", "S106"} <= codes(found({**files, "goals.yml": "rules: {M109: off}"}))


def test_another_goal_is_not_spoken_for() -> None:
    files: dict[str, str | bytes] = {
        "a.md": goal(f"title: a\ncycle: 2024-Q3\nkey_results:\n{TICKS}"),
        "b.md": goal(f"title: b\ncycle: 2024-Q3\nkey_results:\n  - {{title: Help them, done: false}}\n{NUMBER}"),
    }
    assert "S104" in codes(found(files), "b")


@pytest.mark.parametrize(("supported", "level"), [(True, "info"), (False, "error")])
def test_an_umbrella_without_key_results_is_advice(supported: bool, level: str) -> None:
    files: dict[str, str | bytes] = {"a.md": goal("title: a\ncycle: 2024")}
    if supported:
        files["b.md"] = goal(f"title: b\ncycle: 2024-Q3\nteam: s\nsupports: [a]\nkey_results:\n{NUMBER}")
    assert of_code(found(files), "M101").level == level


@pytest.mark.parametrize(("count", "level"), [(1, "warning"), (2, "info"), (6, "info"), (7, "warning")])
def test_one_key_result_more_or_less_is_advice(count: int, level: str) -> None:
    key_results = "\n".join(NUMBER.replace("again", f"again {word}") for word in "abcdefg"[:count])
    findings = found({"a.md": goal(f"title: a\ncycle: 2024-Q3\nkey_results:\n{key_results}")})
    assert of_code(findings, "M108").level == level


def test_a_level_of_the_companys_own_is_meant() -> None:
    files: dict[str, str | bytes] = {
        "goals.yml": "rules: {M108: error}",
        "a.md": goal(f"title: a\ncycle: 2024-Q3\nkey_results:\n{NUMBER}\n{NUMBER.replace('again', 'twice')}"),
    }
    assert of_code(found(files), "M108").level == "error"


def test_renaming_a_goal_changes_no_fingerprint_of_what_is_missing() -> None:
    def names(title: str) -> dict[str, str]:
        text = goal(f"title: {title}\ncycle: 2024-Q3\nteam: sales\nkey_results:\n{NUMBER}")
        top = goal(f"title: top\ncycle: 2024\nowner: x\nkey_results:\n{NUMBER}")
        findings = found({"a.md": text, "top.md": top})
        texts = {"goals/a.md": text, "goals/top.md": top}
        named = zip(findings, fingerprints(findings, texts), strict=True)
        return {finding.code: name for finding, name in named if finding.goal == "a"}

    before, after = names("Customers stay"), names("Customers come back")
    missing = ("A101", "R103", "T103")
    assert {code: before[code] for code in missing} == {code: after[code] for code in missing}
