"""`mkdocs serve` follows edits in the goals folder."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.project import goal, write_project

GOAL = "title: {title}\ncycle: 2024-Q3\nkey_results: [{{title: x, done: false}}]"


@contextmanager
def served(root: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"],
        cwd=root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"http://127.0.0.1:{port}/sub/"
    finally:
        process.terminate()
        process.wait(timeout=30)


def comes_to_hold(url: str, words: str, seconds: float = 60) -> bool:
    """Whether a page holds some words before the time is over."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                if words in answer.read().decode("utf-8"):
                    return True
        except OSError:
            pass
        time.sleep(0.3)
    return False


def test_an_edit_of_a_goal_is_shown(tmp_path: Path) -> None:
    root = write_project(tmp_path, {"docs/index.md": "# x\n", "goals/a.md": goal(GOAL.format(title="The first title"))})
    with served(root) as address:
        assert comes_to_hold(address + "goals/a/", "The first title")
        (root / "goals" / "a.md").write_text(goal(GOAL.format(title="Quite another one")), "utf-8")
        assert comes_to_hold(address + "goals/a/", "Quite another one")
        (root / "goals" / "b.md").write_text(goal(GOAL.format(title="A new goal")), "utf-8")
        assert comes_to_hold(address + "goals/b/", "A new goal")
