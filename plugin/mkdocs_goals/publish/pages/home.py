"""Home: how are we doing this cycle, and what needs help?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_goals.model.goal import Kpi, Objective
from mkdocs_goals.model.page_addresses import SCORECARD, TEAMS
from mkdocs_goals.publish.components.card import Card, cards
from mkdocs_goals.publish.components.changes import ChangeEntry, change_entries
from mkdocs_goals.publish.components.headline import Headline, cycle_headline
from mkdocs_goals.publish.components.status import Count, counts
from mkdocs_goals.publish.components.teams import TeamLine, team_lines
from mkdocs_goals.publish.components.tile import Tile, tiles
from mkdocs_goals.publish.context import Anchor, PageContext
from mkdocs_goals.publish.links import HOME
from mkdocs_goals.publish.page import NO_TOC, PageKind, SitePage
from mkdocs_goals.publish.site_data import SiteData
from mkdocs_goals.score.attention import KPIS_NEED_HELP, NEED_HELP

MOST_CARDS = 12
MOST_HELP = 6
MOST_TILES = 8
MOST_CHANGES = 8
MOST_TEAMS = 24


@dataclass(frozen=True, slots=True)
class More:
    """Where the rest of a shortened list is, or nothing."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class HomeView:
    title: str
    cycle: Anchor | None
    headline: Headline | None
    counts: tuple[Count, ...]
    cards: tuple[Card, ...]
    more_cards: More | None
    help: tuple[Card, ...]
    more_help: More | None
    tiles: tuple[Tile, ...]
    more_tiles: More | None
    changes: tuple[ChangeEntry, ...]
    teams: tuple[TeamLine, ...]
    more_teams: More | None


def pages(data: SiteData) -> Iterator[SitePage]:
    if data.options.home:
        yield SitePage(HOME, "home", data.name, in_nav=True, hide=NO_TOC, search_exclude=True)


def view(context: PageContext, page: SitePage) -> HomeView:
    return home(context, page.title)


def home(context: PageContext, title: str) -> HomeView:
    """The content of the home page; also that of the view `home`."""
    data = context.data
    own = data.running_of_team.get(None, ())
    needing = data.worst_first([o for o in data.running if data.score_of(o).status in NEED_HELP])
    cycle = data.current_cycle
    shown = _kpis(data)
    teams = context.portfolio.sub_teams.get(None, ())
    return HomeView(
        title=title,
        cycle=context.cycle(cycle.id) if cycle else None,
        headline=cycle_headline(context, None, cycle, _of_cycle(own, cycle.id)) if cycle else None,
        counts=counts(context, data.running),
        cards=cards(context, own[:MOST_CARDS]),
        more_cards=_more(context, len(own), MOST_CARDS, context.goals_url(team="-")),
        help=cards(context, needing[:MOST_HELP]),
        more_help=_more(context, len(needing), MOST_HELP, context.goals_url(status=",".join(NEED_HELP))),
        tiles=tiles(context, shown[:MOST_TILES]),
        more_tiles=_more(context, len(context.portfolio.kpis), len(shown[:MOST_TILES]), context.links(SCORECARD)),
        changes=change_entries(context, data.said, MOST_CHANGES),
        teams=team_lines(context, teams[:MOST_TEAMS], cycle),
        more_teams=_more(context, len(context.portfolio.teams), len(teams[:MOST_TEAMS]), context.links(TEAMS)),
    )


def _of_cycle(objectives: tuple[Objective, ...], cycle: str) -> list[Objective]:
    return [objective for objective in objectives if objective.cycle.id == cycle]


def _kpis(data: SiteData) -> list[Kpi]:
    """The company's own KPIs, then those of teams that need help; the worst first."""
    own = data.kpis_worst_first(data.portfolio.kpis_of_team.get(None, ()))
    needing = [k for k in data.portfolio.kpis.values() if k.team and data.kpi_score(k).status in KPIS_NEED_HELP]
    return own + data.kpis_worst_first(needing)


def _more(context: PageContext, total: int, shown: int, url: str) -> More | None:
    return More(context.words("more", n=total), url) if total > shown else None


KIND = PageKind("home", pages, view)
