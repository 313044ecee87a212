"""goals.csv: every goal and key result, safe for spreadsheets."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from tests.publish.sample import company, quoted, sample_site

from mkdocs_goals.export.goals_csv import COLUMNS


def rows(root: Path, files: dict[str, str] | None = None) -> list[dict[str, str]]:
    content = dict(sample_site(root, files).files)["goals.csv"]
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_every_goal_and_key_result(tmp_path: Path) -> None:
    found = {row["id"]: row for row in rows(tmp_path)}
    assert tuple(found["sell"]) == COLUMNS
    assert found["sell"]["kind"] == "objective"
    assert found["sell/conversion"]["value"] == "3.8"
    assert found["conversion"]["status"] == "warning"
    assert found["grow/cost"]["score"] == "0", "no number of digits is cut"
    assert "grow/board" not in found


def test_texts_are_no_formulas(tmp_path: Path) -> None:
    found = rows(tmp_path, company(lambda text: quoted(f"=1+1 {text}")))
    assert {row["title"][:2] for row in found} == {"'="}


def test_numbers_stay_numbers(tmp_path: Path) -> None:
    for row in rows(tmp_path):
        if row["id"] == "mood":
            continue  # a KPI in words
        for column in ("score", "value", "from", "to", "expected"):
            assert row[column] == "" or float(row[column]) is not None
