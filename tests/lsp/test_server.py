"""The language server, spoken to by a real client over standard input and output."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pygls", reason="pip install 'mkdocs-goals[lsp]'")

from lsprotocol import types
from pygls.lsp.client import LanguageClient
from tests.hostile import GOAL_FILES, obeyed, write_names
from tests.project import goal, write_goals

from mkdocs_goals.lsp.positions import LinePositions
from mkdocs_goals.model.place import Place

ORGANISATION = "teams: {sales: Sales, shops: {name: Shops, parent: sales}}\npeople: {linh: Linh Tran, minh: Minh Le}\n"

PARENT = goal("""
title: People love our lamps
cycle: 2024
owner: linh
key_results:
  - {title: Rating of the shop, source: shop, unit: stars, from: 3.9, to: 4.5, check_ins: {2024-08-12: 4.2}}
  - {title: Parcels on the next day, source: shop, unit: "%", from: 70, to: 95, check_ins: {2024-08-12: 80}}
  - {title: Orders returned, source: shop, unit: "%", from: 12, to: 8, check_ins: {2024-08-12: 10}}
""")

CHILD = goal("""
title: Customers come back 👩‍💻
team: sales
supports: [parent]
cycle: 2024-Q3
owner: linh
key_results:
  - {title: Customers who order again, source: shop, unit: "%", from: 18, to: 25, check_ins: {2024-08-12: 21.5}}
  - {title: Letters of thanks, source: post, unit: letters, from: 70, to: 95, check_ins: {2024-08-12: 80}}
  - {title: Lamps returned, source: shop, unit: "%", from: 12, to: 8, check_ins: {2024-08-12: 10}}
""")

KPI = """---
type: kpi
title: Rating
owner: linh
unit: stars
target: 4.5
source: shop
supports: [parent]
measurements: {2024-06: 4.1, 2024-07: 4.2}
---
"""


class Editor(LanguageClient):
    """A client that remembers what it was told."""

    def __init__(self) -> None:
        super().__init__("test-editor", "1")
        self.told: dict[str, list[types.Diagnostic]] = {}
        self.news = asyncio.Event()

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def _(params: types.PublishDiagnosticsParams) -> None:
            self.told[params.uri] = list(params.diagnostics)
            self.news.set()

    async def codes(self, uri: str, *expected: str) -> list[types.Diagnostic]:
        """Wait until exactly these codes are told of a document."""
        for _ in range(200):
            if sorted(str(d.code) for d in self.told.get(uri, ())) == sorted(expected) and uri in self.told:
                return self.told[uri]
            self.news.clear()
            try:
                await asyncio.wait_for(self.news.wait(), 0.2)
            except TimeoutError:
                continue
        raise AssertionError(f"told {[d.code for d in self.told.get(uri, ())]}, expected {expected}")

    def open(self, uri: str, text: str) -> None:
        document = types.TextDocumentItem(uri, "markdown", 1, text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(document))

    def change(self, uri: str, text: str, version: int = 2) -> None:
        whole = types.TextDocumentContentChangeWholeDocument(text)
        identifier = types.VersionedTextDocumentIdentifier(version, uri)
        self.text_document_did_change(types.DidChangeTextDocumentParams(identifier, [whole]))


def with_editor(root: Path, talk: Callable[[Editor, Path], Awaitable[Any]]) -> None:
    """Start the server in a folder, talk, and say goodbye."""

    async def run() -> None:
        editor = Editor()
        await editor.start_io(sys.executable, "-m", "mkdocs_goals.cli.main", "lsp", "--as-of", "2024-08-15")
        folder = types.WorkspaceFolder(root.as_uri(), "test")
        await editor.initialize_async(
            types.InitializeParams(
                capabilities=types.ClientCapabilities(), root_uri=root.as_uri(), workspace_folders=[folder]
            )
        )
        editor.initialized(types.InitializedParams())
        try:
            await asyncio.wait_for(talk(editor, root / "goals"), 60)
        finally:
            await editor.shutdown_async(None)
            editor.exit(None)
            await editor.stop()

    # In a thread of its own: the browser tests of the same process keep an event loop in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(run())).result()


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    write_goals(tmp_path, {"goals.yml": ORGANISATION, "parent.md": PARENT, "sales/child.md": CHILD, "rating.md": KPI})
    return tmp_path


def at(uri: str, text: str, word: str, offset: int = 1) -> tuple[types.TextDocumentIdentifier, types.Position]:
    """The position of a word in a document, in UTF-16 as clients count."""
    index = text.index(word) + offset
    line = text.count("\n", 0, index)
    before = text[text.rfind("\n", 0, index) + 1 : index]
    return types.TextDocumentIdentifier(uri), types.Position(line, len(before.encode("utf-16-le")) // 2)


def test_diagnostics_as_one_types(root: Path) -> None:
    async def talk(editor: Editor, goals: Path) -> None:
        uri = (goals / "sales/child.md").as_uri()
        editor.open(uri, CHILD)
        editor.change(uri, CHILD.replace("[parent]", "[paren]"))
        (found,) = await editor.codes(uri, "R101")
        assert found.severity is types.DiagnosticSeverity.Error
        assert found.source == "goals"
        assert "did you mean `parent`?" in found.message
        assert (found.range.start.line, found.range.start.character) == (3, 11)
        assert (found.range.end.line, found.range.end.character) == (3, 16)
        editor.change(uri, CHILD, 3)
        await editor.codes(uri)
        assert (goals / "sales/child.md").read_text("utf-8") == CHILD

    with_editor(root, talk)


def test_columns_are_in_the_clients_units(root: Path) -> None:
    """A woman technologist counts three for us and five in UTF-16."""

    async def talk(editor: Editor, goals: Path) -> None:
        uri = (goals / "sales/child.md").as_uri()
        text = CHILD.replace("title: Customers come back 👩‍💻", "title: 👩‍💻 Win 5,000 customers")
        editor.open(uri, text)
        (found,) = await editor.codes(uri, "S102")
        assert (found.range.start.character, found.range.end.character) == (7 + 5 + 5, 7 + 5 + 5 + 5)

    with_editor(root, talk)


def test_findings_of_files_that_are_not_open(root: Path) -> None:
    write_goals(root, {"broken.md": goal("title: x: y")})

    async def talk(editor: Editor, goals: Path) -> None:
        await editor.codes((goals / "broken.md").as_uri(), "F101")
        editor.open((goals / "parent.md").as_uri(), PARENT)
        editor.change((goals / "parent.md").as_uri(), "---\n")
        await editor.codes((goals / "parent.md").as_uri(), "F101")
        editor.text_document_did_close(
            types.DidCloseTextDocumentParams(types.TextDocumentIdentifier((goals / "parent.md").as_uri()))
        )
        await editor.codes((goals / "parent.md").as_uri())

    with_editor(root, talk)


def test_files_that_come_and_go(root: Path) -> None:
    async def talk(editor: Editor, goals: Path) -> None:
        file = goals / "new.md"
        file.write_text("no front matter")
        created = types.FileEvent(file.as_uri(), types.FileChangeType.Created)
        editor.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([created]))
        await editor.codes(file.as_uri(), "F102")
        file.unlink()
        editor.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([created]))
        await editor.codes(file.as_uri())

    with_editor(root, talk)


def test_hover(root: Path) -> None:
    async def talk(editor: Editor, goals: Path) -> None:
        uri = (goals / "sales/child.md").as_uri()

        async def hovered(text: str, word: str) -> str:
            found = await editor.text_document_hover_async(types.HoverParams(*at(uri, text, word)))
            return found.contents.value if found else ""  # type: ignore[union-attr]

        editor.open(uri, CHILD)
        parent = await hovered(CHILD, "parent]")
        assert "**People love our lamps** (2024)" in parent
        assert "score 0.47" in parent
        assert "S ✓ · M ✓" in parent
        assert "Linh Tran" in await hovered(CHILD, "linh")
        assert "**Sales**" in await hovered(CHILD, "sales")
        assert "score 0.5" in await hovered(CHILD, "Customers who")
        assert await hovered(CHILD, "cycle") == ""
        broken = CHILD.replace("[parent]", "[paren]")
        editor.change(uri, broken)
        await editor.codes(uri, "R101")
        said = await hovered(broken, "paren]")
        assert "**R101** there is no goal `paren`" in said
        assert "*Why*" in said

    with_editor(root, talk)


@pytest.mark.parametrize(
    ("line", "expected", "not_expected"),
    [
        ("supports: [", {"parent", "rating", "parent/rating-of-the-shop"}, {"child", "linh"}),
        ("supports:\n  - ", {"parent", "rating"}, {"child"}),
        ("continues: ", {"parent"}, {"rating", "child"}),
        ("owner: ", {"linh", "minh"}, {"sales"}),
        ("contributors: [linh, ", {"linh", "minh"}, set()),
        ("team: ", {"sales", "shops"}, {"linh"}),
        ("cycle: ", {"2024", "2024-Q3", "2024-Q4", "2025-Q1"}, {"2024-Q1"}),
        ("state: ", {"draft", "active"}, {"linh"}),
        ("aggregate: ", {"last", "sum", "mean", "min", "max"}, {"linh"}),
        ("skip: [", {"saturday", "sunday"}, {"linh"}),
        ("title: ", set(), {"linh"}),
        ("", {"title", "cycle", "key_results", "supports"}, {"from", "value", "linh", "measurements"}),
        ("title: x\ncy", {"cycle"}, {"title"}),
        ("type: kpi\n", {"measurements", "target"}, {"type", "key_results"}),
        ("key_results:\n  - ", {"title", "from", "to", "keep"}, {"cycle", "supports"}),
        ("key_results:\n  - title: x\n    from: 3\n    ", {"to", "unit"}, {"title", "from", "cycle"}),
        ("key_results:\n  - title: x\n    check_ins:\n      2024-08-01:\n        ", {"value", "note"}, {"from"}),
        ("key_results:\n  - title: x\n  - title: y\n    ", {"to"}, {"title"}),
        ("key_results: []\ncl", {"closed"}, {"key_results", "from"}),
        ("closed:\n  outcome: ", {"achieved", "missed"}, {"draft"}),
    ],
)
def test_completion(root: Path, line: str, expected: set[str], not_expected: set[str]) -> None:
    async def talk(editor: Editor, goals: Path) -> None:
        uri = (goals / "sales/child.md").as_uri()
        editor.open(uri, CHILD)
        text = f"---\n{line}"
        editor.change(uri, text)
        rows = text.split("\n")
        position = types.Position(len(rows) - 1, len(rows[-1]))
        found = await editor.text_document_completion_async(
            types.CompletionParams(types.TextDocumentIdentifier(uri), position)
        )
        labels = {item.label for item in found.items}  # type: ignore[union-attr]
        assert expected <= labels
        assert not not_expected & labels

    with_editor(root, talk)


def test_definition(root: Path) -> None:
    async def talk(editor: Editor, goals: Path) -> None:
        uri = (goals / "sales/child.md").as_uri()
        editor.open(uri, CHILD)

        async def defined(word: str) -> tuple[str, int]:
            found = await editor.text_document_definition_async(types.DefinitionParams(*at(uri, CHILD, word)))
            assert isinstance(found, types.Location)
            return found.uri, found.range.start.line

        assert await defined("parent]") == ((goals / "parent.md").as_uri(), 1)
        assert await defined("linh") == ((goals / "goals.yml").as_uri(), 1)
        assert await defined("sales") == ((goals / "goals.yml").as_uri(), 0)

    with_editor(root, talk)


def test_fixes_as_code_actions(root: Path) -> None:
    async def talk(editor: Editor, goals: Path) -> None:
        uri = (goals / "sales/child.md").as_uri()
        text = CHILD.replace("owner: linh", "Owner: lihn").replace("[parent]", "[paren]")
        editor.open(uri, text)
        await editor.codes(uri, "F103", "R101")

        async def actions(word: str, only: list[str] | None = None) -> list[types.CodeAction]:
            identifier, position = at(uri, text, word)
            context = types.CodeActionContext([], only=only)
            asked = types.CodeActionParams(identifier, types.Range(position, position), context)
            return list(await editor.text_document_code_action_async(asked) or ())  # type: ignore[arg-type]

        safe, fix_all = await actions("Owner")
        assert (safe.title, safe.is_preferred, safe.kind) == ("write `owner`", True, "quickfix")
        assert safe.edit
        assert safe.edit.changes
        (edit,) = safe.edit.changes[uri]
        assert (edit.new_text, edit.range.start.character, edit.range.end.character) == ("owner", 0, 5)
        assert fix_all.kind == "source.fixAll.goals"
        guess, _ = await actions("paren]")
        assert (guess.title, guess.is_preferred) == ("write `parent`", False)
        assert [action.kind for action in await actions("title", ["source.fixAll"])] == ["source.fixAll.goals"]

    with_editor(root, talk)


def test_a_folder_without_goals_is_silent(tmp_path: Path) -> None:
    async def talk(editor: Editor, goals: Path) -> None:
        uri = (tmp_path / "notes.md").as_uri()
        editor.open(uri, "text")
        found = await editor.text_document_hover_async(types.HoverParams(*at(uri, "text", "text")))
        assert found is None

    with_editor(tmp_path, talk)


def test_hostile_text_does_not_end_the_server(root: Path) -> None:
    async def talk(editor: Editor, goals: Path) -> None:
        uri = (goals / "sales/child.md").as_uri()
        editor.open(uri, CHILD)
        for version, text in enumerate(("---\n" + "[" * 50_000, "\x00", "---\ntitle: \ud83d\n---\n", ""), start=2):
            editor.change(uri, text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"), version)
            await asyncio.sleep(0.4)
        editor.change(uri, CHILD, 9)
        await editor.codes(uri)

    with_editor(root, talk)


def test_a_company_that_tries_to_steer_its_readers(tmp_path: Path) -> None:
    """Odd names end nothing, messages hold nothing that is not seen, and a hover loads no picture."""
    folder = write_goals(tmp_path, GOAL_FILES)
    write_names(folder)

    async def talk(editor: Editor, goals: Path) -> None:
        uri, text = (goals / "readable.md").as_uri(), str(GOAL_FILES["readable.md"])
        editor.open(uri, text)
        while uri not in editor.told:
            await asyncio.sleep(0.1)
        diagnostics = [diagnostic for told in editor.told.values() for diagnostic in told]
        codes = [diagnostic.code for diagnostic in diagnostics]
        assert codes.count("F114") >= 11
        for diagnostic in diagnostics:
            assert list(obeyed(diagnostic.message)) == []
        for word in ("error::got ##[error]got ##vso", "javascript:", "linh"):
            found = await editor.text_document_hover_async(types.HoverParams(*at(uri, text, word)))
            assert found
            assert "![" not in found.contents.value  # type: ignore[union-attr]
            assert "<img" not in found.contents.value.replace("\\<", "")  # type: ignore[union-attr]
        odd = f"{goals.as_uri()}/esc%1B%5B31mred.md"
        editor.open(odd, text)
        editor.change(odd, text)
        await asyncio.sleep(0.6)
        editor.change(uri, CHILD.replace("team: sales\nsupports: [parent]\n", ""), 3)
        while "M108" in {diagnostic.code for diagnostic in editor.told[uri]}:
            await asyncio.sleep(0.1)

    with_editor(tmp_path, talk)


def test_positions() -> None:
    lines = ["a👩b"]
    place = Place("x", 1, 3, 1, 4)
    for encoding, start in (("utf-8", 5), ("utf-16", 3), ("utf-32", 2)):
        positions = LinePositions(encoding)
        assert positions.range_of(place, lines).start.character == start
        assert positions.column(lines[0], start) == 3
    assert LinePositions("utf-16").column("ab", 99) == 3
