"""Readers: files, folders and standard input as articles.

A source that cannot be read gives one :class:`SourceError` in its place, and the rest goes on. Metadata comes from
front matter, a sidecar or the fields of a record; what those leave open, from the page; then from the dateline, and
from the address.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import BinaryIO

from backchannel.sources import markdown
from backchannel.sources.article import Article, SourceError, Span
from backchannel.sources.boilerplate import mark
from backchannel.sources.dateline import date_in_url, dateline
from backchannel.sources.encoding import MAX_BYTES, decode, tidy
from backchannel.sources.folders import STANDARD_INPUT, SourceFile, reason, shown, source_files
from backchannel.sources.frontmatter import sidecar, split
from backchannel.sources.headline import headline, with_window_title
from backchannel.sources.metadata import Metadata, given
from backchannel.sources.page import charset, is_markup, is_page, read_page
from backchannel.sources.records import Record, is_json, of_json, of_lines, text_lines

_PAGES = (".html", ".htm", ".xhtml")
_MARKDOWN = (".md", ".markdown")
_LINES = (".jsonl", ".ndjson")
_TEXT = (".txt", ".text")


@dataclass(frozen=True)
class _Source:
    """Where an article comes from: its name in messages, the address it has if it names none, what stands beside it."""

    name: str
    url: str | None
    beside: Metadata
    fallback: Metadata


def read_sources(paths: Sequence[str | Path], *, published: date | None = None,
                 stdin: BinaryIO | None = None) -> Iterator[Article | SourceError]:
    """The articles at ``paths`` in the order given, each file once; folders are read in depth, in the order of names.

    ``-`` is ``stdin``, by default standard input. ``published`` is the day of publication of articles that nothing else
    dates. A source that cannot be read gives an error in its place; none is raised.
    """
    fallback = Metadata(published=published)
    for item in source_files(paths):
        try:
            if isinstance(item, SourceError):
                yield item
            elif item is STANDARD_INPUT:
                source = _Source("standard input", None, Metadata(), fallback)
                yield from _read(stdin or sys.stdin.buffer, "", source)
            else:
                yield from _read_file(item, fallback)
        except SourceError as error:
            yield error


def bundled_corpus() -> Path:
    """The folder of the articles that come with the package."""
    return Path(str(files("backchannel.sources") / "corpus"))


def _read_file(file: SourceFile, fallback: Metadata) -> Iterator[Article | SourceError]:
    name = shown(file.path)
    try:
        beside = given(sidecar(file.path, name), f"{name}, sidecar")
        with file.path.open("rb") as stream:
            yield from _read(stream, file.path.suffix.lower(), _Source(name, file.url, beside, fallback))
    except OSError as error:
        raise SourceError(f"{name} {reason(error)}.") from error


def _read(stream: BinaryIO, ending: str, source: _Source) -> Iterator[Article | SourceError]:
    if ending in _LINES:
        yield from _articles(of_lines(text_lines(stream, source.name), source.name), source)
        return
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise SourceError(f"{source.name} is larger than {MAX_BYTES // 1_000_000} MB; split it, or save one article a "
                          "line as JSON Lines (.jsonl).")
    known = ending in (*_MARKDOWN, *_TEXT, ".json")
    text = decode(data, source.name, None if known else charset(data))
    if ending == ".json" or not known and is_json(text):
        yield from _articles(of_json(text, source.name), source)
    elif ending in _PAGES or not known and is_page(text):
        yield _page(text, Metadata(), source)
    else:
        fields, body = split(tidy(text), source.name)
        body = markdown.plain(body) if ending in _MARKDOWN else body
        yield _article(body, mark(body), given(fields, f"{source.name}, front matter"), source)


def _articles(found: Iterator[Record | SourceError], source: _Source) -> Iterator[Article | SourceError]:
    empty = True
    for record in found:
        empty = False
        try:
            yield record if isinstance(record, SourceError) else _of_record(record, source)
        except SourceError as error:
            yield error
    if empty:
        raise SourceError(f"{source.name} is empty; remove it or put an article into it.")


def _of_record(record: Record, source: _Source) -> Article:
    if record.number is not None:  # what stands beside many articles cannot name one of them
        source = replace(source, url=f"{source.url}#{record.number}" if source.url else None,
                         beside=replace(source.beside, url=None, headline=None))
    source = replace(source, name=record.where)
    metadata = given(record.fields, record.where)
    if is_markup(record.text):
        return _page(record.text, metadata, source)
    text = tidy(record.text)
    return _article(text, mark(text), metadata, source)


def _page(html: str, metadata: Metadata, source: _Source) -> Article:
    page = read_page(html, source.name)
    return _article(page.text, page.boilerplate, metadata, replace(source, beside=source.beside.over(page.metadata)))


def _article(text: str, boilerplate: tuple[Span, ...], metadata: Metadata, source: _Source) -> Article:
    boilerplate, site = with_window_title(text, boilerplate)
    if len(boilerplate) < 2 and text.strip() == "".join(text[span.start:span.end] for span in boilerplate):
        what = "nothing but menus and the like" if boilerplate else "no text"
        raise SourceError(f"{source.name} holds {what}; remove it or put an article into it.")
    told = metadata.over(source.beside)
    told = told.over(Metadata(headline=headline(text, boilerplate), publisher=site))
    start = max(0, text.find(told.headline)) if told.headline else 0
    told = told.over(dateline(text[start:])).over(Metadata(url=source.url))
    told = told.over(Metadata(published=date_in_url(told.url or ""))).over(source.fallback)
    return Article(text, boilerplate, told.headline, told.publisher, told.published, told.url, told.language,
                   origin=source.name)
