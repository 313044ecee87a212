"""The table of keys: every key that a goal file takes, one block after the other. What they mean together is for the
checker.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from mkdocs_goals.model.calendar import Frequency, Weekday
from mkdocs_goals.model.goal import Aggregate, Commitment, Direction, KpiKind, Outcome, State
from mkdocs_goals.read.table import OBVIOUS_KEYS, AnyForm, Block, BlockOf, ListOf, MapOf, Value, key
from mkdocs_goals.read.tree import Node, Scalar
from mkdocs_goals.read.value_types import (
    BY_DATE,
    CONFIDENCE,
    DAY,
    DONE_ON,
    ID,
    LINE,
    NAMED_ID,
    NUMBER,
    NUMBER_SCHEMA,
    REFERENCE,
    SHARE,
    TEXT,
    WEIGHT,
    WRITTEN,
    word_of,
)

_NOTHING = {"type": "null"}
_BAND = {"type": "array", "items": NUMBER_SCHEMA, "minItems": 2, "maxItems": 2}
_LIMIT = {"oneOf": [NUMBER_SCHEMA, _BAND, {"type": "string"}, _NOTHING]}
_BY = {"oneOf": [NUMBER_SCHEMA, {"type": "string", "pattern": r"^[-+]?[0-9.]+ ?%$"}, _NOTHING]}
_LEVELS = {"type": ["object", "null"], "minProperties": 1, "additionalProperties": False,
           "patternProperties": {r"^(0(\.[0-9]*)?|1(\.0*)?)$": {"type": ["string", "number", "boolean"]}}}  # fmt: skip
_TARGET = {"oneOf": [NUMBER_SCHEMA, _BAND, {"type": "string"}, _NOTHING,
                     {"type": "object", "additionalProperties": _LIMIT}]}  # fmt: skip
_NUMERAL = r"[-+]?[0-9.]+([eE][-+]?[0-9]+)?"
_KEEP = {"type": "string", "pattern": rf"^\s*((>=|<=|≥|≤|>|<)\s*{_NUMERAL}|{_NUMERAL}\s*\.\.\s*{_NUMERAL})\s*$"}


class CheckInBlock(Block, shorthand="value"):
    """A check-in of a key result: the value alone, or with a confidence, a note and who says it."""

    value: Decimal | None = key(NUMBER, "The value on that day.", 3.9)
    confidence: Decimal | None = key(CONFIDENCE, "0 to 10; 5 means even odds.", 7)
    note: str | None = key(TEXT, "What happened, in a sentence.", "new checkout is live")
    by: Scalar | None = key(NAMED_ID, "The person who says it.", "linh")


class RemarkBlock(Block, shorthand="note"):
    """A check-in of a whole objective: a note, with a confidence and who says it."""

    note: str | None = key(TEXT, "What there is to say of the whole objective.", "the launch moved by a week")
    confidence: Decimal | None = key(CONFIDENCE, "0 to 10; 5 means even odds.", 6)
    by: Scalar | None = key(NAMED_ID, "The person who says it.", "linh")


class StepBlock(Block):
    """One milestone."""

    title: str = key(LINE, "What is done then.", "Design agreed", required=True)
    weight: Decimal | None = key(WEIGHT, "Its share among the steps; 1 where it is not said.", 2)
    due: date | None = key(DAY, "When it should be done.", "2024-08-15")
    done: bool | date | None = key(DONE_ON, "false, true or the date it was done.", "2024-08-10")


class KeyResultBlock(Block):
    """How we know that the objective is reached: exactly one way of measuring."""

    title: str = key(LINE, "What changes, in one line.", "Conversion rate of the shop", required=True)
    id: str | None = key(ID, "Its id inside the objective; else the slug of its title.", "conversion")
    owner: Scalar | None = key(NAMED_ID, "The one person who answers for it.", "linh")
    unit: str | None = key(LINE, "The unit of its numbers.", "%", "EUR", "days")
    weight: Decimal | None = key(WEIGHT, "Its share in the objective's score; 1 where it is not said.", 2)
    starts: date | None = key(DAY, "Its first day; else the cycle's.", "2024-07-15")
    due: date | None = key(DAY, "Its last day; else the cycle's.", "2024-09-15")
    state: State | None = key(word_of(State), "Its life; cancelled and postponed need a reason.", "active")
    reason: str | None = key(TEXT, "Why it was cancelled or postponed.", "the market closed")
    commitment: Commitment | None = key(
        word_of(Commitment), "0.7 is success when aspirational, 1.0 when committed.", "committed"
    )
    source: str | None = key(TEXT, "Where the number is read.", "shop dashboard")
    note: str | None = key(TEXT, "Anything worth knowing about it.", "counted after returns")
    audience: str | None = key(LINE, "Who may read it; everyone in the company where it is not said.", "board")
    check_ins: dict[str, CheckInBlock] | None = key(
        MapOf(BlockOf(CheckInBlock), BY_DATE), "One line a check-in: date and value.", {"2024-08-01": 3.9}
    )
    phases: dict[str, Decimal] | None = key(
        MapOf(NUMBER, BY_DATE), "The values expected on the way, by date.", {"2024-08-15": 3.5}
    )
    from_: Decimal | None = key(NUMBER, "The baseline.", 3, name="from")
    to: Decimal | None = key(NUMBER, "The target.", 5)
    by: Node | None = key(AnyForm(_BY), "The change from the baseline.", "+25%", "-15%", 200)
    keep: Scalar | None = key(Value(WRITTEN.take, _KEEP), "The level to hold.", ">= 99.9", "<= 15", "< 15", "90..110")
    every: Frequency | None = key(
        word_of(Frequency), "How often the level is looked at; weekly where it is not said.", "monthly"
    )
    done: bool | date | None = key(DONE_ON, "Something made: false, true or the date.", "2024-08-20")
    steps: list[StepBlock] | None = key(
        ListOf(BlockOf(StepBlock)), "Weighted milestones.", [{"title": "Design agreed", "done": True}]
    )
    levels: Node | None = key(AnyForm(_LEVELS), "Outcomes in words, by score.", {"0.3": "pilot"})
    kpi: Scalar | None = key(REFERENCE, "The KPI whose measurements are the values.", "conversion-rate")
    objective: Scalar | None = key(REFERENCE, "The objective whose score is the value.", "grow-sales")


class InitiativeBlock(Block):
    """A key activity: shown, never counted."""

    title: str = key(LINE, "What is being done.", "Rebuild the checkout", required=True)
    owner: Scalar | None = key(NAMED_ID, "Who does it.", "linh")
    done: bool | date | None = key(DONE_ON, "false, true or the date it was done.", False)
    link: Scalar | None = key(WRITTEN, "Where it is followed.", "https://example.com/project")


class LinkBlock(Block):
    """A web address worth following."""

    title: str | None = key(LINE, "What is there.", "Dashboard")
    url: Scalar = key(WRITTEN, "http, https, mailto or relative.", "https://example.com/", required=True)


class ClosedBlock(Block):
    """The grade at the end."""

    day: date | None = key(DAY, "The day it was closed; the score is frozen on it.", "2024-09-30", name="date")
    outcome: Outcome | None = key(word_of(Outcome), "The owner's own word.", "achieved")
    score: Decimal | None = key(SHARE, "The owner's own judgement, 0 to 1, beside the computed score.", 0.7)
    learning: str | None = key(TEXT, "What the team takes with it.", "start earlier with partners")


class GoalBlock(Block):
    """What objectives and KPIs share."""

    id: str | None = key(ID, "The goal's id; else the file's name.", "grow-sales")
    team: Scalar | None = key(NAMED_ID, "Whose goal it is; without it, the company's.", "sales")
    owner: Scalar | None = key(NAMED_ID, "The one person who answers for it.", "linh")
    state: State | None = key(word_of(State), "Its life; cancelled and postponed need a reason.", "active")
    reason: str | None = key(TEXT, "Why it was cancelled or postponed.", "the market closed")
    supports: list[Scalar] | None = key(ListOf(REFERENCE), "The goals that this one helps.", ["grow-sales"])
    audience: str | None = key(LINE, "Who may read it; everyone in the company where it is not said.", "board")
    tags: list[str] | None = key(ListOf(LINE), "Words to find it by.", ["growth"])
    links: list[LinkBlock] | None = key(
        ListOf(BlockOf(LinkBlock)), "Addresses worth following.", [{"title": "Plan", "url": "https://example.com/"}]
    )


class ObjectiveBlock(GoalBlock):
    """Front matter of an objective: where a team wants to be in a cycle, with its key results."""

    type: str | None = key(LINE, "`objective` (the default) or `kpi`.", "objective")
    title: str = key(LINE, "Where we want to be, in one line.", "Our shop is a pleasure", required=True)
    cycle: Scalar = key(WRITTEN, "When it counts.", "2024-Q3", "2024", required=True)
    contributors: list[Scalar] | None = key(ListOf(NAMED_ID), "Who else works on it.", ["minh"])
    commitment: Commitment | None = key(
        word_of(Commitment), "0.7 is success when aspirational, 1.0 when committed.", "aspirational"
    )
    weight: Decimal | None = key(WEIGHT, "Its share in the team's score; 1 where it is not said.", 1)
    key_results: list[KeyResultBlock] | None = key(
        ListOf(BlockOf(KeyResultBlock)), "Three to five ways to know.", [{"title": "x", "from": 3, "to": 5}]
    )
    initiatives: list[InitiativeBlock] | None = key(
        ListOf(BlockOf(InitiativeBlock)), "Key activities: shown, never counted.", [{"title": "x"}]
    )
    check_ins: dict[str, RemarkBlock] | None = key(
        MapOf(BlockOf(RemarkBlock), BY_DATE), "What was said of the whole, by date.", {"2024-08-01": "going well"}
    )
    closed: ClosedBlock | None = key(
        BlockOf(ClosedBlock), "The grade at the end.", {"date": "2024-09-30", "outcome": "achieved"}
    )
    continues: Scalar | None = key(REFERENCE, "The earlier goal that this one carries on.", "grow-sales-q2")


class BenchmarkBlock(Block):
    """What others reach, and who says so."""

    value: Decimal = key(NUMBER, "What others reach.", 2.5, required=True)
    source: str | None = key(TEXT, "Who says so.", "trade association, 2023")


class MeasurementBlock(Block, shorthand="value"):
    """A KPI's value in a period: the value alone, or with a note."""

    value: Scalar = key(WRITTEN, "A number, or a word of the scale.", 3.2, required=True)
    note: str | None = key(TEXT, "What explains it.", "two days without the shop")


class KpiBlock(GoalBlock):
    """Front matter of a KPI: a lasting measure of how a process runs."""

    type: str = key(LINE, "`kpi`.", "kpi", required=True)
    title: str = key(LINE, "What is measured, in one line.", "Conversion rate", required=True)
    definition: str | None = key(TEXT, "What is counted, and what is not.", "orders ÷ visits × 100 %, without returns")
    source: str | None = key(TEXT, "Where the number is read.", "shop dashboard")
    unit: str | None = key(LINE, "The unit of its numbers.", "%", "EUR", "days")
    direction: Direction | None = key(word_of(Direction), "Which way is better: up (default), down, range.", "up")
    frequency: Frequency | None = key(
        word_of(Frequency), "How often it is measured; monthly where it is not said.", "monthly"
    )
    target: Node | None = key(AnyForm(_TARGET), "What is met at 100 %, or by period.", 4, [90, 110])
    warning: Node | None = key(AnyForm(_LIMIT), "Where healthy ends and warning begins.", 3.5)
    critical: Node | None = key(AnyForm(_LIMIT), "Where warning ends and critical begins.", 3)
    scale: list[str] | None = key(
        ListOf(LINE), "Words, worst first, for a KPI in words.", ["negative", "neutral", "positive"]
    )
    benchmark: BenchmarkBlock | None = key(
        BlockOf(BenchmarkBlock), "What others reach.", {"value": 2.5, "source": "trade association"}
    )
    aggregate: Aggregate | None = key(
        word_of(Aggregate),
        "How several periods become one: last (default) for what is there at a time, sum for what flows.",
        "sum",
    )
    skip: list[Scalar] | None = key(
        ListOf(replace(WRITTEN, words=tuple(map(str, Weekday)))),
        "Weekdays and periods that have no value by nature.",
        ["saturday", "sunday"],
    )
    kind: KpiKind | None = key(word_of(KpiKind), "lagging (default) or leading.", "leading")
    parent: Scalar | None = key(REFERENCE, "The KPI that this one drives.", "market-share")
    formula: str | None = key(LINE, "Computed from other KPIs of the same period.", "100 * {orders} / {visits}")
    measurements: dict[str, MeasurementBlock] | None = key(
        MapOf(BlockOf(MeasurementBlock)), "One line a period.", {"2024-07": 3.2}
    )
    data: str | None = key(LINE, "A CSV of `period,value[,note]` in the goals folder.", "visits.csv")


OBVIOUS_KEYS.update(dict.fromkeys((*ObjectiveBlock.keys, *KeyResultBlock.keys, *KpiBlock.keys)))
