"""Every rule: its contract, its two examples, its page."""

from __future__ import annotations

from pathlib import Path

import pytest

import mkdocs_goals.check.rules
from mkdocs_goals.check import RULES, Level, Rule
from mkdocs_goals.check.examples import examples_of, of_rule, run
from mkdocs_goals.check.registry import LETTERS
from mkdocs_goals.check.rule_pages import pages

EXAMPLES = Path(mkdocs_goals.check.rules.__file__).parent / "examples"
PAGES = Path(__file__).parents[2] / "docs" / "reference" / "rules"

CONTRACT = """
F101 unreadable-front-matter E, F102 no-front-matter E, F103 unknown-key E, F104 wrong-type E, F105 missing-key E,
F106 duplicate-key E, F107 refused-yaml E, F108 bad-id E, F109 duplicate-id E, F110 unit-in-number E, F111 bad-date E,
F112 bad-measurement-row E, F113 several-measures E, F114 bad-text E, F115 text-cut-by-comment W,
S101 long-title W, S102 number-in-objective I, S103 business-as-usual W, S104 activity-word W,
S105 output-without-outcome I, S106 vague-word I, S107 two-in-one I, S108 same-title W, S109 empty-words I,
M101 no-key-results E, M102 no-measure W, M103 target-missing E, M104 baseline-missing W, M105 baseline-equals-target E,
M106 number-disagrees W, M107 no-unit I, M108 key-result-count W, M109 mostly-milestones W, M110 vanity-metric I,
M111 direction-disagrees W, M112 no-source I, M113 amount-but-not-measured W,
M114 task-dressed-as-number I, M115 same-metric-twice W, M116 volume-without-guardrail I,
A101 no-owner W, A102 unknown-person W, A103 unknown-team W, A104 too-many-objectives W, A105 too-easy I,
A106 missed-without-learning W, A107 too-many-kpis I, A109 overloaded-owner I,
R101 dangling-link E, R102 alignment-loop E, R103 supports-nothing W, R104 cycle-outside-parent W,
R105 unsupported-company-goal I, R106 supports-an-ended-goal W, R107 copied-from-parent I, R108 unused-kpi I,
R109 carried-from-elsewhere W,
T101 due-outside-cycle W, T102 stale W, T103 never-checked-in W, T104 check-in-in-the-future W,
T105 check-in-outside-time I, T106 not-closed W, T107 no-reason W, T108 measurement-overdue W,
T109 confidence-disagrees I, T110 reversed-time E, T111 date-in-title-outside W,
K101 no-target W, K102 limits-out-of-order E, K103 formula-error E, K104 formula-loop E, K105 word-not-in-scale E,
K106 two-sources E, K107 no-definition I, K108 flow-or-stock W,
X101 raw-html W, X102 unsafe-link E, X103 path-outside E, X104 prose-not-rendered E, X105 unknown-audience E,
X106 public-uses-confidential W,
U101 unused-ignore W
"""
LEVELS = {"E": Level.ERROR, "W": Level.WARNING, "I": Level.INFO}

every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)


def test_rules_are_those_of_the_contract() -> None:
    promised = [line.split() for line in CONTRACT.replace("\n", " ").split(",")]
    assert {(code, name, LEVELS[level]) for code, name, level in promised} == {
        (rule.code, rule.name, rule.level) for rule in RULES.values()
    }


@every_rule
def test_example_fires(rule: Rule) -> None:
    assert of_rule(run(examples_of(rule.code).fires), rule.code).items


@every_rule
def test_example_stays_silent(rule: Rule) -> None:
    assert not of_rule(run(examples_of(rule.code).silent), rule.code).items


@every_rule
def test_example_is_no_other_error(rule: Rule) -> None:
    """An author who copies an example gets nothing but what it shows; a goal without key results is said by M101."""
    examples = examples_of(rule.code)
    for example in (examples.fires, examples.silent):
        others = [f.code for f in run(example).findings if f.level is Level.ERROR and f.code not in (rule.code, "M101")]
        assert not others


def test_every_example_belongs_to_a_rule() -> None:
    assert {file.stem for file in EXAMPLES.glob("*.md")} == set(RULES)


@every_rule
def test_is_documented(rule: Rule) -> None:
    described = rule.documentation
    assert described.what.startswith("Finds ")
    for part in (described.what, described.why, described.fix, described.source):
        assert part.endswith((".", ")"))
    assert rule.code[0] in LETTERS


@every_rule
def test_messages_are_in_the_house_style(rule: Rule) -> None:
    """Lower case, no full stop, no blame, and what to do."""
    for finding in of_rule(run(examples_of(rule.code).fires), rule.code):
        assert not finding.message.endswith(".")
        assert finding.message[0] in "`" or not finding.message[0].isalpha() or finding.message[0].islower()
        assert finding.help
        assert not finding.help.endswith(".")
        assert "you " not in finding.message


@pytest.mark.parametrize(("name", "text"), pages().items(), ids=pages())
def test_page_is_up_to_date(name: str, text: str) -> None:
    assert (PAGES / name).read_text("utf-8") == text, (
        "run `python -m mkdocs_goals.check.rule_pages docs/reference/rules`"
    )


def test_no_page_without_rule() -> None:
    assert {file.name for file in PAGES.glob("*.md")} == set(pages())
