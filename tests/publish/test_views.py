"""Views in written pages: each can be placed, and what is not known is a problem with its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.publish.sample import sample_site, seen

from mkdocs_goals.publish.links import Links
from mkdocs_goals.publish.site import Site
from mkdocs_goals.publish.views import VIEW_COMMENT, VIEWS, ViewProblem, parse_call

CALLS = {
    "home": ["goals: home"],
    "cards": ["goals: cards", "goals: cards team=sales cycle=2024-Q2", "goals: cards cycle=all limit=1 owner=linh"],
    "objectives": ["goals: objectives team=commercial", "goals: objectives status=missed,at-risk tag=growth"],
    "table": ["goals: table cycle=2024-Q2,2024-Q3"],
    "counts": ["goals: counts team=-"],
    "scorecard": ["goals: scorecard", "goals: scorecard team=sales status=critical"],
    "kpis": ["goals: kpis limit=2"],
    "changes": ["goals: changes", 'goals: changes team="sales" limit=3'],
    "alignment": ["goals: alignment", "goals: alignment team=sales cycle=2024-Q3"],
    "objective": ["goals: objective id=sell"],
    "kpi": ["goals: kpi id=conversion"],
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return sample_site(tmp_path_factory.mktemp("views"))


def placed(site: Site, call: str) -> str:
    match = VIEW_COMMENT.fullmatch(f"<!-- {call} -->")
    assert match
    return str(site.render_view(match[1], Links("team-page/")).html)


def test_every_view_has_calls() -> None:
    assert CALLS.keys() == VIEWS.keys()


@pytest.mark.parametrize("call", [call for calls in CALLS.values() for call in calls])
def test_placed(site: Site, call: str) -> None:
    html = placed(site, call)
    assert html.startswith('<article class="goals goals-view" data-search-exclude>')
    assert "article" not in {tag for tag, _ in seen(html).elements[1:]}, "search would end its exclusion there"


def test_filters_choose(site: Site) -> None:
    assert "Sell more" in placed(site, "goals: cards team=sales")
    assert "Sell more" in placed(site, "goals: cards team=commercial"), "a team brings its sub-teams"
    assert "Sell more" not in placed(site, "goals: cards team=-")
    assert "Sell again" not in placed(site, "goals: cards")
    assert "Sell again" in placed(site, "goals: cards cycle=2024-Q2")
    assert "Nothing to show" in placed(site, "goals: cards team=idle")


def test_links_lead_from_the_page(site: Site) -> None:
    assert "../goals/sell/" in seen(placed(site, "goals: objective id=sell")).values("href")


PROBLEMS = [
    ("goals: scorcard", "`scorcard` is no view; did you mean `scorecard`?", 13),
    ("goals:", "`` is no view", 13),
    ("goals: cards teams=sales", "`teams` is no option of `cards`; did you mean `team`?", 19),
    ("goals: cards team=sale", "`sale` is no team; did you mean `sales`?", 24),
    ("goals: cards cycle=2031", "`2031` is no cycle", 25),
    ("goals: cards status=fine", "`fine` is no status", 26),
    ("goals: cards owner=lin", "`lin` is no person; did you mean `linh`?", 25),
    ("goals: cards limit=many", "`many` is no number of goals", 25),
    ("goals: cards limit=²", "`²` is no number of goals", 25),
    ("goals: cards nonsense", "`nonsense` is no option; write name=value", 19),
    ("goals: cards team=", "the option `team` has no value", 19),
    ("goals: cards team=sales team=sales", "the option `team` is given twice", 35),
    ("goals: kpi", "say which KPI: id=…", 13),
    ("goals: kpi id=sell", "`sell` is no KPI", 20),
    ("goals: home team=sales", "there are: none", 18),
]


@pytest.mark.parametrize(("call", "message", "column"), PROBLEMS)
def test_problems(site: Site, call: str, message: str, column: int) -> None:
    with pytest.raises(ViewProblem, match=re.escape(message)) as problem:
        placed(site, call)
    assert problem.value.column == column


def test_no_goals_at_all(tmp_path: Path) -> None:
    site = sample_site(tmp_path, {})
    for name in CALLS:
        if name in ("alignment", "objective", "kpi"):
            with pytest.raises(ViewProblem):
                placed(site, f"goals: {name}")
        else:
            assert placed(site, f"goals: {name}")


def test_the_comment_may_span_lines() -> None:
    match = VIEW_COMMENT.search("x <!-- goals: cards\n  team=sales -->")
    assert match
    assert parse_call(match[1]).options["team"].value == "sales"
