from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from backchannel.sources.article import Article, SourceError
from backchannel.sources.encoding import MAX_BYTES
from backchannel.sources.readers import bundled_corpus, read_sources

TITLE = "Chiefs of staff meet in Tarnov"
BODY = (
    "The chiefs of staff of Norland and Estmark met in Tarnov on Friday and agreed to reopen the line between their "
    "headquarters, officials of both countries said."
)
STORY = f"{TITLE}\n\n{BODY}\n"
FRONT = (
    "---\ntitle: Line reopened\npublisher: Hill Wire\npublished: 2021-05-07\n"
    "url: https://wire.example.org/line\nlanguage: en\n---\n"
)
DAY = date(2021, 5, 7)


def write(folder: Path, name: str, content: str | bytes = STORY) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def articles(*paths: str | Path) -> list[Article]:
    found = list(read_sources(paths))
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


def one(path: str | Path) -> Article:
    [article] = articles(path)
    return article


def error(path: str | Path) -> str:
    [found] = read_sources([path])
    assert isinstance(found, SourceError)
    assert "\n" not in str(found)
    assert str(found).endswith(".")
    return str(found)


# Kinds of files


def test_plain_text(tmp_path: Path) -> None:
    article = one(write(tmp_path, "story.txt"))
    assert article.text == STORY
    assert (article.headline, article.publisher, article.published, article.language) == (TITLE, None, None, None)
    assert (article.url, article.boilerplate) == ("story.txt", ())
    assert article.origin == str(tmp_path / "story.txt")


@pytest.mark.parametrize("name", ["story.txt", "story.md"])
def test_front_matter_is_metadata_and_no_text(tmp_path: Path, name: str) -> None:
    article = one(write(tmp_path, name, FRONT + STORY))
    assert article.text == STORY
    assert (article.headline, article.publisher, article.published) == ("Line reopened", "Hill Wire", DAY)
    assert (article.url, article.language) == ("https://wire.example.org/line", "en")


def test_front_matter_is_read_as_written(tmp_path: Path) -> None:
    article = one(
        write(
            tmp_path, "story.txt", "---\ntitle: 2018\nlanguage: no\npublisher: null\ndate: '7 May 2021'\n---\n" + STORY
        )
    )
    assert (article.headline, article.language, article.publisher, article.published) == ("2018", "no", None, DAY)


def test_a_rule_above_prose_is_no_front_matter(tmp_path: Path) -> None:
    assert one(write(tmp_path, "story.txt", "---\n" + STORY)).text == "---\n" + STORY


def test_markdown_is_text_without_its_marks(tmp_path: Path) -> None:
    source = (
        "# Chiefs of **staff** meet\n\n"
        "> General [Anna Kerr](https://example.org) said *yes* to ship_to_shore &amp; `calls`.\n"
        "- 2 * 3 ![seen](a.png)\n\n---\n\nIt\\* ends.\n"
    )
    article = one(write(tmp_path, "story.md", source))
    assert (
        article.text
        == "Chiefs of staff meet\n\nGeneral Anna Kerr said yes to ship_to_shore & calls.\n- 2 * 3 \n\n\n\nIt* ends.\n"
    )
    assert article.headline == "Chiefs of staff meet"


def test_html(tmp_path: Path) -> None:
    html = (
        f"<!doctype html><html lang=en><head><meta property='og:url' content='https://post.example.org/a'></head><body><nav>"
        f"<a href=/>Home</a></nav><h1>{TITLE}</h1><p>TARNOV, May 7, 2021 (Hill Wire) — {BODY}</p></body></html>"
    )
    article = one(write(tmp_path, "a.html", html))
    assert [article.quote(span) for span in article.boilerplate] == ["Home"]
    assert (article.headline, article.publisher, article.published) == (TITLE, "Hill Wire", DAY)
    assert (article.url, article.language) == ("https://post.example.org/a", "en")


@pytest.mark.parametrize(
    "record",
    [
        {
            "title": TITLE,
            "text": BODY,
            "url": "https://e.org/1",
            "published": "2021-05-07",
            "publisher": "Hill Wire",
            "language": "en",
        },
        {
            "headline": TITLE,
            "articleBody": BODY,
            "url": "https://e.org/1",
            "datePublished": "2021-05-07T10:00:00Z",
            "publisher": {"@type": "Organization", "name": "Hill Wire"},
            "inLanguage": "en-GB",
        },
        {
            "title": TITLE,
            "text": "",
            "body": BODY,
            "url": "https://e.org/1",
            "date": "7 May 2021",
            "source": "Hill Wire",
            "language": "en",
        },
        {
            "title": TITLE,
            "content": f"<p>{BODY}</p>",
            "url": "https://e.org/1",
            "date": "2021-05-07",
            "source": {"name": "Hill Wire"},
            "language": "en_US",
        },
    ],
)
def test_json(tmp_path: Path, record: dict[str, object]) -> None:
    article = one(write(tmp_path, "a.json", json.dumps(record)))
    assert (article.text, article.headline, article.publisher, article.published) == (BODY, TITLE, "Hill Wire", DAY)
    assert (article.url, article.language) == ("https://e.org/1", "en")


def test_records_without_an_address_are_numbered(tmp_path: Path) -> None:
    records = [{"text": STORY}, {"text": BODY}]
    assert [a.url for a in articles(write(tmp_path, "a.json", json.dumps(records)))] == ["a.json#1", "a.json#2"]
    lines = "\n\n".join(map(json.dumps, records))
    assert [a.url for a in articles(write(tmp_path, "a.jsonl", "\ufeff" + lines))] == ["a.jsonl#1", "a.jsonl#3"]
    assert one(write(tmp_path, "b.json", json.dumps(records[0]))).url == "b.json"


def test_json_lines_under_another_name(tmp_path: Path) -> None:
    assert len(articles(write(tmp_path, "a.json", f'{{"text": "{BODY}"}}\n{{"text": "{BODY}"}}\n'))) == 2


@pytest.mark.parametrize(
    ("data", "url"),
    [
        (STORY, None),
        (FRONT + STORY, "https://wire.example.org/line"),
        (json.dumps({"text": STORY}), None),
        (json.dumps([{"text": STORY, "url": "https://e.org/1"}]), "https://e.org/1"),
        (f"<!doctype html><html><body><h1>{TITLE}</h1><p>{BODY}</p></body></html>", None),
    ],
)
def test_standard_input(data: str, url: str | None) -> None:
    [article] = read_sources(["-"], stdin=io.BytesIO(data.encode()))
    assert isinstance(article, Article)
    assert article.text.strip() == STORY.strip()
    assert article.url == url


def test_prose_that_begins_with_a_bracket_is_prose() -> None:
    [article] = read_sources(["-"], stdin=io.BytesIO(f"{{mosads}}{BODY}".encode()))
    assert isinstance(article, Article)
    assert [article.quote(span) for span in article.boilerplate] == ["{mosads}"]


def test_bundled_corpus_is_readable() -> None:
    assert bundled_corpus().name == "corpus"


# Metadata


def test_a_sidecar_fills_what_front_matter_leaves_open(tmp_path: Path) -> None:
    path = write(tmp_path, "story.txt", "---\ntitle: Line reopened\n---\n" + STORY)
    write(tmp_path, "story.meta.yaml", "title: Not this\npublished: 2021-05-07\n")
    article = one(path)
    assert (article.headline, article.published) == ("Line reopened", DAY)


@pytest.mark.parametrize("name", ["page.meta.json", "page.html.meta.json"])
def test_a_sidecar_comes_before_the_page(tmp_path: Path, name: str) -> None:
    path = write(
        tmp_path,
        "page.html",
        f"<!doctype html><title>A</title><meta name=date content=2020-01-01><h1>B</h1><p>{BODY}</p>",
    )
    write(tmp_path, name, json.dumps({"published": "2021-05-07", "publisher": "Hill Wire"}))
    article = one(path)
    assert (article.headline, article.publisher, article.published) == ("B", "Hill Wire", DAY)


def test_the_page_comes_before_the_dateline_and_that_before_the_address(tmp_path: Path) -> None:
    html = (
        "<!doctype html><html><head>{}</head><body><h1>"
        + TITLE
        + "</h1><p>TARNOV, May 6, 2021 — "
        + BODY
        + "</p></body></html>"
    )
    meta = '<meta property="article:published_time" content="2021-05-07">'
    assert one(write(tmp_path, "2021/05/05/a.html", html.format(meta))).published == DAY
    assert one(write(tmp_path, "2021/05/05/a.html", html.format(""))).published == date(2021, 5, 6)
    assert [a.published for a in articles(tmp_path)] == [date(2021, 5, 6)]
    write(tmp_path, "2021/05/05/a.html", html.format("").replace("TARNOV, May 6, 2021 — ", ""))
    assert [a.published for a in articles(tmp_path)] == [date(2021, 5, 5)]


def test_the_given_day_fills_only_what_nothing_tells(tmp_path: Path) -> None:
    paths = [write(tmp_path, "a.txt"), write(tmp_path, "b.txt", FRONT + STORY)]
    assert [a.published for a in read_sources(paths, published=date(2022, 1, 1)) if isinstance(a, Article)] == [
        date(2022, 1, 1),
        DAY,
    ]


def test_no_day_is_taken_from_the_clock(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "b.html", f"<!doctype html><html><body><h1>{TITLE}</h1><p>{BODY}</p></body></html>")
    assert [a.published for a in articles(tmp_path)] == [None, None]


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        (STORY, TITLE),
        (BODY, None),
        (f"\n\n{BODY}\n\nReservations\n\n{BODY}", None),
        (f"Home | World | Sport\n\nWorld\n\n{STORY}", TITLE),
        (f"{TITLE}.\n\n{BODY}", None),
        (f"{TITLE}\n{BODY}", None),
    ],
)
def test_headline_of_plain_text(tmp_path: Path, text: str, headline: str | None) -> None:
    assert one(write(tmp_path, "a.txt", text)).headline == headline


def test_a_window_title_names_the_publisher_and_is_not_read(tmp_path: Path) -> None:
    article = one(write(tmp_path, "a.txt", f"{TITLE} - Tarnov Post\nWorld\n\n{STORY}"))
    assert (article.headline, article.publisher) == (TITLE, "Tarnov Post")
    assert [article.quote(span) for span in article.boilerplate] == [f"{TITLE} - Tarnov Post"]


# Order, folders, addresses


def test_folders_are_read_in_depth_and_in_order(tmp_path: Path) -> None:
    for name in (
        "b.md",
        "a/z.txt",
        "a/c/d.jsonl",
        "c.html",
        ".hidden.txt",
        ".git/x.txt",
        "notes.yaml",
        "a.meta.yaml",
        "x.csv",
        "i.png",
    ):
        write(tmp_path, name, json.dumps({"text": BODY}) if name.endswith("jsonl") else BODY)
    assert [a.url for a in articles(tmp_path)] == ["a/c/d.jsonl#1", "a/z.txt", "b.md", "c.html"]


def test_no_machine_path_reaches_an_article(tmp_path: Path) -> None:
    write(tmp_path, "a/story.txt")
    assert [a.url for a in articles(tmp_path / "a" / "story.txt")] == ["story.txt"]
    assert [a.url for a in articles(tmp_path)] == ["a/story.txt"]


def test_equal_content_gives_equal_articles_wherever_it_lies(tmp_path: Path) -> None:
    assert one(write(tmp_path, "a/story.txt")).id == one(write(tmp_path, "b/story.txt")).id


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_file_named_twice_is_read_once_under_one_address(tmp_path: Path, order: tuple[int, int]) -> None:
    paths = [tmp_path, write(tmp_path, "a/story.txt")]
    assert [a.url for a in articles(*(paths[n] for n in order))] == ["story.txt"]


def test_order_is_the_order_given(tmp_path: Path) -> None:
    paths = [write(tmp_path, "b.txt"), write(tmp_path, "a.txt")]
    found = list(read_sources([paths[0], "-", tmp_path / "missing.txt", paths[1]], stdin=io.BytesIO(STORY.encode())))
    assert [item.url if isinstance(item, Article) else "error" for item in found] == ["b.txt", None, "error", "a.txt"]


# Characters


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = "Général Süß met “his counterpart” at Königstein – at last. " * 3
    assert one(write(tmp_path, "a.txt", text.encode(encoding))).text == text


def test_cyrillic(tmp_path: Path) -> None:
    text = "TARNOV — Начальник Генерального штаба сообщил о встрече в столице. The general met his counterpart there."
    assert one(write(tmp_path, "a.txt", text.encode("cp1251"))).text == text


def test_a_page_is_read_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    html = "<html><head><meta charset=koi8-r></head><body><p>Начальник штаба</p></body></html>"
    assert one(write(tmp_path, "a.html", html.encode("koi8-r"))).text == "Начальник штаба"


def test_line_ends_and_control_characters(tmp_path: Path) -> None:
    assert (
        one(write(tmp_path, "a.txt", "One\r\ntwo\rthree\u2028four \x07\u202efive\u00ad\ufeff six.")).text
        == "One\ntwo\nthree\nfour five six."
    )


def test_half_characters_of_json_do_not_stop_anything(tmp_path: Path) -> None:
    article = one(write(tmp_path, "a.json", '{"title": "A \\ud800 line", "text": "He said \\udfff so."}'))
    assert (article.text, article.headline) == ("He said  so.", "A line")
    article.id.encode()


# Bad input


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", "", "a.txt is empty"),
        ("a.txt", " \n\n", "a.txt is empty"),
        ("a.md", FRONT, "holds no text"),
        ("a.txt", b"\x00\x01\x02abc", "a.txt is a binary file"),
        ("a.txt", b"\x89PNG\r\n\x1a\nxxxx", "a.txt is a PNG image"),
        ("a.pdf", b"%PDF-1.7\nxxxx", "a.pdf is a PDF, which is not read yet"),
        ("a.docx", b"PK\x03\x04xxxx", "an office document"),
        ("a.txt", bytes(range(128, 256)), "a.txt is not text in UTF-8"),
        (
            "a.txt",
            "Königstein – ".encode() * 5 + b"\xff\xfe",
            "a.txt is not text in UTF-8, UTF-16, Windows-1252 or Windows-1251",
        ),
        ("a.txt", b"\xff\xfea", "marked as UTF-16-LE but is not"),
        ("a.html", "<html><body><script>x</script></body></html>", "a.html shows no text"),
        ("a.html", "<html><body><nav>Home</nav></body></html>", "nothing but menus"),
        ("a.md", "---\ntitle: [open\npublished: x\n---\n" + STORY, "a.md, front matter, line 3"),
        ("a.md", "---\ntitle: x\n" + STORY, "a.md, line 1: the front matter is not closed"),
        ("a.md", "---\n- a\n---\n" + STORY, "a.md, front matter: not a list of named fields"),
        ("a.md", "---\na: &x [b]\nc: *x\n---\n" + STORY, "a.md, front matter, line 3: aliases are not allowed"),
        ("a.md", "---\n" + "[" * 5000 + "\n---\n" + STORY, "a.md, front matter: not readable as YAML"),
        ("a.md", "---\n" + "a: b\n" * 20_000 + "---\n" + STORY, "a.md, front matter: longer than"),
        ("a.md", "---\npublished: 2021-13-45\n---\n" + STORY, "front matter: the day of publication is '2021-13-45'"),
        ("a.md", "---\npublished: 2021-05\n---\n" + STORY, "write it as YYYY-MM-DD or leave it out"),
        ("a.json", '{"text": "a",\n}', "a.json, line 2, column 1: not readable as JSON"),
        ("a.json", '{"title": "a"}', "has no text; give it in a field named text, body, content or articleBody"),
        ("a.json", '{"text": 5}', "has no text"),
        ("a.json", "[]", "not a JSON object"),
        ("a.json", "[" * 100_000, "nested too deep"),
        ("a.json", '["text"]', "a.json, item 1: not a JSON object"),
        ("a.json", '{"text": "a", "date": "soon"}', "the day of publication is 'soon'"),
        ("a.jsonl", "", "a.jsonl is empty"),
        ("a.jsonl", b"\x89PNG\r\n\x1a\n", "a.jsonl is a PNG image"),
        ("a.jsonl", "x".encode("utf-16"), "is UTF-16, but JSON Lines are UTF-8"),
        ("a.yaml", "title: x", "a.yaml is YAML"),
        ("a.meta.yaml", "title: x", "a.meta.yaml is a sidecar"),
    ],
)
def test_bad_input_is_one_sentence(tmp_path: Path, name: str, content: str | bytes, message: str) -> None:
    assert message in error(write(tmp_path, name, content))


@pytest.mark.parametrize(
    ("name", "content"), [("a.meta.yaml", "published: soon"), ("a.meta.json", "{"), ("a.txt.meta.yaml", "- x")]
)
def test_a_bad_sidecar_is_named(tmp_path: Path, name: str, content: str) -> None:
    write(tmp_path, name, content)
    assert "sidecar" in error(write(tmp_path, "a.txt"))


def test_more_than_ten_megabytes(tmp_path: Path) -> None:
    assert "larger than 10 MB" in error(write(tmp_path, "a.txt", b"a " * (MAX_BYTES // 2 + 1)))


def test_a_broken_line_does_not_stop_the_others(tmp_path: Path) -> None:
    lines = [
        json.dumps({"text": BODY}),
        "{broken",
        "5",
        json.dumps({"text": BODY, "date": "soon"}),
        json.dumps({"text": STORY}),
    ]
    first, *errors, last = read_sources(
        [write(tmp_path, "a.jsonl", "\n".join(lines).encode() + b'\n{"text": "\xff"}\n' + lines[0].encode())]
    )
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert [str(e).split(",")[1].split(":")[0] for e in errors if isinstance(e, SourceError)] == [
        f" line {n}" for n in (2, 3, 4, 6)
    ]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("missing.txt", "missing.txt does not exist"),
        ("", "neither a file nor a folder"),
        ("https://e.org/a", "not fetched"),
        ("a\x00b", "cannot be opened"),
        ("x" * 300, "cannot be opened"),
        ("/dev/null", "neither a file nor a folder"),
    ],
)
def test_paths_that_lead_nowhere(path: str, message: str) -> None:
    assert message in error(path)


def test_a_folder_with_nothing_to_read(tmp_path: Path) -> None:
    write(tmp_path, "x.csv")
    assert "holds nothing that can be read" in error(tmp_path)


def test_links_that_lead_back(tmp_path: Path) -> None:
    write(tmp_path, "a/story.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere.txt")
    found = [str(item) if isinstance(item, SourceError) else item.url for item in read_sources([tmp_path])]
    assert len(found) == 4
    assert "link back to a folder" in str(found[0])
    assert found[1] == "a/story.txt"
    assert "dangling.txt does not exist" in str(found[2])
    assert "self.txt cannot be opened" in str(found[3])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipes_in_folders_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "story.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert [a.url for a in articles(tmp_path)] == ["story.txt"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_what_may_not_be_read(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt")
    path.chmod(0)
    assert "may not be read; change its permissions" in error(path)


def test_one_bad_file_does_not_stop_the_batch(tmp_path: Path) -> None:
    for name, content in (("a.txt", STORY), ("b.txt", b"\x00"), ("c.html", "<html></html>"), ("d.md", STORY)):
        write(tmp_path, name, content)
    assert [isinstance(item, Article) for item in read_sources([tmp_path])] == [True, False, False, True]


def test_importing_the_readers_is_light() -> None:
    code = "import sys, backchannel.sources.readers; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    heavy = {"lxml", "trafilatura", "htmldate", "charset_normalizer", "markdown_it", "spacy", "rdflib", "pyoxigraph"}
    assert not heavy.intersection(loaded)
