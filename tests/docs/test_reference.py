"""The reference says everything that there is, and nothing else: keys, options, commands, fields, packages, …"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest
from tests.docs.blocks import DOCS, ROOT, own_pages, shown
from tests.docs.test_links import made_addresses

from mkdocs_goals.check.registry import RULES
from mkdocs_goals.cli.main import COMMANDS, goals
from mkdocs_goals.export.goals_csv import COLUMNS
from mkdocs_goals.export.goals_json import goals_schema
from mkdocs_goals.model.calendar import Calendar, Period
from mkdocs_goals.model.goal import Aggregate, Commitment, Direction, KpiKind, Outcome, State
from mkdocs_goals.model.organisation import Policy
from mkdocs_goals.plugin.goals_plugin import GoalsOptions
from mkdocs_goals.publish.assets import ASSETS
from mkdocs_goals.publish.catalogue import Catalogue
from mkdocs_goals.publish.components.status import chip
from mkdocs_goals.publish.views import VIEWS
from mkdocs_goals.read import keys, organisation_keys, value_types
from mkdocs_goals.read.table import Block, Value
from mkdocs_goals.score.gaps import GRACE_DAYS
from mkdocs_goals.score.result import KpiStatus, Status

REFERENCE = DOCS / "reference"


def text_of(path: Path) -> str:
    return path.read_text("utf-8")


def part(text: str, heading: str) -> str:
    """What stands below a heading, down to the next one of its level or above."""
    level = heading.split(" ")[0]
    match = re.search(rf"^{re.escape(heading)}\n(.*?)(?=^#{{1,{len(level)}}} |\Z)", text, re.MULTILINE | re.DOTALL)
    assert match, f"there is no heading {heading}"
    return match[1]


def first_cells(text: str) -> list[str]:
    """The code words in the first column of every table, in order."""
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    return [word for row in rows for word in re.findall(r"`([^`]+)`", row.split(" | ")[0])]


# The file format


@pytest.mark.parametrize(
    ("heading", "block"),
    [
        ("## Objective", keys.ObjectiveBlock),
        ("## Key result", keys.KeyResultBlock),
        ("### Step", keys.StepBlock),
        ("## Check-ins", keys.CheckInBlock),
        ("## Closed", keys.ClosedBlock),
        ("## Initiative", keys.InitiativeBlock),
        ("## Link", keys.LinkBlock),
        ("## KPI", keys.KpiBlock),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_key_of_a_goal_file(heading: str, block: type[Block]) -> None:
    found = first_cells(part(text_of(REFERENCE / "format.md"), heading).split("\n### ")[0])
    assert sorted(found) == sorted(block.keys)


TYPES = {
    id(value_types.TEXT): "text",
    id(value_types.LINE): "line",
    id(value_types.NUMBER): "number",
    id(value_types.WEIGHT): "number, 0 or more",
    id(value_types.CONFIDENCE): "number from 0 to 10",
    id(value_types.SHARE): "number from 0 to 1",
    id(value_types.DAY): "date",
    id(value_types.DONE_ON): "done",
    id(value_types.ID): "id",
    id(value_types.NAMED_ID): "id",
    id(value_types.REFERENCE): "reference",
}
"""What the reference calls the types of single values."""


NARROWER = ("frequency", "path", "formula", "cycle")
"""Types of the reference that are a word or a line to the table, and are read further by what uses them."""

GOAL_TABLES: dict[str, type[Block]] = {
    "## Objective": keys.ObjectiveBlock,
    "## Key result": keys.KeyResultBlock,
    "### Step": keys.StepBlock,
    "## Closed": keys.ClosedBlock,
    "## Initiative": keys.InitiativeBlock,
    "## KPI": keys.KpiBlock,
}


@pytest.mark.parametrize("heading", GOAL_TABLES)
def test_every_key_with_its_type(heading: str) -> None:
    """The table of keys and the reference's tables call the type of a key the same, and the same keys required."""
    tables = part(text_of(REFERENCE / "format.md"), heading).split("\n### ")[0]
    rows = [row.split(" | ") for row in tables.splitlines() if re.match(r"\| `\w+` \|", row)]
    for name, kind, default, *_ in rows:
        known = GOAL_TABLES[heading].keys[name.strip("| `")]
        words = isinstance(known.takes, Value) and known.takes.words
        said = TYPES.get(id(known.takes), "word" if words else None)
        assert said is None or kind.split(",")[0] in (said, said.split(",")[0], *NARROWER), (heading, name, kind)
        assert known.required == default.startswith("**required**"), (heading, name)


def test_remarks_take_a_part_of_the_check_ins_keys() -> None:
    rows = part(text_of(REFERENCE / "format.md"), "## Check-ins").splitlines()
    without = {row.split("`")[1] for row in rows if row.endswith("| – |")}
    assert set(keys.CheckInBlock.keys) - without == set(keys.RemarkBlock.keys)


@pytest.mark.parametrize(
    ("heading", "block"),
    [
        ("## calendar", organisation_keys.CalendarBlock),
        ("## teams", organisation_keys.TeamBlock),
        ("## people", organisation_keys.PersonBlock),
        ("## policy", organisation_keys.PolicyBlock),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_key_of_goals_yml(heading: str, block: type[Block]) -> None:
    text = part(text_of(REFERENCE / "goals-yml.md"), heading).split("\n### ")[0]
    assert sorted(first_cells(text)) == sorted(block.keys)


def test_every_part_of_goals_yml() -> None:
    headings = re.findall(r"^## (\w+)$", text_of(REFERENCE / "goals-yml.md"), re.MULTILINE)
    assert sorted(headings) == sorted(organisation_keys.OrganisationBlock.keys)


@pytest.mark.parametrize(
    "words", [State, Commitment, Outcome, Direction, KpiKind, Aggregate], ids=lambda words: words.__name__
)
def test_every_word_that_a_key_takes(words: type[Any]) -> None:
    text = text_of(REFERENCE / "format.md")
    assert not [str(word) for word in words if f"`{word}`" not in text]


def test_policy_defaults() -> None:
    rows = part(text_of(REFERENCE / "goals-yml.md"), "## policy")
    defaults = dict(re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \|", rows, re.MULTILINE))
    policy = Policy()
    assert defaults == {
        "aspirational": f"`{policy.aspirational.success}` and `{policy.aspirational.risk}`",
        "committed": f"`{policy.committed.success}` and `{policy.committed.risk}`",
        "grace": f"`{policy.grace}`",
        "stale_after_days": f"`{policy.stale_after_days}`",
        "objective_status": f"`{policy.objective_status}`",
    }


def test_fiscal_years() -> None:
    """What the page on calendars says of years that begin in July."""
    by_end, by_start = Calendar(year_starts=7), Calendar(year_starts=7, year_named_after="start")
    text = " ".join(text_of(DOCS / "how-to" / "calendars.md").split())
    assert "`2025` is July 2024 to June 2025, and `2025-Q1` is July to September 2024" in text
    assert by_end.period("2025") == Period(date(2024, 7, 1), date(2025, 6, 30), "2025", "")
    assert by_end.period("2025-Q1") == Period(date(2024, 7, 1), date(2024, 9, 30), "2025-Q1", "")
    assert "Then `2024-Q1` is July to September 2024" in text
    assert by_start.period("2024-Q1") == Period(date(2024, 7, 1), date(2024, 9, 30), "2024-Q1", "")


# Statuses


@pytest.mark.parametrize(("heading", "kind"), [("## Pace and status", Status), ("## KPI", KpiStatus)])
def test_scoring_names_every_status_with_its_sign(heading: str, kind: type[Status] | type[KpiStatus]) -> None:
    rows = [row.split(" | ") for row in part(text_of(REFERENCE / "scoring.md"), heading).splitlines() if "` | " in row]
    words = Catalogue("en")
    found: dict[str, set[str]] = {}
    for row in rows:
        names, signs = re.findall(r"`([\w-]+)`", row[0]), row[1].split()
        if len(names) == len(signs):
            for name, sign in zip(names, signs, strict=True):
                found.setdefault(name, set()).add(sign)
    assert found == {str(status): {chip(words, status).sign.rstrip("\ufe0e")} for status in kind}


def test_readers_see_the_words_of_the_site() -> None:
    text = text_of(DOCS / "reading-the-site.md")
    words = Catalogue("en")
    chips = [chip(words, status) for status in [*Status, *KpiStatus]]
    rows = [f"| {c.sign.rstrip(chr(0xFE0E))} | {c.word} |" for c in chips]
    only_in_a_sentence = {"▢", "✎", "‖", "⊘"}
    assert not [row for row in rows if row not in text and row[2] not in only_in_a_sentence]


def test_days_of_grace() -> None:
    text = " ".join(part(text_of(REFERENCE / "scoring.md"), "## KPI").split())
    assert f"{' '.join(map(str, GRACE_DAYS.values()))}" == " ".join(re.findall(r"\b(3|7|15|30|60) (?:days )?for", text))


# The plugin


def test_every_option_of_the_plugin() -> None:
    text = text_of(REFERENCE / "plugin.md")
    headings = re.findall(r"^## ([a-z_]+)$", text, re.MULTILINE)
    assert sorted(headings) == sorted(name for name, _ in GoalsOptions._schema)


def test_every_page_that_the_plugin_adds() -> None:
    shapes = first_cells(part(text_of(REFERENCE / "plugin.md"), "## What the plugin adds"))
    pages = [shape for shape in shapes if shape.endswith("/") and shape != "/"]
    patterns = {shape: re.compile(re.sub(r"<\w+>", "[^/]+", shape)) for shape in pages}
    unsaid = [address for address in made_addresses() if not any(p.fullmatch(address) for p in patterns.values())]
    unmade = [shape for shape, p in patterns.items() if not any(p.fullmatch(address) for address in made_addresses())]
    assert (unsaid, unmade) == ([], [])


def test_every_view_with_its_options() -> None:
    text = part(text_of(DOCS / "how-to" / "place-views.md"), "## The views")
    rows = [row.split(" | ") for row in text.splitlines() if row.startswith("| `")]
    found = {row[0].strip("| `"): tuple(re.findall(r"`(\w+)`", row[2])) for row in rows}
    assert found == {name: view.options for name, view in VIEWS.items()}


def test_every_property_for_the_look() -> None:
    known = set(re.findall(r"(--goals-[\w-]+):", (ASSETS / "css" / "tokens.css").read_text("utf-8")))
    named = set(re.findall(r"--goals-[\w-]+", text_of(DOCS / "how-to" / "change-the-look.md")))
    assert named == known - {"--goals-status", "--goals-status-tint"}


# The command


def test_every_command() -> None:
    text = text_of(REFERENCE / "command.md")
    assert re.findall(r"^## goals (\w+)$", text, re.MULTILINE) == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command(name: str) -> None:
    text = text_of(REFERENCE / "command.md")
    shared = first_cells(part(text, "## Options that several commands share"))
    own = first_cells(part(text, f"## goals {name}"))
    command = goals.get_command(click.Context(goals), name)
    assert command is not None
    options = {
        option
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
        if option.startswith("--") and option != "--help"
    }
    named = {option.split(" ")[0] for option in own if option.startswith("--")}
    assert named == options - {option.split(" ")[0] for option in shared}


def test_shared_options_are_shared() -> None:
    rows = part(text_of(REFERENCE / "command.md"), "## Options that several commands share").splitlines()
    for row in rows:
        for option in re.findall(r"^\| `(--[\w-]+)", row):
            named = re.findall(r"`(check|score|export)`", row.split(" | ")[1]) or ["check", "score", "export"]
            for name in named:
                command = goals.get_command(click.Context(goals), name)
                assert command is not None
                assert any(option in parameter.opts for parameter in command.params), f"{name} {option}"


# goals.json and goals.csv


@pytest.mark.parametrize(
    ("heading", "keys"),
    [
        ("## The document", []),
        ("## An objective", ["objectives"]),
        ("## A key result", ["objectives", "key_results"]),
        ("## A KPI", ["kpis"]),
        ("## An explanation", ["objectives", "explanation"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_field_of_goals_json(heading: str, keys: list[str]) -> None:
    found: dict[str, Any] = goals_schema()
    for key in keys:
        found = found["properties"][key]
        found = found.get("items", found)
    assert sorted(first_cells(part(text_of(REFERENCE / "goals-json.md"), heading))) == sorted(found["properties"])


def test_every_column_of_goals_csv() -> None:
    assert sorted(first_cells(part(text_of(REFERENCE / "goals-json.md"), "## goals.csv"))) == sorted(COLUMNS)


# The rest


@pytest.mark.parametrize("page", own_pages(), ids=shown)
def test_rules_that_are_named_exist(page: Path) -> None:
    assert not set(re.findall(r"\b[FSMARTKXU]1\d\d\b", text_of(page))) - RULES.keys()


def test_every_dependency_with_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    text = part(text_of(DOCS / "why" / "architecture.md"), "## Dependencies")
    needed = {re.split(r"[\[<>=;]", name)[0] for name in project["dependencies"]}
    assert {name for name in first_cells(text) if name not in ("package", "wasmtime")} == needed
    extras = {re.split(r"[\[<>=;]", name)[0] for extra in project["optional-dependencies"].values() for name in extra}
    assert not [name for name in extras if f"`{name}`" not in text and not name.startswith("types-")]


def test_the_changelog_has_the_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    headings = re.findall(r"^## \[([^\]]+)\]", text_of(ROOT / "CHANGELOG.md"), re.MULTILINE)
    assert headings[:2] == ["Unreleased", version]
