"""Canaries: nothing of a confidential goal reaches a public site, its log, its cache or a public check."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.confidential import BROKEN, CANARIES, board_files
from tests.project import Built, build, run_goals, write_project

from mkdocs_goals.check.report import FORMATS

VIEWS = """# Ours

<!-- goals: scorecard -->

<!-- goals: objectives -->

<!-- goals: alignment -->

<!-- goals: changes -->

<!-- goals: kpis -->
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {**board_files(), "docs/views.md": VIEWS}
    root = write_project(tmp_path_factory.mktemp("board"), files, "fail_on: info")
    (root / "goals" / "heron-link.md").symlink_to(root / "goals" / "heron.md")
    return root


@pytest.fixture(scope="module")
def public(project: Path) -> Built:
    return build(project)


def contents(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file below a folder, unpacked, as text in lower case."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            content = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
            name = file.relative_to(folder).as_posix()
            yield name, f"{name}\n{content.decode('utf-8', 'replace')}".lower()


def assert_silent(name: str, text: str) -> None:
    for canary in CANARIES:
        at = text.lower().find(canary)
        assert at == -1, f"{name}: …{text[max(at - 200, 0) : at + 100]}…"


def test_the_site_is_silent(public: Built) -> None:
    assert public.code == 0, public.said
    for name, text in contents(public.site):
        assert_silent(name, text)
    assert "1 confidential key result" in public.page("goals/partly/") or "2 confidential" in public.page(
        "goals/partly/"
    )
    assert "Something confidential is missing here" in public.page("kpis/computed/")


def test_the_board_reads_its_goals(tmp_path: Path) -> None:
    root = write_project(tmp_path, {**board_files(), "docs/views.md": VIEWS}, "audience: [board], fail_on: never")
    assert "Heron takeover" in build(root).page("goals/heron/")


def test_the_log_is_silent_and_says_how_many_are_hidden(public: Built) -> None:
    assert_silent("log", public.said)
    assert "files are hidden, for nobody can tell who may read them" in public.said


def test_a_strict_build_does_not_pass_over_files_in_doubt(project: Path) -> None:
    strict = build(project, "--strict", "-d", "strict-site")
    assert strict.code == 1
    assert_silent("log", strict.said)


def test_the_cache_is_silent(project: Path, public: Built) -> None:
    for name, text in contents(project / ".cache"):
        assert_silent(name, text)


def run(project: Path, *arguments: str) -> str:
    done = run_goals(project, *arguments)
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1), done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize("format", FORMATS)
def test_a_public_check_is_silent(project: Path, format: str) -> None:
    said = run(project, "check", "--audience", "public", "--as-of", "2024-08-15", "--format", format)
    assert_silent(format, said)


def test_scores_and_exports_are_silent(project: Path) -> None:
    assert_silent("score", run(project, "score", "--as-of", "2024-08-15", "--explain"))
    assert_silent("score", run(project, "score", "--as-of", "2024-08-15", "--explain", "computed", "sales", "open-kpi"))
    assert_silent("export", run(project, "export", "json", "--as-of", "2024-08-15"))


def test_a_full_check_names_every_file_in_doubt(project: Path) -> None:
    said = run(project, "check", "--as-of", "2024-08-15", "--format", "concise")
    missing = [name for name in BROKEN if f"goals/heron-{name}.md:" not in said]
    assert not missing


def test_a_diff_is_not_for_an_audience(project: Path) -> None:
    done = run_goals(project, "check", "--audience", "public", "--diff")
    assert done.returncode == 2
    assert_silent("diff", done.stdout + done.stderr)
