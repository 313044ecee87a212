"""Addresses and relative URLs, in both of MkDocs' styles."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_goals.publish.links import Links, html_path, source_path


@pytest.mark.parametrize(
    ("current", "address", "directory", "file"),
    [
        ("", "", "./", "index.html"),
        ("", "goals/", "goals/", "goals/index.html"),
        ("", "goals/x/", "goals/x/", "goals/x.html"),
        ("goals/", "", "../", "../index.html"),
        ("goals/", "goals/", "./", "index.html"),
        ("goals/", "goals/x/", "x/", "x.html"),
        ("goals/x/", "goals/y/", "../y/", "y.html"),
        ("goals/x/", "goals/", "../", "index.html"),
        ("goals/x/", "teams/sales/", "../../teams/sales/", "../teams/sales.html"),
        ("alignment/2024-Q3/sales/", "alignment/2024-Q3/", "../", "../2024-Q3.html"),
    ],
)
def test_relative_urls(current: str, address: str, directory: str, file: str) -> None:
    assert Links(current)(address) == directory
    assert Links(current, directory_urls=False)(address) == file


def test_anchor_and_query() -> None:
    assert Links("goals/x/")("goals/", "a", "team=sales") == "../?team=sales#a"
    assert Links("goals/x/").file("goals.csv") == "../../goals.csv"


SEGMENT = st.sampled_from(["goals", "teams", "a", "b", "2024-Q3"])
ADDRESS = st.lists(SEGMENT, max_size=4).map(lambda segments: "".join(f"{segment}/" for segment in segments))


@given(ADDRESS, ADDRESS)
def test_a_link_leads_where_it_says(current: str, address: str) -> None:
    reached = posixpath.normpath(posixpath.join("/" + current, Links(current)(address)))
    assert reached == posixpath.normpath("/" + address)
    folder = posixpath.dirname("/" + html_path(current))
    assert posixpath.normpath(posixpath.join(folder, Links(current, False)(address))) == "/" + html_path(address)


@given(st.lists(ADDRESS, unique=True))
def test_no_two_addresses_share_a_file(addresses: list[str]) -> None:
    assert len({source_path(address) for address in addresses}) == len(addresses)
