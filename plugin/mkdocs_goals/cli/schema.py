"""`goals schema`: JSON Schemas for editors and programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from mkdocs_goals.check.report.as_json import schema as findings_schema
from mkdocs_goals.cli import terminal
from mkdocs_goals.export.goals_json import goals_schema
from mkdocs_goals.model.harmless import json_text
from mkdocs_goals.read.json_schema import front_matter_schema, organisation_schema


@click.command("schema", short_help="Print a JSON Schema: front matter, goals.yml, goals.json, findings.")
@click.option("--organisation", "which", flag_value="organisation", help="Of goals.yml.")
@click.option("--export", "which", flag_value="export", help="Of goals.json.")
@click.option("--check", "which", flag_value="check", help="Of what `goals check --format json` says.")
def schema_command(which: str | None) -> None:
    """Print the JSON Schema (draft-07) of a goal file's front matter, of goals.yml, of goals.json or of findings."""
    schemas: dict[str | None, Callable[[], dict[str, Any]]] = {
        None: front_matter_schema,
        "organisation": organisation_schema,
        "export": goals_schema,
        "check": findings_schema,
    }
    terminal.document(f"{json_text(schemas[which](), indent=2)}\n")
