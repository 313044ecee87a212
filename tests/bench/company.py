"""A synthetic company of any size: the same number gives the same files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

AS_OF = date(2024, 8, 15)
TEAM_SIZE = 10
"""Objectives a team."""
TEAMS_IN_A_DIVISION = 10

PROSE = """We chose this goal in June, after three weeks of asking the people who use what we make.

They told us, in many words, that they wait too long and that nobody tells them why. So the first thing that we do
is to measure the waiting, and the second is to say it openly, every week, here.

- On Mondays we look at the numbers together.
- Whoever is behind says what would help.
- On Fridays one of us writes the check-in.
"""


def write_company(folder: Path, objectives: int) -> int:
    """Write a company of so many objectives below `folder`/goals: 4 key results of 3 check-ins each, one KPI for
    five objectives, teams of ten, three levels (company, division, team). Returns the number of goal files."""
    goals = folder / "goals"
    (goals / "objectives").mkdir(parents=True)
    (goals / "kpis").mkdir()
    teams = max(objectives // TEAM_SIZE, 1)
    (goals / "goals.yml").write_text(_organisation(teams), "utf-8")
    for number in range(objectives):
        name, text = f"objective-{number:05}", _objective(number, teams)
        (goals / "objectives" / f"{name}.md").write_text(text, "utf-8")
    kpis = max(objectives // 5, 1)
    for number in range(kpis):
        (goals / "kpis" / f"kpi-{number:05}.md").write_text(_kpi(number, teams), "utf-8")
    return objectives + kpis


def _organisation(teams: int) -> str:
    lines = ["company: Bench Company", "teams:"]
    for division in range((teams + TEAMS_IN_A_DIVISION - 1) // TEAMS_IN_A_DIVISION):
        lines.append(f"  division-{division:03}: {{name: Division {division}}}")
    for team in range(teams):
        division = team // TEAMS_IN_A_DIVISION
        lines.append(f"  team-{team:04}: {{name: Team {team}, parent: division-{division:03}, lead: person-{team:04}}}")
    lines.append("people:")
    lines += [f"  person-{team:04}: {{name: Person {team}, team: team-{team:04}}}" for team in range(teams)]
    return "\n".join(lines) + "\n"


def _objective(number: int, teams: int) -> str:
    """Of a team's ten objectives the first is its division's; of a division's hundred the first is the company's."""
    team = number // TEAM_SIZE % teams
    division = team // TEAMS_IN_A_DIVISION
    first_of_division = division * TEAMS_IN_A_DIVISION * TEAM_SIZE
    lines = ["---", f"title: People wait less for result {number} of our team", "cycle: 2024-Q3"]
    if number == first_of_division:
        lines += [f"owner: person-{team:04}"]
    elif number % TEAM_SIZE == 0:
        lines += [f"team: division-{division:03}", f"owner: person-{team:04}"]
        lines += [f"supports: [objective-{first_of_division:05}]"]
    else:
        lines += [f"team: team-{team:04}", f"owner: person-{team:04}"]
        lines += [f"supports: [objective-{team * TEAM_SIZE:05}]"]
    lines.append("key_results:")
    for key_result in range(4):
        lines += _key_result(number, key_result)
    return "\n".join([*lines, "---", "", PROSE])


def _key_result(number: int, position: int) -> Iterator[str]:
    start, target = 40 + number % 7, 10 + position
    yield f"  - title: Minutes that people wait at desk {position + 1}"
    yield f"    id: waiting-{position + 1}"
    yield f"    from: {start}"
    yield f"    to: {target}"
    yield "    unit: minutes"
    yield "    source: queue system"
    yield "    check_ins:"
    for week in range(3):
        day = AS_OF - timedelta(days=31 - 14 * week)
        value = start - (week + 1) * (2 + (number + position) % 5)
        yield f'      {day}: {{value: {value}, confidence: {4 + week}, note: "week {week} went as the plan says"}}'


def _kpi(number: int, teams: int) -> str:
    lines = ["---", "type: kpi", f"title: Waiting time at place {number}", f"team: team-{number % teams:04}"]
    lines += [f"owner: person-{number % teams:04}", "unit: minutes", "direction: down", "target: 12", "warning: 15"]
    lines += ["critical: 20", f"supports: [objective-{number * 5:05}]", "source: queue system", "measurements:"]
    lines += [f"  2024-{month:02}: {18 - month * 0.5 + number % 6}" for month in range(1, 8)]
    return "\n".join([*lines, "---", "", "The median of all visits of the month, from door to desk.", ""])
