"""The formats: a golden file each, and the published schemas.

`GOALS_WRITE_GOLDEN=1 pytest tests/check/test_reports.py` writes the golden files anew.
"""

from __future__ import annotations

import json
import os
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.check.checking import DAY, key_result, reported
from tests.project import goal

from mkdocs_goals.check import RULES, Level, Settings
from mkdocs_goals.check.finding import Finding, Findings
from mkdocs_goals.check.report import FORMATS, Report, renderer
from mkdocs_goals.check.report.as_json import schema
from mkdocs_goals.check.report.full import excerpt
from mkdocs_goals.model.harmless import visible
from mkdocs_goals.model.place import Place

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
SCHEMAS = HERE / "schemas"

FILES: dict[str, str | bytes] = {
    "sales/our goal, 100 %.md": key_result("unit: '%'", "from: 18", "to: 18", title='"Größe & <b>日本</b> `x` @team"'),
    "sales/broken.md": goal("title: x: y"),
    "shops/first.md": goal("title: Win 5,000 customers\ncycle: 2024-Q3\nState: draft"),
    "shops/first-again.md": goal("id: first\ntitle: Win them\ncycle: 2024-Q3"),
    "loop/a.md": goal("title: A\ncycle: 2024\nstate: draft\nsupports: [b]"),
    "loop/b.md": goal("title: B\ncycle: 2024\nstate: draft\nsupports: [a]"),
}


@pytest.fixture(name="report")
def _report(tmp_path: Path) -> Report:
    settings = Settings(select=("F", "M105", "R102", "S102", "A101"), docs_url="https://goals.example.com/rules")
    return replace(reported(tmp_path, FILES, settings=settings), docs_url=settings.docs_url)


def clean(report: Report) -> Report:
    return replace(report, findings=Findings(DAY, (), 3, 3))


@pytest.mark.parametrize("name", FORMATS)
def test_golden(report: Report, name: str) -> None:
    file = GOLDEN / f"{name}.txt"
    text = renderer(name)(report)
    if os.environ.get("GOALS_WRITE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")
    assert text == file.read_text("utf-8")


def test_every_format_knows_a_clean_run(report: Report) -> None:
    for name in FORMATS:
        assert renderer(name)(clean(report)).endswith("\n")


def test_json_schema(report: Report) -> None:
    for one in (report, clean(report)):
        document = json.loads(renderer("json")(one))
        jsonschema.Draft7Validator.check_schema(schema())
        jsonschema.validate(document, schema(), jsonschema.Draft7Validator)
    order = [(f["path"], f["start"]["line"], f["start"]["column"], f["code"]) for f in document["findings"]]
    assert order == sorted(order)


def test_sarif_schema(report: Report) -> None:
    """SARIF 2.1.0's schema, as Microsoft's jest-sarif ships it (MIT)."""
    validator = jsonschema.Draft4Validator(json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text("utf-8")))
    for one in (report, clean(report)):
        validator.validate(json.loads(renderer("sarif")(one)))


def test_sarif_says_what_code_scanning_needs(report: Report) -> None:
    run = json.loads(renderer("sarif")(report))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["partialFingerprints"]
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert " " not in uri
        assert not uri.startswith("/")
    assert all(rule["helpUri"].startswith("https://") for rule in rules)
    assert run["columnKind"] == "unicodeCodePoints"


def test_sarif_without_published_pages(report: Report) -> None:
    run = json.loads(renderer("sarif")(replace(report, docs_url="../rules")))["runs"][0]
    assert not any("helpUri" in rule for rule in run["tool"]["driver"]["rules"])


GITLAB: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path"],
                "properties": {"path": {"type": "string", "pattern": "^[^./]"}},
                "anyOf": [
                    {"properties": {"lines": {"required": ["begin"]}}, "required": ["lines"]},
                    {
                        "required": ["positions"],
                        "properties": {
                            "positions": {
                                "required": ["begin"],
                                "properties": {
                                    "begin": {
                                        "required": ["line"],
                                        "properties": {"line": {"type": "integer", "minimum": 1}},
                                    }
                                },
                            }
                        },
                    },
                ],
            },
        },
    },
}
"""GitLab's table of the Code Quality report format (docs.gitlab.com/ci/testing/code_quality), as a schema."""


def test_gitlab_schema(report: Report) -> None:
    issues = json.loads(renderer("gitlab")(report))
    jsonschema.validate(issues, GITLAB)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_gitlab_fingerprints_survive_moved_lines(tmp_path: Path) -> None:
    names = []
    for place, text in (("one", "title: Win 5,000 customers"), ("two", "tags: [x]\ntitle: Win 5,000 customers")):
        (tmp_path / place).mkdir()
        report = reported(tmp_path / place, {"goal.md": goal(f"{text}\ncycle: 2024-Q3")}, settings=Settings(("S102",)))
        names.append([issue["fingerprint"] for issue in json.loads(renderer("gitlab")(report))])
    assert names[0] == names[1] != []


def test_junit_schema(report: Report) -> None:
    """The schema of Jenkins' xUnit plugin, as pytest ships it (MIT)."""
    xmlschema = pytest.importorskip("xmlschema", reason="pip install xmlschema, to check JUnit reports")
    validator = xmlschema.XMLSchema(str(SCHEMAS / "junit-10.xsd"))
    for one in (report, clean(report), replace(report, fail_on=Level.INFO)):
        validator.validate(renderer("junit")(one))


def test_junit_counts(report: Report) -> None:
    root = ElementTree.fromstring(renderer("junit")(replace(report, fail_on=Level.WARNING)))
    failing = report.findings.count(Level.ERROR) + report.findings.count(Level.WARNING)
    assert len(root.findall(".//failure")) == int(root.get("failures", "0")) == failing


def many(count: int, level: Level, path: str) -> list[Finding]:
    return [Finding("S102", f"m{n}", Place(path, n + 1, 1, n + 1, 2), name="x", level=level) for n in range(count)]


def test_github_shows_ten_the_worst_and_the_changed_first(report: Report) -> None:
    findings = [*many(8, Level.INFO, "a.md"), *many(4, Level.ERROR, "b.md"), *many(4, Level.ERROR, "z.md")]
    shown = Report(report.findings.only(findings), changed=frozenset({"z.md"}))
    lines = renderer("github")(shown).splitlines()
    annotations = [line for line in lines if line.startswith(("::error", "::warning", "::notice"))]
    assert len(annotations) == 10
    assert all("file=z.md" in line for line in annotations[:4])
    assert all("file=b.md" in line for line in annotations[4:8])
    assert "::group::6 more findings in the log" in lines
    assert sum(line.startswith("a.md:") for line in lines) == 6


def test_github_commands_cannot_be_smuggled_in(report: Report) -> None:
    nasty = Finding("S102", "a\n::error::b %0A ##[c]", Place("a,b:c\n::x.md", 1, 1, 1, 2), name="x", level=Level.ERROR)
    text = renderer("github")(Report(report.findings.only([nasty, *many(30, Level.ERROR, "::set-output x.md")])))
    commands = [line for line in text.splitlines() if line.startswith("::")]
    assert all(line.startswith(("::error file=", "::group::", "::endgroup::")) for line in commands)
    assert "##[" not in text


def test_markdown_mentions_nobody_and_fits(report: Report) -> None:
    nasty = Finding(
        "S102", "@everyone <img src=x> `` [a](b) #12 `@code`", Place("a.md", 1, 1, 1, 2), name="x", level=Level.ERROR
    )
    text = renderer("markdown")(Report(report.findings.only([nasty])))
    assert "@everyone" not in text
    assert "\\<img" in text
    assert "`@code`" in text
    long = Report(report.findings.only([*many(3000, Level.INFO, "a.md"), *many(3000, Level.ERROR, "b.md")]))
    assert len(renderer("markdown")(long)) < 65_536


def test_nothing_steers_a_terminal(report: Report) -> None:
    nasty = "\x1b]8;;https://evil\x07 \x1b[31m \u202e \r \x9b5m \u200b"
    finding = Finding("S102", nasty, Place(f"{nasty}.md", 1, 1, 1, 3), nasty, name="x", level=Level.ERROR)
    one = Report(report.findings.only([finding]), {finding.place.path: nasty})
    for name in ("full", "concise", "github", "markdown", "junit"):
        text = renderer(name)(one)
        assert not any(sign in text for sign in ("\x1b", "\x07", "\u202e", "\x9b", "\r")), name


def test_full_excerpts() -> None:
    """Tabs, wide characters, long lines, places beyond the line."""
    line = "a:\t日本 Wert" + "x" * 300
    texts = {"a.md": f"{line}\nlast"}

    def shown(start: int, end: int, number: int = 1) -> list[str]:
        finding = Finding("S102", "m", Place("a.md", number, start, number, end), name="x", level=Level.ERROR)
        return excerpt(finding, texts).split("\n")

    lines = shown(7, 11)
    assert lines[3].index("Wert") + 2 == lines[4].index("^^^^")  # two characters of two cells each stand before it
    assert len(shown(250, 260)[3]) < 160
    assert "^^^^^^^^^^" in shown(250, 260)[4]
    assert "^" in shown(900, 901)[4]
    assert shown(1, 2, 99)[1].endswith("a.md:99:1")


def test_visible_names_what_is_unseen() -> None:
    assert visible("a\x00b\u202ec\td\ne") == r"a\x00b\u202ec    d e"


def test_a_first_screen_shows_three_of_a_kind_the_worst_first(report: Report) -> None:
    findings = [
        *many(50, Level.WARNING, "b.md"),
        Finding("M105", "worse", Place("z.md", 1, 1, 1, 2), name="y", level=Level.ERROR),
    ]
    text = renderer("full")(Report(report.findings.only(findings), is_whole=False))
    excerpts = [line for line in text.splitlines() if line.startswith(("error[", "warning["))]
    assert [line.split(":")[0] for line in excerpts] == ["error[M105]", *["warning[S102]"] * 3]
    assert "and 47 more of S102: goals check --select S102\n" in text


def test_a_first_screen_stays_a_screen(report: Report) -> None:
    """However many rules and findings there are, at most 200 lines."""
    findings = [
        Finding(code, f"m{n}", Place(f"{n}.md", 1, 1, 1, 2), help="h", name=rule.name, level=rule.level)
        for code, rule in RULES.items()
        for n in range(20)
    ]
    text = renderer("full")(Report(report.findings.only(findings), is_whole=False))
    assert text.count("\n") <= 200
    assert all(code in text for code in RULES)
    assert renderer("full")(Report(report.findings.only(findings))).count(" = help: h") == len(findings)


def test_statistics(report: Report) -> None:
    error = Finding("M105", "worse", Place("z.md", 1, 1, 1, 2), name="y", level=Level.ERROR)
    text = renderer("statistics")(Report(report.findings.only([*many(12, Level.INFO, "b.md"), error])))
    assert text.splitlines()[:2] == ["12  S102  info     x", " 1  M105  error    y"]


def test_markdown_begins_with_totals_and_the_worst_file(report: Report) -> None:
    error = Finding("M105", "worse", Place("z.md", 1, 1, 1, 2), name="y", level=Level.ERROR)
    findings = [*many(12, Level.WARNING, "a.md"), error]
    text = renderer("markdown")(Report(report.findings.only(findings)))
    assert "| ■ error | M105 y | 1 |\n| ▲ warning | S102 x | 12 |" in text
    assert text.index("`z.md`") < text.index("`a.md`")
    changed_first = renderer("markdown")(Report(report.findings.only(findings), changed=frozenset({"a.md"})))
    assert changed_first.index("`a.md`") < changed_first.index("`z.md`")
