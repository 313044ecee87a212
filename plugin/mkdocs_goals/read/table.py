"""The machinery of the table of keys: what a mapping in a file takes, read in one pass over its nodes.

A block is one kind of mapping. Its class lists its keys, each with its type and its words; reading, the JSON Schema,
what editors complete and the reference all come from there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar, Final, NamedTuple, Protocol

from mkdocs_goals.model.diagnostic import Diagnostic, respelled
from mkdocs_goals.model.place import Origin, Place
from mkdocs_goals.model.spelling import nearest
from mkdocs_goals.read.scalars import Misread, kind_of, shortened
from mkdocs_goals.read.tree import Mapping as Tree
from mkdocs_goals.read.tree import Node, Scalar, Sequence

JsonSchema = dict[str, Any]
Definitions = dict[str, JsonSchema]


class _Unread(StrEnum):
    """What stands for a value that could not be read; a problem says why."""

    UNREAD = "unread"


UNREAD: Final = _Unread.UNREAD


class Scope(NamedTuple):
    """Where the problems of one file go, and the mappings around what is being read, the nearest first."""

    problems: list[Diagnostic]
    around: tuple[Tree, ...] = ()

    def report(self, code: str, place: Place, message: str, help: str) -> None:
        self.problems.append(Diagnostic(code, message, place, help))

    def attempt(self, read: Callable[[Any], Any], node: Node, at: Place | None = None) -> Any:
        """A node's value by one of the functions of `scalars`; UNREAD, and a problem, where it is none."""
        try:
            return read(node)
        except Misread as misread:
            self.problems.append(misread.diagnostic(node, at or node.place, self.around))
            return UNREAD


class Type(Protocol):
    """What a key takes."""

    @property
    def block(self) -> type[Block] | None:
        """The kind of mapping that stands in it, whatever it is wrapped in."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words that it takes, where it takes nothing else."""

    def read(self, node: Node, at: Place, scope: Scope) -> Any:
        """The value, or UNREAD. `at` is where a problem of the whole node is reported."""

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Its JSON Schema; blocks are put among the definitions."""


@dataclass(frozen=True, eq=False, slots=True)
class Value:
    """A single value, read by one of the functions of `scalars`."""

    take: Callable[[Scalar], Any]
    json: JsonSchema
    words: tuple[str, ...] = ()
    block: type[Block] | None = None

    def read(self, node: Node, at: Place, scope: Scope) -> Any:
        if node.__class__ is Scalar:
            return scope.attempt(self.take, node, at)
        message = f"{kind_of(node)} stands where a single value belongs"
        scope.report("F104", at, message, "write one value")
        return UNREAD

    def schema(self, definitions: Definitions) -> JsonSchema:  # noqa: ARG002 - a type's form
        return dict(self.json)


@dataclass(frozen=True, eq=False, slots=True)
class AnyForm:
    """A value that may have several forms: it is left as a node, which the key's own reader knows how to read."""

    json: JsonSchema
    words: tuple[str, ...] = ()
    block: type[Block] | None = None

    def read(self, node: Node, at: Place, scope: Scope) -> Node:  # noqa: ARG002 - a type's form
        return node

    def schema(self, definitions: Definitions) -> JsonSchema:  # noqa: ARG002 - a type's form
        return dict(self.json)


@dataclass(frozen=True, eq=False, slots=True)
class ListOf:
    """A list. An item that cannot be read is left out."""

    item: Type

    @property
    def block(self) -> type[Block] | None:
        return self.item.block

    @property
    def words(self) -> tuple[str, ...]:
        return self.item.words

    def read(self, node: Node, at: Place, scope: Scope) -> Any:
        if not isinstance(node, Sequence):
            help = "write one `- item` a line"
            if isinstance(node, Scalar) and node.text:
                help = f"write [{shortened(node.text)}]"
            scope.report("F104", at, f"{kind_of(node)} stands where a list belongs", help)
            return UNREAD
        found = [self.item.read(item, item.place, scope) for item in node.items]
        return [value for value in found if value is not UNREAD]

    def schema(self, definitions: Definitions) -> JsonSchema:
        return {"type": "array", "items": self.item.schema(definitions)}


@dataclass(frozen=True, eq=False, slots=True)
class MapOf:
    """A mapping with keys of the author's own, such as dates. An entry that cannot be read is left out."""

    value: Type
    names: JsonSchema = field(default_factory=dict)

    @property
    def block(self) -> type[Block] | None:
        return self.value.block

    @property
    def words(self) -> tuple[str, ...]:
        return self.value.words

    def read(self, node: Node, at: Place, scope: Scope) -> Any:
        if not isinstance(node, Tree):
            message = f"{kind_of(node)} stands where keys and values belong"
            scope.report("F104", at, message, "write `key: value` lines below it")
            return UNREAD
        inner = Scope(scope.problems, (node, *scope.around))
        found = {key.text: self.value.read(value, _place(key, value), inner) for key, value in node.pairs}
        return {key: value for key, value in found.items() if value is not UNREAD}

    def schema(self, definitions: Definitions) -> JsonSchema:
        names = {"propertyNames": self.names} if self.names else {}
        return {"type": "object", "additionalProperties": self.value.schema(definitions), **names}


@dataclass(frozen=True, eq=False, slots=True)
class BlockOf:
    """A mapping of a known kind."""

    block: type[Block]
    words: tuple[str, ...] = ()

    def read(self, node: Node, at: Place, scope: Scope) -> Any:
        return self.block.read(node, at, scope)

    def schema(self, definitions: Definitions) -> JsonSchema:
        name = self.block.__name__.removesuffix("Block")
        if name not in definitions:
            definitions[name] = {}  # so that a block may hold itself
            definitions[name] = self.block.schema(definitions)
        return {"$ref": f"#/definitions/{name}"}


@dataclass(eq=False, slots=True)
class Key:
    """One key of a block: its name, what it takes, and what editors and the reference say of it."""

    name: str
    takes: Type
    description: str
    examples: tuple[Any, ...]
    required: bool
    attribute: str = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.attribute = name
        self.name = self.name or name

    def __get__(self, block: Block | None, owner: type) -> None:
        """What a block has for a key that is not written; one that is stands in the block itself."""

    def schema(self, definitions: Definitions) -> JsonSchema:
        """The JSON Schema of the key's value."""
        said = {"description": self.description, "examples": list(self.examples)}
        found = self.takes.schema(definitions)
        return {**(found if self.required else _or_nothing(found)), **said}


def key(takes: Type, description: str, *examples: Any, required: bool = False, name: str = "") -> Any:
    """A key of a block; `name` where it is another than the attribute's."""
    return Key(name=name, takes=takes, description=description, examples=examples, required=required)


class Block:
    """A mapping with known keys. A key without a value counts as not written.

    `shorthand` names the key that a single value in place of the mapping stands for. `damaged` are the keys that
    could not be read.
    """

    keys: ClassVar[Mapping[str, Key]] = {}
    shorthand: ClassVar[str | None] = None

    def __init_subclass__(cls, shorthand: str | None = None) -> None:
        own = {found.name: found for found in vars(cls).values() if isinstance(found, Key)}
        cls.keys = {**cls.keys, **own}
        cls.shorthand = shorthand

    def __init__(self, node: Tree) -> None:
        self.node = node
        self.damaged: set[str] = set()

    @property
    def origin(self) -> Origin:
        """The places of the keys and values that were written."""
        return self.node.origin(frozenset(self.damaged))

    def has(self, key: str) -> bool:
        """Whether a key is written with a value, readable or not."""
        value = self.node.get(key)
        blank = value is None or (isinstance(value, Scalar) and value.blank)
        return not blank or key in self.damaged

    def read_key(self, scope: Scope, key: str, read: Callable[[Any], Any]) -> Any:
        """The value of a key that has several forms; None, and the key is damaged, where it cannot be read."""
        node = self.node.get(key)
        if node is None or (isinstance(node, Scalar) and node.blank):
            return None
        value = Scope(scope.problems, (self.node, *scope.around)).attempt(read, node)
        if value is UNREAD:
            self.damaged.add(key)
            return None
        return value

    @classmethod
    def inside(cls, *keys: str) -> type[Block] | None:
        """The kind of mapping that stands under some keys, the outermost first; other names are the author's own."""
        kind: type[Block] | None = cls
        for name in keys:
            known = kind.keys.get(name) if kind else None
            if known is not None:
                kind = known.takes.block
        return kind

    @classmethod
    def read(cls, node: Node, at: Place, scope: Scope) -> Any:
        """The block, or UNREAD where nothing useful is left.

        Problems: F103 to F105, and what the keys' types say. What cannot be read is left out and noted as damaged, so
        that the rest can still be checked.
        """
        if isinstance(node, Scalar) and cls.shorthand and not node.blank:
            node = Tree(((Scalar(cls.shorthand, node.place), node),), node.place)
        if not isinstance(node, Tree):
            blank = isinstance(node, Scalar) and node.blank
            message = f"{'nothing' if blank else kind_of(node)} stands where keys and values belong"
            scope.report("F104", at, message, f"write `key: value` lines with {', '.join(cls.keys)}")
            return UNREAD
        block = cls(node)
        unknown = block._read_keys(Scope(scope.problems, (node, *scope.around)))
        return block if block._fill_in(unknown, scope) else UNREAD

    def _read_keys(self, scope: Scope) -> list[str]:
        """Read every key that is written. Returns the unknown ones, which are reported."""
        unknown = [name.text for name, _ in self.node.pairs if name.text not in self.keys]
        meant = Counter(nearest(name, self.keys) for name in unknown)
        for name, node in self.node.pairs:
            known = self.keys.get(name.text)
            if known is None:
                self._refuse(name, meant, scope)
            elif node.__class__ is not Scalar or not node.blank:
                value = known.takes.read(node, node.place, scope)
                if value is UNREAD:
                    self.damaged.add(name.text)
                else:
                    self.__dict__[known.attribute] = value
        return unknown

    def _refuse(self, name: Scalar, written: Counter[str | None], scope: Scope) -> None:
        """Report an unknown key. `written` counts the unknown keys that stand near a known one."""
        listed = f"the keys here are {', '.join(self.keys)}"
        close = nearest(name.text, self.keys)
        help = f"did you mean `{close}`? {listed}" if close else listed
        fix = respelled(name.place, name.text, close) if close and name.exact else None
        if fix and close and (self._has_key(close) or written[close] > 1):
            fix = fix.unsafe
        self.damaged.add(name.text)
        meant = nearest(name.text, OBVIOUS_KEYS)
        if meant and not self._has_key(meant):
            self.damaged.add(meant)
        message = f"unknown key `{shortened(name.text)}`"
        scope.problems.append(Diagnostic("F103", message, name.place, help, fix=fix))

    def _has_key(self, name: str) -> bool:
        """Whether a key is written. A title that is the prose's heading stands at the place of its own value."""
        written, value = self.node.key(name), self.node.get(name)
        return written is not None and value is not None and written.place != value.place

    def _fill_in(self, unknown: list[str], scope: Scope) -> bool:
        """Say which required keys are missing. False where the block cannot stand without one."""
        whole = True
        for name, known in self.keys.items():
            if not known.required or known.attribute in self.__dict__:
                continue
            is_misspelt = any(nearest(other, [name]) for other in unknown)
            if name not in self.damaged and not is_misspelt:
                self._miss(known, scope)
            if name == "title":
                self.__dict__[known.attribute] = UNTITLED
            else:
                whole = False
        return whole

    def _miss(self, known: Key, scope: Scope) -> None:
        written = self.node.key(known.name)
        place = written.place if written else self.node.pairs[0][0].place if self.node.pairs else self.node.place
        message = f"`{known.name}` has no value" if written else f"the key `{known.name}` is missing"
        scope.report("F105", place, message, f"add `{_MISSING.get(known.name, known.name + ': …')}`")

    @classmethod
    def schema(cls, definitions: Definitions) -> JsonSchema:
        """The block's JSON Schema; the blocks inside it are put among the definitions."""
        found: JsonSchema = {
            "description": " ".join((cls.__doc__ or "").split()),
            "type": "object",
            "additionalProperties": False,
            "properties": {name: known.schema(definitions) for name, known in cls.keys.items()},
        }
        required = [name for name, known in cls.keys.items() if known.required]
        if required:
            found["required"] = required
        if cls.shorthand is None:
            return found
        return {"description": found["description"], "anyOf": [found["properties"][cls.shorthand], found]}


UNTITLED = "untitled"
OBVIOUS_KEYS: dict[str, None] = {}
"""The keys of objectives, key results and KPIs: what a mistyped key was probably meant to be, wherever it stands."""

_MISSING = {
    "title": "title: Our shop is a pleasure to use",
    "cycle": "cycle: 2024-Q3",
    "type": "type: kpi",
    "url": "url: https://example.com/",
    "value": "value: 3.2",
}
"""What F105 shows for a missing key."""


def _place(key: Scalar, value: Node) -> Place:
    """Where a problem of a value is reported: at its key where nothing is written."""
    return key.place if isinstance(value, Scalar) and value.blank else value.place


def _or_nothing(schema: JsonSchema) -> JsonSchema:
    """The schema of a key that may be written without a value."""
    if "$ref" in schema:  # draft-07 passes over what stands beside a `$ref`
        return {"type": ["object", "null"], "if": {"type": "object"}, "then": schema}
    if "type" not in schema:
        return schema
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    merged = {**schema, "type": [*types, *(() if "null" in types else ("null",))]}
    if "enum" in merged:
        merged["enum"] = [*merged["enum"], None]
    return merged
