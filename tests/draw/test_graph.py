"""Graphs as SVG: well formed, linked, named, and safe whatever a title says."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.draw.drawn_portfolios import company, kpi, objective, portfolio, scorecard

from mkdocs_goals.draw.alignment import cycle_picture, goal_picture
from mkdocs_goals.draw.graph import draw_graph, draw_legend, graph_of
from mkdocs_goals.draw.labels import Labels, figure_of
from mkdocs_goals.draw.layout.positions import layout_many
from mkdocs_goals.draw.picture import AlignmentPicture, EdgeKind, NodeCard, NodeKind, PictureEdge
from mkdocs_goals.score.result import KpiStatus, Status

LINK = "{http://www.w3.org/1999/xlink}href"
HOSTILE = '</text><script>alert(1)</script>" onload="x" \'&amp; {{ x }} \x07 ]]>'


def drawn(
    picture: AlignmentPicture,
    labels: Labels | None = None,
    href: Callable[[NodeCard], str | None] = lambda node: f"../{node.goal}/",
) -> ET.Element:
    (layout,) = layout_many([graph_of(picture)], "embedded").layouts
    assert layout is not None
    return ET.fromstring(draw_graph(picture, layout, href, "How goals help each other", labels))


def small() -> AlignmentPicture:
    goals = portfolio(
        objective("top", title="Turnover up by 25 %", cycle="2024"),
        objective("search", title="Found by those who look", team="marketing", supports=["top"], kpis=["visits"]),
        kpi("visits", title="Visits", team="marketing"),
    )
    return goal_picture(goals, scorecard(goals), "search")


def test_the_graph_is_a_named_region_that_scrolls_and_stays_out_of_the_search() -> None:
    region = drawn(small())
    assert region.attrib == {
        "class": "goals-graph",
        "data-search-exclude": "",
        "tabindex": "0",
        "role": "region",
        "aria-label": "How goals help each other",
    }
    (svg,) = region
    assert svg.get("role") == "group"
    assert svg.get("aria-label") == "3 goals"
    assert svg.get("viewBox", "").split()[2:] == [svg.get("width"), svg.get("height")]


def test_cards_are_links_in_reading_order_with_a_name() -> None:
    links = list(drawn(small()).iter("a"))
    assert [link.get(LINK) for link in links] == ["../top/", "../search/", "../visits/"]
    assert [link.get("aria-label") for link in links] == [
        "Turnover up by 25 %, Lotus Group, 2024, score 0.38, achieved",
        "Found by those who look, marketing, Q3 2024, score 0.37, off track",
        "Visits, marketing, KPI, 93 %, healthy",
    ]
    assert [link.get("aria-current") for link in links] == [None, "true", None]
    assert [link.get("data-node") for link in links] == ["0", "1", "2"]
    assert "goals-s-achieved" in links[0].get("class", "")


def test_a_card_shows_title_team_cycle_status_and_number() -> None:
    first = next(drawn(small()).iter("a"))
    assert [text.text for text in first.iter("text")] == [
        "Turnover up by 25 %",
        "Lotus Group · 2024",
        "★ achieved",
        "0.38",
    ]
    assert first[0].tag == "title"


def test_arrows_know_which_cards_they_join() -> None:
    region = drawn(small())
    arrows = [
        (edge.get("data-from"), edge.get("data-to"), edge.get("class"))
        for edge in region.iter("g")
        if edge.get("data-to")
    ]
    assert sorted(arrows) == [
        ("1", "0", "goals-edge goals-edge-supports"),
        ("2", "1", "goals-edge goals-edge-measures"),
    ]


def test_the_arrow_of_a_block_stands_for_every_goal_in_it() -> None:
    goals = company(20, 4, top=1)
    region = drawn(cycle_picture(goals, scorecard(goals), "2024-Q3"))
    (edge,) = [each for each in region.iter("g") if each.get("data-to")]
    assert edge.get("data-to") == "0"
    assert sorted(map(int, edge.get("data-from", "").split())) == list(range(1, 20))
    assert len([rect for rect in region.iter("rect") if rect.get("class") == "goals-frame"]) == 1


def test_a_card_without_an_address_is_no_link() -> None:
    region = drawn(small(), href=lambda node: None)
    assert list(region.iter("a")) == []
    assert len([each for each in region.iter("g") if each.get("role") == "img" and each.get("aria-label")]) == 3


def test_no_ids_no_styles_no_scripts() -> None:
    html = ET.tostring(drawn(small()), encoding="unicode")
    assert not re.search(r'\s(id|style|on\w+|href)="|<(style|script|use|image|foreignObject)', html)


def test_hostile_texts_are_only_texts() -> None:
    goals = portfolio(objective("a", title=HOSTILE, team=HOSTILE), company=HOSTILE)
    labels = Labels(status=lambda status: (HOSTILE, HOSTILE), figure=lambda card: HOSTILE, goals=lambda count: HOSTILE)
    picture = cycle_picture(goals, scorecard(goals), "2024-Q3")
    region = drawn(picture, labels, href=lambda node: f"x?{HOSTILE}")
    assert {element.tag for element in region.iter()} == {"div", "svg", "g", "a", "title", "rect", "text"}
    assert all(not name.startswith("on") for element in region.iter() for name in element.attrib)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120), st.text(max_size=40))
def test_any_title_and_team_give_well_formed_xml(title: str, team: str) -> None:
    goals = portfolio(objective("a", title=title, team=team or None))
    drawn(cycle_picture(goals, scorecard(goals), "2024-Q3"))


def test_every_kind_of_node_is_drawn() -> None:
    nodes = (
        NodeCard("a", NodeKind.OBJECTIVE, "A goal", "a", status=Status.POSTPONED),
        NodeCard("b", NodeKind.BROKEN, "A goal that cannot be read", "b"),
        NodeCard("k", NodeKind.KPI, "A KPI", "k", status=KpiStatus.NO_TARGET),
        NodeCard(
            "team:t", NodeKind.TEAM, "Sales", team="t", folded=12, counts=((Status.OFF_TRACK, 3), (Status.ON_TRACK, 9))
        ),
        NodeCard("company:", NodeKind.COMPANY, "Lotus Group", score=Decimal("0.5"), folded=4),
        NodeCard("more:rest", NodeKind.MORE, "", folded=7),
    )
    edges = tuple(PictureEdge(node.id, "a", EdgeKind.SUPPORTS) for node in nodes[1:])
    region = drawn(AlignmentPicture(nodes, edges))
    names = [link.get("aria-label") for link in region.iter("a")]
    assert names == [
        "A goal, postponed",
        "A goal that cannot be read, cannot be read",
        "A KPI, KPI, no target",
        "Sales, 12 goals, 3 off track, 9 on track",
        "Lotus Group, score 0.50, 4 goals",
        "7 more",
    ]
    assert [span.text for span in region.iter("tspan")] == ["■ 3", "● 9"]


@pytest.mark.parametrize("status", [*Status, *KpiStatus])
def test_every_status_has_a_sign_and_a_word(status: Status | KpiStatus) -> None:
    sign, word = Labels().status(status)
    assert sign
    assert word
    assert "-" not in word


@pytest.mark.parametrize(
    ("score", "figure"), [("0.665", "0.67"), ("0.125", "0.13"), ("1", "1.00"), ("0", "0.00"), (None, "")]
)
def test_scores_are_rounded_half_up(score: str | None, figure: str) -> None:
    card = NodeCard("a", NodeKind.OBJECTIVE, "A", score=None if score is None else Decimal(score))
    assert figure_of(card) == figure


@pytest.mark.parametrize(("ratio", "figure"), [("0.925", "93 %"), ("1e20", "> 9999 %"), ("-1e30", "> 9999 %")])
def test_attainments_are_whole_percents(ratio: str, figure: str) -> None:
    assert figure_of(NodeCard("k", NodeKind.KPI, "K", score=Decimal(ratio))) == figure


def test_the_legend_names_the_arrows_that_are_there() -> None:
    legend = ET.fromstring(draw_legend(small()))
    assert ["".join(item.itertext()).strip() for item in legend] == ["supports", "measures a key result of"]
    assert draw_legend(AlignmentPicture()) == ""


def test_the_same_picture_is_drawn_the_same() -> None:
    goals = company(50, 6, levels=3)
    picture = cycle_picture(goals, scorecard(goals), "2024-Q3")
    first, second = (ET.tostring(drawn(picture)) for _ in range(2))
    assert first == second
