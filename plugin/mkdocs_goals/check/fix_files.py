"""`--fix` and `--diff`: safe fixes, tried on a copy until nothing is left to fix."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs_goals.check.finding import Findings
from mkdocs_goals.check.fixes import apply
from mkdocs_goals.check.overlay import Shadow
from mkdocs_goals.model.diagnostic import Edit
from mkdocs_goals.model.portfolio import Portfolio

MOST_ROUNDS = 10
"""A fixed key may bring what stands below it to light; ten rounds are more than any file needs."""


@dataclass
class FixedFiles:
    """Files of the goals folder (path inside it → new content), and how many findings were fixed."""

    shown: str
    files: dict[str, bytes] = field(default_factory=dict)
    count: int = 0


def fix_files(goals_dir: Path, shown: str, check: Callable[[Portfolio, str], Findings]) -> FixedFiles:
    """What the files would hold with every safe fix made.

    `shown` is what paths call the goals folder; `check` is given a portfolio and what its paths call the folder.
    """
    fixed = FixedFiles(shown)
    with TemporaryDirectory(prefix="goals-fix-") as home:
        name = "goals" if Path(shown).is_absolute() else shown
        shadow = Shadow(goals_dir, name, Path(home) / "copy")
        for _ in range(MOST_ROUNDS):
            edits = _safe_edits(check(shadow.read(), name), fixed)
            if not _made(shadow, name, edits, fixed):
                break
    return fixed


def _safe_edits(findings: Findings, fixed: FixedFiles) -> Mapping[str, list[Edit]]:
    edits: defaultdict[str, list[Edit]] = defaultdict(list)
    for finding in findings:
        if finding.fix and finding.fix.safe:
            fixed.count += 1
            for edit in finding.fix.edits:
                edits[edit.place.path].append(edit)
    return edits


def _made(shadow: Shadow, name: str, edits: Mapping[str, list[Edit]], fixed: FixedFiles) -> bool:
    """Make the edits in the copy. Whether a byte changed."""
    changed = False
    for path, in_file in edits.items():
        file = shadow.file(path)
        before = file.read_bytes()
        after = apply(before, in_file)
        if after != before:
            changed = True
            shadow.write(path, after)
            fixed.files[path.removeprefix(f"{name}/")] = after
    return changed


def diff(goals_dir: Path, fixed: FixedFiles) -> Iterator[str]:
    """A unified diff of what fixing changes, as `git apply` takes it."""
    for name, after in sorted(fixed.files.items()):
        before = (goals_dir / name).read_bytes()
        path = f"{fixed.shown}/{name}".removeprefix("./")
        for line in unified_diff(_lines(before), _lines(after), f"a/{path}", f"b/{path}"):
            yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(content: bytes) -> list[str]:
    """Lines as git counts them: only `\\n` ends one."""
    return re.findall(r"[^\n]*\n|[^\n]+", content.decode("utf-8"))
