"""Rule settings in goals.yml, ignore comments, and what a run is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.check.checking import checked
from tests.project import goal, marked

from mkdocs_goals.check import Level, Settings
from mkdocs_goals.check.ignores import find

TWO = """title: Customers come back
cycle: 2024-Q3
owner: linh
key_results:
  - {title: Customers who order again, source: shop, unit: "%", from: 18, to: 25, check_ins: {2024-08-12: 20}}
  - {title: Orders returned, source: shop, unit: "%", from: 12, to: 8, check_ins: {2024-08-12: 10}}
"""


def found(tmp_path: Path, rules: str, path: str = "sales/goal.md") -> list[tuple[str, Level]]:
    files: dict[str, str | bytes] = {"goals.yml": f"rules:\n{rules}\n", path: goal(TWO)}
    return [(finding.code, finding.level) for finding in checked(tmp_path, files)]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ("", [("M108", Level.INFO)]),
        ("  M108: off", []),
        ("  M108: info", [("M108", Level.INFO)]),
        ("  M108: {severity: error}", [("M108", Level.ERROR)]),
        ("  M108: {min: 2, max: 5}", []),
        ("  M108: {severity: error, min: 1, max: 1}", [("M108", Level.ERROR)]),
        ("  M108: {paths: {sales: off}}", []),
        ("  M: off", []),
        ("  M1: error", [("M108", Level.ERROR)]),
        ("  M108: error\n  M: off", [("M108", Level.ERROR)]),
        ("  M: error\n  M108: off", []),
        ("  M: {paths: {sales: off}}", []),
        ("  M108: {paths: {sales/**: off}}", []),
        ("  M108: {paths: {'*.md': off}}", [("M108", Level.INFO)]),
        ("  M108: {paths: {'**/*.md': info}}", [("M108", Level.INFO)]),
        ("  M108: {severity: off, paths: {shops: error}}", []),
        ("  M108: {severity: off, paths: {sales: error}}", [("M108", Level.ERROR)]),
        ("  M108: {paths: {'**': info, sales: error}}", [("M108", Level.ERROR)]),
    ],
)
def test_levels_and_options(tmp_path: Path, rules: str, expected: list[tuple[str, Level]]) -> None:
    assert found(tmp_path, rules) == expected


@pytest.mark.parametrize(
    ("code", "rules", "hint"),
    [
        ("F103", "  ⟦M1O8⟧: off", "did you mean `M108`?"),
        ("F104", "  M108: ⟦loud⟧", "write off, info, warning or error"),
        ("F104", "  M108: {severity: ⟦loud⟧}", "write off, info, warning or error"),
        ("F104", "  M108: {paths: {sales: ⟦loud⟧}}", "write off, info, warning or error"),
        ("F103", "  M108: {⟦minn⟧: 2}", "did you mean `min`?"),
        ("F103", "  S102: {⟦max⟧: 2}", "there are severity, paths"),
        ("F104", "  M108: {min: ⟦few⟧}", "write a whole number"),
        ("F104", "  M108: {min: ⟦6⟧, max: 4}", "write min: 3, max: 5"),
        ("F104", "  M108: {max: ⟦2⟧}", "write min: 3, max: 5"),
        ("F104", "  M108: {paths: ⟦[⟧sandbox/**, old]}", "write paths: {sandbox/**: info}"),
        ("F104", "  M108: {paths: ⟦sandbox⟧}", "write paths: {sandbox/**: info}"),
        ("F104", "  F103: ⟦off⟧", "write info, warning or error"),
        ("F104", "  F: ⟦off⟧", "write info, warning or error"),
        ("F104", "  S: ⟦loud⟧", "write off, info, warning or error"),
        ("F104", "  M108: {min: ⟦2.5⟧}", "write a whole number"),
    ],
)
def test_wrong_settings_are_findings_at_their_place(tmp_path: Path, code: str, rules: str, hint: str) -> None:
    text, place = marked(f"rules:\n{rules}\n")
    findings = [f for f in checked(tmp_path, {"goals.yml": text}) if f.place.path == "goals/goals.yml"]
    assert [(f.code, tuple(f.place[1:])) for f in findings] == [(code, place)]
    assert hint in findings[0].help


@pytest.mark.parametrize(
    ("settings", "codes"),
    [
        (Settings(select=("M",)), {"M108"}),
        (Settings(select=("M1", "S")), {"M108"}),
        (Settings(select=("S",)), set()),
        (Settings(ignore=("M108",)), set()),
        (Settings(select=("M",), ignore=("M10",)), set()),
    ],
)
def test_select_and_ignore(tmp_path: Path, settings: Settings, codes: set[str]) -> None:
    assert {finding.code for finding in checked(tmp_path, {"goal.md": goal(TWO)}, settings=settings)} == codes


def test_docs_url(tmp_path: Path) -> None:
    settings = Settings(docs_url="https://goals.example.com/reference/rules")
    findings = checked(tmp_path, {"goal.md": goal(TWO)}, settings=settings)
    assert [finding.url for finding in findings] == ["https://goals.example.com/reference/rules/m108/"]


# Ignore comments

HIDING = [
    TWO.replace("key_results:", "key_results:  # goals: ignore[M108] a pilot"),
    TWO.replace("key_results:", "# goals: ignore[M108] a pilot\nkey_results:"),
    TWO.replace("key_results:", "# goals: ignore[m108] a pilot\n\n# and more\nkey_results:"),
    TWO.replace("key_results:", "key_results:  #goals:ignore[M108]: a pilot"),
]


@pytest.mark.parametrize("header", ["|-", ">-", ">2-"])
def test_a_comment_hides_on_the_line_that_begins_a_text(tmp_path: Path, header: str) -> None:
    title = f"title: {header}  # goals: ignore[S101, A101, M101] agreed\n  {'a long word ' * 10}\n"
    loud = goal(title.replace("goals: ignore", "no comment") + "cycle: 2024-Q3")
    assert {finding.code for finding in checked(tmp_path, {"goal.md": loud})} == {"S101", "A101", "M101"}
    assert not checked(tmp_path, {"goal.md": goal(title + "cycle: 2024-Q3")}).items


@pytest.mark.parametrize("text", HIDING)
def test_a_comment_hides(tmp_path: Path, text: str) -> None:
    assert not checked(tmp_path, {"goal.md": goal(text)}).items


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TWO.replace("key_results:", "key_results:  # goals: ignore[⟦S101⟧] a pilot"), "`S101`: there is nothing"),
        (TWO.replace("key_results:", "key_results:  # goals: ignore[M108, ⟦S101⟧] a pilot"), "`S101`: there"),
        (TWO.replace("key_results:", "key_results:  ⟦# goals: ignore[M108]⟧"), "gives no reason"),
        (TWO.replace("key_results:", "key_results:  ⟦# goals: ignore⟧"), "names no rule"),
        (TWO.replace("key_results:", "key_results:  # goals: ignore[⟦M999⟧] a pilot"), "there is no rule `M999`"),
        (TWO.replace("key_results:", "key_results:  # goals: ignore[⟦F104⟧] a pilot"), "can't be ignored"),
        (TWO.replace("title:", "# goals: ignore[⟦M108⟧] too far away\ntitle:", 1), "nothing to hide"),
    ],
)  # fmt: skip
def test_a_comment_that_hides_nothing(tmp_path: Path, text: str, message: str) -> None:
    plain, place = marked(goal(text))
    found = [finding for finding in checked(tmp_path, {"goal.md": plain}) if finding.code == "U101"]
    assert [tuple(finding.place[1:]) for finding in found] == [place]
    assert message in found[0].message


def test_unreadable_is_never_hidden(tmp_path: Path) -> None:
    text = goal("title: x\ncycle: soon  # goals: ignore[F111] we know")
    assert {"F111", "U101"} <= {finding.code for finding in checked(tmp_path, {"goal.md": text})}


@pytest.mark.parametrize(
    "text",
    [
        'title: "x # goals: ignore[M108] y"',
        "title: 'x # goals: ignore[M108] y'",
        "note: |\n  # goals: ignore[M108] y\n",
        "note: >-  # why\n  # goals: ignore[M108] y\n",
        "note: |",
        "title: x# goals: ignore[M108] y",
    ],
)
def test_a_text_is_no_comment(text: str) -> None:
    assert not list(find("goal.md", f"---\n{text}\n---\n"))


def test_prose_is_no_comment() -> None:
    assert not list(find("goal.md", "---\ntitle: x\n---\n# goals: ignore[M108] y\n"))


def test_a_rule_that_was_not_asked_is_not_called_unused(tmp_path: Path) -> None:
    text = TWO.replace("key_results:", "key_results:  # goals: ignore[M108] a pilot")
    assert not checked(tmp_path, {"goal.md": goal(text)}, settings=Settings(ignore=("M",))).items
    off: dict[str, str | bytes] = {"goals.yml": "rules: {M108: off}", "goal.md": goal(text)}
    assert not checked(tmp_path, off).items


def test_comments_in_goals_yml(tmp_path: Path) -> None:
    rules = "people: {linh: Linh}\nteams:\n  sales: {name: Sales, lead: minh}  # goals: ignore[A102] joins in May\n"
    assert not checked(tmp_path, {"goals.yml": rules}).items


def test_a_comment_for_what_time_brings_is_not_deleted_at_once(tmp_path: Path) -> None:
    """`stale` hides nothing today and something next week: a person decides."""
    for code, safe in (("T102", False), ("S101", True)):
        text = TWO.replace("title:", f"title:  # goals: ignore[{code}] a pilot\n ", 1)
        fixes = [f.fix for f in checked(tmp_path, {"goal.md": goal(text)}) if f.code == "U101"]
        assert [fix and fix.safe for fix in fixes] == [safe]


def test_errors_of_the_file_stay_errors(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"goals.yml": "rules: {F: off}", "goal.md": "no front matter"}
    assert ("F102", Level.ERROR) in [(finding.code, finding.level) for finding in checked(tmp_path, files)]


@pytest.mark.parametrize(
    ("words", "title", "fires"),
    [
        ("{}", "Synergy between shops", False),
        ("{vague: {add: [synergy]}}", "Synergy between shops", True),
        ("{vague: {add: [Synergy]}}", "More synergy between shops", True),
        ("{}", "Better shops", True),
        ("{vague: {remove: [better]}}", "Better shops", False),
        ("{vague: {remove: [Better]}}", "Better shops", False),
    ],
)
def test_words_of_the_companys_own(tmp_path: Path, words: str, title: str, fires: bool) -> None:
    two = "\n".join(f'  - {{title: Orders {n}, unit: "%", from: 1, to: 2}}' for n in "ab")
    text = goal(f"title: x\ncycle: 2024-Q3\nkey_results:\n  - {{title: {title}, done: false}}\n{two}")
    findings = checked(tmp_path, {"goals.yml": f"words: {words}", "goal.md": text})
    assert ("S106" in {finding.code for finding in findings}) is fires


def test_a_list_of_words_that_does_not_exist(tmp_path: Path) -> None:
    (finding,) = checked(tmp_path, {"goals.yml": "words: {vage: {add: [synergy]}}"})
    assert (finding.code, finding.help) == ("F103", "did you mean `vague`?")
