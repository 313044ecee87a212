"""Text → model: front matter with positions, schema, CSV, organisation, calendar."""

from mkdocs_goals.read.portfolio import read_portfolio

__all__ = ["read_portfolio"]
