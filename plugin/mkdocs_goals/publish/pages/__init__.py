"""Every kind of page. A new one is a module here with a view, a template of the same name, and its line below."""

from __future__ import annotations

from mkdocs_goals.publish.page import PageKind
from mkdocs_goals.publish.pages import (
    about,
    alignment,
    all_goals,
    broken,
    cycle,
    cycles,
    health,
    home,
    kpi,
    kpi_tree,
    objective,
    people,
    person,
    review,
    rules,
    scorecard,
    team,
    teams,
)

KINDS: tuple[PageKind, ...] = (
    home.KIND,
    all_goals.KIND,
    scorecard.KIND,
    kpi_tree.KIND,
    alignment.KIND,
    teams.KIND,
    people.KIND,
    cycles.KIND,
    review.INDEX,
    health.KIND,
    about.KIND,
    rules.KIND,
    objective.KIND,
    broken.KIND,
    kpi.KIND,
    team.KIND,
    person.KIND,
    cycle.KIND,
    review.KIND,
)
"""In the order of the navigation; the pages that are not in it, after those that are."""
