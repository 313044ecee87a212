"""A tree against a block of the schema: the block, and every problem at its place."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from mkdocs_goals.model.diagnostic import Diagnostic
from mkdocs_goals.model.place import Place
from mkdocs_goals.model.spelling import nearest
from mkdocs_goals.read.fields import Block, Data, keys_of
from mkdocs_goals.read.scalars import kind_of, shortened
from mkdocs_goals.read.schema import KeyResultBlock, KpiBlock, ObjectiveBlock
from mkdocs_goals.read.tree import Mapping, Node, Scalar, Sequence

AnyBlock = TypeVar("AnyBlock", bound=Block)


_MOST_ROUNDS = 4


def validate(block: type[AnyBlock], tree: Mapping) -> tuple[AnyBlock | None, list[Diagnostic]]:
    """The tree read as a block, and its problems (F103 to F105, F108, F110, F111).

    What cannot be read is taken out and noted as damaged, so that the rest can still be checked; the block is
    None where nothing useful is left.
    """
    data = Data(tree)
    problems: list[Diagnostic] = []
    for _ in range(_MOST_ROUNDS):
        try:
            return block.model_validate(data), problems
        except ValidationError as error:
            details = error.errors(include_url=False)
        said = _misspelt(details)
        problems += [
            _problem(block, tree, detail)
            for detail in details
            if detail["loc"] not in said and not _was_taken_out(data, detail)
        ]
        if [detail for detail in details if not _taken_out(data, detail)]:
            break
        _close_gaps(data)
    return None, problems


def _was_taken_out(data: Data, detail: ErrorDetails) -> bool:
    """Whether a key is missing only because an earlier round took its value out."""
    *steps, name = detail["loc"]
    if detail["type"] != "missing" or not _reachable(data, steps):
        return False
    parent = _entry(data, steps)
    return isinstance(parent, Data) and str(name) in parent.damaged


def _misspelt(details: list[ErrorDetails]) -> set[tuple[int | str, ...]]:
    """Where a required key is missing only because it is misspelt: one finding is enough."""
    unknown = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"]
    return {
        detail["loc"]
        for detail in details
        if detail["type"] == "missing"
        for other in unknown
        if other[:-1] == detail["loc"][:-1] and nearest(str(other[-1]), [str(detail["loc"][-1])])
    }


def _taken_out(data: Data, detail: ErrorDetails) -> bool:
    """Take the unreadable part out of the data. False where the whole block cannot stand without it."""
    steps = list(detail["loc"])
    if detail["type"] == "missing":
        name = str(steps.pop())
        if name == "title":
            _entry(data, steps)["title"] = Scalar("untitled", data.node.place)
            return True
    while steps and not _reachable(data, steps):
        steps.pop()
    if not steps:
        return False
    parent, last = _entry(data, steps[:-1]), steps[-1]
    if isinstance(parent, Data):
        parent.damaged.add(str(last))
        close = nearest(str(last), OBVIOUS_KEYS) if detail["type"] == "extra_forbidden" else None
        if close:
            parent.damaged.add(close)
        parent.pop(str(last), None)
    else:
        parent[last] = None
    return True


def _close_gaps(data: Any) -> None:
    """Drop the list items that were taken out."""
    if isinstance(data, list):
        data[:] = [item for item in data if item is not None]
    if isinstance(data, Data | list):
        for item in data.values() if isinstance(data, Data) else data:
            _close_gaps(item)


OBVIOUS_KEYS = tuple(dict.fromkeys(
    key for known in (ObjectiveBlock, KeyResultBlock, KpiBlock) for key in keys_of(known)
))  # fmt: skip


def _entry(data: Any, steps: list[int | str]) -> Any:
    for step in steps:
        data = data[step]
    return data


def _reachable(data: Any, steps: list[int | str]) -> bool:
    for step in steps:
        if isinstance(data, Data) and step in data:
            data = data[str(step)]
        elif isinstance(data, list) and isinstance(step, int):
            data = data[step]
        else:
            return False
    return True


def _problem(block: type[BaseModel], tree: Mapping, detail: ErrorDetails) -> Diagnostic:
    steps = detail["loc"]
    kind = detail["type"]
    if kind == "extra_forbidden":
        return _unknown_key(block, tree, steps)
    if kind == "missing":
        return _missing_key(tree, steps)
    node, place = _reached(tree, steps)
    context = detail.get("ctx") or {}
    if "fix" in context:
        return Diagnostic(kind, str(context["message"]), place, str(context["fix"]))
    takes = "a list" if kind == "list_type" else "keys and values"
    help = _as_list(node) if kind == "list_type" else "write `key: value` lines below it"
    return Diagnostic("F104", f"{kind_of(node)} stands where {takes} belongs", place, help)


def _as_list(node: Node) -> str:
    if isinstance(node, Scalar) and node.text:
        return f"write [{shortened(node.text)}]"
    return "write one `- item` a line"


def _reached(tree: Mapping, steps: tuple[int | str, ...]) -> tuple[Node, Place]:
    """The deepest node on the way that was written."""
    node: Node = tree
    place = tree.place
    for step in steps:
        if isinstance(node, Mapping) and isinstance(step, str):
            inner, key = node.get(step), node.key(step)
            if inner is None or key is None:
                break
            node = inner
            place = key.place if isinstance(inner, Scalar) and inner.blank else inner.place
        elif isinstance(node, Sequence) and isinstance(step, int):
            node = node.items[step]
            place = node.place
    return node, place


def _unknown_key(block: type[BaseModel], tree: Mapping, steps: tuple[int | str, ...]) -> Diagnostic:
    name = str(steps[-1])
    parent, place = _reached(tree, steps[:-1])
    key = parent.key(name) if isinstance(parent, Mapping) else None
    allowed = keys_of(_block_at(block, steps[:-1]))
    close = nearest(name, allowed)
    listed = f"the keys here are {', '.join(allowed)}"
    help = f"did you mean `{close}`? {listed}" if close else listed
    return Diagnostic("F103", f"unknown key `{shortened(name)}`", key.place if key else place, help)


def _block_at(block: type[BaseModel], steps: tuple[int | str, ...]) -> type[BaseModel]:
    for step in steps:
        if not isinstance(step, str):
            continue
        field = next((f for name, f in block.model_fields.items() if (f.alias or name) == step), None)
        inner = _inner_block(field.annotation) if field else None
        block = inner or block
    return block


def _inner_block(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _inner_block(argument)
        if found:
            return found
    return None


_EXAMPLES = {
    "title": "title: Our shop is a pleasure to use",
    "cycle": "cycle: 2024-Q3",
    "type": "type: kpi",
    "url": "url: https://example.com/",
    "value": "value: 3.2",
}


def _missing_key(tree: Mapping, steps: tuple[int | str, ...]) -> Diagnostic:
    name = str(steps[-1])
    parent, place = _reached(tree, steps[:-1])
    key = parent.key(name) if isinstance(parent, Mapping) else None
    if key is not None:
        place = key.place
    elif isinstance(parent, Mapping) and parent.pairs:
        place = parent.pairs[0][0].place
    message = f"`{name}` has no value" if key else f"the key `{name}` is missing"
    return Diagnostic("F105", message, place, f"add `{_EXAMPLES.get(name, name + ': …')}`")
