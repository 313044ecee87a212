"""What the checker's tests share: goals from short texts, checked as of the examples' day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.project import read_goals

from mkdocs_goals.check import Findings, Settings, check
from mkdocs_goals.check.examples import EXAMPLE_DAY
from mkdocs_goals.check.report import Report
from mkdocs_goals.score import score_portfolio

DAY = EXAMPLE_DAY


def checked(root: Path, files: dict[str, str | bytes], day: date = DAY, settings: Settings | None = None) -> Findings:
    """The findings of some files below `root`/goals."""
    return reported(root, files, day, settings).findings


def reported(root: Path, files: dict[str, str | bytes], day: date = DAY, settings: Settings | None = None) -> Report:
    """The same with the texts that a format needs."""
    portfolio = read_goals(root, files)
    return Report(check(portfolio, score_portfolio(portfolio, day), settings), portfolio.texts, version="0.0.0")


def key_result(*lines: str, title: str = "A change that we want") -> str:
    """An objective that is well but for the one key result under test."""
    own = "\n".join(f"    {line}" for line in lines)
    return f"""---
title: Customers come back
cycle: 2024-Q3
owner: linh
key_results:
  - title: {title}
    source: shop dashboard
{own}
  - {{title: Rating of the shop, unit: stars, from: 3.9, to: 4.5, source: shop, check_ins: {{2024-08-12: 4.1}}}}
  - {{title: Parcels on the next day, unit: "%", from: 70, to: 95, source: shop, check_ins: {{2024-08-12: 80}}}}
---
"""


def kpi(*lines: str) -> str:
    """A KPI that is well but for some lines."""
    own = "\n".join(lines)
    return f"""---
type: kpi
title: Conversion rate
owner: linh
source: shop
definition: What the shop counts
parent: other
{own}
---
"""


OTHER_KPI = """---
type: kpi
title: Orders
owner: linh
source: shop
definition: What the shop counts
unit: orders
target: 100
supports: [customers-come-back]
measurements: {2024-06: 90, 2024-07: 95}
---
"""
