"""Titles in cards: lines that fit, cut at places where a reader would cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_goals.draw.text import ELLIPSIS, text_width, wrapped


def test_words_stay_whole() -> None:
    assert wrapped("Increase sales in the third quarter of 2024", 150, 12, 3) == (
        "Increase sales in the",
        "third quarter of 2024",
    )


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    lines = wrapped("one two three four five six seven eight nine ten", 60, 12, 2)
    assert len(lines) == 2
    assert lines[-1].endswith(ELLIPSIS)


def test_wide_characters_count_double_and_break_anywhere_but_before_punctuation() -> None:
    title = "顧客満足度を九十点以上に保ち、全国の店舗で信頼されるブランドになる。"
    lines = wrapped(title, 174, 12.5, 5)
    assert "".join(lines) == title
    assert len(lines) == 3
    assert not any(line[0] in "、。" for line in lines)


def test_a_word_longer_than_a_line_is_cut() -> None:
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    lines = wrapped(word, 174, 12.5, 9)
    assert "".join(lines) == word
    assert len(lines) > 2


def test_marks_and_joined_emoji_stay_with_their_character() -> None:
    family = "👩\u200d👩\u200d👧\u200d👦"
    lines = wrapped(family * 12, 60, 12, 30)
    assert all(len(line) % len(family) == 0 for line in lines)
    assert wrapped("e\u0301" * 40, 60, 12, 9)[1][0] == "e"


def test_empty_and_blank_texts_have_no_lines() -> None:
    assert wrapped("", 100, 12, 3) == ()
    assert wrapped(" \t\n ", 100, 12, 3) == ()


@pytest.mark.parametrize(("narrow", "wide"), [("illicit", "MMWWMMW"), ("abc", "顧客満"), ("e", "ee")])
def test_wider_texts_are_wider(narrow: str, wide: str) -> None:
    assert text_width(narrow, 12) < text_width(wide, 12)


def test_marks_have_no_width() -> None:
    assert text_width("e\u0301\u200d", 12) == text_width("e", 12)


@given(st.text(max_size=200), st.integers(1, 4))
def test_any_text_becomes_lines_that_fit(text: str, most: int) -> None:
    lines = wrapped(text, 174, 12.5, most)
    assert len(lines) <= most
    assert all(line and line == line.rstrip() for line in lines)
    assert all(text_width(line, 12.5) <= 174 + 0.01 for line in lines)
