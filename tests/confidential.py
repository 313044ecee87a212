"""A company in which everything that is for the board speaks of herons, in every field and broken in every way."""

from __future__ import annotations

from tests.project import goal

CANARIES = ("heron", "77177")
"""Words and numbers that no reader outside the board may find anywhere."""

ORGANISATION = """company: Lotus
audiences: [board]
teams:
  sales: {name: Sales}
  heron-team: {name: Heron team, parent: sales, audience: board, lead: linh}
  below-heron: {name: Below the Heron team, parent: heron-team}
people:
  linh: {name: Linh Tran, team: sales}
  heron-person: {name: Heron Person, team: heron-team, audience: board}
"""

FULL = """title: Heron takeover
cycle: 2024-Q3
audience: board
team: sales
owner: linh
contributors: [heron-person]
commitment: committed
state: closed
reason: Heron reason
supports: [grow]
weight: 77177
tags: [heron-tag]
links: [{title: Heron link, url: "https://heron.example/"}]
initiatives: [{title: Heron initiative, owner: linh, link: "https://heron.example/do"}]
check_ins: {2024-08-01: {note: Heron remark, confidence: 3, by: heron-person}}
closed: {date: 2024-08-02, outcome: missed, score: 0.1, learning: Heron learning}
key_results:
  - title: Heron price
    from: 1
    to: 77177
    unit: heron
    source: Heron source
    note: Heron note
    check_ins: {2024-08-01: {value: 77177, note: Heron said}}
"""

PUBLIC = """title: Grow
cycle: 2024-Q3
owner: heron-person
contributors: [linh, heron-person]
supports: [heron, partly/heron-share]
continues: heron
initiatives: [{title: Sell, owner: heron-person}]
check_ins: {2024-08-01: {note: going well, by: heron-person}}
key_results:
  - {title: Customers, from: 0, to: 10, owner: heron-person, check_ins: {2024-08-01: {value: 4, by: heron-person}}}
  - {title: Measured by a secret, kpi: heron-kpi, from: 0, to: 5}
  - {title: Measured by what comes of it, kpi: computed, from: 0, to: 5}
  - {title: Delegated, objective: heron}
"""

PARTLY = """title: Partly
cycle: 2024-Q3
team: sales
owner: linh
key_results:
  - title: Heron share    # heron comment
    audience: board
    to: 77177
    note: |
      Heron note
      over lines
    check_ins:
      2024-08-01: 77177
  - title: Seen
    to: 2
    check_ins: {2024-08-01: 1}
  - {title: Heron inline, audience: board, to: 77177}
"""

BROKEN: dict[str, bytes] = {
    "not-closed": b"---\ntitle: Heron\naudience: board\nkey: [\n---\nheron\n",
    "no-front-matter": b"Heron\naudience: board\n",
    "never-ends": b"---\ntitle: Heron\naudience: board\n",
    "mistyped": b"---\ntitle: Heron\ncycle: 2024-Q3\naudiance: board\n---\nheron\n",
    "capital": b"---\ntitle: Heron\ncycle: 2024-Q3\nAudience: board\n---\nheron\n",
    "plural": b"---\ntitle: Heron\ncycle: 2024-Q3\naudiences: [board]\n---\nheron\n",
    "other-word": b"---\ntitle: Heron\ncycle: 2024-Q3\nconfidential: true\n---\nheron\n",
    "cyrillic": "---\ntitle: Heron\ncycle: 2024-Q3\naudiеnce: board\n---\nheron\n".encode(),
    "quoted-space": b'---\ntitle: Heron\ncycle: 2024-Q3\n"audience ": board\n---\nheron\n',
    "escaped": b'---\ntitle: Heron\ncycle: 2024-Q3\n"\\x61udience": board\n---\nheron\n',
    "escaped-broken": b'---\ntitle: Heron\ncycle: 2024-Q3\n"\\x61udience": board\nkey: [\n---\nheron\n',
    "twice": b"---\ntitle: Heron\ncycle: 2024-Q3\naudience: company\naudience: board\n---\nheron\n",
    "a-list": b"---\ntitle: Heron\ncycle: 2024-Q3\naudience: [board]\n---\nheron\n",
    "a-mapping": b"---\ntitle: Heron\ncycle: 2024-Q3\naudience: {board: true}\n---\nheron\n",
    "nothing": b"---\ntitle: Heron\ncycle: 2024-Q3\naudience:\n---\nheron\n",
    "unknown": b"---\ntitle: Heron\ncycle: 2024-Q3\naudience: bord\n---\nheron\n",
    "wrong-case": b"---\ntitle: Heron\ncycle: 2024-Q3\naudience: Board\n---\nheron\n",
    "wrong-level": b"---\ntitle: Heron\ncycle: 2024-Q3\nclosed: {audience: board}\n---\nheron\n",
    "too-deep": b"---\ntitle: Heron\ncycle: 2024-Q3\nkey_results: [{title: Heron, steps: [{audience: board}]}]\n---\n",
    "indented": b"---\ntitle: Heron\n  audience: board\ncycle: 2024-Q3\n---\nheron\n",
    "no-space": b"---\ntitle: Heron\ncycle: 2024-Q3\naudience:board\n---\nheron\n",
    "folded": b"---\ntitle: Heron\n  audience:board\ncycle: 2024-Q3\n---\nheron\n",
    "tagged": b"---\ntitle: Heron\ncycle: 2024-Q3\naudience: !!str board\n---\nheron\n",
    "anchored": b"---\ntitle: Heron\ncycle: 2024-Q3\naudience: &who board\ntags: [*who]\n---\nheron\n",
    "merged": b"---\ntitle: Heron\ncycle: 2024-Q3\n<<: {audience: board}\n---\nheron\n",
    "complex-key": b"---\ntitle: Heron\ncycle: 2024-Q3\n? [audience]\n: board\n---\nheron\n",
    "control": b"---\ntitle: Heron\ncycle: 2024-Q3\naudi\x01ence: board\n---\nheron\n",
    "latin-1": "---\ntitle: Heron é\ncycle: 2024-Q3\naudience: board\n---\nheron\n".encode("latin-1"),
    "utf-16": "---\ntitle: Heron\ncycle: 2024-Q3\naudience: board\n---\nheron\n".encode("utf-16"),
    "too-large": b"---\ntitle: Heron\ncycle: 2024-Q3\naudience: board\n---\n" + b"heron " * 50_000,
    "no-cycle": b"---\ntitle: Heron\naudience: board\n---\nheron\n",
    "wrong-type": b"---\ntype: heron\ntitle: Heron\naudience: board\n---\nheron\n",
    "bad-part": b"---\ntitle: H\ncycle: 2024-Q3\nkey_results: [{title: Heron, audience: board, to: 77177 EUR}]\n---\n",
    "second-document": b"---\ntitle: Heron\n--- \naudience: board\n---\nheron\n",
    "closed-early": b"---\ntitle: Heron\ncycle: 2024-Q3\n---\naudience: board\n---\nheron\n",
    "team-of-theirs": b"---\ntitle: Heron\ncycle: 2024-Q3\nteam: heron-team\n---\nheron\n",
    "team-below": b"---\ntitle: Heron\ncycle: 2024-Q3\nteam: below-heron\n---\nheron\n",
    "team-mistyped": b"---\ntitle: Heron\ncycle: 2024-Q3\nteam: heron-teem\n---\nheron\n",
    "broken-kpi": b"---\ntype: kpi\ntitle: H\naudience: board\ntarget: 5 EUR\nmeasurements: {2024-07: 77177}\n---\n",
}


def board_files() -> dict[str, str | bytes]:
    """The whole project: path → content. Goals that everyone may read are `grow`, `partly`, `computed`, `open-kpi`."""
    files: dict[str, str | bytes] = {
        "goals/goals.yml": ORGANISATION,
        "goals/heron.md": goal(FULL, "\nHeron prose ![Heron](heron.png) ![Heron](sub/heron.png) [Heron](partly.md)\n"),
        "goals/heron.png": b"\x89PNG heron",
        "goals/sub/heron.png": b"heron",
        "goals/heron-kpi.md": goal(
            "type: kpi\ntitle: Heron number\naudience: board\ndefinition: Heron definition\nunit: heron\n"
            "target: 77177\nbenchmark: {value: 77177, source: Heron}\ndata: heron.csv"
        ),
        "goals/heron.csv": "period,value,note\n2024-07,77177,heron\n",
        "goals/grow.md": goal(PUBLIC, "\nWe grow.\n"),
        "goals/partly.md": goal(PARTLY),
        "goals/computed.md": goal("type: kpi\ntitle: Computed\nformula: '{heron-kpi} + {heron-broken-kpi}'\ntarget: 5"),
        "goals/further.md": goal("type: kpi\ntitle: Computed again\nformula: '{computed} * 2'\nparent: heron-kpi"),
        "goals/open-kpi.md": goal("type: kpi\ntitle: Open\nparent: heron-kpi\nsupports: [heron]\ndata: open.csv"),
        "goals/open.csv": "period,value\n2024-07,1\n",
        "goals/one/taken.md": goal("title: Taken by everyone\ncycle: 2024-Q3\nid: taken\ntags: [heron]"),
        "goals/two/taken.md": goal("title: Heron\ncycle: 2024-Q3\nid: taken\naudience: board"),
    }
    files |= {f"goals/heron-{name}.md": content for name, content in BROKEN.items()}
    return files
