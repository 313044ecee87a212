"""A source → the portfolio: every file read, every problem kept, one broken file hiding no other."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from mkdocs_goals.collecting import collecting_later
from mkdocs_goals.model.diagnostic import Diagnostic, Related, respelled
from mkdocs_goals.model.goal import Goal, Kpi, Prose
from mkdocs_goals.model.organisation import Organisation
from mkdocs_goals.model.place import Place, line_place
from mkdocs_goals.model.portfolio import ORGANISATION_FILE, BrokenGoal, Portfolio
from mkdocs_goals.model.readership import Readership
from mkdocs_goals.model.spelling import nearest
from mkdocs_goals.read.audience_keys import readership
from mkdocs_goals.read.files import GoalFile, goal_files, open_file
from mkdocs_goals.read.goal_file import GoalFileReader, RowBudget
from mkdocs_goals.read.keys import KpiBlock, ObjectiveBlock
from mkdocs_goals.read.kpi import read_kpi
from mkdocs_goals.read.objective import read_objective
from mkdocs_goals.read.organisation import read_organisation, unread_organisation
from mkdocs_goals.read.scalars import MAX_ID_LENGTH, bad_id, hint, shortened, slugified
from mkdocs_goals.read.source import Source
from mkdocs_goals.read.table import UNREAD
from mkdocs_goals.read.text import Parts, decode, split
from mkdocs_goals.read.tree import Mapping, Scalar, read_tree


def read_portfolio(source: Source) -> Portfolio:
    """Read every goal file of a source.

    Never raises for what a person wrote: see `Portfolio.problems` and `Portfolio.broken`.
    """
    company = _PortfolioReader(source)
    with collecting_later():
        company.read_organisation()
        for file in goal_files(source):
            company.read_goal(file)
        company.place_nameless()
    return company.portfolio()


@dataclass
class _GoalFile:
    """One goal file, read. `nameless`: its id was made up here, for neither the file nor its name gives one."""

    id: str
    title: str
    path: str
    id_place: Place
    problems: list[Diagnostic]
    goal: Goal | None
    tree: Mapping | None = None
    content: bytes | str | None = None
    body: str = ""
    other_paths: tuple[str, ...] = ()

    @property
    def readership(self) -> Readership:
        """What the file says of who may read it."""
        paths = (self.path, *self.other_paths)
        return readership(self.id, paths, self.tree, self.problems, self.content, self.body)

    nameless: bool = False


@dataclass
class _PortfolioReader:
    source: Source
    organisation: Organisation = Organisation()
    problems: list[Diagnostic] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    found: dict[str, _GoalFile] = field(default_factory=dict)
    readerships: list[Readership] = field(default_factory=list)
    nameless: list[_GoalFile] = field(default_factory=list)
    files: int = 0
    organisation_unopened: bool = False
    room: RowBudget = field(default_factory=RowBudget)

    def read_organisation(self) -> None:
        opened = open_file(self.source, ORGANISATION_FILE)
        if opened.missing:
            return
        text = self._text(opened, self.problems)
        if text is not None:
            self.organisation, problems = read_organisation(opened.shown, text)
            self.problems += problems
        elif opened.content is not None:
            self.organisation = unread_organisation(opened.content)
        else:
            self.organisation_unopened = True

    def read_goal(self, file: GoalFile) -> None:
        self.files += 1
        read = self._read(file)
        if read.nameless:
            self.nameless.append(read)
        else:
            self._place(read)

    def place_nameless(self) -> None:
        """Give the goals whose ids are made up ids that nobody has written: they stand in no other goal's place."""
        for read in self.nameless:
            if read.id in self.found:
                beginning = read.id[: MAX_ID_LENGTH - 6].rstrip("-")
                numbers = range(2, len(self.found) + 3)
                read.id = next(free for n in numbers if (free := f"{beginning}-{n}") not in self.found)
            self._place(read)

    def _place(self, read: _GoalFile) -> None:
        read.problems[:] = [replace(problem, goal=read.id) for problem in read.problems]
        self.problems += read.problems
        self.readerships.append(read.readership)
        first = self.found.get(read.id)
        if first is None:
            self.found[read.id] = read
            return
        related = Related(first.id_place, f"`{read.id}` is first used here")
        help = "give this goal another `id:` or another file name"
        message = f"two goals have the id `{read.id}`"
        self.problems.append(
            Diagnostic(code="F109", message=message, place=read.id_place, help=help, goal=read.id, related=(related,))
        )

    def _text(self, file: GoalFile, problems: list[Diagnostic]) -> str | None:
        if file.content is None:
            problems += [file.problem] if file.problem else []
            return None
        decoded = decode(file.shown, file.content)
        problems += decoded.problems
        if not decoded.readable:
            return None
        self.texts[file.shown] = decoded.text
        return decoded.text

    def _read(self, file: GoalFile) -> _GoalFile:
        stem = file.stem
        read = _GoalFile(
            id=_usable_id(stem),
            title=stem,
            path=file.shown,
            id_place=line_place(file.shown, 1),
            problems=[],
            goal=None,
            content=file.content,
        )
        read.nameless = not file.named or bad_id(stem) is not None
        text = self._text(file, read.problems)
        if text is None:
            return read
        parts = split(file.shown, text)
        if parts.problem:
            read.problems.append(parts.problem)
        read.content, read.body = text, parts.body
        if parts.front is None:
            return read
        tree, problems = read_tree(file.shown, parts.front, first_line=2)
        read.problems += problems
        read.tree = tree
        if tree is not None:
            self._read_tree(read, file, stem, tree, parts)
        return read

    def _read_tree(self, read: _GoalFile, file: GoalFile, stem: str, tree: Mapping, parts: Parts) -> None:
        if not tree.pairs:
            tree = Mapping((), line_place(file.shown, 1, 3))
        reader = GoalFileReader(
            path=file.shown,
            source_path=file.path,
            source=self.source,
            calendar=self.organisation.calendar,
            room=self.room,
        )
        self._identify(read, stem, tree)
        refused = any(problem.code == "F107" for problem in read.problems)
        heading, below = _heading(file.shown, parts)
        kind = _kind(reader, tree)
        untitled = kind == "objective" and tree.get("title") is None
        prose = below if untitled else Prose(parts.body, parts.body_line)
        if kind == "kpi":
            block = KpiBlock.read(tree, tree.place, reader.scope)
            if block is not UNREAD:
                read.title, read.goal = block.title, read_kpi(reader, block, read.id, prose)
        elif kind == "objective":
            if untitled and heading:
                tree = Mapping((*tree.pairs, (Scalar("title", heading.place), heading)), tree.place)
            block = ObjectiveBlock.read(tree, tree.place, reader.scope)
            if block is not UNREAD:
                read.title, read.goal = block.title, read_objective(reader, block, read.id, prose)
        # What was refused is missing afterwards: one finding is enough.
        read.problems += [problem for problem in reader.problems if not (refused and problem.code == "F105")]
        self.texts.update(reader.texts)
        read.other_paths = tuple(reader.texts)

    def _identify(self, read: _GoalFile, stem: str, tree: Mapping) -> None:
        written = tree.get("id")
        if isinstance(written, Scalar) and not written.blank:
            if bad_id(written.text) is None:
                read.id, read.nameless = written.text, False
            read.id_place = written.place
            return
        message = bad_id(stem)
        if message:
            help = f"rename the file to {slugified(stem) or 'a-name'}.md, or write an `id:`"
            read.problems.append(Diagnostic("F108", f"the file's name: {message}", read.id_place, help))

    def portfolio(self) -> Portfolio:
        """What was read so far, in the order of the ids."""
        goals: dict[str, Goal] = {}
        broken: dict[str, BrokenGoal] = {}
        for read in sorted(self.found.values(), key=lambda read: read.id):
            if read.goal is not None and not read.problems:
                goals[read.id] = read.goal
            else:
                broken[read.id] = BrokenGoal(
                    id=read.id, title=read.title, path=read.path, problems=tuple(read.problems), readable=read.goal
                )
        organisation = self.organisation
        if self.organisation_unopened and any(r.speaks_of_audiences or r.audiences for r in self.readerships):
            organisation = replace(organisation, audiences_in_doubt=True, teams_in_doubt=True)
        return Portfolio(
            organisation=organisation,
            objectives={goal.id: goal for goal in goals.values() if not isinstance(goal, Kpi)},
            kpis={goal.id: goal for goal in goals.values() if isinstance(goal, Kpi)},
            broken=broken,
            problems=tuple(self.problems),
            texts=self.texts,
            files=self.files,
            folder=self.source.shown,
            readerships=tuple(self.readerships),
        )


def _usable_id(stem: str) -> str:
    if bad_id(stem) is None:
        return stem
    fresh = slugified(stem)
    return fresh if fresh and bad_id(fresh) is None else f"file-{fresh or 'without-a-name'}"


_HEADING = re.compile(r"[ \t\r\n]*# +(?P<title>[^\n]*)(?:\n|$)")


def _heading(path: str, parts: Parts) -> tuple[Scalar | None, Prose]:
    """The body's first `# heading`, and the prose below it."""
    match = _HEADING.match(parts.body)
    title = match["title"].removesuffix("\r").rstrip(" \t#") if match else ""
    if match is None or not title:
        return None, Prose(parts.body, parts.body_line)
    line = parts.body_line + parts.body.count("\n", 0, match.start("title"))
    column = match.start("title") - parts.body.rfind("\n", 0, match.start("title"))
    place = Place(path, line, column, line, column + len(title))
    below = parts.body_line + parts.body.count("\n", 0, match.end())
    return Scalar(title, place), Prose(parts.body[match.end() :], below)


def _kind(reader: GoalFileReader, tree: Mapping) -> str | None:
    node = tree.get("type")
    if node is None or (isinstance(node, Scalar) and node.blank):
        return "objective"
    if isinstance(node, Scalar) and node.text in ("objective", "kpi"):
        return node.text
    shown = shortened(node.text) if isinstance(node, Scalar) else "a list"
    words = ["objective", "kpi"]
    close = nearest(shown, words) if isinstance(node, Scalar) and node.exact else None
    fix = respelled(node.place, shown, close) if close else None
    reader.report("F104", node.place, f"`{shown}` is no type of goal", hint(shown, words), fix=fix)
    return None
