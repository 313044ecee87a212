"""Text in pictures: how wide it is, and where its lines break."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from mkdocs_goals.draw.svg import printable

ELLIPSIS = "…"

_WIDTHS = {
    **dict.fromkeys("iIjl.,:;'|!`", 0.30),
    **dict.fromkeys('ftr()[]{}-/\\" ', 0.40),
    **dict.fromkeys("mwMW@%", 0.92),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZ&", 0.71),
}
_OTHER = 0.59
_WIDE = 1.0
"""Widths of characters in parts of the font size: between Arial's and Verdana's, so that most fonts stay below."""

_JOINER = "\u200d"
_NOT_FIRST = "、。，．：；！？）］｝」』】〉》〕,.;:!?)]}%…"
"""What must not begin a line."""


@lru_cache(maxsize=16_384)
def text_width(text: str, size: float) -> float:
    """About how many pixels a text takes at a font size in pixels."""
    return size * sum(_character_width(character) for character in text)


@lru_cache(maxsize=4_096)
def _character_width(character: str) -> float:
    if character in _WIDTHS:
        return _WIDTHS[character]
    if character == _JOINER or unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return 0.0
    return _WIDE if unicodedata.east_asian_width(character) in ("W", "F") else _OTHER


@lru_cache(maxsize=16_384)
def wrapped(text: str, width: float, size: float, most_lines: int) -> tuple[str, ...]:
    """A text in at most so many lines of a width in pixels at a font size in pixels.

    Lines break between words, between wide East Asian characters, and inside a word that is longer than a line.
    What does not fit is cut off with an ellipsis.
    """
    lines = [""]
    for part in _parts(printable(text), width, size):
        together = lines[-1] + part
        if text_width(together.rstrip(), size) <= width or not lines[-1]:
            lines[-1] = together
        elif len(lines) < most_lines:
            lines[-1] = lines[-1].rstrip()
            lines.append(part.lstrip())
        else:
            lines[-1] = _with_ellipsis(lines[-1], width, size)
            return tuple(lines)
    lines[-1] = lines[-1].rstrip()
    return tuple(line for line in lines if line)


def _parts(text: str, width: float, size: float) -> Iterator[str]:
    """What lines are made of: words with the space before them, cut where they are longer than a line."""
    for word in re.findall(r"\s*\S+", text):
        clean = " " + word.lstrip() if word[0].isspace() else word
        for piece in _pieces(clean):
            yield from _cut(piece, width, size)


def _pieces(word: str) -> Iterator[str]:
    """A word in the pieces between which a line may break: at wide characters, and after a hyphen or a slash."""
    piece = ""
    for cluster in _clusters(word):
        wide = unicodedata.east_asian_width(cluster[0]) in ("W", "F")
        if piece.strip() and cluster not in _NOT_FIRST and (wide or _ends_piece(piece)):
            yield piece
            piece = ""
        piece += cluster
    yield piece


def _ends_piece(piece: str) -> bool:
    last = piece[-1]
    return unicodedata.east_asian_width(last) in ("W", "F") or (last in "-/" and len(piece) > 3)


def _clusters(text: str) -> Iterator[str]:
    """Characters together with the marks, joiners and modifiers that belong to them."""
    cluster = ""
    for character in text:
        joined = cluster.endswith(_JOINER) or unicodedata.category(character) in ("Mn", "Me", "Mc", "Cf", "Sk")
        if cluster and not (joined and cluster != " "):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _cut(piece: str, width: float, size: float) -> Iterator[str]:
    """A piece that is longer than a line, in parts that fit."""
    part = ""
    for cluster in _clusters(piece) if text_width(piece, size) > width else (piece,):
        if part and text_width((part + cluster).strip(), size) > width:
            yield part
            part = ""
        part += cluster
    yield part


def _with_ellipsis(line: str, width: float, size: float) -> str:
    clusters = list(_clusters(line.rstrip()))
    while clusters and text_width("".join(clusters) + ELLIPSIS, size) > width:
        clusters.pop()
    return "".join(clusters).rstrip(" ,;:-") + ELLIPSIS
