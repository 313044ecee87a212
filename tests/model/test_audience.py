"""What a build is not made for is gone before anything is scored, and so is what would tell its numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.confidential import BROKEN, CANARIES, ORGANISATION, board_files
from tests.project import goal, read_goals

from mkdocs_goals.check import Settings, check
from mkdocs_goals.export.goals_json import goals_json
from mkdocs_goals.model.audience import for_audience
from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.score import score_portfolio

DAY = date(2024, 8, 15)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Portfolio:
    root = tmp_path_factory.mktemp("company")
    return read_goals(root, {name.removeprefix("goals/"): content for name, content in board_files().items()})


@pytest.fixture(scope="module")
def public(company: Portfolio) -> Portfolio:
    return for_audience(company)


def test_goals_for_everyone_are_left(public: Portfolio) -> None:
    assert list(public.objectives) == ["grow", "partly"]
    assert list(public.kpis) == ["computed", "further", "open-kpi"]
    assert not public.broken


def test_what_is_hidden_inside_is_counted(public: Portfolio) -> None:
    grow, partly = public.objectives["grow"], public.objectives["partly"]
    assert [k.id for k in grow.key_results] == ["customers"]
    assert grow.confidential_key_results == 3
    assert [k.id for k in partly.key_results] == ["seen"]
    assert partly.confidential_key_results == 2
    assert public.kpis["computed"].is_confidential_inside
    assert public.kpis["further"].is_confidential_inside
    assert not public.kpis["open-kpi"].is_confidential_inside


def test_hidden_people_and_teams_are_nowhere(public: Portfolio) -> None:
    assert list(public.teams) == ["sales"]
    assert list(public.people) == ["linh"]
    assert public.objectives["grow"].owner is None


def test_nothing_confidential_is_left_in_anything(public: Portfolio) -> None:
    """Everything that later steps can see: the portfolio itself, its scores, its findings."""
    scorecard = score_portfolio(public, DAY)
    findings = check(public, scorecard, Settings())
    whole = repr(public) + repr(scorecard) + repr(findings) + "".join(goals_json(public, scorecard))
    text = whole.lower()
    for canary in CANARIES:
        at = text.find(canary)
        assert at == -1, whole[max(at - 200, 0) : at + 100]


def test_nobody_says_that_a_hidden_owner_is_missing(public: Portfolio) -> None:
    findings = check(public, score_portfolio(public, DAY), Settings())
    assert not [f for f in findings if f.goal == "grow" and f.code == "A101"]


def test_places_in_blanked_texts_stay_where_they_were(company: Portfolio, public: Portfolio) -> None:
    for path, text in public.texts.items():
        assert list(map(len, text.split("\n"))) == list(map(len, company.texts[path].split("\n")))


def test_the_board_sees_everything_but_what_nobody_named(company: Portfolio) -> None:
    board = for_audience(company, ["board"])
    hidden = (company.objectives.keys() | company.broken.keys()) - (board.objectives.keys() | board.broken.keys())
    assert hidden == {"heron-unknown", "heron-wrong-case"}
    assert board.kpis.keys() == company.kpis.keys()


@pytest.mark.parametrize("name", BROKEN)
def test_the_checker_names_each_file_in_doubt(company: Portfolio, name: str) -> None:
    findings = check(company, score_portfolio(company, DAY), Settings())
    assert [f for f in findings if f.place.path == f"goals/heron-{name}.md" and f.code[0] in "FXA"]


def test_two_files_with_one_id_are_hidden_by_the_stricter(tmp_path: Path) -> None:
    for first, second in (("board", "company"), ("company", "board")):
        files: dict[str, str | bytes] = {
            "a/x.md": goal(f"title: A\ncycle: 2024-Q3\nid: same\naudience: {first}"),
            "b/x.md": goal(f"title: B\ncycle: 2024-Q3\nid: same\naudience: {second}"),
        }
        portfolio = for_audience(read_goals(tmp_path, files))
        assert not portfolio.knows("same")
        assert not portfolio.problems
        assert not portfolio.texts


def test_a_company_without_audiences_hides_nothing(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "good.md": goal("title: Good\ncycle: 2024-Q3"),
        "broken.md": "---\ntitle: Broken\nkey: [\n---\n",
        "latin.md": "---\ntitle: é\n---\n".encode("latin-1"),
        "prose.md": goal("title: Audience research\ncycle: 2024-Q3", "\nAudience: young families\n"),
    }
    portfolio = read_goals(tmp_path, files)
    assert for_audience(portfolio) is portfolio


def test_one_mistyped_key_closes_its_file_alone(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "good.md": goal("title: Good\ncycle: 2024-Q3"),
        "mistyped.md": goal("title: Heron\ncycle: 2024-Q3\naudiance: board"),
        "wrong.md": goal("title: Wrong\ncycle: 2024-Q3\nownr: linh"),
    }
    portfolio = for_audience(read_goals(tmp_path, files))
    assert list(portfolio.objectives) == ["good"]
    assert list(portfolio.broken) == ["wrong"]


UNREADABLE_ORGANISATIONS = {
    "no YAML": ORGANISATION + "key: [\n",
    "no UTF-8": ORGANISATION.encode() + b"# \xff\n",
    "UTF-16": ORGANISATION.encode("utf-16"),
    "twice": ORGANISATION + "teams: {}\n",
    "an anchor": ORGANISATION + "rules: &a {S102: off}\n",
}


@pytest.mark.parametrize("content", UNREADABLE_ORGANISATIONS.values(), ids=UNREADABLE_ORGANISATIONS)
def test_an_unreadable_organisation_hides_what_it_may_have_hidden(tmp_path: Path, content: str | bytes) -> None:
    files: dict[str, str | bytes] = {
        "goals.yml": content,
        "company.md": goal("title: Company\ncycle: 2024-Q3\nowner: heron-person"),
        "team.md": goal("title: Heron\ncycle: 2024-Q3\nteam: heron-team"),
        "board.md": goal("title: Heron\ncycle: 2024-Q3\naudience: board"),
        "broken.md": "---\ntitle: Heron\nkey: [\n---\n",
    }
    portfolio = for_audience(read_goals(tmp_path, files))
    assert list(portfolio.objectives) == ["company"]
    assert not portfolio.broken
    assert "heron" not in repr(portfolio).lower()


@pytest.mark.parametrize("entry", ["audiance: board", "Audience: board", "audience: [board]", "audience: ''"])
def test_a_team_whose_audience_is_in_doubt_is_hidden(tmp_path: Path, entry: str) -> None:
    files: dict[str, str | bytes] = {
        "goals.yml": f"audiences: [board]\nteams:\n  sales: {{name: Sales}}\n  heron: {{name: Heron, {entry}}}\n",
        "open.md": goal("title: Open\ncycle: 2024-Q3\nteam: sales"),
        "theirs.md": goal("title: Heron\ncycle: 2024-Q3\nteam: heron"),
    }
    portfolio = read_goals(tmp_path, files)
    shown = for_audience(portfolio)
    assert list(shown.objectives) == ["open"]
    assert "heron" not in repr(shown).lower()
    assert "theirs" in for_audience(portfolio, ["board"]).objectives


def test_scores_are_those_of_what_is_left(company: Portfolio, public: Portfolio) -> None:
    assert score_portfolio(public, DAY).objectives["grow"].coverage.total == 1
    assert score_portfolio(company, DAY).objectives["grow"].coverage.total == 4
