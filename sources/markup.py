"""The visible text of an HTML tree in document order, and where each element stands in it.

White space is normalised once. Paragraphs are apart by a blank line; items, cells, terms and ``<br>`` begin a new line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from backchannel.sources.article import Span

# lxml comes without types, and is imported only when the first page comes.
Element = Any

_HIDDEN = frozenset({
    "script", "style", "noscript", "template", "head", "title", "iframe", "object", "embed", "svg", "math",
    "canvas", "audio", "video", "map", "datalist", "progress", "meter", "rp",
})
_ITEMS = frozenset({"br", "dt", "dd", "li", "tr", "td", "th", "caption", "option", "legend", "summary"})
_PARAGRAPHS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "details", "dialog", "div", "dl", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "hgroup",
    "main", "menu", "nav", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "ul",
})
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_GAPS = ("", " ", "\n", "\n\n")


@dataclass(frozen=True)
class Piece:
    """A run of text of one element; ``block`` is the paragraph, item or cell that it stands in."""

    span: Span
    linked: bool
    block: Element


@dataclass(frozen=True)
class Visible:
    """The text that a page shows, its pieces in order, and the span of every element that shows any of it."""

    text: str
    pieces: tuple[Piece, ...]
    elements: tuple[tuple[Element, Span], ...]


def visible(body: Element) -> Visible:
    """The visible text under ``body``."""
    from lxml import etree  # type: ignore[import-untyped]

    renderer = _Renderer(body)
    walker = etree.iterwalk(body, events=("start", "end"))
    for event, element in walker:
        if event == "start" and element is not body and _is_hidden(element):
            walker.skip_subtree()
            renderer.hidden = element
        elif event == "start":
            renderer.open(element)
        else:
            renderer.close(element)
    return Visible("".join(renderer.parts), tuple(renderer.pieces), tuple(renderer.elements))


class _Renderer:
    """The text as it grows, with the widest gap that the markup has put after its last piece."""

    def __init__(self, body: Element) -> None:
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.elements: list[tuple[Element, Span]] = []
        self.hidden: Element = None
        self._body = body
        self._blocks = [body]
        self._opened: list[int] = []
        self._links = self._length = self._gap = 0

    def open(self, element: Element) -> None:
        level = _level(element)
        self._separate(level)
        self._opened.append(len(self.pieces))
        self._links += element.tag == "a"
        if level:
            self._blocks.append(element)
        self._add(element.text, element)

    def close(self, element: Element) -> None:
        level = _level(element)
        if element is self.hidden:
            self.hidden = None
        else:
            first = self._opened.pop()
            self._links -= element.tag == "a"
            if level:
                self._blocks.pop()
            if first < len(self.pieces):
                self.elements.append((element, Span(self.pieces[first].span.start, self._length)))
        self._separate(level)
        if element is not self._body:
            self._add(element.tail, element.getparent())

    def _separate(self, gap: int) -> None:
        self._gap = max(self._gap, gap)

    def _add(self, raw: str | None, owner: Element) -> None:
        for number, part in enumerate((raw or "").split("\n") if owner.tag == "pre" else [raw or ""]):
            words = " ".join(part.split())
            self._separate(2 if number else int(part[:1].isspace()))
            if words:
                before = _GAPS[self._gap] if self.pieces else ""
                start = self._length + len(before)
                self._length = start + len(words)
                self.parts += (before, words)
                self.pieces.append(Piece(Span(start, self._length), self._links > 0, self._blocks[-1]))
                self._gap = int(part[-1:].isspace())


def _level(element: Element) -> int:
    return 3 if element.tag in _PARAGRAPHS else 2 if element.tag in _ITEMS else 0


def _is_hidden(element: Element) -> bool:
    return (element.tag in _HIDDEN or element.get("hidden") is not None
            or element.tag == "dialog" and element.get("open") is None
            or bool(_UNSEEN.search(element.get("style", ""))))
