"""The language server `goals lsp`: the checker's findings where authors write, with hover, completion and fixes."""
