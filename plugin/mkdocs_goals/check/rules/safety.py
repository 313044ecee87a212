"""X, safety: what a goal's text may not carry onto a page that the whole company reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from mkdocs_goals.check.context import Context, listed, quoted
from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.rule import Reporter, rule
from mkdocs_goals.model.address import SCHEMES, is_below, meant_path, scheme_of
from mkdocs_goals.model.audience import readers_of, unclear_files
from mkdocs_goals.model.goal import COMPANY_AUDIENCE, Delegated, Goal, Kpi, KpiMeasure, Objective, Prose, Reference
from mkdocs_goals.model.organisation import Person, Team
from mkdocs_goals.model.place import Place, line_place
from mkdocs_goals.read.markdown.budget import MAX_BLOCK_DEPTH, MAX_BYTES, Refusal
from mkdocs_goals.read.markdown.parts import Part, PartKind

MOST_A_TEXT = 10
"""So many findings of a rule in one prose say what is wrong; the last one counts the others."""


@rule("X101", "raw-html", Level.WARNING)
def raw_html(context: Context, report: Reporter) -> None:
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
            report.at(
                _place(goal, part),
                f"{quoted(part.text)} is raw HTML, which the site shows as text{more}",
                "write it in Markdown, or put it into back quotes",
                goal=goal.id,
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
)
def unsafe_link(context: Context, report: Reporter) -> None:
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
            report.at(
                place,
                f"a link that begins with `{scheme_of(url)}:` is not published{more}",
                f"begin it with {allowed} or make it relative",
                goal=goal.id,
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
)
def path_outside(context: Context, report: Reporter) -> None:
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
            report.at(
                _place(goal, part),
                f"the image {quoted(part.text)} leaves the goals folder{more}",
                "put the file beside the goal",
                goal=goal.id,
            )


def _leaves(goal: Goal, part: Part, folder: str) -> bool:
    path = meant_path(goal.path, part.text) if part.kind is PartKind.IMAGE else None
    return path is not None and not is_below(path, folder)


@rule(
    "X104",
    "prose-not-rendered",
    Level.ERROR,
    can_be_ignored=False,
)
def prose_not_rendered(context: Context, report: Reporter) -> None:
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
            report.at(place, message.format(size=_size(goal.prose)), help, goal=goal.id)


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


@rule(
    "X105",
    "unknown-audience",
    Level.ERROR,
    can_be_ignored=False,
)
def unknown_audience(context: Context, report: Reporter) -> None:
    """Finds audiences that goals.yml does not name, and files of which nobody can tell who may read them.

    The second is found in a company that has audiences: a file that cannot be read, a key such as `audiance`,
    `Audience` or `confidential`, an `audience` without a word or at the wrong level.

    Why: What nobody can tell is hidden: a mistyped word must never publish a confidential goal. The goal is missing on
    every site until it is put right.

    Fix: Write one of the audiences of goals.yml, or add the new one there. `audience` is a key of a goal, of a key
    result, of a team or of a person, and its value is one word.

    Source: The file format of this project: closed where in doubt.
    """
    known = context.portfolio.organisation.audiences
    for audience, place, goal in _audiences(context):
        if known is not None and audience != COMPANY_AUDIENCE and audience not in known:
            report.at(
                place,
                f"{quoted(audience)} is no audience of goals.yml, so this is hidden",
                f"write one of {listed(sorted(known))}" if known else "list it under `audiences` in goals.yml",
                goal=goal,
                instead=context.nearest(audience, "audience", known),
            )
    for readership in unclear_files(context.portfolio):
        report.at(
            readership.doubt or Place(readership.path, 1, 1, 1, 2),
            "nobody can tell who may read this file, so it is hidden from every site but those for all audiences",
            "put right what is wrong here; `audience` is a key of a goal or of a key result, and its value is one word",
            goal=readership.goal,
        )


def _audiences(context: Context) -> Iterator[tuple[str, Place, str | None]]:
    """Every audience that is named: the word, where, and in which goal."""
    organisation = context.portfolio.organisation
    named: list[Team | Person] = [*organisation.teams.values(), *organisation.people.values()]
    for entry in named:
        if entry.audience and entry.place:
            yield entry.audience, context.text_place(entry.place, entry.audience), None
    for goal in context.goals:
        yield goal.audience, goal.origin.value("audience"), goal.id
        for key_result in goal.key_results if isinstance(goal, Objective) else ():
            yield key_result.audience, key_result.origin.value("audience"), goal.id


@rule("X106", "public-uses-confidential", Level.WARNING)
def public_uses_confidential(context: Context, report: Reporter) -> None:
    """Finds goals and KPIs that name one which some of their readers may not see, and KPIs that read the CSV file of
    such a KPI.

    Why: The site leaves the link out, and the number with it. The file itself still names the confidential goal to
    everyone who can read the repository.

    Fix: Give both the same audience, or let the confidential goal name the public one.

    Source: The file format of this project: what is computed from a hidden number is hidden too.
    """
    goals = {goal.id: goal for goal in context.goals}
    organisation = context.portfolio.organisation
    readers = {goal.id: readers_of(goal, organisation) for goal in context.goals}
    for goal in context.goals:
        for reference, own in _references(goal):
            if reference.goal in goals and not readers[reference.goal] <= readers[goal.id] | {own}:
                _confidential(goal, reference.text, reference.place, report)
        for name in goal.formula.inputs if isinstance(goal, Kpi) and goal.formula else ():
            if name.kpi in goals and not readers[name.kpi] <= readers[goal.id]:
                _confidential(goal, name.kpi, name.place, report)
    for kpis in _by_data_file(context).values():
        for kpi in kpis:
            other = next((other for other in kpis if not readers[other.id] <= readers[kpi.id]), None)
            if other:
                _confidential(kpi, f"{other.id}'s file", kpi.origin.value("data"), report)


def _confidential(goal: Goal, name: str, place: Place, report: Reporter) -> None:
    report.at(
        place,
        f"{quoted(name)} is confidential, and not all who read this goal may read it",
        "give both the same audience, or let the confidential goal name this one",
        goal=goal.id,
    )


def _references(goal: Goal) -> Iterator[tuple[Reference, str]]:
    """Every goal that a goal names, with the audience of the part that names it."""
    above = goal.parent if isinstance(goal, Kpi) else goal.continues
    for reference in (*goal.supports, *([above] if above else ())):
        yield reference, COMPANY_AUDIENCE
    for key_result in goal.key_results if isinstance(goal, Objective) else ():
        match key_result.measure:
            case KpiMeasure(kpi=reference) | Delegated(objective=reference):
                yield reference, key_result.audience


def _by_data_file(context: Context) -> dict[str, list[Kpi]]:
    """KPIs by the CSV file that they read."""
    found: defaultdict[str, list[Kpi]] = defaultdict(list)
    for kpi in context.kpis:
        if kpi.data and kpi.measurements:
            found[kpi.measurements[0].place.path].append(kpi)
    return found
