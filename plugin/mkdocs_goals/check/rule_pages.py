"""The rules' pages, made from the rules themselves: `python -m mkdocs_goals.check.rule_pages docs/reference/rules`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from mkdocs_goals.check.examples import EXAMPLE_DAY, Example, examples_of, of_rule, run
from mkdocs_goals.check.fingerprint import SourceLines
from mkdocs_goals.check.registry import LETTERS, OWN_LETTER, RULES
from mkdocs_goals.check.report.full import finding_lines
from mkdocs_goals.check.rule import Rule
from mkdocs_goals.model.harmless import visible

_LANGUAGES = {".md": "markdown", ".yml": "yaml", ".csv": "text"}


def pages() -> Mapping[str, str]:
    """Every page by its file name: the index and one a rule."""
    return {"index.md": index(), **{f"{code.lower()}.md": page(rule) for code, rule in RULES.items()}}


def index() -> str:
    """The list of all rules, by letter."""
    lines = [_INTRODUCTION]
    for letter, word in LETTERS.items():
        if letter == OWN_LETTER:
            continue
        lines += [
            "",
            f"## {letter}: {word}",
            "",
            "| code | name | level | what it finds |",
            "| --- | --- | --- | --- |",
        ]
        lines += [_row(rule) for code, rule in RULES.items() if code.startswith(letter)]
    return "\n".join((*lines, "", _SOURCES)) + "\n"


_INTRODUCTION = """# Rules

What `goals check` looks for. The first letter of a code says what the rule guards; five of them are the letters of
SMART. Each page says what the rule finds, why it matters, how to fix it and where it comes from, and shows one goal
that it finds and one that it leaves alone. `goals rule CODE` prints the same page.

An **error** means that the goal cannot be read or scored, or that the site would be wrong or unsafe. A **warning**
means that the goal is weaker than it should be. An **info** is advice. How to change a level, silence a rule at one
place, or begin with goals that are older than the checker: [adopt the checker](../../how-to/adopt-the-checker.md)."""

_SOURCES = """## Sources

“The founding articles” are the five articles on OKRs and KPIs that this project began with, by their numbers (000 to
004). The other sources are named on each page."""


def _row(rule: Rule) -> str:
    return f"| [{rule.code}]({rule.code.lower()}.md) | {rule.name} | {rule.level} | {_first_sentence(rule.summary)} |"


def _first_sentence(text: str) -> str:
    """Up to the first full stop that ends a sentence, without its "Finds"; bars would end a table's cell."""
    sentence = text.split(". ")[0].removesuffix(".").removeprefix("Finds ")
    return sentence.replace("|", "\\|")


def page(rule: Rule) -> str:
    """One rule's page, with what the checker really prints."""
    return "\n".join(_page(rule)) + "\n"


def _page(rule: Rule) -> Iterator[str]:
    described, examples = rule.documentation, examples_of(rule.code)
    yield from (f"# {rule.code}: {rule.name}", "", _facts(rule), "", described.what)
    yield from ("", "## Why", "", described.why, "", "## How to fix", "", described.fix)
    if rule.options:
        yield from _options(rule)
    yield from ("", "## A goal that it finds", "")
    yield from _files(examples.fires)
    day = "" if examples.fires.as_of == EXAMPLE_DAY and rule.code[0] not in "TA" else f", as of {examples.fires.as_of}"
    yield from ("", f"`goals check` says{day}:", "", "```text", *_printed(examples.fires, rule.code), "```")
    yield from ("", "## A goal that it leaves alone", "")
    yield from _files(examples.silent)
    yield from ("", "## Source", "", described.source, "", "## Silence it", "", *_how_to_silence(rule))


def _facts(rule: Rule) -> str:
    return f"**{rule.level}** · {LETTERS[rule.code[0]]}"


def _options(rule: Rule) -> Iterator[str]:
    yield from ("", "## Options", "", "| option | default | meaning |", "| --- | --- | --- |")
    for option in rule.options:
        yield f"| `{option.name}` | {option.default} | {option.meaning} |"
    values = ", ".join(f"{option.name}: {option.default}" for option in rule.options)
    yield from ("", '```yaml title="goals/goals.yml"', "rules:", f"  {rule.code}: {{{values}}}", "```")


def _files(example: Example) -> Iterator[str]:
    for number, (path, text) in enumerate(example.files.items()):
        if number:
            yield ""
        yield f'```{_LANGUAGES[Path(path).suffix]} title="{path}"'
        yield from (visible(line) for line in text.rstrip("\n").split("\n"))
        yield "```"


def _printed(example: Example, code: str) -> Iterator[str]:
    report = run(example)
    files = SourceLines(report.texts)
    for number, finding in enumerate(of_rule(report, code)):
        if number:
            yield ""
        for line in finding_lines(finding, files):
            yield "".join(span.text for span in line).rstrip()


def _how_to_silence(rule: Rule) -> Iterator[str]:
    if rule.can_be_ignored:
        yield "To silence it at one place, say why, at the end of the line or on the line above:"
        yield from ("", "```yaml", f"# goals: ignore[{rule.code}] the reason", "```", "")
        yield "For the whole company, or for some folders, set its level in `goals.yml`:"
    else:
        yield "No comment in a goal can hide it. Its level can be set in `goals.yml`, which is reviewed:"
    other = "off" if rule.level == "info" else "info"
    yield from ("", '```yaml title="goals/goals.yml"', "rules:", f"  {rule.code}: {other}", "```")


def main(folder: Path) -> None:
    """Write every page, and delete pages of rules that are gone."""
    folder.mkdir(parents=True, exist_ok=True)
    written = pages()
    for name, text in written.items():
        (folder / name).write_text(text, "utf-8", newline="\n")
    for file in folder.glob("*.md"):
        if file.name not in written:
            file.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
