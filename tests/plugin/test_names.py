"""Real builds beside odd names, pipes and links: every goal has its page, and the log steers nobody who reads it."""

from __future__ import annotations

import html
import os
import shutil
from pathlib import Path

import pytest
from tests.crawler import broken_links
from tests.hostile import GOAL_FILES, NAMES, obeyed, write_names
from tests.project import Built, build, goal, write_project


def project(root: Path, where: str) -> Path:
    files = {f"{where}/{name}": content for name, content in GOAL_FILES.items()}
    write_project(root, {"docs/index.md": "# Welcome\n", **files}, f"goals_dir: {where}")
    write_names(root / where)
    if hasattr(os, "mkfifo"):
        os.mkfifo(root / where / "pipe.md")
        os.mkfifo(root / where / "pipe.png")
    (root / "secret.md").write_text("secret")
    (root / where / "link.md").symlink_to(root / "secret.md")
    (root / "elsewhere").mkdir()
    (root / "elsewhere/inner.md").write_text("secret")
    (root / where / "folder").symlink_to(root / "elsewhere")
    return root


@pytest.fixture(scope="module", params=["goals", "docs/goals"], name="built")
def _built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(project(tmp_path_factory.mktemp("names"), request.param))


def test_every_goal_has_its_page(built: Built) -> None:
    assert built.code == 0, built.said
    assert "Visits" in built.page("goals/good/")
    assert "::error::got" in built.page("goals/readable/")
    pages = {page.parent.name: page.read_text("utf-8") for page in (built.site / "goals").glob("*/index.html")}
    for shown in NAMES.values():
        found = [name for name, text in pages.items() if f"/{html.escape(shown)}" in text]
        assert len(found) == 1, (shown, found)
        assert "<img src=x" not in pages[found[0]]
    assert [link for link in broken_links(built.site) if not link.startswith("goals/readable/")] == []


def test_a_page_without_a_file_that_can_be_named_has_no_edit_link(built: Built) -> None:
    page = built.page("goals/xff/")
    assert r"its name is not UTF-8: it holds the byte 0xff" in page
    assert "https://git.example.com/acme/goals/edit/" not in page
    assert "https://git.example.com/acme/goals/edit/main/" in built.page("goals/good/")


def test_nothing_behind_a_link_or_a_pipe_is_published(built: Built) -> None:
    assert "this is a symbolic link, so it is not read" in built.page("goals/link/")
    assert not [file for file in built.site.rglob("*.*") if b"secret" in file.read_bytes()]
    assert "no regular file" in built.page("goals/pipe/")


def test_no_page_holds_what_names_hold(built: Built) -> None:
    for file in built.site.rglob("*"):
        assert "\\" not in file.name
        if file.suffix in (".html", ".json", ".xml", ".csv"):
            text = file.read_bytes().decode("utf-8")
            assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(text), file


@pytest.mark.parametrize(("arguments", "width"), [(("--strict",), ""), (("--strict",), "60"), (("--verbose",), "30")])
def test_no_line_of_the_log_is_obeyed(tmp_path: Path, arguments: tuple[str, ...], width: str) -> None:
    """Without a terminal MkDocs' log is not wrapped; with one, any word may begin a line."""
    built = build(project(tmp_path, "goals"), *arguments, **({"COLUMNS": width} if width else {}))
    assert built.code == (1 if "--strict" in arguments else 0), built.said
    assert "Traceback" not in built.said
    assert r"goals/\xff.md:1:1" in built.said
    assert list(obeyed(built.said)) == []


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="this system has no links")
def test_a_link_in_the_cache_leads_nowhere(tmp_path: Path) -> None:
    """Whoever may propose files may propose `.cache` too: what is written there stays there."""
    root = write_project(
        tmp_path / "project", {"docs/index.md": "# x\n", "goals/grow.md": goal("title: A\ncycle: 2024")}
    )
    assert build(root).code == 0
    cache = root / ".cache/plugin/goals/company"
    (tmp_path / "precious.md").write_text("precious")
    (tmp_path / "folder").mkdir()
    (cache / "health/index.md").unlink()
    (cache / "health/index.md").symlink_to(tmp_path / "precious.md")
    shutil.rmtree(cache / "cycles")
    (cache / "cycles").symlink_to(tmp_path / "folder")
    built = build(root)
    assert built.code == 0, built.said
    assert (tmp_path / "precious.md").read_text() == "precious"
    assert list((tmp_path / "folder").iterdir()) == []
    assert "Health" in built.page("health/")


def test_images_are_regular_files_of_a_sensible_size(tmp_path: Path) -> None:
    prose = "![a](fine.png) ![b](pipe.png) ![c](huge.png) ![d](link.png) ![e](esc%1bape.png) ![f](/dev/zero.png)\n"
    root = write_project(
        tmp_path,
        {
            "docs/index.md": "# x\n",
            "goals/grow.md": goal("title: A\ncycle: 2024\nstate: draft", prose),
            "goals/fine.png": b"\x89PNG",
            "secret.png": b"secret",
        },
    )
    (root / "goals/link.png").symlink_to(root / "secret.png")
    (root / "goals/esc\x1bape.png").write_bytes(b"x")
    with (root / "goals/huge.png").open("wb") as huge:
        huge.truncate(2**36)
    if hasattr(os, "mkfifo"):
        os.mkfifo(root / "goals/pipe.png")
    built = build(root)
    assert built.code == 0, built.said
    published = {file.name for file in (built.site / "goals/files").iterdir()}
    assert published == {"fine.png"}


def test_links_in_a_project_that_is_reached_through_a_link(tmp_path: Path) -> None:
    """Two ways to one folder: MkDocs knows the docs folder by the one, resolved paths go the other."""
    project(tmp_path / "real", "docs/goals")
    (tmp_path / "way").symlink_to(tmp_path / "real")
    built = build(tmp_path / "way", "--config-file", str(tmp_path / "way/mkdocs.yml"))
    assert built.code == 0, built.said
    assert "this is a symbolic link, so it is not read" in built.page("goals/link/")
    assert not [file for file in built.site.rglob("*.*") if b"secret" in file.read_bytes()]
