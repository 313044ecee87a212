"""What a title claims of its measure, and what it does not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.project import goal

from mkdocs_goals.check import check
from mkdocs_goals.check.claims import Role, claims
from mkdocs_goals.check.units import same, unit
from mkdocs_goals.check.words import beginning, words
from mkdocs_goals.clock import as_of_day
from mkdocs_goals.read import in_memory, read_portfolio
from mkdocs_goals.score import score_portfolio

OTHERS = """
  - {title: Orders that come back, unit: "%", from: 12, to: 8}
  - {title: Second orders, unit: "%", from: 18, to: 25}
"""


def codes(key_result: str) -> set[str]:
    text = goal(f"title: Customers stay\ncycle: 2024-Q3\nowner: x\nkey_results:\n  - {{{key_result}}}{OTHERS}")
    portfolio = read_portfolio(in_memory({"a.md": text}))
    found = check(portfolio, score_portfolio(portfolio, as_of_day("2024-07-02")))
    return {finding.code for finding in found if finding.place.line == 6}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Conversion to 5 %", [("5", Role.TO)]),
        ("Conversion from 3 to 5 %", [("3", Role.FROM), ("5", Role.TO)]),
        ("Churn from 8 % to below 5 %", [("8", Role.FROM), ("5", Role.TO)]),
        ("Leads up by 15 %", [("15", Role.BY)]),
        ("At least 90 % of parcels on the next day", [("90", Role.LIMIT)]),
        ("First answer under 15 minutes", [("15", Role.LIMIT)]),
        ("Reach 100 subscribers", [("100", Role.TO)]),
        ("An NPS of 40", [("40", Role.TO)]),
        ("Sign 10 new clients", [("10", Role.COUNT)]),
        ("20 new partners", [("20", Role.COUNT)]),
        ("Accidents per 1,000 hours", []),
        ("Parcels delivered within 24 hours", []),
        ("Tickets open for more than 30 days", []),
        ("Customers with more than 10 seats", []),
        ("Answered in under 60 seconds", []),
        ("Tickets open for more than 30 days down to 5", [("5", Role.TO)]),
        ("ISO 27001 in place", []),
        ("Top 10 of the industry", []),
        ("Fewer outages in 2024", []),
    ],
)
def test_claims(title: str, expected: list[tuple[str, Role]]) -> None:
    assert [(str(claim.amount.value), claim.role) for claim in claims(title, words())] == expected


@pytest.mark.parametrize(
    "key_result",
    [
        'title: "Conversion to 5 %", unit: "%", from: 3, to: 6',
        'title: "Conversion from 3 to 5 %", unit: "%", from: 2, to: 5',
        "title: Answers in the chat to 2 hours, unit: minutes, from: 300, to: 100",
        "title: Sign 10 new clients, unit: clients, from: 0, to: 12",
        "title: Reach 4000 subscribers, unit: subscribers, from: 0, to: 5000",
    ],
)
def test_another_target(key_result: str) -> None:
    assert "M106" in codes(key_result)


@pytest.mark.parametrize(
    "key_result",
    [
        "title: Answers in the chat to 2 hours, unit: minutes, from: 300, to: 120",
        "title: Time to close the books to 30 days, unit: months, from: 2, to: 1",
        'title: "Revenue to €2 million", unit: EUR million, from: 1.5, to: 2',
        'title: "Revenue to 2m", unit: k EUR, from: 1500, to: 2000',
        'title: "Share of returns to 5 %", unit: share, from: 0.08, to: 0.05',
        'title: "Parcels within 24 hours", unit: "%", from: 70, to: 95',
        'title: "Tickets open for more than 30 days", unit: tickets, from: 80, to: 20',
        'title: "Leads up by 25 %", unit: leads, from: 80, to: 100',
        'title: "Accidents per 1,000 hours", unit: accidents, from: 4, to: 2',
        'title: "Customers over 50 years", unit: customers, from: 200, to: 400',
        'title: "90 % of parcels within 24 hours", unit: "%", from: 70, to: 90',
    ],
)
def test_the_same_target_in_other_words(key_result: str) -> None:
    assert "M106" not in codes(key_result)


@pytest.mark.parametrize(
    ("code", "key_result"),
    [
        ("S104", 'title: "KR1: Analyse the flaky tests", done: false'),
        ("S104", 'title: "[P0] Helping team leads with rosters", done: false'),
        ("S104", 'title: "We plan a teaching day", done: false'),
        ("S104", 'title: "Rollout of the new till", done: false'),
        ("M105", "title: Open audit findings, unit: findings, to: 0"),
        ("M111", 'title: Scrap, unit: "%", from: 3, to: 5'),
        ("M111", 'title: Increase staff turnover, unit: "%", from: 19, to: 12'),
        ("M113", "title: Reach 100 subscribers, done: false"),
        ("M114", 'title: Training plan completed, unit: "%", from: 0, to: 100'),
        ("M114", "title: Implement the CRM, from: 0, to: 1"),
        ("M115", 'title: Orders that come back by month, unit: "%", kpi: x, to: 3'),
        ("R107", 'title: Customers stay, unit: "%", from: 1, to: 3'),
        ("T111", 'title: "Open in Spain by the end of Q4 2024", done: false'),
        ("T111", 'title: "Open in Spain by 31 December 2025", done: false'),
        ("S109", "title: Excellence in service, done: false"),
    ],
)
def test_found(code: str, key_result: str) -> None:
    if code == "M115":  # the same words in another order
        key_result = 'title: "Second orders: share", unit: "%", from: 18, to: 26'
        text = goal(f"title: A\ncycle: 2024-Q3\nkey_results:{OTHERS}  - {{{key_result}}}")
        portfolio = read_portfolio(in_memory({"a.md": text}))
        found = check(portfolio, score_portfolio(portfolio, as_of_day("2024-07-02")))
        assert code in {finding.code for finding in found}
    else:
        assert code in codes(key_result)


@pytest.mark.parametrize(
    ("code", "key_result"),
    [
        ("S104", "title: Support for right-to-left scripts used by editors, unit: editors, to: 300"),
        ("S104", 'title: Plan adherence of releases, unit: "%", to: 90'),
        ("M111", "title: Complaints solved on the same day, unit: complaints, from: 20, to: 40"),
        ("M111", "title: Tonnes of waste recycled, unit: t, from: 20, to: 40"),
        ("M113", "title: Version 2.0 is public, done: false"),
        ("M113", "title: Hold 1 workshop, done: false"),
        ("M114", 'title: Share of training completed on time, unit: "%", from: 0, to: 100'),
        ("T111", 'title: "Fewer complaints than in 2023", unit: complaints, from: 9, to: 5'),
        ("T111", 'title: "Open in Spain by the end of Q3 2024", done: false'),
        ("S109", "title: Customers order a second time, done: false"),
    ],
)
def test_left_alone(code: str, key_result: str) -> None:
    assert code not in codes(key_result)


@pytest.mark.parametrize(
    ("title", "rest"),
    [
        ("KR1: Analyse it", "Analyse it"),
        ("[P0] Analyse it", "Analyse it"),
        ("3. Analyse it", "Analyse it"),
        ("O2 – KR3: We will analyse it", "analyse it"),
        ("We want to analyse it", "analyse it"),
        ("To analyse it", "analyse it"),
        ("2.5 million guests", "2.5 million guests"),
        ("Objective reached", "Objective reached"),
        ("Weekly reviews", "Weekly reviews"),
    ],
)
def test_what_only_introduces_a_title(title: str, rest: str) -> None:
    assert title[beginning(title) :] == rest


def test_units_convert_both_ways() -> None:
    assert same(Decimal(2), unit("hours"), Decimal(120), unit("minutes"))
    assert same(Decimal(120), unit("min"), Decimal(2), unit("h"))
    assert same(Decimal("2.5"), unit("EUR million"), Decimal(2500), unit("k EUR"))
    assert not same(Decimal(2), unit("hours"), Decimal(100), unit("minutes"))
    assert not same(Decimal(5), unit("%"), Decimal("0.5"), unit("share"))
