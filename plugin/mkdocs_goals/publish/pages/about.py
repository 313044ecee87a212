"""About: what do these words and colours mean? With the policy's own numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_goals.model.goal import Commitment
from mkdocs_goals.model.page_addresses import ABOUT
from mkdocs_goals.publish.components.status import Chip, chip
from mkdocs_goals.publish.context import PageContext
from mkdocs_goals.publish.page import PageKind, SitePage
from mkdocs_goals.publish.site_data import SiteData
from mkdocs_goals.score.result import KpiStatus, Status


@dataclass(frozen=True, slots=True)
class Meaning:
    chip: Chip
    meaning: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the field and what it means; `id` is its place on the page."""

    id: str
    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Kind:
    """What success means for one kind of goal."""

    word: str
    success: str
    risk: str


@dataclass(frozen=True, slots=True)
class AboutView:
    title: str
    lead: str
    words: tuple[Word, ...]
    statuses: tuple[Meaning, ...]
    kpi_statuses: tuple[Meaning, ...]
    kinds: tuple[Kind, ...]
    grace: str
    stale_after: int
    weakest: bool


WORDS = ("objective", "key-result", "kpi", "cycle", "score", "on-track-from", "confidence", "supports", "check-in")


def pages(data: SiteData) -> Iterator[SitePage]:
    yield SitePage(ABOUT, "about", data.words("about.title"), in_nav=True, search_boost=0.5)


def view(context: PageContext, page: SitePage) -> AboutView:
    words, policy = context.words, context.data.policy
    grace = context.format.percent(policy.grace)
    return AboutView(
        title=page.title,
        lead=words("about.lead", company=context.data.name),
        words=tuple(Word(name, words(f"word.{name}"), words(f"word.{name}.meaning")) for name in WORDS),
        statuses=tuple(Meaning(chip(words, status), words(f"status.{status}.meaning")) for status in Status),
        kpi_statuses=tuple(Meaning(chip(words, status), words(f"kpi-status.{status}.meaning")) for status in KpiStatus),
        kinds=tuple(_kind(context, commitment) for commitment in Commitment),
        grace=grace,
        stale_after=policy.stale_after_days,
        weakest=policy.objective_status == "weakest",
    )


def _kind(context: PageContext, commitment: Commitment) -> Kind:
    bands = context.data.policy.bands(commitment)
    return Kind(
        context.words(f"commitment.{commitment}.word"),
        context.format.score(bands.success),
        context.format.score(bands.risk),
    )


KIND = PageKind("about", pages, view)
