"""Kinds of prose that Markdown is slow with, fails at, or lets through: each is filled up to a size in bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Kind = Callable[[int], str]

LIMIT = 64 * 1024


def cut(text: str, size: int) -> str:
    """A text of at most `size` bytes."""
    return text.encode()[:size].decode("utf-8", "ignore")


def again(unit: str, before: str = "", after: str = "") -> Kind:
    """One piece of text again and again."""

    def fill(size: int) -> str:
        room = size - len((before + after).encode())
        return before + cut(unit * (room // len(unit.encode()) + 1), room) + after

    return fill


def nested(opening: str, closing: str, core: str = "x") -> Kind:
    """Something inside itself as often as it goes."""

    def fill(size: int) -> str:
        times = (size - len(core)) // len((opening + closing).encode())
        return opening * times + core + closing * times

    return fill


def staircase(step: str, text: str, most: int = 10_000) -> Kind:
    """Lines that are each indented a step further."""

    def fill(size: int) -> str:
        lines, used = [], 0
        for level in range(most):
            line = step * level + text
            used += len(line.encode()) + 1
            if used > size:
                break
            lines.append(line)
        return "\n".join(lines)

    return fill


def table(columns: int, cell: str = "a", row: str | None = None) -> Kind:
    """A table of many columns; its rows may be other lines."""

    def fill(size: int) -> str:
        head = f"|{f'{cell}|' * columns}\n|{'-|' * columns}\n"
        line = row if row is not None else f"|{f'{cell}|' * columns}"
        return cut(head + f"{line}\n" * (max(size - len(head), 0) // (len(line) + 1)), size)

    return fill


def lengths(sign: str) -> Kind:
    """Runs of a sign, each one longer than the last."""

    def fill(size: int) -> str:
        runs, used, length = [], 0, 1
        while used + length + 2 <= size:
            runs.append(sign * length + "a ")
            used += length + 2
            length += 1
        return "".join(runs)

    return fill


def wide_definitions(title: str, use: str) -> Kind:
    """One long definition that is used often: a small text, a large page."""

    def fill(size: int) -> str:
        definition = f'[x]: https://example.com/{"y" * (size // 4)} "{title * (size // 4 // len(title))}"\n\n'
        return definition + cut(use * size, size - len(definition))

    return fill


_DEFINED = "[^x]: note\n\n[x]: https://example.com\n\n"

KINDS: Mapping[str, Kind] = {
    # What ended the whole build
    "address that is no address": again("[x](http://[::1) "),
    "address between brackets": again("<http://[x> "),
    "full-width slashes": again("[x](//＃) ![x](//＃) "),
    "port that is no port": again("[x](http://a:99999999/) <http://a:b:c> "),
    "unicode host": again("[x](http://℀.example/) http://℀℀.example "),
    "long punycode host": again("ü", "[x](http://", ".example/)"),
    "nested list items by spaces": staircase("  ", "- a"),
    "nested list items on a line": again("- "),
    "nested numbered items on a line": again("1. "),
    "nested mixed items on a line": again("- 1. * "),
    "declarations in declarations": again("<![<!["),
    "marked sections": again("<![CDATA["),
    "null bytes by number": again("&#0;"),
    # Raw HTML
    "open divs": again("<div>"),
    "nested divs": nested("<div>", "</div>"),
    "divs on lines": again("<div>\n\n"),
    "open bold": again("<b>"),
    "nested bold": nested("<b>", "</b>"),
    "nested formatting": nested("<b><i><u><a>", "</a></u></i></b>"),
    "tags that never end": again("<a "),
    "attributes that never end": again('<a x="'),
    "attributes without end": again("a ", "<a "),
    "quotes in a tag": again("\"'", "<a "),
    "closing tags": again("</a"),
    "comments that never end": again("<!--"),
    "comments": again("<!-- -->"),
    "processing instructions": again("<?x "),
    "CDATA closed": again("<![CDATA[x]]>"),
    "script blocks": again("<script>\nalert(1)\n</script>\n"),
    "tables in HTML": nested("<table><tr><td>", "</td></tr></table>"),
    "SVG bomb": again('<svg><use href="#a"/><g id="a"><use href="#a"/></g></svg>\n'),
    "SVG entities": again("<!ENTITY a '&b;&b;&b;'>"),
    "styles": again("<style>*{display:none}</style>"),
    "math": nested("<math><mtext><mglyph>", "</mglyph></mtext></math>"),
    # Links and images
    "open brackets": again("["),
    "open brackets behind a definition": again("[", _DEFINED),
    "nested brackets": nested("[", "]"),
    "nested brackets behind a definition": nested("[", "]"),
    "closing brackets": again("]"),
    "brackets turned around": again("]["),
    "open links": again("[a]("),
    "open links with an address": again("[a](<b"),
    "open links with a title": again('[a](b "'),
    "links without text": again("[]()"),
    "nested links": nested("[", "](x)"),
    "open images": again("!["),
    "open images behind a definition": again("![", _DEFINED),
    "open images with an address": again("![a]("),
    "nested images": nested("![", "](x)"),
    "images in links": nested("[![", "](x)](x)"),
    "references": again("[x]", _DEFINED),
    "references of references": again("[a][", _DEFINED),
    "wide references": wide_definitions("t", "[x]"),
    "wide references of quotes": wide_definitions("&quot;", "[x]"),
    "wide images": wide_definitions("t", "![x]"),
    "definitions": again("[a]: b\n"),
    "definitions that go on": again('[a]: b "x\n'),
    "definitions without address": again("[a]:\n"),
    "definitions in quotes": again("> [a]: <b>\n> 'x\n"),
    "labels that go on": again("[a\n"),
    "labels of escapes": again("[\\]"),
    "many different definitions": lambda size: cut("".join(f"[{n}]: x\n" for n in range(size // 6)), size),
    "parentheses in an address": again("(", "[x](", ")"),
    "backslashes in an address": again("\\(", "[x](", ")"),
    "dangerous schemes": again("[x](javascript:alert(1)) "),
    "dangerous schemes hidden": again("[x](java&#x73;cript:alert(1)) [x](JaVa\\script:x) "),
    "data addresses": again("![x](data:image/svg+xml;base64,AAAA) "),
    "addresses between signs": again("<https://a.example> "),
    "angle signs": again("<"),
    "angle signs with a scheme": again("<a:"),
    # Bare links
    "bare links": again("https://a.example "),
    "bare links in a row": again("https://a.example"),
    "bare links without host": again("http://"),
    "bare links escaped": again("\\https://a.b**-:"),
    "bare links in brackets": again("(https://a.example/(" ),
    "bare link with closing signs": again(")", "https://a.example/"),
    "bare link with entities": again("&amp;", "https://a.example/"),
    "bare link with semicolons": again(";", "https://a.example/"),
    "bare www": again("www."),
    "bare mail": again("a@b.c "),
    "bare mail in a row": again("a@b."),
    "at signs": again("@"),
    "colons": again("a:"),
    "full stops": again("a."),
    # Emphasis and code
    "stars": again("*"),
    "stars with words": again("*a "),
    "stars and lines": again("*_"),
    "open emphasis of two kinds": again("_a*b "),
    "strong": again("**a**"),
    "stars of growing length": lengths("*"),
    "tildes": again("~~a "),
    "single tildes": again("~a~ "),
    "back quotes of growing length": lengths("`"),
    "back quotes": again("`a"),
    "back quotes of two lengths": again("` `` "),
    "back quotes in a table": again("|`|\n", "|a|\n|-|\n"),
    "entities": again("&amp;"),
    "ampersands": again("&"),
    "backslashes": again("\\"),
    "hard breaks": again("a  \n"),
    "spaces before a break": lambda size: "a" + " " * (size - 3) + "\nb",
    # Blocks
    "quotes on a line": again("> "),
    "quotes in quotes": staircase("> ", "a", 200),
    "quotes and lists": again("> - "),
    "quotes of lazy lines": again("a\n", "> > > > > > > > > > "),
    "short items": again("* a\n"),
    "loose items": again("+ a\n\n"),
    "short paragraphs": again("a\n\n"),
    "items of other signs": again("- a\n+ a\n"),
    "empty items": again("-\n"),
    "headings": again("# a\n"),
    "headings below": again("a\n=\n"),
    "headings of the same words": again("# a a\n"),
    "heading of signs": again("#", "# ", " x"),
    "fences": again("```\n"),
    "fences of two kinds": again("```\n~~~\n"),
    "fences in a list": again("- ```\n"),
    "indented code": again("    a\n"),
    "rules": again("---\n"),
    "line breaks": again("\n"),
    "spaces": again(" "),
    "tabs": again("\t"),
    "tabs and items": again("\t- a\n"),
    "one line": again("a"),
    "one line of words": again("word "),
    "windows lines": again("a\r\n\r\n- b\r\n"),
    # Tables
    "wide table": table(10_000),
    "wide table of short rows": table(2_000, row="a"),
    "long table": table(4),
    "dense table": table(1, cell=""),
    "table of links": table(3, cell="[x](y)"),
    "many tables": again("a|b\n-|-\n\n"),
    "tables that are none": again("a|b\n-|-|-\n"),
    "table in a table": again("|a|\n|-|\n"),
    "pipes": again("|"),
    "escaped pipes": again("\\|", "|a|\n|-|\n|"),
    # Footnotes, tasks, alerts
    "footnotes": again("[^x]", _DEFINED),
    "footnotes that never end": again("[^", _DEFINED),
    "footnotes with long names": again("[^aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", _DEFINED),
    "footnotes in footnotes": again("[^x]: [^x]"),
    "footnotes on a line": again("[^x]: "),
    "footnotes by indent": staircase("    ", "[^x]: a[^x]"),
    "inline footnotes": nested("^[", "]"),
    "definition lists": again("a\n: b\n"),
    "tasks": again("- [ ] a\n"),
    "tasks on a line": again("- [ ] "),
    "alerts": again("> [!NOTE]\n> a\n\n"),
    "alerts in alerts": staircase("> ", "> [!NOTE]", 200),
    # What other plugins and extensions would run
    "includes": again("{% include '/etc/passwd' %}\n--8<-- \"/etc/passwd\"\n"),
    "macros": again("{{ range(10000) | list }}\n"),
    "abbreviations": again("*[a]: b\na "),
    "attribute lists": again("a {: #x .y onclick=z }\n\n"),
    "emoji": again(":smile: "),
    # Characters
    "combining characters": again("a\u0301\u0302\u0303"),
    "joined emoji": again("👩\u200d💻"),
    "right to left": again("\u05d0\u200f "),
    "wide characters": again("日本 **語** "),
    "no-break spaces": again("*\u00a0a\u00a0*"),
}  # fmt: skip
"""Name → kind."""
