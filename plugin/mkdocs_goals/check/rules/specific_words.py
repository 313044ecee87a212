"""S, specific: words that say what is done, what is made, or nothing at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_goals.check.amounts import amounts
from mkdocs_goals.check.context import Context, live_key_results, shown
from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.rule import Remark, rule
from mkdocs_goals.check.words import WordLists
from mkdocs_goals.model.goal import Done, FromTo, KeyResult, Objective, Steps


def is_measured(key_result: KeyResult) -> bool:
    """Whether a number, a KPI, another objective or an outcome in words says what is reached."""
    return key_result.measure is not None and not isinstance(key_result.measure, Done | Steps)


def _measured_in_words(objective: Objective) -> bool:
    return any(is_measured(key_result) for key_result in objective.key_results)


@rule(
    "S104",
    "activity-word",
    Level.WARNING,
    fires="""
        ---
        title: Shops sell more by themselves
        cycle: 2024-Q3
        key_results:
          - title: Help the shops with their displays
            done: false
        ---
        """,
    silent="""
        ---
        title: Shops sell more by themselves
        cycle: 2024-Q3
        key_results:
          - title: Shops that build their displays without us
            unit: shops
            from: 4
            to: 15
          - title: Help pages that readers call useful
            unit: "%"
            from: 60
            to: 80
        ---
        """,
)
def activity_word(context: Context) -> Iterator[Remark]:
    """Finds key results that begin with consult, help, analyse, participate, support, attend and their like, unless a
    number that moves from a baseline measures what they bring about.

    Why: These words say what somebody does. Doing it can be ticked off, whether or not anything became better.

    Fix: Ask what will be different for somebody when it is done, and measure that. The activity itself belongs under
    `initiatives`.

    Source: Google's OKR playbook: key results describe outcomes; words like consult, help, analyze and participate
    describe activities.
    """
    for key_result in context.live_key_results:
        match = context.words.first(key_result.title, "activity")
        if match and not _is_noun(key_result.title, match, context.words) and not _moves(key_result):
            yield Remark(
                f"{shown(match[0].lower())} says what is done, not what changes",
                key_result.origin.part("title", match.start(), len(match[0])),
                "say what will be different then, and list the activity under `initiatives`",
                key_result.objective,
            )


def _is_noun(title: str, match: re.Match[str], words: WordLists) -> bool:
    """`Support tickets`, `Help centre`: the name of a thing, not what somebody does."""
    if not words.has(match[0], "activity_or_noun"):
        return False
    follows = re.match(r"[\s-]+([^\W\d_]+)", title[match.end() :])
    return follows is None or words.has(follows[1], "noun_after_activity")


def _moves(key_result: KeyResult) -> bool:
    """A number that was there before: no mere count of how often something was done."""
    match key_result.measure:
        case None | Done() | Steps():
            return False
        case FromTo(baseline=baseline):
            return bool(baseline)
    return True


@rule(
    "S105",
    "output-without-outcome",
    Level.INFO,
    fires="""
        ---
        title: Paying is a matter of seconds
        cycle: 2024-Q3
        key_results:
          - title: Launch the new checkout
            done: false
        ---
        """,
    silent="""
        ---
        title: Paying is a matter of seconds
        cycle: 2024-Q3
        key_results:
          - title: Launch the new checkout
            unit: "%"
            from: 61
            to: 75
            note: the share of started checkouts that are paid
          - title: Launch one-click payment so that regular customers pay in ten seconds
            done: false
        ---
        """,
)
def output_without_outcome(context: Context) -> Iterator[Remark]:
    """Finds goals that say only what is made: a title with launch, migrate, deliver, build, implement and their like,
    and nothing measured behind it. A measured outcome or a "so that …" keeps it quiet.

    Why: What is launched can stay unused. A result is what it brings about; without that, nobody knows when to stop
    or to change course.

    Fix: Add the outcome ("so that …"), better still measure it. The making belongs under `initiatives`.

    Source: Google's OKR playbook: instead of "Launch Foo 4.1" write "Launch Foo 4.1 to improve sign-ups by 25 %". The
    OKRorca method scores launch, migrate, deliver, create, build and implement with 0.
    """
    for objective in context.live_objectives:
        if objective.key_results and not _measured_in_words(objective):
            yield from _output(objective, objective.id, context)
        for key_result in live_key_results(objective):
            if not is_measured(key_result):
                yield from _output(key_result, objective.id, context)


def _output(goal: Objective | KeyResult, goal_id: str, context: Context) -> Iterator[Remark]:
    title, words = goal.title, context.words
    match = words.first(title, "output") or words.last(title, "output_done")
    if match and not _says_outcome(title, match.end(), context):
        yield Remark(
            f"{shown(match[0].lower())} says what is made, not what it brings about",
            goal.origin.part("title", match.start(), len(match[0])),
            'add the outcome ("so that …"), better still measure it',
            goal_id,
        )


def _says_outcome(title: str, after: int, context: Context) -> bool:
    """ "… so that", "… to reduce waiting", "… by 25 %"."""
    words = context.words
    purpose = re.search(r"\bto\s+([^\W\d_]+)", title[after:])
    if purpose and any(words.has(purpose[1], name) for name in ("increase", "decrease", "vague")):
        return True
    return bool(words.find(title, "outcome")) or any(amount.percent for amount in amounts(title, words))


@rule(
    "S106",
    "vague-word",
    Level.INFO,
    fires="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        key_results:
          - title: Improve the shopping experience as much as possible
            done: false
        ---
        """,
    silent="""
        ---
        title: Improve the shopping experience
        cycle: 2024-Q3
        key_results:
          - title: Better rating of the shop
            unit: stars
            from: 3.9
            to: 4.5
        ---
        """,
)
def vague_word(context: Context) -> Iterator[Remark]:
    """Finds words such as improve, optimise, better, world-class, several or "as much as possible" where no number
    stands behind them. In a key result its own measure is that number, in an objective its key results' measures.

    Why: Two people read "better" in two ways, and in the end everyone may say it was reached.

    Fix: Say what number shows it, from where to where. If there is none yet, say in `levels` what 0.3, 0.7 and 1.0
    look like.

    Source: ISO/IEC/IEEE 29148, 5.2.7 (superlatives, comparatives, subjective and open-ended words); the INCOSE Guide
    to Writing Requirements; Wiegers' list of words to avoid.
    """
    for objective in context.live_objectives:
        if objective.key_results and not _measured_in_words(objective):
            yield from _vague(objective, objective.id, context)
        for key_result in live_key_results(objective):
            if not is_measured(key_result):
                yield from _vague(key_result, objective.id, context)


def _vague(goal: Objective | KeyResult, goal_id: str, context: Context) -> Iterator[Remark]:
    match = context.words.find(goal.title, "vague", "vague_amount")
    if match and not amounts(goal.title, context.words):
        yield Remark(
            f"{shown(match[0].lower())} without a number can mean anything",
            goal.origin.part("title", match.start(), len(match[0])),
            "say what number shows it, from where to where",
            goal_id,
        )


@rule(
    "S107",
    "two-in-one",
    Level.INFO,
    fires="""
        ---
        title: The shop earns its keep
        cycle: 2024-Q3
        key_results:
          - title: Increase sales and reduce returns
            unit: "%"
            from: 3
            to: 5
        ---
        """,
    silent="""
        ---
        title: The shop earns its keep
        cycle: 2024-Q3
        key_results:
          - title: Increase sales in Hue and Da Nang
            unit: "%"
            from: 3
            to: 5
          - title: Reduce returns
            unit: "%"
            from: 12
            to: 8
        ---
        """,
)
def two_in_one(context: Context) -> Iterator[Remark]:
    """Finds key results that measure two things: two verbs ("increase … and reduce …") or two amounts ("10 clients
    and 5 partners") joined by and.

    Why: One of the two can be reached and the other not; one number cannot say which.

    Fix: Make it two key results, each with its own measure.

    Source: The INCOSE Guide to Writing Requirements (one thought a sentence); Perdoo's anatomy of a key result: one
    metric each.
    """
    for key_result in context.live_key_results:
        joint = _joint(key_result.title, context.words)
        if joint:
            yield Remark(
                "this key result measures two things",
                key_result.origin.part("title", joint.start(), len(joint[0])),
                "make it two key results, each with its own measure",
                key_result.objective,
            )


_VERBS = ("increase", "decrease", "output", "activity")
_BETWEEN = re.compile(r"\bbetween\s+\S+(\s\S+)?\s*$", re.IGNORECASE)


def _joint(title: str, words: WordLists) -> re.Match[str] | None:
    """The "and" between two verbs with their objects, or between two amounts; not "design and build the shop"."""
    for match in words.all(title, "joint"):
        before, after = title[: match.start()], title[match.end() :]
        verb = words.first(before, *_VERBS, "vague")
        if verb and before[verb.end() :].strip() and words.first(after, *_VERBS):
            return match
        if amounts(before, words) and amounts(after, words) and not _BETWEEN.search(before):
            return match
    return next((m for m in _SEMICOLON.finditer(title) if _counts_both(title, m, words)), None)


_SEMICOLON = re.compile(";")


def _counts_both(title: str, match: re.Match[str], words: WordLists) -> bool:
    return bool(amounts(title[: match.start()], words) and amounts(title[match.end() :], words))
