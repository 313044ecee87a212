"""More shapes: KPIs that drive each other, formulas over long series, and CSV files of a megabyte."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from tests.bench.company import AS_OF
from tests.bench.shapes import SHAPES, Files, Make, goal_name, kpi, objective, shape, together


def _kpis(count: int, lines: Callable[[int], Iterable[str]]) -> Files:
    return together((objective(0, team=None), *(kpi(n, *lines(n)) for n in range(count))))


@shape("kpi-deep")
def _kpi_deep(count: int) -> Files:
    return _kpis(count, lambda n: [f"parent: k{n - 1:04}"] if n else [])


@shape("kpi-wide")
def _kpi_wide(count: int) -> Files:
    return _kpis(count, lambda n: ["parent: k0000"] if n else [])


@shape("kpi-trees")
def _kpi_trees(count: int) -> Files:
    """Trees of two."""
    return _kpis(count, lambda n: [f"parent: k{n - 1:04}"] if n % 2 else [])


@shape("formula-chain")
def _formula_chain(count: int) -> Files:
    """Each computed from the forty before it, over twenty years of months."""

    def made(number: int) -> Files:
        if number < 40:
            return kpi(number, months=240)
        inputs = ", ".join(f"{{k{other:04}}}" for other in range(number - 40, number))
        return kpi(number, f'formula: "mean({inputs})"', months=0)

    return together((objective(0, team=None), *(made(n) for n in range(count))))


@shape("formula-wide")
def _formula_wide(count: int) -> Files:
    """All computed from one that is measured daily, for fifty-four years."""
    first = kpi(0, "frequency: daily", "data: k0000.csv", months=0) | {"k0000.csv": csv_text(19_950)}
    others = (kpi(n, "frequency: daily", 'formula: "{k0000} * 2"', months=0) for n in range(1, count))
    return together((objective(0, team=None), first, *others))


@shape("kpi-used")
def _kpi_used(count: int) -> Files:
    """One KPI that measures a key result of every goal, and supports as many."""
    measured = ["{title: Minutes that people wait, kpi: k0000, from: 40, to: 20}"]
    supports = f"supports: [{', '.join(goal_name(n) for n in range(1, count))}]"
    return together((kpi(0, supports, months=120), *(objective(n, key_results=measured) for n in range(count))))


@shape("measurements")
def _measurements(count: int) -> Files:
    """Forty KPIs of which every day stands in the file itself, each day with a target of its own."""
    days = [AS_OF - timedelta(days=n) for n in range(min(count, 1_200))]
    targets = ", ".join(f"{day}: {10 + n % 5}" for n, day in enumerate(days))
    measured = ", ".join(f"{day}: {10 + n % 7}" for n, day in enumerate(days))
    text = f"---\ntype: kpi\ntitle: Daily\nfrequency: daily\ntarget: {{{targets}}}\nmeasurements: {{{measured}}}\n---\n"
    return objective(0, team=None) | {f"d{n:04}.md": text for n in range(40)}


def csv_text(rows: int) -> str:
    """A CSV of daily values, of so many days up to the one that all is seen from; what is too many lies ahead."""
    first = max(AS_OF - timedelta(days=rows - 1), date(1970, 1, 1))
    days = (first + timedelta(days=n) for n in range(rows))
    return "period,value\n" + "".join(f"{day},{n % 90 + 10}\n" for n, day in enumerate(days))


def _csvs(rows: int, files: int = 50) -> Make:
    """KPIs behind CSVs of so many rows each, and goals that each measure a key result by every tenth of them."""

    def make(count: int) -> Files:
        def measured(number: int) -> list[str]:
            used = range(number % 10, files, 10)
            return [f"{{title: By place {n}, kpi: k{n:04}, from: 40, to: 20}}" for n in used]

        def behind(number: int) -> Files:
            lines = ("frequency: daily", f"data: k{number:04}.csv")
            return kpi(number, *lines, months=0) | {f"k{number:04}.csv": csv_text(rows)}

        goals = (objective(n, key_results=measured(n)) for n in range(count))
        return together((*(behind(n) for n in range(files)), *goals))

    return make


SHAPES |= {"csv-daily": _csvs(19_950), "csv-megabytes": _csvs(60_000)}


@shape("csv-shared")
def _csv_shared(count: int) -> Files:
    """One long CSV behind all KPIs."""
    lines = ("frequency: daily", "data: all.csv")
    kpis = (kpi(n, *lines, months=0) for n in range(count))
    return together((objective(0, team=None), {"all.csv": csv_text(19_950)}, *kpis))
