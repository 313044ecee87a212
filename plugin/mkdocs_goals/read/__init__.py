"""A source → the portfolio, with the exact place of everything."""

from mkdocs_goals.read.overlay import EmptySource, Overlay, in_memory
from mkdocs_goals.read.portfolio import read_portfolio
from mkdocs_goals.read.source import Folder, Source

__all__ = ["EmptySource", "Folder", "Overlay", "Source", "in_memory", "read_portfolio"]
