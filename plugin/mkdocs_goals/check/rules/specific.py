"""S, specific: one goal, in one line, that says what changes."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_goals.check.amounts import Amount, amounts
from mkdocs_goals.check.context import Context, goal_id_of, shown
from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.rule import Remark, RuleOption, rule
from mkdocs_goals.model.diagnostic import Related
from mkdocs_goals.model.goal import Goal, KeyResult, Objective
from mkdocs_goals.model.spelling import counted


@rule(
    "S101",
    "long-title",
    Level.WARNING,
    options=(RuleOption("max", 80, "the characters that a title may have"),),
    fires="""
        ---
        title: Make our web shop the place where everybody in the country who needs a lamp looks first
        cycle: 2024-Q3
        ---
        """,
    silent="""
        ---
        title: Our web shop is where people look first for a lamp
        cycle: 2024-Q3
        ---
        """,
)
def long_title(context: Context) -> Iterator[Remark]:
    """Finds titles of objectives, key results and KPIs that are longer than 80 characters.

    Why: A goal that needs two lines is told in two ways by two people. Titles also stand on cards, in graphs and in
    tables, where only one line has room.

    Fix: Keep what changes, and move the reasons into the text below the front matter (or into `note`).

    Source: Google's OKR playbook: an objective that does not fit on one line is not crisp yet.
    """
    most = context.option("S101", "max")
    titled: tuple[Goal | KeyResult, ...] = (*context.live_goals, *context.live_key_results)
    for item in titled:
        if len(item.title) > most:
            yield Remark(
                f"this title has {counted(len(item.title), 'character')}; {most} fit on one line",
                item.origin.value("title"),
                "keep what changes, and move the rest into the text below",
                goal_id_of(item),
            )


@rule(
    "S102",
    "number-in-objective",
    Level.INFO,
    fires="""
        ---
        title: Win 5,000 new customers
        cycle: 2024-Q3
        ---
        """,
    silent="""
        ---
        title: New customers choose us first in 2024
        cycle: 2024-Q3
        key_results:
          - title: New registered customers
            from: 0
            to: 5000
        ---
        """,
)
def number_in_objective(context: Context) -> Iterator[Remark]:
    """Finds an amount in an objective's title. Years, dates, versions, ranks (`top 10`), names
    (`ISO 27001`) and what stands in brackets are left alone.

    Why: An objective says where we want to be; how we know is the key results' part. A number in the objective
    measures one thing and hides the others, and it is not scored.

    Fix: Move the number into a key result, and say in the objective what it is good for.

    Source: The founding articles (001): an objective is short and ambitious, and needs no number. The okr-grader
    rubric gives full marks for an objective without one.
    """
    for objective in context.live_objectives:
        outside = [a for a in amounts(objective.title, context.words) if not _in_brackets(objective.title, a)]
        for amount in outside[:1]:
            number = objective.title[amount.start : amount.end]
            yield Remark(
                f"the objective holds a number, {shown(number)}",
                objective.origin.part("title", amount.start, amount.end - amount.start),
                "say in the objective what it is good for, and move the number into a key result",
                objective.id,
            )


def _in_brackets(title: str, amount: Amount) -> bool:
    before = title[: amount.start]
    return before.count("(") > before.count(")")


@rule(
    "S103",
    "business-as-usual",
    Level.WARNING,
    fires="""
        ---
        title: Maintain our service quality
        cycle: 2024-Q3
        ---
        """,
    silent="""
        ---
        title: Customers recommend our service to their friends
        cycle: 2024-Q3
        ---
        """,
)
def business_as_usual(context: Context) -> Iterator[Remark]:
    """Finds objectives that begin with keep, maintain, continue and their like.

    Why: Objectives change things; KPIs watch what runs. An objective that asks for more of the same takes the place
    of one that would move something.

    Fix: If a level must hold, make it a KPI with a target (`type: kpi`), or one key result with `keep`. If something
    should change, say what.

    Source: What Matters lists business as usual among the six common mistakes; the founding articles (001): KPIs
    watch the running.
    """
    for objective in context.live_objectives:
        match = context.words.first(objective.title, "business_as_usual")
        if match:
            yield Remark(
                f"{shown(match[0].lower())} asks for more of the same",
                objective.origin.part("title", match.start(), len(match[0])),
                "if a level must hold, make it a KPI; if something should change, say what",
                objective.id,
            )


@rule(
    "S108",
    "same-title",
    Level.WARNING,
    fires="""
        == goals/sales/grow-sales.md
        ---
        title: Grow our sales
        cycle: 2024-Q3
        team: sales
        ---
        == goals/shops/sell-more.md
        ---
        title: Grow our sales
        cycle: 2024-Q3
        team: shops
        ---
        """,
    silent="""
        == goals/sales/grow-sales.md
        ---
        title: Grow our sales
        cycle: 2024-Q2
        team: sales
        ---
        == goals/sales/grow-sales-again.md
        ---
        title: Grow our sales
        cycle: 2024-Q3
        team: sales
        ---
        """,
)
def same_title(context: Context) -> Iterator[Remark]:
    """Finds two objectives of one cycle with the same title, whatever their case and spacing.

    Why: In a table, a graph or a meeting nobody can tell them apart. Often one was copied from the other, or the
    teams want one goal together.

    Fix: Say in each title what this team changes. If it is one goal, keep one file and let the other team support it.

    Source: Google's OKR playbook: goals must be unambiguous to everyone who reads them.
    """
    first: dict[tuple[str, str], Objective] = {}
    for objective in sorted(context.live_objectives, key=lambda live: live.origin.place):
        key = (objective.cycle.id, " ".join(objective.title.casefold().split()))
        other = first.setdefault(key, objective)
        if other is not objective and "title" not in objective.origin.damaged:
            yield Remark(
                f"another objective of {objective.cycle.id} has the same title",
                objective.origin.value("title"),
                "say in the title what this team changes, or support the other goal",
                objective.id,
                (Related(other.origin.value("title"), f"`{other.id}` has it too"),),
            )
