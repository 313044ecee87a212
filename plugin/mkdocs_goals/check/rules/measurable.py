"""M, measurable: what a key result is measured by."""

from __future__ import annotations

import re
from decimal import Decimal

from mkdocs_goals.check.amounts import Amount, amounts
from mkdocs_goals.check.claims import disagreeing
from mkdocs_goals.check.context import Context, live_key_results, quoted
from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.rule import Reporter, RuleOption, rule
from mkdocs_goals.check.units import Unit, unit
from mkdocs_goals.check.words import WordLists
from mkdocs_goals.model.diagnostic import Related
from mkdocs_goals.model.goal import Done, FromTo, Keep, KeyResult, Kpi, KpiMeasure, Relative, Steps
from mkdocs_goals.model.spelling import counted

MEASURE_KEYS = ("from", "to", "by", "keep", "done", "steps", "levels", "kpi", "objective")


def aim_of(key_result: KeyResult) -> FromTo | Relative | Keep | None:
    """The numbers that a key result is measured by, whether they are its own values or a KPI's."""
    measure = key_result.measure
    aim = measure.aim if isinstance(measure, KpiMeasure) else measure
    return aim if isinstance(aim, FromTo | Relative | Keep) else None


@rule("M101", "no-key-results", Level.ERROR)
def no_key_results(context: Context, report: Reporter) -> None:
    """Finds active objectives without a single key result. A draft may still be without. One that other goals support
    is an umbrella over them, and the finding is no more than advice.

    Why: Without key results nobody can say whether the objective is reached, and it has no score.

    Fix: Add three to five key results that together mean it is reached, or write `state: draft` until they are agreed.

    Source: The founding articles (001, 002): an objective is where, key results are how we know. Google's OKR playbook.
    """
    for objective in context.active_objectives:
        if not objective.key_results and not objective.confidential_key_results:
            report.about(
                objective,
                "key_results",
                "nothing says how we know that this objective is reached",
                "add three to five `key_results`, or write `state: draft` until they are agreed",
                on_key=True,
                is_advice=bool(context.portfolio.supporters.get(objective.id)),
                is_absence=True,
            )


@rule("M102", "no-measure", Level.WARNING)
def no_measure(context: Context, report: Reporter) -> None:
    """Finds key results that nothing measures: none of `from` and `to`, `by`, `keep`, `done`, `steps`, `levels`,
    `kpi` and `objective`.

    Why: What isn't measured can't be scored, and in the end it is reached when somebody says so.

    Fix: Write where the number stands and where it should be (`from`, `to`). Where there is no number yet, `levels`
    says in words what 0.3, 0.7 and 1.0 look like.

    Source: Perdoo's anatomy of a key result: metric, start value, target value, title. The founding articles (000,
    002): measurable.
    """
    for key_result in context.live_key_results:
        if key_result.measure is None:
            report.about(
                key_result,
                "title",
                "nothing measures this key result",
                "add `from` and `to` (or `by`, `keep`, `done`, `steps`, `levels`, `kpi`, `objective`)",
                unless_damaged=MEASURE_KEYS,
            )


@rule("M103", "target-missing", Level.ERROR)
def target_missing(context: Context, report: Reporter) -> None:
    """Finds key results with a baseline (`from`) and no target (`to` or `by`).

    Why: Without a target nothing can be scored: any change would be as good as any other.

    Fix: Add `to` (the value to reach) or `by` (the change, such as `+25%`).

    Source: Perdoo's anatomy of a key result: start value and target value; the scoring formula of this project needs
    both.
    """
    for key_result in context.live_key_results:
        aim = aim_of(key_result)
        if isinstance(aim, FromTo) and aim.target is None:
            key = "from" if key_result.origin.has("from") else "kpi"
            report.about(
                key_result,
                key,
                "nothing says which value is to be reached",
                "add `to` (the value) or `by` (the change, such as +25%)",
                on_key=True,
                unless_damaged=("to", "by"),
            )


@rule("M104", "baseline-missing", Level.WARNING)
def baseline_missing(context: Context, report: Reporter) -> None:
    """Finds key results with a target and no baseline (`from`). A key result on a KPI may do without where the KPI
    has a value from before its start: that is its baseline. So may one on a KPI that adds up (`aggregate: sum`):
    counting begins at 0.

    Why: Progress is counted from the baseline. Without one, 0 is assumed: a rate that begins at 18 and should reach
    25 would stand at 72 % on its first day.

    Fix: Look up the value of today and write it as `from`; write `from: 0` where counting really begins at nothing.

    Source: Perdoo's anatomy of a key result; the okr-grader rubric gives 20 of 100 points for a baseline and a target.
    """
    for key_result in context.live_key_results:
        aim = aim_of(key_result)
        if not isinstance(aim, FromTo | Relative) or aim.baseline is not None:
            continue
        if _comes_down_from_nowhere(key_result, aim, context):
            continue  # M105 says so
        key = "by" if isinstance(aim, Relative) else "to"
        if key_result.origin.has(key) and not _has_known_start(key_result, aim, context):
            report.about(
                key_result,
                key,
                "nothing says where this number stands today, so 0 is assumed",
                "add `from` with the value of today (`from: 0` where counting begins at nothing)",
                on_key=True,
                unless_damaged=("from",),
            )


def _has_known_start(key_result: KeyResult, aim: FromTo | Relative, context: Context) -> bool:
    """Whether its KPI counts from 0, has a value from before its start, or cannot be looked at."""
    if not isinstance(key_result.measure, KpiMeasure):
        return False
    kpi = context.portfolio.kpis.get(key_result.measure.kpi.goal)
    if kpi and kpi.is_flow:  # a percentage of 0 would be no way to go
        return not (isinstance(aim, Relative) and aim.percent)
    score = context.scorecard.kpis.get(key_result.measure.kpi.goal)
    return score is None or any(p.value is not None and p.period.ends < key_result.starts for p in score.series[:1])


@rule("M105", "baseline-equals-target", Level.ERROR)
def baseline_equals_target(context: Context, report: Reporter) -> None:
    """Finds key results whose baseline is their target (`from: 99.9`, `to: 99.9`, or `by: 0`), and those that should
    come down to 0 without saying from where: 0 is assumed, so they would be there.

    Why: There is no way to go, so there is no share of it: the score would be a division by zero.

    Fix: To hold a level, write `keep: ">= 99.9"` and `every: weekly`. To move it, write another target.

    Source: The scoring formula of this project, (value − from) ÷ (to − from).
    """
    for key_result in context.live_key_results:
        aim = aim_of(key_result)
        key = _empty_way(aim) or ("to" if _comes_down_from_nowhere(key_result, aim, context) else None)
        if key:
            origin = key_result.origin
            report.about(
                key_result,
                key,
                "the target is the baseline: there is no way to go",
                'to hold a level, write `keep: ">= …"`; to move it, write another target',
                unless_damaged=("from",),
                related=(Related(origin.value("from"), "the baseline"),) if origin.has("from") else (),
            )


def _comes_down_from_nowhere(key_result: KeyResult, aim: FromTo | Relative | Keep | None, context: Context) -> bool:
    """`to: 0` without `from`, and without a KPI that knows where it stands."""
    if not isinstance(aim, FromTo) or aim.baseline is not None or aim.target != 0:
        return False
    return not _has_known_start(key_result, aim, context)


def _empty_way(aim: FromTo | Relative | Keep | None) -> str | None:
    """The key that leads nowhere, or None."""
    match aim:
        case FromTo(baseline=Decimal() as baseline, target=Decimal() as target) if baseline == target:
            return "to"
        case Relative(by=by) if by == 0:
            return "by"
        case Relative(baseline=Decimal() as baseline, percent=True) if baseline == 0:
            return "by"
    return None


@rule("M106", "number-disagrees", Level.WARNING)
def number_disagrees(context: Context, report: Reporter) -> None:
    """Finds key results whose title claims another target than their measure has: "to 5 %" where the target is 6. The
    target, the baseline, the way between them (as an amount or in percent) and the same in a unit that converts to the
    measure's all agree. Only an amount that claims the target counts, never the denominator of a rate (per 1,000), a
    time that something may take (within 24 hours), a threshold of what is counted (more than 30 days), a name, a rank.

    Why: The score follows the measure, readers follow the title. One of the two was changed and the other forgotten.

    Fix: Find out which one was agreed, and write it in both, or leave the number out of the title: the measure is
    shown beside it anyway.

    Source: "Honest history when a target moves" is among the wishes most heard in public trackers of goal tools.
    """
    for key_result in context.live_key_results:
        aim = aim_of(key_result)
        if aim is None or key_result.origin.damaged:
            continue
        said = disagreeing(key_result.title, aim, _unit_of(key_result, context), context.words)
        key = next((key for key in ("to", "by", "keep") if key_result.origin.has(key)), None)
        if said is None or key is None:
            continue
        start, end = said.amount.start, said.amount.end
        report.about(
            key_result,
            "title",
            f"the title says {quoted(key_result.title[start:end])}, and nothing in the measure does",
            "write what was agreed in both, or leave the number out of the title",
            span=(start, end - start),
            related=(Related(key_result.origin.value(key), "this is what is scored"),),
        )


def _unit_of(key_result: KeyResult, context: Context) -> Unit | None:
    """The key result's unit, else that of the KPI that measures it."""
    kpi = (
        context.portfolio.kpis.get(key_result.measure.kpi.goal) if isinstance(key_result.measure, KpiMeasure) else None
    )
    return unit(key_result.unit or (kpi.unit if kpi else None))


@rule("M107", "no-unit", Level.INFO)
def no_unit(context: Context, report: Reporter) -> None:
    """Finds key results and KPIs with numbers and no `unit`, unless the title tells ("20 new clients", "number of …"),
    things are counted from 0 ("new customers"), or the thing has none (a score, an index, NPS).

    Why: 20 of what? A number alone is read as percent by one and as seconds by the other, and charts have no axis.

    Fix: Add `unit`, such as `"%"`, `EUR`, `days` or `clients`.

    Source: Google's OKR playbook: metrics must be unambiguous.
    """
    for key_result in context.live_key_results:
        key = _number_key(key_result)
        if key and not _tells_unit(key_result, context.words):
            _no_unit(key_result, key, report)
    for kpi in context.live_kpis:
        if not kpi.scale and not _tells_unit(kpi, context.words):
            _no_unit(kpi, "target", report)


def _no_unit(item: KeyResult | Kpi, key: str, report: Reporter) -> None:
    help = 'add `unit`, such as "%", EUR, days or clients'
    report.about(item, key, "a number without a unit", help, unless_damaged=("unit",))


def _number_key(key_result: KeyResult) -> str | None:
    """The key of a key result's own number; None where it has none, or the KPI says its unit."""
    match key_result.measure:
        case FromTo(target=target):
            return "to" if target is not None else "from"
        case Relative(percent=False):
            return "by"
        case Keep():
            return "keep"
    return None


def _tells_unit(item: KeyResult | Kpi, words: WordLists) -> bool:
    if item.unit or words.find(item.title, "unitless"):
        return True
    if _MULTIPLE.search(item.title) or _counts_things(item, words):
        return True
    return any(_names_unit(item.title, amount) for amount in amounts(item.title, words))


def _counts_things(item: KeyResult | Kpi, words: WordLists) -> bool:
    """`New registered customers`, from 0 to 5000: things that are counted from nothing are their own unit."""
    aim = aim_of(item) if isinstance(item, KeyResult) else None
    if not isinstance(aim, FromTo) or aim.baseline != 0 or aim.target is None or aim.target % 1 != 0:
        return False
    return not words.find(item.title, "needs_unit")


_MULTIPLE = re.compile(r"\b\d+(?:\.\d+)?\s?[x×](?!\w)", re.IGNORECASE)


def _names_unit(title: str, amount: Amount) -> bool:
    """`5 %`, `€3`, `20 new clients`."""
    follows = re.match(r"\s*[^\W\d_]{2,}", title[amount.end :])
    return amount.percent or not title[amount.start].isdigit() or follows is not None


_PER_THING = re.compile(r"\bper\s+(?!\d|day|week|month|quarter|year)\w", re.IGNORECASE)
"""`visits per visitor` is a proportion, `visits per month` is none."""


@rule("M110", "vanity-metric", Level.INFO)
def vanity_metric(context: Context, report: Reporter) -> None:
    """Finds key results and KPIs that count page views, visits, followers, downloads, e-mails sent and their like. A
    rate of them, and a KPI that drives another one or enters a formula, is none.

    Why: Such numbers are good to look at, and they grow by themselves or for money. Nothing follows from them.

    Fix: Ask what the people counted should do next, and count that; or count their share.

    Source: The founding articles (003) on vanity metrics: visits and followers are good to look at, without effect.
    """
    portfolio = context.portfolio
    for item in context.live_measures:
        match = context.words.find(item.title, "vanity")
        if not match or context.words.find(item.title, "proportion") or _PER_THING.search(item.title):
            continue
        if isinstance(item, Kpi) and (item.parent or item.id in portfolio.formulas_on_kpi):
            continue
        report.about(
            item,
            "title",
            f"{quoted(match[0].lower())} can grow without changing anything",
            "count what these people should do next, or their share",
            span=(match.start(), len(match[0])),
        )


@rule(
    "M108",
    "key-result-count",
    Level.WARNING,
    yields_to=("M101", "M109"),
    options=(RuleOption("min", 3, "the fewest key results"), RuleOption("max", 5, "the most key results")),
)
def key_result_count(context: Context, report: Reporter) -> None:
    """Finds objectives with fewer than 3 or more than 5 key results. One too few or too many (2 or 6) is no more than
    advice. Cancelled and postponed ones don't count.

    Why: With one or two, the objective can be missed although all of them are reached. With more than five, nobody
    remembers them, and each gets a little care.

    Fix: Ask "could all of these be reached and the objective still be missed?"; if so, add what is missing. With too
    many, keep those that decide.

    Source: The founding articles (000, 002): 3 to 5 key results each; Atlassian's OKR play says the same.
    """
    fewest, most = context.option("M108", "min"), context.option("M108", "max")
    for objective in context.live_objectives:
        living = [k for k in objective.key_results if not k.state.is_given_up]
        count = len(living) + objective.confidential_key_results
        if count and not fewest <= count <= most:
            report.about(
                objective,
                "key_results",
                f"{counted(count, 'key result')}; {fewest} to {most} tell whether an objective is reached",
                "add what is missing for the objective to be reached" if count < fewest else "keep those that decide",
                on_key=True,
                is_advice=fewest - 1 <= count <= most + 1,
            )


@rule("M109", "mostly-milestones", Level.WARNING)
def mostly_milestones(context: Context, report: Reporter) -> None:
    """Finds objectives of which more than half of the key results are only done or not done (`done`, `steps`).

    Why: A list of milestones is a plan. It can be worked off to the last line while nothing that the objective is
    about has changed.

    Fix: Keep the one or two milestones that matter, move the others to `initiatives`, and measure what they bring
    about.

    Source: Google's OKR playbook: key results are not a task list. "Make something" is allowed where nothing can be
    measured yet (founding articles, 001).
    """
    for objective in context.live_objectives:
        living = list(live_key_results(objective))
        milestones = [k for k in living if isinstance(k.measure, Done | Steps)]
        if 2 * len(milestones) > len(living) + objective.confidential_key_results:
            are = "is a milestone" if len(milestones) == 1 else "are milestones"
            report.about(
                objective,
                "key_results",
                f"{len(milestones)} of {counted(len(living), 'key result')} {are}: done or not done",
                "measure what they bring about, and move the others to `initiatives`",
                on_key=True,
                related=tuple(
                    Related(k.origin.value("title"), f"{quoted(k.title)} is a milestone") for k in milestones
                ),
            )


@rule("M112", "no-source", Level.INFO)
def no_source(context: Context, report: Reporter) -> None:
    """Finds key results and KPIs with a number of which nothing says where it is read (`source`). A key result on a
    KPI has the KPI's source; a computed KPI has its formula.

    Why: When the owner is away, nobody can check in; and two people who read the number in two places get two numbers.

    Fix: Add `source` with the report, the page or the person that the number comes from.

    Source: "Where does this number come from?" is among the most asked questions in public trackers of goal tools;
    Google's OKR playbook: evidence must be available.
    """
    for key_result in context.live_key_results:
        if isinstance(key_result.measure, FromTo | Relative | Keep) and key_result.source is None:
            _no_source(key_result, report)
    for kpi in context.live_kpis:
        if kpi.source is None and kpi.formula is None:
            _no_source(kpi, report)


def _no_source(item: KeyResult | Kpi, report: Reporter) -> None:
    help = "add `source` with the report or the page that it comes from"
    report.about(item, "title", "nothing says where this number is read", help, unless_damaged=("source",))
