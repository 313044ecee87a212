"""`python -m tests.bench.structures [NAME[:GOALS] …]`: companies of the nastiest shapes, each built for real.

Prints, for each, the seconds of processor time of `mkdocs build`, `goals check` and `goals score`, and what came out:
pages, milliseconds a page, the largest page beside All goals, megabytes of the site. No name: all of them.
`--list` names the shapes; `--keep FOLDER` leaves what was written and built there.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.bench import series  # noqa: F401 - it adds its shapes to the others
from tests.bench.__main__ import CONFIG, run
from tests.bench.company import AS_OF
from tests.bench.shapes import SHAPES

MANY = 2_000

SMALLER = ("dense:100", "dense:300", "random-10:100", "random-50:300", "bipartite:60", "bipartite:300", "delegated:600",
           "csv-daily:50", "csv-megabytes:50")  # fmt: skip
"""Shapes that are built in a smaller size as well."""

FEWER = {"long-texts": 300, "delegated-dense": 300}
"""Shapes of which so many goals are enough."""

ALL_GOALS = "goals/index.html"
"""The one page that may grow with the company."""


def write_structure(name: str, count: int, folder: Path) -> None:
    """Write a shape of so many goals below `folder`/goals, and a project around it."""
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(CONFIG, "utf-8")
    goals = folder / "goals"
    goals.mkdir()
    for path, content in SHAPES[name](count).items():
        (goals / path).write_text(content, "utf-8")


def largest_page(site: Path) -> tuple[int, str]:
    """The bytes of the largest page beside All goals, and which it is."""
    pages = (file for file in site.rglob("*.html") if file.relative_to(site).as_posix() != ALL_GOALS)
    return max(((file.stat().st_size, file.relative_to(site).as_posix()) for file in pages), default=(0, ""))


def measure(name: str, count: int, folder: Path) -> None:
    write_structure(name, count, folder)
    goals = (sys.executable, "-m", "mkdocs_goals.cli.main")
    built = run(folder, sys.executable, "-m", "mkdocs", "build", "-q")
    checked = run(folder, *goals, "check", "--as-of", str(AS_OF), "--format", "concise")
    scored = run(folder, *goals, "score", "--as-of", str(AS_OF))
    site = folder / "site"
    pages = sum(1 for _ in site.rglob("*.html"))
    size, largest = largest_page(site)
    total = sum(file.stat().st_size for file in site.rglob("*") if file.is_file())
    print(
        f"{f'{name}:{count}':>20} | build {built.busy:7.1f} s {built.megabytes:5.0f} MB, {pages:>5} pages,"
        f" {1000 * built.busy / max(pages, 1):6.1f} ms a page"
        f" | check {checked.busy:6.1f} s, score {scored.busy:6.1f} s"
        f" | site {total / 1e6:7.1f} MB, largest page {size / 1000:8.1f} kB {largest}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("structures", nargs="*", metavar="NAME[:GOALS]")
    parser.add_argument("--list", action="store_true", help="only name the shapes")
    parser.add_argument("--keep", type=Path, help="a folder to leave everything in")
    arguments = parser.parse_args()
    everything = [*SMALLER, *(f"{name}:{FEWER.get(name, MANY)}" for name in SHAPES)]
    if arguments.list:
        print("\n".join(everything))
        return
    for structure in arguments.structures or everything:
        name, _, count = structure.partition(":")
        with tempfile.TemporaryDirectory() as folder:
            kept = arguments.keep / structure.replace(":", "-") if arguments.keep else Path(folder)
            measure(name, int(count or MANY), kept)


if __name__ == "__main__":
    main()
