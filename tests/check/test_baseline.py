"""Baselines: known findings stay quiet, new ones are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.check.checking import reported
from tests.project import goal

from mkdocs_goals.check import baseline
from mkdocs_goals.check.fingerprint import fingerprints

OLD = "title: Win 5,000 customers\ncycle: 2024-Q3\nkey_results:\n  - {title: Help the shops, done: false}"


def test_what_was_written_is_known(tmp_path: Path) -> None:
    report = reported(tmp_path, {"goal.md": goal(OLD)})
    known = baseline.read(baseline.written(report.findings, report.texts))
    compared = baseline.compared(report.findings, known, report.texts)
    assert (len(compared.new), compared.known, compared.fixed) == (0, len(report.findings), 0)


def test_moved_lines_and_files_stay_known(tmp_path: Path) -> None:
    for name in ("before", "after"):
        (tmp_path / name).mkdir()
    report = reported(tmp_path / "before", {"goal.md": goal(OLD)})
    known = baseline.read(baseline.written(report.findings, report.texts))
    moved = reported(tmp_path / "after", {"sales/goal.md": goal(f"# a new line\ntags: [x]\n{OLD}")})
    assert not baseline.compared(moved.findings, known, moved.texts).new.items


def test_a_touched_line_is_new_and_a_fixed_one_is_counted(tmp_path: Path) -> None:
    report = reported(tmp_path, {"goal.md": goal(OLD)})
    known = baseline.read(baseline.written(report.findings, report.texts))
    touched = reported(tmp_path, {"goal.md": goal(OLD.replace("5,000", "6,000") + "\nowner: linh")})
    compared = baseline.compared(touched.findings, known, touched.texts)
    assert {finding.place.line for finding in compared.new} == {2}
    assert compared.fixed > 0


def test_two_alike_are_counted(tmp_path: Path) -> None:
    one = {"a.md": goal("title: x: y"), "b.md": goal("title: x: y")}
    report = reported(tmp_path, {**one})
    names = fingerprints(report.findings, report.texts)
    assert len(set(names)) == len(names)


def test_an_empty_baseline(tmp_path: Path) -> None:
    report = reported(tmp_path, {})
    assert baseline.read(baseline.written(report.findings, report.texts)) == {}


NO_BASELINES = [
    "",
    "[]",
    "{}",
    "[" * 100_000,
    '{"format": "mkdocs-goals-baseline/1"}',
    '{"format": "mkdocs-goals-baseline/1", "findings": [{"code": 1}]}',
    '{"format": "other/1", "findings": []}',
]


@pytest.mark.parametrize("text", NO_BASELINES, ids=range(len(NO_BASELINES)))
def test_no_baseline(text: str) -> None:
    with pytest.raises(baseline.BaselineError):
        baseline.read(text)
