"""The company around the goals: teams, people, calendar and the numbers that decide a colour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from mkdocs_goals.model.calendar import Calendar
from mkdocs_goals.model.goal import Commitment
from mkdocs_goals.model.place import Place


@dataclass(frozen=True, slots=True)
class Team:
    """A team; without `parent` it is directly under the company. `place` is None when only goals name it.

    `audience` is who may know of it and read its goals: None for everyone, the empty text where nobody can tell.
    """

    id: str
    name: str
    parent: str | None = None
    lead: str | None = None
    place: Place | None = None
    audience: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who answers for goals. `place` is None when only goals name them. `audience` as a team's."""

    id: str
    name: str
    team: str | None = None
    place: Place | None = None
    audience: str | None = None


@dataclass(frozen=True, slots=True)
class Bands:
    """The scores at the end of the time from which a goal is a success, and below which it is missed."""

    success: Decimal
    risk: Decimal


@dataclass(frozen=True, slots=True)
class Policy:
    """Every number that decides a colour."""

    aspirational: Bands = Bands(Decimal("0.7"), Decimal("0.4"))
    committed: Bands = Bands(Decimal("1.0"), Decimal("0.7"))
    grace: Decimal = Decimal("0.1")
    stale_after_days: int = 14
    objective_status: str = "score"

    def bands(self, commitment: Commitment) -> Bands:
        return self.committed if commitment is Commitment.COMMITTED else self.aspirational


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """What `goals.yml` says of one rule: a level, options, and levels for paths (glob → level)."""

    code: str
    level: str | None
    options: Mapping[str, Decimal | str | bool]
    paths: Mapping[str, str]
    place: Place


@dataclass(frozen=True, slots=True)
class WordChange:
    """What goals.yml changes of a word list: words that it adds, and words that it takes out."""

    list: str
    add: tuple[str, ...]
    remove: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class OwnRules:
    """Rules of the company's own: the name under which an installed package offers them."""

    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class Organisation:
    """What `goals.yml` says. `teams_given` and `people_given` tell whether it lists them at all.

    `audiences` are those that the company has, None where goals.yml does not list them. `audiences_in_doubt` is
    whether goals.yml speaks of audiences and cannot be read there, `teams_in_doubt` whether that may be the audience of
    a team or a person.
    """

    company: str = "Our company"
    calendar: Calendar = Calendar()
    teams: Mapping[str, Team] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    teams_given: bool = False
    people_given: bool = False
    policy: Policy = Policy()
    rule_settings: tuple[RuleSetting, ...] = ()
    own_rules: tuple[OwnRules, ...] = ()
    words: tuple[WordChange, ...] = ()
    audiences: frozenset[str] | None = None
    audiences_in_doubt: bool = False
    teams_in_doubt: bool = False
