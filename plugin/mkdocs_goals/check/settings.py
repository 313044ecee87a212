"""What a run is asked for, and what `goals.yml` says of each rule."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.rule import Rule
from mkdocs_goals.check.words import LANGUAGE
from mkdocs_goals.model.diagnostic import Diagnostic, respelled
from mkdocs_goals.model.organisation import RuleSetting, WordChange
from mkdocs_goals.model.place import Place
from mkdocs_goals.model.spelling import nearest
from mkdocs_goals.read.tree import Mapping as Tree
from mkdocs_goals.read.tree import read_tree

OFF = "off"
_BY_NAME: Mapping[str, Level | None] = {OFF: None, **{str(level): level for level in Level}}
_LEVELS = (OFF, *(str(level) for level in reversed(Level)))


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked for.

    `select` and `ignore` hold codes or their beginnings (`M`); an empty `select` means all. `docs_url` is the
    address of the folder that holds the rules' pages (`m105/`, …), or empty where they are not published. `folder`
    is the goals folder as paths show it.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    docs_url: str = ""
    folder: str = "goals"
    language: str = LANGUAGE

    def asks(self, code: str) -> bool:
        """Whether the run asks for a rule."""
        selected = not self.select or any(map(code.startswith, map(str.upper, self.select)))
        return selected and not any(map(code.startswith, map(str.upper, self.ignore)))

    def url(self, code: str) -> str:
        """The address of a rule's page, or nothing."""
        return f"{self.docs_url.rstrip('/')}/{code.lower()}/" if self.docs_url else ""


@dataclass(frozen=True)
class RuleLevels:
    """The level of each rule at each path, and each rule's options, after `goals.yml` was heard."""

    folder: str
    levels: Mapping[str, str]
    paths: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def level(self, code: str, path: str) -> Level | None:
        """The level of a rule in a file, or None where it is off. Of several patterns the last that fits decides."""
        level = self.levels[code]
        for pattern, own in self.paths.get(code, {}).items():
            if _fits(pattern, path.removeprefix(self.folder + "/")):
                level = own
        return _BY_NAME[level]

    def is_on(self, code: str) -> bool:
        """Whether a rule is on anywhere."""
        return any(level != OFF for level in (self.levels[code], *self.paths.get(code, {}).values()))


def rule_levels(settings: tuple[RuleSetting, ...], rules: Mapping[str, Rule], folder: str) -> RuleLevels:
    """The rules' own levels and options with those of `goals.yml` laid over them. What cannot be used is passed
    over."""
    levels = {code: str(rule.level) for code, rule in rules.items()}
    options = {code: {option.name: option.default for option in rule.options} for code, rule in rules.items()}
    paths: dict[str, dict[str, str]] = {}
    for setting in sorted(settings, key=lambda setting: len(setting.code)):  # what names one rule goes over prefixes
        for code in _named(setting.code, rules):
            if setting.level in _LEVELS and not _turns_off_the_unreadable(setting, code):
                levels[code] = setting.level
            paths.setdefault(code, {}).update(
                {pattern: level for pattern, level in setting.paths.items() if level in _LEVELS}
            )
            for name, value in setting.options.items():
                if name in options[code] and _is_count(value):
                    options[code][name] = int(value)
    return RuleLevels(folder, levels, paths, options)


def _named(code: str, rules: Mapping[str, Rule]) -> list[str]:
    """The rule of a code, or all rules whose codes begin with it (`S`, `M1`)."""
    return [code] if code in rules else [known for known in rules if known.startswith(code)]


def _turns_off_the_unreadable(setting: RuleSetting, code: str) -> bool:
    """Errors of the file itself can't be turned off: a goal would be missing without a word."""
    return setting.level == OFF and code.startswith("F")


def setting_problems(
    settings: tuple[RuleSetting, ...], rules: Mapping[str, Rule], texts: Mapping[str, str]
) -> Iterator[Diagnostic]:
    """What is wrong with the settings of rules in `goals.yml` (F103, F104)."""
    for setting in settings:
        rule = rules.get(setting.code)
        if rule is None and _named(setting.code, rules):
            yield from _level_problems(setting, _places(setting, texts))
            continue
        if rule is None:
            close = nearest(setting.code, rules)
            help = f"did you mean `{close}`?" if close else "`goals rule` lists all rules"
            fix = respelled(setting.place, setting.code, close) if close else None
            yield Diagnostic("F103", f"there is no rule `{setting.code}`", setting.place, help, fix=fix)
            continue
        places = _places(setting, texts)
        yield from _level_problems(setting, places)
        yield from _option_problems(setting, rule, places)


def word_problems(changes: Iterable[WordChange], known: Collection[str]) -> Iterator[Diagnostic]:
    """Lists of words in goals.yml that do not exist (F103)."""
    for change in changes:
        if change.list not in known:
            close = nearest(change.list, known)
            help = f"did you mean `{close}`?" if close else f"there are {', '.join(known)}"
            yield Diagnostic("F103", f"there is no list of words called `{change.list}`", change.place, help)


def _level_problems(setting: RuleSetting, places: Mapping[str, Place]) -> Iterator[Diagnostic]:
    help = f"write {', '.join(_LEVELS[:-1])} or {_LEVELS[-1]}"
    if setting.level == OFF and setting.code.startswith("F"):
        place = places.get("severity", setting.place)
        message = "errors of the file itself can't be turned off: a goal would be missing without a word"
        yield Diagnostic("F104", message, place, "write info, warning or error")
    if setting.level is not None and setting.level not in _LEVELS:
        place = places.get("severity", setting.place)
        yield Diagnostic("F104", f"`{setting.level}` is no level", place, help)
    for pattern, level in setting.paths.items():
        if level not in _LEVELS:
            yield Diagnostic("F104", f"`{level}` is no level", places.get(f"paths {pattern}", setting.place), help)


def _option_problems(setting: RuleSetting, rule: Rule, places: Mapping[str, Place]) -> Iterator[Diagnostic]:
    names = [option.name for option in rule.options]
    known = ", ".join(["severity", "paths", *names])
    for name, value in setting.options.items():
        if name not in names:
            close = nearest(name, ["severity", "paths", *names])
            help = f"did you mean `{close}`? " if close else ""
            place = places.get(name, setting.place)
            fix = respelled(place, name, close) if close else None
            message = f"{rule.code} has no option `{name}`"
            yield Diagnostic("F103", message, place, f"{help}there are {known}", fix=fix)
        elif not _is_count(value):
            place = places.get(f"{name} value", setting.place)
            yield Diagnostic("F104", f"`{value}` is no count", place, "write a whole number, 0 or more")
    values = {option.name: setting.options.get(option.name, Decimal(option.default)) for option in rule.options}
    low, high = values.get("min"), values.get("max")
    if isinstance(low, Decimal) and isinstance(high, Decimal) and low > high:
        name = "min" if "min" in setting.options else "max"
        place = places.get(f"{name} value", setting.place)
        yield Diagnostic("F104", f"`min` {low} is above `max` {high}", place, "write min: 3, max: 5")


def _is_count(value: Decimal | str | bool) -> bool:
    return isinstance(value, Decimal) and value == value.to_integral_value() and value >= 0


def _places(setting: RuleSetting, texts: Mapping[str, str]) -> Mapping[str, Place]:
    """Where the parts of one setting stand: `name` for an option's key, `name value` for its value."""
    tree, _ = read_tree(setting.place.path, texts.get(setting.place.path, ""), first_line=1)
    rules = tree.get("rules") if tree else None
    value = rules.get(setting.code) if isinstance(rules, Tree) else None
    if not isinstance(value, Tree):
        return {"severity": value.place} if value else {}
    places: dict[str, Place] = {}
    for key, inner in value.pairs:
        places[key.text] = key.place
        places[f"{key.text} value"] = inner.place
        if key.text == "paths" and isinstance(inner, Tree):
            places |= {f"paths {pattern.text}": level.place for pattern, level in inner.pairs}
    places["severity"] = places.get("severity value", setting.place)
    return places


@lru_cache(maxsize=1024)
def _pattern(glob: str) -> re.Pattern[str]:
    """`**` any folders, `*` anything but a slash, `?` one such character; a folder's name means all below it."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", glob.rstrip("/"))
    signs = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(signs.get(part, re.escape(part)) for part in parts) + "(?:/.*)?")


def _fits(glob: str, path: str) -> bool:
    return _pattern(glob).fullmatch(path) is not None
