"""`python -m tests.bench [N …]`: our site against a plain one of as many pages, in one run.

Prints seconds, peak memory and ratios. Each build is a process of its own; both kinds take turns.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.company import AS_OF, write_company
from tests.bench.plain import write_plain_site

SIZES = (200, 1_000, 5_000)

CONFIG = f"""site_name: Bench
site_url: https://example.com/
theme: {{name: material}}
plugins:
  - search
  - goals: {{as_of: {AS_OF}, fail_on: never}}
markdown_extensions: [admonition, attr_list, tables, toc]
"""


@dataclass(frozen=True)
class Run:
    """What one process took; `busy` are the seconds of processor time, which a busy machine does not stretch."""

    seconds: float
    busy: float
    megabytes: float
    output: str


def run(folder: Path, *command: str) -> Run:
    """Run a command to its end: wall seconds and peak resident memory by the system's own count."""
    started = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said = output.read().decode("utf-8", "replace")
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{said[-2000:]}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said)


def site_bytes(folder: Path, pattern: str) -> int:
    return max((file.stat().st_size for file in (folder / "site").glob(pattern)), default=0)


def bench(size: int, folder: Path) -> tuple[Run, Run, Run]:
    ours, plain = folder / "ours", folder / "plain"
    pages = write_company(ours, size)
    (ours / "docs").mkdir()
    (ours / "mkdocs.yml").write_text(CONFIG, "utf-8")
    python = sys.executable
    check = run(ours, python, "-m", "mkdocs_goals.cli.main", "check", "--as-of", str(AS_OF), "--format", "concise")
    built = run(ours, python, "-m", "mkdocs", "build", "-q")
    html_pages = sum(1 for _ in (ours / "site").rglob("*.html"))
    write_plain_site(plain, html_pages)
    compared = run(plain, python, "-m", "mkdocs", "build", "-q")
    findings = len(check.output.splitlines())
    print(
        f"{size:>6} objectives, {pages:>5} goal files, {html_pages:>5} pages"
        f" | ours {built.seconds:6.1f} s {built.megabytes:4.0f} MB"
        f" | plain {compared.seconds:6.1f} s {compared.megabytes:4.0f} MB"
        f" | ratio {built.seconds / compared.seconds:4.2f}"
        f" | {1000 * built.busy / html_pages:4.1f} ms of processor a page"
        f" | check {check.seconds:5.2f} s, {findings / check.seconds:6.0f} findings/s"
        f" | goal page {site_bytes(ours, 'goals/objective-00011/index.html') / 1024:3.0f} KB"
        f" | search index {site_bytes(ours, 'search/search_index.json') / pages / 1024:4.2f} KB a goal",
        flush=True,
    )
    return built, compared, check


def main() -> None:
    sizes = [int(argument) for argument in sys.argv[1:]] or list(SIZES)
    results = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            results[size] = bench(size, Path(folder))
    for smaller, larger in itertools.pairwise(sizes):
        growth = results[larger][0].seconds / results[smaller][0].seconds
        print(f"growth: {larger:,} takes {growth:.1f} × what {smaller:,} takes ({larger / smaller:.0f} × the goals)")


if __name__ == "__main__":
    main()
