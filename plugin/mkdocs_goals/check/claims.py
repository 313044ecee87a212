"""What a title claims of its measure: which of its amounts say where the number should be, or where it comes from.

Most numbers in titles claim nothing: the denominator of a rate ("per 1,000"), a time that something may take ("within
24 hours"), a threshold of what is counted ("open for more than 30 days"), a name or a rank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from mkdocs_goals.check.amounts import Amount, amounts
from mkdocs_goals.check.units import Unit, same, unit
from mkdocs_goals.check.words import WordLists
from mkdocs_goals.model.goal import FromTo, Keep, Relative


class Role(StrEnum):
    """What an amount says of the measure."""

    TO = "to"
    """Where it should be: "to 5 %", "reach 100", "an NPS of 40"."""
    FROM = "from"
    """Where it comes from, in "from 3 to 5"."""
    BY = "by"
    """How far it should move: "by 20 %"."""
    LIMIT = "limit"
    """What it should keep to: "at least 90 %", "under 15 minutes"."""
    COUNT = "count"
    """How many of something: "20 new clients", "sign 10 partners"."""


@dataclass(frozen=True, slots=True)
class Claim:
    """An amount of a title, what it claims, and its unit where the words behind it name one."""

    amount: Amount
    role: Role
    unit: Unit | None


_TO = re.compile(
    r"\b(?:to|down to|up to|reach(?:es|ing)?|hit(?:s|ting)?|achiev(?:e|es|ing)|attain(?:s|ing)?|exceed(?:s|ing)?"
    r"|(?:nps|score|rating|rate|average|index|level|total|target|share|margin|uptime|availability)\s+of)"
    r"(?:\s+(?:a|an|about|around|at least|at most|above|below|over|under|nearly|only|just|more than|less than))*\W*$",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby(?:\s+(?:a|an|about|around|at least|over|another|up to|more than))*\W*$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom(?:\s+(?:a|an|about|around))*\W*$", re.IGNORECASE)
_COMPARED = r"(?:at least|at most|under|below|above|over|(?:no )?(?:less|more) than|fewer than|minimum of|maximum of)"
_LIMIT = re.compile(rf"(?:\b{_COMPARED}|[<>≤≥]=?)\W*$", re.IGNORECASE)
_PAIR = re.compile(
    r"\s*[^\d,;]{0,30}?\s*\b(?:down |up )?to\b(?: (?:about|above|at least|at most|below|over|under))?\W*"
    r"|\s*(?:→|->|–|-)\s*",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"\b(?:per|out of|every|each|in|within|for|after|in under|in less than|in at most)\W*$|/\s*$", re.IGNORECASE
)
_OF_THE_COUNTED = re.compile(
    r"\b(?:with|having|have|has|who|that|which|older|open|longer|larger|worth|spending|paying|late|for|in|within|of)"
    rf"\s+{_COMPARED}\W*$",
    re.IGNORECASE,
)
_UNIT = re.compile(r"[\s-]*([^\W\d_]+(?:\s[^\W\d_]+)?)")


@lru_cache(maxsize=4096)
def claims(title: str, words: WordLists) -> tuple[Claim, ...]:
    """What a title claims, in order. Where something claims the target plainly, limits and counts claim nothing."""
    found = tuple(_claims(title, words))
    plain = tuple(claim for claim in found if claim.role in (Role.TO, Role.FROM, Role.BY))
    limits = tuple(claim for claim in found if claim.role is Role.LIMIT)
    return plain or limits or found


def _claims(title: str, words: WordLists) -> Iterator[Claim]:
    found = amounts(title, words)
    starts = {amount.start for amount in found}
    for place, amount in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else None
        role = _role(title, amount, following, is_only=len(starts) == 1, words=words)
        if role is not None:
            measured = following if role is Role.FROM and following and not amount.percent else amount
            yield Claim(amount, role, _unit_of(title, measured, words))


def _role(title: str, amount: Amount, following: Amount | None, is_only: bool, words: WordLists) -> Role | None:
    before = title[: amount.start]
    if following and _FROM.search(before) and _PAIR.fullmatch(title[amount.end : following.start]):
        return Role.FROM
    if _TO.search(before):
        return Role.TO
    if _BY.search(before):
        return Role.BY
    if _RATE.search(before) or _OF_THE_COUNTED.search(before):
        return None
    if _LIMIT.search(before):
        return Role.LIMIT
    return Role.COUNT if is_only and _counts(title, amount, words) else None


def _counts(title: str, amount: Amount, words: WordLists) -> bool:
    """Whether a title begins with how many there should be, or with a verb and then how many."""
    before = title[: amount.start].strip()
    if not before:
        return True
    verb = words.first(before, "increase", "output", "counting")
    return verb is not None and not before[verb.end() :].strip()


def _unit_of(title: str, amount: Amount, words: WordLists) -> Unit | None:
    if amount.percent:
        return unit("%")
    written = title[amount.start : amount.end]
    if written[0] in "€$£":
        return unit(written[0])
    if written[-1] in "€£":
        return unit(written[-1])
    match = _UNIT.match(title, amount.end)
    if match is None or words.has(match[1].split()[0], "preposition"):
        return None
    return unit(match[1])


Aim = FromTo | Relative | Keep
_FACTORS = tuple(map(Decimal, ("1", "100", "0.01", "1000", "0.001", "1000000", "0.000001", "60", "24", "7", "12")))
"""Where a unit is not known: a title may say 5 % where the file says 0.05, "2 million" where it says 2 (millions)."""


def disagreeing(title: str, aim: Aim, measured_in: Unit | None, words: WordLists) -> Claim | None:
    """What a title claims and the measure does not know.

    Of "from … to …" each has to agree with its own end; of several others, one that agrees is enough. What is claimed
    in another unit than the measure's, one that does not convert to it, is about something else.
    """
    said = [claim for claim in claims(title, words) if _is_about(claim, measured_in)]
    baseline = aim.baseline if isinstance(aim, FromTo | Relative) else None
    for claim in said:
        if claim.role is Role.FROM and baseline is not None and not _agrees(claim, [baseline], measured_in):
            return claim
    rest = [claim for claim in said if claim.role is not Role.FROM]
    known = list(_known(aim))
    if not known or any(_agrees(claim, known, measured_in) or _is_way(claim, aim) for claim in rest):
        return None
    return rest[-1] if rest else None


def _is_about(claim: Claim, measured_in: Unit | None) -> bool:
    if claim.role is Role.BY and claim.amount.percent:
        return True
    if claim.unit is None or measured_in is None:
        return claim.role is not Role.LIMIT
    if claim.role is Role.LIMIT or claim.unit.kind or measured_in.kind:
        return claim.unit.converts_to(measured_in)
    return True


def _agrees(claim: Claim, known: Iterable[Decimal], measured_in: Unit | None) -> bool:
    value = claim.amount.value
    if claim.unit and measured_in and claim.unit.kind and claim.unit.converts_to(measured_in):
        return any(same(value, claim.unit, number, measured_in) for number in known)
    return any(abs(value) == abs(number) * factor for number in known for factor in _FACTORS)


def _is_way(claim: Claim, aim: Aim) -> bool:
    """Whether it is the way between two ends in percent of the first, whole or not, or how many times as much."""
    match aim:
        case FromTo(baseline=Decimal() as baseline, target=Decimal() as target) if baseline:
            percent = abs((target - baseline) / baseline * 100)
            return abs(claim.amount.value) in (percent, percent.to_integral_value(), abs(target / baseline))
    return False


def _known(aim: Aim) -> Iterator[Decimal]:
    """Every number that a title may rightly say of a measure."""
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
