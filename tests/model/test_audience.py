"""What a build is not made for is gone before anything is scored, and so is what would tell its numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.goal_files import goal, read_goals

from mkdocs_goals.model.audience import for_audience
from mkdocs_goals.publish.data import goals_json
from mkdocs_goals.score import score_portfolio

HEAD = "title: {0}\ncycle: 2024-Q3\n"
FILES: dict[str, str | bytes] = {
    "open.md": goal(
        HEAD.format("Open") + "supports: [heron, broad/heron-share]\ncontinues: heron\nkey_results:\n"
        "  - {title: Seen, from: 0, to: 10, check_ins: {2024-08-01: 4}}\n"
        "  - {title: Heron delegated, objective: heron}\n"
        "  - {title: Heron by number, kpi: from-heron, to: 5}"
    ),
    "broad.md": goal(
        HEAD.format("Broad")
        + "key_results:\n  - {title: Heron share, audience: board, to: 1}\n  - {title: Seen, to: 2}"
    ),
    "heron.md": goal(HEAD.format("Heron") + "audience: board\nteam: heron-team\nowner: heron-person"),
    "heron-kpi.md": goal("type: kpi\ntitle: Heron number\naudience: board\nmeasurements: {2024-07: 77177}"),
    "from-heron.md": goal("type: kpi\ntitle: Sum\nformula: '{heron-kpi} + 1'"),
    "further.md": goal("type: kpi\ntitle: Sum of sum\nformula: '{from-heron} * 2'\nparent: heron-kpi"),
    "below.md": goal("type: kpi\ntitle: Below\nparent: heron-kpi\nsupports: [heron]\nmeasurements: {2024-07: 1}"),
    "heron-broken.md": "---\ntitle: Heron broken\naudience: 'board'\nkey: [\n---\n",
    "broken.md": "---\ntitle: Broken\nkey: [\n---\n",
}


def test_nothing_of_a_confidential_goal_is_left(tmp_path: Path) -> None:
    portfolio = for_audience(read_goals(tmp_path, FILES))
    assert list(portfolio.objectives) == ["broad", "open"]
    assert list(portfolio.kpis) == ["below"]
    assert list(portfolio.broken) == ["broken"]
    assert [k.id for k in portfolio.objectives["open"].key_results] == ["seen"]
    assert portfolio.objectives["open"].confidential_key_results == 2
    assert portfolio.objectives["broad"].confidential_key_results == 1
    document = "".join(goals_json(portfolio, score_portfolio(portfolio, date(2024, 8, 15))))
    assert "heron" not in (document + repr(portfolio.problems) + repr(portfolio.texts.keys())).lower()
    assert "77177" not in document


def test_the_board_sees_everything(tmp_path: Path) -> None:
    portfolio = read_goals(tmp_path, FILES)
    assert for_audience(portfolio, ["board"]) is portfolio


def test_scores_are_those_of_what_is_left(tmp_path: Path) -> None:
    portfolio = read_goals(tmp_path, FILES)
    day = date(2024, 8, 15)
    assert score_portfolio(for_audience(portfolio), day).objectives["open"].coverage.total == 1
    assert score_portfolio(portfolio, day).objectives["open"].coverage.total == 3
