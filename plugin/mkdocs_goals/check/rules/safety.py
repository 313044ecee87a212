"""X, safety: what a goal's text may not carry onto a page that the whole company reads."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_goals.check.context import Context, shown
from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.prose import SCHEMES, Text, scheme_of
from mkdocs_goals.check.rule import Remark, rule
from mkdocs_goals.model.goal import Goal, Objective
from mkdocs_goals.model.place import Place


@rule(
    "X101",
    "removed-html",
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
def removed_html(context: Context) -> Iterator[Remark]:
    """Finds active HTML in the text below the front matter: scripts, frames, forms, styles and event handlers. Code
    in back quotes or fences is text, and is left alone.

    Why: The site publishes text, tables, images and links. Whatever could run, or load something from elsewhere, is
    taken out, so the page will lack it.

    Mend: Write it in Markdown, or link to the page that has it.

    Source: Markdown, MkDocs and Material publish such HTML as it is; one pull request could run a script on every
    reader's screen.
    """
    for goal in context.goals:
        for piece in Text(goal.path, goal.prose).active_html():
            yield Remark(
                f"{shown(piece.text)} will not be published",
                piece.place,
                "write it in Markdown, or link to the page that has it",
                goal.id,
            )


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

    Mend: Link to a web page, a mail address or a file beside the goal. An address that is no link can stand in back
    quotes.

    Source: The schemes that this project publishes; the list of allowed ones, never of forbidden ones, as the OWASP
    cheat sheets ask for.
    """
    allowed = ", ".join(f"{scheme}:" for scheme in SCHEMES)
    for goal in context.goals:
        for url, place in _addresses(goal, context):
            scheme = scheme_of(url)
            if scheme and scheme not in SCHEMES:
                yield Remark(
                    f"a link that begins with `{scheme}:` is not published",
                    place,
                    f"begin it with {allowed} or make it relative",
                    goal.id,
                )


def _addresses(goal: Goal, context: Context) -> Iterator[tuple[str, Place]]:
    for link in goal.links:
        yield link.url, link.place
    if isinstance(goal, Objective):
        for initiative in goal.initiatives:
            if initiative.link:
                yield initiative.link, context.text_place(initiative.place, initiative.link)
    for piece in Text(goal.path, goal.prose).links():
        yield piece.text, piece.place


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

    Mend: Put the file into the goals folder, beside the goal that names it.

    Source: A symbolic link in MkDocs' own folder publishes the file behind it, even in strict mode; the same hole was
    found in Read the Docs and Backstage.
    """
    for goal in context.goals:
        if "![" in goal.prose.text:
            for piece in Text(goal.path, goal.prose).images_outside(context.folder):
                yield Remark(
                    f"the image {shown(piece.text)} leaves the goals folder",
                    piece.place,
                    "put the file beside the goal",
                    goal.id,
                )
