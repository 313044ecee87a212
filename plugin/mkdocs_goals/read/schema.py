"""The keys of a goal file, as one flat model a block. What they mean together is for the checker.

Polymorphic values (`target`, `warning`, `critical`, `by`, `levels`) stay nodes here; their readers stand beside the
goals that hold them.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, WithJsonSchema

from mkdocs_goals.read.fields import (
    DATE_PATTERN,
    AggregateWord,
    Block,
    CommitmentWord,
    Confidence,
    Day,
    DirectionWord,
    DoneOn,
    FrequencyWord,
    GoalReference,
    Id,
    KindWord,
    Line,
    NamedId,
    Number,
    OutcomeWord,
    Share,
    StateWord,
    Text,
    Weight,
    Written,
)

_NUMBER = {"type": "number", "minimum": -1e15, "maximum": 1e15}
_NOTHING = {"type": "null"}
_BAND = {"type": "array", "items": _NUMBER, "minItems": 2, "maxItems": 2}
_LIMIT = {"oneOf": [_NUMBER, _BAND, {"type": "string"}, _NOTHING]}
_BY = {"oneOf": [_NUMBER, {"type": "string", "pattern": r"^[-+]?[0-9.]+ ?%$"}, _NOTHING]}
_LEVELS = {"type": ["object", "null"], "minProperties": 1, "additionalProperties": False,
           "patternProperties": {r"^(0(\.[0-9]*)?|1(\.0*)?)$": {"type": ["string", "number", "boolean"]}}}  # fmt: skip
_TARGET = {"oneOf": [_NUMBER, _BAND, {"type": "string"}, _NOTHING,
                     {"type": "object", "additionalProperties": _LIMIT}]}  # fmt: skip
_NUMERAL = r"[-+]?[0-9.]+([eE][-+]?[0-9]+)?"
_KEEP = {"type": "string", "pattern": rf"^\s*((>=|<=|≥|≤|>|<)\s*{_NUMERAL}|{_NUMERAL}\s*\.\.\s*{_NUMERAL})\s*$"}
_BY_DATE = {"propertyNames": {"pattern": DATE_PATTERN}}


def key(description: str, *examples: Any, alias: str | None = None, schema: dict[str, Any] | None = None) -> Any:
    """A key that may be left out, with what editors say of it."""
    return Field(default=None, alias=alias, description=description, examples=list(examples), json_schema_extra=schema)


class CheckInBlock(Block):
    """A check-in of a key result: the value alone, or with a confidence, a note and who says it."""

    value: Number | None = key("The value on that day.", 3.9)
    confidence: Confidence | None = key("0 to 10; 5 means even odds.", 7)
    note: Text | None = key("What happened, in a sentence.", "new checkout is live")
    by: NamedId | None = key("The person who says it.", "linh")


class RemarkBlock(Block):
    """A check-in of a whole objective: a note, with a confidence and who says it."""

    note: Text | None = key("What there is to say of the whole objective.", "the launch moved by a week")
    confidence: Confidence | None = key("0 to 10; 5 means even odds.", 6)
    by: NamedId | None = key("The person who says it.", "linh")


class StepBlock(Block):
    """One milestone."""

    title: Line = Field(description="What is done then.", examples=["Design agreed"])
    weight: Weight | None = key("Its share among the steps; 1 where it is not said.", 2)
    due: Day | None = key("When it should be done.", "2024-08-15")
    done: DoneOn | None = key("false, true or the date it was done.", "2024-08-10")


class KeyResultBlock(Block):
    """How we know that the objective is reached: exactly one way of measuring."""

    title: Line = Field(description="What changes, in one line.", examples=["Conversion rate of the shop"])
    id: Id | None = key("Its id inside the objective; else the slug of its title.", "conversion")
    owner: NamedId | None = key("The one person who answers for it.", "linh")
    unit: Line | None = key("The unit of its numbers.", "%", "EUR", "days")
    weight: Weight | None = key("Its share in the objective's score; 1 where it is not said.", 2)
    starts: Day | None = key("Its first day; else the cycle's.", "2024-07-15")
    due: Day | None = key("Its last day; else the cycle's.", "2024-09-15")
    state: StateWord | None = key("Its life; cancelled and postponed need a reason.", "active")
    reason: Text | None = key("Why it was cancelled or postponed.", "the market closed")
    commitment: CommitmentWord | None = key("0.7 is success when aspirational, 1.0 when committed.", "committed")
    source: Text | None = key("Where the number is read.", "shop dashboard")
    note: Text | None = key("Anything worth knowing about it.", "counted after returns")
    audience: Line | None = key("Who may read it; everyone in the company where it is not said.", "board")
    check_ins: dict[str, CheckInBlock] | None = key(
        "One line a check-in: date and value.", {"2024-08-01": 3.9}, schema=_BY_DATE
    )
    phases: dict[str, Number] | None = key(
        "The values expected on the way, by date.", {"2024-08-15": 3.5}, schema=_BY_DATE
    )
    from_: Number | None = key("The baseline.", 3, alias="from")
    to: Number | None = key("The target.", 5)
    by: Annotated[Any, WithJsonSchema(_BY)] = key("The change from the baseline.", "+25%", "-15%", 200)
    keep: Annotated[Written, WithJsonSchema(_KEEP)] | None = key(
        "The level to hold.", ">= 99.9", "<= 15", "< 15", "90..110"
    )
    every: FrequencyWord | None = key("How often the level is looked at; weekly where it is not said.", "monthly")
    done: DoneOn | None = key("Something made: false, true or the date.", "2024-08-20")
    steps: list[StepBlock] | None = key("Weighted milestones.", [{"title": "Design agreed", "done": True}])
    levels: Annotated[Any, WithJsonSchema(_LEVELS)] = key("Outcomes in words, by score.", {"0.3": "pilot"})
    kpi: GoalReference | None = key("The KPI whose measurements are the values.", "conversion-rate")
    objective: GoalReference | None = key("The objective whose score is the value.", "grow-sales")


class InitiativeBlock(Block):
    """A key activity: shown, never counted."""

    title: Line = Field(description="What is being done.", examples=["Rebuild the checkout"])
    owner: NamedId | None = key("Who does it.", "linh")
    done: DoneOn | None = key("false, true or the date it was done.", False)
    link: Written | None = key("Where it is followed.", "https://example.com/project")


class LinkBlock(Block):
    """A web address worth following."""

    title: Line | None = key("What is there.", "Dashboard")
    url: Written = Field(description="http, https, mailto or relative.", examples=["https://example.com/"])


class ClosedBlock(Block):
    """The grade at the end."""

    date: Day | None = key("The day it was closed; the score is frozen on it.", "2024-09-30")
    outcome: OutcomeWord | None = key("The owner's own word.", "achieved")
    score: Share | None = key("The owner's own judgement, 0 to 1, beside the computed score.", 0.7)
    learning: Text | None = key("What the team takes with it.", "start earlier with partners")


class GoalBlock(Block):
    """What objectives and KPIs share."""

    id: Id | None = key("The goal's id; else the file's name.", "grow-sales")
    team: NamedId | None = key("Whose goal it is; without it, the company's.", "sales")
    owner: NamedId | None = key("The one person who answers for it.", "linh")
    state: StateWord | None = key("Its life; cancelled and postponed need a reason.", "active")
    reason: Text | None = key("Why it was cancelled or postponed.", "the market closed")
    supports: list[GoalReference] | None = key("The goals that this one helps.", ["grow-sales"])
    audience: Line | None = key("Who may read it; everyone in the company where it is not said.", "board")
    tags: list[Line] | None = key("Words to find it by.", ["growth"])
    links: list[LinkBlock] | None = key(
        "Addresses worth following.", [{"title": "Plan", "url": "https://example.com/"}]
    )


class ObjectiveBlock(GoalBlock):
    """Front matter of an objective: where a team wants to be in a cycle, with its key results."""

    type: Line | None = key("`objective` (the default) or `kpi`.", "objective")
    title: Line = Field(description="Where we want to be, in one line.", examples=["Our shop is a pleasure"])
    cycle: Written = Field(description="When it counts.", examples=["2024-Q3", "2024"])
    contributors: list[NamedId] | None = key("Who else works on it.", ["minh"])
    commitment: CommitmentWord | None = key("0.7 is success when aspirational, 1.0 when committed.", "aspirational")
    weight: Weight | None = key("Its share in the team's score; 1 where it is not said.", 1)
    key_results: list[KeyResultBlock] | None = key("Three to five ways to know.", [{"title": "x", "from": 3, "to": 5}])
    initiatives: list[InitiativeBlock] | None = key("Key activities: shown, never counted.", [{"title": "x"}])
    check_ins: dict[str, RemarkBlock] | None = key(
        "What was said of the whole, by date.", {"2024-08-01": "going well"}, schema=_BY_DATE
    )
    closed: ClosedBlock | None = key("The grade at the end.", {"date": "2024-09-30", "outcome": "achieved"})
    continues: GoalReference | None = key("The earlier goal that this one carries on.", "grow-sales-q2")


class BenchmarkBlock(Block):
    """What others reach, and who says so."""

    value: Number = Field(description="What others reach.", examples=[2.5])
    source: Text | None = key("Who says so.", "trade association, 2023")


class MeasurementBlock(Block):
    """A KPI's value in a period: the value alone, or with a note."""

    value: Written = Field(description="A number, or a word of the scale.", examples=[3.2])
    note: Text | None = key("What explains it.", "two days without the shop")


class KpiBlock(GoalBlock):
    """Front matter of a KPI: a lasting measure of how a process runs."""

    type: Line = Field(description="`kpi`.", examples=["kpi"])
    title: Line = Field(description="What is measured, in one line.", examples=["Conversion rate"])
    definition: Text | None = key("What is counted, and what is not.", "orders ÷ visits × 100 %, without returns")
    source: Text | None = key("Where the number is read.", "shop dashboard")
    unit: Line | None = key("The unit of its numbers.", "%", "EUR", "days")
    direction: DirectionWord | None = key("Which way is better: up (default), down, range.", "up")
    frequency: FrequencyWord | None = key("How often it is measured; monthly where it is not said.", "monthly")
    target: Annotated[Any, WithJsonSchema(_TARGET)] = key("What is met at 100 %, or by period.", 4, [90, 110])
    warning: Annotated[Any, WithJsonSchema(_LIMIT)] = key("Where healthy ends and warning begins.", 3.5)
    critical: Annotated[Any, WithJsonSchema(_LIMIT)] = key("Where warning ends and critical begins.", 3)
    scale: list[Line] | None = key("Words, worst first, for a KPI in words.", ["negative", "neutral", "positive"])
    benchmark: BenchmarkBlock | None = key("What others reach.", {"value": 2.5, "source": "trade association"})
    aggregate: AggregateWord | None = key(
        "How several periods become one: last (default) for what is there at a time, sum for what flows.", "sum"
    )
    skip: list[Written] | None = key("Weekdays and periods that have no value by nature.", ["saturday", "sunday"])
    kind: KindWord | None = key("lagging (default) or leading.", "leading")
    parent: GoalReference | None = key("The KPI that this one drives.", "market-share")
    formula: Line | None = key("Computed from other KPIs of the same period.", "100 * {orders} / {visits}")
    measurements: dict[str, MeasurementBlock] | None = key("One line a period.", {"2024-07": 3.2})
    data: Line | None = key("A CSV of `period,value[,note]` in the goals folder.", "visits.csv")
