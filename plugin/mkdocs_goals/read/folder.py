"""The goals folder: which files are goals, what people are told they are called, and which may not be opened."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from mkdocs_goals.model.diagnostic import Diagnostic
from mkdocs_goals.model.harmless import names_a_file, spelled, what_no_name_holds
from mkdocs_goals.model.place import line_place
from mkdocs_goals.read.regular import IrregularError, read_regular
from mkdocs_goals.read.text import MAX_BYTES, too_large

Entries = list[os.DirEntry[str]]


@dataclass(frozen=True, slots=True)
class GoalFile:
    """A file that should hold a goal. `content` is None with a problem.

    `shown` is its path as people are shown it; `named` says whether that is what the file is called.
    """

    file: Path
    shown: str
    content: bytes | None
    problem: Diagnostic | None = None
    named: bool = True

    @property
    def stem(self) -> str:
        """What people are shown as the file's name, without `.md`."""
        return self.shown.rpartition("/")[2].removesuffix(".md")


def goal_files(root: Path, shown_root: str) -> Iterator[GoalFile]:
    """Every goal file below a folder, in the order of their paths. Links are reported (X103), never followed.

    Behind them come the files that cannot be called by their names (F114); they are not opened. A folder that is
    missing holds none.
    """
    if not os.path.lexists(root):
        return
    unnamed: list[tuple[str, ...]] = []
    taken: set[str] = set()
    for parts in sorted(file.relative_to(root).parts for file in _markdown_below(root)):
        if all(map(names_a_file, parts)):
            shown = "/".join((shown_root, *parts))
            taken.add(shown)
            yield open_file(root.joinpath(*parts), shown)
        else:
            unnamed.append(parts)
    for parts in unnamed:
        shown = _free(f"{shown_root}/{shown_path(parts)}", taken)
        taken.add(shown)
        yield GoalFile(root.joinpath(*parts), shown, None, _bad_name(shown, parts), named=False)


def shown_path(path: PurePath | Iterable[str]) -> str:
    """A path as people are shown it: with forward slashes, and each name as it can be shown."""
    if isinstance(path, PurePath):
        return "/".join(map(spelled, path.as_posix().split("/")))
    return "/".join(map(spelled, path))


def open_file(file: Path, shown: str) -> GoalFile:
    """A file's content, or why it is not read.

    X103: a link or no regular file; F101: it cannot be opened; F107: it is too large.
    """
    try:
        read = read_regular(file, MAX_BYTES)
    except IrregularError as error:
        return _unreadable_folder(file, shown) or _irregular(file, shown, error)
    except OSError as error:
        return _cannot_be_opened(file, shown, error)
    if read.content is None:
        return GoalFile(file, shown, None, too_large(shown, read.size, MAX_BYTES))
    return GoalFile(file, shown, read.content)


def _irregular(file: Path, shown: str, error: IrregularError) -> GoalFile:
    message = f"this is {error}, so it is not read"
    return GoalFile(file, shown, None, Diagnostic("X103", message, line_place(shown, 1), "put the file itself there"))


def _unreadable_folder(file: Path, shown: str) -> GoalFile | None:
    """A folder that stands where a file should, or that could not be looked into."""
    try:
        if not file.is_symlink():
            os.scandir(file).close()
    except NotADirectoryError:
        pass
    except OSError as error:
        return _cannot_be_opened(file, shown, error)
    return None


def _cannot_be_opened(file: Path, shown: str, error: OSError) -> GoalFile:
    message = f"this cannot be opened: {error.strerror}"
    return GoalFile(file, shown, None, Diagnostic("F101", message, line_place(shown, 1), "check its permissions"))


def _bad_name(shown: str, parts: tuple[str, ...]) -> Diagnostic:
    """What F114 says of a file whose name, or a folder's above it, is no text."""
    at, bad = next((at, name) for at, name in enumerate(parts, 1) if not names_a_file(name))
    what, whose = ("file", "its name") if at == len(parts) else ("folder", f"the name of its folder `{spelled(bad)}`")
    message = f"{whose} {what_no_name_holds(bad)}, so it is not read"
    return Diagnostic("F114", message, line_place(shown, 1), f"rename the {what}: letters, digits and hyphens")


def _free(shown: str, taken: set[str]) -> str:
    """A path that nothing else is shown under: another name may be made of the very characters of an escape."""
    if shown not in taken:
        return shown
    stem = shown.removesuffix(".md")
    return next(free for number in range(2, len(taken) + 3) if (free := f"{stem} ({number}).md") not in taken)


def each_folder(root: Path, enter: Callable[[str], bool]) -> Iterator[tuple[Path, Entries | None]]:
    """Every folder from `root` down with what is in it; None where it cannot be opened.

    `enter` says by its name whether a folder is looked into. Links to folders are not.
    """
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError:
            yield folder, None
            continue
        waiting += [Path(entry.path) for entry in entries if enter(entry.name) and entry.is_dir(follow_symlinks=False)]
        yield folder, entries


def _markdown_below(root: Path) -> Iterator[Path]:
    for folder, entries in each_folder(root, lambda name: not name.startswith(("_", "."))):
        if entries is None:
            yield folder  # so that it is said to be unreadable
            continue
        yield from (Path(entry.path) for entry in entries if _holds_goals(entry))


def _holds_goals(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith(("_", ".")) or entry.is_dir(follow_symlinks=False):
        return False
    if entry.is_symlink() and os.path.isdir(entry.path):  # noqa: PTH112 - unlike the others it never raises
        return True
    return entry.name.endswith(".md") and entry.name.lower() != "readme.md"
