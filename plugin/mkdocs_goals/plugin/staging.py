"""The last good site survives: a build writes beside the site, and takes its place at its very end.

MkDocs empties `site_dir` first. So for the time of a build `config.site_dir` is another folder; everything that asks
for it writes there. Whatever happens before the end (another plugin's error, a strict build's warnings, a full disk,
a kill) happens to that folder.
"""

from __future__ import annotations

import errno
import logging
import os
import shutil
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import get_plugin_logger
from mkdocs.utils import CountHandler

from mkdocs_goals.plugin.workspace import Workspace, open_workspace, publish, tidy_up

log = get_plugin_logger("goals")

_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
"""What a system says when nothing more can be written."""


class Staging:
    """Where the builds of one plugin instance write.

    `wanted` is False where MkDocs is to write to `site_dir` itself: `serve` builds into a temporary folder anyway,
    and a dirty build changes a site that is there.
    """

    wanted: bool = True

    def __init__(self) -> None:
        # `_site` is where the site really is, `_written` how mkdocs.yml says it, `_chosen` what another plugin says.
        self._config: MkDocsConfig | None = None
        self._work: Workspace | None = None
        self._site = Path()
        self._written = ""
        self._chosen = ""
        self._nested = 0

    def begin(self, config: MkDocsConfig) -> None:
        """Let everything that asks for `site_dir` from here on write beside it."""
        if self._work is not None and config.site_dir in (str(self._work.staged), self._chosen):
            self._nested += 1  # a plugin that builds once a language begins builds within a build
            return
        self.end()
        site = Path(os.path.realpath(config.site_dir))
        if not self.wanted or (site.exists() and not site.is_dir()):
            return
        try:
            tidy_up(site)
            self._work = open_workspace(site)
        except OSError as error:
            raise Abort(f"There is no place to build in: {_error_words(error)}.") from error
        self._config, self._site, self._written = config, site, config.site_dir
        config.site_dir = str(self._work.staged)

    def stand_aside(self, config: MkDocsConfig) -> None:
        """Where another plugin has chosen a `site_dir` of its own since, MkDocs writes there as it always does."""
        if self._work is None or config.site_dir in (str(self._work.staged), self._chosen):
            return
        staged, chosen = self._work.staged, Path(config.site_dir)
        if chosen.is_relative_to(staged):
            chosen = Path(self._written) / chosen.relative_to(staged)
        shutil.rmtree(staged)
        staged.symlink_to(self._site)  # for paths below it that the plugin has kept
        self._chosen = self._written = config.site_dir = str(chosen)

    def publish(self) -> None:
        """The build is complete: what it wrote takes the site's place, unless it is strict and has warned."""
        if self._work is None:
            return
        if self._nested:
            self._nested -= 1
            return
        if _will_abort() and not self._chosen:
            log.info(f"This build fails: {self._written} stays as it was")
        elif not self._chosen:
            self._publish(self._work)
        self.end()

    def _publish(self, work: Workspace) -> None:
        try:
            publish(work, self._site)
        except OSError as error:
            raise Abort(f"What was built could not be moved to {self._written}: {_error_words(error)}.") from error
        log.info(f"Documentation moved to directory: {self._written}")

    def fail(self, error: BaseException) -> None:
        """The build has failed: the site stays as it was. Raises Abort with one sentence where the disk is full."""
        kept = f" {self._written} stays as it was." if self._work and not self._chosen else ""
        self.end()
        full = _disk_error(error)
        if full:
            raise Abort(f"Not everything could be written: {_error_words(full)}.{kept}") from error

    def end(self) -> None:
        """Delete what was not published; `site_dir` is the real one again. Does nothing the second time."""
        if self._work is None or self._config is None:
            return
        if not self._work.remove():
            log.info(f"{self._work.folder} could not be deleted")
        self._config.site_dir = self._written
        self._config = self._work = None
        self._chosen = ""
        self._nested = 0


def _will_abort() -> bool:
    """Whether MkDocs counts warnings and has counted one: it then fails the build after the last event.

    Its counter hangs at a logger above ours (another one with ProperDocs).
    """
    logger: logging.Logger | None = log.logger
    while logger is not None:
        if any(isinstance(handler, CountHandler) and handler.get_counts() for handler in logger.handlers):
            return True
        logger = logger.parent
    return False


def _disk_error(error: BaseException) -> OSError | None:
    """The error of a disk that takes no more, where it is what ended the build."""
    causes = (error, error.__cause__)
    return next((cause for cause in causes if isinstance(cause, OSError) and cause.errno in _DISK), None)


def _error_words(error: OSError) -> str:
    """`No space left on device (/path/of/the/file)`."""
    named = f" ({error.filename})" if error.filename else ""
    return f"{error.strerror or error}{named}"
