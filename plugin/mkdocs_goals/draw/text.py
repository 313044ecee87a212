"""Text in pictures: how wide it is, and where its lines break."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from mkdocs_goals.draw.svg import printable

ELLIPSIS = "…"

_WIDTHS = {
    character: width
    for characters, width in (
        ("il'", 0.28),
        ("jf, .", 0.37),
        ("t!", 0.40),
        ("rI", 0.43),
        ('J()[]-/\\:;|"', 0.46),
        ("szc?", 0.55),
        ("kvxyFL", 0.60),
        ("aeoPTY", 0.62),
        ("0123456789bdghnpquE", 0.64),
        ("ABSVXZ", 0.69),
        ("CKR", 0.70),
        ("HNUDGOQ&", 0.79),
        ("#+<=>^~w", 0.84),
        ("M", 0.87),
        ("Wm@—…", 1.00),
        ("%", 1.08),
    )
    for character in characters
}
"""Widths in parts of the font size: in DejaVu Sans or in Verdana, whichever is wider. No common font is wider."""

_OF_KIND = {"Zs": 0.37, "Lu": 0.85, "Sm": 0.84, "So": 0.95}
"""Widths of characters that are not in the table, by the category that Unicode gives them."""
_OTHER = 0.72
_WIDE = 1.0
_EMOJI = 1.25

BOLD = 1.15
"""How much wider bold letters are."""

_JOINER = "\u200d"
_NOT_FIRST = "、。，．：；！？）］｝」』】〉》〕,.;:!?)]}%…"
"""What must not begin a line."""


@lru_cache(maxsize=16_384)
def text_width(text: str, size: float) -> float:
    """How many pixels a text takes at a font size in pixels, in the widest font that readers may have."""
    return size * sum(_character_width(character) for character in text)


@lru_cache(maxsize=4_096)
def _character_width(character: str) -> float:
    base = unicodedata.normalize("NFD", character)[0]  # a letter is as wide without its accent
    if base in _WIDTHS:
        return _WIDTHS[base]
    category = unicodedata.category(base)
    if category in ("Mn", "Me", "Cf", "Cc"):
        return 0.0
    if unicodedata.east_asian_width(base) in ("W", "F"):
        return _EMOJI if category == "So" else _WIDE
    return _OF_KIND.get(category, _OTHER)


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
