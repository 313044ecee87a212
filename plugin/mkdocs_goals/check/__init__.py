"""Rules: portfolio + scores → findings; one file a letter of SMART; reports (formats) beside them."""

from mkdocs_goals.check.finding import Finding, Findings, Level
from mkdocs_goals.check.registry import RULES
from mkdocs_goals.check.rule import Rule
from mkdocs_goals.check.run import check
from mkdocs_goals.check.settings import Settings
from mkdocs_goals.check.smart import Letter, smart
from mkdocs_goals.model.diagnostic import Edit, Fix

__all__ = ["RULES", "Edit", "Finding", "Findings", "Fix", "Letter", "Level", "Rule", "Settings", "check", "smart"]
