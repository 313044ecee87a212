"""A source → the portfolio, with the exact place of everything."""

from mkdocs_goals.read.portfolio import read_portfolio
from mkdocs_goals.read.source import Folder, Overlay, Source, in_memory

__all__ = ["Folder", "Overlay", "Source", "in_memory", "read_portfolio"]
