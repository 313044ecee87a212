"""What a rule looks at: the goals, their scores, the day, the word lists and the rule's options."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from mkdocs_goals.check.words import WordLists
from mkdocs_goals.model.diagnostic import Fix, respelled
from mkdocs_goals.model.goal import Goal, KeyResult, Kpi, Objective, State
from mkdocs_goals.model.place import Place
from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.model.spelling import nearest
from mkdocs_goals.read.markdown.examine import Examined, examine
from mkdocs_goals.score.result import Scorecard

MOST_SUGGESTIONS = 50
"""How many different unknown names get a "did you mean" in one run: each looks at every known name."""

_LIVE = (State.DRAFT, State.ACTIVE)


@dataclass(eq=False)
class Context:
    """One run over one portfolio. Options are by rule code, then by name."""

    portfolio: Portfolio
    scorecard: Scorecard
    words: WordLists
    options: Mapping[str, Mapping[str, int]]
    folder: str = "goals"
    """The goals folder as paths show it."""
    _suggested: dict[tuple[str, str], str | None] = field(default_factory=dict)
    _examined: dict[str, Examined] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day as of which the goals are checked."""
        return self.scorecard.as_of

    def option(self, code: str, name: str) -> int:
        """A rule's option: what `goals.yml` says, else its default."""
        return self.options[code][name]

    @cached_property
    def goals(self) -> tuple[Goal, ...]:
        """Every goal of which enough could be read, whatever its state."""
        return self.portfolio.checkable

    @cached_property
    def objectives(self) -> tuple[Objective, ...]:
        return tuple(goal for goal in self.goals if isinstance(goal, Objective))

    @cached_property
    def kpis(self) -> tuple[Kpi, ...]:
        return tuple(goal for goal in self.goals if isinstance(goal, Kpi))

    @cached_property
    def live_objectives(self) -> tuple[Objective, ...]:
        """Objectives that somebody can still fix: drafts and active ones."""
        return tuple(objective for objective in self.objectives if objective.state in _LIVE)

    @cached_property
    def active_objectives(self) -> tuple[Objective, ...]:
        return tuple(objective for objective in self.objectives if objective.state is State.ACTIVE)

    @cached_property
    def live_key_results(self) -> tuple[KeyResult, ...]:
        """Key results that somebody can still fix."""
        return tuple(live for objective in self.live_objectives for live in live_key_results(objective))

    @cached_property
    def live_kpis(self) -> tuple[Kpi, ...]:
        return tuple(kpi for kpi in self.kpis if kpi.state in _LIVE)

    def prose(self, goal: Goal) -> Examined:
        """What is to be said of a goal's prose."""
        if goal.path not in self._examined:
            self._examined[goal.path] = examine(goal.prose.text)
        return self._examined[goal.path]

    def word_place(self, place: Place, word: str) -> Place:
        """The place of a whole word inside a larger place; the larger place where the word does not stand there."""
        return self._found(place, re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])"))

    def text_place(self, place: Place, text: str) -> Place:
        """The same for any text."""
        return self._found(place, re.compile(re.escape(text)))

    def _found(self, place: Place, pattern: re.Pattern[str]) -> Place:
        lines = self.lines(place.path)
        place = _whole(place, lines)
        for line in range(place.line, min(place.end_line, len(lines)) + 1):
            text = lines[line - 1]
            start = place.column - 1 if line == place.line else 0
            end = place.end_column - 1 if line == place.end_line else len(text)
            match = pattern.search(text, start, end)
            if match:
                return Place(place.path, line, match.start() + 1, line, match.end() + 1)
        return place

    @cached_property
    def lines(self) -> Callable[[str], Sequence[str]]:
        """A file's lines by its path. The last files asked for are kept, and go with the context."""
        texts = self.portfolio.texts
        return lru_cache(maxsize=32)(lambda path: texts.get(path, "").split("\n"))

    @cached_property
    def live_goals(self) -> tuple[Goal, ...]:
        return (*self.live_objectives, *self.live_kpis)

    @cached_property
    def live_measures(self) -> tuple[KeyResult | Kpi, ...]:
        """What measures something: key results and KPIs."""
        return (*self.live_key_results, *self.live_kpis)

    def nearest(self, word: str, kind: str, known: Collection[str]) -> str | None:
        """The known name of a kind that was probably meant by an unknown one."""
        key = (kind, word)
        if key not in self._suggested:
            self._suggested[key] = nearest(word, known) if len(self._suggested) < MOST_SUGGESTIONS else None
        return self._suggested[key]

    def replacement(self, place: Place, meant: str) -> Fix | None:
        """The fix that writes a name in the place of a mistyped one; safe where they differ in case and hyphens only.

        None where something else than a word stands there: quotes, escapes, a list.
        """
        lines = self.lines(place.path)
        if place.line != place.end_line or place.line > len(lines):
            return None
        return respelled(place, lines[place.line - 1][place.column - 1 : place.end_column - 1], meant)


_BRACKETS = {"[": 1, "{": 1, "]": -1, "}": -1}
_MOST_LINES = 200


def _whole(place: Place, lines: Sequence[str]) -> Place:
    """What ends with a list or mapping in brackets, of which only the opening one is marked, to its closing one."""
    last = place.end_line
    if last > len(lines) or place.end_column < 2 or lines[last - 1][place.end_column - 2 :][:1] not in ("[", "{"):
        return place
    depth = 0
    for number in range(last, min(last + _MOST_LINES, len(lines)) + 1):
        first = place.end_column - 2 if number == last else 0
        for at, character in enumerate(lines[number - 1][first:], start=first):
            depth += _BRACKETS.get(character, 0)
            if depth == 0:
                return place._replace(end_line=number, end_column=at + 2)
    return place


def live_key_results(objective: Objective) -> Iterator[KeyResult]:
    """An objective's key results that are drafts or active."""
    return (key_result for key_result in objective.key_results if key_result.state in _LIVE)


def listed(words: Iterable[str], most: int = 12) -> str:
    """Names in a row for a message, cut after `most`."""
    names = [f"`{word}`" for word in words]
    rest = len(names) - most
    shown = ", ".join(names[:most])
    return f"{shown} and {rest} more" if rest > 0 else shown


def quoted(text: str, most: int = 60) -> str:
    """What somebody wrote, as a piece of a message: in back quotes, on one line, cut when long."""
    line = " ".join(text.split()).replace("`", "'")
    return f"`{line if len(line) <= most else line[: most - 1] + '…'}`"
