"""The MkDocs plugin: its events in, our pages out. The only folder that imports mkdocs."""
