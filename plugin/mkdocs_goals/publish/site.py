"""The site of a scored portfolio: which pages there are, and what each of them is.

`build_site` is cheap: it knows addresses and titles. A page's view is made when the page is rendered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from markdown_it.token import Token
from markupsafe import Markup

from mkdocs_goals.check.finding import Findings
from mkdocs_goals.draw.alignment import goal_picture
from mkdocs_goals.draw.graph import graph_of
from mkdocs_goals.draw.layout.engines import SYSTEM, choose_engines
from mkdocs_goals.draw.layout.positions import layout_many
from mkdocs_goals.draw.picture import readable
from mkdocs_goals.export.goals_csv import goals_csv
from mkdocs_goals.model.page_addresses import CSV
from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.publish.brief import in_brief
from mkdocs_goals.publish.catalogue import Catalogue
from mkdocs_goals.publish.components.alignment import COLUMN, MOST_LINKS_BESIDE
from mkdocs_goals.publish.context import EMPTY, PageContext
from mkdocs_goals.publish.format import Format
from mkdocs_goals.publish.links import Links
from mkdocs_goals.publish.options import SiteOptions
from mkdocs_goals.publish.page import PageKind, SitePage
from mkdocs_goals.publish.pages import KINDS
from mkdocs_goals.publish.plain_prose import plain_prose
from mkdocs_goals.publish.prose import Heading, ProseFrame, SafeProse, rendered, says_more_than
from mkdocs_goals.publish.prose_links import ProseLinks
from mkdocs_goals.publish.search import search_html
from mkdocs_goals.publish.site_data import SiteData
from mkdocs_goals.publish.templating import Section, Templates
from mkdocs_goals.publish.view_options import Chosen
from mkdocs_goals.publish.views import parse_call
from mkdocs_goals.read.markdown.budget import ProseRefused, Refusal
from mkdocs_goals.read.markdown.parser import parse_prose
from mkdocs_goals.score.result import Scorecard

PROSE_SECTION = "why"
"""The section that holds a goal's prose: its headings stand below that section's."""

_PROSE = Markup("<!-- the goal's prose -->")
"""Where the prose comes in: text of goals is escaped, so that nothing of it can look like this."""


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A heading for the table of contents. `title` is plain text, not escaped; `level` is 2 or deeper."""

    title: str
    id: str
    level: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page's content, beginning with its `h1`, and its headings below that.

    `search` is what the search index should read in its place, None where it should read the page itself.
    `dead_links` are the addresses in the goal's prose that lead nowhere, `refusal` is why the prose is not rendered,
    `is_drawn` is false where the layout engine failed at the page's graph.
    """

    html: Markup
    toc: tuple[TocEntry, ...]
    search: Markup | None = None
    dead_links: tuple[str, ...] = ()
    refusal: Refusal | None = None
    is_drawn: bool = True


@dataclass(frozen=True, slots=True)
class RenderedView:
    """A view in a written page. `is_drawn` is false where the layout engine failed at its graph."""

    html: Markup
    is_drawn: bool


@dataclass(frozen=True)
class Site:
    """The pages and files of one build."""

    data: SiteData
    templates: Templates
    pages: tuple[SitePage, ...]
    portfolio: Portfolio
    """The goals with every text whole; pages show long ones cut."""

    @cached_property
    def page_at(self) -> Mapping[str, SitePage]:
        """Pages by address."""
        return {page.address: page for page in self.pages}

    @property
    def section_title(self) -> str:
        """What the section of the index pages is called where the site's navigation does not name them."""
        return self.data.words("nav.goals")

    @property
    def files(self) -> Iterator[tuple[str, bytes]]:
        """What stands beside the pages: path below the site's root, and content."""
        yield CSV, goals_csv(self.portfolio, self.data.scorecard)

    def lay_out_graphs(self) -> None:
        """Lay out the goals' graphs in one go, where each by itself would be a process of the system's `dot`."""
        engines = choose_engines(self.data.options.graphs).engines
        if engines and engines[0].name == SYSTEM:
            portfolio, scorecard = self.data.portfolio, self.data.scorecard
            pictures = (goal_picture(portfolio, scorecard, goal) for goal in portfolio.objectives)
            graphs = [graph_of(readable(picture, MOST_LINKS_BESIDE)) for picture in pictures if len(picture.nodes) > 1]
            layout_many(graphs, self.data.options.graphs, COLUMN)

    @cached_property
    def goal_addresses(self) -> Mapping[str, str]:
        """The addresses of goals' pages by the paths of their files."""
        return {page.source: page.address for page in self.pages if page.source}

    def render(self, page: SitePage, links: Links) -> Rendered:
        """A page's content, with its goal's prose.

        It hangs on the site's data and the page alone: pages may be made in any order and in any process.
        """
        prose_links = ProseLinks(page.source or "", self.goal_addresses, self.data.options.published, links)
        parsed = _parsed(page)
        context = PageContext(self.data, links, _PROSE if parsed else EMPTY, page.source)
        kind = self._kinds[page.kind]
        html, sections = self.templates.render_page(f"pages/{kind.name}", kind.view(context, page))
        frame = ProseFrame(self.data.words, prose_links, page.title, {section.id for section in sections})
        prose, refusal = self._prose(page, parsed, frame)
        return Rendered(
            html=Markup(html.replace(_PROSE, prose.html)) + self._foot,  # noqa: S704 - both are our own
            toc=tuple(_toc(sections, prose.headings)),
            search=search_html(self.data, page, kind.search, prose.html),
            dead_links=tuple(dict.fromkeys(prose_links.dead)),
            refusal=refusal,
            is_drawn=not context.undrawn,
        )

    def _prose(
        self, page: SitePage, parsed: Sequence[Token] | Refusal, frame: ProseFrame
    ) -> tuple[SafeProse, Refusal | None]:
        """A page's prose; as plain text where it is refused, whatever for: one goal's text never ends a build."""
        refusal = parsed if isinstance(parsed, Refusal) else None
        if not parsed or page.prose is None:
            return SafeProse(EMPTY), None
        if not isinstance(parsed, Refusal):
            try:
                return rendered(parsed, frame), None
            except ProseRefused as refused:
                refusal = refused.refusal
            except Exception:
                refusal = Refusal.DEFECT
        plain = plain_prose(page.prose.text, refusal or Refusal.DEFECT)
        return SafeProse(self.templates.render("components/plain_prose", plain)), refusal

    def render_view(self, call: str, links: Links) -> RenderedView:
        """A view in a written page. `call` is what stands between the comment's dashes. Raises ViewProblem."""
        parsed = parse_call(call)
        context = PageContext(self.data, links)
        view = parsed.view.make(Chosen(context, parsed.options, parsed.column))
        html = self.templates.render(f"views/{parsed.view.name}", view)
        box = Markup('<article class="goals goals-view" data-search-exclude>\n{}\n</article>')
        return RenderedView(box.format(html), is_drawn=not context.undrawn)

    @cached_property
    def _foot(self) -> Markup:
        """The day that every page's numbers are of: words such as "yesterday" count from it."""
        return self.templates.render("components/foot", self.data.format.day(self.data.as_of))

    @cached_property
    def _kinds(self) -> Mapping[str, PageKind]:
        return {kind.name: kind for kind in KINDS}


def build_site(portfolio: Portfolio, scorecard: Scorecard, findings: Findings, options: SiteOptions) -> Site:
    words = Catalogue(options.language, options.template_dirs)
    data = SiteData(
        portfolio=in_brief(portfolio),
        scorecard=scorecard,
        findings=findings,
        options=options,
        words=words,
        format=Format(words, scorecard.as_of),
    )
    pages = tuple(page for kind in KINDS for page in kind.pages(data))
    return Site(data, Templates(words, options.template_dirs), pages, portfolio)


def _parsed(page: SitePage) -> Sequence[Token] | Refusal:
    """A page's prose in tokens, none where it says nothing; or why it is not rendered."""
    if page.prose is None or not page.prose.text.strip():
        return ()
    try:
        tokens = parse_prose(page.prose.text).tokens
    except ProseRefused as refused:
        return refused.refusal
    except Exception:
        return Refusal.DEFECT
    return tokens if says_more_than(page.title, tokens) else ()


def _toc(sections: Iterable[Section], prose: tuple[Heading, ...]) -> Iterator[TocEntry]:
    """Our sections in the order of the page, with the prose's headings below theirs."""
    for section in sections:
        yield TocEntry(section.title, section.id, 2)
        if section.id == PROSE_SECTION:
            yield from (TocEntry(heading.title, heading.id, heading.level) for heading in prose)
