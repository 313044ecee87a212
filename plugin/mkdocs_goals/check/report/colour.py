"""The full report in colours, for a terminal that has them. What goals say is never read as markup."""

from __future__ import annotations

from collections.abc import Iterator

from rich.style import Style
from rich.text import Text

from mkdocs_goals.check.report import Report
from mkdocs_goals.check.report.full import StyledText, lines
from mkdocs_goals.model.harmless import visible

_STYLES = {
    "": Style(),
    "error": Style(color="red", bold=True),
    "warning": Style(color="yellow", bold=True),
    "info": Style(color="cyan", bold=True),
    "frame": Style(color="blue", bold=True),
    "bold": Style(bold=True),
    "dim": Style(dim=True),
}


def coloured(report: Report) -> Iterator[Text]:
    """Every line of the full report."""
    for line in lines(report):
        yield Text.assemble(*((span.text, _style(span)) for span in line))


def _style(span: StyledText) -> Style:
    style = _STYLES[span.style]
    return style + Style(link=visible(span.link)) if span.link else style
