"""mkdocs-goals: it reads Markdown goal files, checks and scores them, draws how they align, and publishes a site."""

__version__ = "0.1.0"
