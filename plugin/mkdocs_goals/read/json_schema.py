"""The JSON Schemas of a goal file's front matter and of goals.yml, in draft-07, which editors take."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from mkdocs_goals.read.fields import SHORTHANDS
from mkdocs_goals.read.organisation import OrganisationBlock
from mkdocs_goals.read.schema import KpiBlock, ObjectiveBlock

_DRAFT = "http://json-schema.org/draft-07/schema#"


def front_matter_schema() -> dict[str, Any]:
    """What a goal file's front matter takes: an objective, or with `type: kpi` a KPI."""
    objective, kpi = _schema(ObjectiveBlock), _schema(KpiBlock)
    definitions = {**objective.pop("definitions", {}), **kpi.pop("definitions", {})}
    is_kpi = {"type": "object", "properties": {"type": {"const": "kpi"}}, "required": ["type"]}
    kpi["properties"]["type"]["enum"] = ["kpi"]
    objective["properties"]["type"] = {
        **objective["properties"]["type"],
        "enum": ["objective", None],
        "type": ["string", "null"],
    }
    return {
        "$schema": _DRAFT,
        "title": "A goal: an objective with its key results, or a KPI",
        "if": is_kpi,
        "then": {"$ref": "#/definitions/Kpi"},
        "else": {"$ref": "#/definitions/Objective"},
        "definitions": {**definitions, "Kpi": kpi, "Objective": objective},
    }


def organisation_schema() -> dict[str, Any]:
    """What goals.yml takes."""
    return {"$schema": _DRAFT, **_schema(OrganisationBlock)}


def _schema(block: type[BaseModel]) -> dict[str, Any]:
    found = block.model_json_schema(by_alias=True, ref_template="#/definitions/{model}")
    schema: dict[str, Any] = _tidied(found)
    definitions = schema.pop("$defs", {})
    if definitions:
        schema["definitions"] = {name: _with_shorthand(name, inner) for name, inner in definitions.items()}
    return schema


def _with_shorthand(name: str, block: dict[str, Any]) -> dict[str, Any]:
    """A block that one value may stand for."""
    shorthand = SHORTHANDS.get(name)
    if shorthand is None:
        return block
    return {"description": block.get("description", ""), "anyOf": [block["properties"][shorthand], block]}


def _tidied(schema: Any, inside_properties: bool = False) -> Any:
    """Without pydantic's own titles and null defaults; an optional key's type and null side by side."""
    if isinstance(schema, list):
        return [_tidied(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    tidied = {
        name: _tidied(value, inside_properties=name in ("properties", "$defs"))
        for name, value in schema.items()
        if inside_properties or not (name == "title" or (name == "default" and value is None))
    }
    return tidied if inside_properties else _with_null_beside(tidied)


_NULL = {"type": "null"}


def _with_null_beside(schema: dict[str, Any]) -> dict[str, Any]:
    """`anyOf: [a type, null]` as one type with null, so that editors can say what is wrong inside it."""
    options = schema.get("anyOf", [])
    if len(options) != 2 or options[1] != _NULL:
        return schema
    if "$ref" in options[0]:  # draft-07 passes over what stands beside a `$ref`
        beside = {name: value for name, value in schema.items() if name != "anyOf"}
        return {"type": ["object", "null"], "if": {"type": "object"}, "then": options[0], **beside}
    if "type" not in options[0]:
        return schema
    types = options[0]["type"] if isinstance(options[0]["type"], list) else [options[0]["type"]]
    merged = {**options[0], "type": [*types, "null"]}
    if "enum" in merged:
        merged["enum"] = [*merged["enum"], None]
    return {**merged, **{name: value for name, value in schema.items() if name != "anyOf"}}
