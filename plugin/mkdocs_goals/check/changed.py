"""Which files a pull request changes, by git. Only an order depends on it, so silence is a good answer."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path, PurePosixPath

from mkdocs_goals.read.source import shown_path

SECONDS = 10


def default_base() -> str | None:
    """The branch that a pull request goes to, where GitHub or GitLab says so."""
    branch = os.environ.get("GITHUB_BASE_REF") or os.environ.get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME")
    return f"origin/{branch}" if branch else None


def changed_paths(base: str, root: Path) -> frozenset[str]:
    """Paths relative to `root` that differ from where this branch left `base`; nothing where git can't tell."""
    command = ("git", "diff", "--name-only", "-z", "--relative", "--no-ext-diff", "--end-of-options", f"{base}...HEAD")
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        found = subprocess.run(  # noqa: S603 - no shell, and the base is no option
            command, cwd=root, env=environment, capture_output=True, timeout=SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    return frozenset(shown_path(PurePosixPath(os.fsdecode(name))) for name in found.stdout.split(b"\0") if name)
