"""Addresses that people write: which of them may be published as links, and which files they mean."""

from __future__ import annotations

import html
import posixpath
import re
from urllib.parse import unquote, urlsplit

SCHEMES = ("http", "https", "mailto")
"""What may be published cannot run anything: a list of what is allowed, never of what is forbidden."""

MOST_CHARACTERS = 2_000
"""Longer addresses work in few browsers."""

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028\u2029\ufeff]")


def scheme_of(url: str) -> str | None:
    """The scheme that a browser would read in an address, in lower case; None for a relative one.

    Browsers drop tabs, line breaks and leading control characters before they look for a scheme, and read HTML's
    entities; so does this.
    """
    match = _SCHEME.match(_INVISIBLE.sub("", html.unescape(url)))
    return match[1].lower() if match else None


def is_readable(url: str) -> bool:
    """Whether an address is one that browsers can follow. Over some, such as `http://[::1`, Python raises."""
    if len(url) > MOST_CHARACTERS:
        return False
    try:
        parts = urlsplit(url)
        _ = parts.hostname, parts.port
    except ValueError:
        return False
    return True


def meant_path(file: str, url: str) -> str | None:
    """The project's file that a relative address in a file means; None for another host's, or none at all.

    Paths are as they are shown: from the project's root, with `/`. An address that begins with `/` counts from there,
    as the forges read it.
    """
    path = unquote(url.partition("#")[0].partition("?")[0])
    if not path or scheme_of(url) or "\\" in path or path.startswith("//") or "\0" in path:
        return None
    if path.startswith("/"):
        return posixpath.normpath(path.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(file), path))


def is_below(path: str, folder: str) -> bool:
    """Whether a path as `meant_path` gives it lies inside a folder as it is shown; `.` is the project's root."""
    return not path.startswith("../") and path != ".." and (folder == "." or path.startswith(f"{folder}/"))
