"""A prose that is not rendered, shown as the text that it is (see rule X104)."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_goals.read.markdown.budget import MAX_BYTES, Refusal

MOST_CHARACTERS = MAX_BYTES // 2
"""What is shown of it: nobody reads more of this on a page, and the file holds it all."""


@dataclass(frozen=True, slots=True)
class PlainProse:
    """`refusal` is the reason, `text` the Markdown as it was written, `is_cut` whether more follows in the file."""

    refusal: Refusal
    text: str
    is_cut: bool


def plain_prose(text: str, refusal: Refusal) -> PlainProse:
    """A prose as plain text, cut behind a line where it is long."""
    text = text.strip("\r\n")
    if len(text) <= MOST_CHARACTERS:
        return PlainProse(refusal, text, is_cut=False)
    head = text[:MOST_CHARACTERS]
    return PlainProse(refusal, head[: head.rfind("\n") + 1] or head, is_cut=True)
