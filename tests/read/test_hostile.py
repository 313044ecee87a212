"""Hostile files: no exception, no hang, no crash of the process, and the other goals are read all the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.project import goal, read_goals, write_goals

GOOD = goal("title: Fine\ncycle: 2024-Q3")

HOSTILE: dict[str, str | bytes] = {
    "brackets": "---\na: " + "[" * 30_000 + "\n---\n",
    "braces": "---\na: " + "{" * 30_000 + "\n---\n",
    "dashes": "---\n" + "- " * 30_000 + "\n---\n",
    "laughs": "---\na: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"b{n}: &b{n} [*a,*a,*a,*a,*a,*a]\n" for n in range(50))
    + "---\n",
    "merges": "---\na: &a {x: 1}\nb: {<<: *a}\n---\n",
    "self": "---\na: &a [*a]\n---\n",
    "python": "---\ntitle: !!python/object/apply:os.system ['true']\ncycle: 2024\n---\n",
    "directive": "---\n%YAML 1.1\n---\n",
    "documents": "---\ntitle: a\n...\n--- x\n---\n",
    "keys": "---\n? {a: b}\n: c\n? [1]\n: d\n---\n",
    "many": "---\n" + "".join(f"k{n}: 1\n" for n in range(6_000)) + "---\n",
    "large": b"---\ntitle: " + b"x" * 300_000 + b"\n---\n",
    "digits": "---\ntitle: a\ncycle: 2024\nweight: " + "9" * 5_000 + "\n---\n",
    "exponent": "---\ntitle: a\ncycle: 2024\nweight: 1e99999\n---\n",
    "nul": b"---\ntitle: a\x00b\ncycle: 2024\n---\n",
    "utf16": "---\ntitle: a\n---\n".encode("utf-16"),
    "latin": "---\ntitle: é\n---\n".encode("latin-1"),
    "bom": b"\xef\xbb\xbf---\ntitle: a\ncycle: 2024\n---\n",
    "crlf": b"---\r\ntitle: a\r\ncycle: 2024\r\n---\r\nbody\r\n",
    "mac": b"---\rtitle: a\rcycle: 2024\r---\r",
    "separators": "---\ntitle: a\u2028b\u2029c\ncycle: 2024\nowner: [x]\n---\n",
    "empty": b"",
    "fences": "---\n---\n",
    "fence": "---",
    "null": "---\n~\n---\n",
    "list": "---\n- a\n---\n",
    "text": "---\njust text\n---\n",
    "date": "---\ntitle: a\ncycle: 9999\n---\n",
    "comment": "---\n# only a comment\n---\n",
    "key-results": "---\ntitle: a\ncycle: 2024\nkey_results: {a: b}\n---\n",
    "nulls": "---\ntitle: a\ncycle: 2024\nkey_results:\n  -\n  - ~\nsupports: [~, '']\n---\n",
    "formula": "---\ntype: kpi\ntitle: a\nformula: " + "(" * 400 + "\n---\n",
    "power": "---\ntype: kpi\ntitle: a\nformula: 9**9**9**9\n---\n",
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_one_hostile_file(tmp_path: Path, content: str | bytes) -> None:
    portfolio = read_goals(tmp_path, {"bad.md": content, "good.md": GOOD})
    assert "good" in portfolio.objectives
    assert portfolio.files == 2


def test_all_of_them_in_a_process_of_its_own(tmp_path: Path) -> None:
    """The C parser can end the process: this one would not live to tell."""
    write_goals(tmp_path, {**{f"{name}.md": content for name, content in HOSTILE.items()}, "good.md": GOOD})
    code = (
        "from pathlib import Path; from mkdocs_goals.read import Folder, read_portfolio;"
        "p = read_portfolio(Folder(Path('goals'), Path('.'))); print('good' in p.objectives, p.files)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, f"True {len(HOSTILE) + 1}\n", "")


LINES = st.lists(
    st.one_of(
        st.sampled_from([
            "title: a", "cycle: 2024-Q3", "type: kpi", "key_results:", "  - title: b", "    from: 3", "    to: 5",
            "    check_ins:", "      2024-08-01: 3", "supports: [a]", "target: {2024: 3}", "formula: '{a} + {b}'",
            "measurements: {2024-07: 1}", "scale: [bad, good]", "closed: {date: 2024-09-01}", "id: a",
        ]),
        st.text(max_size=30),
    ),
    max_size=15,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(lines=LINES, body=st.text(max_size=40))
def test_reading_never_raises(tmp_path: Path, lines: list[str], body: str) -> None:
    content = "\n".join(["---", *lines, "---", body]).encode("utf-8", "surrogatepass")
    portfolio = read_goals(tmp_path, {"any.md": content, "good.md": GOOD})
    assert "good" in portfolio.objectives
    known = set(portfolio.goals) | set(portfolio.broken)
    assert len(known) == 2 or any(problem.code == "F109" for problem in portfolio.problems)
