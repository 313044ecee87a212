"""What the checker asks of a prose, for thousands of them: most are so simple that nobody need parse them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mkdocs_goals.read.markdown.budget import ProseRefused, Refusal
from mkdocs_goals.read.markdown.parser import parse_prose
from mkdocs_goals.read.markdown.parts import Part


@dataclass(frozen=True, slots=True)
class Examined:
    """Why a prose is not rendered, or None; and its raw HTML, links and images where it is.

    Links that plainly lead to pages may be missing.
    """

    refusal: Refusal | None = None
    parts: tuple[Part, ...] = ()


SIMPLE = Examined()


def examine(text: str) -> Examined:
    """Look at a goal's prose. Never raises."""
    if is_simple(text):
        return SIMPLE
    try:
        return Examined(None, parse_prose(text).parts)
    except ProseRefused as refused:
        return Examined(refused.refusal)


_LONGEST = 8 * 1024
_MOST_BRACKETS = 20
_MOST_CELLS = 10_000
_NEEDS_A_LOOK = re.compile(
    r"<[a-z/!?]"  # raw HTML, or an address between signs
    r"|!\[|\]:"  # an image, a definition
    r"|\]\((?!https?://|mailto:|(?:[\w./-]*\.md)?(?:#[\w-]*)?\))"  # a link that does not plainly lead to a page
    r"|^[ \t>*+\-0-9.)]{17}",  # deep lists and quotes
    re.IGNORECASE | re.MULTILINE,
)


def is_simple(text: str) -> bool:
    """Whether a prose certainly has nothing to be said of, and certainly stays within the limits.

    Each bracket may look at the rest of the text, and nothing else takes more than a few steps a character. A block
    needs a sign at the beginning of a line to stand in another. A table has at most as many columns as there are `|`,
    and as many rows as lines.
    """
    if len(text) > _LONGEST or text.count("[") > _MOST_BRACKETS or _NEEDS_A_LOOK.search(text):
        return False
    return text.count("|") * text.count("\n") <= _MOST_CELLS
