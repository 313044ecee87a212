"""X, safety: what a goal's text may not carry onto a page that the whole company reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mkdocs_goals.check.context import Context, shown
from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.rule import Remark, rule
from mkdocs_goals.model.address import SCHEMES, is_below, meant_path, scheme_of
from mkdocs_goals.model.goal import Goal, Objective, Prose
from mkdocs_goals.model.place import Place, line_place
from mkdocs_goals.read.markdown.budget import MAX_BLOCK_DEPTH, MAX_BYTES, Refusal
from mkdocs_goals.read.markdown.parts import Part, PartKind

MOST_A_TEXT = 10
"""So many findings of a rule in one prose say what is wrong; the last one counts the others."""


@rule(
    "X101",
    "raw-html",
    Level.WARNING,
    fires="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        ---
        How it goes:

        <iframe src="https://example.com/dashboard"></iframe>
        """,
    silent="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        ---
        How it goes: [dashboard](https://example.com/dashboard). We embed it with `<iframe>` elsewhere.
        """,
)
def raw_html(context: Context) -> Iterator[Remark]:
    """Finds raw HTML in the text below the front matter: tags and comments. Code in back quotes or fences is text,
    and is left alone.

    Why: The site renders Markdown alone, so that no goal can run a script, load something from elsewhere or break its
    page. Readers will see the tag itself, as text.

    Fix: Write it in Markdown, or link to the page that has it. A tag that is meant as text belongs into back quotes;
    a comment for the authors belongs into the front matter, behind a `#`.

    Source: Markdown, MkDocs and Material publish such HTML as it is; one pull request could run a script on every
    reader's screen.
    """
    for goal in context.goals:
        for part, more in _first(_tags(context.prose(goal).parts)):
            yield Remark(
                f"{shown(part.text)} is raw HTML, which the site shows as text{more}",
                _place(goal, part),
                "write it in Markdown, or put it into back quotes",
                goal.id,
            )


def _tags(parts: Iterable[Part]) -> Iterator[Part]:
    """Raw HTML, without the tags that only close what is named already."""
    opened: set[str] = set()
    for part in parts:
        if part.kind is PartKind.RAW_HTML:
            name = part.text.strip("</> \n").split(maxsplit=1)[:1]
            if part.text.startswith("</") and opened.issuperset(name):
                continue
            opened.update(name)
            yield part


def _first(parts: Iterable[Part]) -> Iterator[tuple[Part, str]]:
    """The first parts of a prose, and what the last of these says of the others."""
    found = list(parts)
    rest = len(found) - MOST_A_TEXT
    for number, part in enumerate(found[:MOST_A_TEXT], start=1):
        yield part, f" (and {rest:,} more below)" if rest > 0 and number == MOST_A_TEXT else ""


def _place(goal: Goal, part: Part) -> Place:
    line = goal.prose.line + part.line
    return Place(goal.path, line, part.column + 1, line, part.end_column + 1)


@rule(
    "X102",
    "unsafe-link",
    Level.ERROR,
    can_be_ignored=False,
    fires="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        links:
          - title: Dashboard
            url: javascript:alert(document.cookie)
        ---
        """,
    silent="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        links:
          - title: Dashboard
            url: https://example.com/dashboard
        ---
        Ask [Linh](mailto:linh@example.com), or read [the plan](../plan.md).
        """,
)
def unsafe_link(context: Context) -> Iterator[Remark]:
    """Finds links, in the front matter and in the text, whose address begins with something else than `http:`,
    `https:` or `mailto:`. Relative addresses are welcome.

    Why: `javascript:` and `data:` addresses run in the reader's browser with the reader's rights, `file:` shows
    another file to everyone.

    Fix: Link to a web page, a mail address or a file beside the goal. An address that is no link can stand in back
    quotes.

    Source: The schemes that this project publishes; the list of allowed ones, never of forbidden ones, as the OWASP
    cheat sheets ask for.
    """
    allowed = ", ".join(f"{scheme}:" for scheme in SCHEMES)
    for goal in context.goals:
        for url, place, more in _unsafe(goal, context):
            yield Remark(
                f"a link that begins with `{scheme_of(url)}:` is not published{more}",
                place,
                f"begin it with {allowed} or make it relative",
                goal.id,
            )


def _unsafe(goal: Goal, context: Context) -> Iterator[tuple[str, Place, str]]:
    for link in goal.links:
        if _is_unsafe(link.url):
            yield link.url, link.place, ""
    if isinstance(goal, Objective):
        for initiative in goal.initiatives:
            if initiative.link and _is_unsafe(initiative.link):
                yield initiative.link, context.text_place(initiative.place, initiative.link), ""
    addresses = (part for part in context.prose(goal).parts if part.kind is not PartKind.RAW_HTML)
    for part, more in _first(part for part in addresses if _is_unsafe(part.text)):
        yield part.text, _place(goal, part), more


def _is_unsafe(url: str) -> bool:
    scheme = scheme_of(url)
    return scheme is not None and scheme not in SCHEMES


@rule(
    "X103",
    "path-outside",
    Level.ERROR,
    can_be_ignored=False,
    fires="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        ---
        ![Where they come from](../../../private/map.png)
        """,
    silent="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        ---
        ![Where they come from](map.png)
        """,
)
def path_outside(context: Context) -> Iterator[Remark]:
    """Finds goal files and CSVs that are symbolic links, pipes, devices or sockets, and `data` and images whose path
    leaves the goals folder.

    Why: The site copies what goals name. A path that leaves the folder could publish any file of the machine that
    builds it, and who opens a pipe or a device waits for ever.

    Fix: Put the file into the goals folder, beside the goal that names it.

    Source: A symbolic link in MkDocs' own folder publishes the file behind it, even in strict mode; the same hole was
    found in Read the Docs and Backstage.
    """
    for goal in context.goals:
        outside = (part for part in context.prose(goal).parts if _leaves(goal, part, context.folder))
        for part, more in _first(outside):
            yield Remark(
                f"the image {shown(part.text)} leaves the goals folder{more}",
                _place(goal, part),
                "put the file beside the goal",
                goal.id,
            )


def _leaves(goal: Goal, part: Part, folder: str) -> bool:
    path = meant_path(goal.path, part.text) if part.kind is PartKind.IMAGE else None
    return path is not None and not is_below(path, folder)


@rule(
    "X104",
    "prose-not-rendered",
    Level.ERROR,
    can_be_ignored=False,
    fires="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        ---
        > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > Why?
        """,
    silent="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        ---
        > > > Why?
        >
        > They wait too long.
        """,
)
def prose_not_rendered(context: Context) -> Iterator[Remark]:
    """Finds text below the front matter that the site shows as it was written, because it is longer than 64 KiB,
    because lists, quotes or brackets stand too deep inside each other, or because it would take too long to render:
    tens of thousands of links, table cells or signs, or signs in an order that Markdown is slow with.

    Why: One goal's text must not keep the whole site waiting, nor break it. So each text has a measure of work, the
    same on every machine, and one that exceeds it is shown as plain text; nothing of it is lost.

    Fix: Shorten it, nest it less, or link to the page or the table that holds the rest.

    Source: Markdown parsers in wide use take minutes for, or fail at, some texts of a few kilobytes; the parser here
    counts its steps.
    """
    for goal in context.goals:
        refusal = context.prose(goal).refusal
        if refusal:
            message, help = _REFUSALS[refusal]
            place = line_place(goal.path, _first_line(goal.prose))
            yield Remark(message.format(size=_size(goal.prose)), place, help, goal.id)


_REFUSALS = {
    Refusal.LONG: (
        f"the text has {{size:,}} bytes, and the site renders at most {MAX_BYTES:,}: it is shown as plain text",
        "shorten it, or link to a page that holds the rest",
    ),
    Refusal.DEEP: (
        "lists, quotes or brackets stand too deep inside each other: the text is shown as plain text",
        f"nest less deeply: at most {MAX_BLOCK_DEPTH // 2} lists or {MAX_BLOCK_DEPTH} quotes inside each other",
    ),
    Refusal.SLOW: (
        "the text would take too long to render: it is shown as plain text",
        "shorten it, or link to a page that holds its tables and lists",
    ),
    Refusal.DEFECT: (
        "the text cannot be rendered, and is shown as plain text: this is a defect of mkdocs-goals",
        "please report it with this text",
    ),
}


def _size(prose: Prose) -> int:
    return len(prose.text.encode("utf-8", "replace"))


def _first_line(prose: Prose) -> int:
    blank = len(prose.text) - len(prose.text.lstrip())
    return prose.line + prose.text.count("\n", 0, blank)
