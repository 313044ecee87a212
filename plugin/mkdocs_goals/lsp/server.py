"""The language server: the protocol in, our answers out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer

from mkdocs_goals import __version__
from mkdocs_goals.check import Finding, Level
from mkdocs_goals.clock import as_of_day
from mkdocs_goals.lsp import features
from mkdocs_goals.lsp.positions import LinePositions
from mkdocs_goals.lsp.session import Session
from mkdocs_goals.model.diagnostic import Fix
from mkdocs_goals.model.harmless import visible
from mkdocs_goals.model.place import Place

PAUSE = 0.25
"""Seconds without a key pressed after which everything is checked again."""

FIX_ALL = "source.fixAll.goals"

_SEVERITIES = {
    Level.ERROR: types.DiagnosticSeverity.Error,
    Level.WARNING: types.DiagnosticSeverity.Warning,
    Level.INFO: types.DiagnosticSeverity.Information,
}


class GoalsServer(LanguageServer):
    """The server and the one goals folder that it looks at. Without such a folder it is silent."""

    def __init__(self, goals_dir: str, as_of: str | None, docs_url: str) -> None:
        super().__init__("goals", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Incremental)
        self.options = (goals_dir, as_of, docs_url)
        self.session: Session | None = None
        self.published: set[str] = set()
        self._waiting: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Open the goals folder below the editor's folder, if there is one."""
        goals_dir, as_of, docs_url = self.options
        root = Path(self.workspace.root_path or ".")
        if (root / goals_dir).is_dir():
            self.session = Session(root / goals_dir, as_of, docs_url)

    @property
    def positions(self) -> LinePositions:
        return LinePositions(self.workspace.position_encoding or types.PositionEncodingKind.Utf16)

    def today(self) -> date:
        return as_of_day(self.options[1])

    def path(self, uri: str) -> str | None:
        """What our paths call a document; None where it is none of the goals folder."""
        file = uris.to_fs_path(uri)
        return self.session.path(Path(file)) if self.session and file else None

    def uri(self, path: str) -> str:
        assert self.session is not None
        return uris.from_fs_path(str(self.session.file(path))) or path

    def position(self, uri: str, position: types.Position) -> tuple[str, int, int] | None:
        """A client's position as path, line and column."""
        path = self.path(uri)
        if path is None or self.session is None:
            return None
        lines = self.session.snapshot.lines(path)
        text = lines[position.line] if position.line < len(lines) else ""
        return path, position.line + 1, self.positions.column(text, position.character)

    def range_of(self, place: Place) -> types.Range:
        assert self.session is not None
        return self.positions.range_of(place, self.session.snapshot.lines(place.path))

    def check_soon(self) -> None:
        """Check when nobody has typed for a moment; what was waiting waits anew."""
        if self._waiting:
            self._waiting.cancel()
        self._waiting = asyncio.get_running_loop().create_task(self._check_after_pause())

    async def _check_after_pause(self) -> None:
        await asyncio.sleep(PAUSE)
        await asyncio.shield(self.check_now())

    async def check_now(self) -> None:
        """Check everything and tell the client; other requests are answered meanwhile."""
        if self.session is not None:
            await asyncio.to_thread(self.session.checked)
            self.publish()

    def publish(self) -> None:
        """Send each file's findings; files that have none any more are told so."""
        assert self.session is not None
        by_path = self.session.snapshot.by_path
        for path in sorted(self.published | by_path.keys()):
            diagnostics = [self.diagnostic(finding) for finding in by_path.get(path, ())]
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(self.uri(path), diagnostics))
        self.published = set(by_path)

    def diagnostic(self, finding: Finding) -> types.Diagnostic:
        described = types.CodeDescription(finding.url) if finding.url.startswith("http") else None
        return types.Diagnostic(
            range=self.range_of(finding.place),
            message="\n".join(visible(text) for text in (finding.message, finding.help) if text),
            severity=_SEVERITIES[finding.level],
            code=finding.code,
            code_description=described,
            source="goals",
            tags=[types.DiagnosticTag.Unnecessary] if finding.code == "U101" else None,
            related_information=[
                types.DiagnosticRelatedInformation(
                    types.Location(self.uri(related.place.path), self.range_of(related.place)), visible(related.message)
                )
                for related in finding.related
            ],
        )

    def workspace_edit(self, fixes: Sequence[Fix]) -> types.WorkspaceEdit:
        changes: dict[str, list[types.TextEdit]] = {}
        for fix in fixes:
            for edit in fix.edits:
                text_edit = types.TextEdit(self.range_of(edit.place), edit.text)
                changes.setdefault(self.uri(edit.place.path), []).append(text_edit)
        return types.WorkspaceEdit(changes=changes)


def serve(goals_dir: str, as_of: str | None, docs_url: str) -> None:
    """Serve one editor until it says goodbye."""
    logging.getLogger("pygls").setLevel(logging.ERROR)
    server = make_server(goals_dir, as_of, docs_url)
    server.start_io()


def make_server(goals_dir: str, as_of: str | None, docs_url: str) -> GoalsServer:
    """A server that knows what to answer."""
    server = GoalsServer(goals_dir, as_of, docs_url)
    _follow_documents(server)
    _answer(server)
    return server


def _follow_documents(server: GoalsServer) -> None:
    @server.feature(types.INITIALIZED)
    def initialized(_: types.InitializedParams) -> None:
        server.begin()
        if server.session:
            server.publish()

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        _typed(server, params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        _typed(server, params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        _refresh(server, params.text_document.uri)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files_changed(params: types.DidChangeWatchedFilesParams) -> None:
        for change in params.changes:
            if change.uri not in server.workspace.text_documents:
                _refresh(server, change.uri)


def _typed(server: GoalsServer, uri: str) -> None:
    path = server.path(uri)
    if path is not None and server.session is not None:
        server.session.type(path, server.workspace.get_text_document(uri).source)
        server.check_soon()


def _refresh(server: GoalsServer, uri: str) -> None:
    path = server.path(uri)
    if path is not None and server.session is not None:
        server.session.refresh(path)
        server.check_soon()


def _answer(server: GoalsServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        at = server.position(params.text_document.uri, params.position)
        if at is None or server.session is None:
            return None
        text = features.hover(server.session.snapshot, *at)
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text)) if text else None

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def definition(params: types.DefinitionParams) -> types.Location | None:
        at = server.position(params.text_document.uri, params.position)
        place = features.definition(server.session.snapshot, *at) if at and server.session else None
        return types.Location(server.uri(place.path), server.range_of(place)) if place else None

    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=[":", " ", "[", "/", "{"])
    )
    def completion(params: types.CompletionParams) -> types.CompletionList:
        return types.CompletionList(is_incomplete=False, items=_choices(server, params))

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix, FIX_ALL]),
    )
    def code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        return _actions(server, params)


def _choices(server: GoalsServer, params: types.CompletionParams) -> list[types.CompletionItem]:
    path = server.path(params.text_document.uri)
    if path is None or server.session is None:
        return []
    # What was typed a moment ago has not been checked yet, so the document itself is looked at.
    lines = server.workspace.get_text_document(params.text_document.uri).source.split("\n")
    snapshot = server.session.snapshot
    text = lines[params.position.line] if params.position.line < len(lines) else ""
    column = server.positions.column(text, params.position.character)
    choices = features.completion(snapshot, path, lines, params.position.line + 1, column, server.today())
    return [
        types.CompletionItem(choice.text, kind=types.CompletionItemKind.Reference, detail=visible(choice.detail))
        for choice in choices
    ]


def _actions(server: GoalsServer, params: types.CodeActionParams) -> list[types.CodeAction]:
    """A quick fix for each finding in the range, the safe ones first; and all safe ones of the file at once."""
    path = server.path(params.text_document.uri)
    if path is None or server.session is None:
        return []
    findings = server.session.snapshot.by_path.get(path, ())
    actions = [
        types.CodeAction(
            title=visible(finding.fix.title),
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[server.diagnostic(finding)],
            is_preferred=finding.fix.safe,
            edit=server.workspace_edit([finding.fix]),
        )
        for finding in findings
        if finding.fix and _touches(server.range_of(finding.place), params.range)
    ]
    safe = [finding.fix for finding in findings if finding.fix and finding.fix.safe]
    if safe:
        title = "Fix what can only mean one thing"
        actions.append(types.CodeAction(title=title, kind=FIX_ALL, edit=server.workspace_edit(safe)))
    only = params.context.only
    return [action for action in actions if only is None or any(_is_kind(action.kind, kind) for kind in only)]


def _touches(one: types.Range, other: types.Range) -> bool:
    return one.start <= other.end and other.start <= one.end


def _is_kind(kind: types.CodeActionKind | str | None, wanted: types.CodeActionKind | str) -> bool:
    name, beginning = (getattr(one, "value", one) for one in (kind, wanted))
    return name == beginning or str(name).startswith(f"{beginning}.")
