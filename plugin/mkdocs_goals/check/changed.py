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


def is_revision(name: str, root: Path) -> bool:
    """Whether git knows a revision of this name in the repository that a folder belongs to."""
    return _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}") is not None


def changed_paths(base: str, root: Path) -> frozenset[str]:
    """Paths relative to `root` that differ from where this branch left `base`; nothing where git can't tell."""
    found = _git(root, "diff", "--name-only", "-z", "--relative", "--no-ext-diff", "--end-of-options", f"{base}...HEAD")
    return frozenset(shown_path(PurePosixPath(os.fsdecode(name))) for name in (found or b"").split(b"\0") if name)


def _git(root: Path, *arguments: str) -> bytes | None:
    """What git prints; None where it fails, takes too long or is not there."""
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        found = subprocess.run(  # noqa: S603 - no shell, and no argument is an option that a person gave
            ("git", *arguments),  # noqa: S607 - the git that the person has
            cwd=root,
            env=environment,
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return found.stdout
