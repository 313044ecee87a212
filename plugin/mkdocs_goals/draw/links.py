"""Which goal helps which, as pictures ask it."""

from __future__ import annotations

from mkdocs_goals.model.links import Link
from mkdocs_goals.model.portfolio import Portfolio

__all__ = ["Link", "helped_by", "helpers_of"]


def helped_by(portfolio: Portfolio, goal_id: str) -> tuple[Link, ...]:
    """The goals that a goal helps: those it supports, measures, drives, or is delegated from. Each once."""
    return portfolio.links.helped_by(goal_id)


def helpers_of(portfolio: Portfolio, goal_id: str) -> tuple[Link, ...]:
    """The goals that help a goal, objectives before KPIs. Each once."""
    return portfolio.links.helpers_of(goal_id)
