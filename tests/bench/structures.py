"""`python -m tests.bench.structures [NAME …]`: companies of the nastiest shapes, each built for real.

Prints, for each, the seconds of processor time of `mkdocs build`, `goals check` and `goals score`, and what came out:
pages, milliseconds a page, the largest page beside All goals, megabytes of the site. No name: all of them. `--list`
names them; `--keep FOLDER` leaves what was written and built there.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

from tests.bench.__main__ import CONFIG, run
from tests.bench.company import AS_OF

MANY = 2_000

ALL_GOALS = "goals/index.html"
"""The one page that may grow with the company."""

Files = dict[str, str]
"""Path below the goals folder → content."""

STRUCTURES: dict[str, Callable[[], Files]] = {}


def _structure(name: str) -> Callable[[Callable[[], Files]], Callable[[], Files]]:
    def register(make: Callable[[], Files]) -> Callable[[], Files]:
        STRUCTURES[name] = make
        return make

    return register


def _name(number: int) -> str:
    return f"g{number:04}"


def objective(
    number: int,
    *,
    title: str | None = None,
    cycle: str = "2024-Q3",
    team: str | None = "",
    owner: str | None = "",
    supports: Iterable[int] = (),
    key_results: Sequence[str] = (),
    more: str = "",
) -> Files:
    """One goal file. Without a word about it, forty teams and eighty people share the goals."""
    named = ", ".join(_name(other) for other in supports)
    team = f"team-{number % 40}" if team == "" else team
    owner = f"person-{number % 80}" if owner == "" else owner
    lines = [
        f"title: {title or f'People wait less at desk {number}'}",
        f"cycle: {cycle}",
        *([f"team: {team}"] if team else []),
        *([f"owner: {owner}"] if owner else []),
        *([f"supports: [{named}]"] if named else []),
        *([more] if more else []),
        "key_results:",
        *(f"  - {each}" for each in key_results or [_KEY_RESULT]),
    ]
    return {f"{_name(number)}.md": "\n".join(["---", *lines, "---", "", "Why this goal, in a sentence or two.", ""])}


_KEY_RESULT = "{title: Minutes that people wait, from: 40, to: 20, check_ins: {2024-07-20: 36, 2024-08-10: 33}}"


def supporting(edges: dict[int, Sequence[int]], count: int) -> Files:
    """So many goals, and which each of them supports."""
    files: Files = {}
    for number in range(count):
        files |= objective(number, team=None if number == 0 else "", supports=edges.get(number, ()))
    return files


def _all_others(count: int) -> Files:
    return supporting({n: [other for other in range(count) if other != n] for n in range(count)}, count)


def _random(count: int, each: int) -> Files:
    chance = random.Random(count * each)
    others = range(count)
    return supporting({n: sorted({*chance.sample(others, each)} - {n}) for n in others}, count)


def _bipartite(each: int) -> Files:
    return supporting({n: range(each) for n in range(each, 2 * each)}, 2 * each)


STRUCTURES |= {
    "dense-100": lambda: _all_others(100),
    "dense-300": lambda: _all_others(300),
    "dense-2000": lambda: _all_others(MANY),
    "random-100-10": lambda: _random(100, 10),
    "random-300-10": lambda: _random(300, 10),
    "random-300-50": lambda: _random(300, 50),
    "random-2000-10": lambda: _random(MANY, 10),
    "random-2000-50": lambda: _random(MANY, 50),
    "bipartite-30": lambda: _bipartite(30),
    "bipartite-150": lambda: _bipartite(150),
    "bipartite-1000": lambda: _bipartite(MANY // 2),
}


@_structure("layers-2000")
def _layers() -> Files:
    """Twenty levels of a hundred; each goal supports the whole level above."""
    wide = 100
    return supporting({n: range(n - n % wide - wide, n - n % wide) for n in range(wide, MANY)}, MANY)


@_structure("chain-2000")
def _chain() -> Files:
    return supporting({n: [n - 1] for n in range(1, MANY)}, MANY)


@_structure("loop-2000")
def _loop() -> Files:
    return supporting({n: [(n + 1) % MANY] for n in range(MANY)}, MANY)


@_structure("star-in-2000")
def _star_in() -> Files:
    return supporting({n: [0] for n in range(1, MANY)}, MANY)


@_structure("star-out-2000")
def _star_out() -> Files:
    return supporting({0: range(1, MANY)}, MANY)


@_structure("grid-2025")
def _grid() -> Files:
    wide = 45
    edges = {n: [*([n - 1] if n % wide else []), *([n - wide] if n >= wide else [])] for n in range(wide * wide)}
    return supporting(edges, wide * wide)


@_structure("ladder-2000")
def _ladder() -> Files:
    """Two chains of a thousand, with a rung on every step."""
    return supporting({n: [*([n - 2] if n > 1 else []), n ^ 1] for n in range(MANY)}, MANY)


def _delegated(count: int) -> Files:
    files: Files = {}
    for number in range(count):
        below = [f"{{title: What the next one does, objective: {_name(number + 1)}}}"] if number + 1 < count else []
        files |= objective(number, key_results=[*below, _KEY_RESULT])
    return files


STRUCTURES |= {"delegated-600": lambda: _delegated(600), "delegated-2000": lambda: _delegated(MANY)}


@_structure("delegated-dense-300")
def _delegated_dense() -> Files:
    """Each goal delegates to the hundred that follow."""
    files: Files = {}
    for number in range(300):
        results = [
            f"{{title: What goal {other} does, objective: {_name(other)}}}"
            for other in range(number + 1, min(number + 101, 300))
        ]
        files |= objective(number, key_results=[*results, _KEY_RESULT])
    return files


def kpi(number: int, *lines: str, months: int = 7, title: str | None = None) -> Files:
    """One KPI with so many monthly measurements up to July 2024 (none where it is computed)."""
    measured = ", ".join(f"{year}-{month:02}: {10 + month}" for year, month in _months(months))
    text = ["---", "type: kpi", f"title: {title or f'Waiting time at place {number}'}", "target: 12"]
    text += [f"team: team-{number % 40}", f"owner: person-{number % 80}", *lines]
    text += [f"measurements: {{{measured}}}"] if months else []
    return {f"k{number:04}.md": "\n".join([*text, "---", ""])}


def _months(count: int) -> list[tuple[int, int]]:
    last = 2024 * 12 + 6
    return [(month // 12, month % 12 + 1) for month in range(last - count + 1, last + 1)]


def _kpis(lines: dict[int, Sequence[str]], count: int, computed: range = range(0)) -> Files:
    files: Files = objective(0, team=None)
    for number in range(count):
        files |= kpi(number, *lines.get(number, ()), months=0 if number in computed else 7)
    return files


@_structure("kpi-deep-2000")
def _kpi_deep() -> Files:
    return _kpis({n: [f"parent: k{n - 1:04}"] for n in range(1, MANY)}, MANY)


@_structure("kpi-wide-2000")
def _kpi_wide() -> Files:
    return _kpis({n: ["parent: k0000"] for n in range(1, MANY)}, MANY)


@_structure("kpi-trees-2000")
def _kpi_trees() -> Files:
    """A thousand trees of two."""
    return _kpis({n: [f"parent: k{n - 1:04}"] for n in range(1, MANY, 2)}, MANY)


@_structure("formula-chain-2000")
def _formula_chain() -> Files:
    """Each computed from the forty before it, over twenty years of months."""
    files: Files = objective(0, team=None)
    for number in range(MANY):
        if number < 40:
            files |= kpi(number, months=240)
        else:
            inputs = ", ".join(f"{{k{other:04}}}" for other in range(number - 40, number))
            files |= kpi(number, f'formula: "mean({inputs})"', months=0)
    return files


@_structure("formula-wide-2000")
def _formula_wide() -> Files:
    """One measured KPI that all others are computed from."""
    files = objective(0, team=None) | kpi(0, months=240)
    for number in range(1, MANY):
        files |= kpi(number, 'formula: "{k0000} * 2"', months=0)
    return files


@_structure("kpi-on-2000")
def _kpi_on() -> Files:
    """One KPI that measures a key result of every goal, and supports as many."""
    files = kpi(0, f"supports: [{', '.join(_name(n) for n in range(1, MANY))}]", months=120)
    for number in range(MANY):
        files |= objective(number, key_results=["{title: Minutes that people wait, kpi: k0000, from: 40, to: 20}"])
    return files


@_structure("key-results-1000")
def _key_results() -> Files:
    many = [f"{{title: Desk number {n} is open{', done: true' if n % 2 else ''}}}" for n in range(1_000)]
    full = [
        f"{{title: Minutes at desk {n}, from: 40, to: 20, check_ins: {{2024-07-20: 36, 2024-08-10: {n % 40}}}}}"
        for n in range(380)
    ]
    return objective(0, team=None, key_results=many) | objective(1, key_results=full)


@_structure("check-ins-1500")
def _check_ins() -> Files:
    """A key result with fifteen hundred check-ins, an objective with as many, thirty of each."""
    days = [AS_OF - timedelta(days=n) for n in range(1_500)]
    said = ", ".join(f"{day}: {{value: {40 - n % 30}, note: went as planned}}" for n, day in enumerate(days[:800]))
    more = f"check_ins: {{{', '.join(f'{day}: it goes on' for day in days)}}}"
    key_result = f"{{title: Minutes that people wait, from: 40, to: 20, check_ins: {{{said}}}}}"
    files: Files = {}
    for number in range(30):
        files |= objective(number, key_results=[key_result], more=more)
    return files


@_structure("one-team-2000")
def _one_team() -> Files:
    files: Files = {}
    for number in range(MANY):
        files |= objective(number, team="the-team", supports=[number // 2] if number else ())
    return files


@_structure("no-team-2000")
def _no_team() -> Files:
    """Two thousand goals of the company itself."""
    files: Files = {}
    for number in range(MANY):
        files |= objective(number, team=None)
    return files


def _teams(parents: dict[int, int], count: int) -> str:
    lines = ["company: Bench Company", "teams:"]
    for number in range(count):
        parent = f"parent: t{parents[number]:04}" if number in parents else f"name: Team {number}"
        lines.append(f"  t{number:04}: {{{parent}}}")
    return "\n".join(lines) + "\n"


@_structure("teams-chain-2000")
def _teams_chain() -> Files:
    files: Files = {"goals.yml": _teams({n: n - 1 for n in range(1, MANY)}, MANY)}
    for number in range(MANY):
        files |= objective(number, team=f"t{number:04}", supports=[number - 1] if number else ())
    return files


@_structure("teams-wide-2000")
def _teams_wide() -> Files:
    """All teams directly below the first one."""
    files: Files = {"goals.yml": _teams(dict.fromkeys(range(1, MANY), 0), MANY)}
    for number in range(MANY):
        files |= objective(number, team=f"t{number:04}", supports=[0] if number else ())
    return files


@_structure("teams-chain-empty")
def _teams_chain_empty() -> Files:
    """A chain of teams of which only the last has goals."""
    files: Files = {"goals.yml": _teams({n: n - 1 for n in range(1, MANY)}, MANY)}
    for number in range(100):
        files |= objective(number, team=f"t{MANY - 1:04}")
    return files


@_structure("one-person-2000")
def _one_person() -> Files:
    """One who owns, contributes to and leads everything."""
    teams = "\n".join(f"  team-{n}: {{lead: linh}}" for n in range(40))
    files: Files = {"goals.yml": f"teams:\n{teams}\n"}
    result = "{title: Minutes that people wait, owner: linh, from: 40, to: 20, check_ins: {2024-08-10: 33}}"
    more = "contributors: [linh]\ninitiatives: [{title: Open a desk, owner: linh}]"
    for number in range(MANY):
        files |= objective(number, owner="linh", key_results=[result], more=more)
    for number in range(200):
        files |= kpi(number)
        files[f"k{number:04}.md"] = files[f"k{number:04}.md"].replace(f"person-{number % 80}", "linh")
    return files


@_structure("people-2000")
def _people() -> Files:
    """Two thousand contributors of one goal, and a team of two thousand."""
    names = [f"person-{n:04}" for n in range(MANY)]
    files: Files = {"goals.yml": "people:\n" + "\n".join(f"  {name}: {{team: crowd}}" for name in names[:1_200]) + "\n"}
    files |= objective(0, team="crowd", more=f"contributors: [{', '.join(names)}]")
    return files


@_structure("cycles-2000")
def _cycles() -> Files:
    """Every goal in a week of its own, each carrying on the one before."""
    files: Files = {}
    first = date(1986, 1, 6)
    for number in range(MANY):
        year, week, _ = (first + timedelta(weeks=number)).isocalendar()
        more = f"continues: {_name(number - 1)}" if number else ""
        files |= objective(number, cycle=f"{year}-W{week:02}", more=more, key_results=["{title: Open, done: true}"])
    return files


@_structure("continued-2000")
def _continued() -> Files:
    """One goal that two thousand carry on."""
    files = objective(0, cycle="2024-Q2")
    for number in range(1, MANY):
        files |= objective(number, more="continues: g0000")
    return files


def csv_rows(count: int) -> str:
    """A CSV of daily values: so many days up to the one that all is seen from, at most a megabyte."""
    first = AS_OF - timedelta(days=count - 1)
    first = max(first, date(1970, 1, 1))
    days = (first + timedelta(days=n) for n in range(count))
    return "period,value\n" + "".join(f"{day},{n % 90 + 10}\n" for n, day in enumerate(days))


def _csvs(count: int, rows: int, uses: int) -> Files:
    """KPIs behind CSVs, and so many goals that each measure a key result by every tenth of them."""
    files: Files = {}
    for number in range(count):
        files |= kpi(number, "frequency: daily", f"data: k{number:04}.csv", months=0)
        files[f"k{number:04}.csv"] = csv_rows(rows)
    for number in range(uses):
        measured = range(number % 10, count, 10)
        results = [f"{{title: By place {other}, kpi: k{other:04}, from: 40, to: 20}}" for other in measured]
        files |= objective(number, key_results=results)
    return files


STRUCTURES |= {
    "csv-daily-50": lambda: _csvs(50, 19_950, 50),
    "csv-60000-50": lambda: _csvs(50, 60_000, 50),
    "csv-uses-2000": lambda: _csvs(50, 19_950, MANY),
}


@_structure("measurements-2400")
def _measurements() -> Files:
    """KPIs of which every month and day stands in the file itself, with a target a period."""
    files = objective(0, team=None)
    days = [AS_OF - timedelta(days=n) for n in range(1_200)]
    targets = ", ".join(f"{day}: {10 + n % 5}" for n, day in enumerate(days))
    measured = ", ".join(f"{day}: {10 + n % 7}" for n, day in enumerate(days))
    for number in range(40):
        text = f"---\ntype: kpi\ntitle: Daily {number}\nfrequency: daily\ntarget: {{{targets}}}\n"
        files[f"d{number:04}.md"] = f"{text}measurements: {{{measured}}}\n---\n"
    return files


@_structure("long-titles-2000")
def _long_titles() -> Files:
    """Titles of two thousand characters, each goal supporting ten."""
    title = "Customers find what they look for " * 60
    files: Files = {}
    for number in range(MANY):
        nearby = [other % MANY for other in range(number + 1, number + 11)]
        files |= objective(number, title=f"{title}{number}", supports=nearby)
    return files


@_structure("long-texts-300")
def _long_texts() -> Files:
    """A hundred thousand characters wherever a text may stand."""
    long = "Wherever somebody writes on and on and on, " * 2_000
    files: Files = {"goals.yml": f"company: {long}\nteams: {{sales: {{name: {long}, lead: linh}}}}\n"}
    for number in range(300):
        result = f'{{title: Desk {number}, from: 40, to: 20, check_ins: {{2024-08-10: {{value: 30, note: "{long}"}}}}}}'
        files |= objective(number, title=f"{long}{number}", team="sales", owner="linh", key_results=[result])
    return files


@_structure("plain-2000")
def _plain() -> Files:
    """A company as it should be, for comparison: three levels, each goal supporting one."""
    return supporting({n: [n // 40 if n >= 40 else 0] for n in range(1, MANY)}, MANY)


def write_structure(name: str, folder: Path) -> None:
    """Write a structure below `folder`/goals, and a project around it."""
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(CONFIG, "utf-8")
    goals = folder / "goals"
    goals.mkdir()
    for path, content in STRUCTURES[name]().items():
        (goals / path).write_text(content, "utf-8")


def largest_page(site: Path) -> tuple[int, str]:
    """The bytes of the largest page beside All goals, and which it is."""
    pages = (file for file in site.rglob("*.html") if file.relative_to(site).as_posix() != ALL_GOALS)
    return max(((file.stat().st_size, file.relative_to(site).as_posix()) for file in pages), default=(0, ""))


def measure(name: str, folder: Path) -> None:
    write_structure(name, folder)
    goals = (sys.executable, "-m", "mkdocs_goals.cli")
    built = run(folder, sys.executable, "-m", "mkdocs", "build", "-q")
    checked = run(folder, *goals, "check", "--as-of", str(AS_OF), "--format", "concise")
    scored = run(folder, *goals, "score", "--as-of", str(AS_OF))
    site = folder / "site"
    pages = sum(1 for _ in site.rglob("*.html"))
    size, largest = largest_page(site)
    total = sum(file.stat().st_size for file in site.rglob("*") if file.is_file())
    print(
        f"{name:>20} | build {built.busy:7.1f} s {built.megabytes:5.0f} MB, {pages:>5} pages,"
        f" {1000 * built.busy / max(pages, 1):6.1f} ms a page"
        f" | check {checked.busy:6.1f} s, score {scored.busy:6.1f} s"
        f" | site {total / 1e6:7.1f} MB, largest page {size / 1000:8.1f} kB {largest}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[[], *STRUCTURES])
    parser.add_argument("--list", action="store_true", help="only name the structures")
    parser.add_argument("--keep", type=Path, help="a folder to leave everything in")
    arguments = parser.parse_args()
    if arguments.list:
        print("\n".join(STRUCTURES))
        return
    for name in arguments.names or STRUCTURES:
        if arguments.keep:
            measure(name, arguments.keep / name)
        else:
            with tempfile.TemporaryDirectory() as folder:
                measure(name, Path(folder))


if __name__ == "__main__":
    main()
