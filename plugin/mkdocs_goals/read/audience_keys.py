"""Which audiences a file names, and whether that is certain: a key that may be a mistyped `audience` leaves doubt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from mkdocs_goals.model.diagnostic import Diagnostic
from mkdocs_goals.model.place import Place, line_place
from mkdocs_goals.model.readership import Readership
from mkdocs_goals.read.tree import Mapping, Node, Scalar
from mkdocs_goals.read.tree import Sequence as Items

KEY = "audience"
IN_DOUBT = ""
"""The audience of a team or a person of which nobody can tell who may know it."""

_LIKE_ENOUGH = 0.7
_OTHER_WORDS = frozenset(
    ("access", "confidential", "confidentiality", "private", "readers", "restricted", "secret", "visibility", "visible")
)
"""What people write who do not know that the key is called `audience`."""

_UNPARSED = frozenset(("F101", "F102", "F106", "F107", "F114", "X103"))
"""What leaves parts of a file unread: `audience` may have stood there."""

_MENTION = re.compile(r"audien|audian|confidential", re.IGNORECASE)
_LIST = re.compile(r"^audiences\s*:", re.MULTILINE)
_CLOSED_EARLY = re.compile(r"\s*(?:\S.*\n)*?audience\s*:")
"""The body's first paragraph has a line that seems to belong above the line that closes the front matter."""
_IN_A_VALUE = re.compile(r"audience\s*:", re.IGNORECASE)


def readership(
    goal: str,
    paths: Sequence[str],
    tree: Mapping | None,
    problems: Iterable[Diagnostic],
    content: bytes | str | None,
    body: str,
) -> Readership:
    """What a goal file says of its readers. `content` is the file as far as it could be opened and decoded, `body`
    what stands below its front matter."""
    unparsed = next((problem.place for problem in problems if problem.code in _UNPARSED), None)
    path = paths[0]
    if tree is None:
        doubt = unparsed or line_place(path, 1)
        return Readership(goal, tuple(paths), doubt=doubt, speaks_of_audiences=mentions_audiences(content))
    whole = [value for key, value in tree.pairs if key.text == KEY]
    parts = [value for part in _key_results(tree) for key, value in part.pairs if key.text == KEY]
    mistaken = next(_mistaken(tree), None)
    closed_early = tree.place if _CLOSED_EARLY.match(body) else None
    team = tree.get("team")
    return Readership(
        goal,
        tuple(paths),
        audiences=frozenset(_words(whole)),
        parts=frozenset(_words(parts)),
        team=team.text.strip() if isinstance(team, Scalar) and not team.blank else None,
        doubt=mistaken or unparsed or closed_early,
        speaks_of_audiences=mistaken is not None or (unparsed is not None and mentions_audiences(content)),
    )


def mentions_audiences(content: bytes | str | None) -> bool:
    """Whether what could not be read seems to name an audience; also in UTF-16, and with escapes."""
    return content is not None and bool(_MENTION.search(_plainly(content)))


def mentions_an_audience(content: bytes | str) -> bool:
    """Whether it seems to name one somewhere else than in goals.yml's list `audiences`."""
    return bool(_MENTION.search(_LIST.sub("", _plainly(content))))


def _plainly(content: bytes | str) -> str:
    """A file's content without what may hide a word in it: the NULs of UTF-16, and escapes."""
    text = content if isinstance(content, str) else content.replace(b"\0", b"").decode("latin-1")
    return re.sub(r"\\(?:x|u00|U000000)([0-9a-fA-F]{2})", _escaped, text)


def _escaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))


def audience_of_entry(node: Node | None) -> str | None:
    """The audience of a team or a person of goals.yml: a word, None for everyone, IN_DOUBT where it is not certain."""
    if not isinstance(node, Mapping):
        return None
    if next(_mistaken(node), None):
        return IN_DOUBT
    return next(iter(_words(value for key, value in node.pairs if key.text == KEY)), None)


def is_like_audience(key: str) -> bool:
    """Whether a key may be meant to be `audience`, or another word for it."""
    return key == KEY or _is_like(key)


@lru_cache(maxsize=4096)
def _is_like(key: str) -> bool:
    letters = "".join(c for c in unicodedata.normalize("NFKD", key).casefold() if c.isalnum())
    if letters in _OTHER_WORDS or letters.startswith(KEY):
        return True
    return len(letters) < 2 * len(KEY) and SequenceMatcher(None, letters, KEY).ratio() >= _LIKE_ENOUGH


def _words(values: Iterable[Node]) -> Iterator[str]:
    return (value.text.strip() for value in values if isinstance(value, Scalar) and not value.blank)


def _mistaken(tree: Mapping) -> Iterator[Place]:
    """Where an audience may be meant, and is not written as one: another key, another level, no plain word."""
    proper = {id(tree), *(id(part) for part in _key_results(tree))}
    for mapping in _mappings(tree):
        for key, value in mapping.pairs:
            if key.text == KEY and id(mapping) in proper:
                if not _is_word(value):
                    yield key.place
            elif is_like_audience(key.text):
                yield key.place
            if isinstance(value, Scalar) and _IN_A_VALUE.search(value.text):
                yield value.place


def _is_word(value: Node) -> bool:
    return isinstance(value, Scalar) and not value.blank and bool(value.text.strip()) and "\n" not in value.text.strip()


def _key_results(tree: Mapping) -> Iterator[Mapping]:
    found = tree.get("key_results")
    return (item for item in found.items if isinstance(item, Mapping)) if isinstance(found, Items) else iter(())


def _mappings(node: Node) -> Iterator[Mapping]:
    if isinstance(node, Mapping):
        yield node
    inside: Collection[Node] = ()
    if isinstance(node, Mapping):
        inside = [value for _, value in node.pairs]
    elif isinstance(node, Items):
        inside = node.items
    for inner in inside:
        if not isinstance(inner, Scalar):
            yield from _mappings(inner)
