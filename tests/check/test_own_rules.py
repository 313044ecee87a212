"""Rules of a company's own: loaded when goals.yml names them, checked like ours, and never the end of a run."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.docs.blocks import DOCS, blocks_of
from tests.project import goal

from mkdocs_goals.api import Findings, as_of_day, check, in_memory, read_portfolio, score_portfolio

RULES = '''
from dataclasses import replace

from mkdocs_goals.api import Context, Level, Reporter, RuleOption, own_rule
from mkdocs_goals.model.diagnostic import Edit, Fix

@own_rule("Z101", "no-shouting", Level.WARNING, options=(RuleOption("most", 3, "the capital letters in a row"),))
def no_shouting(context: Context, report: Reporter) -> None:
    """Finds titles in capital letters.

    Why: They are hard to read.

    Fix: Write it in small letters.

    Source: The company's style guide.
    """
    for objective in context.live_objectives:
        if objective.title.isupper() and len(objective.title) > context.option("Z101", "most"):
            report.about(objective, "title", "this title shouts", "write it in small letters")

@own_rule("Z102", "falls", Level.INFO)
def falls(context: Context, report: Reporter) -> None:
    """Finds nothing.

    Why: It fails.

    Fix: None.

    Source: None.
    """
    raise RuntimeError("oops")

def odd(code, check, **other):
    return own_rule(code, "odd", other.pop("level", Level.INFO))(check)

def leaves(context, report):
    """Finds nothing.

    Why: It ends the run.

    Fix: None.

    Source: None.
    """
    raise SystemExit(0)

def reports_nonsense(context, report):
    """Finds nonsense.

    Why: It is one.

    Fix: None.

    Source: None.
    """
    objective = next(iter(context.live_objectives))
    report.about(objective, "title", "a good finding", "keep it")
    good = report.found[0]
    elsewhere = good.place._replace(path="goals/goals.yml")
    for bad in (None, "bad", replace(good, code="F101"), replace(good, code="Q999"), replace(good, place=None),
                replace(good, message=3), replace(good, place=good.place._replace(path="/etc/passwd")),
                replace(good, place=good.place._replace(line=0)),
                replace(good, fix=Fix("write x", (Edit(elsewhere, "x"),), safe=True))):
        report.found.append(bad)

def takes_the_list_away(context, report):
    """Finds nothing.

    Why: It is odd.

    Fix: None.

    Source: None.
    """
    report.found = None

LEAVING = [no_shouting, odd("Z103", leaves)]
NONSENSE = [no_shouting, odd("Z104", reports_nonsense)]
LISTLESS = [odd("Z105", takes_the_list_away)]
ITERATOR = iter([no_shouting])
UNNAMED = [replace(no_shouting, code=101)]
LOUD = [replace(no_shouting, code="Z106", level="loud")]
SILENT = [replace(no_shouting, code="Z107", documentation=None)]
RULES = [no_shouting]
FALLING = [no_shouting, falls]
TWICE = [no_shouting, no_shouting, "no rule"]
BROKEN = 3
'''
NAMES = (
    "rules",
    "falling",
    "twice",
    "broken",
    "leaving",
    "nonsense",
    "listless",
    "iterator",
    "unnamed",
    "loud",
    "silent",
)


@pytest.fixture(autouse=True)
def installed(tmp_path: Path) -> Iterator[None]:
    """A package, installed as pip does it: a module, and its entry points."""
    (tmp_path / "lotus_rules.py").write_text(RULES)
    information = tmp_path / "lotus_rules-1.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: lotus-rules\nVersion: 1.0\n")
    entries = [f"{name} = lotus_rules:{name.upper()}" for name in NAMES]
    entries.append("missing = lotus_rules_that_is_not_there:RULES")
    (information / "entry_points.txt").write_text("\n".join(["[mkdocs_goals.rules]", *entries]))
    sys.path.insert(0, str(tmp_path))
    try:
        yield
    finally:
        sys.path.remove(str(tmp_path))
        sys.modules.pop("lotus_rules", None)


def found(organisation: str, title: str = "SELL MORE") -> Findings:
    portfolio = read_portfolio(
        in_memory({"goals.yml": organisation, "a.md": goal(f"title: {title}\ncycle: 2024-Q3\nowner: linh")})
    )
    return check(portfolio, score_portfolio(portfolio, as_of_day("2024-08-15")))


def of_code(findings: Findings, code: str) -> list[str]:
    return [finding.message for finding in findings if finding.code == code]


def test_only_what_goals_yml_names_is_loaded() -> None:
    assert not of_code(found("company: x"), "Z101")
    assert "lotus_rules" not in sys.modules
    findings = found("own_rules: [rules]")
    assert of_code(findings, "Z101") == ["this title shouts"]
    assert findings.rules["Z101"].documentation.why == "They are hard to read."


@pytest.mark.parametrize("settings", ["{Z101: off}", "{Z101: {most: 20}}"])
def test_it_is_set_like_ours(settings: str) -> None:
    findings = found(f"own_rules: [rules]\nrules: {settings}")
    assert not of_code(findings, "Z101")
    assert not of_code(findings, "F103")


def test_it_is_ignored_like_ours() -> None:
    findings = found("own_rules: [rules]", "SELL MORE  # goals: ignore[Z101] our slogan")
    assert not of_code(findings, "Z101")
    assert not of_code(findings, "U101")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nobody", "no installed package offers rules called `nobody`"),
        ("missing", "the rules `missing` cannot be loaded: ModuleNotFoundError"),
        ("broken", "the rules `broken` cannot be loaded: TypeError"),
        ("falling", "the rule Z102 of `falling` failed: RuntimeError: oops"),
        ("twice", "two rules have the code `Z101`"),
        ("twice", "`str` is no rule"),
        ("leaving", "the rule Z103 of `leaving` failed: SystemExit: 0"),
        ("nonsense", "the rule Z104 of `nonsense` reports what is no finding of its own"),
        ("listless", "the rule Z105 of `listless` failed: TypeError"),
        ("iterator", "the rules `iterator` cannot be loaded: TypeError: rules are offered as a list or a tuple"),
        ("unnamed", "a rule has a code and a name, which are texts, and a level"),
        ("loud", "a rule has a code and a name, which are texts, and a level"),
        ("silent", "the rule `Z107` has no documentation"),
    ],
)
def test_what_is_wrong_with_it_is_a_finding_at_its_name(name: str, message: str) -> None:
    findings = found(f"company: x\nown_rules: [{name}]")
    said = [finding for finding in findings if finding.code == "F103" and finding.message.startswith(message)]
    assert [(finding.place.path, finding.place.line, finding.place.column) for finding in said] == [
        ("goals/goals.yml", 2, 13)
    ]
    assert "M101" in {finding.code for finding in findings}


def test_what_a_rule_found_besides_is_kept() -> None:
    findings = found("own_rules: [nonsense]")
    assert of_code(findings, "Z101") == ["this title shouts"]
    assert of_code(findings, "Z104") == ["a good finding"]
    assert not of_code(findings, "F101")


def test_the_example_of_the_how_to(tmp_path: Path) -> None:
    """The page shows a module and an entry point; the folder that is installed here gets both."""
    blocks = {block.title: block.text for block in blocks_of(DOCS / "how-to" / "use-from-python.md")}
    project = tomllib.loads(blocks["pyproject.toml"])["project"]
    ((name, reference),) = project["entry-points"]["mkdocs_goals.rules"].items()
    (tmp_path / "lotus_rules.py").write_text(blocks["lotus_rules.py"])
    (tmp_path / "lotus_rules-1.0.dist-info/entry_points.txt").write_text(
        f"[mkdocs_goals.rules]\n{name} = {reference}\n"
    )
    findings = found(blocks["in goals.yml"], "P-114 Sell more")
    assert of_code(findings, "Z101") == ["this title begins with a code of a project"]
    assert not of_code(findings, "F103")
