"""What a goal's prose becomes on its page."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publish.sample import Seen, sample_site, seen

from mkdocs_goals.publish.catalogue import Catalogue
from mkdocs_goals.publish.links import Links
from mkdocs_goals.publish.prose import MOST_HEADINGS, ProseFrame, SafeProse, rendered, sanitised
from mkdocs_goals.publish.prose_links import ProseLinks
from mkdocs_goals.publish.safe import safe_url
from mkdocs_goals.read.markdown.budget import Refusal
from mkdocs_goals.read.markdown.parser import parse_prose

ACTIVE = {
    "script", "style", "iframe", "object", "embed", "form", "input", "button", "link", "meta", "base", "video",
    "audio", "template", "math", "noscript", "select", "textarea",
}  # fmt: skip

SECTIONS = frozenset({"key-results", "alignment", "why", "check-ins", "smart", "details"})
"""Ids of sections of the page on which the proses stand."""


def prose(text: str, title: str = "Grow", language: str = "en") -> SafeProse:
    """The prose of goals/sales/grow.md beside goals/sales/help.md, a picture and a written page."""
    published = {"goals/sales/chart.png": "goals/files/sales/chart.png", "docs/start.md": "start/", "docs/index.md": ""}
    goals = {"goals/sales/help.md": "goals/help/", "goals/orders.md": "kpis/orders/"}
    links = ProseLinks("goals/sales/grow.md", goals, published.get, Links("goals/grow/"))
    frame = ProseFrame(Catalogue(language), links, title, SECTIONS)
    return rendered(parse_prose(text).tokens, frame)


def page(text: str) -> Seen:
    return seen(prose(text).html)


def tags(text: str) -> list[str]:
    return [tag for tag, _ in page(text).elements]


# What GitHub's Markdown has


@pytest.mark.parametrize(
    ("text", "elements"),
    [
        ("*a* **b** ~~c~~ `d`", ["p", "em", "strong", "del", "code"]),
        ("~c~", ["p", "del"]),
        ("> a", ["blockquote", "p"]),
        ("- a\n- b", ["ul", "li", "li"]),
        ("3. a", ["ol", "li"]),
        ("a\n\n---", ["p", "hr"]),
        ("a  \nb", ["p", "br"]),
        ("|a|\n|-|\n|b|", ["table", "thead", "tr", "th", "tbody", "tr", "td"]),
        ("```python\nx\n```", ["div", "pre", "code"]),
        ("    x", ["div", "pre", "code"]),
    ],
)
def test_the_elements_of_markdown(text: str, elements: list[str]) -> None:
    assert tags(text) == elements


def test_cells_stand_as_their_column_says_without_a_style() -> None:
    table = page("|a|b|c|d|\n|:-|-:|:-:|-|\n|1|2|3|4|")
    assert table.values("align") == ["left", "right", "center"] * 2
    assert table.values("style") == []


def test_tasks_are_signs() -> None:
    found = page("- [x] asked\n- [ ] not\n- none")
    assert found.text == "☑ asked ☐ not none"
    assert found.values("class") == ["task-list", "task-list-item", "goals-task", "task-list-item", "goals-task"]


def test_code_says_its_language_to_the_theme() -> None:
    found = page('```python title="x"\nif a < b:\n```')
    assert found.values("class") == ["highlight", "language-python"]
    assert found.text == "if a < b:"


@pytest.mark.parametrize(
    ("kind", "looks", "en", "de"),
    [
        ("NOTE", "note", "Note", "Hinweis"),
        ("TIP", "tip", "Tip", "Tipp"),
        ("IMPORTANT", "info", "Important", "Wichtig"),
        ("WARNING", "warning", "Warning", "Warnung"),
        ("CAUTION", "danger", "Caution", "Vorsicht"),
    ],
)
def test_alerts_look_like_the_themes(kind: str, looks: str, en: str, de: str) -> None:
    found = page(f"> [!{kind}]\n> We wait.")
    assert found.values("class") == [f"admonition {looks}", "admonition-title"]
    assert found.text == f"{en} We wait."
    assert seen(prose(f"> [!{kind}]\n> x", language="de").html).text == f"{de} x"


def test_an_unknown_alert_is_a_quote() -> None:
    assert tags("> [!HACK]\n> x")[0] == "blockquote"


def test_footnotes_lead_to_and_fro() -> None:
    found = page("One[^a] and again[^a].\n\n[^a]: Because *so*.")
    assert found.values("id") == ["fnref:1", "fnref2:1", "fn:1"]
    assert found.values("href") == ["#fn:1", "#fn:1", "#fnref:1", "#fnref2:1"]
    assert "Back to where footnote 1 stands" in found.values("title")
    assert found.text == "One 1 and again 1 . Because so .\u00a0 ↩ \u00a0 ↩".replace("\u00a0", "").replace("  ", " ")


def test_a_footnote_that_nobody_wrote_is_text() -> None:
    assert page("One[^a]. Inline^[note].").text == "One[^a]. Inline^[note]."


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("see https://example.com/a_b_c.", "https://example.com/a_b_c"),
        ("(https://example.com/a_(b))", "https://example.com/a_(b)"),
        ("http://localhost:8000/x?y=1&z=2;", "http://localhost:8000/x?y=1&z=2"),
        ("https://example.com/&amp;", "https://example.com/"),
        ("www.example.com/x!", "http://www.example.com/x"),
        ("*www.example.com*", "http://www.example.com"),
        ("linh.tran@example.com.", "mailto:linh.tran@example.com"),
        ("<https://example.com/x>", "https://example.com/x"),
        ("https://de.wikipedia.org/wiki/Größe", "https://de.wikipedia.org/wiki/Gr%C3%B6%C3%9Fe"),
    ],
)
def test_bare_addresses_are_links(text: str, url: str) -> None:
    assert page(text).values("href") == [url]


@pytest.mark.parametrize(
    "text",
    [
        "ahttp://x",
        "http:// x",
        "xwww.example.com",
        "www. x",
        "a@b",
        "@linh",
        "`https://x.example`",
        "https:\\//x",
        "\\https://x",
    ],
)
def test_what_only_looks_like_an_address_is_text(text: str) -> None:
    assert page(text).values("href") == []


# Links and images


@pytest.mark.parametrize(
    ("written", "leads"),
    [
        ("help.md", "../help/"),
        ("./help.md#key-results", "../help/#key-results"),
        ("../sales/help.md?plain=1", "../help/"),
        ("/goals/sales/help.md", "../help/"),
        ("../orders.md", "../../kpis/orders/"),
        ("../../docs/start.md#x", "../../start/#x"),
        ("../../docs/index.md", "../../"),
        ("chart.png", "../files/sales/chart.png"),
        ("https://example.com/?a=1#b", "https://example.com/?a=1#b"),
        ("mailto:linh@example.com", "mailto:linh@example.com"),
        ("#key-results", "#key-results"),
        ("nothing.md", None),
        ("../../../etc/passwd", None),
        ("/etc/passwd", None),
        ("#nothing", None),
        ("", None),
        ("//example.com/x", None),
        ("\\\\example.com\\x", None),
        ("javascript:alert(1)", None),
        ("JaVa&#x09;ScRiPt:alert(1)", None),
        ("java\\script:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("vbscript:x", None),
        ("ftp://example.com", None),
        ("http://[::1", None),
        ("http://a:99999999/", None),
        ("//＃", None),
    ],
)
def test_where_links_lead(written: str, leads: str | None) -> None:
    found = page(f"[x](<{written}>)")
    assert found.values("href") == ([] if leads is None else [leads])
    assert found.text == "x"


def test_links_name_their_title() -> None:
    assert page('[x](help.md "to help")').values("title") == ["to help"]


def test_a_link_in_a_link_is_text() -> None:
    found = page("[a <https://b.example> c](help.md)")
    assert found.values("href") == ["../help/"]
    assert found.text == "a https://b.example c"


def test_an_image_of_the_goals_folder_is_shown() -> None:
    found = page('![a *big* chart](chart.png "of 2024")')
    assert found.elements[1] == ("img", {"src": "../files/sales/chart.png", "alt": "a big chart", "title": "of 2024"})


@pytest.mark.parametrize("url", ["https://evil.example/x.png", "http://evil.example/x.svg"])
def test_in_the_place_of_a_remote_image_stands_a_link(url: str) -> None:
    found = page(f"![chart]({url})")
    assert "img" not in dict(found.elements)
    assert found.values("href") == [url]
    assert found.text == "chart"
    assert page(f"[![badge]({url})](help.md)").values("href") == ["../help/"]


@pytest.mark.parametrize(
    "url", ["//evil.example/x.png", "data:image/png;base64,AA", "nothing.png", "../../docs/start.md"]
)
def test_in_the_place_of_any_other_image_stands_its_text(url: str) -> None:
    found = page(f"![chart]({url})")
    assert "img" not in dict(found.elements)
    assert found.text == "chart"


# Headings


def test_headings_stand_below_the_pages_own() -> None:
    found = prose("# A `b` *c*\n\n## D\n\n##### E")
    assert [(heading.title, heading.id, heading.level) for heading in found.headings] == [
        ("A b c", "a-b-c", 3),
        ("D", "d", 4),
        ("E", "e", 6),
    ]
    assert [tag for tag, _ in seen(found.html).elements if tag[0] == "h"] == ["h3", "h4", "h6"]


def test_ids_of_headings_are_those_of_the_forges() -> None:
    found = prose("## Why? Größe & Maß\n\n## Why? Größe & Maß\n\n## ?\n\n## A-1\n\n## A\n\n## A")
    assert [heading.id for heading in found.headings] == [
        "why-größe--maß", "why-größe--maß-1", "section", "a-1", "a", "a-2",
    ]  # fmt: skip


def test_links_find_headings() -> None:
    text = "## Größe\n\n## Check-ins\n\n[a](#größe) [b](#gr%C3%B6%C3%9Fe) [c](#check-ins) [d](#Check-ins) [e](#smart)"
    found = page(text)
    assert found.values("id") == ["größe", "prose-check-ins"]
    assert found.values("href")[2:] == ["#größe", "#größe", "#prose-check-ins", "#prose-check-ins", "#smart"]


@pytest.mark.parametrize("title", ["Key results", "__config", "kr turnover", "goals x"])
def test_ids_of_the_page_and_of_the_theme_are_kept_free(title: str) -> None:
    assert all(heading.id.startswith("prose-") for heading in prose(f"## \\{title}").headings)


def test_a_heading_that_repeats_the_title_goes() -> None:
    assert prose("# *Grow*\n\nwhy").html == "<p>why</p>"
    assert "Other" in prose("# Other\n\nwhy").html


def test_the_contents_name_some_of_many_headings() -> None:
    found = prose("# a\n" * 300 + f"# {'long ' * 100}\n")
    assert len(found.headings) == MOST_HEADINGS
    assert found.html.count("<h3") == 301
    long = prose(f"# {'long ' * 100}").headings[0]
    assert len(long.title) == 120
    assert long.title.endswith("…")


# Raw HTML

HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><path d='M0 0'/></svg>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><a href='javascript:alert(1)'><path/></a></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVa\tScRiPt:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<iframe src='https://evil.example'></iframe>",
    "<object data='x.swf'></object><embed src=x>",
    "<form action='https://evil.example'><input name=q><button>go</button></form>",
    "<style>*{display:none}</style>",
    "<p style='position:fixed;inset:0'>x</p>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href='//evil.example/'>",
    "<div class='md-overlay goals-deck--on md-search__scrim'>x</div>",
    "<details ontoggle=alert(1) open><summary>x</summary></details>",
    "<video src=https://evil.example/x.mp4 autoplay></video>",
    "<img src='https://evil.example/pixel.png'>",
    r"<img src='\\evil.example/pixel.png'>",
    "<img srcset='https://evil.example/x 1x' src='a.png'>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<input type=checkbox onclick=alert(1) autofocus onfocus=alert(2)>",
    "<a id=__md_scope>x</a><img name=document$>",
    "<!-- hidden -->",
    "<![CDATA[x]]>",
    "<?php x ?>",
]


@pytest.mark.parametrize("html", HOSTILE)
def test_raw_html_is_text(html: str) -> None:
    for text in (html, f"before {html} after", f"- {html}", f"| {html} |\n|-|", f"> {html}", f"# {html}"):
        assert_harmless(prose(text).html)


def test_raw_html_is_seen() -> None:
    assert page('a <b class="x">c</b> <!-- d --> <br> e').text == 'a <b class="x">c</b> <!-- d --> <br> e'
    assert page("<div>\n\n*a*\n\n</div>").text == "<div> a </div>"


def assert_harmless(html: str) -> None:
    found = seen(html)
    assert not ACTIVE & {tag for tag, _ in found.elements}
    for tag, attributes in found.elements:
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "srcset", "name")]
        url = attributes.get("href", attributes.get("src", ""))
        assert safe_url(url) is not None, url
        if tag == "img":
            assert "evil.example" not in attributes.get("src", "")
        classes = attributes.get("class", "").split()
        assert not [name for name in classes if name.startswith(("md-", "goals-")) and name != "goals-task"]


FRAGMENTS = st.sampled_from([
    *HOSTILE, "<", ">", "</", "<!--", "-->", "'", '"', "[", "](", ")", "![", "`", "```\n", "\n\n", "- ", "> ", "|",
    "\n|-|\n", "[^x]", "\n[^x]: ", "http://", "javascript:",
    "{: onclick=x }", "\\", "&lt;script&gt;", "&#60;", "*", "~~", "# ",
])  # fmt: skip


@given(st.lists(FRAGMENTS | st.text(max_size=8), max_size=12).map("".join))
def test_mixed_hostile_prose(text: str) -> None:
    assert_harmless(prose(text).html)


@pytest.mark.parametrize("html", HOSTILE)
def test_what_a_mistake_of_ours_let_through_is_taken_out(html: str) -> None:
    assert_harmless(sanitised(html))
    assert_harmless(sanitised(f"<p>before {html} after</p>"))


# What is not rendered


@pytest.mark.parametrize(
    ("text", "refusal", "words"),
    [
        ("> " * 60 + "x", Refusal.DEEP, "too deep inside each other"),
        ("a" * 65_537, Refusal.LONG, "too long"),
        ("- a\n" * 16_000, Refusal.SLOW, "take too long"),
    ],
    ids=["deep", "long", "slow"],
)
def test_refused_prose_is_shown_as_it_was_written(tmp_path: Path, text: str, refusal: Refusal, words: str) -> None:
    front = "---\ntitle: Grow\ncycle: 2024-Q3\n---\n"
    site = sample_site(tmp_path, {"grow.md": front + text + "\n<b>end</b>"})
    shown = site.render(site.page_at["goals/grow/"], Links("goals/grow/"))
    assert shown.refusal is refusal
    said = seen(str(shown.html)).text
    assert words in said
    assert " ".join(text[:100].split()) in said
    assert "<b>end" not in shown.html
    assert ("goes on in the goal's file" in said) is (len(text) > 32_768)
    assert "X104" in said


def test_a_defect_of_the_renderer_spoils_one_prose_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr("mkdocs_goals.publish.prose.to_html", fail)
    site = sample_site(tmp_path, {"grow.md": "---\ntitle: Grow\ncycle: 2024-Q3\n---\nBecause.\n"})
    shown = site.render(site.page_at["goals/grow/"], Links("goals/grow/"))
    assert shown.refusal is Refusal.DEFECT
    assert "could not be set as Markdown" in shown.html
    assert "Because." in shown.html


# Addresses in front matter


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.com/a:b", True),
        ("HTTP://example.com", True),
        ("mailto:a@b.example", True),
        ("../plan.md", True),
        ("/plan?x=a:b", True),
        ("#here", True),
        ("javascript:alert(1)", False),
        ("JaVa\tScRiPt:alert(1)", False),
        (" \x01javascript:alert(1)", False),
        ("java\u200bscript:alert(1)", False),
        ("data:text/html,x", False),
        ("vbscript:x", False),
        ("file:///etc/passwd", False),
        ("a b:c", False),
        ("http://[", False),
        ("http://[::1", False),
        ("http://a:b", False),
        ("http://a:99999", False),
        ("//＃", False),
        ("https://℀.example", False),
    ],
)
def test_addresses_in_front_matter(url: str, safe: bool) -> None:
    assert (safe_url(url) is not None) is safe


@given(st.text(max_size=30) | st.text("htps:/[]@.#?%＃℀1 \\", max_size=20))
def test_no_address_raises(url: str) -> None:
    safe_url(url)
    ProseLinks("goals/a.md", {}, lambda path: None, Links("goals/a/")).link(url)
