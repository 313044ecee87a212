"""Labelled goals, and how well the wording rules find what a coach would: precision and recall of each rule."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mkdocs_goals.check import check
from mkdocs_goals.read import in_memory, read_portfolio
from mkdocs_goals.score import score_portfolio

HERE = Path(__file__).parent
HALVES = ("learn", "held-out")
LABELLED = frozenset({
    *("S101", "S102", "S103", "S104", "S105", "S106", "S107", "S109"),
    *("M101", "M102", "M103", "M104", "M105", "M106", "M108", "M109", "M110", "M111", "M113", "M114", "M115", "M116"),
    *("R107", "T111"),
})  # fmt: skip
"""The rules that the labels speak of."""

NEARLY_ENOUGH = (2, 6)
"""So many key results are a shrug of M108 everywhere."""

Label = tuple[str, str]
"""`objective` or the number of a key result, and a rule's code."""


@dataclass(frozen=True)
class Entry:
    """One objective with its key results as a file, and what should be found in it."""

    id: str
    half: str
    text: str
    expected: frozenset[Label]
    shrug: frozenset[Label]


@dataclass
class Count:
    """How often a rule was right (found what is expected), wrong, and silent where it should not be."""

    right: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)


@cache
def entries(half: str) -> tuple[Entry, ...]:
    """Every entry of a half."""
    found: list[Entry] = []
    for file in sorted((HERE / half).glob("*.yaml")):
        found += [_entry(half, data) for data in yaml.safe_load(file.read_text("utf-8"))]
    return tuple(found)


def _entry(half: str, data: dict[str, Any]) -> Entry:
    goal = dict(data["goal"])
    key_results = goal.pop("key_results", [])
    shrug = {("objective", "M108")} if len(key_results) in NEARLY_ENOUGH else set()
    lines = ["---", *(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in goal.items())]
    lines += ["key_results:"] if key_results else []
    lines += [f"  - {json.dumps(key_result, ensure_ascii=False, default=str)}" for key_result in key_results]
    labels = {name: frozenset(_labels(data.get(name) or {})) for name in ("expected", "shrug")}
    text = "\n".join([*lines, "---", ""])
    return Entry(data["id"], half, text, labels["expected"], labels["shrug"] | shrug)


def _labels(given: dict[Any, list[str]]) -> Iterator[Label]:
    return ((str(place), code) for place, codes in given.items() for code in codes)


def found_in(entry: Entry) -> frozenset[Label]:
    """What the checker finds in an entry, of the rules that the labels speak of."""
    portfolio = read_portfolio(in_memory({"goal.md": entry.text}))
    findings = check(portfolio, score_portfolio(portfolio, date(2020, 1, 1)))
    rows = entry.text.split("\n")
    first = rows.index("key_results:") + 2 if "key_results:" in rows else len(rows) + 1
    places = ((str(f.place.line - first + 1) if f.place.line >= first else "objective", f.code) for f in findings)
    return frozenset(label for label in places if label[1] in LABELLED)


def measured(half: str) -> dict[str, Count]:
    """By code, what was right, wrong and missed in a half."""
    counts = {code: Count() for code in sorted(LABELLED)}
    for entry in entries(half):
        found = found_in(entry)
        for place, code in found & entry.expected:
            counts[code].right.append(f"{entry.id} {place}")
        for place, code in found - entry.expected - entry.shrug:
            counts[code].wrong.append(f"{entry.id} {place}")
        for place, code in entry.expected - found:
            if code in counts:
                counts[code].missed.append(f"{entry.id} {place}")
    return counts


def table(half: str) -> Iterator[str]:
    """A line a rule: right, wrong, missed, precision and recall."""
    total: Counter[str] = Counter()
    for code, count in measured(half).items():
        right, wrong, missed = len(count.right), len(count.wrong), len(count.missed)
        total.update(right=right, wrong=wrong, missed=missed)
        if right + wrong + missed:
            yield _line(code, right, wrong, missed)
    yield _line("all", total["right"], total["wrong"], total["missed"])


def _line(name: str, right: int, wrong: int, missed: int) -> str:
    precision = f"{100 * right / (right + wrong):.0f} %" if right + wrong else "–"
    recall = f"{100 * right / (right + missed):.0f} %" if right + missed else "–"
    return f"{name:<5} {right:>5} {wrong:>6} {missed:>7} {precision:>10} {recall:>7}"
