"""A build's own folder beside the site, and how what was built there takes the place of what stands in the site.

The site's own folder always stays, as it does with MkDocs: a container may have mounted it, a server may stand in it,
and its owner, its mode and the hidden files in it are the host's. What lies in it changes places: one or two renames
for each name at its top, a millisecond for all of them. If one fails, those before it are undone; what a killed build
has half done, the next one undoes.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_LOCK = "lock"

_MAY_LIE_ELSEWHERE = (errno.EACCES, errno.EPERM, errno.EROFS)
"""Why nothing can be made beside a site that may itself be writable."""

_CANNOT_BE_MOVED = (errno.EXDEV, errno.EBUSY)
"""What a system says to a rename from one file system to another, or across a mount."""

_ABANDONED_AFTER = 24 * 60 * 60
"""Seconds. Where no lock tells whether a build still runs, its folder is left alone for so long."""


@dataclass
class Workspace:
    """The folder of one build. While the build runs it holds a lock on a file in it, so that others know."""

    folder: Path
    _lock: int | None = field(default=None, repr=False)

    @property
    def staged(self) -> Path:
        """What the build writes to."""
        return self.folder / "site"

    @property
    def aside(self) -> Path:
        """What stood in the site before. It is there only while places change."""
        return self.folder / "aside"

    @property
    def added(self) -> Path:
        """An empty file for each name that the site did not have before."""
        return self.folder / "added"

    def remove(self) -> bool:
        """Delete the folder. False where something in it cannot be deleted, or still has to go back."""
        if self._lock is not None:
            os.close(self._lock)  # first, for Windows deletes no open file
            self._lock = None
        if not self.aside.exists():
            shutil.rmtree(self.folder, ignore_errors=True)
        return not self.folder.exists()


def open_workspace(site: Path) -> Workspace:
    """A fresh workplace for a site: beside it, or among the system's temporary files where its parent is closed.

    The folder to write to is there, empty. What is made in it gets the group and the access rights that it would get
    in the site. Raises OSError where there is no place at all.
    """
    site.parent.mkdir(parents=True, exist_ok=True)
    try:
        work = _workplace_in(site.parent, site)
    except OSError as error:
        if error.errno not in _MAY_LIE_ELSEWHERE:
            raise
        work = _workplace_in(Path(tempfile.gettempdir()), site)
    if site.is_dir():
        _give_rights_of(site, work.staged)
    return work


def publish(work: Workspace, site: Path) -> None:
    """Let what was built and what stands in the site change places. After an OSError the site is as it was."""
    site.mkdir(parents=True, exist_ok=True)
    with _alone(site):
        _tidy_up(site)  # a build that was killed just now, while this one waited
        try:
            _change_places(work, site)
        except OSError as error:
            if error.errno not in _CANNOT_BE_MOVED:
                raise
            _change_places_by_copying(work, site)


def tidy_up(site: Path) -> None:
    """Undo what a killed build has half done, and delete what killed builds left behind; never a running one's."""
    with _alone(site):
        _tidy_up(site)


# Changing places


def _change_places(work: Workspace, site: Path) -> None:
    """One rename after the other: all of them or none."""
    _keep_hidden(work.staged, site)
    new, there = _names(work.staged), _names(site)
    old = {name for name in there if name in new or not name.startswith(".")}
    work.added.mkdir()
    work.aside.mkdir()
    try:
        for name in new - old:
            (work.added / name).touch()
        for name in sorted(new | old):
            if name in old:
                (site / name).rename(work.aside / name)
            if name in new:
                (work.staged / name).rename(site / name)
    except BaseException:
        _undo(work, site)
        raise
    work.aside.rename(work.folder / "done")  # from here on nothing has to go back


def _change_places_by_copying(work: Workspace, site: Path) -> None:
    """The same for a site that is a mount: what was built is first copied into a workplace inside it."""
    inside = _workplace_in(site, site)
    try:
        _copy(work.staged, inside.staged)
        _change_places(inside, site)
    finally:
        inside.remove()


def _undo(work: Workspace, site: Path) -> None:
    """Give everything back that has changed places so far."""
    for name in _names(work.added):
        if os.path.lexists(site / name) and not os.path.lexists(work.staged / name):
            (site / name).rename(work.staged / name)
    for name in _names(work.aside):
        if os.path.lexists(site / name):
            (site / name).rename(work.staged / name)
        (work.aside / name).rename(site / name)
    work.aside.rmdir()
    shutil.rmtree(work.added)


def _keep_hidden(staged: Path, site: Path) -> None:
    """MkDocs deletes no hidden name of a site: what it builds in such a folder is added to what is there."""
    for name in _names(staged):
        if name.startswith(".") and (staged / name).is_dir() and (site / name).is_dir():
            _copy(site / name, staged / name)


def _copy(source: Path, target: Path) -> None:
    """Copy what is in a folder; what is there already stays. Stops at the first OSError."""
    target.mkdir(exist_ok=True)
    for name in sorted(_names(source)):
        one, other = source / name, target / name
        if one.is_dir() and not one.is_symlink():
            _copy(one, other)
        elif not os.path.lexists(other):
            shutil.copy2(one, other, follow_symlinks=False)


def _names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


@contextmanager
def _alone(site: Path) -> Iterator[None]:
    """Waits until no other build changes places with the same site."""
    if sys.platform == "win32" or not site.is_dir():
        yield
        return
    descriptor = os.open(site, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network drives know no locks
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


# Workplaces of this build and of others


def _workplace_in(parent: Path, site: Path) -> Workspace:
    """A new folder that only we can look into, with its lock, which holds the site's path."""
    folder = Path(tempfile.mkdtemp(prefix=_prefix(site), dir=parent))
    lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    work = Workspace(folder, lock)
    try:
        _is_free(lock)
        os.write(lock, os.fsencode(site))
        (folder / ".gitignore").write_text("*\n", "utf-8")  # nobody commits what a killed build left behind
        work.staged.mkdir()
    except OSError:
        work.remove()
        raise
    return work


def _give_rights_of(site: Path, staged: Path) -> None:
    with suppress(OSError):  # only the owner can, and only to groups of theirs
        if sys.platform != "win32":
            os.chown(staged, -1, site.stat().st_gid)
    with suppress(OSError):
        shutil.copystat(site, staged)


def _tidy_up(site: Path) -> None:
    for folder in _workplaces_of(site):
        lock = _lock_of_abandoned(folder, site)
        if lock is None:
            continue
        work = Workspace(folder, lock)
        try:
            if work.aside.is_dir():
                site.mkdir(parents=True, exist_ok=True)
                _undo(work, site)
        finally:
            work.remove()


def _workplaces_of(site: Path) -> list[Path]:
    """Everything that may be a workplace of a site; those of other sites of its name are among them."""
    parents = [site.parent, site]
    with suppress(OSError):
        parents.append(Path(tempfile.gettempdir()))
    return sorted({folder for parent in parents for folder in parent.glob(f"{_prefix(site)}*")})


def _prefix(site: Path) -> str:
    name = "".join(letter if letter.isalnum() else "-" for letter in site.name)
    return f".{name[:40]}.building-"


def _lock_of_abandoned(folder: Path, site: Path) -> int | None:
    """The lock of a workplace of a site's whose build is gone, to be closed; None where it runs, or may run."""
    try:
        is_old = time.time() - folder.stat().st_mtime > _ABANDONED_AFTER
        lock = os.open(folder / _LOCK, os.O_RDWR)
    except OSError:
        return None
    owner, free = os.read(lock, 65_536), _is_free(lock)
    known = free is not None and owner != b""  # it is empty for the moment between making it and writing to it
    if owner in (os.fsencode(site), b"") and (free if known else is_old):
        return lock
    os.close(lock)
    return None


def _is_free(lock: int) -> bool | None:
    """Take a lock. False where another process has it, None where the system or the drive has no locks."""
    if sys.platform == "win32":
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True
