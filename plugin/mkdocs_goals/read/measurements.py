"""Long series in CSV files: `period,value[,note]`."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs_goals.model.calendar import Period
from mkdocs_goals.model.harmless import names_a_file, spelled, what_no_name_holds
from mkdocs_goals.model.place import Place, line_place
from mkdocs_goals.read.draft import PERIOD_EXAMPLES, Draft
from mkdocs_goals.read.regular import IrregularError, read_regular
from mkdocs_goals.read.scalars import shortened
from mkdocs_goals.read.text import decode, too_large
from mkdocs_goals.read.tree import Scalar

MAX_CSV_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a CSV; `value` is its text with its place."""

    period: Period
    value: Scalar
    note: str | None
    place: Place


def read_data(draft: Draft, name: str, place: Place) -> Iterator[Row]:
    """The rows of the CSV that a KPI names, beside the KPI's file or from the goals folder's root.

    Problems: X103 (leaves the goals folder, a link), F112 (missing, or a row that cannot be read, at its line).
    A row without a value is a gap.
    """
    found = _find(draft, name, place)
    if found is None:
        return
    file, content = found
    path = draft.shown(file)
    decoded = decode(path, content, MAX_CSV_BYTES)
    draft.problems += decoded.problems
    draft.texts[path] = decoded.text
    if not decoded.readable:
        return
    reader = csv.reader(io.StringIO(decoded.text, newline=""), strict=True)
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        if header[:2] != ["period", "value"] or header[2:] not in ([], ["note"]):
            mend = "begin the file with the line `period,value` or `period,value,note`"
            draft.report("F112", line_place(path, 1), "the first line does not name the columns", mend)
            return
        yield from _rows(draft, path, reader, len(header), decoded.text.split("\n"))
    except csv.Error as error:
        line = line_place(path, max(reader.line_num, 1))
        draft.report("F112", line, f"this row cannot be read: {error}", "put cells that hold a comma in quotes")


def _rows(
    draft: Draft,
    path: str,
    reader: csv._reader,  # type: ignore[name-defined]
    columns: int,
    lines: list[str],
) -> Iterator[Row]:
    before = reader.line_num
    for cells in reader:
        line, before = before + 1, reader.line_num
        if any(cell.strip() for cell in cells):
            row = _row(draft, line_place(path, line), lines[line - 1].rstrip("\r"), cells, columns)
            if row:
                yield row


def _row(draft: Draft, start: Place, written: str, cells: list[str], columns: int) -> Row | None:
    """One row. `written` is its (first) line, quotes and all."""
    whole = start.within(0, max(len(written), 1))
    if not 2 <= len(cells) <= columns:
        message = f"this row has {len(cells)} cells; the first line names {columns}"
        draft.report("F112", whole, message, "put cells that hold a comma in quotes")
        return None
    period = draft.calendar.period(cells[0].strip())
    if period is None:
        message = f"`{shortened(cells[0])}` is no period"
        draft.report(
            "F112",
            start.within(max(written.find(cells[0]), 0), max(len(cells[0]), 1)),
            message,
            f"write a period {PERIOD_EXAMPLES}",
        )
        return None
    value = cells[1].strip()
    if not value:
        return None
    at = max(written.find(value, written.find(",", len(cells[0]))), 0)
    note = cells[2].strip() if len(cells) > 2 else ""
    return Row(period, Scalar(value, start.within(at, len(value))), note or None, whole)


def _find(draft: Draft, name: str, place: Place) -> tuple[Path, bytes] | None:
    """The file and its content."""
    bad = next((part for part in name.split("/") if not names_a_file(part)), None)
    if bad is not None:
        message = f"the name `{shortened(spelled(bad))}` {what_no_name_holds(bad)}, so it is not read"
        draft.report("F114", place, message, "rename the file: letters, digits and hyphens")
        return None
    try:
        file = _search(draft, name, place)
        return _content(draft, file) if file else None
    except IrregularError as error:
        draft.report("X103", place, f"`{shortened(name)}` is {error}", "put the file itself there")
        return None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
        draft.report("F112", place, f"`{shortened(name)}` cannot be opened: {reason}", "name another file")
        return None


def _content(draft: Draft, file: Path) -> tuple[Path, bytes] | None:
    read = read_regular(file, MAX_CSV_BYTES)
    if read.content is None:
        draft.problems.append(too_large(draft.shown(file), read.size, MAX_CSV_BYTES))
        return None
    return file, read.content


def _search(draft: Draft, name: str, place: Place) -> Path | None:
    root = os.path.realpath(draft.root)
    for folder in (draft.folder, draft.root):
        file = folder / name
        if not Path(os.path.realpath(file)).is_relative_to(root) or Path(name).is_absolute():
            draft.report("X103", place, f"`{shortened(name)}` leaves the goals folder", "keep the CSV beside the KPI")
            return None
        if _through_link(file, draft.root):
            draft.report("X103", place, f"`{shortened(name)}` is a symbolic link", "put the file itself there")
            return None
        if os.path.lexists(file) and not file.is_dir():
            return file
    draft.report("F112", place, f"there is no file `{shortened(name)}`", "name a CSV inside the goals folder")
    return None


def _through_link(file: Path, root: Path) -> bool:
    inside = [file, *file.parents]
    return any(step.is_symlink() for step in inside if step != root and root in step.parents)
