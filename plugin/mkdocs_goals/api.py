"""What other programs may import. Any other name of the package may change with any version.

Reading (a source → the portfolio), scoring (portfolio and day → scorecard), checking (both → findings), exporting, the
model that they share, and what a rule of one's own needs.
"""

from mkdocs_goals.check.context import Context
from mkdocs_goals.check.finding import Finding, Findings, Level
from mkdocs_goals.check.own_rules import own_rule
from mkdocs_goals.check.rule import Reporter, Rule, RuleOption
from mkdocs_goals.check.run import check
from mkdocs_goals.check.settings import Settings
from mkdocs_goals.clock import as_of_day
from mkdocs_goals.export.goals_csv import goals_csv
from mkdocs_goals.export.goals_json import goals_json, goals_schema
from mkdocs_goals.model.audience import for_audience
from mkdocs_goals.model.calendar import Calendar, Cycle, Period
from mkdocs_goals.model.diagnostic import Diagnostic, Edit, Fix, Related
from mkdocs_goals.model.goal import CheckIn, Goal, KeyResult, Kpi, Measurement, Objective, State
from mkdocs_goals.model.organisation import Organisation, Person, Policy, Team
from mkdocs_goals.model.place import Origin, Place
from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.read import Folder, Overlay, Source, in_memory, read_portfolio
from mkdocs_goals.score import Scorecard, score_portfolio
from mkdocs_goals.score.result import KeyResultScore, KpiScore, KpiStatus, ObjectiveScore, Status, TeamScore

__all__ = [
    "Calendar",
    "CheckIn",
    "Context",
    "Cycle",
    "Diagnostic",
    "Edit",
    "Finding",
    "Findings",
    "Fix",
    "Folder",
    "Goal",
    "KeyResult",
    "KeyResultScore",
    "Kpi",
    "KpiScore",
    "KpiStatus",
    "Level",
    "Measurement",
    "Objective",
    "ObjectiveScore",
    "Organisation",
    "Origin",
    "Overlay",
    "Period",
    "Person",
    "Place",
    "Policy",
    "Portfolio",
    "Related",
    "Reporter",
    "Rule",
    "RuleOption",
    "Scorecard",
    "Settings",
    "Source",
    "State",
    "Status",
    "Team",
    "TeamScore",
    "as_of_day",
    "check",
    "for_audience",
    "goals_csv",
    "goals_json",
    "goals_schema",
    "in_memory",
    "own_rule",
    "read_portfolio",
    "score_portfolio",
]
