"""Where the goals are, from wherever one stands, and what their paths are relative to."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from mkdocs_goals.model.portfolio import ORGANISATION_FILE

NAME = "goals"
"""What the goals folder is called where nothing says otherwise."""

_CONFIGURED = re.compile(r"^[ \t-]*(?:goals:[ \t]*\{[^}\n]*)?\bgoals_dir:[ \t]*[\"']?([^\"'\s,}]+)", re.MULTILINE)
_MOST_BYTES = 1024 * 1024


def goals_dir_option(command: Callable[..., None]) -> Callable[..., None]:
    """The option that names the goals folder."""
    return click.option(
        "--goals-dir",
        type=click.Path(path_type=Path),
        callback=lambda _, __, asked: _goals_folder(asked),
        metavar="PATH",
        help="The goals folder.  [default: found from here upwards]",
    )(command)


def _goals_folder(asked: Path | None) -> Path:
    """The folder that was asked for, else the nearest one from here upwards. Raises UsageError where there is none."""
    if asked is not None:
        if not asked.is_dir():
            raise click.UsageError(f"there is no folder `{asked}`; name the goals folder with --goals-dir")
        return asked
    found = next(_candidates(Path.cwd()), None)
    if found is None:
        raise click.UsageError(f"there is no folder `{NAME}` here or above; name the goals folder with --goals-dir")
    return found


def _candidates(start: Path) -> Iterator[Path]:
    """Goals folders around a folder and those above it, up to the repository's root, as seen from there."""
    for folder in (start, *start.parents):
        if (folder / ORGANISATION_FILE).is_file():
            yield _near(folder, start)
        for name in (_configured(folder / "mkdocs.yml"), NAME):
            if name and (folder / name).is_dir():
                yield _near(folder / name, start)
        if (folder / ".git").exists():
            return


def _near(folder: Path, start: Path) -> Path:
    return folder.relative_to(start) if folder.is_relative_to(start) else folder


def _configured(config: Path) -> str | None:
    """The goals folder that a mkdocs.yml names. Such files may hold what only MkDocs can read, so it is looked for."""
    try:
        with config.open("rb") as file:
            text = file.read(_MOST_BYTES).decode("utf-8", "replace")
    except OSError:
        return None
    match = _CONFIGURED.search(text)
    return match[1] if match else None


def repository_root(goals_dir: Path) -> Path:
    """What machines take paths as relative to: the root of the repository; without one, where one stands or, for goals
    that are not below that, the folder that holds them."""
    folder = Path(os.path.normpath(goals_dir.absolute()))
    for above in folder.parents:
        if (above / ".git").exists():
            return above
    return Path.cwd() if folder.is_relative_to(Path.cwd()) else folder.parent
