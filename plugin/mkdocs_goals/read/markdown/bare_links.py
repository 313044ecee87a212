"""Addresses that stand bare in a text become links, as on the forges: https://…, www.… and mail addresses.

Every rule looks at the few characters before its sign (`:`, `.`, `@`) and at each character behind it once.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*")
_REST = re.compile(r"[^\s<>\"]*")
_LOCAL = re.compile(r"[A-Za-z0-9._+-]{1,64}$")
_DOMAIN = re.compile(r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}(?![\w@-])")
_ENTITY = re.compile(r"&[A-Za-z0-9]{1,31};$")
_LONGEST_ENTITY = 33
_TRAILING = "?!.,:;*_~'[]"
_BEFORE_WWW = "*_~("


def add_bare_links(md: MarkdownIt) -> None:
    """Add the rules to a parser."""
    md.inline.add_terminator_char(".")
    md.inline.ruler.push("bare_web_link", _web)
    md.inline.ruler.push("bare_www_link", _www)
    md.inline.ruler.push("bare_mail_link", _mail)


def _web(state: StateInline, silent: bool) -> bool:
    """`http` or `https`, at its colon."""
    src, at = state.src, state.pos
    if silent or src[at] != ":" or state.linkLevel or not src.startswith("//", at + 1):
        return False
    scheme = next((name for name in ("https", "http") if src[max(at - len(name), 0) : at].lower() == name), None)
    if scheme is None or _is_word(src, at - len(scheme) - 1):
        return False
    return _web_link(state, at - len(scheme), at + 3, "")


def _www(state: StateInline, silent: bool) -> bool:
    """`www`, at its full stop."""
    src, at = state.src, state.pos
    if silent or src[at] != "." or state.linkLevel or src[max(at - 3, 0) : at].lower() != "www":
        return False
    before = src[at - 4] if at > 3 else " "
    if not (before.isspace() or before in _BEFORE_WWW):
        return False
    return _web_link(state, at - 3, at + 1, "http://")


def _mail(state: StateInline, silent: bool) -> bool:
    """A mail address, at its @."""
    src, at = state.src, state.pos
    if silent or src[at] != "@" or state.linkLevel:
        return False
    local = _LOCAL.search(src[max(at - 64, 0) : at])
    if local is None or _is_word(src, at - len(local[0]) - 1) or not _waits(state, at - len(local[0])):
        return False
    domain = _DOMAIN.match(src, at + 1, state.posMax)
    if domain is None or domain[0][-1] in "-_":
        return False
    return _link(state, at - len(local[0]), domain.end(), "mailto:")


def _web_link(state: StateInline, start: int, host: int, prefix: str) -> bool:
    if not _waits(state, start) or not _HOST.match(state.src, host, state.posMax):
        return False
    end = _end(state.src, host, state.posMax)
    return end > host and _link(state, start, end, prefix)


def _waits(state: StateInline, start: int) -> bool:
    """Whether what stands before the sign is still pending text, and not a part of something else."""
    return state.pending.endswith(state.src[start : state.pos])


def _link(state: StateInline, start: int, end: int, prefix: str) -> bool:
    text = state.src[start:end]
    state.pending = state.pending[: len(state.pending) - (state.pos - start)]
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": state.md.normalizeLink(prefix + text)}
    opening.info = "auto"
    state.push("text", "", 0).content = text
    state.push("link_close", "a", -1)
    state.pos = end
    return True


def _end(src: str, start: int, most: int) -> int:
    """Where an address ends: before the signs of the sentence around it."""
    match = _REST.match(src, start, most)
    end = match.end() if match else start
    unclosed = src.count(")", start, end) - src.count("(", start, end)
    while end > start:
        last = src[end - 1]
        if last == ")" and unclosed > 0:
            unclosed -= 1
            end -= 1
        elif last == ";" and (entity := _ENTITY.search(src[max(end - _LONGEST_ENTITY, start) : end])):
            end -= len(entity[0])
        elif last in _TRAILING:
            end -= 1
        else:
            break
    return end


def _is_word(src: str, at: int) -> bool:
    return at >= 0 and src[at].isalnum()
