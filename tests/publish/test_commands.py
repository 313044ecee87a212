"""`goals score`, `goals export` and `goals schema`, run as a person runs them."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from tests.project import goal, run_goals, write_goals

FILES: dict[str, str | bytes] = {
    "goals.yml": "company: Acme\nteams: {sales: Sales}\n",
    "grow.md": goal(
        "title: Grow\ncycle: 2024-Q3\nteam: sales\nkey_results:\n"
        "  - {title: Conversion, from: 3, to: 5, check_ins: {2024-08-01: 4}}\n"
        "  - {title: Visits, kpi: visits, from: 10, to: 20}\n  - {title: Later, to: 3, starts: 2024-09-01}"
    ),
    "visits.md": goal("type: kpi\ntitle: Visits\ntarget: 15\nmeasurements: {2024-07: 12}"),
    "secret.md": goal("title: Secret\ncycle: 2024-Q3\naudience: board"),
    "bad.md": "---\ntitle: [\n---\n",
}


@pytest.fixture
def company(tmp_path: Path) -> Path:
    write_goals(tmp_path, FILES)
    return tmp_path


def test_scores(company: Path) -> None:
    done = run_goals(company, "score", "--as-of", "2024-08-15")
    assert done.returncode == 0
    assert done.stdout == "–     Acme, 2024-Q3, as of 2024-08-15\n0.35  on-track         grow  Grow\n"
    assert done.stderr == "goals: 1 file is hidden, for nobody can tell who may read it; `goals check` says why\n"


def test_a_file_that_cannot_be_read_is_named_where_nothing_is_confidential(company: Path) -> None:
    (company / "goals" / "secret.md").unlink()
    done = run_goals(company, "score", "--as-of", "2024-08-15")
    assert done.returncode == 0
    assert done.stderr == "goals: goals/bad.md cannot be read and has no score; `goals check` says why\n"
    assert "`bad` cannot be read" in run_goals(company, "score", "bad").stderr


def test_explains_down_to_file_and_line(company: Path) -> None:
    said = run_goals(company, "score", "grow", "--explain", "--as-of", "2024-08-15").stdout
    for line in (
        "(1 × 0.5 + 1 × 0.2) ÷ 2 = 0.35",
        "(4 − 3) ÷ (5 − 3) = 0.5",
        "- value of 2024-08-01: 4  [goals/grow.md:6]",
        "- value of 2024-07-31: 12  [goals/visits.md:5]",
        "- left out: Later (begins on 2024-09-01)  [goals/grow.md:8]",
    ):
        assert line in said


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("grow/conversion", "0.50  on-track         grow/conversion  Conversion\n"),
        ("visits", "12  warning  visits  Visits\n"),
        ("sales", "0.35  sales  2024-Q3\n"),
    ],
)
def test_one_of_them(company: Path, name: str, line: str) -> None:
    assert run_goals(company, "score", name, "--as-of", "2024-08-15").stdout == line


def test_explains_what_does_not_count_by_its_title(company: Path) -> None:
    said = run_goals(company, "score", "grow", "--explain", "--as-of", "2024-08-15").stdout
    assert "      –     upcoming         grow/later  Later\n" in said


def test_a_status_is_explained_as_a_sum(company: Path) -> None:
    said = run_goals(company, "score", "grow", "--explain", "--as-of", "2024-08-15").stdout
    assert "      - on track, for 0.35 ≥ 0.7 × 0.5 = 0.35\n" in said


def test_explains_which_input_a_formula_lacks(tmp_path: Path) -> None:
    orders = "type: kpi\ntitle: Orders\naggregate: sum\nmeasurements: {2024-06: 30, 2024-08: 7}"
    visits = "type: kpi\ntitle: Visits\nmeasurements: {2024-06: 100, 2024-07: 200}"
    rate = "type: kpi\ntitle: Rate\nformula: '100 * {orders} / {visits}'"
    write_goals(tmp_path, {"orders.md": goal(orders), "visits.md": goal(visits), "rate.md": goal(rate)})
    said = run_goals(tmp_path, "score", "rate", "orders", "--explain", "--as-of", "2024-08-15").stdout
    assert "      - without a value: 2024-07 (no value of orders)  [goals/rate.md:4]\n" in said
    assert "2024-08 (no value" not in said, "the open month of a flow is not missing"
    assert "      - 2024-08, so far: 7  [goals/orders.md:5]\n" in said


def test_many_periods_without_a_value_are_counted(tmp_path: Path) -> None:
    months = ", ".join(f"{year}-{month:02}: 1" for year in (2022, 2023) for month in range(1, 13))
    write_goals(
        tmp_path,
        {
            "n.md": goal(f"type: kpi\ntitle: n\nmeasurements: {{{months}}}"),
            "empty.md": goal("type: kpi\ntitle: m"),
            "sum.md": goal("type: kpi\ntitle: s\nformula: '{n} + {empty}'"),
        },
    )
    said = run_goals(tmp_path, "score", "sum", "--explain", "--as-of", "2024-08-15").stdout
    assert "- 12 earlier periods without a value\n" in said
    assert said.count("(no value of empty)") == 12


def test_a_known_team_without_scores_says_so(tmp_path: Path) -> None:
    organisation = "teams: {sales: Sales, field: Field}"
    silent = goal("title: a\ncycle: 2024-Q3\nteam: field\nkey_results:\n  - {title: b, to: 5}")
    write_goals(tmp_path, {"goals.yml": organisation, "silent.md": silent})
    done = run_goals(tmp_path, "score", "sales", "--as-of", "2024-08-15")
    assert (done.returncode, done.stdout) == (0, "sales has no scored objectives\n")
    done = run_goals(tmp_path, "score", "field", "--as-of", "2024-08-15", "--explain")
    assert done.returncode == 0
    assert done.stdout.startswith("field has no scored objectives\n–     field  2024-Q3\n")
    assert "left out: a (not scored)" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("score", "grwo"), "no goal, key result or team is called `grwo`; did you mean `grow`?"),
        (("score", "secret"), "no goal, key result or team is called `secret`"),
        (("score", "--as-of", "soon"), "`soon` is no date"),
        (("score", "--goals-dir", "nowhere"), "there is no folder `nowhere`"),
        (("export", "json", "--output", "no/such/folder.json"), "cannot be written"),
    ],
)
def test_wrong_use_is_exit_code_2(company: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run_goals(company, *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_export_is_valid_by_its_own_schema(company: Path) -> None:
    document = json.loads(run_goals(company, "export", "json", "--as-of", "2024-08-15").stdout)
    schema = json.loads(run_goals(company, "schema", "--export").stdout)
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.Draft7Validator(schema).validate(document)
    assert (document["format"], document["as_of"], document["score"]) == ("mkdocs-goals/1", "2024-08-15", None)
    grow = document["objectives"][0]
    assert (grow["score"], grow["coverage"]) == (0.35, {"measured": 2, "counted": 2, "total": 3})
    assert [o["id"] for o in document["objectives"]] == ["grow"]
    assert run_goals(company, "export", "json", "--audience", "board", "--output", "x.json").stdout == ""
    assert [o["id"] for o in json.loads((company / "x.json").read_text("utf-8"))["objectives"]] == ["grow", "secret"]


def test_day_of_the_reproducible_build(company: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1723680000")
    assert json.loads(run_goals(company, "export").stdout)["as_of"] == "2024-08-15"


@pytest.mark.parametrize("arguments", [(), ("--organisation",), ("--export",)])
def test_schemas_are_draft_07(company: Path, arguments: tuple[str, ...]) -> None:
    schema = json.loads(run_goals(company, "schema", *arguments).stdout)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
