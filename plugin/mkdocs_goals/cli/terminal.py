"""The gate that every command prints through: nothing that goals, names or arguments say can steer whoever reads it.

A command says `line(…)` for a line of its own, and `document(…)` for a text that is made of lines. What is printed in
any other way (click's own messages, warnings, tracebacks) goes through the same gate once `guard()` was called.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from mkdocs_goals.model.harmless import visible, visible_lines

if TYPE_CHECKING:
    from rich.console import Console


class _Guarded(io.TextIOWrapper):
    """A stream that writes every text harmlessly. `below` is the stream itself, for what was made harmless before."""

    def __init__(self, below: io.TextIOWrapper) -> None:
        # A terminal that lacks a character shows its escape instead of ending the run.
        below.reconfigure(errors="backslashreplace")
        super().__init__(below.buffer, below.encoding, below.errors, line_buffering=below.isatty())
        self.below = below

    def write(self, text: str) -> int:
        super().write(visible_lines(text))
        return len(text)


def guard() -> None:
    """From here on, nothing reaches standard output or error as text but through the gate."""
    sys.stdout, sys.stderr = _guarded(sys.stdout), _guarded(sys.stderr)


def _guarded(stream: TextIO) -> TextIO:
    # A stream may be missing (closed by the shell), or be a test's own.
    return _Guarded(stream) if isinstance(stream, io.TextIOWrapper) else stream


def line(text: str, *, error: bool = False) -> None:
    """Print one line, whatever line ends the text holds; to standard error where asked for."""
    click.echo(visible(text), err=error)


def document(text: str, *, is_harmless: bool = False) -> None:
    """Print a text of lines, in UTF-8 with plain line ends wherever it goes.

    `is_harmless` is for a text that was made so and holds what the gate would stop: commands to GitHub's runner that
    are meant, line ends of Windows.
    """
    written = text if is_harmless else visible_lines(text)
    stream = _below(sys.stdout)
    on_screen = stream is not None and stream.isatty()
    click.echo(written if on_screen else written.encode("utf-8", "replace"), stream, nl=False)


def write_file(file: Path, content: str | bytes) -> None:
    """Write a file, in UTF-8. Raises UsageError with the reason where the machine refuses."""
    write_pieces(file, [content if isinstance(content, bytes) else content.encode("utf-8", "replace")])


def write_pieces(file: Path, pieces: Iterable[bytes]) -> None:
    """Write a file piece by piece. Raises UsageError with the reason where the machine refuses."""
    try:
        with file.open("wb") as opened:
            opened.writelines(pieces)
    except OSError as error:
        raise click.UsageError(f"`{file}` cannot be written: {error.strerror}") from None


_HELP = getattr(click.exceptions, "NoArgsIsHelpError", ())
"""What newer versions of click raise to print a page of help."""


def complaint(error: click.ClickException) -> None:
    """Print what click has to say of a command that was not understood, on lines of click's own making only."""
    shown = io.StringIO()
    error.show(shown)
    text, message = shown.getvalue(), error.format_message()
    if not isinstance(error, _HELP):
        text = text.replace(message, visible(message))
    for each in text.splitlines():
        line(each, error=True)


def console() -> Console:
    """A console for what was made harmless before it was coloured: what it prints does not go through the gate."""
    from rich.console import Console

    return Console(file=_below(sys.stdout), highlight=False, markup=False, emoji=False)


def _below(stream: TextIO) -> TextIO:
    """The stream below the gate, for what went through it already."""
    return stream.below if isinstance(stream, _Guarded) else stream
