"""A small company with one of everything that pages show, and what its pages become."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

from mkdocs_goals.check import check
from mkdocs_goals.publish.links import Links
from mkdocs_goals.publish.options import SiteOptions
from mkdocs_goals.publish.page import SitePage
from mkdocs_goals.publish.site import Site, build_site
from mkdocs_goals.read import Folder, read_portfolio
from mkdocs_goals.score import score_portfolio

AS_OF = date(2024, 8, 15)

Say = Callable[[str], str]


def quoted(text: str) -> str:
    """A text as a YAML scalar."""
    return json.dumps(text, ensure_ascii=False)


def company(say: Say = quoted) -> dict[str, str]:
    """The files of the company. `say` writes each text that a person chose."""
    return {
        "goals.yml": f"""
company: {say("Lotus")}
teams:
  commercial: {{name: {say("Commercial")}, lead: mateo}}
  sales: {{name: {say("Sales")}, parent: commercial, lead: linh}}
  idle: {{name: {say("Idle")}}}
people:
  mateo: {{name: {say("Mateo Quispe")}, team: commercial}}
  linh: {{name: {say("Linh Tran")}, team: sales}}
""",
        "grow.md": f"""---
title: {say("Grow the company")}
cycle: 2024-Q3
owner: mateo
commitment: committed
key_results:
  - title: {say("Turnover")}
    id: turnover
    owner: mateo
    from: 1000000
    to: 2000000
    unit: EUR
    source: {say("Ledger")}
    note: {say("without tax")}
    check_ins:
      2024-07-15: 1200000
      2024-08-10: {{value: 1300000, confidence: 4, note: {say("slow summer")}, by: linh}}
  - {{title: {say("Cost")}, id: cost, from: 100, by: -15%, unit: {say("points")}, check_ins: {{2024-08-01: 110}}}}
  - {{title: {say("Board work")}, id: board, audience: board, done: true}}
  - title: {say("Sales does its part")}
    id: delegated
    objective: sell
links:
  - {{title: {say("Plan")}, url: "https://example.com/plan"}}
tags: [{say("growth")}]
check_ins:
  2024-08-12: {{note: {say("We are behind.")}, confidence: 5, by: mateo}}
---
# {"Grow the company"}

Because **standing still** costs more.

## Check-ins

- [x] asked
""",
        "sell.md": f"""---
title: {say("Sell more")}
cycle: 2024-Q3
team: sales
owner: linh
contributors: [mateo]
supports: [grow]
continues: sell-before
key_results:
  - title: {say("Conversion rate")}
    id: conversion
    kpi: conversion
    from: 3
    to: 5
  - title: {say("Fast answers")}
    id: answers
    keep: ">= 90"
    unit: "%"
    check_ins: {{2024-07-03: 95, 2024-07-10: 80}}
  - {{title: {say("New price list")}, id: prices, done: 2024-07-20}}
  - title: {say("Shops")}
    id: shops
    weight: 2
    steps:
      - {{title: {say("First")}, done: 2024-07-10}}
      - {{title: {say("Second")}, due: 2024-09-01}}
  - title: {say("Service")}
    id: service
    levels: {{0.3: {say("pilot")}, 1.0: {say("everywhere")}}}
    check_ins: {{2024-08-01: 0.3}}
  - {{title: {say("Dropped")}, id: dropped, state: cancelled, reason: {say("no market")}, from: 0, to: 1}}
initiatives:
  - {{title: {say("Rebuild the checkout")}, owner: linh, link: "https://example.com/checkout"}}
  - {{title: {say("Train the team")}, done: 2024-07-30}}
---
""",
        "sell-before.md": f"""---
title: {say("Sell again")}
cycle: 2024-Q2
team: sales
owner: linh
state: closed
closed: {{date: 2024-06-30, outcome: partly, score: 0.5, learning: {say("Start earlier.")}}}
key_results:
  - {{title: {say("Orders")}, from: 0, to: 100, check_ins: {{2024-06-20: 60}}}}
---
""",
        "later.md": f"""---
title: {say("Think ahead")}
cycle: 2024-Q4
team: commercial
state: postponed
reason: {say("after the fair")}
---
""",
        "conversion.md": f"""---
type: kpi
title: {say("Share of visits that buy")}
definition: {say("Orders divided by visits")}
team: sales
owner: linh
unit: "%"
target: 5
warning: 4
critical: 3
benchmark: {{value: 3.5, source: {say("Trade association")}}}
formula: 100 * {{orders}} / {{visits}}
parent: mood
---
""",
        "orders.md": f"""---
type: kpi
title: {say("Orders")}
unit: {say("orders")}
team: sales
measurements: {{2024-05: 320, 2024-06: 330, 2024-07: {{value: 380, note: {say("sale")}}}}}
---
""",
        "visits.md": f"""---
type: kpi
title: {say("Visits")}
direction: range
target: [9000, 11000]
measurements: {{2024-06: 10000, 2024-07: 10000}}
---
""",
        "mood.md": f"""---
type: kpi
title: {say("Mood")}
scale: [{say("sad")}, {say("fine")}, {say("happy")}]
target: {say("happy")}
measurements: {{2024-06: {say("fine")}, 2024-07: {say("sad")}}}
supports: [grow]
---
""",
        "broken.md": f"""---
title: {say("Cannot be read")}
cycle: 2024-Q3
weight: 5%
---
""",
    }


def write_company(root: Path, files: dict[str, str]) -> Path:
    goals = root / "goals"
    goals.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (goals / name).write_text(text.lstrip("\n"), "utf-8")
    return goals


def edit_url(path: str, line: int | None) -> str:
    return f"https://forge.example/edit/{path}" + (f"#L{line}" if line else "")


def sample_site(root: Path, files: dict[str, str] | None = None, **options: object) -> Site:
    """The site of the company, as everyone in it sees it."""
    from mkdocs_goals.model.audience import for_audience

    goals = write_company(root, company() if files is None else files)
    portfolio = for_audience(read_portfolio(Folder(goals, root)), [])
    scorecard = score_portfolio(portfolio, AS_OF)
    settings = SiteOptions(**{"edit_url": edit_url, "graphs": "none", **options})  # type: ignore[arg-type]
    return build_site(portfolio, scorecard, check(portfolio, scorecard), settings)


def rendered(site: Site) -> Iterator[tuple[SitePage, str]]:
    """Every page with its HTML."""
    for page in site.pages:
        yield page, str(site.render(page, Links(page.address)).html)


@dataclass
class Seen(HTMLParser):
    """What a browser would make of some HTML: elements with their attributes, ids and text."""

    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def values(self, attribute: str) -> list[str]:
        return [attributes[attribute] for _, attributes in self.elements if attribute in attributes]


def seen(html: str) -> Seen:
    found = Seen()
    found.feed(html)
    found.close()
    return found
