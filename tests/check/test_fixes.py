"""Fixes: what is safe, byte by byte, and nothing more."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.check.checking import DAY, key_result
from tests.project import goal, write_goals

from mkdocs_goals.check import check
from mkdocs_goals.check.finding import Findings
from mkdocs_goals.check.fixes import FixedFiles, apply, fix_files
from mkdocs_goals.model.diagnostic import Edit
from mkdocs_goals.model.place import Place
from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.read import Folder, in_memory
from mkdocs_goals.score import score_portfolio


def findings_of(portfolio: Portfolio) -> Findings:
    return check(portfolio, score_portfolio(portfolio, DAY))


def fixes(files: dict[str, str | bytes], folder: str = "goals") -> FixedFiles:
    return fix_files(in_memory(files, folder), findings_of)


def fixed(content: str | bytes, name: str = "goal.md") -> bytes:
    """A file after `--fix`."""
    before = content if isinstance(content, bytes) else content.encode()
    return fixes({name: before}).files.get(name, before)


SAFE = {
    "a key's case": ("Title: x\ncycle: 2024-Q3", "title: x\ncycle: 2024-Q3"),
    "a key's hyphen": ("title: x\ncycle: 2024-Q3\nkey-results: []", "title: x\ncycle: 2024-Q3\nkey_results: []"),
    "a key in two words": ("title: x\ncycle: 2024-Q3\ncheck ins: {}", "title: x\ncycle: 2024-Q3\ncheck_ins: {}"),
    "keys below a fixed key": (
        "title: x\ncycle: 2024-Q3\nKey-Results:\n  - Title: y\n    From: 3\n    to: 5",
        "title: x\ncycle: 2024-Q3\nkey_results:\n  - title: y\n    from: 3\n    to: 5",
    ),
    "a word's case": ("title: x\ncycle: 2024-Q3\nstate: Active", "title: x\ncycle: 2024-Q3\nstate: active"),
    "a quoted word's case": ("title: x\ncycle: 2024-Q3\nstate: 'Active'", "title: x\ncycle: 2024-Q3\nstate: 'active'"),
    "a number in quotes": ('title: x\ncycle: 2024-Q3\nweight: "2.5"', "title: x\ncycle: 2024-Q3\nweight: 2.5"),
    "yes": (
        "title: x\ncycle: 2024-Q3\ninitiatives: [{title: y, done: Yes}]",
        "title: x\ncycle: 2024-Q3\ninitiatives: [{title: y, done: true}]",
    ),
    "no in quotes": (
        "title: x\ncycle: 2024-Q3\ninitiatives: [{title: y, done: 'no'}]",
        "title: x\ncycle: 2024-Q3\ninitiatives: [{title: y, done: false}]",
    ),
    "a cycle": ("title: x\ncycle: Q3 2024", "title: x\ncycle: 2024-Q3"),
    "a cycle in small letters": ("title: x\ncycle: 2024q3", "title: x\ncycle: 2024-Q3"),
    "a month": ("title: x\ncycle: 2024/7", "title: x\ncycle: 2024-07"),
    "a quoted cycle": ("title: x\ncycle: '2024 Q3'", "title: x\ncycle: '2024-Q3'"),
    "a date": (
        "title: x\ncycle: 2024-Q3\ncheck_ins: {2024/8/5: going well}",
        "title: x\ncycle: 2024-Q3\ncheck_ins: {2024-08-05: going well}",
    ),
    "typographic quotes": ("title: x\ncycle: “2024-Q3”", "title: x\ncycle: 2024-Q3"),
    "a link's case": ("title: x\ncycle: 2024-Q3\ncontinues: GOAL", "title: x\ncycle: 2024-Q3\ncontinues: goal"),
    "an unused comment": (
        "title: x # goals: ignore[S101] short\ncycle: 2024-Q3",
        "title: x\ncycle: 2024-Q3",
    ),
    "an unused comment on its line": (
        "# goals: ignore[S101] short\ntitle: x\ncycle: 2024-Q3",
        "title: x\ncycle: 2024-Q3",
    ),
    "one code of two": (
        "title: x # goals: ignore[S101, A101] nobody yet\ncycle: 2024-Q3",
        "title: x # goals: ignore[A101] nobody yet\ncycle: 2024-Q3",
    ),
}


@pytest.mark.parametrize("name", SAFE)
def test_safe_fixes(name: str) -> None:
    before, after = SAFE[name]
    assert fixed(goal(before)).decode() == goal(after)


@pytest.mark.parametrize(
    ("line", "after"),
    [("from: 3%", "from: 3"), ("from: '3 %'", "from: 3"), ("from: 3", "from: 3")],
)
def test_a_number_with_its_unit_beside_it(line: str, after: str) -> None:
    assert fixed(key_result("unit: '%'", line, "to: 5")).decode() == key_result("unit: '%'", after, "to: 5")


@pytest.mark.parametrize(
    "front",
    [
        "title: x\ncycle: 2024-Q3\nonwer: linh",  # another word may be meant
        "title: x\ncycle: 2024-Q3\nTitle: y",  # the key is there already
        "title: x\ncycle: 2024-Q3\nKey-Results: []\nkey results: []",  # one of two
        "title: x\ncycle: 2024-Q3\ncheck_ins: {2024-8-1: good, 2024-08-01: bad}",  # the date is there already
        "title: x\ncycle: 2024-Q3\ncheck_ins: {2024-8-1: good, 2024/8/1: bad}",
        "title: x\ncycle: 2024-Q3\nkey_results: [{title: y, to: 3, phases: {2024-8-1: 1, 2024-08-01: 2}}]",
        "type: kpi\ntitle: x\nmeasurements: {2024q3: 1, 2024-Q3: 2}",
        "type: kpi\ntitle: x\ntarget: {2024q3: 1, 2024-Q3: 2}",
        "title: x\ncycle: 2024-7-1",  # no cycle either
        "title: x\ncycle: 3rd quarter",
        "title: x\ncycle: 2024-Q3\nweight: '1,000'",  # a thousand or one
        "title: x\ncycle: 2024-Q3\nclosed: {date: 3/4/2024}",  # March or April
        "title: x\ncycle: 2024-Q3\nclosed: {date: 2024-02-30}",
        "title: x\ncycle: 2024-Q3\nid: My Goal",  # would move the goal's address
        "title: x # goals: ignore[S101]\ncycle: 2024-Q3",  # the reason is missing
        "title: x\ncycle: 2024-Q3\nkey_results: [{title: y, from: 3%, to: 5}]",  # no unit said
        "title: x\ncycle: 2024-Q3\nkey_results: [{title: y, unit: EUR, from: 3%, to: 5}]",  # another unit
    ],
)
def test_not_safe(front: str) -> None:
    assert fixed(goal(front)).decode() == goal(front)


def test_every_other_byte_stays() -> None:
    """Byte order mark, Windows line ends, tabs and spaces at line ends, no last line end, prose."""
    before = "---\r\nTitle:  x  \r\ncycle: 2024-Q3\t# c\r\n---\r\n# é 👩‍💻\r\n\ttext  ".encode("utf-8-sig")
    assert fixed(before) == before.replace(b"Title", b"title")


def test_a_csv_and_other_files_stay() -> None:
    files = fixes({"goal.md": goal("Title: x\ncycle: 2024-Q3"), "x.csv": "period,value\n", "a.png": b"\0"}).files
    assert set(files) == {"goal.md"}


def test_diff_is_what_git_applies() -> None:
    lines = "".join(fixes({"sales/goal.md": goal("Title: x\ncycle: 2024-Q3")}).diff())
    assert lines.startswith("--- a/goals/sales/goal.md\n+++ b/goals/sales/goal.md\n")
    assert "\n-Title: x\n+title: x\n" in lines


KEYS = st.sampled_from(
    ["Title", "title", "Cycle", "key-results", "Key Results", "state", "STATE", "done", "weight", "check ins"]
)
VALUES = st.sampled_from(
    ["x", "2024q3", "Q3 2024", "'5'", "5%", "yes", "Active", "[]", "{}", "# goals: ignore[S101] y"]
)


@given(st.lists(st.tuples(KEYS, VALUES), max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_fixing_twice_is_fixing_once(lines: list[tuple[str, str]], end: str) -> None:
    text = end.join(["---", *(f"{key}: {value}" for key, value in lines), "---", "text"])
    once = fixed(text)
    assert fixed(once) == once


@given(
    st.text(alphabet="ab\n\ré", max_size=40),
    st.lists(st.tuples(st.integers(1, 8), st.integers(1, 9), st.integers(0, 5)), max_size=4),
)
def test_apply_changes_only_what_it_was_told(text: str, spans: list[tuple[int, int, int]]) -> None:
    """Every edit that is made replaces its own characters: cutting them out of both leaves the same text."""
    edits = [Edit(Place("x", line, column, line, column + length), "ZZ") for line, column, length in spans]
    after = apply(text.encode(), edits).decode()
    assert len(after) - 2 * after.count("ZZ") <= len(text)
    kept = [piece for piece in after.split("ZZ") if piece]
    at = 0
    for piece in kept:
        at = text.index(piece, at) + len(piece)


def test_diff_counts_lines_as_git_does() -> None:
    """U+2028 ends a line for Python and for nobody else."""
    lines = "".join(fixes({"goal.md": goal("Title: x\ncycle: 2024-Q3", "a\u2028b\n")}).diff())
    assert lines.endswith("\n ---\n a\u2028b\n")
    assert "@@ -1,5 +1,5 @@" in lines


def test_diff_of_the_folder_itself() -> None:
    lines = "".join(fixes({"goal.md": goal("Title: x\ncycle: 2024-Q3")}, ".").diff())
    assert lines.startswith("--- a/goal.md\n+++ b/goal.md\n")


def test_a_file_that_is_written_to_meanwhile_is_left_alone(tmp_path: Path) -> None:
    """The places of the edits are those of the text that was read."""
    goals = write_goals(tmp_path, {"goal.md": goal("Title: x\ncycle: 2024-Q3")})

    def writes_too(portfolio: Portfolio) -> Findings:
        (goals / "goal.md").write_text("somebody's own\ntext\n")
        return findings_of(portfolio)

    assert fix_files(Folder(goals, tmp_path), writes_too).files == {}
