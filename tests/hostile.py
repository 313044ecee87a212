"""A company whose every name and text tries to steer who reads them, and the rules of those who would obey."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.project import goal

BEACON = "evil.example"
COMMANDS = "::error::got ##[error]got ##vso[task.setvariable variable=got]1 ##teamcity[got]"
MARKUP = f"@everyone #1 ![x](https://{BEACON}/x.png) <img src=https://{BEACON}/y.png> [a](https://{BEACON}) &#64;all"
TEXT = f"{COMMANDS} {MARKUP}"
LINES = "first\n\n  ::error::got\n  ##[error]got\n  ::set-output name=got::1\n  @everyone"
"""A text of several lines, as a block scalar below a key of four spaces."""

_BLOCK = "|\n" + "\n".join(f"      {line.strip()}" for line in LINES.split("\n"))

ORGANISATION = f"""
company: '{TEXT}'
calendar: {{cycles: [{{id: spring, title: '{TEXT}', starts: 2024-07-01, ends: 2024-09-30}}]}}
teams:
  sales: {{name: '{TEXT}'}}
  '{COMMANDS}': Named by a command
people:
  linh: {{name: '{TEXT}'}}
rules: {{'{COMMANDS}': off, M108: '{COMMANDS}'}}
'{COMMANDS}': 1
"""

_OBJECTIVE = f"""
title: '{TEXT}'
cycle: spring
team: sales
owner: '{COMMANDS}'
supports: ['{COMMANDS}', other]
tags: ['{TEXT}']
links: [{{title: '{TEXT}', url: 'javascript:{COMMANDS}'}}]
initiatives: [{{title: '{TEXT}', owner: nobody-known}}]
key_results:
  - title: '{TEXT}'
    unit: '{COMMANDS}'
    from: 3
    to: 5
    note: {_BLOCK}
    check_ins: {{2024-08-01: {{value: 4, note: '{TEXT}', by: nobody}}}}
  - title: '{COMMANDS} again'
    id: again
    done: false
    state: cancelled
    reason: {_BLOCK}
"""

_LINKS = f"[a](<##[error]got.md>) [b](<x ::error::got.md>) ![c](<##vso[got].png>) [d]: {COMMANDS}"

GOAL_FILES: dict[str, str | bytes] = {
    "goals.yml": ORGANISATION,
    "good.md": goal("title: A good goal\ncycle: 2024-Q3\nkey_results: [{title: Visits, from: 3, to: 5}]"),
    "readable.md": goal(
        _OBJECTIVE.replace(f"owner: '{COMMANDS}'", "owner: linh").replace(f"supports: ['{COMMANDS}', other]", ""),
        f"# {TEXT}\n\n{LINES}\n\n{_LINKS}\n",
    ),
    "unreadable.md": goal(_OBJECTIVE),
    "ended.md": goal(f"title: Ended\ncycle: 2024-Q3\nstate: postponed\nreason: {_BLOCK}"),
    "fixable.md": goal(f"title: Fix me\nCycle: 2024-Q3\n# {COMMANDS}", f"::error::got\n\n{TEXT}\n\n  ::error::got\n"),
    "escapes.md": goal('title: "a\\e]0;got\\a\\e[31mb \\u202e \\u200f \\r\\n::error::got"\ncycle: 2024-Q3'),
    "controls.md": "---\ntitle: a\x1b[31m\x07 \x9b5m \u202e\ncycle: 2024-Q3\n---\n\x1b]8;;https://x\x07\n",
    "unclosed.md": f'---\n{COMMANDS}: "{TEXT}\n---\n',
    "kpi.md": goal(f"type: kpi\ntitle: '{TEXT}'\nunit: '{COMMANDS}'\ndata: numbers.csv\ndefinition: {_BLOCK}"),
    "formula.md": goal(f"type: kpi\ntitle: Computed\nformula: '1 + {{{COMMANDS}}}'"),
    "measured.md": goal(f"type: kpi\ntitle: '{TEXT}'\nmeasurements: {{2024-07: {{value: 3, note: '{TEXT}'}}}}"),
    "numbers.csv": f'period,value,note\n2024-07,3,"{COMMANDS}"\n::error::got,4\n2024-06,"::error::got\n::error::got"\n',
}

NAMES: dict[bytes, str] = {
    b"::error::got.md": "::error::got.md",
    b"##[error]got.md": "##[error]got.md",
    b"##vso[task.complete]got.md": "##vso[task.complete]got.md",
    b"\xff.md": r"\xff.md",
    b"caf\xe9/inner.md": r"caf\xe9/inner.md",
    b"esc\x1b[31mred.md": r"esc\x1b[31mred.md",
    b"bell\x07\x08.md": r"bell\x07\x08.md",
    b"line\n::error::got.md": r"line\x0a::error::got.md",
    b"return\r::error::got.md": r"return\x0d::error::got.md",
    "\u202edm.slaog".encode() + b".md": "\\u202edm.slaog.md",
    "zero\u200bwidth.md".encode(): "zero\u200bwidth.md",
    "line\u2028separator.md".encode(): "line\\u2028separator.md",
    b"c1\xc2\x9b31m.md": r"c1\u009b31m.md",
    b"\xed\xa0\x80half.md": r"\xed\xa0\x80half.md",
    b"n" * 252 + b".md": "n" * 252 + ".md",
    b"<img src=x onerror=alert(1)>.md": "<img src=x onerror=alert(1)>.md",
    b"%0A%s{path}#a?b.md": "%0A%s{path}#a?b.md",
    b"-rf $(x) `y` [z](w) @everyone.md": "-rf $(x) `y` [z](w) @everyone.md",
    rb"back\slash\x1b.md": r"back\slash\x1b.md",
    b"index.md": "index.md",
    b"CON.md": "CON.md",
    b" .md": " .md",
    b"\xff" * 252 + b".md": r"\xff" * 252 + ".md",
}
"""Names of files, and what people are shown (as far as reading is concerned)."""


def write_names(folder: Path, names: dict[bytes, str] = NAMES, text: str = "") -> None:
    """Write a goal file under each of the names; skips the test, and says so, where the file system takes one not."""
    for number, name in enumerate(names):
        file = Path(os.fsdecode(os.fsencode(folder) + b"/" + name))
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text or goal(f"title: Named {number}\ncycle: 2024-Q3"), "utf-8")
        except (OSError, ValueError) as error:
            pytest.skip(f"this file system does not take the name {name!r}: {error}")


def obeyed(text: str) -> Iterator[str]:
    """What a terminal, a reader's eye, GitHub's runner or Azure's agent would obey in a log."""
    for line in text.split("\n"):
        # ActionCommand.TryParseV2 trims the line; TryParse and Azure's Command.TryParse look into all of it.
        if line.lstrip().startswith("::"):
            yield f"a command of GitHub's: {line!a}"
        if re.search(r"##\w*\[", line):
            yield f"a command of Azure's: {line!a}"
        yield from (f"U+{ord(character):04X} in {line!a}" for character in line if _steers(character))


def _steers(character: str) -> bool:
    unseen = unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") or character in "\u061c\u200e\u200f"
    return unseen or unicodedata.bidirectional(character) in (
        "LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI",
    )  # fmt: skip
