"""`goals lsp`."""

from __future__ import annotations

import click


@click.command("lsp", short_help="Serve editors: findings, hover, completion.")
@click.option("--goals-dir", default="goals", show_default=True, help="The goals folder, relative to the editor's.")
@click.option("--as-of", metavar="DATE", help="The day to check as of.  [default: today]")
@click.option(
    "--docs-url", default="", envvar="GOALS_DOCS_URL", metavar="URL", help="Where the rules' pages are published."
)
def lsp_command(goals_dir: str, as_of: str | None, docs_url: str) -> None:
    """Talk the language server protocol over standard input and output. Editors start this by themselves."""
    from mkdocs_goals.clock import as_of_day

    try:
        as_of_day(as_of)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    try:
        from mkdocs_goals.lsp.server import serve
    except ModuleNotFoundError as error:
        raise click.UsageError(f"{error.name} is missing: pip install 'mkdocs-goals[lsp]'") from None
    serve(goals_dir, as_of, docs_url)
