"""Objectives, key results and KPIs as their teams wrote them. Nothing here is computed from a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from mkdocs_goals.model.calendar import Cycle, Frequency, Period, Skip
from mkdocs_goals.model.formula import Formula
from mkdocs_goals.model.place import Origin, Place

COMPANY_AUDIENCE = "company"
"""The audience of everyone in the company; what a goal without `audience` has."""


class State(StrEnum):
    """What the team says of the goal's life."""

    DRAFT = "draft"
    ACTIVE = "active"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"

    @property
    def counts(self) -> bool:
        """Whether a goal in this state enters any mean."""
        return self in (State.ACTIVE, State.CLOSED)

    @property
    def is_given_up(self) -> bool:
        """Whether the team dropped the goal before its end."""
        return self in (State.CANCELLED, State.POSTPONED)

    @property
    def has_ended(self) -> bool:
        """Whether nobody works on the goal any more."""
        return self is State.CLOSED or self.is_given_up


def is_done(done: bool | date, day: date) -> bool:
    """Whether something was done on or before a day. `true` without a date counts on every day."""
    return done if isinstance(done, bool) else done <= day


class Commitment(StrEnum):
    """What success means: 70 % of an aspirational goal, all of a committed one."""

    ASPIRATIONAL = "aspirational"
    COMMITTED = "committed"


class Outcome(StrEnum):
    """The owner's own word at the end."""

    ACHIEVED = "achieved"
    PARTLY = "partly"
    MISSED = "missed"


class Direction(StrEnum):
    """Which way a KPI is better."""

    UP = "up"
    DOWN = "down"
    RANGE = "range"


class KpiKind(StrEnum):
    """Whether a KPI tells what was (lagging) or what will be (leading)."""

    LAGGING = "lagging"
    LEADING = "leading"


class Aggregate(StrEnum):
    """How several periods of a KPI become one: a stock (`last`) is there at a time, a flow (`sum`) adds up."""

    LAST = "last"
    SUM = "sum"
    MEAN = "mean"
    MIN = "min"
    MAX = "max"


@dataclass(frozen=True, slots=True)
class Reference:
    """A goal that another names: a goal's id, or `objective/key-result`."""

    goal: str
    key_result: str | None
    place: Place

    @property
    def text(self) -> str:
        return self.goal if self.key_result is None else f"{self.goal}/{self.key_result}"


@dataclass(frozen=True, slots=True)
class Link:
    """A web address worth following. `url` is http, https, mailto or relative once rule X102 is content."""

    title: str
    url: str
    place: Place


@dataclass(frozen=True, slots=True)
class CheckIn:
    """What was said on a day: a value, a confidence from 0 to 10, a note, by whom. Each may be missing."""

    date: date
    value: Decimal | None
    confidence: Decimal | None
    note: str | None
    by: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Phase:
    """The value expected by the end of a day on the way."""

    date: date
    value: Decimal
    place: Place


@dataclass(frozen=True, slots=True)
class Step:
    """One milestone. `done` is yes or no, or the day it was done."""

    title: str
    weight: Decimal
    due: date | None
    done: bool | date
    place: Place


@dataclass(frozen=True, slots=True)
class OutcomeLevel:
    """One outcome in words and the score (0 to 1) that it is worth."""

    score: Decimal
    words: str


@dataclass(frozen=True, slots=True)
class FromTo:
    """From a baseline to a target, up or down. A missing end is a finding (M103, M104)."""

    baseline: Decimal | None
    target: Decimal | None


@dataclass(frozen=True, slots=True)
class Relative:
    """A change from the baseline: `by` is a percentage of it (25 for +25 %) or an amount."""

    baseline: Decimal | None
    by: Decimal
    percent: bool


@dataclass(frozen=True, slots=True)
class Keep:
    """Hold a level: the share of periods in which the last value lay within the limits.

    The limits belong to the level, unless it is `strict` (`< 15`, `> 5`). `every` is None where the file does not say
    it: weekly, or the KPI's own frequency.
    """

    low: Decimal | None
    high: Decimal | None
    every: Frequency | None
    strict: bool = False

    def holds(self, value: Decimal) -> bool:
        """Whether a value lies at the level."""
        if self.strict and value in (self.low, self.high):
            return False
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


@dataclass(frozen=True, slots=True)
class Done:
    """Make something: not done, done, or the day it was done."""

    done: bool | date


@dataclass(frozen=True, slots=True)
class Steps:
    """Weighted milestones."""

    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Levels:
    """Outcomes in words, ascending."""

    levels: tuple[OutcomeLevel, ...]


@dataclass(frozen=True, slots=True)
class KpiMeasure:
    """A KPI's measurements are the values; `aim` says from where to where, or what to keep."""

    kpi: Reference
    aim: FromTo | Relative | Keep


@dataclass(frozen=True, slots=True)
class Delegated:
    """The score of another objective is the value."""

    objective: Reference


Measure = FromTo | Relative | Keep | Done | Steps | Levels | KpiMeasure | Delegated


@dataclass(frozen=True, slots=True)
class KeyResult:
    """How we know that an objective is reached.

    `starts` and `due` are the days that count, both included: the key result's own or its cycle's.
    `check_ins` are in order of their dates. `measure` is None where nothing measures it (M102).
    """

    id: str
    objective: str
    title: str
    owner: str | None
    unit: str | None
    weight: Decimal
    starts: date
    due: date
    state: State
    reason: str | None
    commitment: Commitment
    source: str | None
    note: str | None
    audience: str
    measure: Measure | None
    phases: tuple[Phase, ...]
    check_ins: tuple[CheckIn, ...]
    origin: Origin

    @property
    def full_id(self) -> str:
        return f"{self.objective}/{self.id}"


@dataclass(frozen=True, slots=True)
class Initiative:
    """A key activity: shown, never counted."""

    title: str
    owner: str | None
    done: bool | date
    link: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Closing:
    """The grade at the end. `score` is the owner's own judgement, beside the computed one."""

    date: date | None
    outcome: Outcome | None
    score: Decimal | None
    learning: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Prose:
    """The Markdown below the front matter; `line` is the file's line on which it begins."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Objective:
    """Where a team wants to be in a cycle, with the key results that say when it is there.

    `confidential_key_results` counts the key results left out because they are for another audience.
    """

    id: str
    title: str
    cycle: Cycle
    team: str | None
    owner: str | None
    contributors: tuple[str, ...]
    commitment: Commitment
    state: State
    reason: str | None
    supports: tuple[Reference, ...]
    weight: Decimal
    key_results: tuple[KeyResult, ...]
    initiatives: tuple[Initiative, ...]
    check_ins: tuple[CheckIn, ...]
    closed: Closing | None
    continues: Reference | None
    audience: str
    tags: tuple[str, ...]
    links: tuple[Link, ...]
    prose: Prose
    origin: Origin
    confidential_key_results: int = 0

    @property
    def path(self) -> str:
        return self.origin.place.path


@dataclass(frozen=True, slots=True)
class Limit:
    """A number, or a band from `low` to `high` (both included). `word` is what a scale calls it.

    For a KPI in words `low` and `high` are the word's position in the scale (worst = 0), or None where
    the scale lacks the word (K105).
    """

    low: Decimal | None
    high: Decimal | None
    word: str | None
    place: Place

    @property
    def is_band(self) -> bool:
        return self.low != self.high


@dataclass(frozen=True, slots=True)
class Target:
    """A KPI's target for a period, or for all of them (`period` None)."""

    period: Period | None
    limit: Limit


class Measurement(NamedTuple):
    """A KPI's value in a period. For a KPI in words `value` is the position in the scale, `word` the word."""

    period: Period
    value: Decimal | None
    word: str | None
    note: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What others reach, and who says so."""

    value: Decimal
    source: str | None


@dataclass(frozen=True, slots=True)
class Kpi:
    """A lasting measure of how a process runs. `measurements` are in order of their periods.

    `is_confidential_inside` is whether its value was left out because it is computed from something confidential.
    `skip` are the periods that have no value by nature.
    """

    id: str
    title: str
    definition: str | None
    team: str | None
    owner: str | None
    state: State
    reason: str | None
    source: str | None
    audience: str
    tags: tuple[str, ...]
    links: tuple[Link, ...]
    unit: str | None
    direction: Direction
    frequency: Frequency
    targets: tuple[Target, ...]
    warning: Limit | None
    critical: Limit | None
    scale: tuple[str, ...]
    benchmark: Benchmark | None
    kind: KpiKind
    parent: Reference | None
    formula: Formula | None
    measurements: tuple[Measurement, ...]
    data: str | None
    supports: tuple[Reference, ...]
    prose: Prose
    origin: Origin
    is_confidential_inside: bool = False
    aggregate: Aggregate = Aggregate.LAST
    skip: Skip = field(default_factory=Skip)

    @property
    def lower_is_better(self) -> bool:
        """A scale is written worst first, so its words always rise."""
        return self.direction is Direction.DOWN and not self.scale

    @property
    def path(self) -> str:
        return self.origin.place.path

    @property
    def is_flow(self) -> bool:
        """Whether it counts anew in each period, so that an open period is not done."""
        return self.aggregate is Aggregate.SUM


Goal = Objective | Kpi
