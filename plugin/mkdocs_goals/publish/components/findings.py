"""What the checker says of a goal, and how to fix it, by the five letters of SMART."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from mkdocs_goals.check.finding import Finding
from mkdocs_goals.model.diagnostic import Diagnostic
from mkdocs_goals.publish.brief import brief
from mkdocs_goals.publish.context import Anchor, PageContext

LETTERS = "SMART"

MOST_OF_A_LETTER = 8
"""Findings of one letter that a goal's page shows."""
_CODE = re.compile(r"`([^`]+)`")
_LEVEL_SIGNS = {"error": "■", "warning": "▲", "info": "●"}


@dataclass(frozen=True, slots=True)
class FindingView:
    """`level` names the colour; `rule` leads to where the rule is explained."""

    level: str
    sign: str
    word: str
    message: Markup
    help: Markup
    rule: Anchor
    place: Anchor | None


@dataclass(frozen=True, slots=True)
class SmartLetter:
    """One letter of SMART: what it asks, and what is open."""

    letter: str
    word: str
    question: str
    findings: tuple[FindingView, ...]
    total: int


def finding_view(context: PageContext, finding: Finding) -> FindingView:
    return FindingView(
        level=finding.level,
        sign=_LEVEL_SIGNS[finding.level],
        word=context.words(f"level.{finding.level}"),
        message=coded(finding.message),
        help=coded(finding.help),
        rule=Anchor(finding.code, finding.url or context.rule_url(finding.code)),
        place=context.place(finding.place),
    )


def coded(text: str) -> Markup:
    """A text with what stands between backticks as code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(brief(text)))))  # noqa: S704 - escaped just here


def problem_view(context: PageContext, problem: Diagnostic) -> FindingView:
    """A problem that reading found, as a finding."""
    return FindingView(
        level="error",
        sign=_LEVEL_SIGNS["error"],
        word=context.words("level.error"),
        message=coded(problem.message),
        help=coded(problem.help),
        rule=Anchor(problem.code, context.rule_url(problem.code)),
        place=context.place(problem.place),
    )


def finding_views(context: PageContext, findings: Iterable[Finding], most: int) -> tuple[FindingView, ...]:
    """The worst first, else in the order of the file; at most so many."""
    ordered = sorted(findings, key=lambda finding: finding.level.rank)
    return tuple(finding_view(context, finding) for finding in ordered[:most])


def smart(context: PageContext, findings: Iterable[Finding]) -> tuple[SmartLetter, ...]:
    """The five letters with what is open in each, then what belongs to no letter, where there is any."""
    by_letter: dict[str, list[Finding]] = {}
    for finding in findings:
        by_letter.setdefault(finding.code[0], []).append(finding)
    words = context.words
    letters = [
        _letter(context, letter, words(f"smart.{letter}"), words(f"smart.{letter}.question"), by_letter.get(letter, []))
        for letter in LETTERS
    ]
    others = [finding for letter, found in by_letter.items() if letter not in LETTERS for finding in found]
    if others:
        letters.append(_letter(context, "+", words("smart.other"), words("smart.other.question"), others))
    return tuple(letters)


def _letter(context: PageContext, letter: str, word: str, question: str, findings: Sequence[Finding]) -> SmartLetter:
    return SmartLetter(
        letter=letter,
        word=word,
        question=question,
        findings=finding_views(context, findings, MOST_OF_A_LETTER),
        total=len(findings),
    )
