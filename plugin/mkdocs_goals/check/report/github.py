"""GitHub's workflow commands: annotations on the lines of a pull request.

GitHub shows ten annotations of a level a step, fifty a job, and drops the rest without a word. So the worst come
first, those in changed files before the others, and what is beyond ten stands in the log, which says so.
"""

from __future__ import annotations

from mkdocs_goals.check.finding import Finding, Level
from mkdocs_goals.check.report import Report
from mkdocs_goals.check.report.wording import notes, one_line, page_of, summary
from mkdocs_goals.model.harmless import visible
from mkdocs_goals.model.spelling import counted

MOST_ANNOTATIONS = 10
_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}


def render(report: Report) -> str:
    ordered = report.worst_first()
    lines = [_annotation(finding) for finding in ordered[:MOST_ANNOTATIONS]]
    rest = ordered[MOST_ANNOTATIONS:]
    if rest:
        lines += [
            f"::group::{counted(len(rest), 'more finding')} in the log",
            *map(one_line, rest),
            "::endgroup::",
        ]
    return "\n".join((*lines, summary(report), *notes(report))) + "\n"


def _annotation(finding: Finding) -> str:
    place = finding.place
    properties = {
        "file": place.path,
        "line": place.line,
        "endLine": place.end_line,
        "title": f"{finding.code} {finding.name}",
    }
    if place.line == place.end_line:
        properties |= {"col": place.column, "endColumn": place.end_column}
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    message = filter(None, (finding.message, finding.help and f"help: {finding.help}", page_of(finding)))
    return f"::{_COMMANDS[finding.level]} {written}::{'%0A'.join(map(_data, message))}"


def _data(text: str) -> str:
    """One line of a command's text, percent-encoded as GitHub's toolkit does it."""
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
