"""Which goals stand alone: the checker and the site say it of the same goals."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.project import goal

from mkdocs_goals.check import check
from mkdocs_goals.publish.options import SiteOptions
from mkdocs_goals.publish.site import build_site
from mkdocs_goals.read import in_memory, read_portfolio
from mkdocs_goals.score import score_portfolio

DAY = date(2024, 8, 15)
TOP = goal("title: Turnover\ncycle: 2024")

STANDING: dict[str, tuple[dict[str, str], set[str], set[str]]] = {
    "a team's goal carries it": ({"a.md": goal("title: a\ncycle: 2024\nteam: s\nsupports: [top]")}, set(), set()),
    "only a cancelled goal supports it": (
        {"a.md": goal("title: a\ncycle: 2024\nteam: s\nstate: cancelled\nreason: x\nsupports: [top]")},
        {"top"},
        set(),
    ),
    "only a draft supports it": (
        {"a.md": goal("title: a\ncycle: 2024\nteam: s\nstate: draft\nsupports: [top]")},
        {"top"},
        set(),
    ),
    "a team's goal helps nothing": ({"a.md": goal("title: a\ncycle: 2024\nteam: s")}, {"top"}, {"a"}),
    "delegated": (
        {
            "a.md": goal("title: a\ncycle: 2024\nteam: s"),
            "top.md": goal("title: Turnover\ncycle: 2024\nkey_results: [{title: x, objective: a}]"),
        },
        set(),
        set(),
    ),
    "only a KPI supports it": (
        {
            "k.md": goal("type: kpi\ntitle: k\nteam: s\nsupports: [top]"),
            "a.md": goal("title: a\ncycle: 2024\nteam: s\nsupports: [k]"),
        },
        {"top"},
        set(),
    ),
    "a goal of the company carries it": (
        {
            "q.md": goal("title: q\ncycle: 2024-Q3\nsupports: [top]"),
            "a.md": goal("title: a\ncycle: 2024-Q3\nteam: s\nsupports: [q]"),
        },
        set(),
        set(),
    ),
}


@pytest.mark.parametrize("name", STANDING)
def test_site_and_checker_agree(name: str) -> None:
    files, unsupported, helping_nothing = STANDING[name]
    portfolio = read_portfolio(in_memory({"top.md": TOP, **files}))
    scorecard = score_portfolio(portfolio, DAY)
    findings = check(portfolio, scorecard)
    data = build_site(portfolio, scorecard, findings, SiteOptions()).data
    on_the_site: dict[str, Any] = {"unsupported": set(), "helping_nothing": set()}
    for standing in data.unaligned.values():
        on_the_site["unsupported"] |= {objective.id for objective in standing.unsupported}
        on_the_site["helping_nothing"] |= {objective.id for objective in standing.helping_nothing}
    assert on_the_site == {"unsupported": unsupported, "helping_nothing": helping_nothing}
    assert {finding.goal for finding in findings if finding.code == "R105"} == unsupported
    assert {finding.goal for finding in findings if finding.code == "R103"} == helping_nothing
