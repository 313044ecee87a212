"""Model + day → scores, each with its explanation. Pure functions; all arithmetic is `Decimal`."""

from mkdocs_goals.score.result import Scorecard
from mkdocs_goals.score.scorecard import score_portfolio

__all__ = ["Scorecard", "score_portfolio"]
