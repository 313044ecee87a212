"""The files of a source: which hold goals, what people are told they are called, and why some are not read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_goals.model.diagnostic import Diagnostic
from mkdocs_goals.model.harmless import names_a_file, spelled, what_no_name_holds
from mkdocs_goals.model.place import line_place
from mkdocs_goals.read.regular import IrregularError
from mkdocs_goals.read.source import Source, shown_path
from mkdocs_goals.read.text import MAX_BYTES, too_large


@dataclass(frozen=True, slots=True)
class GoalFile:
    """A file that should hold a goal. `content` is None with a problem.

    `path` is relative to the goals folder, `shown` as people are shown it; `named` says whether that is what the file
    is called; `missing`, that there is no file.
    """

    path: str
    shown: str
    content: bytes | None
    problem: Diagnostic | None = None
    named: bool = True
    missing: bool = False

    @property
    def stem(self) -> str:
        """What people are shown as the file's name, without `.md`."""
        return self.shown.rpartition("/")[2].removesuffix(".md")


def goal_files(source: Source) -> Iterator[GoalFile]:
    """Every goal file of a source, in the order of their paths. Links are reported (X103), never followed.

    Behind them come the files that cannot be called by their names (F114); they are not opened.
    """
    unnamed: list[tuple[str, ...]] = []
    taken: set[str] = set()
    for parts in sorted(tuple(path.split("/")) if path else () for path in source.goal_paths()):
        if all(map(names_a_file, parts)):
            file = open_file(source, "/".join(parts))
            taken.add(file.shown)
            yield file
        else:
            unnamed.append(parts)
    for parts in unnamed:
        shown = _free(f"{source.shown}/{shown_path(parts)}", taken)
        taken.add(shown)
        yield GoalFile("/".join(parts), shown, None, _bad_name(shown, parts), named=False)


def open_file(source: Source, path: str) -> GoalFile:
    """A file's content, or why it is not read.

    X103: a link or no regular file; F101: it cannot be opened; F107: it is too large.
    """
    shown = f"{source.shown}/{path}" if path else source.shown
    try:
        read = source.read(path, MAX_BYTES)
    except IrregularError as error:
        message = f"this is {error}, so it is not read"
        problem = Diagnostic("X103", message, line_place(shown, 1), "put the file itself there")
        return GoalFile(path, shown, None, problem)
    except OSError as error:
        message = f"this cannot be opened: {error.strerror}"
        problem = Diagnostic("F101", message, line_place(shown, 1), "check its permissions")
        missing = isinstance(error, FileNotFoundError | NotADirectoryError)
        return GoalFile(path, shown, None, problem, missing=missing)
    if read.content is None:
        return GoalFile(path, shown, None, too_large(shown, read.size, MAX_BYTES))
    return GoalFile(path, shown, read.content)


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
