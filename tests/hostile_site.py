"""One project with hostile text in every field that there is, and what makes a built page harmless."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from tests.project import write_project
from tests.publish.sample import company

NASTY = (
    "`<img src=x onerror=hacked()>` <img src=x onerror=hacked()>"
    """"><script>hacked()</script>'{{ 7*7 }}{% x %}&amp;-->]]>"""
)
"""Breaks out of code, text, attributes, comments, CDATA and templates, wherever it is not escaped."""

PROSE = f"""
# {NASTY}

## {NASTY}

{NASTY} **{NASTY}** [{NASTY}](javascript:hacked()) [x](<javascript:hacked()> "{NASTY}")
![{NASTY}](//evil.example/x.png "{NASTY}")

<script>hacked()</script> <svg onload=hacked()> <a href="javascript:hacked()">x</a>
<iframe srcdoc="<script>hacked()</script>">

### Heading {{: #"><img src=x onerror=hacked()> onclick=hacked() }}

| {NASTY} | b |
| --- | --- |
| {NASTY} | [x](data:text/html,<script>hacked()</script>) |

```"><img src=x onerror=hacked()>
{NASTY}
```

[^{NASTY}]: {NASTY}

<http://example.com/"onmouseover="hacked()> https://example.com/"><img/src=x/onerror=hacked()>

- [ ] {NASTY}

> [!NOTE]
> {NASTY}
"""

FILE_NAMES = ('"><img src=x onerror=hacked()>', "<script>hacked()<", "'-hacked()-'", "{{ 7*7 }}", "&lt;img src=x&gt;")


def _say(text: str) -> str:
    return json.dumps(f"{text} {NASTY}", ensure_ascii=False)


def _url(text: str) -> str:
    return text.replace("https://example.com/", "javascript:hacked()//")


def hostile_project() -> dict[str, str | bytes]:
    """Path → content: every text that a person writes is hostile; ids and numbers are not, or nothing could be read."""
    files: dict[str, str | bytes] = {
        f"goals/{name}": _url(text).lstrip("\n") + (PROSE if name.endswith(".md") else "")
        for name, text in company(_say).items()
    }
    files["goals/series.md"] = (
        f"---\ntype: kpi\ntitle: {_say('Series')}\nsource: {_say('Source')}\nunit: {_say('unit')}\ndata: series.csv\n"
        f"tags: [{_say('tag')}]\ntarget: 4\n---\n{PROSE}"
    )
    note = f"note {NASTY}".replace('"', '""')
    files["goals/series.csv"] = f'period,value,note\n2024-06,3,"{note}"\n2024-07,5,"{note}"\n'
    files["goals/heading.md"] = f"---\ncycle: 2024-Q3\nteam: unlisted\nowner: nobody\n---\n# {NASTY}\n"
    for number, name in enumerate(FILE_NAMES):
        name = name.replace("/", "⁄")
        files[f"goals/odd/{name}.md"] = f"---\ntitle: {_say('Odd')}\ncycle: 2024-Q3\nid: odd-{number}\n---\n{PROSE}"
        files[f"goals/worse/{name}.md"] = f"---\ntitle: {_say('Odd')}\ncycle: {_say('no')}\n---\n{PROSE}"
    files["docs/tags.md"] = "# Tags\n\n<!-- material/tags -->\n"
    files["docs/index.md"] = "# Home\n\n<!-- goals: home -->\n"
    views = (
        "cards", "objectives", "table", "counts", "scorecard", "kpis", "changes", "alignment", "objective id=grow",
        "kpi id=series", f'cards team="{NASTY}"', f"<img/src=x/onerror=hacked()> id={NASTY}", f"kpi id={NASTY}",
    )  # fmt: skip
    safe = (view.replace("-->", "").replace('team="', "team='") for view in views)
    files["docs/views.md"] = "# Views\n\n" + "\n\n".join(f"<!-- goals: {view} -->" for view in safe) + "\n"
    return files


FEATURES = ("content.action.edit", "content.action.view", "navigation.instant", "search.suggest")


def write_hostile_project(root: Path) -> Path:
    """The project with what shows more of the text: tags, links to edit, instant navigation, suggestions."""
    write_project(root, hostile_project(), before="  - tags\n")
    config = root / "mkdocs.yml"
    text = config.read_text("utf-8").replace("font: false}", f"font: false, features: [{', '.join(FEATURES)}]}}")
    config.write_text(text, "utf-8")
    return root


@dataclass
class Activity(HTMLParser):
    """What in some HTML could run, or load something from elsewhere, as `tag attribute value` lines."""

    found: list[str] = field(default_factory=list)
    _script: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._script = tag == "script"
        for name, value in attrs:
            said = f"{tag} {name} {value}"
            is_address = name in ("href", "xlink:href", "src", "action", "formaction", "data", "poster", "srcdoc")
            if name.startswith("on") or (is_address and not _is_safe_address(value or "")):
                self.found.append(said)
        if tag in ("iframe", "object", "embed", "base", "foreignobject", "animate", "set"):
            self.found.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._script = False

    def handle_data(self, data: str) -> None:
        if self._script and "hacked" in data:
            self.found.append(f"script {data[:200]}")


def _is_safe_address(url: str) -> bool:
    plain = "".join(character for character in url if character.isprintable()).strip()
    try:
        parts = urlsplit(plain)
    except ValueError:
        return False
    return parts.scheme in ("", "http", "https", "mailto") and "evil.example" not in parts.netloc and url != "x"


def activity(html: str) -> list[str]:
    """What in some HTML could run or load something that it should not."""
    looked = Activity()
    looked.feed(html)
    looked.close()
    return looked.found


def texts_of_json(value: object) -> Iterator[str]:
    """Every text of a JSON document, keys included."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from texts_of_json(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of_json(inner)
    elif isinstance(value, str):
        yield value


def pages_below(site: Path) -> list[Path]:
    """Every HTML file of a site."""
    return sorted(site.rglob("*.html"))
