"""S, specific: one goal, in one line, that says what changes."""

from __future__ import annotations

import re

from mkdocs_goals.check.amounts import Amount, amounts
from mkdocs_goals.check.context import Context, live_key_results, quoted
from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.rule import Reporter, RuleOption, rule
from mkdocs_goals.check.words import WordLists, beginning
from mkdocs_goals.model.diagnostic import Related
from mkdocs_goals.model.goal import Done, FromTo, Goal, KeyResult, Objective, Steps
from mkdocs_goals.model.spelling import counted


@rule(
    "S101",
    "long-title",
    Level.WARNING,
    options=(RuleOption("max", 80, "the characters that a title may have"),),
)
def long_title(context: Context, report: Reporter) -> None:
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
            report.about(
                item,
                "title",
                f"this title has {counted(len(item.title), 'character')}; {most} fit on one line",
                "keep what changes, and move the rest into the text below",
            )


@rule("S102", "number-in-objective", Level.INFO)
def number_in_objective(context: Context, report: Reporter) -> None:
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
            report.about(
                objective,
                "title",
                f"the objective holds a number, {quoted(number)}",
                "say in the objective what it is good for, and move the number into a key result",
                span=(amount.start, amount.end - amount.start),
            )


def _in_brackets(title: str, amount: Amount) -> bool:
    before = title[: amount.start]
    return before.count("(") > before.count(")")


@rule("S103", "business-as-usual", Level.WARNING)
def business_as_usual(context: Context, report: Reporter) -> None:
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
        if match and not _is_noun(objective.title, match, context.words):
            report.about(
                objective,
                "title",
                f"{quoted(match[0].lower())} asks for more of the same",
                "if a level must hold, make it a KPI; if something should change, say what",
                span=(match.start(), len(match[0])),
            )


@rule("S108", "same-title", Level.WARNING)
def same_title(context: Context, report: Reporter) -> None:
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
        if other is not objective:
            report.about(
                objective,
                "title",
                f"another objective of {objective.cycle.id} has the same title",
                "say in the title what this team changes, or support the other goal",
                related=(Related(other.origin.value("title"), f"`{other.id}` has it too"),),
                unless_damaged=("title",),
            )


def is_measured(key_result: KeyResult) -> bool:
    """Whether a number, a KPI, another objective or an outcome in words says what is reached."""
    return key_result.measure is not None and not isinstance(key_result.measure, Done | Steps)


def _measured_in_words(objective: Objective) -> bool:
    return any(is_measured(key_result) for key_result in objective.key_results)


@rule("S104", "activity-word", Level.WARNING, yields_to=("M109",))
def activity_word(context: Context, report: Reporter) -> None:
    """Finds key results that begin with consult, help, analyse, participate, support, attend and their like, unless a
    number that moves from a baseline measures what they bring about.

    Why: These words say what somebody does. Doing it can be ticked off, whether or not anything became better.

    Fix: Ask what will be different for somebody when it is done, and measure that. The activity itself belongs under
    `initiatives`.

    Source: Google's OKR playbook: key results describe outcomes; words like consult, help, analyze and participate
    describe activities.
    """
    for key_result in context.live_key_results:
        match = context.words.first(key_result.title, "activity", "activity_noun")
        if match and not _is_noun(key_result.title, match, context.words) and not _moves(key_result):
            report.about(
                key_result,
                "title",
                f"{quoted(match[0].lower())} says what is done, not what changes",
                "say what will be different then, and list the activity under `initiatives`",
                span=(match.start(), len(match[0])),
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


@rule("S105", "output-without-outcome", Level.INFO, yields_to=("M109",))
def output_without_outcome(context: Context, report: Reporter) -> None:
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
            _output(objective, context, report)
        for key_result in live_key_results(objective):
            if not is_measured(key_result):
                _output(key_result, context, report)


def _output(goal: Objective | KeyResult, context: Context, report: Reporter) -> None:
    title, words = goal.title, context.words
    match = words.first(title, "output") or words.last(title, "output_done")
    if match and not _says_outcome(title, match.end(), context):
        report.about(
            goal,
            "title",
            f"{quoted(match[0].lower())} says what is made, not what it brings about",
            'add the outcome ("so that …"), better still measure it',
            span=(match.start(), len(match[0])),
        )


def _says_outcome(title: str, after: int, context: Context) -> bool:
    """ "… so that", "… to reduce waiting", "… by 25 %"."""
    words = context.words
    purpose = re.search(r"\bto\s+([^\W\d_]+)", title[after:])
    if purpose and any(words.has(purpose[1], name) for name in ("increase", "decrease", "vague")):
        return True
    return bool(words.find(title, "outcome")) or any(amount.percent for amount in amounts(title, words))


@rule("S106", "vague-word", Level.INFO, yields_to=("M109",))
def vague_word(context: Context, report: Reporter) -> None:
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
            _vague(objective, context, report)
        for key_result in live_key_results(objective):
            if not is_measured(key_result):
                _vague(key_result, context, report)


def _vague(goal: Objective | KeyResult, context: Context, report: Reporter) -> None:
    match = context.words.find(goal.title, "vague", "vague_amount")
    if match and not amounts(goal.title, context.words) and not _is_empty(goal.title, context.words):
        report.about(
            goal,
            "title",
            f"{quoted(match[0].lower())} without a number can mean anything",
            "say what number shows it, from where to where",
            span=(match.start(), len(match[0])),
        )


@rule("S109", "empty-words", Level.INFO)
def empty_words(context: Context, report: Reporter) -> None:
    """Finds objectives, and key results that nothing measures, that only say "be better", "happy customers" or
    "excellence".

    Why: Everybody agrees, and everybody thinks of something else. Nobody could say of any day that it is not so yet.

    Fix: Ask what one would see, and where: who does what differently, and for whom it is better.

    Source: ISO/IEC/IEEE 29148, 5.2.7 (subjective words); What Matters on objectives that are too
    general to steer by.
    """
    for objective in context.live_objectives:
        items: list[Objective | KeyResult] = [objective]
        items += [key_result for key_result in live_key_results(objective) if not is_measured(key_result)]
        for item in items:
            if _is_empty(item.title, context.words) or (item is objective and _is_wish(item.title, context.words)):
                report.about(
                    item,
                    "title",
                    "this could be said of anything",
                    "say what one would see: who does what differently, and for whom it is better",
                )


MOST_EMPTY_WORDS = 6
"""A title of more telling words says something."""
MOST_OF_A_WISH = 2
"""Telling words of a title that only wishes for something."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def _is_empty(title: str, words: WordLists) -> bool:
    """Whether a title says hardly more than that something be good."""
    said = [word for word in _WORD.findall(title.lower()) if not words.has(word, "small")]
    empty = [word for word in said if words.has(word, "empty")]
    rest = [word for word in said if word not in empty and not words.has(word, "anything")]
    return bool(empty) and not rest and len(said) <= MOST_EMPTY_WORDS and not amounts(title, words)


def _is_wish(title: str, words: WordLists) -> bool:
    """`Improve the checkout`, `Better cooperation`: a wish for one thing, and no more."""
    said = [word for word in _WORD.findall(title[beginning(title) :].lower()) if not words.has(word, "small")]
    return words.first(title, "empty") is not None and len(said) <= MOST_OF_A_WISH and not amounts(title, words)


@rule("S107", "two-in-one", Level.INFO, yields_to=("M109",))
def two_in_one(context: Context, report: Reporter) -> None:
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
            report.about(
                key_result,
                "title",
                "this key result measures two things",
                "make it two key results, each with its own measure",
                span=(joint.start(), len(joint[0])),
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
