"""Prose within its limits: whatever it holds, it is parsed within a counted measure of work, or refused as a whole."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.hostile_prose import KINDS, LIMIT, again

from mkdocs_goals.model.address import SCHEMES, scheme_of
from mkdocs_goals.publish.catalogue import Catalogue
from mkdocs_goals.publish.links import Links
from mkdocs_goals.publish.prose import ProseFrame, rendered
from mkdocs_goals.publish.prose_links import ProseLinks
from mkdocs_goals.read.markdown import budget, parser
from mkdocs_goals.read.markdown.budget import (
    MAX_BLOCK_DEPTH,
    MAX_BYTES,
    MAX_HTML,
    MAX_INLINE_DEPTH,
    MAX_STEPS,
    Budget,
    ProseRefused,
    Refusal,
)
from mkdocs_goals.read.markdown.examine import SIMPLE, Examined, examine, is_simple
from mkdocs_goals.read.markdown.parser import parse_prose
from mkdocs_goals.read.markdown.parts import PartKind

FRAME = ProseFrame(Catalogue("en"), ProseLinks("goals/a.md", {}, lambda path: None, Links("goals/a/")))

SLACK = 2
"""The HTML of a prose is known before it is made but for the escapes and anchors that the sanitiser adds."""


def outcome(text: str) -> Refusal | int:
    """The steps that a prose took, or why it was refused."""
    try:
        return parse_prose(text).steps
    except ProseRefused as refused:
        return refused.refusal


def test_there_are_enough_kinds() -> None:
    assert len(KINDS) >= 100


@pytest.mark.parametrize("name", KINDS)
def test_hostile_prose_is_rendered_or_refused(name: str) -> None:
    text = KINDS[name](LIMIT)
    assert LIMIT / 2 < len(text.encode()) <= LIMIT
    found = outcome(text)
    if isinstance(found, int):
        assert found <= MAX_STEPS
        assert len(rendered(parse_prose(text).tokens, FRAME).html) <= MAX_HTML * SLACK
    else:
        assert found in (Refusal.SLOW, Refusal.DEEP)


@pytest.mark.parametrize("name", KINDS)
def test_more_of_it_is_refused_at_once(name: str) -> None:
    """Some kinds grow no further than to a depth; all others are too long."""
    text = KINDS[name](200_000)
    if len(text.encode()) > MAX_BYTES:
        assert outcome(text) is Refusal.LONG


@pytest.mark.parametrize("name", KINDS)
def test_a_little_of_it_is_never_a_defect(name: str) -> None:
    assert outcome(KINDS[name](600)) is not Refusal.DEFECT


HONEST = {
    "paragraphs": again(
        "We chose this goal in June, after **three weeks** of asking [those who use it](https://example.com/a).\n\n"
    ),
    "lists": again("- On Mondays we look at the *numbers*, see [there](a.md).\n- [ ] Whoever is behind says so.\n"),
    "nested lists": again("- On Mondays\n  - we look at **the** numbers\n    1. together\n       > with a quote\n"),
    "a table": again("| sales | 12.5 | 14 | up a bit |\n", "| team | value | target | note |\n|---|--:|--:|---|\n"),
    "sections": again("## A heading\n\nSome text here that says why we do it.\n\n"),
    "links": again("[a link](https://example.com/some/path) and https://example.org/x.\n"),
    "one long line": again("word and words, more of it (e.g. this) "),
    "german": again("Wir wählten dieses Ziel für **äußerste** Größe; siehe [Übersicht](a.md).\n\n"),
    "chinese": again("我们在六月选择了这个目标，**三周**后，我们会看到结果。\n\n"),
    "code": again("```python\nfor x in y:\n    print(x)\n```\n\ntext `code` more `x`\n\n"),
    "a journal": again("- 2024-08-01: said *this* (https://example.com/a/b?c=d) by @linh, see [1]\n"),
    "footnotes": again(
        "A text of some length with a note[^n1] and nothing more to say about it all.\n\n", after="[^n1]: x\n"
    ),
    "alerts": again("> [!NOTE]\n> Look at the numbers before the meeting, as nobody else will.\n\n"),
}


@pytest.mark.parametrize("name", HONEST)
def test_honest_prose_of_the_full_length_is_rendered(name: str) -> None:
    text = HONEST[name](MAX_BYTES)
    steps = outcome(text)
    assert isinstance(steps, int)
    assert steps <= MAX_STEPS / 2, "there is room for prose that is twice as dense"


def test_half_open_intervals_are_not_deep() -> None:
    assert isinstance(outcome("We go from [0, 1) to [1, 2). " * 40), int)


# The limits


def refused_from(text_of: Callable[[int], str], refusal: Refusal, first: int) -> bool:
    """Whether a text is refused from a size on, and not below."""
    return isinstance(outcome(text_of(first - 1)), int) and outcome(text_of(first)) is refusal


def test_the_longest_prose() -> None:
    assert refused_from(lambda size: "a" * size, Refusal.LONG, MAX_BYTES + 1)
    assert refused_from(lambda size: "ä" * size, Refusal.LONG, MAX_BYTES // 2 + 1)


def test_the_deepest_quotes() -> None:
    assert refused_from(lambda depth: ">" * depth + "x", Refusal.DEEP, MAX_BLOCK_DEPTH + 1)


def test_the_deepest_lists() -> None:
    """A list and its item are two levels."""
    text_of = lambda depth: "\n".join("  " * level + "- a" for level in range(depth))  # noqa: E731
    assert refused_from(text_of, Refusal.DEEP, MAX_BLOCK_DEPTH // 2 + 1)


def test_the_deepest_brackets() -> None:
    assert outcome("[" * (MAX_INLINE_DEPTH + 3)) is Refusal.DEEP
    assert isinstance(outcome("[" * (MAX_INLINE_DEPTH - 3)), int)


def test_nothing_is_lost_within_the_limits() -> None:
    """The library's own limit of nesting drops the rest of a text in silence."""
    depth = MAX_BLOCK_DEPTH // 2
    text = "\n".join("  " * level + f"- item{level}" for level in range(depth))
    html = rendered(parse_prose(text).tokens, FRAME).html
    assert all(f"item{level}" in html for level in range(depth))


@pytest.mark.parametrize("name", ["open brackets", "nested images", "quotes in quotes", "nested list items by spaces"])
def test_the_limits_come_before_pythons_own(name: str) -> None:
    """Also where the caller stands deep on the stack already."""

    def deeper(levels: int) -> Refusal | int:
        return deeper(levels - 1) if levels else outcome(KINDS[name](LIMIT))

    assert sys.getrecursionlimit() >= 1_000
    assert deeper(400) is Refusal.DEEP


def test_processor_time_is_the_last_net(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(outcome(HONEST["paragraphs"](MAX_BYTES)), int)
    monkeypatch.setattr(budget, "MAX_CPU_SECONDS", -1.0)
    assert outcome(HONEST["paragraphs"](MAX_BYTES)) is Refusal.SLOW


def test_a_failing_parser_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(parser, "parts_of", fail)
    assert outcome("x") is Refusal.DEFECT


def test_a_budget_is_spent_once() -> None:
    spent = Budget()
    spent.spend(MAX_STEPS)
    spent.settle()
    spent.spend(1)
    with pytest.raises(ProseRefused):
        spent.settle()


# What the checker asks


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("size", [300, 3_000, 8_000])
def test_hostile_prose_that_seems_simple_is_simple(name: str, size: int) -> None:
    assert_simple(KINDS[name](size))


SIGNS = st.sampled_from([
    "a", " ", "\n", "\n\n", "*", "_", "~", "`", "```", "> ", "- ", "+ ", "1. ", "    ", "\t", "#", "|", "|-|",
    "\n|-|-|\n", "---", "=", "\\", "&amp;", ":", "!", "(", ")", "[", "]", "](", "](a)", "](https://a.b)",
    "{", "'", '"', "é", "日", "http:", "//", "www.a.b", "a@b.c", "^", "$", "\r\n", "<", ">", "[ ] ", "java&#x73;cript:",
    "mailto:", "javascript:", "[^x]",
])  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.lists(SIGNS, min_size=1, max_size=8).map("".join), st.integers(1, 8_000), st.text(max_size=20))
def test_what_seems_simple_is_simple_again_and_again(unit: str, size: int, before: str) -> None:
    assert_simple((before + unit * (size // len(unit) + 1))[:size])


@settings(deadline=None, max_examples=300)
@given(st.lists(SIGNS, min_size=1, max_size=40).map("".join))
def test_what_seems_simple_is_simple(text: str) -> None:
    assert_simple(text)


def assert_simple(text: str) -> None:
    """No raw HTML, no image, no link but to the web, to a mail address or to a page."""
    if not is_simple(text):
        return
    for part in parse_prose(text).parts:
        assert part.kind is PartKind.LINK
        assert scheme_of(part.text) in (None, *SCHEMES)


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    assert examine(text).refusal is None


def test_most_prose_need_not_be_parsed() -> None:
    assert (
        examine("## Why\n\nBecause *we* [can](../b.md#x):\n\n- one\n- two\n\n| a | b |\n| - | - |\n| 1 | 2 |\n")
        is SIMPLE
    )
    assert examine("- [ ] See https://example.com and [here](https://example.com/?a=b&c=d)") is SIMPLE
    assert examine("> " * 60) == Examined(Refusal.DEEP)


def test_parts_stand_in_the_order_of_the_text() -> None:
    text = "[x]: https://a.example\n\n![a [b](c.md)](d.png) <e>\n[f](g.md)\n<https://h.example>\n"
    found = examine(text).parts
    assert [(part.kind, part.text, part.line) for part in found] == [
        (PartKind.LINK, "https://a.example", 0),
        (PartKind.LINK, "c.md", 2),
        (PartKind.IMAGE, "d.png", 2),
        (PartKind.RAW_HTML, "<e>", 2),
        (PartKind.LINK, "g.md", 3),
        (PartKind.LINK, "https://h.example", 4),
    ]
    lines = text.split("\n")
    assert all(lines[part.line][part.column : part.end_column] == part.text for part in found)
