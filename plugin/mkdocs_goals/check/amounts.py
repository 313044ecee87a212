"""Numbers in titles: which of them are amounts, and which are years, names or times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from mkdocs_goals.check.words import WordLists

_NUMBER = re.compile(
    r"""(?<![\w.,/:#'-])(?P<sign>[-+−](?=\d))?(?P<currency>[€$£¥]\s?)?
    (?P<digits>\d{1,3}(?:[,'\ \u00a0\u202f]\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}|\d+(?:[.,]\d+)?)
    (?P<scale>\s?(?:k|m|bn|thousand|million|billion)(?![\w]))?
    (?P<unit>\s?(?:%|percent(?!\w)|per\ cent(?!\w)|€|£))?(?P<over>\+)?(?![\w/:]|[.,]\d|-\d)""",
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
_SCALES = {
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "million": 1_000_000,
    "bn": 1_000_000_000,
    "billion": 1_000_000_000,
}
_WORD_BEFORE = re.compile(r"([\w.#-]+|[#=≥≤<>]+)\s*$")
_WORDS_BEFORE = re.compile(r"((?:[\w.]+\s+)?[\w.]+)\s*$")
_WORD_AFTER = re.compile(r"[\s-]*([^\W\d_]+)")
_MOST_CHARACTERS = 300
"""Longer titles have rule S101; what stands so far behind is not read as a number."""
_FIRST_YEAR, _LAST_YEAR = 1990, 2060


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in a title: its value, where it stands, and whether it is a percentage."""

    value: Decimal
    start: int
    end: int
    percent: bool


@lru_cache(maxsize=16_384)
def amounts(title: str, words: WordLists) -> tuple[Amount, ...]:
    """The amounts in a title, in order. Years, dates, ranks, names with a number and times are none."""
    return tuple(_amounts(title, words))


def _amounts(title: str, words: WordLists) -> Iterator[Amount]:
    title = title[:_MOST_CHARACTERS]
    for match in _NUMBER.finditer(title):
        percent = (match["unit"] or "").strip().lower() in ("%", "percent", "per cent")
        certain = percent or match["currency"] or match["unit"] or match["scale"]
        if not certain and (_is_name(title, match, words) or _is_time(title, match, words)):
            continue
        yield Amount(_value(match), match.start(), match.end(), percent)


def _value(match: re.Match[str]) -> Decimal:
    digits = re.sub(r"[' \u00a0\u202f]", "", match["digits"])
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", digits):
        digits = digits.replace(",", "")
    elif digits.count(".") > 1:
        digits = digits.replace(".", "")
    value = Decimal(digits.replace(",", "."))
    value *= _SCALES.get((match["scale"] or "").strip().lower(), 1)
    return -value if match["sign"] in ("-", "−") else value


def _is_name(title: str, match: re.Match[str], words: WordLists) -> bool:
    """`Top 10`, `ISO 27001`, `Windows 11`, `2024`, `the queue at desk 3`: a number that names something."""
    digits = match["digits"]
    if digits.isdigit() and _FIRST_YEAR <= int(digits) <= _LAST_YEAR:
        return True
    before = _WORD_BEFORE.search(title, 0, match.start())
    if before is None:
        return False
    word = before[1]
    if words.has(word, "number_label") or (word[0].isupper() and any(map(str.isalnum, title[: before.start()]))):
        return True
    after = _WORD_AFTER.match(title, match.end())
    counts_nothing = after is None or words.has(after[1], "preposition")
    return counts_nothing and digits.isdigit() and not words.has(word, "amount_before") and not match["over"]


def _is_time(title: str, match: re.Match[str], words: WordLists) -> bool:
    """`in 12 months`, `30 September`, `by March 31`."""
    after = _WORD_AFTER.match(title, match.end())
    follows = after[1] if after else ""
    before = _WORDS_BEFORE.search(title, 0, match.start())
    leads = " ".join(before[1].split()) if before else ""
    last = leads.split()[-1] if leads else ""
    if words.has(follows, "month") or words.has(last, "month"):
        return True
    return words.has(follows, "time_unit") and (words.has(leads, "time_before") or words.has(last, "time_before"))
