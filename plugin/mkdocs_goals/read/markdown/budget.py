"""How much work a prose may make: counted in steps of the parser, so that every machine decides alike.

Markdown has constructs whose work grows with the square of the text, and lists and quotes that nest without end. A
prose that exceeds a limit below is refused as a whole, never rendered in part. Time is only the last net.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from enum import StrEnum

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

MAX_BYTES = 64 * 1024
"""Of a prose, as UTF-8."""

MAX_STEPS = 100_000
"""Of the parser. An honest prose of the full length takes up to a third of them; a step takes 2 to 10 µs."""

MAX_TOKENS = 60_000
"""What a prose may consist of: paragraphs, cells, links, pieces of text …, beginnings and ends counted apart."""

MAX_HTML = 512 * 1024
"""Characters of HTML that a prose may become: a link's address that is defined once can be used often."""

MAX_BLOCK_DEPTH = 50
"""Levels of blocks in blocks: a list inside a list is two, a quote inside a quote is one."""

MAX_INLINE_DEPTH = 100
"""Brackets that wait for their end at one place."""

MAX_IMAGE_DEPTH = 8
"""Images in the alternative text of images."""

MAX_CPU_SECONDS = 2.0
"""The last net below the counted limits: processor time of one prose, not time by the clock."""

_CHARACTERS_A_STEP = 16
"""Rules for blocks look at their whole line, at about this many characters in a step's time."""

STEPS_OF_AN_ADDRESS = 4
"""What may be a link or an image is read up to the end of its address."""

_STEPS_BETWEEN_LOOKS = 1_000
"""How often the processor time is looked at."""


class Refusal(StrEnum):
    """Why a prose is not rendered."""

    LONG = "long"
    DEEP = "deep"
    SLOW = "slow"
    DEFECT = "defect"
    """The parser failed: a defect of ours or of the library."""


class ProseRefused(Exception):  # noqa: N818 - a decision, not a mistake
    """A prose that is shown as plain text."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


@dataclass(slots=True)
class Budget:
    """What one prose has left. Every method raises ProseRefused where a limit is exceeded."""

    steps: int = 0
    images: int = 0
    _next_look: int = _STEPS_BETWEEN_LOOKS
    _started: float = field(default_factory=time.thread_time)

    def spend(self, steps: int) -> None:
        """Count steps."""
        self.steps += steps
        if self.steps > self._next_look:
            self._look()

    def _look(self) -> None:
        self._next_look = self.steps + _STEPS_BETWEEN_LOOKS
        if self.steps > MAX_STEPS or time.thread_time() - self._started > MAX_CPU_SECONDS:
            raise ProseRefused(Refusal.SLOW)

    def settle(self) -> None:
        """The last count, when everything is parsed."""
        if self.steps > MAX_STEPS:
            raise ProseRefused(Refusal.SLOW)

    def enter_image(self) -> None:
        self.images += 1
        if self.images > MAX_IMAGE_DEPTH:
            raise ProseRefused(Refusal.DEEP)

    def leave_image(self) -> None:
        self.images -= 1


def budget_of(state: StateBlock | StateInline) -> Budget:
    """The budget of the prose that is being parsed."""
    budget: Budget = state.env["budget"]
    return budget


def count_line(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: ARG001 - a rule's form
    """The first rule for blocks: counts, and never matches."""
    if state.level > MAX_BLOCK_DEPTH:
        raise ProseRefused(Refusal.DEEP)
    if len(state.tokens) > MAX_TOKENS:
        raise ProseRefused(Refusal.SLOW)
    length = state.eMarks[start_line] - state.bMarks[start_line]
    budget_of(state).spend(1 + length // _CHARACTERS_A_STEP)
    return False


def count_place(state: StateInline, silent: bool) -> bool:  # noqa: ARG001 - a rule's form
    """The first rule for text: counts, and never matches."""
    if state.level > MAX_INLINE_DEPTH:
        raise ProseRefused(Refusal.DEEP)
    budget_of(state).spend(1)
    return False


_LOOK_AHEADS_A_STEP = 4
"""Looking for a label's end goes from bracket to bracket; so many of these take a step's time."""


def label_end(state: StateInline, start: int, disableNested: bool = False) -> int:  # noqa: N803 - markdown-it's name
    """Where the label ends whose `[` stands at `start`; -1 where it does not. Counts what it looks at.

    As markdown-it's own `parseLinkLabel`, whose loop runs over the rest of the text for every bracket.
    """
    before = state.pos
    state.pos = start + 1
    open_brackets = 1
    looked = 0
    end = -1
    while state.pos < state.posMax:
        looked += 1
        character = state.src[state.pos]
        if character == "]":
            open_brackets -= 1
            if open_brackets == 0:
                end = state.pos
                break
        here = state.pos
        state.md.inline.skipToken(state)
        if character == "[":
            if state.pos == here + 1:
                open_brackets += 1
            elif disableNested:
                break
    state.pos = before
    budget_of(state).spend(looked // _LOOK_AHEADS_A_STEP)
    return end
