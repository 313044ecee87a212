"""Formulas of KPIs: `100 * {orders} / {visits}`, read with Python's own parser and a short list of what is allowed."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, DecimalException

from mkdocs_goals.model.place import Origin, Place

MAX_LENGTH = 500
MAX_NODES = 200
_INPUT = re.compile(r"\{([^{}]*)\}")
_NUMBER = re.compile(r"(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?", re.ASCII)
LARGEST = Decimal("1e15")


class NoValueError(Exception):
    """A formula has no value for these inputs; the message says why."""


@dataclass(frozen=True, slots=True)
class Name:
    """A KPI that a formula names, and where."""

    kpi: str
    place: Place


@dataclass(frozen=True, slots=True)
class FormulaError:
    """Why a formula cannot be read, at its character."""

    message: str
    place: Place


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula's text, the KPIs it names (each once per mention), and its expression or why there is none."""

    text: str
    inputs: tuple[Name, ...]
    expression: ast.expr | None
    error: FormulaError | None

    @property
    def kpis(self) -> tuple[str, ...]:
        """The ids it names, each once, in the order of mention."""
        return tuple(dict.fromkeys(name.kpi for name in self.inputs))

    @property
    def size(self) -> int:
        """Of how many parts it is made: what a value of it costs."""
        return sum(1 for _ in ast.walk(self.expression)) if self.expression is not None else 1

    def evaluate(self, values: Mapping[str, Decimal]) -> Decimal:
        """The value for the values of its KPIs. Raises NoValueError: division by zero, or beyond ±1e15."""
        if self.expression is None:
            raise NoValueError("the formula cannot be read")
        try:
            result = _evaluate(self.expression, values)
        except ZeroDivisionError as error:
            raise NoValueError("division by zero") from error
        except DecimalException as error:
            raise NoValueError("division by zero or a number out of range") from error
        if not result.is_finite() or abs(result) > LARGEST:
            raise NoValueError("the result is beyond ±1e15")
        return result


def parse_formula(text: str, origin: Origin) -> Formula:
    """Read a formula written as the value of `formula` in the object at `origin`. Never raises: see `error`."""
    inputs = tuple(Name(m[1].strip(), origin.part("formula", m.start(), len(m[0]))) for m in _INPUT.finditer(text))
    expression: ast.expr | None = None
    error: FormulaError | None = None
    try:
        expression = _parse(text)
    except _Refused as refused:
        place = origin.part("formula", refused.at, refused.length)
        error = FormulaError(refused.message, place)
    return Formula(text, inputs, expression, error)


class _Refused(Exception):  # noqa: N818 - never leaves this module
    def __init__(self, message: str, at: int = 0, length: int = 1) -> None:
        super().__init__(message)
        self.message, self.at, self.length = message, at, length


def _parse(text: str) -> ast.expr:
    if len(text) > MAX_LENGTH:
        raise _Refused(f"a formula has at most {MAX_LENGTH} characters", 0, len(text))
    for at, character in enumerate(text):
        if not character.isascii() and not any(m.start() <= at < m.end() for m in _INPUT.finditer(text)):
            raise _Refused(f"`{character}` has no meaning in a formula", at)
    # A name of the same length stands in for each `{kpi}`, so that the parser's columns are the text's own.
    python = _INPUT.sub(lambda m: "_" * len(m[0]), text)
    try:
        tree = ast.parse(python, mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        at = min(max((getattr(error, "offset", None) or 1) - 1, 0), max(len(text) - 1, 0))
        raise _Refused("this formula cannot be read here", at) from error
    if sum(1 for _ in ast.walk(tree)) > MAX_NODES:
        raise _Refused(f"a formula has at most {MAX_NODES} parts", 0, len(text))
    return _Reader(text).read(tree.body)


def _mean(values: list[Decimal]) -> Decimal:
    return sum(values, Decimal(0)) / len(values)


FUNCTIONS: Mapping[str, Callable[[list[Decimal]], Decimal]] = {
    "sum": lambda values: sum(values, Decimal(0)),
    "mean": _mean,
    "min": min,
    "max": max,
}


class _Reader:
    """Refuses what a formula may not hold and puts each KPI's id in the place of its stand-in."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.names = {m.start(): m[1].strip() for m in _INPUT.finditer(text)}

    def read(self, node: ast.expr) -> ast.expr:
        match node:
            case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div()):
                node.left, node.right = self.read(node.left), self.read(node.right)
            case ast.BinOp():
                self._refuse_operator(node)
            case ast.UnaryOp(op=ast.USub() | ast.UAdd()):
                node.operand = self.read(node.operand)
            case ast.Constant():
                node.value = self._number(node)  # type: ignore[assignment]  # our own tree holds Decimals
            case ast.Call(func=ast.Name(id=function)) if not node.keywords:
                self._call(node, function)
            case ast.Name() if node.col_offset in self.names:
                node.id = self._input(node)
            case ast.Name():
                self._refuse(node, f"unknown name `{self._source(node)}`; write a KPI as {{{self._source(node)}}}")
            case _:
                self._refuse(node, f"`{self._source(node)}` is not allowed: use + - * / ( ), numbers, {{kpi}}"
                             " and sum, mean, min, max")  # fmt: skip
        return node

    def _refuse_operator(self, node: ast.BinOp) -> None:
        between = self.text[node.left.end_col_offset : node.right.col_offset]
        found = re.search(r"[^\s()]+", between)
        if found is None or node.left.end_col_offset is None:
            self._refuse(node, f"`{self._source(node)}` is not allowed: use + - * /")
        else:
            at = node.left.end_col_offset + found.start()
            raise _Refused(f"`{found[0]}` has no meaning in a formula: use + - * /", at, len(found[0]))

    def _call(self, node: ast.Call, function: str) -> None:
        if function not in FUNCTIONS:
            known = ", ".join(FUNCTIONS)
            self._refuse(node.func, f"unknown function `{self._source(node.func)}`; there are {known}")
        if not node.args:
            self._refuse(node, f"`{function}` needs at least one value")
        node.args = [self.read(argument) for argument in node.args]

    def _input(self, node: ast.Name) -> str:
        name = self.names[node.col_offset]
        if self._source(node).count("{") > 1 or not self._source(node).endswith("}"):
            self._refuse(node, f"an operator is missing in `{self._source(node)}`")
        if not name:
            self._refuse(node, "name a KPI between the braces")
        return name

    def _number(self, node: ast.Constant) -> Decimal:
        source = self._source(node)
        if not _NUMBER.fullmatch(source):
            self._refuse(node, f"`{source}` is no number that a formula can hold")
        return Decimal(source)

    def _source(self, node: ast.expr) -> str:
        end = node.end_col_offset if node.end_lineno == 1 else None
        return self.text[node.col_offset : end]

    def _refuse(self, node: ast.expr, message: str) -> None:
        raise _Refused(message, node.col_offset, max(len(self._source(node)), 1))


def _evaluate(node: ast.expr, values: Mapping[str, Decimal]) -> Decimal:
    match node:
        case ast.BinOp(left=left, op=operator, right=right):
            return _combine(operator, _evaluate(left, values), _evaluate(right, values))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_evaluate(operand, values)
        case ast.UnaryOp(operand=operand):
            return _evaluate(operand, values)
        case ast.Call(func=ast.Name(id=function), args=arguments):
            return FUNCTIONS[function]([_evaluate(argument, values) for argument in arguments])
        case ast.Constant(value=Decimal() as number):
            return number
        case ast.Name(id=name):
            return values[name]
    raise NoValueError("the formula cannot be read")


def _combine(operator: ast.operator, left: Decimal, right: Decimal) -> Decimal:
    match operator:
        case ast.Add():
            return left + right
        case ast.Sub():
            return left - right
        case ast.Mult():
            return left * right
    if right == 0:
        raise ZeroDivisionError
    return left / right
