"""Pictures are laid out before anybody knows the reader's font: what is assumed must hold in the widest one."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from mkdocs_goals.draw.text import BOLD, text_width

TEXTS = [
    "Increase sales in the third quarter of 2024",
    "WARUM MÖGEN WIR GROSSBUCHSTABEN?",
    "Donaudampfschifffahrtsgesellschaftskapitän",
    "Zażółć gęślą jaźń, Příliš žluťoučký kůň",
    "Щедрый жених вышел из дома",
    "Η γρήγορη αλεπού πηδά πάνω",
    "1,234,567.89 % of €40 – 50 “quoted” (in brackets) [x] & more @ #1",
    "illicit little lilies till July: if it is, it is",
    "■ Off track ▲ At risk ● On track ★ Achieved",
    "Quality and Maintenance · Q3 2024",
]
FONTS = ["DejaVu Sans", "Verdana", "Roboto", "Arial", "Noto Sans", "Segoe UI", "Helvetica", "sans-serif"]
"""Those that a machine lacks are replaced by its default."""

MEASURE = """([text, font, weight]) => {
    const context = document.createElement("canvas").getContext("2d");
    context.font = `${weight} 100px "${font}", sans-serif`;
    return context.measureText(text).width / 100;
}"""


@pytest.mark.parametrize(("weight", "wider"), [(400, 1.0), (700, BOLD)])
def test_no_text_is_wider_than_assumed(browser: Browser, weight: int, wider: float) -> None:
    page = browser.new_page()
    found = {
        (text, font): width
        for text in TEXTS
        for font in FONTS
        if (width := page.evaluate(MEASURE, [text, font, weight])) > text_width(text, wider)
    }
    page.close()
    assert found == {}
