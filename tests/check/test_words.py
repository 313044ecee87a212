"""Rules that read titles: what they must find, and good goals that they must leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.check.checking import checked, key_result
from tests.project import goal

from mkdocs_goals.check.amounts import amounts
from mkdocs_goals.check.words import words

WORDS = words()


def codes_of(tmp_path: Path, text: str) -> set[str]:
    return {finding.code for finding in checked(tmp_path, {"goal.md": text})}


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Brand known to 15,000 people", ["15000"]),
        ("Turnover up by 25 % in 12 months", ["25"]),
        ("Conversion rate from 3 % to 5 %", ["3", "5"]),
        ("Reach €2m of recurring revenue", ["2000000"]),
        ("1.5 million listeners", ["1500000"]),
        ("1.000.000 users", ["1000000"]),
        ("4,5 stars", ["4.5"]),
        ("NPS of -5", ["-5"]),
        ("At least 95% uptime", ["95"]),
        ("Win 10 clients", ["10"]),
        ("NPS to 40", ["40"]),
        ("10x our reach", []),
        ("Become the number 1 in Asia", []),
        ("A top 10 employer", []),
        ("ISO 27001 certification", []),
        ("Roll out Windows 11", []),
        ("Our 2024 roadmap for Q3", []),
        ("Support 24/7", []),
        ("Launch on 30 September", []),
        ("Launch Foo 4.1", []),
        ("Minutes that people wait at desk 3", []),
        ("3rd place in the league", []),
    ],
)
def test_amounts(title: str, found: list[str]) -> None:
    assert [str(amount.value.normalize().__format__("f")) for amount in amounts(title, WORDS)] == found


FROM_3_TO_5 = ("unit: '%'", "from: 3", "to: 5")
NOT_DONE = ("done: false",)


@pytest.mark.parametrize(
    ("code", "title", "lines"),
    [
        ("S104", "Help the shops with their displays", NOT_DONE),
        ("S104", "Participate in four trade fairs", ("unit: fairs", "from: 0", "to: 4")),
        ("S104", "Analyse why customers leave", NOT_DONE),
        ("S104", "Work closely with our partners", NOT_DONE),
        ("S105", "Launch the new checkout", NOT_DONE),
        ("S105", "New onboarding launched", NOT_DONE),
        ("S105", "Migrate all invoices", ("steps: [{title: a}, {title: b}]",)),
        ("S106", "Improve the website", NOT_DONE),
        ("S106", "World-class onboarding", NOT_DONE),
        ("S106", "Reply as much as possible", NOT_DONE),
        ("S107", "Increase sales and reduce returns", FROM_3_TO_5),
        ("S107", "Win 10 clients and 5 partners", ("unit: clients", "from: 0", "to: 10")),
        ("S107", "Launch the shop and migrate the orders", NOT_DONE),
        ("M106", "Conversion rate to 5 %", ("unit: '%'", "from: 3", "to: 6")),
        ("M106", "Conversion rate from 2 % to 5 %", FROM_3_TO_5),
        ("M106", "Leads up by 20 %", ("unit: leads", "from: 200", "to: 230")),
        ("M107", "Time from basket to receipt", ("from: 90", "to: 20")),
        ("M107", "Response time of the shop", ("from: 0", "to: 5")),
        ("M107", "Customers who come back", ("from: 3", "to: 5")),
        ("M110", "Followers of our channel", ("unit: followers", "from: 100", "to: 500")),
        ("M110", "Newsletters sent a month", ("unit: letters", "from: 1", "to: 4")),
        ("M111", "Reduce cancellations", FROM_3_TO_5),
        ("M111", "Increase conversion", ("unit: '%'", "from: 5", "to: 3")),
        ("M111", "Cancellations down to 5 %", FROM_3_TO_5),
        ("M111", "Raise the conversion rate", ("unit: '%'", "from: 5", "by: -20%")),
        ("M106", "Alerts that nobody needed down to 15 %", ("unit: '%'", "from: 40", "to: 10")),
    ],
)
def test_finds(tmp_path: Path, code: str, title: str, lines: tuple[str, ...]) -> None:
    assert code in codes_of(tmp_path, key_result(*lines, title=f'"{title}"'))


@pytest.mark.parametrize(
    ("code", "title", "lines"),
    [
        ("S104", "Support tickets answered on the same day", FROM_3_TO_5),
        ("S104", "Help centre visits that end without a ticket", FROM_3_TO_5),
        ("S104", "Customers who find help within a minute", FROM_3_TO_5),
        ("S104", "Support response time", ("unit: hours", "from: 12", "to: 4")),
        ("S105", "Launch the new checkout", FROM_3_TO_5),
        ("S105", "Launch Foo to improve sign-ups", NOT_DONE),
        ("S105", "Launch one-click payment so that regulars pay in ten seconds", NOT_DONE),
        ("S105", "The checkout that we launch is used by everybody", NOT_DONE),
        ("S106", "Improve the rating of the shop", ("unit: stars", "from: 3.9", "to: 4.5")),
        ("S106", "Improve NPS by 10 points", NOT_DONE),
        ("S106", "Better known in Hue", ("levels: {0.3: heard of, 1.0: visited}",)),
        ("S107", "Increase sales in Hue and Da Nang", FROM_3_TO_5),
        ("S107", "Sales and marketing agree on a lead", NOT_DONE),
        ("S107", "Design and build the new shop", NOT_DONE),
        ("S107", "Answers between 5 and 10 minutes", ("unit: minutes", "keep: 5..10")),
        ("M106", "Conversion rate from 3 % to 5 %", FROM_3_TO_5),
        ("M106", "Leads up by 15 %", ("unit: leads", "from: 200", "to: 230")),
        ("M106", "Turnover up by 25 % in 12 months", ("unit: EUR", "from: 100", "by: +25%")),
        ("M106", "5,000 new registered customers", ("from: 0", "to: 5000")),
        ("M106", "First response under 15 minutes", ('keep: "<= 15"', "unit: minutes")),
        ("M106", "Alerts down to a quarter, by 75 %", ("unit: '%'", "from: 40", "to: 10")),
        ("M106", "Share of 5 %", ("unit: share", "from: 0.03", "to: 0.05")),
        ("M106", "2 million listeners", ("unit: million", "from: 1", "to: 2")),
        ("M106", "Grow revenue from $12M to $18M (+50%)", ("unit: M$", "from: 12", "to: 18")),
        ("M106", "Waiting time at desk 3", ("unit: minutes", "from: 44", "to: 10")),
        ("M106", "Users who set up within 7 days, from 60 % to 75 %", ("unit: '%'", "from: 60", "to: 75")),
        ("M107", "5,000 new registered customers", ("from: 0", "to: 5000")),
        ("M107", "New registered customers", ("from: 0", "to: 5000")),
        ("M107", "NPS", ("from: 30", "to: 50")),
        ("M107", "Number of banks that are connected", ("from: 0", "to: 3")),
        ("M107", "3x pipeline coverage", ("from: 1", "to: 3")),
        ("M110", "Share of visits that end in an order", FROM_3_TO_5),
        ("M110", "10,000 new website users", ("from: 0", "to: 10000")),
        ("M110", "Reach 20 million active users", ("unit: million", "from: 1", "to: 20")),
        ("M111", "Increase page speed (load time)", ("unit: seconds", "from: 5", "to: 2")),
        ("M111", "Reduce cancellations", ("unit: '%'", "from: 10", "to: 3")),
        ("M111", "Up to 5 % of orders", ("unit: '%'", "from: 10", "to: 5")),
    ],
)
def test_does_not_cry_wolf(tmp_path: Path, code: str, title: str, lines: tuple[str, ...]) -> None:
    assert code not in codes_of(tmp_path, key_result(*lines, title=f'"{title}"'))


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("S101", "x" * 81),
        ("S102", "Win 5,000 new customers"),
        ("S102", "Turnover up by 25 %"),
        ("S103", "Keep the shop running"),
        ("S103", "Maintain our service quality"),
        ("S103", "“Continue to grow”"),
    ],
)
def test_finds_in_objectives(tmp_path: Path, code: str, title: str) -> None:
    assert code in codes_of(tmp_path, goal(f"title: {title}\ncycle: 2024-Q3"))


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("S101", "x" * 80),
        ("S102", "The best shop of 2024"),
        ("S102", "A new business unit in 6 months"),
        ("S102", "One of the top 10 shops (of 1,000)"),
        ("S103", "Housekeepers love us"),
        ("S103", "Customers keep coming back"),
    ],
)
def test_leaves_objectives_alone(tmp_path: Path, code: str, title: str) -> None:
    assert code not in codes_of(tmp_path, goal(f"title: {title}\ncycle: 2024-Q3"))


def test_a_measured_objective_may_be_a_slogan(tmp_path: Path) -> None:
    """ "Improve" in an objective is no vague word when its key results have baselines and targets."""
    text = goal(
        "title: Improve the shop and launch world-class service\ncycle: 2024-Q3\nkey_results:\n"
        "  - {title: Rating, unit: stars, from: 3.9, to: 4.5}"
    )
    assert not {"S105", "S106"} & codes_of(tmp_path, text)


def test_words_are_matched_whole(tmp_path: Path) -> None:
    assert WORDS.find("We relaunch it", "output") is None
    assert WORDS.find("a re-launch", "output") is None
    assert WORDS.find("LAUNCH it", "output") is not None
    assert WORDS.find("set   up the shop", "output") is not None


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(KeyError):
        words("xx")
