"""Every problem of a file is found at its very characters, and nothing else is invented."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.project import goal, marked, read_goals, write_goals

from mkdocs_goals.model.goal import FromTo, Objective
from mkdocs_goals.read import Folder, read_portfolio

HEAD = "title: A goal\ncycle: 2024-Q3\n"
KPI = "type: kpi\ntitle: A number\n"
RESULT = HEAD + "key_results:\n  - title: x\n"

PLANTED = {
    "unknown key": ("F103", HEAD + "⟦onwer⟧: linh"),
    "unknown key of a key result": ("F103", RESULT + "    ⟦form⟧: 3"),
    "unknown key of a check-in": ("F103", RESULT + "    check_ins:\n      2024-08-01: {⟦valeu⟧: 3}"),
    "list for a text": ("F104", HEAD + "owner: ⟦[⟧linh]"),
    "text for a list": ("F104", HEAD + "supports: ⟦grow-sales⟧"),
    "number in quotes": ("F104", RESULT + '    from: "⟦3⟧"'),
    "leading zero": ("F104", RESULT + "    from: ⟦010⟧"),
    "thousands separator": ("F104", RESULT + "    from: ⟦1,000⟧"),
    "word for a number": ("F104", RESULT + "    from: ⟦three⟧"),
    "infinity": ("F104", RESULT + "    from: ⟦.inf⟧"),
    "too large": ("F104", RESULT + "    from: ⟦1e16⟧"),
    "negative weight": ("F104", RESULT + "    weight: ⟦-1⟧"),
    "confidence of eleven": ("F104", RESULT + "    check_ins:\n      2024-08-01: {confidence: ⟦11⟧}"),
    "yes for true": ("F104", RESULT + "    done: ⟦yes⟧"),
    "unknown state": ("F104", HEAD + "state: ⟦finished⟧"),
    "unknown type": ("F104", "type: ⟦goal⟧\n" + HEAD),
    "level outside": ("F104", RESULT + "    levels: {0.3: b, ⟦1.5⟧: a}"),
    "value that is no level": (
        "F104",
        RESULT + "    levels: {0.3: a, 1.0: b}\n    check_ins:\n      2024-08-01: ⟦0.5⟧",
    ),
    "odd level to keep": ("F104", RESULT + '    keep: "⟦about 5⟧"'),
    "level with its sign behind": ("F104", RESULT + '    keep: "⟦15 <⟧"'),
    "level without a number": ("F104", RESULT + '    keep: "⟦< many⟧"'),
    "unknown aggregate": ("F104", KPI + "aggregate: ⟦total⟧"),
    "sum of words": ("F104", KPI + "scale: [bad, good]\naggregate: ⟦sum⟧"),
    "mean of words": ("F104", KPI + "scale: [bad, good]\naggregate: ⟦mean⟧"),
    "no day to skip": ("F104", KPI + "skip: [saturday, ⟦sonday⟧]"),
    "one day to skip": ("F104", KPI + "skip: ⟦saturday⟧"),
    "level that is a list": ("F104", RESULT + "    levels: {0.3: ⟦[⟧a]}"),
    "number in a band": ("F104", KPI + "direction: range\ntarget: [3, ⟦five⟧]"),
    "unit in a band": ("F110", KPI + "direction: range\ntarget: [⟦3 %⟧, 5]"),
    "band without direction range": ("F104", KPI + "target: ⟦[⟧3, 5]"),
    "number for direction range": ("F104", KPI + "direction: range\ntarget: ⟦3⟧"),
    "band upside down": ("F104", KPI + "direction: range\ntarget: ⟦[⟧5, 3]"),
    "title on two lines": ("F104", 'title: ⟦"a\n\n  b"⟧\ncycle: 2024'),
    "no title": ("F105", "⟦cycle⟧: 2024"),
    "empty title": ("F105", "⟦title⟧:\ncycle: 2024"),
    "no cycle": ("F105", "⟦title⟧: a"),
    "key result without title": ("F105", HEAD + "key_results:\n  - ⟦from⟧: 3"),
    "KPI without title": ("F105", "⟦type⟧: kpi"),
    "key twice": ("F106", HEAD + "⟦title⟧: again"),
    "key twice, deep": ("F106", RESULT + "    ⟦title⟧: y"),
    "anchor": ("F107", "title: ⟦&name⟧ a\ncycle: 2024"),
    "tag": ("F107", "title: ⟦!!str a⟧\ncycle: 2024"),
    "merge key": ("F107", HEAD + "⟦<<⟧: {a: 1}"),
    "list as key": ("F107", HEAD + "? ⟦[⟧a]\n: b"),
    "id with capitals": ("F108", HEAD + "id: ⟦Grow-Sales⟧"),
    "device name": ("F108", HEAD + "id: ⟦con⟧"),
    "name for an id": ("F108", HEAD + "owner: ⟦Linh Tran⟧"),
    "percent sign in a number": ("F110", RESULT + "    from: ⟦5%⟧"),
    "dollar in a number": ("F110", RESULT + "    to: ⟦$3⟧"),
    "unit in a check-in": ("F110", RESULT + "    check_ins:\n      2024-08-01: ⟦3 days⟧"),
    "unit in a measurement": ("F110", KPI + "measurements: {2024-07: ⟦5 %⟧}"),
    "impossible date": ("F111", RESULT + "    due: ⟦2024-02-30⟧"),
    "date of a check-in": ("F111", RESULT + "    check_ins:\n      ⟦2024-8-1⟧: 3"),
    "date of a phase": ("F111", RESULT + "    to: 3\n    phases: {⟦soon⟧: 3}"),
    "unknown cycle": ("F111", "title: a\ncycle: ⟦2024-Q5⟧"),
    "a day is no cycle": ("F111", "title: a\ncycle: ⟦2024-07-01⟧"),
    "unknown period": ("F111", KPI + "measurements: {⟦2024-13⟧: 3}"),
    "week 60": ("F111", KPI + "measurements: {⟦2024-W60⟧: 3}"),
    "period of a target": ("F111", KPI + "target: {⟦later⟧: 3}"),
    "two measures": ("F113", RESULT + "    to: 3\n    ⟦done⟧: true"),
    "kpi and objective": ("F113", RESULT + "    kpi: a\n    ⟦objective⟧: b"),
    "by and to": ("F113", RESULT + "    from: 1\n    to: 3\n    ⟦by⟧: 5"),
    "every without keep": ("F113", RESULT + "    to: 3\n    ⟦every⟧: weekly"),
    "phases of a milestone": ("F113", RESULT + "    done: false\n    ⟦phases⟧: {2024-08-01: 1}"),
    "value of a milestone": ("F113", RESULT + "    done: false\n    check_ins:\n      2024-08-01: ⟦3⟧"),
    "value beside a KPI": ("F113", RESULT + "    kpi: a\n    check_ins:\n      2024-08-01: ⟦3⟧"),
    "two measures and a value": (
        "F113",
        RESULT + "    to: 3\n    ⟦done⟧: true\n    check_ins:\n      2024-08-01: 2",
    ),
    "control character by an escape": ("F114", 'title: ⟦"a\\e[31mb"⟧\ncycle: 2024'),
    "bidirectional override by an escape": ("F114", HEAD + 'tags: [⟦"a\\u202eb"⟧]'),
    "control character": ("F114", "title: a⟦\x07⟧b\ncycle: 2024"),
    "bidirectional override": ("F114", "title: a⟦\u202e⟧b\ncycle: 2024"),
    "colon in a text": ("F101", "title: grow⟦:⟧ sales\ncycle: 2024"),
    "tab for indentation": ("F101", HEAD + "key_results:\n⟦\t⟧- title: x"),
    "quotes without end": ("F101", HEAD + 'owner: ⟦"⟧linh\nteam: sales\nstate: draft'),
    "bracket without end": ("F101", HEAD + "tags: ⟦[⟧a, b\nteam: sales\nstate: draft"),
    "a comma is missing": ("F101", HEAD + "closed: {date: 2024-08-01⟦:⟧ x}"),
    "reserved sign": ("F101", "title: ⟦@⟧home\ncycle: 2024"),
    "star around a word": ("F101", "title: ⟦*⟧Win* more\ncycle: 2024"),
    "star before a word": ("F101", "title: ⟦*⟧Win more\ncycle: 2024"),
    "star in a list": ("F101", HEAD + "tags:\n  - ⟦*⟧new* things"),
    "alias": ("F107", "title: ⟦*Win⟧\ncycle: 2024"),
    "no space behind a key": ("F101", "title⟦:⟧Win more\ncycle: 2024"),
    "no space behind the last key": ("F101", "title: a\ncycle⟦:⟧2024"),
    "no space behind a key of a key result": ("F101", HEAD + "key_results:\n  - title⟦:⟧Win\n    to: 3"),
    "text behind its quotes": ("F101", 'title: "Win" ⟦m⟧ore\ncycle: 2024'),
    "typographic quotes around a number": ("F104", RESULT + "    from: ⟦“20”⟧"),
    "typographic quotes around a cycle": ("F111", "title: a\ncycle: ⟦„2024-Q3“⟧"),
    "typographic quotes around a name": ("F108", HEAD + "owner: ⟦«linh»⟧"),
    "typographic quotes around a state": ("F104", HEAD + "state: ⟦‘active’⟧"),
}

SAID = {
    "star": ("title: *Win* more\ncycle: 2024", "a text cannot begin with `*`", "put the text in quotes"),
    "no space": ("title:Win more\ncycle: 2024", "a space is missing behind `title:`", "write `title: …`"),
    "second colon": ("title: a: b\ncycle: 2024", "a second `: ` on this line", "put a text that holds `: ` in quotes"),
    "second colon below a web address": (
        HEAD + "links:\n  - https://example.com\n  - see: this: that",
        "a second `: ` on this line",
        "put a text that holds `: ` in quotes",
    ),
    "text behind its quotes": (
        "title: 'Win' more\ncycle: 2024",
        "the text goes on behind its closing quotes",
        "put the whole text in one pair of quotes",
    ),
    "typographic quotes": (
        RESULT + "    from: “20”",
        "`“20”` stands in typographic quotes, which YAML takes for a part of it",
        "use straight quotes, or none: 20",
    ),
    "what the parser alone can say": (
        "title: a\ncycle: 2024\n? [a\n",
        "a bracket `[` is not closed",
        "close it with `]`",
    ),
}


@pytest.mark.parametrize(("text", "message", "help"), SAID.values(), ids=SAID.keys())
def test_says_in_plain_words_what_is_wrong(tmp_path: Path, text: str, message: str, help: str) -> None:
    found = read_goals(tmp_path, {"a.md": goal(text)}).problems
    assert [(problem.message, problem.help) for problem in found] == [(message, help)]


@pytest.mark.parametrize(("code", "text"), PLANTED.values(), ids=PLANTED.keys())
def test_is_found_where_it_stands(tmp_path: Path, code: str, text: str) -> None:
    plain, place = marked(goal(text))
    found = read_goals(tmp_path, {"a.md": plain}).problems
    assert [(problem.code, tuple(problem.place[1:])) for problem in found] == [(code, place)]
    assert found[0].message
    assert found[0].help
    assert found[0].goal == "a"


def test_finds_everything_in_one_run_and_keeps_the_good_goals(tmp_path: Path) -> None:
    portfolio = read_goals(
        tmp_path,
        {
            "good.md": goal(HEAD),
            "a.md": goal("titel: a\ncycle: 2024\nowner: [x]\nkey_results:\n  - {title: b, from: 5%, to: 010}"),
            "b.md": "no front matter",
            "c.md": "---\ntitle: not closed\n",
            "d.md": b"---\ntitle: \xff\n---\n",
        },
    )
    assert list(portfolio.objectives) == ["good"]
    assert [problem.code for problem in portfolio.broken["a"].problems] == ["F103", "F104", "F110", "F104"]
    assert {
        goal_id: [p.code for p in broken.problems] for goal_id, broken in portfolio.broken.items() if goal_id != "a"
    } == {
        "b": ["F102"],
        "c": ["F101"],
        "d": ["F114"],
    }


def test_what_is_left_of_a_broken_goal_can_still_be_checked(tmp_path: Path) -> None:
    text = goal(
        HEAD + "ownr: linh\nkey_results:\n  - {title: b, from: 5%, to: 9}\n  - just a text\n  - {title: c, done: true}"
    )
    readable = read_goals(tmp_path, {"a.md": text}).broken["a"].readable
    assert isinstance(readable, Objective)
    assert readable.origin.has("owner")
    assert [k.title for k in readable.key_results] == ["b", "c"]
    assert readable.key_results[0].origin.damaged == {"from"}


def test_duplicate_ids_name_both_files(tmp_path: Path) -> None:
    portfolio = read_goals(tmp_path, {"x/a.md": goal(HEAD), "y/a.md": goal(HEAD), "z.md": goal(HEAD + "id: a")})
    assert [(p.code, p.place.path, p.place.line, p.related[0].place.path) for p in portfolio.problems] == [
        ("F109", "goals/y/a.md", 1, "goals/x/a.md"),
        ("F109", "goals/z.md", 4, "goals/x/a.md"),
    ]
    assert portfolio.objectives["a"].path == "goals/x/a.md"


def test_duplicate_key_results(tmp_path: Path) -> None:
    text = goal(HEAD + "key_results:\n  - {title: More sales, to: 3}\n  - {title: more Sales!, to: 4}")
    assert [(p.code, p.place.line, p.related[0].place.line) for p in read_goals(tmp_path, {"a.md": text}).problems] == [
        ("F109", 6, 5)
    ]


def test_file_names_that_are_no_ids(tmp_path: Path) -> None:
    portfolio = read_goals(
        tmp_path, {"Grow Sales.md": goal(HEAD), "index.md": goal(HEAD), "aux.md": goal(HEAD + "id: fine")}
    )
    assert sorted((p.code, p.place.path) for p in portfolio.problems) == [
        ("F108", "goals/Grow Sales.md"),
        ("F108", "goals/index.md"),
    ]
    assert list(portfolio.objectives) == ["fine"]


def test_files_that_are_no_goals(tmp_path: Path) -> None:
    files = {
        "README.md": "x",
        "_draft.md": "x",
        ".hidden.md": "x",
        "_folder/a.md": "x",
        "notes.txt": "x",
        "sub/readme.md": "x",
    }
    portfolio = read_goals(tmp_path, {**files, "a.md": goal(HEAD)})
    assert portfolio.files == 1
    assert not portfolio.problems


def test_links_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "plan.md").write_text(goal(HEAD))
    (secret / "data.csv").write_text("period,value\n2024-07,3\n")
    portfolio_files: dict[str, str | bytes] = {
        "a.md": goal(HEAD),
        "kpi.md": goal(KPI + "data: linked.csv"),
        "up.md": goal(KPI + "data: ../secret/data.csv"),
    }
    goals = tmp_path / "goals"
    goals.mkdir()
    (goals / "link.md").symlink_to(secret / "plan.md")
    (goals / "folder").symlink_to(secret)
    (goals / "linked.csv").symlink_to(secret / "data.csv")
    portfolio = read_goals(tmp_path, portfolio_files)
    assert [(p.code, p.place.path) for p in portfolio.problems] == [
        ("X103", "goals/folder"),
        ("X103", "goals/kpi.md"),
        ("X103", "goals/link.md"),
        ("X103", "goals/up.md"),
    ]
    assert list(portfolio.goals) == ["a"]


CSV = {
    "wrong columns": ("date;value\n", 1),
    "unreadable period": ("period,value\n2024-07,3\n2024-77,3\n", 3),
    "unreadable value": ("period,value\n2024-07,many\n", 2),
    "too many cells": ("period,value\n2024-07,3,a note\n", 2),
    "a period twice": ("period,value,note\n2024-07,3,\n\n2024-07,4,\n", 4),
    "unit in a value": ("period,value\n2024-07,3 %\n", 2),
}


@pytest.mark.parametrize(("text", "line"), CSV.values(), ids=CSV.keys())
def test_rows_of_a_csv(tmp_path: Path, text: str, line: int) -> None:
    portfolio = read_goals(tmp_path, {"kpi.md": goal(KPI + "data: d.csv"), "d.csv": text})
    assert [(p.code, p.place.path, p.place.line) for p in portfolio.problems] == [("F112", "goals/d.csv", line)]


def test_csv_of_a_spreadsheet(tmp_path: Path) -> None:
    text = '\ufeffperiod,value,note\r\n2024-07,3.5,"two, in words"\r\n2024-08,,\r\n2024-06,1e3,\r\n'
    kpi = read_goals(tmp_path, {"sub/kpi.md": goal(KPI + "data: d.csv"), "d.csv": text}).kpis["kpi"]
    assert [(m.period.id, m.value, m.note, m.place.line) for m in kpi.measurements] == [
        ("2024-06", 1000, None, 4),
        ("2024-07", 3.5, "two, in words", 2),
    ]


def test_a_cell_in_quotes_is_found_where_it_stands(tmp_path: Path) -> None:
    text, place = marked('period,value,note\n"2024-07","⟦4%⟧","a, b"\n')
    found = read_goals(tmp_path, {"kpi.md": goal(KPI + "data: d.csv"), "d.csv": text}).problems
    assert [(p.code, tuple(p.place[1:])) for p in found] == [("F112", place)]


@pytest.mark.parametrize("name", ['"a\\0b.csv"', "x" * 5_000, "."])
def test_a_csv_that_no_system_opens(tmp_path: Path, name: str) -> None:
    portfolio = read_goals(tmp_path, {"kpi.md": goal(f"{KPI}data: {name}"), "good.md": goal(HEAD)})
    assert {problem.place.path for problem in portfolio.problems} == {"goals/kpi.md"}
    assert list(portfolio.objectives) == ["good"]


def test_links_that_lead_in_a_circle(tmp_path: Path) -> None:
    goals = write_goals(tmp_path, {"good.md": goal(HEAD)})
    (goals / "one").symlink_to("two")
    (goals / "two").symlink_to("one")
    (goals / "self.md").symlink_to("self.md")
    (goals / "self.csv").symlink_to("self.csv")
    (goals / "kpi.md").write_text(goal(KPI + "data: self.csv"))
    portfolio = read_portfolio(Folder(goals, tmp_path))
    assert [(p.code, p.place.path) for p in portfolio.problems] == [
        ("X103", "goals/kpi.md"),
        ("X103", "goals/self.md"),
    ]
    assert list(portfolio.objectives) == ["good"]


def test_what_may_not_be_opened_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder or a file without permission never makes goals vanish in silence."""
    goals = write_goals(tmp_path, {"good.md": goal(HEAD), "shut/a.md": goal(HEAD), "kpi.md": goal(KPI + "data: d.csv"),
                                   "d.csv": "period,value\n2024-07,3\n", "locked.md": goal(HEAD)})  # fmt: skip
    scandir, open_file = os.scandir, os.open

    def refused(path: object) -> PermissionError:
        return PermissionError(13, "Permission denied", str(path))

    def no_scandir(path: str) -> Any:
        if Path(path).name == "shut":
            raise refused(path)
        return scandir(path)

    def no_open(path: Any, *arguments: Any) -> int:
        if Path(path).name in ("locked.md", "d.csv"):
            raise refused(path)
        return open_file(path, *arguments)

    monkeypatch.setattr(os, "scandir", no_scandir)
    monkeypatch.setattr(os, "open", no_open)
    portfolio = read_portfolio(Folder(goals, tmp_path))
    assert [(p.code, p.place.path) for p in portfolio.problems] == [
        ("F112", "goals/kpi.md"),
        ("F101", "goals/locked.md"),
        ("F101", "goals/shut"),
    ]
    assert list(portfolio.objectives) == ["good"]


@pytest.mark.parametrize("nothing", ["", "~", "null", "Null", "NULL"])
def test_a_key_without_a_value_is_not_written(tmp_path: Path, nothing: str) -> None:
    empty = "\n".join(f"{key}: {nothing}" for key in ("owner", "team", "tags", "closed", "continues", "weight"))
    measure = "\n".join(f"    {key}: {nothing}" for key in ("keep", "by", "done", "kpi", "levels", "due", "state"))
    files: dict[str, str | bytes] = {
        "goal.md": goal(f"{RESULT}    from: 3\n    to: 5\n{measure}\n{empty}"),
        "kpi.md": goal(f"{KPI}target: {nothing}\ndata: {nothing}\nformula: {nothing}\nmeasurements: {{2024-07: 3}}"),
        "goals.yml": f"teams: {nothing}\npeople: {nothing}\n",
    }
    portfolio = read_goals(tmp_path, files)
    assert portfolio.problems == ()
    objective, kpi = portfolio.objectives["goal"], portfolio.kpis["kpi"]
    assert (objective.owner, objective.team, objective.closed, objective.tags) == (None, None, None, ())
    assert objective.key_results[0].measure == FromTo(Decimal(3), Decimal(5))
    assert (kpi.targets, kpi.data, kpi.formula, len(kpi.measurements)) == ((), None, None, 1)
    assert not portfolio.organisation.teams_given
    assert not portfolio.organisation.people_given
    assert not objective.origin.has("owner")
    lines = portfolio.texts["goals/goal.md"].split("\n")
    assert objective.origin.key("owner").line == lines.index(f"owner: {nothing}") + 1


def test_the_word_null_in_quotes_is_a_text(tmp_path: Path) -> None:
    assert read_goals(tmp_path, {"goal.md": goal('title: "null"\ncycle: 2024')}).objectives["goal"].title == "null"


def test_a_missing_csv(tmp_path: Path) -> None:
    text, place = marked(goal(KPI + "data: ⟦there/is/none.csv⟧"))
    found = read_goals(tmp_path, {"kpi.md": text}).problems
    assert [(p.code, tuple(p.place[1:])) for p in found] == [("F112", place)]
