"""Word lists, one file a language. Matched on words, in any case: the same text gives the same findings everywhere."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from importlib.resources import files

from mkdocs_goals.model.organisation import WordChange

LANGUAGE = "en"


class WordLists:
    """The lists of one language, each as a pattern over whole words."""

    def __init__(self, language: str, lists: Mapping[str, tuple[str, ...]]) -> None:
        self.language = language
        self._lists = lists
        self._patterns: dict[tuple[str, ...], re.Pattern[str]] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """What the lists are called."""
        return tuple(self._lists)

    def changed(self, changes: Iterable[WordChange]) -> WordLists:
        """The lists with a company's own words; changes of lists that do not exist are passed over."""
        lists = dict(self._lists)
        for change in changes:
            if change.list in lists:
                gone = {word.lower() for word in change.remove}
                kept = [word for word in lists[change.list] if word not in gone]
                lists[change.list] = tuple(dict.fromkeys((*kept, *map(str.lower, change.add))))
        return WordLists(self.language, lists) if changes else self

    def words(self, *names: str) -> tuple[str, ...]:
        """The words of one or several lists."""
        return tuple(word for name in names for word in self._lists[name])

    def find(self, text: str, *names: str) -> re.Match[str] | None:
        """The first word of these lists in a text."""
        return self._pattern(names).search(text)

    def all(self, text: str, *names: str) -> Iterator[re.Match[str]]:
        """Every word of these lists in a text, in order."""
        return self._pattern(names).finditer(text)

    def first(self, text: str, *names: str) -> re.Match[str] | None:
        """A word of these lists with which a text begins, behind what only introduces it: `KR1:`, `[P0]`, `We will`."""
        start = beginning(text)
        match = self._pattern(names).search(text, start)
        return match if match and not any(map(str.isalnum, text[start : match.start()])) else None

    def last(self, text: str, *names: str) -> re.Match[str] | None:
        """A word of these lists with which a text ends, before full stops and spaces."""
        ends = (m for m in self.all(text, *names) if not any(map(str.isalnum, text[m.end() :])))
        return next(ends, None)

    def has(self, word: str, name: str) -> bool:
        """Whether exactly this word is in a list."""
        return word.lower() in self._sets[name]

    @cached_property
    def _sets(self) -> dict[str, frozenset[str]]:
        return {name: frozenset(words) for name, words in self._lists.items()}

    def _pattern(self, names: tuple[str, ...]) -> re.Pattern[str]:
        pattern = self._patterns.get(names)
        if pattern is None:
            pattern = self._patterns[names] = _pattern(self.words(*names))
        return pattern


_INTRODUCTION = re.compile(
    r"""[\s"'“”„‘’«»*_•–-]*(?:(?:\[[^\]\n]{1,20}\]|\([^)\n]{1,12}\)
    |(?:kr|o|okr|obj|key\ result|objective|goal)\s?[#.]?\d[\d.]*\s*[:.)–—-]|(?:kr|okr|key\ result|objective|goal)\s*:
    |\d{1,2}(?:\.\d{1,2})*[.):](?=\s))[\s\W]*)*
    (?:(?:we|our\ team|the\ team)\s+(?:(?:will|should|must|want\ to|aim\ to|plan\ to|need\ to|are\ going\ to)\s+)?
    |to\s+(?=[a-z]))?""",
    re.VERBOSE | re.IGNORECASE,
)


def beginning(title: str) -> int:
    """Where a title begins to say something, behind what only introduces it."""
    match = _INTRODUCTION.match(title)
    return match.end() if match else 0


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Longest first, whole words, any space between the words of a phrase. `re-launch` does not hold `launch`."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    choices = "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in ordered)
    return re.compile(rf"(?<![\w-])(?:{choices})(?![\w-])", re.IGNORECASE)


@cache
def words(language: str = LANGUAGE) -> WordLists:
    """The lists of a language. Raises KeyError for one that there is no file for."""
    source = files(__package__).joinpath(f"{language}.toml")
    if not source.is_file():
        raise KeyError(language)
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    return WordLists(language, {name: tuple(found) for name, found in data.items()})
