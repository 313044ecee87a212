"""The types of the schema's keys: each reads a node, and says in the JSON Schema what it takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    PlainValidator,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from mkdocs_goals.model.calendar import Frequency
from mkdocs_goals.model.goal import Aggregate, Commitment, Direction, KpiKind, Outcome, State
from mkdocs_goals.model.place import Origin
from mkdocs_goals.read import scalars
from mkdocs_goals.read.tree import Mapping, Node, Scalar, Sequence


class Data(dict[str, Any]):
    """A mapping on its way into pydantic: it knows the node it came from and which keys were taken out of it."""

    def __init__(self, node: Mapping) -> None:
        super().__init__((key.text, plain_data(value)) for key, value in node.pairs)
        self.node = node
        self.damaged: set[str] = set()


def plain_data(node: Node) -> Any:
    """The tree as dicts and lists for pydantic; the leaves stay scalars that know their place."""
    if isinstance(node, Mapping):
        return Data(node)
    if isinstance(node, Sequence):
        return [plain_data(item) for item in node.items]
    return node


def refusal(code: str, message: str, help: str) -> PydanticCustomError:
    """Pydantic's error for one of our rules: its type is the rule's code, its context carries the words."""
    return PydanticCustomError(code, "{message}", {"message": message, "fix": help})


def reads(read: Callable[[Any], Any]) -> PlainValidator:
    """A field that is read by one of the functions of `scalars`."""

    def validate(data: Any) -> Any:
        if isinstance(data, Scalar):
            try:
                return read(data)
            except scalars.Misread as misread:
                raise refusal(misread.code, misread.message, misread.help) from misread
        kind = "a mapping" if isinstance(data, dict) else "a list"
        raise refusal("F104", f"{kind} stands where a single value belongs", "write one value")

    return PlainValidator(validate)


def _words(kind: type[StrEnum]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": [str(word) for word in kind]})


def _named(node: Scalar) -> Scalar:
    scalars.slug(node)
    return node


def _reference(node: Scalar) -> Scalar:
    scalars.line(node)
    return node


_ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
DATE_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_LINE_PATTERN = r"^\s*\S[^\n]*\s*$"
_ID_SCHEMA = {"type": ["string", "integer"], "pattern": _ID_PATTERN, "maxLength": 64, "minimum": 0}
_NUMBER_SCHEMA = {"type": "number", "minimum": -1e15, "maximum": 1e15}
_TEXT_SCHEMA = {"type": ["string", "number", "boolean"]}

Text = Annotated[str, reads(scalars.text), WithJsonSchema(_TEXT_SCHEMA)]
Line = Annotated[str, reads(scalars.line), WithJsonSchema({**_TEXT_SCHEMA, "pattern": _LINE_PATTERN})]
Number = Annotated[Decimal, reads(scalars.number), WithJsonSchema(_NUMBER_SCHEMA)]
Weight = Annotated[Decimal, reads(scalars.number_from(0, None)), WithJsonSchema({**_NUMBER_SCHEMA, "minimum": 0})]
Confidence = Annotated[
    Decimal,
    reads(scalars.number_from(0, 10)),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 10}),
]
Share = Annotated[
    Decimal, reads(scalars.number_from(0, 1)), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1})
]
Day = Annotated[date, reads(scalars.day), WithJsonSchema({"type": "string", "format": "date", "pattern": DATE_PATTERN})]
DoneOn = Annotated[
    bool | date,
    reads(scalars.done),
    WithJsonSchema({"type": ["boolean", "string"], "pattern": DATE_PATTERN}),
]
Id = Annotated[str, reads(scalars.slug), WithJsonSchema(_ID_SCHEMA)]
NamedId = Annotated[Scalar, reads(_named), WithJsonSchema(_ID_SCHEMA)]
GoalReference = Annotated[
    Scalar,
    reads(_reference),
    WithJsonSchema({"type": "string", "pattern": r"^[a-z0-9-]+(/[a-z0-9-]+)?$"}),
]
Written = Annotated[Scalar, reads(lambda node: node), WithJsonSchema(_TEXT_SCHEMA)]

StateWord = Annotated[State, reads(scalars.choice(State)), _words(State)]
CommitmentWord = Annotated[Commitment, reads(scalars.choice(Commitment)), _words(Commitment)]
OutcomeWord = Annotated[Outcome, reads(scalars.choice(Outcome)), _words(Outcome)]
DirectionWord = Annotated[Direction, reads(scalars.choice(Direction)), _words(Direction)]
FrequencyWord = Annotated[Frequency, reads(scalars.choice(Frequency)), _words(Frequency)]
KindWord = Annotated[KpiKind, reads(scalars.choice(KpiKind)), _words(KpiKind)]
AggregateWord = Annotated[Aggregate, reads(scalars.choice(Aggregate)), _words(Aggregate)]


_DATA = " data"
"""Where a block keeps what it was read from: a name that no field can have."""


class Block(BaseModel):
    """A mapping with known keys. A key without a value counts as not written.

    `shorthand` names the key that a single value in place of the mapping stands for.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=False)

    @model_validator(mode="wrap")
    @classmethod
    def _mapping(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if isinstance(data, Scalar):
            shorthand = SHORTHANDS.get(cls.__name__)
            if shorthand is None or data.blank:
                shown = "nothing" if data.blank else scalars.kind_of(data)
                raise refusal("F104", f"{shown} stands where keys and values belong", _keys(cls))
            data = Data(Mapping(((Scalar(shorthand, data.place), data),), data.place))
        if not isinstance(data, Data):
            raise refusal("F104", "a list stands where keys and values belong", _keys(cls))
        empty = [key for key, value in data.items() if value.__class__ is Scalar and value.blank]
        taken = {key: value for key, value in data.items() if key not in empty or key not in keys_of(cls)}
        block = handler(taken)
        block.__dict__[_DATA] = data  # a private attribute of pydantic's costs as much as all of the fields
        return block

    @property
    def written(self) -> Data:
        """What the block was read from."""
        found: Data = self.__dict__[_DATA]
        return found

    @property
    def node(self) -> Mapping:
        """The mapping that was written."""
        return self.written.node

    @property
    def origin(self) -> Origin:
        """The places of the keys and values that were written."""
        data = self.written
        return data.node.origin(frozenset(data.damaged))

    def has(self, key: str) -> bool:
        """Whether a key is written with a value, readable or not."""
        value = self.node.get(key)
        blank = value is None or (isinstance(value, Scalar) and value.blank)
        return not blank or key in self.written.damaged

    def damage(self, key: str) -> None:
        """Note that a key's value could not be read."""
        self.written.damaged.add(key)


SHORTHANDS = {"CheckInBlock": "value", "RemarkBlock": "note", "MeasurementBlock": "value", "TeamBlock": "name",
              "PersonBlock": "name", "RuleBlock": "severity"}  # fmt: skip
"""Which key a single value stands for, where a block may be written as one value."""


@cache
def keys_of(block: type[BaseModel]) -> tuple[str, ...]:
    """The keys that a block takes, as they are written."""
    return tuple(field.alias or name for name, field in block.model_fields.items())


def _keys(block: type[BaseModel]) -> str:
    return f"write `key: value` lines with {', '.join(keys_of(block))}"
