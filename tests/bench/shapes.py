"""Companies of the nastiest shapes that goal files can say, of any size: the same number gives the same files."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from tests.bench.company import AS_OF

Files = dict[str, str]
"""Path below the goals folder → content."""

Make = Callable[[int], Files]
"""From about how many goals (or KPIs, teams, …) there are to be to the files."""

SHAPES: dict[str, Make] = {}

TEAMS = 40
PEOPLE = 80
"""Teams and people that share the goals where a shape says nothing of them."""


def shape(name: str) -> Callable[[Make], Make]:
    """Puts a shape among all."""

    def register(make: Make) -> Make:
        SHAPES[name] = make
        return make

    return register


# What goals are made of

KEY_RESULT = "{title: Minutes that people wait, from: 40, to: 20, check_ins: {2024-07-20: 36, 2024-08-10: 33}}"


def goal_name(number: int) -> str:
    return f"g{number:04}"


def objective(
    number: int,
    *,
    title: str | None = None,
    cycle: str = "2024-Q3",
    team: str | None = "",
    owner: str = "",
    supports: Iterable[int] = (),
    key_results: Sequence[str] = (),
    more: str = "",
) -> Files:
    """One goal file. `team` None is the company; empty, one of the teams."""
    named = ", ".join(goal_name(other) for other in supports)
    lines = [
        f"title: {title or f'People wait less at desk {number}'}",
        f"cycle: {cycle}",
        *([] if team is None else [f"team: {team or f'team-{number % TEAMS}'}"]),
        f"owner: {owner or f'person-{number % PEOPLE}'}",
        *([f"supports: [{named}]"] if named else []),
        *([more] if more else []),
        "key_results:",
        *(f"  - {each}" for each in key_results or [KEY_RESULT]),
    ]
    return {
        f"{goal_name(number)}.md": "\n".join(["---", *lines, "---", "", "Why this goal, in a sentence or two.", ""])
    }


def kpi(number: int, *lines: str, months: int = 7, owner: str = "") -> Files:
    """One KPI with so many monthly measurements up to July 2024 (none where it is computed)."""
    last = 2024 * 12 + 6
    written = (f"{month // 12}-{month % 12 + 1:02}: {10 + month % 12}" for month in range(last - months + 1, last + 1))
    text = ["---", "type: kpi", f"title: Waiting time at place {number}", "target: 12"]
    text += [f"team: team-{number % TEAMS}", f"owner: {owner or f'person-{number % PEOPLE}'}", *lines]
    text += [f"measurements: {{{', '.join(written)}}}"] if months else []
    return {f"k{number:04}.md": "\n".join([*text, "---", ""])}


def together(parts: Iterable[Files]) -> Files:
    """Several files as one folder."""
    return {name: content for part in parts for name, content in part.items()}


# Who supports whom


def supporting(edges: Mapping[int, Iterable[int]], count: int) -> Files:
    """So many goals, the first of them the company's, and which each of them supports."""
    return together(objective(n, team="" if n else None, supports=edges.get(n, ())) for n in range(count))


@shape("plain")
def _plain(count: int) -> Files:
    """A company as it should be, for comparison: each goal supports one."""
    return supporting({n: [n // 40] for n in range(1, count)}, count)


@shape("dense")
def _dense(count: int) -> Files:
    """Each goal supports all others."""
    return supporting({n: [other for other in range(count) if other != n] for n in range(count)}, count)


def _random(each: int) -> Make:
    def make(count: int) -> Files:
        chance = random.Random(count * each)
        return supporting({n: sorted({*chance.sample(range(count), each)} - {n}) for n in range(count)}, count)

    return make


SHAPES |= {"random-10": _random(10), "random-50": _random(50)}


@shape("bipartite")
def _bipartite(count: int) -> Files:
    """Half of the goals support each of the other half."""
    return supporting({n: range(count // 2) for n in range(count // 2, count)}, count)


@shape("layers")
def _layers(count: int) -> Files:
    """Twenty levels; each goal supports the whole level above."""
    wide = max(count // 20, 1)
    return supporting({n: range(n - n % wide - wide, n - n % wide) for n in range(wide, count)}, count)


@shape("chain")
def _chain(count: int) -> Files:
    return supporting({n: [n - 1] for n in range(1, count)}, count)


@shape("loop")
def _loop(count: int) -> Files:
    return supporting({n: [(n + 1) % count] for n in range(count)}, count)


@shape("star-in")
def _star_in(count: int) -> Files:
    return supporting({n: [0] for n in range(1, count)}, count)


@shape("star-out")
def _star_out(count: int) -> Files:
    return supporting({0: range(1, count)}, count)


@shape("grid")
def _grid(count: int) -> Files:
    wide = round(count**0.5)
    left = {n: [n - 1] if n % wide else [] for n in range(count)}
    return supporting({n: [*left[n], *([n - wide] if n >= wide else [])] for n in range(count)}, count)


@shape("ladder")
def _ladder(count: int) -> Files:
    """Two chains, with a rung on every step."""
    return supporting({n: [*([n - 2] if n > 1 else []), min(n ^ 1, count - 1)] for n in range(count)}, count)


# Delegation


def _delegating(each: int) -> Make:
    def make(count: int) -> Files:
        def results(number: int) -> list[str]:
            below = range(number + 1, min(number + 1 + each, count))
            return [f"{{title: What goal {n} does, objective: {goal_name(n)}}}" for n in below]

        return together(objective(n, key_results=[*results(n), KEY_RESULT]) for n in range(count))

    return make


SHAPES |= {"delegated": _delegating(1), "delegated-dense": _delegating(100)}


# Much of one thing


@shape("key-results")
def _key_results(count: int) -> Files:
    """An objective with half as many key results, and one with fewer that say more."""
    many = [
        f"{{title: Desk number {n} is open{', done: true' if n % 2 else ''}}}" for n in range(min(count // 2, 1_000))
    ]
    full = [
        f"{{title: Minutes at desk {n}, from: 40, to: 20, check_ins: {{2024-07-20: 36, 2024-08-10: {n % 40}}}}}"
        for n in range(min(count // 2, 380))
    ]
    return objective(0, team=None, key_results=many) | objective(1, key_results=full)


@shape("check-ins")
def _check_ins(count: int) -> Files:
    """Thirty goals, each with six hundred check-ins of a key result, and as many of its own."""
    days = [AS_OF - timedelta(days=n) for n in range(min(count, 600))]
    said = ", ".join(f"{day}: {{value: {40 - n % 30}, note: went as planned}}" for n, day in enumerate(days))
    more = f"check_ins: {{{', '.join(f'{day}: it goes on' for day in days)}}}"
    key_result = f"{{title: Minutes that people wait, from: 40, to: 20, check_ins: {{{said}}}}}"
    return together(objective(n, key_results=[key_result], more=more) for n in range(30))


@shape("steps")
def _steps(count: int) -> Files:
    """Thirty goals of some hundred milestones and as many initiatives, tags and links."""
    many = range(min(count, 350))
    steps = ", ".join(f"{{title: Step {n}}}" for n in many)
    more = [
        f"initiatives: [{', '.join(f'{{title: Initiative {n}}}' for n in many)}]",
        f"tags: [{', '.join(f'tag-{n}' for n in many)}]",
        f"links: [{', '.join(f'{{title: Page {n}, url: https://example.com/{n}}}' for n in many)}]",
    ]
    result = f"{{title: All of it, steps: [{steps}]}}"
    return together(objective(n, key_results=[result], more="\n".join(more)) for n in range(30))


@shape("one-team")
def _one_team(count: int) -> Files:
    return together(objective(n, team="the-team", supports=[n // 2] if n else ()) for n in range(count))


@shape("no-team")
def _no_team(count: int) -> Files:
    """All are goals of the company itself."""
    return together(objective(n, team=None) for n in range(count))


@shape("one-person")
def _one_person(count: int) -> Files:
    """One who owns, contributes to and leads everything."""
    teams = "\n".join(f"  team-{n}: {{lead: linh}}" for n in range(TEAMS))
    result = "{title: Minutes that people wait, owner: linh, from: 40, to: 20, check_ins: {2024-08-10: 33}}"
    more = "contributors: [linh]\ninitiatives: [{title: Open a desk, owner: linh}]"
    goals = (objective(n, owner="linh", key_results=[result], more=more) for n in range(count))
    kpis = (kpi(n, owner="linh") for n in range(count // 10))
    return together(({"goals.yml": f"teams:\n{teams}\n"}, *goals, *kpis))


@shape("people")
def _people(count: int) -> Files:
    """Everyone contributes to one goal and is in one team."""
    names = [f"person-{n:04}" for n in range(count)]
    listed = "\n".join(f"  {name}: {{team: crowd}}" for name in names)
    return {"goals.yml": f"people:\n{listed}\n"} | objective(
        0, team="crowd", owner=names[0], more=f"contributors: [{', '.join(names)}]"
    )


def _teams(count: int, parent: Callable[[int], int]) -> Files:
    lines = [f"  t{n:04}: {{name: Team {n}, parent: t{parent(n):04}}}" for n in range(1, count)]
    return {"goals.yml": "\n".join(["teams:", "  t0000: {name: Team 0}", *lines, ""])}


@shape("teams-chain")
def _teams_chain(count: int) -> Files:
    """Each team below the one before, with one goal that supports the goal above."""
    goals = (objective(n, team=f"t{n:04}", supports=[n - 1] if n else ()) for n in range(count))
    return together((_teams(count, lambda n: n - 1), *goals))


@shape("teams-wide")
def _teams_wide(count: int) -> Files:
    """All teams directly below the first one."""
    goals = (objective(n, team=f"t{n:04}", supports=[0] if n else ()) for n in range(count))
    return together((_teams(count, lambda n: 0), *goals))


@shape("teams-empty")
def _teams_empty(count: int) -> Files:
    """A chain of teams of which only the last has goals."""
    goals = (objective(n, team=f"t{count - 1:04}") for n in range(100))
    return together((_teams(count, lambda n: n - 1), *goals))


def _weeks(count: int) -> list[str]:
    first = date(1986, 1, 6)
    weeks = ((first + timedelta(weeks=n)).isocalendar() for n in range(count))
    return [f"{year}-W{week:02}" for year, week, _ in weeks]


@shape("cycles")
def _cycles(count: int) -> Files:
    """Every goal in a week of its own, each carrying on the one before and supporting it."""
    return together(
        objective(
            n,
            cycle=cycle,
            supports=[n - 1] if n else (),
            more=f"continues: {goal_name(n - 1)}" if n else "",
            key_results=["{title: Open, done: true}"],
        )
        for n, cycle in enumerate(_weeks(count))
    )


@shape("cycles-and-teams")
def _cycles_and_teams(count: int) -> Files:
    """A chain of teams, each with its goal in a week of its own."""
    goals = (objective(n, cycle=cycle, team=f"t{n:04}") for n, cycle in enumerate(_weeks(count)))
    return together((_teams(count, lambda n: n - 1), *goals))


@shape("continued")
def _continued(count: int) -> Files:
    """One goal that all others carry on."""
    others = (objective(n, more="continues: g0000") for n in range(1, count))
    return together((objective(0, cycle="2024-Q2"), *others))


# Long texts


@shape("long-titles")
def _long_titles(count: int) -> Files:
    """Titles of two thousand characters, each goal supporting ten."""
    title = "Customers find what they look for " * 60
    return together(
        objective(n, title=f"{title}{n}", supports=sorted({(n + step) % count for step in range(1, 11)} - {n}))
        for n in range(count)
    )


@shape("long-texts")
def _long_texts(count: int) -> Files:
    """Eighty thousand characters wherever a text may stand."""
    long = "Wherever somebody writes on and on and on " * 2_000

    def goal(number: int) -> Files:
        said = f"{{2024-08-10: {{value: 30, note: {long}}}}}"
        result = f"{{title: Desk {number}, from: 40, to: 20, check_ins: {said}}}"
        return objective(number, title=f"{long}{number}", team="sales", owner="linh", key_results=[result])

    organisation = (
        f"company: {long}\nteams: {{sales: {{name: {long}, lead: linh}}}}\npeople: {{linh: {{name: {long}}}}}\n"
    )
    return together(({"goals.yml": organisation}, *(goal(n) for n in range(count))))
