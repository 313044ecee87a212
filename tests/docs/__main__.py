"""`python -m tests.docs`: writes what the software says into the written pages (scores, output of commands)."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.docs.blocks import Block, own_pages, shown
from tests.docs.examples import WrongError, outputs_of


def main() -> int:
    failed = 0
    for page in own_pages():
        try:
            found = [(block, output) for block, output in outputs_of(page) if output != block.text]
        except WrongError as error:
            print(error)
            failed = 1
            continue
        if found:
            _rewrite(page, found)
            print(f"{shown(page)}: {len(found)} written anew")
    return failed


def _rewrite(page: Path, found: list[tuple[Block, str]]) -> None:
    lines = page.read_text("utf-8").split("\n")
    for block, output in reversed(found):
        first, count = block.line, block.text.count("\n")
        indent = lines[block.line - 1][: len(lines[block.line - 1]) - len(lines[block.line - 1].lstrip())]
        lines[first : first + count] = [f"{indent}{line}".rstrip() for line in output.removesuffix("\n").split("\n")]
    page.write_text("\n".join(lines), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
