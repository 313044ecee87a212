"""What may be printed: every escape by hand, and the laws by Hypothesis."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.hostile import TEXT, obeyed

from mkdocs_goals.model.harmless import (
    json_text,
    markdown_text,
    names_a_file,
    spelled,
    visible,
    visible_lines,
    what_no_name_holds,
)

ANY_TEXT = st.text(
    st.one_of(
        st.sampled_from("#[]:vso \n\r\t\x1b\x07\x85\u2028\u202e\u200b\u200d\u200e\ufe0f\udcff\\@!`é👩"),
        st.characters(),
        st.characters(categories=["Cs"]),
    )
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb\x07\x7f", r"a\x1b[31mb\x07\x7f"),
        ("one\rtwo", r"one\x0dtwo"),
        ("one\r\ntwo\nthree\tfour", "one two three    four"),
        ("\x9b31m \x85", r"\u009b31m \u0085"),
        ("a\u202eb\u2066c\u200fd\u2028e", r"a\u202eb\u2066c\u200fd\u2028e"),
        ("caf\udce9", r"caf\xe9"),
        ("zero\u200bwidth \ufeff \u00ad", r"zero\u200bwidth \ufeff \u00ad"),
        ("tag \U000e0041", r"tag \U000e0041"),
        ("::error::x", r"\x3a:error::x"),
        ("  ::error::x", r"  \x3a:error::x"),
        ("words ::error::x", r"words \x3a:error::x"),
        ("a::b and std::string: fine", "a::b and std::string: fine"),
        ("x ##[error]y", r"x \x23#[error]y"),
        ("x###vso[task.complete]y", r"x#\x23#vso[task.complete]y"),
        ("##VSO[x] ##teamcity[x]", r"\x23#VSO[x] \x23#teamcity[x]"),
        ("## heading [link] #[x] # #", "## heading [link] #[x] # #"),
        # .NET may pass over these where it looks for a command.
        ("\ufe0f::error::x", "\ufe0f\\x3a:error::x"),
        ("#\ufe0f#[error]", "\\x23\ufe0f#[error]"),
        (":\u200d:error::x", r":\u200d:error::x"),
        # Words and emoji that need their joiners keep them.
        ("👩\u200d💻 می\u200cخواهم", "👩\u200d💻 می\u200cخواهم"),
        ("a\u200db", r"a\u200db"),
        ("日本 größer – 5 % ✓", "日本 größer – 5 % ✓"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_lines_keep_their_ends() -> None:
    assert visible_lines("+a\tb\n ::x::y\n\rz\r\n") == "+a\tb\n \\x3a:x::y\n\\x0dz\\x0d\n"


@settings(deadline=None)
@given(ANY_TEXT)
def test_nothing_that_is_visible_is_obeyed(text: str) -> None:
    shown = visible(text)
    assert list(obeyed(shown)) == []
    assert "\n" not in shown
    assert visible(shown) == shown
    shown.encode("utf-8")


@settings(deadline=None)
@given(ANY_TEXT)
def test_json_keeps_its_value_and_is_harmless(text: str) -> None:
    value = {text: [text, {"": text}]}
    for indent in (None, 2):
        written = json_text(value, indent)
        assert json.loads(written) == value
        assert list(obeyed(written)) == []
        assert visible_lines(written) == written


@settings(deadline=None)
@given(ANY_TEXT, ANY_TEXT)
def test_names_that_are_spelled_are_never_spelled_alike(one: str, other: str) -> None:
    if one != other and not names_a_file(one) and not names_a_file(other):
        assert spelled(one) != spelled(other)


@settings(deadline=None)
@given(ANY_TEXT)
def test_a_spelled_name_is_a_name(text: str) -> None:
    assert names_a_file(spelled(text))
    assert spelled(text) == text or not names_a_file(text)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("a\udcff", "is not UTF-8: it holds the byte 0xff"),
        ("a\ud800", "is not Unicode: it holds half a character (U+D800)"),
        ("a\nb", "holds a line break (U+000A)"),
        ("a\u202eb", "holds a bidirectional character (U+202E)"),
        ("a\tb", "holds a control character (U+0009)"),
    ],
)
def test_says_what_is_wrong_with_a_name(name: str, why: str) -> None:
    assert what_no_name_holds(name) == why


class _Texts(HTMLParser):
    """The tags of a page, and its texts outside of code, each as the forge's filters see it."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self._code = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)
        self._code += tag == "code"

    def handle_endtag(self, tag: str) -> None:
        self._code -= tag == "code"

    def handle_data(self, data: str) -> None:
        if not self._code:
            self.texts.append(data)


def rendered(text: str) -> _Texts:
    """A text where a report has one: within an item of a list, and at the beginning of its second line."""
    parser = _Texts()
    markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.feed(markdown.render(f"- error: {text} (F101)  \n  {text}\n"))
    return parser


ALLOWED = {"ul", "li", "p", "br", "code"}


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "@everyone and `code` @team",
        "&#64;everyone &commat;all",
        "`odd ![x](https://evil.example/x.png) @me",
        "``a` ![x](https://evil.example/x.png) `b`` <img src=x>",
        "/close", "- item", "# head", "1. one", "12) twelve", "> quote", "    code", "```", "~~~", "---", "===",
        "| a | b |",
        "a@evil.example www.evil.example WWW.evil.example https://evil.example ftp://evil.example",
        "GH-12 acme/x#3 !4 ~bug",
        "[x]: https://evil.example",
        "<https://evil.example> <!-- --> <details>",
        "$x$ %1 ^alert#1 [vulnerability:1] *iteration:1",
    ],
)  # fmt: skip
def test_markdown_is_inert(text: str) -> None:
    markdown = markdown_text(text, forge=True)
    assert not markdown.lstrip().startswith("/")  # GitLab obeys `/close` at the beginning of a line
    page = rendered(markdown)
    assert set(page.tags) <= ALLOWED
    for shown in page.texts:
        for sign in "@#!~%^$&":
            at = shown.find(sign)
            assert at == -1 or not shown[at + 1 :].strip() or shown[at + 1] == " ", (sign, shown)
        assert "://" not in shown
        assert "www." not in shown.lower()


@settings(deadline=None)
@given(ANY_TEXT)
def test_any_markdown_is_inert(text: str) -> None:
    for forge in (True, False):
        assert set(rendered(markdown_text(text, forge=forge)).tags) <= ALLOWED
