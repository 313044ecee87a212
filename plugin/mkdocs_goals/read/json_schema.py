"""The JSON Schemas of a goal file's front matter and of goals.yml, in draft-07, which editors take."""

from __future__ import annotations

from mkdocs_goals.read.keys import KpiBlock, ObjectiveBlock
from mkdocs_goals.read.organisation_keys import OrganisationBlock
from mkdocs_goals.read.table import Definitions, JsonSchema

_DRAFT = "http://json-schema.org/draft-07/schema#"


def front_matter_schema() -> JsonSchema:
    """What a goal file's front matter takes: an objective, or with `type: kpi` a KPI."""
    definitions: Definitions = {}
    objective, kpi = ObjectiveBlock.schema(definitions), KpiBlock.schema(definitions)
    kpi["properties"]["type"]["enum"] = ["kpi"]
    objective["properties"]["type"] |= {"enum": ["objective", None], "type": ["string", "null"]}
    return {
        "$schema": _DRAFT,
        "title": "A goal: an objective with its key results, or a KPI",
        "if": {"type": "object", "properties": {"type": {"const": "kpi"}}, "required": ["type"]},
        "then": {"$ref": "#/definitions/Kpi"},
        "else": {"$ref": "#/definitions/Objective"},
        "definitions": {**definitions, "Kpi": kpi, "Objective": objective},
    }


def organisation_schema() -> JsonSchema:
    """What goals.yml takes."""
    definitions: Definitions = {}
    return {"$schema": _DRAFT, **OrganisationBlock.schema(definitions), "definitions": definitions}
