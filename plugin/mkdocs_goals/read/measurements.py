"""Long series in CSV files: `period,value[,note]`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from mkdocs_goals.model.calendar import Period
from mkdocs_goals.model.harmless import names_a_file, spelled, what_no_name_holds
from mkdocs_goals.model.place import Place, line_place
from mkdocs_goals.model.spelling import counted
from mkdocs_goals.read.goal_file import GoalFileReader
from mkdocs_goals.read.regular import IrregularError
from mkdocs_goals.read.scalars import PERIOD_EXAMPLES, shortened
from mkdocs_goals.read.source import OutsideError
from mkdocs_goals.read.text import decode, too_large
from mkdocs_goals.read.tree import Scalar

MAX_CSV_BYTES = 1024 * 1024


class DataRow(NamedTuple):
    """One row of a CSV: `value` is the text of its second cell, `written` the whole (first) line, quotes and all."""

    period: Period
    value: str
    note: str | None
    written: str
    place: Place

    @property
    def scalar(self) -> Scalar:
        """The value with its place."""
        behind = self.written.find(",", len(self.period.id))
        at = max(self.written.find(self.value, behind), 0)
        return Scalar(self.value, self.place.within(at, len(self.value)))


def read_data(reader: GoalFileReader, name: str, place: Place) -> Iterator[DataRow]:
    """The rows of the CSV that a KPI names, beside the KPI's file or from the goals folder's root.

    Problems: X103 (leaves the goals folder, a link), F112 (missing, or a row that cannot be read, at its line).
    A row without a value is a gap.
    """
    found = _find(reader, name, place)
    if found is None:
        return
    path, content = found
    decoded = decode(path, content, MAX_CSV_BYTES)
    reader.problems += decoded.problems
    reader.texts[path] = decoded.text
    if not decoded.readable:
        return
    table = csv.reader(io.StringIO(decoded.text, newline=""), strict=True)
    try:
        header = [cell.strip().lower() for cell in next(table, [])]
        if header[:2] != ["period", "value"] or header[2:] not in ([], ["note"]):
            help = "begin the file with the line `period,value` or `period,value,note`"
            reader.report("F112", line_place(path, 1), "the first line does not name the columns", help)
            return
        lines = decoded.text.split("\n")
        written = _plain_rows(lines) if _is_plain(decoded.text) else _rows(table, lines)
        for number, cells, text in written:
            row = _row(reader, path, number, text, cells, len(header))
            if row:
                yield row
    except csv.Error as error:
        line = line_place(path, max(table.line_num, 1))
        reader.report("F112", line, f"this row cannot be read: {error}", "put cells that hold a comma in quotes")


_Written = tuple[int, list[str], str]
"""A row's first line (from 1), its cells, and that line as it is written."""


def _is_plain(text: str) -> bool:
    """Whether each line is a row and each comma ends a cell: as in nearly all files, of which some are long."""
    return '"' not in text and text.count("\r") == text.count("\r\n")


def _plain_rows(lines: list[str]) -> Iterator[_Written]:
    for line, text in enumerate(lines[1:], start=2):
        written = text.rstrip("\r")
        if written.replace(",", "").strip():
            yield line, written.split(","), written


def _rows(
    reader: csv._reader,  # type: ignore[name-defined]
    lines: list[str],
) -> Iterator[_Written]:
    before = reader.line_num
    for cells in reader:
        line, before = before + 1, reader.line_num
        if any(cell.strip() for cell in cells):
            yield line, cells, lines[line - 1].rstrip("\r")


def _row(reader: GoalFileReader, path: str, line: int, written: str, cells: list[str], columns: int) -> DataRow | None:
    """One row. `written` is its (first) line, quotes and all."""
    # A file may have tens of thousands of rows, and `Place(…)` would cost three times as much.
    whole = tuple.__new__(Place, (path, line, 1, line, 1 + max(len(written), 1)))
    if not 2 <= len(cells) <= columns:
        message = f"this row has {counted(len(cells), 'cell')}; the first line names {columns}"
        reader.report("F112", whole, message, "put cells that hold a comma in quotes")
        return None
    period = reader.calendar.period(cells[0].strip())
    if period is None:
        place = whole.within(max(written.find(cells[0]), 0), max(len(cells[0]), 1))
        message = f"`{shortened(cells[0])}` is no period"
        reader.report("F112", place, message, f"write a period {PERIOD_EXAMPLES}")
        return None
    value = cells[1].strip()
    if not value:
        return None
    note = cells[2].strip() if len(cells) > 2 else ""
    return tuple.__new__(DataRow, (period, value, note or None, written, whole))


def _find(reader: GoalFileReader, name: str, place: Place) -> tuple[str, bytes] | None:
    """The file, as people are shown it, and its content."""
    bad = next((part for part in name.split("/") if not names_a_file(part)), None)
    if bad is not None:
        message = f"the name `{shortened(spelled(bad))}` {what_no_name_holds(bad)}, so it is not read"
        reader.report("F114", place, message, "rename the file: letters, digits and hyphens")
        return None
    try:
        return _search(reader, name, place)
    except OutsideError:
        reader.report("X103", place, f"`{shortened(name)}` leaves the goals folder", "keep the CSV beside the KPI")
    except IrregularError as error:
        reader.report("X103", place, f"`{shortened(name)}` is {error}", "put the file itself there")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
        reader.report("F112", place, f"`{shortened(name)}` cannot be opened: {reason}", "name another file")
    return None


def _search(reader: GoalFileReader, name: str, place: Place) -> tuple[str, bytes] | None:
    source = reader.source
    for folder in (PurePosixPath(reader.source_path).parent, PurePosixPath()):
        path = str(folder / name)
        if not source.holds(path):
            continue
        shown = f"{source.shown}/{path}"
        read = source.read(path, MAX_CSV_BYTES)
        if read.content is None:
            reader.problems.append(too_large(shown, read.size, MAX_CSV_BYTES))
            return None
        return shown, read.content
    reader.report("F112", place, f"there is no file `{shortened(name)}`", "name a CSV inside the goals folder")
    return None
