"""`goals rule`: the list of rules, and each rule's page."""

from __future__ import annotations

import click

from mkdocs_goals.check.registry import LETTERS, OWN_LETTER, RULES
from mkdocs_goals.check.rule import Rule
from mkdocs_goals.cli import terminal
from mkdocs_goals.model.spelling import nearest


def rule_named(name: str) -> Rule:
    """The rule of a code or a name, in any case. Raises UsageError with the nearest one."""
    wanted = name.strip()
    names = {rule.name: rule for rule in RULES.values()}
    found = RULES.get(wanted.upper()) or names.get(wanted.lower())
    if found is None:
        close = nearest(wanted.upper(), RULES) or nearest(wanted, names)
        hint = f"; did you mean {close}?" if close else "; `goals rule` lists all"
        if wanted.upper().startswith(OWN_LETTER):
            hint = ": the company's own rules are explained on its site, on the page of the rules"
        raise click.UsageError(f"there is no rule `{wanted}`{hint}")
    return found


def print_page(rule: Rule) -> None:
    """Print a rule's page: as Markdown, and laid out where a terminal reads along."""
    from mkdocs_goals.check.rule_pages import page

    text = page(rule)
    console = terminal.console()
    if console.is_terminal and not console.is_dumb_terminal:
        from rich.markdown import Markdown

        console.print(Markdown(text))
    else:
        terminal.document(text)


@click.command("rule", short_help="List the rules, or print a rule's page.")
@click.argument("code", required=False)
def rule_command(code: str | None) -> None:
    """Print the page of a rule, by its CODE or its name; without one, list all rules."""
    if code:
        print_page(rule_named(code))
        return
    width = max(len(rule.name) for rule in RULES.values())
    for letter, word in LETTERS.items():
        rules = [rule for rule in RULES.values() if rule.code.startswith(letter)]
        if rules:
            terminal.line("")
            terminal.line(f"{letter}: {word}")
        for rule in rules:
            terminal.line(f"  {rule.code}  {rule.name:<{width}}  {rule.level}")
