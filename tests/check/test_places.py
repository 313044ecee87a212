"""Planted faults: each is found at exactly the marked characters, and nothing else is invented in its file."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.check.checking import OTHER_KPI, checked, key_result, kpi
from tests.project import goal, marked

GOOD = key_result("unit: '%'", "from: 18", "to: 25", "check_ins: {2024-08-12: 20}", title="Customers who order again")
FRAME = {"customers-come-back.md": GOOD, "other.md": OTHER_KPI}

ORGANISATION = "teams: {sales: Sales, shops: Shops}\npeople: {linh: Linh Tran, minh: Minh Le}\n"

PLANTED = {
    "S101": "title: ⟦" + "x" * 81 + "⟧",
    "S102": "title: Win ⟦5,000⟧ customers",
    "S103": "title: ⟦Keep⟧ the shop running",
    "A102 in owner": "owner: ⟦lihn⟧",
    "A102 in contributors": "contributors: [minh, ⟦lihn⟧]",
    "A102 in a remark": "check_ins: {2024-08-12: {note: 'a b', by: ⟦lihn⟧}}",
    "A102 in initiative": "initiatives: [{title: x, owner: ⟦lihn⟧}]",
    "A103": "team: ⟦sale⟧\nsupports: [other]",
    "R101 in supports": "supports: [other, ⟦nothing⟧]",
    "R101 in continues": "continues: ⟦nothing⟧",
    "T107": "state: ⟦cancelled⟧",
    "X102 in links": "links: [{title: x, url: '⟦javascript:alert(1)⟧'}]",
    "X102 in initiatives": "initiatives: [{title: x, link: ⟦ftp://x⟧}]",
}

IN_KEY_RESULT = {
    "M103": ("unit: '%'", "⟦from⟧: 18"),
    "M104": ("unit: '%'", "⟦to⟧: 18"),
    "M105": ("unit: '%'", "from: 18", "to: ⟦18⟧"),
    "M107": ("from: 18", "to: ⟦25⟧"),
    "R101": ("kpi: ⟦nothing⟧", "to: 25", "from: 18"),
    "R101 of another kind": ("kpi: ⟦customers-come-back⟧", "to: 25", "from: 18"),
    "T101": ("unit: '%'", "from: 18", "to: 25", "due: ⟦2024-10-01⟧"),
    "T101 in steps": ("steps: [{title: a, due: ⟦2024-10-01⟧}]",),
    "T104": ("unit: '%'", "from: 18", "to: 25", "check_ins: {⟦2024-08-16⟧: 20}"),
    "T105": ("unit: '%'", "from: 18", "to: 25", "check_ins: {⟦2024-06-16⟧: 20, 2024-08-12: 20}"),
    "T110": ("unit: '%'", "from: 18", "to: 25", "starts: 2024-09-02", "due: ⟦2024-09-01⟧"),
    "T110 and a check-in": (
        "unit: '%'",
        "from: 18",
        "to: 25",
        "starts: 2024-09-02",
        "due: ⟦2024-09-01⟧",
        "check_ins: {2024-08-12: 20}",
    ),
    "T110 in phases": ("unit: '%'", "from: 18", "to: 25", "phases: {2024-08-20: 20, ⟦2024-08-10: 22⟧}"),
}

IN_KPI = {
    "K103 operator": ("unit: '%'", "target: 4", "formula: 100 ⟦**⟧ {other}"),
    "K102": ("unit: '%'", "target: 4", "warning: ⟦5⟧", "measurements: {2024-07: 3}"),
    "K103": ("unit: '%'", "target: 4", "formula: ⟦round⟧({other})"),
    "K104": ("unit: '%'", "target: 4", "formula: 1 + ⟦{goal}⟧"),
    "K105": ("scale: [bad, good]", "target: good", "measurements: {2024-06: ⟦bda⟧}"),
    "K106": ("unit: '%'", "target: 4", "measurements: {2024-07: 3}", "⟦formula⟧: 1 + {other}"),
    "R101 in a formula": ("unit: '%'", "target: 4", "formula: 100 * ⟦{orders}⟧"),
    "T108": ("unit: '%'", "target: 4", "measurements: {⟦2024-05: 3⟧}"),
}


def found_in(root: Path, text: str) -> list[tuple[str, tuple[int, int, int, int]]]:
    files: dict[str, str | bytes] = {**FRAME, "goals.yml": ORGANISATION, "goal.md": text}
    findings = checked(root, files)
    return [(f.code, tuple(f.place[1:])) for f in findings if f.place.path == "goals/goal.md"]  # type: ignore[misc]


def test_the_frame_is_clean(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {**FRAME, "goals.yml": ORGANISATION}
    assert not checked(tmp_path, files).items


def test_the_frame_of_a_key_result_is_clean(tmp_path: Path) -> None:
    assert not found_in(tmp_path, GOOD.replace("Customers come back", "Customers stay"))


@pytest.mark.parametrize("name", PLANTED)
def test_in_an_objective(tmp_path: Path, name: str) -> None:
    line = PLANTED[name]
    key = line.split(":")[0]
    rest = "".join(f"{kept}\n" for kept in ("title: Customers stay", "owner: linh") if not kept.startswith(f"{key}:"))
    good = GOOD.removeprefix("---\ntitle: Customers come back\n").replace("owner: linh\n", "")
    text, place = marked(f"---\n{line}\n{rest}{good}")
    assert found_in(tmp_path, text) == [(name[:4], place)]


@pytest.mark.parametrize("name", IN_KEY_RESULT)
def test_in_a_key_result(tmp_path: Path, name: str) -> None:
    text, place = marked(key_result(*IN_KEY_RESULT[name]).replace("Customers come back", "Customers stay"))
    assert found_in(tmp_path, text) == [(name[:4], place)]


@pytest.mark.parametrize("name", IN_KPI)
def test_in_a_kpi(tmp_path: Path, name: str) -> None:
    text, place = marked(kpi(*IN_KPI[name]))
    assert found_in(tmp_path, text) == [(name[:4], place)]


@pytest.mark.parametrize(
    ("code", "prose"),
    [
        ("X101", "Look: ⟦<script>⟧alert(1)</script>"),
        ("X101", "⟦<p onclick='x()'>⟧text</p>"),
        ("X101", "a ⟦</p>⟧ b"),
        ("X101", "⟦<!--⟧ for the authors -->"),
        ("X101", "- one\n  > two ⟦<br/>⟧ three"),
        ("X101", "# A ⟦<b>⟧heading</b> #"),
        ("X101", "A ⟦<b>⟧heading</b>\n==="),
        ("X101", "| `<b>` | <i | \\| ⟦<b>⟧ |\n| --- | --- | --- |"),
        ("X101", "| a | b |\n| --- | --- |\n| `<b>` | ⟦<b>⟧ |"),
        ("X101", "- [x] `<i>` ⟦<i>⟧done</i>"),
        ("X101", "Note[^1].\n\n[^1]: The ⟦<b>⟧note</b>."),
        ("X101", "[a ⟦<b>⟧ c](https://example.com)"),
        ("X101", "![a ⟦<b>⟧ c](map.png)"),
        ("X101", "one\n  ⟦<div⟧\nclass"),
        ("X101", '⟦<a title="x > y">⟧'),
        ("X102", "[text](⟦javascript:alert(1)⟧)"),
        ("X102", "[text](<⟦JaVaScRiPt:alert(1)⟧>)"),
        ("X102", "[text](⟦java&#x73;cript:alert(1)⟧)"),
        ("X102", "[text](  ⟦javascript\\:alert(1)⟧ 'title')"),
        ("X102", "[te [x] xt](⟦file:///etc/passwd⟧) [y](https://example.com)"),
        ("X102", "<⟦data:text/html,x⟧>"),
        ("X102", "[x]: ⟦vbscript:x⟧"),
        ("X102", "> - [x]: <⟦vbscript:x⟧> 'y'"),
        ("X102", "[x]:\n  ⟦vbscript:x⟧"),
        ("X102", "![map](⟦data:image/png;base64,AA⟧)"),
        ("X103", "![map](⟦../../secret.png⟧)"),
        ("X103", "![map](⟦/etc/secret.png⟧)"),
        ("X103", "![map](<⟦%2e%2e/%2e%2e/secret.png⟧>)"),
        ("X103", "[![map](⟦../../secret.png⟧)](https://example.com)"),
        ("X103", "See ⟦![map][m]⟧.\n\n[m]: ../../secret.png"),
        ("X104", "⟦>⟧" + " >" * 60),
    ],
)
def test_in_prose(tmp_path: Path, code: str, prose: str) -> None:
    good = GOOD.replace("Customers come back", "Customers stay")
    text, place = marked(f"{good}\nA first line.\n\n{prose}\n")
    if code == "X104":  # where the text begins, as all of it is meant
        place = (place[0] - 2, 1, place[0] - 2, 2)
    assert found_in(tmp_path, text) == [(code, place)]
    assert found_in(tmp_path, text.replace("\n", "\r\n")) == [(code, place)]


@pytest.mark.parametrize(
    "prose",
    [
        "`<script>` and ``<iframe> ` <form>``",
        "```html\n<script>x</script>\n[x](javascript:y)\n```",
        "~~~\n<script>\n~~~",
        "Text:\n\n    <script>indented code</script>\n",
        "\\<b> &lt;b&gt;",
        "[a](https://x) [b](mailto:a@b) [c](../other.md) [d](#here) <https://example.com> https://example.com",
        "a < b, script > c, once=on, 3 <5 and 7> 5, <3, a <b, c <= d>",
        "![map](map.png) ![map](img/../map.png) ![far](https://example.com/x.png)",
        "![a](b.png){ onload=x }",
        "> " * 40 + "a quote in a quote",
        "| a | b |\n| - | - |\n" + "| 1 | 2 |\n" * 500,
    ],
)
def test_harmless_prose(tmp_path: Path, prose: str) -> None:
    good = GOOD.replace("Customers come back", "Customers stay")
    assert not found_in(tmp_path, f"{good}\n{prose}\n")


@pytest.mark.parametrize(
    ("code", "piece", "said"),
    [
        ("X101", "a <b> ", "`<b>` is raw HTML, which the site shows as text"),
        ("X102", "[x](javascript:y) ", "a link that begins with `javascript:` is not published"),
        ("X103", "![x](../../x.png) ", "the image `../../x.png` leaves the goals folder"),
    ],
)
def test_the_same_again_and_again_is_said_a_few_times(tmp_path: Path, code: str, piece: str, said: str) -> None:
    text = GOOD.replace("Customers come back", "Customers stay") + "\n" + piece * 1_010
    messages = [finding.message for finding in checked(tmp_path, {**FRAME, "goal.md": text}) if finding.code == code]
    assert messages == [said] * 9 + [f"{said} (and 1,000 more below)"]


def test_wide_and_combined_characters_count_once(tmp_path: Path) -> None:
    good = GOOD.replace("---\ntitle: Customers come back\n", "---\ntitle: 日本 👩‍💻 é ⟦5,000⟧ customers\n")
    text, place = marked(good)
    assert found_in(tmp_path, text) == [("S102", place)]


def test_windows_line_ends(tmp_path: Path) -> None:
    text, place = marked(key_result("unit: '%'", "from: 18", "to: ⟦18⟧"))
    text = text.replace("Customers come back", "Customers stay").replace("\n", "\r\n")
    assert found_in(tmp_path, text) == [("M105", place)]


def test_a_goal_of_another_team_is_not_blamed(tmp_path: Path) -> None:
    """A link to a goal that exists but cannot be read is no dangling link."""
    files: dict[str, str | bytes] = {
        "broken.md": goal("title: x: y"),
        "goal.md": goal("title: Customers stay\ncycle: 2024-Q3\nsupports: [broken]"),
    }
    assert "R101" not in {finding.code for finding in checked(tmp_path, files)}


@pytest.mark.parametrize("nothing", ["", "null"])
def test_keys_without_a_value_are_no_fault(tmp_path: Path, nothing: str) -> None:
    """As in a template that was not filled in to the end."""
    keys = ("keep", "by", "done", "kpi", "starts", "due", "state", "reason")
    whole = ("unit: '%'", "from: 18", "to: 25", "check_ins: {2024-08-12: 20}")
    text = key_result(*whole, *(f"{key}: {nothing}" for key in keys))
    assert not found_in(tmp_path, text.replace("Customers come back", "Customers stay"))
    values = ("unit: '%'", "target: 4", "measurements: {2024-06: 3, 2024-07: 3}")
    files: dict[str, str | bytes] = {
        **FRAME,
        "goals.yml": f"teams: {nothing}\npeople: {nothing}\n",
        "goal.md": kpi(*values, *(f"{key}: {nothing}" for key in ("data", "formula", "warning", "scale"))),
    }
    assert not checked(tmp_path, files).items
