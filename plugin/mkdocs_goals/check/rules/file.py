"""F, the file itself: what keeps a file, or a key in it, from being read at all. Reading finds these."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mkdocs_goals.check.context import Context, quoted
from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.rule import Reporter, described_rule, rule
from mkdocs_goals.model.goal import Goal, KeyResult, Objective
from mkdocs_goals.model.place import Place

described_rule(
    "F101",
    "unreadable-front-matter",
    Level.ERROR,
    """Finds front matter that is no YAML, and files that cannot be opened. The finding stands where the parser
    stopped and says its reason in plain words.

    Why: Nothing of the goal can be read, so it has no score and no page of its own.

    Fix: Look at the line and at the one above it. Most often a text holds `: ` or begins with a sign that YAML knows
    (put it in quotes), or a line is indented otherwise than its neighbours.

    Source: YAML 1.2; goal files are read strictly, because MkDocs alone would publish the broken block as text.
    """,
)

described_rule(
    "F102",
    "no-front-matter",
    Level.ERROR,
    """Finds Markdown files in the goals folder that don't begin with a line `---`.

    Why: Every Markdown file of the folder is a goal. One without front matter has no title, no time and no measure,
    and would silently be missing.

    Fix: Begin the file with a line `---`, the goal's keys and another line `---`. A file that is no goal is named
    `README.md`, or its name (or its folder's) begins with `_`.

    Source: The file format of this project.
    """,
)

described_rule(
    "F103",
    "unknown-key",
    Level.ERROR,
    """Finds keys that the file format does not have, in goal files and in `goals.yml`, and says which one was
    probably meant.

    Why: A misspelt key is not read: a `targt` of 5 would be no target at all, and nobody would notice.

    Fix: Write the key as the format names it. What the format has no key for belongs into the text below the front
    matter, or into `tags`.

    Source: The file format of this project; strictness as in the best checkers of YAML files (actionlint, cfn-lint).
    """,
)

described_rule(
    "F105",
    "missing-key",
    Level.ERROR,
    """Finds goals and key results that lack a key they need: `title` and `cycle` of an objective, `title` of a key
    result, a step, an initiative or a KPI.

    Why: Without a title nobody can name it, without a cycle nobody knows when it counts.

    Fix: Add the key. The title of an objective may also be the first `# heading` of the text.

    Source: The file format of this project.
    """,
)

described_rule(
    "F106",
    "duplicate-key",
    Level.ERROR,
    """Finds keys that are written twice in one place, and shows both.

    Why: Most readers of YAML take the last one and forget the first without a word.

    Fix: Keep one of the two.

    Source: YAML 1.2: keys are unique.
    """,
)

described_rule(
    "F107",
    "refused-yaml",
    Level.ERROR,
    """Finds what YAML allows and goal files do not: anchors and aliases, merge keys, tags, a second document, keys
    that are lists, more than 20 levels, more than 5,000 values, more than 256 KiB.

    Why: These hide what a goal says from the person who reads the pull request, and some of them have crashed the
    programs that read them.

    Fix: Write the values out. Long series of measurements belong into a CSV file that the KPI names with `data`.

    Source: YAML's alias bombs and PyYAML's crash at 30,000 nested brackets, both measured by this project.
    """,
)

described_rule(
    "F114",
    "bad-text",
    Level.ERROR,
    """Finds files that are not UTF-8, and characters that do not belong into a text: NUL and other control
    characters, and those that turn the direction of writing around. The same in the names of goal files, of their
    folders and of CSV files, and line breaks there: such a file is not read, and is shown under a name in which these
    characters are escapes, such as `\\xff` or `\\u202e`.

    Why: Such characters show a reviewer another text than the one that is published, and a name that holds them can
    steer the terminal that shows it.

    Fix: Save the file as UTF-8, and delete the character that is named; or rename the file or the folder, with
    letters, digits and hyphens.

    Source: CVE-2021-42574 ("Trojan Source") on texts that read otherwise than they are.
    """,
)


described_rule(
    "F104",
    "wrong-type",
    Level.ERROR,
    """Finds values of another kind than their key takes: a text where a number belongs, one value where a list
    belongs, a word that is none of those allowed; and levels and options in `goals.yml` that a rule does not have.

    Why: The value cannot be used, and guessing would turn it into another one.

    Fix: Write what the finding says; it has an example.

    Source: The file format of this project. YAML is read as YAML 1.2, so `yes`, `010` and `12:30` stay texts.
    """,
)

described_rule(
    "F108",
    "bad-id",
    Level.ERROR,
    """Finds ids that are no slug: lower-case letters, digits and single hyphens, at most 64 characters, and none of
    the names that Windows keeps for itself.

    Why: The id is the goal's address on the site and the name that other goals use. Capitals, spaces and accents
    break one or the other on some machine.

    Fix: Write the id that the finding proposes. A goal without `id` takes its file's name, so rename the file or
    write an `id`.

    Source: The file format of this project; names that every file system and every address can hold.
    """,
)

described_rule(
    "F109",
    "duplicate-id",
    Level.ERROR,
    """Finds two goals with one id, and two key results of one objective with one id, and shows both.

    Why: Only one of them can have the page, and a link to the id could mean either.

    Fix: Give the younger one an `id` of its own, or rename its file.

    Source: The file format of this project: ids are unique over the whole company.
    """,
)

described_rule(
    "F110",
    "unit-in-number",
    Level.ERROR,
    """Finds numbers that are written with their unit, such as `5%` or `$3`.

    Why: With its unit the value is a text, and a text cannot be scored.

    Fix: Write the bare number, and the unit once under `unit`.

    Source: The file format of this project: a number is a number.
    """,
)

described_rule(
    "F111",
    "bad-date",
    Level.ERROR,
    """Finds dates, cycles and periods that cannot be read or do not exist: `31.08.2024`, `2024-02-30`, `2024-Q5`.

    Why: Without its day the value stands nowhere in time. 3/4 is March in one country and April in the next.

    Fix: Write dates as year-month-day, cycles as `2024`, `2024-H1`, `2024-Q3`, `2024-07`, `2024-W31`, or as one of
    the company's own cycles.

    Source: ISO 8601; the calendar of this project.
    """,
)

described_rule(
    "F112",
    "bad-measurement-row",
    Level.ERROR,
    """Finds CSV files that are missing, that don't begin with the columns' names, and rows in them that cannot be
    read, each at its line.

    Why: The value of that period would be missing, or be another one.

    Fix: Begin the file with `period,value` or `period,value,note`, and write one period a row, with a point for
    decimals.

    Source: RFC 4180; the file format of this project.
    """,
)

described_rule(
    "F113",
    "several-measures",
    Level.ERROR,
    """Finds key results with two ways of measuring (`done` and `to`), and keys that do not fit theirs (`every`
    without `keep`, a value in the check-in of a milestone).

    Why: Each way has a score of its own, and nobody could say which one counts.

    Fix: Keep one way, or make two key results.

    Source: Perdoo's anatomy of a key result: one metric each; the file format of this project.
    """,
)


@rule("F115", "text-cut-by-comment", Level.WARNING)
def text_cut_by_comment(context: Context, report: Reporter) -> None:
    """Finds texts without quotes that go on behind ` #`, without a space behind the sign: `title: We are #1`.

    Why: For YAML a comment begins there, so the rest of the text is gone from every page.

    Fix: Put the text in quotes; write a space behind the `#` where a comment is meant.

    Source: YAML 1.2, 6.6: a comment begins with `#` behind white space.
    """
    for goal in context.goals:
        items: tuple[Goal | KeyResult, ...] = (goal, *(goal.key_results if isinstance(goal, Objective) else ()))
        for item in items:
            for key in _TEXTS:
                place = item.origin.values.get(key)
                cut = _cut_off(context.lines(place.path), place) if place else None
                if place and cut:
                    end = place._replace(column=place.end_column, end_column=place.end_column + len(cut))
                    report.at(
                        end,
                        f"the text ends before {quoted(cut.strip())}: for YAML this is a comment",
                        "put the text in quotes",
                        goal=goal.id,
                    )


_TEXTS = ("title", "reason", "note", "source", "definition", "unit")
_GOES_ON = re.compile(r"\s+#(?![\s#!]|goals:)[^\r\n]*")


def _cut_off(lines: Sequence[str], place: Place) -> str | None:
    """What stands behind an unquoted text on its line and looks like its rest."""
    if place.line != place.end_line or place.line > len(lines):
        return None
    line = lines[place.line - 1]
    match = _GOES_ON.match(line, place.end_column - 1)
    return match[0].rstrip() if match and line[place.column - 2 : place.column - 1] not in ("'", '"') else None
