"""Addresses that people write in front matter: only those that cannot run anything."""

from __future__ import annotations

from mkdocs_goals.model.address import SCHEMES, is_readable, scheme_of


def safe_url(url: str) -> str | None:
    """The address, or None where its scheme is not http, https, mailto or missing, or where nobody can read it.

    Browsers drop tabs, line breaks and leading control characters before they look for a scheme; so does this.
    """
    plain = "".join(character for character in url if character.isprintable()).strip()
    scheme = scheme_of(plain)
    return plain if (scheme is None or scheme in SCHEMES) and is_readable(plain) else None
