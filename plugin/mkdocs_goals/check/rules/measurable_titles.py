"""M, measurable: what a title says of a number, against what is measured."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from decimal import Decimal

from mkdocs_goals.check.amounts import Amount, amounts
from mkdocs_goals.check.context import Context, goal_id_of, shown
from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.rule import Remark, rule
from mkdocs_goals.check.rules.measurable import aim_of
from mkdocs_goals.check.words import WordLists
from mkdocs_goals.model.diagnostic import Related
from mkdocs_goals.model.goal import FromTo, Keep, KeyResult, Kpi, Relative
from mkdocs_goals.model.place import Place

_FACTORS = tuple(map(Decimal, ("1", "100", "0.01", "1000", "0.001", "1000000", "0.000001", "60", "24", "7", "12")))
"""A title may say 5 % where the file says 0.05, "2 million" where it says 2 (millions), an hour for 60 minutes."""


@rule(
    "M106",
    "number-disagrees",
    Level.WARNING,
    fires="""
        ---
        title: Paying is a matter of seconds
        cycle: 2024-Q3
        key_results:
          - title: Conversion rate from 3 % to 5 %
            unit: "%"
            from: 3
            to: 6
        ---
        """,
    silent="""
        ---
        title: Paying is a matter of seconds
        cycle: 2024-Q3
        key_results:
          - title: Conversion rate from 3 % to 5 %
            unit: "%"
            from: 3
            to: 5
          - title: Leads up by 15 %
            unit: leads
            from: 200
            to: 230
        ---
        """,
)
def number_disagrees(context: Context) -> Iterator[Remark]:
    """Finds key results whose title names another amount than their measure. The target, the baseline, the way
    between them (as an amount or in percent) and their multiples by a change of unit all agree with it.

    Why: The score follows the measure, readers follow the title. One of the two was changed and the other forgotten.

    Fix: Find out which one was agreed, and write it in both, or leave the number out of the title: the measure is
    shown beside it anyway.

    Source: "Honest history when a target moves" is among the wishes most heard in public trackers of goal tools.
    """
    for key_result in context.live_key_results:
        aim = aim_of(key_result)
        if aim is None or key_result.origin.damaged:
            continue
        said = _disagreeing(key_result.title, aim, context.words)
        key = next((key for key in ("to", "by", "keep") if key_result.origin.has(key)), None)
        if said is None or key is None:
            continue
        yield Remark(
            f"the title says {shown(key_result.title[said.start : said.end])}, and nothing in the measure does",
            key_result.origin.part("title", said.start, said.end - said.start),
            "write what was agreed in both, or leave the number out of the title",
            key_result.objective,
            (Related(key_result.origin.value(key), "this is what is scored"),),
        )


def _disagreeing(title: str, aim: FromTo | Relative | Keep, words: WordLists) -> Amount | None:
    """The amount of a title that the measure does not know.

    Of "from … to …" each has to agree with its own end; of several others, one that agrees is enough.
    """
    found = amounts(title, words)
    known, shares = list(_known(aim)), list(_shares(aim))
    if not found or not known:
        return None
    if isinstance(aim, FromTo) and len(found) == 2 and _FROM.search(title[: found[0].start]):
        ends = zip(found, (aim.baseline, aim.target), strict=True)
        return next((said for said, end in ends if end is not None and not _agrees(said.value, (end,))), None)
    strange = [amount for amount in found if abs(amount.value) not in shares and not _agrees(amount.value, known)]
    return strange[-1] if len(strange) == len(found) else None


_FROM = re.compile(r"\bfrom\W*$", re.IGNORECASE)


def _agrees(value: Decimal, known: Collection[Decimal]) -> bool:
    return value in known or any(abs(value) == abs(number) * factor for number in known for factor in _FACTORS)


def _known(aim: FromTo | Relative | Keep) -> Iterator[Decimal]:
    """Every number that a title may rightly say of a measure, in its unit or in another one."""
    match aim:
        case Keep(low=low, high=high):
            yield from (limit for limit in (low, high) if limit is not None)
        case Relative(baseline=baseline, by=by, percent=percent):
            yield by
            if baseline is not None:
                change = baseline * by / 100 if percent else by
                yield from (baseline, change, baseline + change)
        case FromTo(baseline=baseline, target=target):
            ends = [end for end in (baseline, target) if end is not None]
            yield from ends
            if len(ends) == 2:
                yield ends[1] - ends[0]


def _shares(aim: FromTo | Relative | Keep) -> Iterator[Decimal]:
    """The way between two ends in percent of the first, whole or not, and the second as a multiple of the first."""
    match aim:
        case FromTo(baseline=Decimal() as baseline, target=Decimal() as target) if baseline:
            percent = abs((target - baseline) / baseline * 100)
            yield from (percent, percent.to_integral_value(), abs(target / baseline))


@rule(
    "M107",
    "no-unit",
    Level.INFO,
    fires="""
        ---
        title: Paying is a matter of seconds
        cycle: 2024-Q3
        key_results:
          - title: Time from basket to receipt
            from: 90
            to: 20
        ---
        """,
    silent="""
        ---
        title: Paying is a matter of seconds
        cycle: 2024-Q3
        key_results:
          - title: Time from basket to receipt
            unit: seconds
            from: 90
            to: 20
          - title: Number of banks that are connected
            from: 0
            to: 3
        ---
        """,
)
def no_unit(context: Context) -> Iterator[Remark]:
    """Finds key results and KPIs with numbers and no `unit`, unless the title tells ("20 new clients", "number of …"),
    things are counted from 0 ("new customers"), or the thing has none (a score, an index, NPS).

    Why: 20 of what? A number alone is read as percent by one and as seconds by the other, and charts have no axis.

    Fix: Add `unit`, such as `"%"`, `EUR`, `days` or `clients`.

    Source: Google's OKR playbook: metrics must be unambiguous.
    """
    for key_result in context.live_key_results:
        place = _number_place(key_result)
        if place and not _tells_unit(key_result, context.words):
            yield _no_unit(place, key_result.objective)
    for kpi in context.live_kpis:
        place = kpi.origin.value("target") if kpi.origin.has("target") else kpi.origin.value("title")
        if not kpi.scale and not _tells_unit(kpi, context.words):
            yield _no_unit(place, kpi.id)


def _no_unit(place: Place, goal: str) -> Remark:
    return Remark("a number without a unit", place, 'add `unit`, such as "%", EUR, days or clients', goal)


def _number_place(key_result: KeyResult) -> Place | None:
    """Where a key result's own number stands; None where it has none, or the KPI says its unit."""
    match key_result.measure:
        case FromTo(target=target):
            return key_result.origin.value("to" if target is not None else "from")
        case Relative(percent=False):
            return key_result.origin.value("by")
        case Keep():
            return key_result.origin.value("keep")
    return None


def _tells_unit(item: KeyResult | Kpi, words: WordLists) -> bool:
    if item.unit or "unit" in item.origin.damaged or words.find(item.title, "unitless"):
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


@rule(
    "M110",
    "vanity-metric",
    Level.INFO,
    fires="""
        ---
        title: People know what our shop stands for
        cycle: 2024-Q3
        key_results:
          - title: Followers of our channel
            unit: followers
            from: 1200
            to: 5000
        ---
        """,
    silent="""
        ---
        title: People know what our shop stands for
        cycle: 2024-Q3
        key_results:
          - title: Share of visits that end in an order
            unit: "%"
            from: 3
            to: 5
        ---
        """,
)
def vanity_metric(context: Context) -> Iterator[Remark]:
    """Finds key results and KPIs that count page views, visits, followers, downloads, e-mails sent and their like. A
    rate of them, and a KPI that drives another one or enters a formula, is none.

    Why: Such numbers are good to look at, and they grow by themselves or for money. Nothing follows from them.

    Fix: Ask what the people counted should do next, and count that; or count their share.

    Source: The founding articles (003) on vanity metrics: visits and followers are good to look at, without effect.
    """
    portfolio = context.portfolio
    for item in context.live_measures:
        match = context.words.find(item.title, "vanity")
        if not match or context.words.find(item.title, "proportion"):
            continue
        if isinstance(item, Kpi) and (item.parent or item.id in portfolio.formulas_on_kpi):
            continue
        yield Remark(
            f"{shown(match[0].lower())} can grow without changing anything",
            item.origin.part("title", match.start(), len(match[0])),
            "count what these people should do next, or their share",
            goal_id_of(item),
        )


@rule(
    "M111",
    "direction-disagrees",
    Level.WARNING,
    fires="""
        ---
        title: The shop earns its keep
        cycle: 2024-Q3
        key_results:
          - title: Reduce order cancellations
            unit: "%"
            from: 3
            to: 10
        ---
        """,
    silent="""
        ---
        title: The shop earns its keep
        cycle: 2024-Q3
        key_results:
          - title: Reduce order cancellations
            unit: "%"
            from: 10
            to: 3
        ---
        """,
)
def direction_disagrees(context: Context) -> Iterator[Remark]:
    """Finds key results whose title says "reduce" (or cut, lower, down to) while the target lies above the baseline,
    and the reverse.

    Why: The two numbers were exchanged, or the measure is another one than the title's. The score would reward the
    wrong way.

    Fix: Exchange `from` and `to`, or name in the title what is really measured.

    Source: Decreasing metrics are among the wishes most heard in public trackers of goal tools, and the ones most
    often entered the wrong way round.
    """
    for key_result in context.live_key_results:
        change = _change(key_result)
        up = _asks(key_result.title, "increase", context.words)
        down = _asks(key_result.title, "decrease", context.words)
        if not change or bool(up) == bool(down) or context.words.find(key_result.title, "inverse"):
            continue
        match = down if change > 0 else up
        if match:
            key = "by" if key_result.origin.has("by") else "to"
            way = "above" if change > 0 else "below"
            yield Remark(
                f"the title says {shown(match[0].lower())}, and the target lies {way} the baseline",
                key_result.origin.part("title", match.start(), len(match[0])),
                "exchange `from` and `to`, or name in the title what is measured",
                key_result.objective,
                (Related(key_result.origin.value(key), "the target"),),
            )


def _asks(title: str, direction: str, words: WordLists) -> re.Match[str] | None:
    """The verb with which a title asks for more or less, or "down to" and the like inside it."""
    inside = words.find(title, direction)
    return words.first(title, direction) or (inside if inside and " " in inside[0] else None)


def _change(key_result: KeyResult) -> Decimal:
    """How far the target lies above the baseline; 0 where that is not known."""
    match aim_of(key_result):
        case FromTo(baseline=Decimal() as baseline, target=Decimal() as target):
            return target - baseline
        case Relative(baseline=baseline, by=by, percent=percent):
            return -by if percent and baseline is not None and baseline < 0 else by
    return Decimal(0)
