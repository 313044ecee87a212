"""YAML as a small tree in which every key and value knows its place.

PyYAML's event stream is walked once, with limits, and nothing is constructed: no tags, no aliases, no surprises.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

from mkdocs_goals.model.diagnostic import Diagnostic, Related
from mkdocs_goals.model.place import Origin, Place
from mkdocs_goals.read.marks import MarkPlaces
from mkdocs_goals.read.text import FORBIDDEN, what_stands_here
from mkdocs_goals.read.unreadable import MAX_DEPTH, TOO_DEEP, unreadable

MAX_NODES = 5_000

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING = frozenset(("", "~", "null", "Null", "NULL"))
_new = tuple.__new__


class Scalar(NamedTuple):
    """One value. `plain` means unquoted; `exact` that its characters stand one to one at its place."""

    text: str
    place: Place
    plain: bool = True
    exact: bool = True

    @property
    def blank(self) -> bool:
        """Nothing was written: `owner:` with no value behind it, or YAML's word for nothing."""
        return self.plain and self.text in _NOTHING


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and their values, in the order of the file. `whole` is the place to its closing brace, where it has one."""

    pairs: tuple[tuple[Scalar, Node], ...]
    place: Place
    whole: Place | None = None

    def key(self, name: str) -> Scalar | None:
        for key, _ in self.pairs:
            if key.text == name:
                return key
        return None

    def get(self, name: str) -> Node | None:
        for key, value in self.pairs:
            if key.text == name:
                return value
        return None

    def origin(self, damaged: frozenset[str] = frozenset()) -> Origin:
        """The places of the mapping's keys and values."""
        return Origin(
            place=self.place,
            keys={key.text: key.place for key, _ in self.pairs},
            values={
                key.text: value.place
                for key, value in self.pairs
                if value.__class__ is not Scalar or value.text not in _NOTHING or not value.plain
            },
            plain=frozenset(key.text for key, value in self.pairs if isinstance(value, Scalar) and value.exact),
            damaged=damaged,
            whole=self.whole,
        )


@dataclass(frozen=True, slots=True)
class Sequence:
    """Items in the order of the file."""

    items: tuple[Node, ...]
    place: Place


Node = Scalar | Mapping | Sequence


def read_tree(
    path: str, text: str, first_line: int, most_nodes: int = MAX_NODES
) -> tuple[Mapping | None, list[Diagnostic]]:
    """The front matter's tree, and what is wrong with its YAML. No tree when it cannot be parsed at all.

    `first_line` is the line of the file on which `text` begins.
    """
    builder = _Builder(path, text, first_line, most_nodes)
    try:
        root = builder.document()
    except yaml.YAMLError as error:
        problem = unreadable(text, error, builder.lines)
        elsewhere = [other for other in builder.problems if other.place.line != problem.place.line]
        return None, [*elsewhere, problem]
    except _RefusedError as refused:
        builder.problems.append(refused.problem)
        return None, builder.problems
    if isinstance(root, Scalar) and root.blank:
        return Mapping((), root.place), builder.problems
    if not isinstance(root, Mapping):
        builder.report("F101", root.place, "this is no list of keys", "write one `key: value` a line")
        return None, builder.problems
    return root, builder.problems


def scalar_spans(text: str) -> list[tuple[int, int]]:
    """Where the keys and values of a YAML text stand (first index, index behind the last), as far as it is read.

    A text below `|` or `>` begins behind that line, so that a comment may stand on it.
    """
    spans: list[tuple[int, int]] = []
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if isinstance(event, yaml.ScalarEvent):
                first, last = _span(event)
                if event.style in ("|", ">"):
                    first = text.find("\n", first, last) if "\n" in text[first:last] else last
                spans.append((first, last))
            elif isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > MAX_DEPTH or len(spans) > MAX_NODES:
                break
    except yaml.YAMLError:
        pass
    return spans


class _RefusedError(Exception):
    def __init__(self, problem: Diagnostic) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Builder:
    def __init__(self, path: str, text: str, first_line: int, most_nodes: int) -> None:
        self.path, self.text, self._most_nodes = path, text, most_nodes
        self.lines = MarkPlaces(path, text, first_line)
        self.problems: list[Diagnostic] = []
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=_LOADER)
        self._nodes = 0

    def report(self, code: str, place: Place, message: str, help: str, *related: Related) -> None:
        self.problems.append(Diagnostic(code, message, place, help, related=related))

    def document(self) -> Node:
        root: Node = Scalar("", self.lines.place(0, 0))
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._stop(event, "a second document begins here", "keep one block of keys a file")
                if event.version or event.tags:
                    self.report("F107", self._place(event), "a `%` directive is not read here", "remove it")
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, 1)
        return root

    def _node(self, event: Any, depth: int) -> Node:  # any node's event; the stubs do not know them apart
        self._nodes += 1
        if self._nodes > self._most_nodes:
            self._stop(event, f"more than {self._most_nodes:,} values in one file", "split the goal in several")
        if depth > MAX_DEPTH:
            self._stop(event, *TOO_DEEP)
        kind = type(event)
        if event.anchor is not None or (kind is not yaml.AliasEvent and event.tag is not None):
            self._refuse_specials(event)
        if kind is yaml.ScalarEvent:
            return self._scalar(event)
        if kind is yaml.MappingStartEvent:
            return self._mapping(event, depth)
        if kind is yaml.SequenceStartEvent:
            return self._sequence(event, depth)
        return Scalar("", self._place(event))  # an alias, refused above

    def _scalar(self, event: Any) -> Scalar:  # the stubs do not know that the parser sets every mark
        start, end = event.start_mark, event.end_mark
        text, style = event.value, event.style
        if not style:  # the usual case first: a plain value, on one line or folded
            exact = end.index - start.index == len(text)
            return _new(Scalar, (text, self.lines.between(start, end), True, exact))
        if style in ("|", ">"):
            return Scalar(text, self.lines.place(start.index, len(self.text[: end.index].rstrip())), False, False)
        place = self.lines.between(start, end)
        if end.index - start.index != len(text) + 2 or "\n" in text:
            return Scalar(self._without_forbidden(text, place), place, False, False)
        return Scalar(text, place.within(1, len(text)), False, True)  # the text between the quotes

    def _without_forbidden(self, text: str, place: Place) -> str:
        """A quoted text without the characters that only an escape could bring in (F114)."""
        for character in dict.fromkeys(FORBIDDEN.findall(text)):
            self.report("F114", place, what_stands_here(character), "delete its escape")
        return FORBIDDEN.sub(" ", text)

    def _mapping(self, event: yaml.MappingStartEvent, depth: int) -> Mapping:
        pairs: list[tuple[Scalar, Node]] = []
        seen: dict[str, Scalar] = {}
        whole = None
        for inner in self._events:
            if isinstance(inner, yaml.MappingEndEvent):
                whole = self.lines.between(event.start_mark, inner.end_mark) if event.flow_style else None
                break
            key = self._node(inner, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key, Scalar):
                self.report("F107", key.place, "a key that is itself a list or a mapping", "write a word as key")
            elif key.plain and key.text == "<<":
                self.report("F107", key.place, "merge keys are not read here", "write the keys out")
            elif key.text in seen:
                first = Related(seen[key.text].place, "first written here")
                message = f"the key `{key.text}` is written twice"
                self.report("F106", key.place, message, "keep one of the two", first)
            else:
                seen[key.text] = key
                pairs.append((key, value))
        return Mapping(tuple(pairs), self._span(event, pairs[-1][1] if pairs else None), whole)

    def _sequence(self, event: yaml.SequenceStartEvent, depth: int) -> Sequence:
        items: list[Node] = []
        for inner in self._events:
            if isinstance(inner, yaml.SequenceEndEvent):
                break
            items.append(self._node(inner, depth + 1))
        return Sequence(tuple(items), self._span(event, items[-1] if items else None))

    def _span(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent, last: Node | None) -> Place:
        place = self._place(event)
        if last is None or event.flow_style:
            return place
        return place.until(last.place)

    def _refuse_specials(self, event: yaml.NodeEvent) -> None:
        place = self._place(event)
        if isinstance(event, yaml.AliasEvent):
            self.report(
                "F107", place, "aliases (`*name`) are not read here", "write the value out, or put a text in quotes"
            )
            return
        if event.anchor is not None:
            anchor = place.within(0, len(event.anchor) + 1)
            self.report("F107", anchor, "anchors (`&name`) are not read here", "write the value out where it is needed")
        if getattr(event, "tag", None) is not None:
            self.report("F107", place, "tags (`!name`) are not read here", "write the plain value")

    def _place(self, event: yaml.Event) -> Place:
        start, end = _span(event)
        if end <= start:
            end = min(start + 1, len(self.text))
        return self.lines.place(start, end)

    def _stop(self, event: yaml.Event, message: str, help: str) -> None:
        raise _RefusedError(Diagnostic("F107", message, self._place(event), help))


def _span(event: yaml.Event) -> tuple[int, int]:
    """The indexes of an event's first character and of the one behind its last."""
    start, end = event.start_mark, event.end_mark
    return (start.index, end.index) if start and end else (0, 0)
