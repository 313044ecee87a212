"""Which goals a picture holds, and what its arrows say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NoReturn

import pytest
from tests.draw.drawn_portfolios import company, kpi, objective, portfolio, scorecard

from mkdocs_goals.draw.alignment import MOST_NODES, cycle_picture, goal_picture, team_picture
from mkdocs_goals.draw.kpi_tree import kpi_tree_pictures
from mkdocs_goals.draw.nested_list import DEEPEST, TreeItem, nested_list
from mkdocs_goals.draw.picture import AlignmentPicture, EdgeKind, NodeKind
from mkdocs_goals.model.alignment import GoalLink, LinkIndex
from mkdocs_goals.model.goal import State
from mkdocs_goals.model.organisation import Team
from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.score.result import Status


def ids(picture: AlignmentPicture) -> list[str]:
    return [node.id for node in picture.nodes]


def arrows(picture: AlignmentPicture) -> set[tuple[str, str, str]]:
    return {(edge.source, edge.target, edge.kind.value) for edge in picture.edges}


@pytest.fixture
def lotus() -> Portfolio:
    return portfolio(
        objective("turnover", cycle="2024"),
        objective("increase-sales", cycle="2024-Q3", supports=["turnover"], kpis=["conversion-rate"]),
        objective("search", team="marketing", supports=["increase-sales/k0"], delegated=["blog"]),
        objective("blog", team="content"),
        objective("old-clients", team="sales", supports=["increase-sales", "increase-sales/k0"]),
        objective("tidy-desks", team="sales"),
        objective("earlier", team="sales", cycle="2024-Q2", supports=["turnover"]),
        kpi("conversion-rate", team="marketing", formula="100 * {orders} / {visits}", supports=["turnover"]),
        kpi("orders", team="sales"),
        kpi("visits", team="marketing"),
        kpi("visits-by-search", team="marketing", parent="visits"),
        teams=[
            Team("marketing", "Marketing"),
            Team("content", "Content", parent="marketing"),
            Team("sales", "Sales"),
        ],
    )


def test_links_come_from_every_way_of_helping(lotus: Portfolio) -> None:
    assert lotus.links.helped_by("search") == (("increase-sales", EdgeKind.SUPPORTS),)
    assert lotus.links.helped_by("blog") == (("search", EdgeKind.DELEGATES),)
    assert lotus.links.helped_by("conversion-rate") == (
        ("turnover", EdgeKind.SUPPORTS),
        ("increase-sales", EdgeKind.MEASURES),
    )
    assert lotus.links.helped_by("visits-by-search") == (("visits", EdgeKind.DRIVES),)
    assert lotus.links.helpers_of("conversion-rate") == (("orders", EdgeKind.DRIVES), ("visits", EdgeKind.DRIVES))
    assert lotus.links.helpers_of("increase-sales") == (
        ("old-clients", EdgeKind.SUPPORTS),
        ("search", EdgeKind.SUPPORTS),
        ("conversion-rate", EdgeKind.MEASURES),
    )


def test_both_ends_of_a_link_tell_the_same(lotus: Portfolio) -> None:
    down = {(other, goal, kind) for goal in lotus.goals for other, kind in lotus.links.helpers_of(goal)}
    up = {(goal, other, kind) for goal in lotus.goals for other, kind in lotus.links.helped_by(goal)}
    assert down == up


def test_a_cycle_shows_its_goals_and_what_they_help_the_company_first(lotus: Portfolio) -> None:
    picture = cycle_picture(lotus, scorecard(lotus), "2024-Q3")
    assert ids(picture) == ["turnover", "increase-sales", "search", "blog", "old-clients", "tidy-desks"]
    assert arrows(picture) == {
        ("increase-sales", "turnover", "supports"),
        ("search", "increase-sales", "supports"),
        ("old-clients", "increase-sales", "supports"),
        ("blog", "search", "delegates"),
    }


def test_a_card_says_whose_it_is_and_how_it_stands(lotus: Portfolio) -> None:
    scores = scorecard(lotus)
    card = cycle_picture(lotus, scores, "2024-Q3").by_id["blog"]
    assert (card.kind, card.goal, card.team, card.team_name) == (NodeKind.OBJECTIVE, "blog", "content", "Content")
    assert (card.cycle, card.score, card.status) == (
        "Q3 2024",
        scores.objectives["blog"].score,
        scores.objectives["blog"].status,
    )
    assert cycle_picture(lotus, scores, "2024").nodes[0].team_name == "Lotus Group"


def test_a_team_shows_its_goals_with_what_is_above_and_who_helps(lotus: Portfolio) -> None:
    picture = team_picture(lotus, scorecard(lotus), "marketing", "2024-Q3")
    assert ids(picture) == ["turnover", "increase-sales", "search", "blog"]
    company_wide = team_picture(lotus, scorecard(lotus), None, "2024-Q3")
    assert set(ids(company_wide)) == {"turnover", "increase-sales", "search", "old-clients", "conversion-rate"}
    assert not team_picture(lotus, scorecard(lotus), "nobody", "2024-Q3")


def test_a_goal_shows_the_way_up_and_two_levels_down(lotus: Portfolio) -> None:
    picture = goal_picture(lotus, scorecard(lotus), "increase-sales")
    assert picture.focus == "increase-sales"
    assert set(ids(picture)) == {
        *("turnover", "increase-sales", "search", "old-clients"),
        *("conversion-rate", "blog", "orders", "visits"),
    }
    assert ("conversion-rate", "increase-sales", "measures") in arrows(picture)
    assert not goal_picture(lotus, scorecard(lotus), "unknown")


def test_a_goal_with_many_helpers_counts_the_rest() -> None:
    goals = portfolio(objective("top"), *(objective(f"g{n:02}", team="t", supports=["top"]) for n in range(40)))
    picture = goal_picture(goals, scorecard(goals), "top")
    (more,) = [node for node in picture.nodes if node.kind is NodeKind.MORE]
    assert len(picture.nodes) == 14
    assert more.folded == 28
    assert more.goal == "top"
    assert (more.id, "top", "supports") in arrows(picture)
    assert picture.nodes[-1] is more


def test_one_more_is_shown_instead_of_counted() -> None:
    goals = portfolio(*(objective(f"o{n:02}", supports=[f"o{n + 1:02}"]) for n in range(14)))
    assert all(node.kind is not NodeKind.MORE for node in goal_picture(goals, scorecard(goals), "o00").nodes)


def test_broken_goals_are_shown_as_such_and_unknown_ones_are_not() -> None:
    goals = portfolio(objective("a", supports=["b", "nowhere"]), broken=["b"])
    picture = goal_picture(goals, scorecard(goals), "a")
    assert ids(picture) == ["a", "b"]
    assert picture.by_id["b"].kind is NodeKind.BROKEN
    assert ids(goal_picture(goals, scorecard(goals), "b")) == ["a", "b"]


def test_loops_end() -> None:
    goals = portfolio(
        objective("a", supports=["b"], delegated=["c"]),
        objective("b", supports=["c"]),
        objective("c", supports=["a", "c"]),
        kpi("k", parent="l"),
        kpi("l", parent="k", formula="{l} + {k}"),
        teams=[Team("x", "X", parent="y"), Team("y", "Y", parent="x")],
    )
    scores = scorecard(goals)
    picture = cycle_picture(goals, scores, "2024-Q3")
    assert len(picture.edges) == 3
    assert set(ids(goal_picture(goals, scores, "b"))) == {"a", "b", "c"}
    assert [kpi_picture.focus for kpi_picture in kpi_tree_pictures(goals, scores)] == ["k"]
    assert sum(1 for _ in walk(nested_list(picture))) == 4


def test_teams_whose_parents_go_round_are_still_drawn() -> None:
    goals = portfolio(
        *(objective(f"g{n:03}", team="xy"[n % 2]) for n in range(90)),
        teams=[Team("x", "X", parent="y"), Team("y", "Y", parent="x")],
    )
    assert len(cycle_picture(goals, scorecard(goals), "2024-Q3").nodes) == 2


def test_beyond_sixty_goals_teams_fold() -> None:
    goals = company(120, 8)
    picture = cycle_picture(goals, scorecard(goals), "2024-Q3")
    kinds = [node.kind for node in picture.nodes]
    assert kinds.count(NodeKind.TEAM) == 8
    assert kinds.count(NodeKind.OBJECTIVE) == 4
    team = next(node for node in picture.nodes if node.kind is NodeKind.TEAM)
    assert (team.team, team.title, team.folded) == ("team-000", "Team 0", 15)
    assert sum(count for _, count in team.counts) == 15
    assert team.counts[0][0] is Status.OFF_TRACK
    assert sum(node.folded for node in picture.nodes) == 116
    assert sum(edge.count for edge in picture.edges) == 116
    assert len(cycle_picture(goals, scorecard(goals), "2024-Q3", most=None).nodes) == 120


@pytest.mark.parametrize(
    ("count", "teams", "top"), [(61, 60, 1), (200, 100, 4), (300, 200, 90), (500, 499, 1), (150, 3, 140)]
)
def test_no_cycle_has_more_nodes_than_can_be_read(count: int, teams: int, top: int) -> None:
    goals = company(count, teams, top=top)
    picture = cycle_picture(goals, scorecard(goals), "2024-Q3")
    assert 1 < len(picture.nodes) <= MOST_NODES
    singles = sum(1 for node in picture.nodes if node.kind is NodeKind.OBJECTIVE)
    assert singles + sum(node.folded for node in picture.nodes) == len(
        cycle_picture(goals, scorecard(goals), "2024-Q3", most=None).nodes
    )
    assert len({node.id for node in picture.nodes}) == len(picture.nodes)


def test_sub_teams_fold_into_the_team_under_the_company() -> None:
    teams = [Team("a", "A"), Team("b", "B"), *(Team(f"t{n}", f"T{n}", parent="ab"[n % 2]) for n in range(80))]
    goals = portfolio(*(objective(f"g{n:03}", team=f"t{n}") for n in range(80)), teams=teams)
    assert ids(cycle_picture(goals, scorecard(goals), "2024-Q3")) == ["team:a", "team:b"]


def test_a_team_with_more_goals_than_can_be_read_counts_the_rest() -> None:
    goals = portfolio(*(objective(f"g{n:03}", team="t") for n in range(100)))
    picture = team_picture(goals, scorecard(goals), "t", "2024-Q3")
    assert len(picture.nodes) <= MOST_NODES
    assert picture.nodes[-1].kind is NodeKind.MORE
    assert len(picture.nodes) - 1 + picture.nodes[-1].folded == 100


def test_goals_that_stand_alone(lotus: Portfolio) -> None:
    alone = [goal.id for goal in lotus.objectives_of_cycle["2024-Q3"] if lotus.links.helps_nothing(goal)]
    assert alone == ["tidy-desks"]
    goals = portfolio(
        objective("alone"),
        objective("helped-by-a-cancelled-goal"),
        objective("cancelled", team="t", state=State.CANCELLED, supports=["helped-by-a-cancelled-goal"]),
        objective("helped"),
        objective("helping", team="t", supports=["helped"]),
        kpi("k", supports=["alone"]),
    )
    unsupported = [goal.id for goal in goals.objectives.values() if goals.links.is_unsupported(goal)]
    assert unsupported == ["alone", "helped-by-a-cancelled-goal"]


def test_kpi_trees_stand_on_parents_and_formulas(lotus: Portfolio) -> None:
    (tree,) = kpi_tree_pictures(lotus, scorecard(lotus))
    assert tree.focus == "conversion-rate"
    assert arrows(tree) == {
        ("orders", "conversion-rate", "drives"),
        ("visits", "conversion-rate", "drives"),
        ("visits-by-search", "visits", "drives"),
    }


def test_a_kpi_in_two_trees_stands_in_both_and_a_kpi_alone_in_none() -> None:
    goals = portfolio(kpi("a", formula="{c}"), kpi("b", formula="2 * {c}"), kpi("c"), kpi("alone"))
    assert [ids(tree) for tree in kpi_tree_pictures(goals, scorecard(goals))] == [["a", "c"], ["b", "c"]]


def test_a_wide_kpi_tree_counts_the_rest() -> None:
    goals = portfolio(kpi("top"), *(kpi(f"k{n:03}", parent="top") for n in range(200)))
    (tree,) = kpi_tree_pictures(goals, scorecard(goals))
    assert len(tree.nodes) == 60
    assert tree.nodes[-1].folded == 200 - 58
    (whole,) = kpi_tree_pictures(goals, scorecard(goals), most=None)
    assert len(whole.nodes) == 201


def walk(items: tuple[TreeItem, ...]) -> Iterator[TreeItem]:
    for item in items:
        yield item
        yield from walk(item.children)


def test_a_forest_holds_every_node_and_every_edge_once() -> None:
    goals = portfolio(
        objective("a"), objective("b"), objective("c", supports=["a", "b"]), objective("d", supports=["c"])
    )
    trees = nested_list(cycle_picture(goals, scorecard(goals), "2024-Q3"))
    assert [(item.node.id, item.repeat) for item in walk(trees)] == [
        ("a", False), ("c", False), ("d", False), ("b", False), ("c", True),
    ]  # fmt: skip
    assert [item.kind for item in trees] == [None, None]
    assert trees[0].children[0].kind is EdgeKind.SUPPORTS


@pytest.mark.parametrize("closed", [False, True])
def test_a_forest_is_never_deeper_than_a_page_can_show(closed: bool) -> None:
    last = ["o0000"] if closed else []
    goals = portfolio(*(objective(f"o{n:04}", supports=[f"o{n + 1:04}"] if n < 1499 else last) for n in range(1500)))
    picture = cycle_picture(goals, scorecard(goals), "2024-Q3", most=None)
    trees = nested_list(picture)

    def depth(item: TreeItem) -> int:
        return 1 + max(map(depth, item.children), default=0)

    assert max(map(depth, trees)) <= DEEPEST + 1
    assert {item.node.id for item in walk(trees) if not item.repeat} == set(goals.goals)


class NotToBeLookedThrough(dict[Any, Any]):
    """A mapping that may be asked for one goal at a time."""

    def _refuse(self, *args: object) -> NoReturn:
        raise AssertionError("a picture of one goal looks through all goals")

    __iter__ = keys = values = items = _refuse


def test_no_picture_of_a_goal_a_team_or_a_cycle_looks_through_all_goals() -> None:
    goals = company(300, 10, levels=3)
    scores = scorecard(goals)
    indexes = (
        *("goals", "supporters", "key_results_on_objective", "key_results_on_kpi", "kpi_children"),
        *("formulas_on_kpi", "objectives_of_team", "objectives_of_cycle", "key_results", "teams"),
    )
    tree = goals.team_tree
    made = {index: getattr(goals, index) for index in indexes}
    vars(goals).update({index: NotToBeLookedThrough(mapping) for index, mapping in made.items()})
    names = list(goals.objectives)
    guarded = replace(goals, objectives=NotToBeLookedThrough(goals.objectives), kpis=NotToBeLookedThrough())
    vars(guarded).update({key: value for key, value in vars(goals).items() if key not in ("objectives", "kpis")})
    assert guarded.team_tree is tree
    assert goal_picture(guarded, scores, names[200])
    assert team_picture(guarded, scores, "team-001", "2024-Q3")
    assert cycle_picture(guarded, scores, "2024-Q3")
    assert not guarded.links.is_unsupported(made["goals"][names[0]])


def _links_looked_at(monkeypatch: pytest.MonkeyPatch, count: int) -> int:
    goals = company(count, 40, levels=4)
    scores = scorecard(goals)
    looked_at = 0

    def counting(function: Callable[..., tuple[GoalLink, ...]]) -> Callable[..., tuple[GoalLink, ...]]:
        def wrapped(*arguments: object) -> tuple[GoalLink, ...]:
            nonlocal looked_at
            links = function(*arguments)
            looked_at += len(links)
            return links

        return wrapped

    with monkeypatch.context() as patch:
        patch.setattr(LinkIndex, "helped_by", counting(LinkIndex.helped_by))
        patch.setattr(LinkIndex, "helpers_of", counting(LinkIndex.helpers_of))
        for goal_id in goals.goals:
            goal_picture(goals, scores, goal_id)
        cycle_picture(goals, scores, "2024-Q3")
        for team in goals.teams:
            team_picture(goals, scores, team, "2024-Q3")
    return looked_at


def test_the_work_for_all_pictures_grows_with_the_company_and_no_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    small, large = _links_looked_at(monkeypatch, 500), _links_looked_at(monkeypatch, 2000)
    assert large <= 5 * small
