"""Goals' prose: GitHub-flavoured Markdown, parsed by us alone and within limits."""
