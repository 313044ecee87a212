"""Where the links and images of a goal's prose lead, as seen from the goal's page.

An address is one of the web, a mail address, or a path: from the goal's own file, or from the project's root where it
begins with `/`, as the forges read it. A path leads to another goal's page, or to what the site publishes of that
file; any other leads nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mkdocs_goals.model.address import SCHEMES, is_readable, meant_path, scheme_of
from mkdocs_goals.publish.links import Links

Published = Callable[[str], str | None]
"""A project file's path, as it is shown → its URL below the site's root, or None where the site has no page of it."""

IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
"""What may be shown as an image: formats that cannot hold a script."""


@dataclass(frozen=True)
class ProseLinks:
    """The links of one goal's prose.

    `source` is the goal's file, `goals` maps the shown paths of goal files to the addresses of their pages.
    `dead` collects the paths that lead nowhere, in the order in which they were asked for.
    """

    source: str
    goals: Mapping[str, str]
    published: Published
    links: Links
    dead: list[str] = field(default_factory=list)

    def link(self, url: str) -> str | None:
        """What a link's `href` becomes; None where it leads nowhere."""
        scheme = scheme_of(url)
        if scheme:
            return url if scheme in SCHEMES and is_readable(url) else None
        path = meant_path(self.source, url)
        target = self._target(path) if path else None
        if target is None:
            self.dead.append(url)
            return None
        _, hash_sign, anchor = url.partition("#")
        return target + hash_sign + anchor

    def image(self, url: str) -> str | None:
        """What an image's `src` becomes; None where it is not one that the site holds."""
        path = meant_path(self.source, url)
        if not path or not path.lower().endswith(IMAGES):
            return None
        published = self.published(path)
        return self.links.file(published) if published else None

    def _target(self, path: str) -> str | None:
        if path in self.goals:
            return self.links(self.goals[path])
        published = self.published(path)
        return self.links.file(published) if published is not None else None
