"""The published JSON Schemas agree with the reader: on the demonstration's goals, and on wrong ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from tests.project import goal, read_goals

from mkdocs_goals.read.json_schema import front_matter_schema, organisation_schema

GOALS = Path(__file__).parent.parent.parent / "goals"


class Core(yaml.SafeLoader):
    """YAML 1.2 core: dates stay text, as in editors."""


Core.yaml_implicit_resolvers = {
    first: [resolver for resolver in resolvers if "timestamp" not in resolver[0]]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def with_text_keys(data: Any) -> Any:
    if isinstance(data, dict):
        return {str(key): with_text_keys(value) for key, value in data.items()}
    return [with_text_keys(item) for item in data] if isinstance(data, list) else data


def front_matter(text: str) -> Any:
    return with_text_keys(yaml.load(text, Core))


def errors(schema: dict[str, Any], data: Any) -> list[str]:
    return [error.json_path for error in jsonschema.Draft7Validator(schema).iter_errors(data)]


@pytest.mark.parametrize("schema", [front_matter_schema(), organisation_schema()], ids=["goal", "organisation"])
def test_is_draft_07_and_says_what_every_key_is(schema: dict[str, Any]) -> None:
    jsonschema.Draft7Validator.check_schema(schema)
    for name, block in schema.get("definitions", {}).items():
        inner = block["anyOf"][1] if "anyOf" in block else block
        for key, described in inner["properties"].items():
            assert described.get("description"), f"{name}.{key}"
            assert described.get("examples"), f"{name}.{key}"


def test_takes_every_goal_of_the_demonstration() -> None:
    files = [file for file in sorted(GOALS.rglob("*.md")) if file.name != "README.md"]
    assert len(files) > 50
    for file in files:
        block = file.read_text("utf-8").split("\n---", 1)[0][4:]
        assert errors(front_matter_schema(), front_matter(block)) == [], file
    assert errors(organisation_schema(), front_matter((GOALS / "goals.yml").read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("title: a\ncycle: 2024\nonwer: linh", "$"),
        ("cycle: 2024", "$"),
        ("title: a\ncycle: 2024\nkey_results:\n  - from: 3", "$.key_results[0]"),
        ("title: a\ncycle: 2024\nkey_results:\n  - {title: b, from: 5%}", "$.key_results[0].from"),
        ("title: a\ncycle: 2024\nkey_results:\n  - {title: b, every: hourly}", "$.key_results[0].every"),
        ("title: a\ncycle: 2024\nstate: done", "$.state"),
        ("title: a\ncycle: 2024\nsupports: b", "$.supports"),
        ('title: ""\ncycle: 2024', "$.title"),
        ("title: a\ncycle: 2024\nclosed: {outcome: good}", "$.closed.outcome"),
        ("title: a\ncycle: 2024\ncheck_ins: {soon: b}", "$.check_ins"),
        ("title: a\ncycle: 2024\nkey_results:\n  - {title: b, phases: {2024: 3}}", "$.key_results[0].phases"),
        ("title: a\ncycle: 2024\nkey_results:\n  - {title: b, keep: about 5}", "$.key_results[0].keep"),
        ("title: a\ncycle: 2024\nkey_results:\n  - {title: b, levels: {}}", "$.key_results[0].levels"),
        ("title: a\ncycle: 2024\nweight: 1e16", "$.weight"),
        ("type: kpi\ntitle: a\ndirection: upwards", "$.direction"),
        ("type: kpi\ntitle: a\naggregate: total", "$.aggregate"),
        ("type: kpi\ntitle: a\nskip: sunday", "$.skip"),
        ('title: a\ncycle: 2024\nkey_results:\n  - {title: b, keep: "=> 5"}', "$.key_results[0].keep"),
        ('title: a\ncycle: 2024\nkey_results:\n  - {title: b, keep: "5 <"}', "$.key_results[0].keep"),
        ("type: kpi\ntitle: a\ncycle: 2024", "$"),
        ("type: goal\ntitle: a\ncycle: 2024", "$.type"),
    ],
)
def test_refuses_wrong_goals_at_their_place(text: str, path: str) -> None:
    assert errors(front_matter_schema(), front_matter(text)) == [path]


def test_refuses_a_wrong_organisation() -> None:
    assert errors(organisation_schema(), front_matter("calendar: {year_starts: 13}")) == ["$.calendar.year_starts"]


@pytest.mark.parametrize(
    "text",
    [
        "title: a\ncycle: 2024\nid: 2024\nowner: 7\nclosed:\ncheck_ins:\nsupports: ~",
        "title: a\ncycle: 2024\nkey_results:\n  - {title: b, keep: 90 .. 110, by: null, levels: ~}",
        'title: a\ncycle: 2024\nkey_results:\n  - {title: b, keep: "<=15"}\n  - {title: c, levels: {0.3: 5}}',
        "type: kpi\ntitle: a\ntarget:\nwarning: ~\ncritical: null\nbenchmark:",
        'title: a\ncycle: 2024\nkey_results:\n  - {title: b, keep: "< 15"}\n  - {title: c, keep: ">-5.5"}',
        "type: kpi\ntitle: a\naggregate: sum\nskip: [saturday, 2024, 2024-08, 2024-W31, 2024-12-25]",
        "type: kpi\ntitle: a\naggregate:\nskip: ~",
    ],
)
def test_takes_what_reading_takes(tmp_path: Path, text: str) -> None:
    assert errors(front_matter_schema(), front_matter(text)) == []
    assert read_goals(tmp_path, {"goal.md": goal(text)}).problems == ()
