"""The `dot` that is installed on the system: many graphs in one process, one by one where that fails."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence

SECONDS = 5.0
"""How long `dot` may take for one graph, and at least for several."""
SECONDS_EACH = 0.05
"""What each further graph adds to the time for several."""
TOGETHER = 100
"""As many graphs at most go to one process."""
WASTED = 12.0
"""After so many seconds in one build without an answer `dot` is not asked again: it does not work here."""
MOST_FAILURES = 3
"""Likewise after so many failures in a row."""
MOST_BYTES = 32 * 1024 * 1024
"""More than that is no answer."""


class SystemEngine:
    """`trouble` says why a graph failed last."""

    name = "system"

    def __init__(self, program: str) -> None:
        self.program = program
        self.called = f"the system's `dot` ({program})"
        self.trouble = ""
        self._failures = 0
        self._wasted = 0.0

    def try_again(self) -> None:
        """Forget that it did not work."""
        self._failures, self._wasted = 0, 0.0

    def lay_out(self, sources: Sequence[str]) -> list[str | None]:
        texts: list[str | None] = []
        for first in range(0, len(sources), TOGETHER):
            texts += self._lay_out(sources[first : first + TOGETHER])
        return texts

    def _lay_out(self, sources: Sequence[str]) -> list[str | None]:
        if len(sources) == 1:
            return [self._alone(sources[0])]
        together = self._run("\n".join(sources), SECONDS + SECONDS_EACH * len(sources))
        if together is not None and len(together) == len(sources):
            return list(together)
        return [self._alone(source) for source in sources]

    def _alone(self, source: str) -> str | None:
        answer = self._run(source, SECONDS)
        text = answer[0] if answer and len(answer) == 1 else None
        self._failures = 0 if text is not None else self._failures + 1
        return text

    def _run(self, text: str, seconds: float) -> list[str] | None:
        """The `plain` output of each graph in a text, or None: it failed, or took longer than the seconds."""
        if self._failures >= MOST_FAILURES or self._wasted >= WASTED:
            return None
        begun = time.monotonic()
        try:
            output = _answer(self.program, text, seconds)
        except (OSError, _NoAnswerError) as error:
            self._wasted += time.monotonic() - begun
            self.trouble = str(error)
            return None
        outputs = output.decode("utf-8", errors="replace").split("\nstop")
        return [found.strip() for found in outputs if found.strip()]


class _NoAnswerError(Exception):
    """The program gave no answer; the message says why."""


def _answer(program: str, text: str, seconds: float) -> bytes:
    """What the program says to a text. Raises OSError and _NoAnswerError."""
    with tempfile.TemporaryFile() as given:
        given.write(text.encode())
        given.seek(0)
        process = subprocess.Popen(  # noqa: S603 - the program comes from PATH, the text is made of numbers
            [program, "-Tplain"],
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # so that what it starts can be ended with it
        )
        try:
            output = _read(process, seconds)
        finally:
            _end(process)
    if process.returncode:
        raise _NoAnswerError(f"it ended with code {process.returncode}")
    return output


def _read(process: subprocess.Popen[bytes], seconds: float) -> bytes:
    """All that a process says, once it has ended. Raises _NoAnswerError where that takes too long or is too much."""
    stream = process.stdout
    assert stream is not None
    found: list[bytes] = []
    reader = threading.Thread(target=lambda: found.append(stream.read(MOST_BYTES + 1)), daemon=True)
    begun = time.monotonic()
    reader.start()
    reader.join(seconds)
    if reader.is_alive():
        raise _NoAnswerError(f"no answer in {seconds:.0f} seconds")
    stream.close()
    output = found[0] if found else b""
    if len(output) > MOST_BYTES:
        raise _NoAnswerError("its answer has no end")
    try:
        process.wait(max(seconds - (time.monotonic() - begun), 0.1))
    except subprocess.TimeoutExpired:
        raise _NoAnswerError(f"no end in {seconds:.0f} seconds") from None
    return output


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process that still runs, and what it started."""
    if process.poll() is None:
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait()
