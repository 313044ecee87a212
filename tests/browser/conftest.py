"""A real Chromium looks at the demonstration company's site. Where there is none, the tests say so and are skipped."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


FONTS = {"wide": 0.545, "narrow": 0.38}
"""Mean widths of a letter in parts of the font size: DejaVu Sans and Verdana, Liberation Sans Narrow."""

SET_FONT = """mean => {
    const context = document.createElement("canvas").getContext("2d");
    const text = "The quick brown fox jumps over the lazy dog 0123456789 and over all goals";
    context.font = "100px " + getComputedStyle(document.body).fontFamily;
    const spacing = mean - context.measureText(text).width / 100 / text.length;
    const style = document.createElement("style");
    style.textContent = `*, *::before, *::after { letter-spacing: ${spacing.toFixed(4)}em !important }`;
    document.head.append(style);
}"""
"""Spaces letters so that this machine's font, whichever it is, becomes as wide or as narrow as another."""


def set_font(page: Page, font: str) -> None:
    page.evaluate(SET_FONT, FONTS[font])


WHAT_DOES_NOT_FIT = """() => {
    const found = [];
    const say = (what, element) => found.push(`${what}: ${element.textContent.trim().slice(0, 40)}`);
    if (document.documentElement.scrollWidth > innerWidth) found.push("the page scrolls sideways");
    for (const element of document.querySelectorAll(".goals *")) {
        const hides = ["hidden", "clip"].includes(getComputedStyle(element).overflowX);
        if (hides && element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1) say("cut", element);
    }
    const inside = (text, frame) => {
        const [own, around] = [text.getBoundingClientRect(), frame.getBoundingClientRect()];
        return !own.width || (own.left >= around.left - 1 && own.right <= around.right + 1);
    };
    for (const svg of document.querySelectorAll(".goals svg")) {
        if (!svg.getBoundingClientRect().width) continue;
        for (const text of svg.querySelectorAll("text")) {
            const card = text.closest("[data-node]")?.querySelector("rect");
            if (!inside(text, svg)) say("outside of its picture", text);
            else if (card && !inside(text, card)) say("outside of its card", text);
        }
    }
    return [...new Set(found)];
}"""


def what_does_not_fit(page: Page) -> list[str]:
    """Whether the page scrolls sideways, and every text that is cut or runs out of its picture or card."""
    found: list[str] = page.evaluate(WHAT_DOES_NOT_FIT)
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("GOALS_REQUIRE_BROWSER"):
            pytest.fail("GOALS_REQUIRE_BROWSER is set, and there is no Chromium on the PATH")
        pytest.skip("no Chromium on the PATH: install Debian's package `chromium` to run the browser tests")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page in the browser, with what went wrong on it."""

    page: Page
    address: str
    font: str | None = None
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle")
        if self.font:
            set_font(self.page, self.font)
        return self.page

    @property
    def left_the_site(self) -> list[str]:
        inside = (self.address, "data:", "blob:")
        return [url for url in self.requests if not url.startswith(inside)]

    def serious_violations(self) -> list[str]:
        """What axe finds serious or critical, as `rule: element` lines."""
        self.page.evaluate(axe_source())
        found: list[Any] = self.page.evaluate("async () => (await axe.run()).violations")
        return [
            f"{violation['id']}: {node['html'][:160]}"
            for violation in found
            if violation["impact"] in ("serious", "critical")
            for node in violation["nodes"]
        ]


@functools.cache
def axe_source() -> str:
    return (files("axe_core_python") / "axe.min.js").read_text("utf-8")


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        del format, args


def serve(folder: Path) -> Iterator[str]:
    """The address of a folder, while the caller looks at it."""
    handler = functools.partial(QuietHandler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration company's site, under a sub-path: <folder>/lotus/goals/."""
    folder = tmp_path_factory.mktemp("demonstration")
    site = folder / "lotus" / "goals"
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-d", str(site)],
        cwd=ROOT,
        env={**os.environ, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="session")
def address(demonstration: Path) -> Iterator[str]:
    for served in serve(demonstration):
        yield served + "lotus/goals/"


@pytest.fixture
def visit(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A fresh page; `@pytest.mark.parametrize("visit", [options], indirect=True)` sets the context's options.

    The option `font` is ours: one of FONTS.
    """
    options = {"viewport": {"width": 1280, "height": 900}, **getattr(request, "param", {})}
    font = options.pop("font", None)
    context = browser.new_context(**options)
    page = context.new_page()
    visit = Visit(page, address, font)
    page.on("console", lambda message: visit.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: visit.errors.append(str(error)))
    page.on("request", lambda asked: visit.requests.append(asked.url))
    yield visit
    context.close()
