"""Addresses that people write in front matter: only those that cannot run anything."""

from __future__ import annotations

from urllib.parse import urlsplit

MOST_CHARACTERS = 2_000
"""Longer addresses work in few browsers."""

_SCHEMES = ("", "http", "https", "mailto")


def safe_url(url: str) -> str | None:
    """The address, or None where its scheme is not http, https, mailto or missing, or it has no end.

    Browsers drop tabs, line breaks and leading control characters before they look for a scheme; so does this.
    """
    if len(url) > MOST_CHARACTERS:
        return None
    plain = "".join(character for character in url if character.isprintable()).strip()
    try:
        scheme = urlsplit(plain).scheme.lower()
    except ValueError:
        return None
    if scheme not in _SCHEMES or (not scheme and ":" in plain.split("/")[0].split("?")[0].split("#")[0]):
        return None
    return plain
