"""What of a goal's prose is published."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publish.sample import seen

from mkdocs_goals.publish.prose import sanitised
from mkdocs_goals.publish.safe import safe_url

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
    "<a href='vbscript:x'>x</a>",
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
    "<img src='//evil.example/pixel.png'>",
    r"<img src='\\evil.example/pixel.png'>",
    r"<img src='/\evil.example/pixel.png'>",
    "<img srcset='https://evil.example/x 1x' src='a.png'>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<input type=checkbox onclick=alert(1) autofocus onfocus=alert(2)>",
    "<a id=__md_scope>x</a><img name=document$>",
]

ACTIVE = {
    "script", "style", "iframe", "object", "embed", "form", "input", "button", "link", "meta", "base", "video",
    "audio", "template", "math", "noscript", "select", "textarea",
}  # fmt: skip


def assert_harmless(html: str) -> None:
    page = seen(html)
    assert not ACTIVE & {tag for tag, _ in page.elements}
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "srcset", "name")]
        url = attributes.get("href", attributes.get("src", ""))
        assert safe_url(url) is not None, url
        if tag == "img":
            assert "evil.example" not in attributes.get("src", "")
        classes = attributes.get("class", "").split()
        assert not [name for name in classes if name.startswith(("md-", "goals-")) and name != "goals-task"]


@pytest.mark.parametrize("html", HOSTILE)
def test_hostile_prose(html: str) -> None:
    assert_harmless(sanitised(html).html)
    assert_harmless(sanitised(f"<h1>Title</h1><p>before {html} after</p>").html)


FRAGMENTS = st.sampled_from([*HOSTILE, "<", ">", "</", "<!--", "-->", "<![CDATA[", "'", '"', "<svg>", "<math>", "</p>"])


@given(st.lists(FRAGMENTS | st.text(max_size=8), max_size=8).map("".join))
def test_mixed_hostile_prose(html: str) -> None:
    assert_harmless(sanitised(html).html)


KEPT = [
    '<div class="admonition note">\n<p class="admonition-title">Note</p>\n<p>x</p>\n</div>',
    "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>",
    '<div class="highlight"><pre><span></span><code><span class="k">def</span></code></pre></div>',
    '<details class="tip"><summary>More</summary><p>x</p></details>',
    "<p>H<sub>2</sub>O, <mark>seen</mark>, <del>gone</del>, <ins>new</ins>, <kbd>Ctrl</kbd></p>",
    '<p><img alt="plan" src="plan.png"></p>',
]


@pytest.mark.parametrize("html", KEPT)
def test_what_teams_write_stays(html: str) -> None:
    assert sanitised(html).html == html


def test_links_of_all_kinds() -> None:
    links = sanitised(
        '<a href="https://a.example/">a</a><a href="mailto:a@b.example">b</a><a href="../other/#x">c</a>'
    ).html
    page = seen(links)
    assert page.values("href") == ["https://a.example/", "mailto:a@b.example", "../other/#x"]
    assert set(page.values("rel")) == {"noopener noreferrer"}


def test_footnotes_lead_to_and_fro() -> None:
    html = '<p><sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p><li id="fn:1">x</li>'
    page = seen(sanitised(html).html)
    assert page.values("id") == ["fnref:1", "fn:1"]
    assert page.values("href") == ["#fn:1"]


def test_task_lists_become_signs() -> None:
    html = '<ul class="task-list"><li class="task-list-item"><label class="task-list-control">'
    html += '<input type="checkbox" disabled checked/><span class="task-list-indicator"></span></label> a</li>'
    html += '<li><input type="checkbox" disabled="disabled"/> b</li></ul>'
    assert seen(sanitised(html).html).text == "☑ a ☐ b"


def test_headings_stand_below_the_pages_own() -> None:
    prose = sanitised('<h1 id="a">A</h1><h2 id="b">B <a class="headerlink" href="#b">¶</a></h2>')
    assert [(heading.title, heading.id, heading.level) for heading in prose.headings] == [("A", "a", 3), ("B", "b", 4)]
    assert "<h3" in prose.html
    assert "<h1" not in prose.html


def test_a_heading_that_repeats_the_title_goes() -> None:
    assert sanitised("<h1>Grow</h1><p>why</p>", title="Grow").html == "<p>why</p>"
    assert "Other" in sanitised("<h1>Other</h1><p>why</p>", title="Grow").html


def test_ids_of_the_page_itself_are_kept_free() -> None:
    html = sanitised('<h2 id="check-ins">C</h2><a href="#check-ins">x</a>', reserved={"check-ins"}).html
    page = seen(html)
    assert page.values("id") == ["prose-check-ins"]
    assert page.values("href") == ["#prose-check-ins"]


def test_ids_of_the_theme_are_kept_free() -> None:
    html = """<div id="__config">{"base": "https://evil.example/"}</div>"""
    assert seen(sanitised(html).html).values("id") == ["prose-__config"]


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
    ],
)
def test_addresses_in_front_matter(url: str, safe: bool) -> None:
    assert (safe_url(url) is not None) is safe
