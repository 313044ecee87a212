"""F, the file itself: what keeps a file, or a key in it, from being read at all. Reading finds these."""

from __future__ import annotations

from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.rule import described_rule

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
    fires="""
        ---
        title: Grow sales: online first
        cycle: 2024-Q3
        ---
        """,
    silent="""
        ---
        title: "Grow sales: online first"
        cycle: 2024-Q3
        ---
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
    fires="""
        # Customers come back

        We want them to order again.
        """,
    silent="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        ---
        We want them to order again.
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
    fires="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        onwer: linh
        ---
        """,
    silent="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        owner: linh
        ---
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
    fires="""
        ---
        title: Customers come back
        owner: linh
        ---
        """,
    silent="""
        ---
        cycle: 2024-Q3
        owner: linh
        ---
        # Customers come back
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
    fires="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        owner: linh
        owner: minh
        ---
        """,
    silent="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        owner: linh
        contributors: [minh]
        ---
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
    fires="""
        ---
        title: Customers come back
        cycle: &now 2024-Q3
        ---
        """,
    silent="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        ---
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
    fires="""
        ---
        title: Customers \u202ekcab emoc
        cycle: 2024-Q3
        ---
        """,
    silent="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        ---
        """,
)
