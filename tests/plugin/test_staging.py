"""The last good site survives whatever happens to a build, and is replaced as a whole by one that succeeds."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.plugin.test_other_plugins import need
from tests.project import Built, build, goal, write_project

from mkdocs_goals.plugin.workspace import open_workspace, publish, tidy_up

HOOKS = """
import logging, os, signal, sys, time
from pathlib import Path
from mkdocs.plugins import event_priority

EVENT, _, ACTION = os.environ.get("DO", "").partition(" ")
taken = []

def act(event):
    if event != EVENT:
        return
    if ACTION in ("SIGKILL", "SIGTERM", "SIGINT"):
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
        os.kill(os.getpid(), getattr(signal, ACTION))
    elif ACTION == "exit":
        sys.exit(3)
    elif ACTION == "warn":
        logging.getLogger("mkdocs.plugins.mine").warning("something is odd")
    elif ACTION == "wait":
        Path("waiting").touch()
        while not Path("go-on").exists():
            time.sleep(0.05)
    else:
        raise RuntimeError("the fault of another plugin")

def on_config(config):
    taken.append(config.site_dir)
    act("config")

def on_pre_build(config):
    act("pre_build")

def on_files(files, config):
    act("files")

def on_page_markdown(markdown, page, config, files):
    act("page_markdown")

def on_env(env, config, files):
    act("env")

def on_post_page(output, page, config):
    act("post_page")

@event_priority(-1000)
def on_post_build(config):
    act("post_build")
    for name, folder in ("taken.txt", taken[-1]), ("asked.txt", config.site_dir):
        (Path(folder) / name).write_text("written at the end")

def on_shutdown():
    act("shutdown")
"""

BEFORE, AFTER = "The goal as it was", "The goal as it is now"


def goal_file(title: str) -> str:
    return goal(f"title: {title}\ncycle: 2024-Q3\nkey_results: [{{title: x, done: false}}]")


@pytest.fixture(scope="module")
def built_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a good site, whose goal has changed since."""
    files: dict[str, str | bytes] = {"docs/index.md": "# Welcome\n", "goals/a.md": goal_file(BEFORE), "hooks.py": HOOKS}
    root = write_project(tmp_path_factory.mktemp("good"), files, "graph: {engine: none}", more="hooks: [hooks.py]\n")
    built = build(root)
    assert built.code == 0, built.said
    (root / "site" / ".nojekyll").touch()
    (root / "site" / ".well-known").mkdir()
    (root / "site" / ".well-known" / "security.txt").write_text("Contact: us", "utf-8")
    (root / "site" / "of-another-time.html").write_text("stale", "utf-8")
    (root / "site" / "goals" / ".inside").touch()
    (root / "goals" / "a.md").write_text(goal_file(AFTER), "utf-8")
    return root


@pytest.fixture
def project(built_before: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built_before, tmp_path / "project", symlinks=True))


def snapshot(folder: Path) -> dict[str, object]:
    """Everything in a folder: kinds, modes, contents."""
    found: dict[str, object] = {".": folder.stat().st_mode}
    for path in sorted(folder.rglob("*")):
        content = path.readlink() if path.is_symlink() else path.read_bytes() if path.is_file() else None
        found[path.relative_to(folder).as_posix()] = (path.lstat().st_mode, content)
    return found


def leftovers(root: Path) -> list[str]:
    return sorted(path.name for path in root.rglob(".*.building-*"))


def assert_new(site: Path) -> None:
    """The site is that of the second build, whole, and what MkDocs keeps of the first is still there."""
    assert AFTER in (site / "goals" / "a" / "index.html").read_text("utf-8")
    assert (site / "goals.json").is_file()
    assert (site / "search" / "search_index.json").is_file()
    assert (site / "taken.txt").is_file()
    assert (site / "asked.txt").is_file()
    assert (site / ".nojekyll").is_file()
    assert (site / ".well-known" / "security.txt").read_text("utf-8") == "Contact: us"
    assert not (site / "of-another-time.html").exists()
    assert not (site / "goals" / ".inside").exists(), "MkDocs keeps hidden names at the top only"


# Builds that fail


@pytest.mark.parametrize(
    "moment",
    ["config SIGKILL", "pre_build SIGTERM", "files SIGKILL", "page_markdown SIGTERM", "env SIGKILL",
     "post_page SIGTERM", "post_build SIGKILL"],
)  # fmt: skip
def test_a_killed_build_leaves_the_site_as_it_was(project: Path, moment: str) -> None:
    before = snapshot(project / "site")
    built = build(project, DO=moment)
    assert built.code == -getattr(signal, moment.split()[1])
    assert snapshot(project / "site") == before
    again = build(project)
    assert again.code == 0, again.said
    assert_new(project / "site")
    assert leftovers(project) == [], "what a killed build leaves behind goes with the next one"


@pytest.mark.parametrize(
    "moment",
    ["config raise", "files raise", "post_page raise", "post_build raise", "post_build exit", "env SIGINT"],
)
def test_a_failing_build_leaves_everything_as_it_was(project: Path, moment: str) -> None:
    before = snapshot(project / "site")
    built = build(project, DO=moment)
    assert built.code not in (0, None)
    assert snapshot(project / "site") == before
    assert leftovers(project) == []


@pytest.mark.parametrize(("program", "moment"), [("mkdocs", "env warn"), ("properdocs", "post_build warn")])
def test_a_strict_build_that_warned_leaves_everything_as_it_was(project: Path, program: str, moment: str) -> None:
    need(program)
    before = snapshot(project / "site")
    built = build(project, "--strict", program=program, DO=moment)
    assert built.code == 1
    assert "Aborted with 1 warnings in strict mode!" in built.said
    assert "stays as it was" in built.said
    assert snapshot(project / "site") == before
    assert leftovers(project) == []
    lenient = build(project, program=program, DO=moment)
    assert lenient.code == 0, lenient.said
    assert_new(project / "site")


def test_findings_that_fail_a_strict_build_leave_everything_as_it_was(project: Path) -> None:
    before = snapshot(project / "site")
    (project / "goals" / "b.md").write_text("---\ntitle: [\n---\n", "utf-8")
    assert build(project, "--strict").code == 1
    assert snapshot(project / "site") == before
    assert leftovers(project) == []


# A full disk


def mounted(folder: Path, options: str) -> None:
    """Mount a small disk. Skips where the machine does not allow it."""
    folder.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        reason = getattr(error, "stderr", None) or str(error)
        pytest.skip(f"this machine does not let tests mount a disk: {reason.strip()}")


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Callable[[Path, str], None]]:
    folders: list[Path] = []

    def mount_one(folder: Path, options: str) -> None:
        mounted(folder, options)
        folders.append(folder)

    yield mount_one
    for folder in reversed(folders):
        subprocess.run(["umount", str(folder)], check=False, capture_output=True)


def assert_one_sentence(built: Built, *words: str) -> None:
    assert built.code == 1
    assert "Traceback" not in built.said, built.said
    assert [line for line in built.said.splitlines() if all(word in line for word in words)], built.said


def test_a_full_disk_is_one_sentence(built_before: Path, tmp_path: Path, mount: Callable[[Path, str], None]) -> None:
    disk = tmp_path / "disk"
    size = sum(file.stat().st_size for file in built_before.rglob("*") if file.is_file())
    mount(disk, f"size={size * 3 // 2 + 500_000}")
    project = Path(shutil.copytree(built_before, disk / "project"))
    before = snapshot(project / "site")
    assert_one_sentence(build(project), "No space left on device", str(project / "site"), "stays as it was")
    assert snapshot(project / "site") == before
    assert leftovers(project) == []


def test_a_full_disk_behind_the_site_alone_is_one_sentence(
    project: Path, tmp_path: Path, mount: Callable[[Path, str], None]
) -> None:
    """The site is a disk of its own, so what was built is copied to it at the end."""
    site = tmp_path / "disk"
    size = sum(file.stat().st_size for file in (project / "site").rglob("*") if file.is_file())
    mount(site, f"size={size * 3 // 2 + 500_000}")
    shutil.copytree(project / "site", site, dirs_exist_ok=True)
    before = snapshot(site)
    assert_one_sentence(build(project, "-d", str(site)), "No space left on device")
    assert snapshot(site) == before
    assert leftovers(tmp_path) == []


def limited(project: Path, size: int) -> Built:
    """A build that may write no file larger than so many bytes."""
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=project,
        env={**os.environ, "NO_COLOR": "1", "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )
    return Built(done.returncode, done.stdout + done.stderr, project / "site")


def test_a_file_that_may_not_be_so_large_is_one_sentence(project: Path) -> None:
    before = snapshot(project / "site")
    assert_one_sentence(limited(project, 12_000), "File too large", "stays as it was")
    assert snapshot(project / "site") == before


def test_a_cache_that_cannot_be_written_is_one_sentence(project: Path) -> None:
    shutil.rmtree(project / ".cache")
    before = snapshot(project / "site")
    assert_one_sentence(limited(project, 8), "File too large", "stays as it was")
    assert snapshot(project / "site") == before


def test_a_full_disk_behind_the_cache_names_it(project: Path, mount: Callable[[Path, str], None]) -> None:
    shutil.rmtree(project / ".cache")
    mount(project / ".cache", "size=16k")
    before = snapshot(project / "site")
    assert_one_sentence(build(project), "No space left on device", str(project / ".cache" / "plugin" / "goals"))
    assert snapshot(project / "site") == before


def test_a_read_only_project_is_built_elsewhere(
    built_before: Path, tmp_path: Path, mount: Callable[[Path, str], None]
) -> None:
    disk = tmp_path / "disk"
    mount(disk, "size=50m")
    project = Path(shutil.copytree(built_before, disk / "project"))
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    site = tmp_path / "elsewhere"
    built = build(project, "-d", str(site))
    assert built.code == 0, built.said
    assert AFTER in (site / "goals" / "a" / "index.html").read_text("utf-8")
    before = snapshot(project / "site")
    assert_one_sentence(build(project), "Read-only file system")
    assert snapshot(project / "site") == before


# Builds that succeed


def test_the_site_s_own_folder_stays(project: Path) -> None:
    """Containers that have mounted it and servers that stand in it go on."""
    site = project / "site"
    site.chmod(0o750)
    before = site.stat()
    standing = os.open(site, os.O_RDONLY)
    built = build(project)
    assert built.code == 0, built.said
    assert_new(site)
    assert (site.stat().st_ino, site.stat().st_mode) == (before.st_ino, before.st_mode)
    assert "goals.json" in os.listdir(standing)  # noqa: PTH208 - of an open folder
    os.close(standing)
    assert leftovers(project) == []


def test_what_is_made_has_the_modes_that_mkdocs_would_give(project: Path) -> None:
    shutil.rmtree(project / "site")
    previous = os.umask(0o027)
    try:
        built = build(project)
    finally:
        os.umask(previous)
    assert built.code == 0, built.said
    modes = {path.stat().st_mode & 0o777 for path in (project / "site", project / "site" / "goals")}
    assert modes == {0o750}
    assert (project / "site" / "index.html").stat().st_mode & 0o777 == 0o640


def test_the_group_of_the_site_is_kept(project: Path) -> None:
    site = project / "site"
    try:
        os.chown(site, -1, 12_345)
    except PermissionError:
        pytest.skip("only root gives a folder to a group that it is not in")
    site.chmod(0o2775)
    assert build(project).code == 0
    assert {path.stat().st_gid for path in (site, site / "goals", site / "index.html")} == {12_345}


def test_a_site_that_is_a_link_stays_one(project: Path, tmp_path: Path) -> None:
    (project / "site").rename(tmp_path / "elsewhere")
    (project / "site").symlink_to(tmp_path / "elsewhere")
    built = build(project)
    assert built.code == 0, built.said
    assert (project / "site").readlink() == tmp_path / "elsewhere"
    assert_new(tmp_path / "elsewhere")
    assert leftovers(tmp_path) == []


def test_another_folder_is_asked_for(project: Path) -> None:
    before = snapshot(project / "site")
    built = build(project, "-d", "a/new/place")
    assert built.code == 0, built.said
    assert AFTER in (project / "a/new/place/goals/a/index.html").read_text("utf-8")
    assert snapshot(project / "site") == before
    assert leftovers(project) == []


def test_a_file_in_the_place_of_the_site_is_not_touched(project: Path) -> None:
    (project / "precious").write_text("mine", "utf-8")
    assert build(project, "-d", "precious").code != 0
    assert (project / "precious").read_text("utf-8") == "mine"


def test_a_dirty_build_changes_the_site_that_is_there(project: Path) -> None:
    built = build(project, "--dirty")
    assert built.code == 0, built.said
    assert (project / "site" / "of-another-time.html").is_file()
    assert AFTER in (project / "site" / "goals" / "a" / "index.html").read_text("utf-8")


def test_a_site_on_a_disk_of_its_own(project: Path, mount: Callable[[Path, str], None]) -> None:
    shutil.rmtree(project / "site", ignore_errors=True)
    mount(project / "site", "size=50m")
    (project / "site" / ".nojekyll").touch()
    (project / "site" / ".well-known").mkdir()
    (project / "site" / ".well-known" / "security.txt").write_text("Contact: us", "utf-8")
    (project / "site" / "of-another-time.html").write_text("stale", "utf-8")
    before = snapshot(project / "site")
    assert build(project, DO="post_build SIGKILL").code == -signal.SIGKILL
    assert snapshot(project / "site") == before
    built = build(project)
    assert built.code == 0, built.said
    assert_new(project / "site")
    assert leftovers(project) == []


def test_a_site_below_a_folder_that_is_closed(
    built_before: Path, tmp_path: Path, mount: Callable[[Path, str], None]
) -> None:
    """As in a container: only the site itself can be written."""
    disk = tmp_path / "disk"
    mount(disk, "size=50m")
    project = Path(shutil.copytree(built_before, disk / "project"))
    shutil.rmtree(project / "site")
    mount(project / "site", "size=50m")
    shutil.copytree(built_before / "site", project / "site", dirs_exist_ok=True)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    built = build(project)
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    assert built.code == 0, built.said
    assert_new(project / "site")
    assert leftovers(project / "site") == []


@contextmanager
def waiting_build(project: Path, moment: str) -> Iterator[subprocess.Popen[str]]:
    """A build that stands still in an event until the block is over."""
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "-q"],
        cwd=project,
        env={**os.environ, "DO": f"{moment} wait", "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    until = time.monotonic() + 120
    while not (project / "waiting").exists():
        assert process.poll() is None, process.communicate()[0]
        assert time.monotonic() < until
        time.sleep(0.05)
    try:
        yield process
    finally:
        (project / "go-on").touch()
        process.communicate(timeout=120)


def test_two_builds_at_once(project: Path) -> None:
    with waiting_build(project, "post_page") as slow:
        fast = build(project)
        assert fast.code == 0, fast.said
        assert_new(project / "site")
        assert len(leftovers(project)) == 1, "a build that runs keeps its folder"
        (project / "site" / "index.html").write_text("of the first to end", "utf-8")
    assert slow.returncode == 0
    assert_new(project / "site")
    assert "of the first to end" not in (project / "site" / "index.html").read_text("utf-8")
    assert leftovers(project) == []


def test_the_site_is_there_while_it_is_built(project: Path) -> None:
    before = snapshot(project / "site")
    with waiting_build(project, "post_build"):
        assert snapshot(project / "site") == before
    assert_new(project / "site")


def test_plugins_may_choose_the_folder(project: Path) -> None:
    """Below the one that they were given, or elsewhere: MkDocs then writes there, as it always does."""
    hooks = (project / "hooks.py").read_text("utf-8")
    for chosen, place in (("Path(config.site_dir) / 'en'", "site/en"), ("Path('other').resolve()", "other")):
        mine = f"def on_config(config):\n    config.site_dir = str({chosen})\n    taken.append(config.site_dir)\n"
        (project / "hooks.py").write_text(hooks + mine, "utf-8")
        built = build(project)
        assert built.code == 0, built.said
        for name in ("goals/a/index.html", "goals.json", "taken.txt", "asked.txt"):
            assert (project / place / name).is_file(), name
        assert leftovers(project) == []


def test_a_build_within_a_build(project: Path) -> None:
    """Plugins that make a site of several languages build it again, once a language, at the end of the first."""
    mine = """
depth = 0

@event_priority(-100)
def on_post_build(config):
    global depth
    from mkdocs import utils
    from mkdocs.commands.build import build
    (Path(config.site_dir) / f"depth-{depth}.txt").touch()
    if depth < 2:
        depth += 1
        utils.clean_directory = lambda folder: None
        build(config)
    if depth == 2:
        (Path(config.site_dir) / "last.txt").touch()
"""
    with (project / "hooks.py").open("a") as file:
        file.write(mine)
    built = build(project)
    assert built.code == 0, built.said
    assert {path.name for path in (project / "site").glob("*.txt")} == {
        "depth-0.txt", "depth-1.txt", "depth-2.txt", "last.txt"
    }  # fmt: skip
    assert AFTER in (project / "site/goals/a/index.html").read_text("utf-8")
    assert leftovers(project) == []


def test_deploying_to_a_branch(project: Path, tmp_path: Path) -> None:
    remote = tmp_path / "remote.git"
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.com"]
    for command in (
        ["init", "-q", "--bare", str(remote)],
        ["init", "-q", "-b", "main"],
        ["config", "user.name", "Test"],
        ["config", "user.email", "test@example.com"],
        ["remote", "add", "origin", str(remote)],
        ["add", "mkdocs.yml", "docs", "goals", "hooks.py"],
        [*who, "commit", "-qm", "goals"],
    ):
        subprocess.run(["git", *command], cwd=project, check=True, capture_output=True)
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "gh-deploy"],
        cwd=project,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    shown = subprocess.run(
        ["git", "show", "gh-pages:goals/a/index.html"], cwd=remote, capture_output=True, text=True, check=True
    )
    assert AFTER in shown.stdout
    names = subprocess.run(
        ["git", "ls-tree", "-r", "--name-only", "gh-pages"], cwd=remote, capture_output=True, text=True, check=True
    ).stdout
    assert "goals.json" in names
    assert "building-" not in names
    assert_new(project / "site")


def test_in_material_s_group_of_plugins(project: Path) -> None:
    config = (project / "mkdocs.yml").read_text("utf-8")
    line = next(line for line in config.splitlines() if "- goals:" in line)
    grouped = f"  - group:\n      enabled: true\n      plugins:\n      {line.strip()}"
    (project / "mkdocs.yml").write_text(config.replace(line, grouped), "utf-8")
    built = build(project)
    assert built.code == 0, built.said
    assert AFTER in (project / "site/goals/a/index.html").read_text("utf-8")
    assert leftovers(project) == []
    before = snapshot(project / "site")
    assert build(project, DO="post_build raise").code == 1
    assert snapshot(project / "site") == before


# Killed, or failing, while places change

CHANGE_PLACES = """
import os, signal, sys
from pathlib import Path
from mkdocs_goals.plugin.workspace import open_workspace, publish

site, number, how = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
work = open_workspace(site)
for name in ("both", "new"):
    (work.staged / name).mkdir()
    (work.staged / name / "page").write_text("new")
(work.staged / "file").write_text("new")
(work.staged / ".hidden").mkdir()
(work.staged / ".hidden" / "ours").write_text("new")
rename, count = Path.rename, 0

def counted(self, target):
    global count
    count += 1
    if count == number:
        if how == "SIGKILL":
            os.kill(os.getpid(), signal.SIGKILL)
        raise OSError(5, "Input/output error", str(self))
    return rename(self, target)

Path.rename = counted
try:
    publish(work, site)
finally:
    Path.rename = rename
    work.remove()
"""

RENAMES = 9
"""Two each of `.hidden`, `both` and `file`, one of `new`, one of `old`, and the last, which makes it final."""


@pytest.fixture
def small_site(tmp_path: Path) -> Path:
    site = tmp_path / "place" / "site"
    for name in ("both", "old", ".git", ".hidden"):
        (site / name).mkdir(parents=True)
        (site / name / "page").write_text("old", "utf-8")
    (site / "file").write_text("old", "utf-8")
    return site


@pytest.mark.parametrize("how", ["SIGKILL", "error"])
@pytest.mark.parametrize("number", range(1, RENAMES + 2))
def test_at_each_moment_it_is_the_old_site_or_the_new_one(small_site: Path, number: int, how: str) -> None:
    before = snapshot(small_site)
    done = subprocess.run(
        [sys.executable, "-c", CHANGE_PLACES, str(small_site), str(number), how], capture_output=True, check=False
    )
    assert (done.returncode == 0) is (number > RENAMES)
    tidy_up(small_site)
    if number <= RENAMES:
        assert snapshot(small_site) == before
    else:
        assert {name for name in snapshot(small_site) if "/" in name} == {
            ".git/page", ".hidden/ours", ".hidden/page", "both/page", "new/page"
        }  # fmt: skip
        assert (small_site / "both" / "page").read_text("utf-8") == "new"
        assert (small_site / "file").read_text("utf-8") == "new"
    assert [path.name for path in small_site.parent.iterdir()] == ["site"]


def test_a_build_that_waited_for_a_killed_one_undoes_it_first(small_site: Path) -> None:
    """The killed one had begun to change places, the other one had looked for leftovers before that."""
    other = open_workspace(small_site)
    (other.staged / "whole").write_text("of the other", "utf-8")
    subprocess.run([sys.executable, "-c", CHANGE_PLACES, str(small_site), "4", "SIGKILL"], check=False)
    publish(other, small_site)
    assert other.remove()
    tidy_up(small_site)
    assert sorted(path.name for path in small_site.iterdir()) == [".git", ".hidden", "whole"]
    assert (small_site / ".hidden" / "page").read_text("utf-8") == "old"
    assert [path.name for path in small_site.parent.iterdir()] == ["site"]


def test_other_sites_workspaces_are_left_alone(small_site: Path) -> None:
    """Two sites of one name whose workspaces lie in one folder, as among the system's temporary files."""
    other = small_site.parent / "elsewhere" / "site"
    mine = open_workspace(small_site)
    theirs = small_site.parent / mine.folder.name.replace("building-", "building-x")
    shutil.copytree(mine.folder, theirs)
    (theirs / "lock").write_bytes(os.fsencode(other))
    tidy_up(small_site)
    assert mine.folder.is_dir()
    assert theirs.is_dir()
    assert mine.remove()


def test_without_locks_only_old_workspaces_go(small_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows, and on drives that know no locks, only its age tells that a build is gone."""
    monkeypatch.setattr("mkdocs_goals.plugin.workspace._is_free", lambda lock: None)
    young, old = open_workspace(small_site), open_workspace(small_site)
    os.utime(old.folder, (time.time() - 90_000, time.time() - 90_000))
    tidy_up(small_site)
    assert young.folder.is_dir()
    assert not old.folder.exists()
    assert young.remove()


def test_nothing_is_deleted_that_has_to_go_back(small_site: Path) -> None:
    work = open_workspace(small_site)
    work.aside.mkdir()
    (work.aside / "precious").touch()
    assert not work.remove()
    assert (work.aside / "precious").is_file()


def test_no_place_to_build_in_is_one_sentence(project: Path) -> None:
    """A file stands where a folder above the site should be."""
    (project / "taken").touch()
    assert_one_sentence(build(project, "-d", "taken/site"), "There is no place to build in", "taken")
