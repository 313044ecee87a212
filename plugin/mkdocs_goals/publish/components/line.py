"""A key result in a few lines, wherever its objective's page is not: on slides, people's pages, in views."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from mkdocs_goals.model.goal import KeyResult
from mkdocs_goals.publish.components.bar import score_bar
from mkdocs_goals.publish.components.chip import Chip, chip
from mkdocs_goals.publish.components.measure import measured
from mkdocs_goals.publish.context import Anchor, PageContext, PersonLink, key_result_anchor


@dataclass(frozen=True, slots=True)
class KeyResultLine:
    """`anchor` is the id of its place in its objective's page."""

    anchor: str
    title: Anchor
    objective: Anchor
    chip: Chip
    wants: str
    now: str
    score: str
    bar: Markup
    owner: PersonLink | None
    said: str | None
    said_when: str


def key_result_line(context: PageContext, key_result: KeyResult) -> KeyResultLine:
    score = context.data.key_result_score(key_result)
    objective = context.portfolio.objectives[key_result.objective]
    words = measured(context, key_result, score)
    last = score.last_check_in
    return KeyResultLine(
        anchor=key_result_anchor(key_result.id),
        title=Anchor(key_result.title, context.key_result_url(key_result)),
        objective=Anchor(objective.title, context.goal_url(objective.id)),
        chip=chip(context.words, score.status),
        wants=words.wants,
        now=words.now,
        score=context.format.score(score.score),
        bar=score_bar(context, score),
        owner=context.person(key_result.owner),
        said=last.note if last else None,
        said_when=context.format.ago(last.date) if last else "",
    )
