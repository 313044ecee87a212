"""Every example on a written page is as the page says: see `examples.py`."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.docs.blocks import own_pages, shown
from tests.docs.examples import not_run, outputs_of


@pytest.mark.parametrize("page", own_pages(), ids=shown)
def test_examples(page: Path) -> None:
    for block, output in outputs_of(page):
        assert block.text == output, f"{block.where}; `python -m tests.docs` writes what the software says"


@pytest.mark.parametrize("page", [page for page in own_pages() if not_run(page)], ids=shown)
def test_says_what_is_not_run(page: Path) -> None:
    """No example is left out in silence: the reasons are printed with the test's own skip."""
    pytest.skip("; ".join(not_run(page)))
