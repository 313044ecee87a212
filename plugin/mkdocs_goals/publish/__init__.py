"""Pages and data files out of a scored portfolio. Knows no site generator: plugin.py puts the pages into MkDocs."""
