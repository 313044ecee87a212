"""The MkDocs plugin `goals`: MkDocs' events in, our steps out (read, check, score, draw, publish).

What a person did wrong is a finding, logged with its excerpt; with `--strict`, findings at or above `fail_on` end
the build. Everything that can be published is published.
"""

from __future__ import annotations

import gc
import hashlib
import itertools
import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import mkdtemp
from typing import Literal

from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.templates import TemplateContext

from mkdocs_goals.check import Findings, Level, Settings, check
from mkdocs_goals.check.report.full import excerpt
from mkdocs_goals.clock import as_of_day
from mkdocs_goals.draw.layout.engines import ENGINES, working_engine
from mkdocs_goals.export.goals_json import goals_json, goals_schema_json
from mkdocs_goals.model.audience import doubts, for_audience
from mkdocs_goals.model.harmless import visible, visible_lines
from mkdocs_goals.model.portfolio import Portfolio
from mkdocs_goals.model.spelling import counted
from mkdocs_goals.plugin.pages import Backing, GoalFolder, GoalsPage
from mkdocs_goals.plugin.search import let_search_read_little
from mkdocs_goals.plugin.staging import Staging
from mkdocs_goals.plugin.views import with_views
from mkdocs_goals.publish.assets import script, stylesheet
from mkdocs_goals.publish.links import HOME, Links, html_path, source_path
from mkdocs_goals.publish.options import SiteOptions
from mkdocs_goals.publish.site import Rendered, Site, build_site
from mkdocs_goals.read import Folder, read_portfolio
from mkdocs_goals.read.markdown.budget import Refusal
from mkdocs_goals.score import Scorecard, score_portfolio

log = get_plugin_logger("goals")


def _harmless(record: logging.LogRecord) -> bool:
    """Lets every record through, as text that no terminal and no CI system takes a command from."""
    record.msg, record.args = visible_lines(record.getMessage()), ()
    return True


log.logger.addFilter(_harmless)

NEVER = "never"

LAST = float("-inf")
"""The priority of what comes after all other plugins."""

PAGES_A_LINE = 1_000
"""A large company's build says how far it is, once in so many pages."""


class GraphOptions(Config):  # type: ignore[no-untyped-call]  # MkDocs' own
    """How graphs are laid out."""

    engine = c.Choice(ENGINES, default="auto")
    """`auto` takes the embedded Graphviz, else the system's `dot`, else nested lists alone."""


class GoalsOptions(Config):  # type: ignore[no-untyped-call]
    """The plugin's options in mkdocs.yml."""

    goals_dir = c.Type(str, default="goals")
    """The folder of the goal files, relative to mkdocs.yml."""

    as_of: c.Optional[str | date] = c.Optional(c.Type((str, date)))
    """The day that everything is computed as of; else that of SOURCE_DATE_EPOCH, else today."""

    audience = c.ListOfItems(c.Type(str), default=[])
    """Whom this site is made for, beside the whole company: goals for anyone else are left out."""

    fail_on = c.Choice((*map(str, Level), NEVER), default=str(Level.ERROR))
    """In a strict build, findings of this level or worse fail it."""

    nav = c.Type(bool, default=True)
    """Whether to add the index pages to the navigation, where it does not name them itself."""

    graph = c.SubConfig(GraphOptions)


@dataclass(frozen=True)
class Build:
    """What one build is made of, from the files on."""

    site: Site
    scorecard: Scorecard
    portfolio: Portfolio
    backing: Backing


class GoalsPlugin(BasePlugin[GoalsOptions]):  # type: ignore[no-untyped-call]
    """Reads the goals once per build, and answers MkDocs' events from what was read."""

    build: Build
    made: int = 0
    undrawn: list[str]

    def __init__(self) -> None:
        super().__init__()
        self.staging = Staging()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Keeps this instance over the rebuilds of `mkdocs serve`. From here on no line of the log can do harm."""
        # MkDocs and other plugins quote what goals say too: links, titles, the names of files.
        for handler in logging.getLogger(log.logger.name.partition(".")[0]).handlers:
            handler.addFilter(_harmless)
        self.staging.wanted = command != "serve" and not dirty

    @event_priority(150)  # before plugins that take `site_dir` here; Material's group of plugins has to begin before us
    def _begin(self, config: MkDocsConfig) -> MkDocsConfig:
        self.staging.begin(config)
        return config

    def _configure(self, config: MkDocsConfig) -> MkDocsConfig:
        """Finds the folders, and adds our style and script, which a site may override file by file."""
        project = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        self.project = project.resolve()
        self.goals_dir = self.project / self.config.goals_dir
        try:
            self.as_of = as_of_day(self.config.as_of)
        except ValueError as error:
            raise ConfigurationError(f"plugin 'goals': as_of: {visible(str(error))}") from None
        if self.goals_dir.is_dir():
            config.watch.append(str(self.goals_dir))
        self.template_dirs = _template_dirs(config)
        self.assets = _assets(self.template_dirs)
        config.extra_css.insert(0, self.assets[0][0])
        config.extra_javascript.append(self.assets[1][0])
        return config

    on_config = CombinedEvent(_begin, _configure)

    @event_priority(LAST)  # after plugins that choose a `site_dir` of their own
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """MkDocs is about to empty `site_dir`."""
        self.staging.stand_aside(config)

    @event_priority(-50)  # after plugins that add or move pages, so that we see which addresses are taken
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Reads, scores and checks the goals; gives every page of the site a file."""
        gc.unfreeze()
        portfolio = self._read()
        scorecard = score_portfolio(portfolio, self.as_of)
        findings = check(portfolio, scorecard, Settings(folder=portfolio.folder))
        gc.freeze()  # all this lives until the build ends: the collector need not look at it on every page
        self._report(findings, portfolio, strict=config.strict)
        graphs = working_engine(self.config.graph.engine)
        if graphs.message:
            log.warning(graphs.message)
        backing = Backing(self.project, _cache(self.project, self.config.audience), config)
        options = SiteOptions(
            language=_language(config),
            edit_url=backing.edit_url,
            template_dirs=self.template_dirs,
            home=files.get_file_from_path("index.md") is None and files.get_file_from_path("README.md") is None,
            graphs=graphs.engine,
            published=lambda path: self.folder.published(path, self.files),
        )
        site = build_site(portfolio, scorecard, findings, options)
        site.lay_out_graphs()
        self.build = Build(site, scorecard, portfolio, backing)
        self.made, self.undrawn = 0, []
        if len(site.pages) >= PAGES_A_LINE:
            log.info(f"{counted(portfolio.files, 'goal file')} read, {len(site.pages):,} pages to make")
        self._leave_out_goal_files(files, config)
        self.folder = self._goal_folder(config)
        self._add_files(files, config)
        return files

    @event_priority(-50)  # after awesome-nav and literate-nav have made the navigation theirs
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Adds one section with the index pages, and puts every other page below its index."""
        self.files = files  # now with what every plugin has added
        pages = {page.site_page.address: page for page in _our_pages(files)}
        _take_titles(config.nav, files)
        if self.config.nav and not any(page.site_page.in_nav for page in nav.pages if isinstance(page, GoalsPage)):
            _add_section(nav, self.build.site.section_title, [p for p in pages.values() if p.site_page.in_nav])
        for page in pages.values():
            parent = page.site_page.parent
            if parent is not None and parent in pages and page.parent is None:
                page.parent = pages[parent]  # type: ignore[assignment]  # a page above a page, as Material's blog does
        return nav

    @event_priority(50)  # before plugins that look at a page's finished content
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Our pages get their content; written pages get the views that they place."""
        links = Links(_address(page), config.use_directory_urls)
        if not isinstance(page, GoalsPage):
            return with_views(html, page, lambda call: self._view(call, links))
        rendered = self.build.site.render(page.site_page, links)
        if not rendered.is_drawn:
            self.undrawn.append(page.site_page.address)
        dead = self.folder.dead_links(page.site_page, rendered.dead_links)
        if dead:
            log.warning(f"{page.site_page.source}: nothing is published at {dead}")
        if rendered.refusal is Refusal.DEFECT:
            log.warning(f"{page.site_page.source}: its text could not be rendered; this is a defect of this plugin")
        self.made += 1
        if self.made % PAGES_A_LINE == 0:
            log.info(f"{self.made:,} of {len(self.build.site.pages):,} pages made")
        page.search_content = rendered.search
        page.toc = _toc(page.site_page.title, rendered)
        page.present_anchor_ids = {entry.id for entry in rendered.toc}
        return str(rendered.html)

    def _view(self, call: str, links: Links) -> Markup:
        view = self.build.site.render_view(call, links)
        if not view.is_drawn:
            self.undrawn.append(links.current)
        return view.html

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Both search plugins have made their index by now, and no page is in it yet."""
        let_search_read_little(config.plugins.values())

    @event_priority(100)  # before plugins that look at the content of the page that is about to be written
    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Thousands of contents would fill the memory: they lie compressed, but for the page that is being written."""
        if isinstance(page, GoalsPage):
            page.open_content()
        return context

    @event_priority(LAST)  # after plugins that look at it once more
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """A page is written."""
        if isinstance(page, GoalsPage):
            page.close_content()
        return output

    def _write_files(self, *, config: MkDocsConfig) -> None:
        """Writes the files beside the pages: goals.json, its schema, goals.csv."""
        build, target = self.build, Path(config.site_dir)
        _say_what_is_not_drawn(self.undrawn)
        url = str if config.use_directory_urls else html_path
        with (target / "goals.json").open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(goals_json(build.portfolio, build.scorecard, url))
        for name, content in (("goals.schema.json", goals_schema_json().encode()), *build.site.files):
            (target / name).write_bytes(content)

    @event_priority(LAST)  # after every plugin that writes to the site
    def _publish(self, *, config: MkDocsConfig) -> None:
        self.staging.publish()

    on_post_build = CombinedEvent(_write_files, _publish)

    @event_priority(LAST)  # it may raise, and others want to hear of the error too
    def on_build_error(self, *, error: Exception) -> None:
        """The site stays as it was."""
        self.staging.fail(error)

    def on_shutdown(self) -> None:
        """Also after Ctrl-C and `sys.exit`, of which MkDocs tells no plugin."""
        self.staging.end()

    def _read(self) -> Portfolio:
        if not self.goals_dir.is_dir():
            log.warning(f"there is no folder '{self.config.goals_dir}': write goals there, or set goals_dir")
        portfolio = read_portfolio(Folder(self.goals_dir, self.project))
        if self.goals_dir.is_dir() and not portfolio.files:
            log.warning(f"the folder '{self.config.goals_dir}' holds no goal files yet")
        return self._readable(portfolio)

    def _readable(self, portfolio: Portfolio) -> Portfolio:
        """What this site's readers may see. What is hidden in doubt is counted, never named."""
        known = portfolio.organisation.audiences
        for name in self.config.audience:
            if known is not None and name not in known:
                log.warning(f"audience: '{name}' is not among the audiences of goals.yml")
        shown = for_audience(portfolio, self.config.audience)
        for doubt in doubts(portfolio, shown):
            log.warning(doubt)
        return shown

    def _report(self, findings: Findings, portfolio: Portfolio, strict: bool) -> None:
        """Findings at or above the gate one by one, the others as one line. In a strict build the gate is shut."""
        gate = None if self.config.fail_on == NEVER else Level(self.config.fail_on)
        failing = [finding for finding in findings if gate and finding.level.at_least(gate)]
        for finding in failing:
            log.warning(excerpt(finding, portfolio.texts))
        rest = len(findings) - len(failing)
        if rest:
            log.info(f"{counted(rest, 'lesser finding')}; `goals check` and the page Health show them")
        if failing and strict:
            said = counted(len(failing), "finding fails", "findings fail")
            raise PluginError(f"{said} the build; `goals check` shows them")

    def _leave_out_goal_files(self, files: Files, config: MkDocsConfig) -> None:
        """Goal files inside the docs folder are pages of ours, not of MkDocs', which would follow links among them."""
        docs, inside = Path(config.docs_dir).resolve(), self.goals_dir.resolve()
        ways = (inside, self.goals_dir.parent.resolve() / self.goals_dir.name)
        names = [way.relative_to(docs) for way in ways if way.is_relative_to(docs)]
        for file in list(files):
            named = file.src_dir == config.docs_dir and any(map(Path(file.src_uri).is_relative_to, names))
            if named or (file.abs_src_path and Path(file.abs_src_path).resolve().is_relative_to(inside)):
                files.remove(file)

    def _add_files(self, files: Files, config: MkDocsConfig) -> None:
        site, backing = self.build.site, self.build.backing
        for page in site.pages:
            if files.get_file_from_path(source_path(page.address)):
                log.info(f"'{source_path(page.address)}' is a page of this site's own, so it stays")
                continue
            file = backing.page_file(page)
            goals_page = GoalsPage(page, file, config)
            goals_page.update_date = self.as_of.isoformat()
            files.append(file)
            for address, image in self.folder.images_of(page):
                if not files.get_file_from_path(address):
                    files.append(backing.image(address, image))
        for name, content in self.assets:
            if not files.get_file_from_path(name):
                files.append(backing.file(name, content))

    def _goal_folder(self, config: MkDocsConfig) -> GoalFolder:
        docs = Path(config.docs_dir)
        shown = docs.relative_to(self.project).as_posix() if docs.is_relative_to(self.project) else str(docs)
        return GoalFolder(self.goals_dir, self.build.portfolio.folder, shown)


def _say_what_is_not_drawn(pages: Sequence[str]) -> None:
    if pages:
        names = list(dict.fromkeys(pages))
        named = ", ".join([*names[:3], *(["…"] if len(names) > 3 else [])])
        graphs = counted(len(pages), "graph, so a list stands in its place", "graphs, so lists stand in their place")
        log.warning(f"Graphviz could not lay out {graphs}: {named}")


def _template_dirs(config: MkDocsConfig) -> tuple[Path, ...]:
    custom = config.theme.custom_dir
    return (Path(custom) / "goals",) if custom else ()


def _language(config: MkDocsConfig) -> str:
    language = config.theme.get("language") or config.theme.get("locale") or "en"
    return str(language)


def _assets(template_dirs: Sequence[Path]) -> tuple[tuple[str, bytes], ...]:
    """Style and script, under names that change with what is in them."""
    return tuple(
        (f"assets/goals/goals.{hashlib.sha256(content).hexdigest()[:8]}.{kind}", content)
        for kind, content in (
            ("css", stylesheet(template_dirs).encode()),
            ("js", script(template_dirs).encode()),
        )
    )


def _cache(project: Path, audiences: Sequence[str]) -> Path:
    """Where the files behind our own pages lie; a folder of the system's where the project is read-only.

    Each audience has a folder of its own, so that one for everybody holds nothing of a confidential site.
    """
    readers = hashlib.sha256("\n".join(sorted(audiences)).encode()).hexdigest()[:8] if audiences else "company"
    cache = project / ".cache" / "plugin" / "goals" / readers
    with suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
    if os.access(cache, os.W_OK):
        return cache
    try:
        return Path(mkdtemp(prefix="mkdocs-goals-"))
    except OSError as error:
        raise PluginError(f"neither {cache} nor a temporary folder can be written: {error}") from error


def _our_pages(files: Files) -> Iterator[GoalsPage]:
    return (file.page for file in files.documentation_pages() if isinstance(file.page, GoalsPage))


def _add_section(nav: Navigation, title: str, pages: list[GoalsPage]) -> None:
    """One section with the index pages: behind the home page where the navigation begins with one, else at the end."""
    ours = [page for page in pages if page.site_page.address == HOME]
    below = [page for page in pages if page.site_page.address != HOME]
    section = Section(str(escape(title)), list(below))
    for index in below:
        index.parent = section
    first = (
        nav.pages[:1] if nav.items and nav.pages and nav.items[0] is nav.pages[0] and nav.pages[0].is_homepage else []
    )
    home: list[Page] = [*(ours or first)]
    others, other_pages = nav.items[len(first) :], nav.pages[len(first) :]
    nav.items = [*home, section, *others] if home else [*others, section]
    nav.pages = [*home, *below, *other_pages] if home else [*other_pages, *below]
    nav.homepage = home[0] if home else nav.homepage
    for page, following in itertools.pairwise(nav.pages):
        page.next_page, following.previous_page = following, page


def _take_titles(nav: object, files: Files) -> None:
    """Gives our pages the titles that the site's own navigation gives them: MkDocs does so only for its own."""
    if isinstance(nav, list):
        for item in nav:
            _take_titles(item, files)
    if isinstance(nav, dict):
        for title, item in nav.items():
            file = files.get_file_from_path(item) if isinstance(item, str) else None
            if file and isinstance(file.page, GoalsPage):
                file.page.title = str(escape(title))
            _take_titles(item, files)


def _address(page: Page) -> str:
    """The address (see publish/links.py) of a page of MkDocs'."""
    path = page.file.src_uri.removesuffix(".md")
    if path == "index" or path == "README":
        return HOME
    return path.removesuffix("/index").removesuffix("/README") + "/"


def _toc(title: str, rendered: Rendered) -> TableOfContents:
    """The page's table of contents, escaped: themes write its titles and ids as they are."""
    top = AnchorLink(str(escape(title)), "__top", 1)
    top.children = [AnchorLink(str(escape(entry.title)), str(escape(entry.id)), entry.level) for entry in rendered.toc]
    return TableOfContents([top])
