"""Elements of HTML and SVG, escaped as they are made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from markupsafe import Markup, escape

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold."""

_SPECIAL = re.compile("[&<>\"'\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What cannot stand in an element or an attribute as it is."""

Attributes = Mapping[str, str | float | None]

Inside = str | Iterable[str]
"""What stands in an element: text, which is escaped, markup, which is not, or several of them."""


def printable(text: str) -> str:
    """A text without what XML cannot hold."""
    return _FORBIDDEN.sub("", text)


def safe(text: str) -> str:
    """Text for an element or a quoted attribute: escaped, without what XML cannot hold. Markup stays as it is."""
    if isinstance(text, Markup) or not _SPECIAL.search(text):
        return text
    return escape(printable(text))


def number(value: float) -> str:
    """A coordinate in pixels, rounded to one decimal, without needless zeros."""
    text = f"{value:.1f}"
    return (text if text != "-0.0" else "0.0").removesuffix(".0")


def element(name: str, attributes: Attributes, inside: Inside = "") -> Markup:
    """One element. Numbers are rounded to one decimal; an attribute that is None is left out."""
    parts = [f"<{name}"]
    for key, value in attributes.items():
        if value is not None:
            parts.append(f' {key}="{safe(value) if isinstance(value, str) else number(value)}"')
    content = safe(inside) if isinstance(inside, str) else "".join(safe(part) for part in inside)
    parts.append(f">{content}</{name}>" if content or name not in _EMPTY else "/>")
    return Markup("".join(parts))  # noqa: S704 - every part was escaped above, and names are our own


def joined(parts: Iterable[Markup]) -> Markup:
    """Several elements one after the other."""
    return Markup("").join(parts)


_EMPTY = frozenset({"rect", "path", "line", "circle", "polyline", "polygon"})
