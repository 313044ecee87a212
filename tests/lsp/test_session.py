"""What an editor has of a goals folder: the folder's files as they are now, and what is typed over them."""

from __future__ import annotations

from pathlib import Path

from tests.project import goal, write_goals

from mkdocs_goals.lsp.session import Session


def test_data_of_any_suffix_and_what_is_typed_over_it(tmp_path: Path) -> None:
    kpi = goal("type: kpi\ntitle: Orders\nunit: orders\ndata: orders.txt")
    folder = write_goals(tmp_path, {"kpi.md": kpi, "orders.txt": "period,value\n2024-07,99\n"})
    session = Session(folder, "2024-08-15", "")
    assert session.snapshot.portfolio.problems == ()
    path = session.path(folder / "orders.txt")
    assert path is not None
    session.type(path, "period,value\nnever,1\n")
    assert [(each.code, each.place.path) for each in session.checked().portfolio.problems] == [("F112", path)]
    session.refresh(path)
    assert session.checked().portfolio.problems == ()
    (folder / "orders.txt").unlink()
    assert [each.code for each in session.checked().portfolio.problems] == ["F112"]
