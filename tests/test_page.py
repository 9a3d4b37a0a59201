from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from backchannel.sources.article import SourceError
from backchannel.sources.page import Page, charset, is_markup, is_page, read_page

LEAD = (
    "The chiefs of staff of Norland and Estmark, Anna Kerr and Jon Vale, met in Tarnov on Friday and agreed to reopen "
    "the line between their headquarters."
)
SECOND = (
    "It was their first meeting since the line was closed in 2019. Neither side would say what else had been spoken of "
    "behind the doors of the old customs house."
)
THIRD = (
    "Officers of both staffs are to meet again in June, the ministry of defence of Norland said in a short statement."
)

PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8">
<title>Chiefs of staff meet in Tarnov | Tarnov Post</title>
<link rel="canonical" href="https://post.example.org/chiefs">
<script type="application/ld+json">{{"@context": "https://schema.org", "@graph": [
 {{"@type": "WebSite", "name": "x"}},
 {{"@type": "NewsArticle", "headline": "Chiefs of staff meet in Tarnov &amp; agree",
   "datePublished": "2021-05-07T18:00:00Z", "dateModified": "2021-05-09",
   "publisher": {{"@type": "Organization", "name": "Tarnov Post"}}}}]}}</script>
<style>.x {{}}</style></head>
<body class="article has-sidebar with-comments">
<div id="cookie-box" role="dialog"><p>We and our 9 partners store cookies. <button>Accept all</button></p></div>
<header><a href="/">Tarnov Post</a>
<nav><ul><li><a href="/n">News</a></li><li><a href="/s">Sport</a></li></ul></nav></header>
<main><article class="story related-enabled">
<p class="kicker">Defence</p>
<h1>Chiefs of staff meet in Tarnov</h1>
<p class="byline">By Anna Roe · 7 May 2021</p>
<div class="share-bar"><a href="#">Facebook</a> <a href="#">Tweet</a></div>
<p>{LEAD}</p>
<figure><img src="a.jpg" alt="not seen"><figcaption>The customs house in Tarnov. Photo: archive</figcaption></figure>
<p>{SECOND}</p>
<div class="ad inline"><p>Read the Tarnov Post for one crown a week, and never miss another story about ships.</p></div>
<aside class="related"><h2>Read also</h2><ul><li><a href="/1">Norland buys ships</a></li></ul></aside>
<p>{THIRD}</p>
<p hidden>Not to be seen.</p><p style="display: none">Nor this.</p>
</article>
<section id="comments"><h2>Comments (1)</h2>
<p><b>Skeptic</b> They met in Paris too, and nothing whatever came of it then.</p>
<form><textarea>Your comment</textarea><button>Send</button></form></section></main>
<div class="mostRead"><h2>Most read</h2><ol><li><a href="/2">Bear seen in Tarnov</a></li></ol></div>
<footer><p>© Tarnov Post · <a href="/p">Privacy</a></p></footer>
<script>var topic = "Vienna";</script></body></html>"""


def html(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def read(page: Page) -> str:
    """What is left of a page to be read."""
    cuts = [0, *(end for span in page.boilerplate for end in (span.start, span.end)), len(page.text)]
    return "".join(page.text[start:end] for start, end in list(pairwise(cuts))[::2])


def paragraphs(page: Page) -> list[str]:
    return [line for line in read(page).splitlines() if line.strip()]


def test_only_the_article_is_read() -> None:
    assert paragraphs(read_page(PAGE, "x")) == ["Chiefs of staff meet in Tarnov", LEAD, SECOND, THIRD]


def test_everything_visible_is_kept() -> None:
    text = read_page(PAGE, "x").text
    for words in (
        "store cookies",
        "News\nSport",
        "Facebook Tweet",
        "Photo: archive",
        "Norland buys ships",
        "© Tarnov Post · Privacy",
    ):
        assert words in text
    for words in ("not seen", "Not to be seen", "Nor this", "Vienna", "@context", "| Tarnov Post"):
        assert words not in text
    assert text.index("Defence") < text.index(LEAD) < text.index(THIRD) < text.index("Bear seen")


def test_metadata_is_what_the_page_states() -> None:
    found = read_page(PAGE, "x").metadata
    assert found.headline == "Chiefs of staff meet in Tarnov & agree"
    assert found.publisher == "Tarnov Post"
    assert found.published == date(2021, 5, 7)
    assert found.url == "https://post.example.org/chiefs"
    assert found.language == "en"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2021-05-07T18:00:00+02:00">'
        '<meta property="article:modified_time" content="2021-05-09T18:00:00+02:00">',
        '<meta name="date" content="2021-05-07">',
        '<script type="application/ld+json">[{"@type": ["NewsArticle"], "datePublished": "2021-05-07"}]</script>',
        '<script type="application/ld+json">{broken</script><meta itemprop="datePublished" content="2021-05-07">',
    ],
)
def test_day_in_the_head(head: str) -> None:
    page = read_page(html(f"<h1>Chiefs meet in Tarnov</h1><p>{LEAD}</p>", head), "x")
    assert page.metadata.published == date(2021, 5, 7)


@pytest.mark.parametrize(
    "byline",
    [
        '<time datetime="2021-05-07T18:00">7 May</time>',
        '<p class="byline"><time datetime="2021-05-07">7</time>, updated <time datetime="2021-05-09">9.5.</time></p>',
        '<p class="byline">Newsroom · 7.5.2021 18:42 · Updated 9.5.2021 8:05</p>',
    ],
)
def test_day_in_the_byline(byline: str) -> None:
    page = read_page(html(f"<h1>Chiefs meet in Tarnov</h1>{byline}<p>{LEAD}</p>"), "x")
    assert page.metadata.published == date(2021, 5, 7)


def test_days_of_the_story_and_of_comments_are_not_the_pages() -> None:
    timeline = "<dl><dt>2010-04-08</dt><dd>It is signed.</dd></dl>"
    comments = "<div class='comments'><time datetime='2022-01-01'>1.1.</time><p>Well!</p></div>"
    page = read_page(html(f"<h1>The life of a treaty</h1><p>{LEAD}</p>{timeline}<p>{SECOND}</p>{comments}"), "x")
    assert page.metadata.published is None


def test_opengraph_and_the_window_title() -> None:
    body = f"<h1>Chiefs meet in Tarnov</h1><p>{LEAD}</p>"
    window = "<title>Chiefs meet in Tarnov - Hill Wire</title>"
    found = read_page(html(body, window), "x").metadata
    assert (found.headline, found.publisher, found.url) == ("Chiefs meet in Tarnov", "Hill Wire", None)
    graph = (
        '<meta property="og:site_name" content="The Hill Wire"><meta property="og:url" content="/relative">'
        '<meta property="og:title" content="Chiefs meet &#8211; at last">'
    )
    found = read_page(html(body, window + graph), "x").metadata
    assert (found.headline, found.publisher, found.url) == ("Chiefs meet – at last", "The Hill Wire", None)


def test_blocks_are_apart_and_items_on_lines_of_their_own() -> None:
    body = (
        "<p>One <b>two</b>\n three<br>four</p><dl><dt>8 April</dt><dd>It is <i>signed</i>.</dd><dt>9 May</dt>"
        "<dd>It begins.</dd></dl><table><tr><td>a</td><td>b</td></tr></table><pre>x\n  y</pre>z\u00a0z"
    )
    assert read_page(html(body), "x").text == (
        "One two three\nfour\n\n8 April\nIt is signed.\n9 May\nIt begins.\n\na\nb\n\nx\ny\n\nz z"
    )


def test_a_timeline_is_read() -> None:
    body = (
        f"<div id='nav'><a href='/'>Home</a></div><h1>The life of a treaty</h1><p>{LEAD}</p><dl><dt>8 April 2010</dt>"
        f"<dd>{SECOND}</dd><dt>March 2020</dt><dd>It ends.</dd></dl><p>{THIRD}</p>"
    )
    assert paragraphs(read_page(html(body), "x")) == [
        "The life of a treaty",
        LEAD,
        "8 April 2010",
        SECOND,
        "March 2020",
        "It ends.",
        THIRD,
    ]


@pytest.mark.parametrize(
    "frame",
    [
        '<form id="aspnet">{}</form>',
        '<div class="content-with-sidebar menu-open">{}</div>',
        '<section class="share promo">{}</section>',
    ],
)
def test_an_element_that_holds_the_article_is_never_furniture(frame: str) -> None:
    body = frame.format(f"<h1>Chiefs meet in Tarnov</h1><p>{LEAD}</p><p>{SECOND}</p>")
    assert LEAD in read(read_page(html(body), "x"))


def test_a_fragment_is_content() -> None:
    page = read_page(f"<p>{LEAD}</p><div class='newsletter'>Sign up!</div><p>{SECOND}</p>", "x")
    assert paragraphs(page) == [LEAD, SECOND]


def test_markup_in_text_is_text() -> None:
    page = read_page(f"<p>&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt; {LEAD}</p>", "x")
    assert page.text.startswith("</script><img src=x onerror=alert(1)> The chiefs")


@pytest.mark.parametrize(
    "source",
    [
        "<!doctype html><html><head><title>x</title></head><body></body></html>",
        "<html></html>",
        "<html><body><script>var a = 'b';</script><p hidden>x</p></body></html>",
        "<!-- -->",
    ],
)
def test_a_page_without_text(source: str) -> None:
    with pytest.raises(SourceError, match=r"^x\.html shows no text.*\.$"):
        read_page(source, "x.html")


def test_a_deep_page() -> None:
    assert read_page("<html><body>" + "<div>" * 200 + LEAD + "</div>" * 200, "x").text == LEAD


@pytest.mark.parametrize(
    ("text", "page", "markup"),
    [
        ("<!DOCTYPE html><p>x", True, True),
        ("\n<!-- a --><html lang=en>", True, True),
        ("<p>x</p>", False, True),
        ("a < b and c > d", False, False),
        ("He said </script><img src=x onerror=alert(1)>.", False, False),
        ("plain", False, False),
        ("He <em>did</em> say so.", False, True),
    ],
)
def test_what_is_html(text: str, page: bool, markup: bool) -> None:
    assert (is_page(text), is_markup(text)) == (page, markup)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b'<meta charset="windows-1251">', "windows-1251"),
        (b"<meta charset=ISO-8859-1>", "cp1252"),
        (b"<meta charset=rot13>", None),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r"),
        (b"<p>", None),
    ],
)
def test_declared_encoding(data: bytes, encoding: str | None) -> None:
    assert charset(data) == encoding
