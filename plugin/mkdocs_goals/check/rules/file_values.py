"""F, the file itself: values that are not what their key takes. Reading finds these."""

from __future__ import annotations

from mkdocs_goals.check.finding import Level
from mkdocs_goals.check.rule import described_rule

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
    fires="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        key_results:
          - title: Customers who order a second time
            unit: "%"
            from: eighteen
            to: 25
        ---
        """,
    silent="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        key_results:
          - title: Customers who order a second time
            unit: "%"
            from: 18
            to: 25
        ---
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
    fires="""
        ---
        id: Customers Come Back
        title: Customers come back
        cycle: 2024-Q3
        ---
        """,
    silent="""
        ---
        id: customers-come-back
        title: Customers come back
        cycle: 2024-Q3
        ---
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
    fires="""
        == goals/sales/customers-come-back.md
        ---
        title: Customers come back
        cycle: 2024-Q3
        ---
        == goals/shops/customers-come-back.md
        ---
        title: Customers come back to the shops
        cycle: 2024-Q3
        ---
        """,
    silent="""
        == goals/sales/customers-come-back.md
        ---
        title: Customers come back
        cycle: 2024-Q3
        ---
        == goals/shops/customers-come-back.md
        ---
        id: customers-come-back-to-the-shops
        title: Customers come back to the shops
        cycle: 2024-Q3
        ---
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
    fires="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        key_results:
          - title: Customers who order a second time
            from: 18%
            to: 25%
        ---
        """,
    silent="""
        ---
        title: Customers come back
        cycle: 2024-Q3
        key_results:
          - title: Customers who order a second time
            unit: "%"
            from: 18
            to: 25
        ---
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
    fires="""
        ---
        title: Customers come back
        cycle: 2024-Q5
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
    fires="""
        == goals/visits.md
        ---
        type: kpi
        title: Visits
        data: visits.csv
        ---
        == goals/visits.csv
        period,value
        2024-06,18200
        2024-07,about 19000
        """,
    silent="""
        == goals/visits.md
        ---
        type: kpi
        title: Visits
        data: visits.csv
        ---
        == goals/visits.csv
        period,value,note
        2024-06,18200,
        2024-07,19000,counted by hand
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
    fires="""
        ---
        title: Paying is a matter of seconds
        cycle: 2024-Q3
        key_results:
          - title: New checkout
            done: false
            from: 61
            to: 75
        ---
        """,
    silent="""
        ---
        title: Paying is a matter of seconds
        cycle: 2024-Q3
        key_results:
          - title: New checkout is live
            done: false
          - title: Checkouts that end in an order
            unit: "%"
            from: 61
            to: 75
        ---
        """,
)
