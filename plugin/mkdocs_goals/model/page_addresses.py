"""The addresses of pages (see site.md). They come from ids, so they never change with a title."""

from __future__ import annotations

ALL_GOALS = "goals/"
SCORECARD = "scorecard/"
KPI_TREE = "kpi-tree/"
ALIGNMENT = "alignment/"
TEAMS = "teams/"
PEOPLE = "people/"
CYCLES = "cycles/"
REVIEW = "review/"
HEALTH = "health/"
RULES = "health/rules/"
ABOUT = "about-goals/"
CSV = "goals.csv"
DATA = "goals.json"


def numbered(index: str, number: int) -> str:
    """One of the pages of an index that is too long for one; the first is the index itself."""
    return index if number == 1 else f"{index}page/{number}/"


def goal_address(goal: str) -> str:
    """An objective's page, or that of a goal that could not be read."""
    return f"goals/{goal}/"


def kpi_address(kpi: str) -> str:
    return f"kpis/{kpi}/"


def team_address(team: str) -> str:
    return f"teams/{team}/"


def person_address(person: str) -> str:
    return f"people/{person}/"


def cycle_address(cycle: str) -> str:
    return f"cycles/{cycle}/"


def alignment_address(cycle: str, team: str | None = None) -> str:
    return f"alignment/{cycle}/{team}/" if team else f"alignment/{cycle}/"


def review_address(cycle: str, team: str | None = None) -> str:
    return f"review/{cycle}/{team}/" if team else f"review/{cycle}/"


def rule_anchor(code: str) -> str:
    """The id of a rule's place on the page of rules."""
    return code.lower()
