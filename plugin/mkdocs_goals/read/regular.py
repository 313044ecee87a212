"""Files are opened here: regular ones, as much of them as may be read, and without waiting for anybody."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import NamedTuple

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe that takes the file's place between a look and a read
    | getattr(os, "O_NOCTTY", 0)
)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


class Opened(NamedTuple):
    """A file's size in bytes, and its content: None where that is longer than what may be read."""

    size: int
    content: bytes | None


class IrregularError(Exception):
    """What was to be read is no regular file; the message says what it is: `a symbolic link`, `no regular file`."""


def read_regular(file: Path, most: int, *, follow_link: bool = False) -> Opened:
    """The content of a regular file of at most `most` bytes.

    Raises IrregularError for links (where they are not to be followed), folders, devices, pipes and sockets, none of
    which is opened; OSError where the machine refuses.
    """
    _refuse_irregular((file.stat() if follow_link else file.lstat()).st_mode)
    handle = os.open(file, _FLAGS if follow_link else _FLAGS | _NO_LINK)
    with os.fdopen(handle, "rb") as opened:
        status = os.fstat(handle)
        _refuse_irregular(status.st_mode)
        if status.st_size > most:
            return Opened(status.st_size, None)
        content = opened.read(most + 1)
    return Opened(len(content), content if len(content) <= most else None)


def _refuse_irregular(mode: int) -> None:
    if stat.S_ISLNK(mode):
        raise IrregularError("a symbolic link")
    if not stat.S_ISREG(mode):
        raise IrregularError("no regular file")
