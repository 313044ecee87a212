"""A page's content hangs on the site's data and the page alone: not on what was made before, nor on the process."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.publish.sample import sample_site

from mkdocs_goals.publish.links import Links
from mkdocs_goals.publish.page import SitePage
from mkdocs_goals.publish.site import Rendered, Site

_site: Site | None = None
"""The site of the processes that make pages: they are forks of this one."""


def made(address: str) -> Rendered:
    assert _site is not None
    return _site.render(_site.page_at[address], Links(address))


def all_of(site: Site, pages: Iterable[SitePage]) -> dict[str, Rendered]:
    return {page.address: site.render(page, Links(page.address)) for page in pages}


def test_in_any_order(tmp_path: Path) -> None:
    first, second = sample_site(tmp_path), sample_site(tmp_path)
    forwards, backwards = all_of(first, first.pages), all_of(second, reversed(second.pages))
    assert forwards == backwards
    assert all_of(first, first.pages) == forwards


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="this system does not fork")
def test_in_any_process(tmp_path: Path) -> None:
    global _site
    _site = sample_site(tmp_path)
    addresses = [page.address for page in _site.pages]
    with multiprocessing.get_context("fork").Pool(2) as pool:
        elsewhere = dict(zip(addresses, pool.map(made, addresses, chunksize=3), strict=True))
    assert elsewhere == all_of(_site, _site.pages)
