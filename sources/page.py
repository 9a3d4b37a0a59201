"""A web page as text: everything that is visible, in document order, with what is not the article marked.

Two judges decide: trafilatura finds the main content, and the page's own structure (tags, roles, words of classes and
ids) tells what an element is for. lxml and trafilatura are imported when the first page comes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import accumulate

from backchannel.sources import page_metadata
from backchannel.sources.article import SourceError, Span
from backchannel.sources.boilerplate import cues, is_prose, lines, mark, merge
from backchannel.sources.encoding import tidy
from backchannel.sources.markup import Element, Visible, visible
from backchannel.sources.metadata import Metadata

_WHOLE = frozenset({"html", "body", "main", "article"})
_STRUCTURE = frozenset({"dt", "dd", "li", "td", "th", "h2", "h3", "h4", "h5", "h6"})
_FRAGMENT = re.compile(r"<(?:p|div|br|article|section|h[1-6]|[uod]l|table|blockquote)\b[^<>]*>|<a\s[^<>]*\bhref\b"
                       r"|</(?:a|b|i|em|strong|span)>", re.IGNORECASE)
_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
                   re.IGNORECASE | re.DOTALL)

_LABEL_LENGTH = 200
_SHINGLE = 4
_SAME = 0.6    # from this share of a line's word sequences in the main content on, it belongs to it
_LINKED = 0.6  # from this share of a line's characters in links on, it is a link


@dataclass(frozen=True)
class Page:
    """What a page says: its visible text, the spans of it that are not the article, its metadata."""

    text: str
    boilerplate: tuple[Span, ...]
    metadata: Metadata


@dataclass(frozen=True)
class _Line:
    """A line of the visible text; ``main`` if it belongs to the main content."""

    span: Span
    block: Element
    linked: bool
    prose: bool
    main: bool


def is_page(text: str) -> bool:
    """Whether ``text`` is a whole HTML page."""
    return bool(_PAGE.match(text[:4000]))


def is_markup(text: str) -> bool:
    """Whether ``text`` is HTML, if only a fragment of a page."""
    return is_page(text) or bool(_FRAGMENT.search(text))


def charset(data: bytes) -> str | None:
    """The encoding that a page declares about itself, as browsers understand the name."""
    match = re.search(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", data[:4096], re.IGNORECASE)
    name = match[1].decode("ascii", "replace").lower() if match else ""
    if re.fullmatch(r"iso-?8859-?1|latin-?1", name):
        return "cp1252"
    return name if re.match(r"utf-?8|iso-?8859|windows-|cp125|koi8|gb|big5|shift|euc", name) else None


def read_page(html: str, name: str) -> Page:
    """The text, boilerplate and metadata of a page or of a fragment of one. Raises SourceError if it shows no text."""
    root = _tree(tidy(html), name)
    body = root.find("body") if root.tag == "html" else root
    seen = visible(body) if body is not None else Visible("", (), ())
    if not seen.text:
        raise SourceError(f"{name} shows no text (pages that scripts build are empty when saved); "
                          "save its text as a .txt file.")
    found = _judged(seen, _main_content(root) if is_page(html) else "")
    furniture = dict(_furniture(seen, found))
    boilerplate = merge(seen.text, [*furniture.values(), *mark(seen.text), *_apart(found)])
    undated = [element for element in furniture if not _is_label(element)]  # the byline's day is the page's
    return Page(seen.text, boilerplate, page_metadata.read(root, undated))


def _tree(source: str, name: str) -> Element:
    from lxml import etree  # type: ignore[import-untyped]
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return lxml_html.document_fromstring(source.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise SourceError(f"{name} shows no text; save the text of the page as a .txt file.") from error


def _main_content(root: Element) -> str:
    from trafilatura import bare_extraction

    try:
        document = bare_extraction(deepcopy(root), include_comments=False, with_metadata=False)
    except (ValueError, TypeError, AttributeError, RecursionError):  # seen on malformed pages; our own cues still hold
        return ""
    return str(getattr(document, "text", None) or "")


def _judged(seen: Visible, main: str) -> list[_Line]:
    """The lines of the page, each with what the judges need to know of it."""
    known = {shingle for line in main.splitlines() for shingle in _shingles(line)}
    pieces = iter(seen.pieces)
    piece = next(pieces, None)
    found = []
    for span in lines(seen.text):
        inside = []
        while piece and piece.span.end <= span.end:
            inside.append(piece)
            piece = next(pieces, None)
        line = seen.text[span.start:span.end]
        linked = sum(p.span.end - p.span.start for p in inside if p.linked)
        shingles = _shingles(line)
        found.append(_Line(span, inside[0].block, linked=linked >= _LINKED * len(line),
                           prose=is_prose(cues().fragment.sub("", line).strip()),
                           main=len(shingles & known) >= max(1, _SAME * len(shingles))))
    return found


def _shingles(line: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", line.casefold())
    return {tuple(words[n:n + _SHINGLE]) for n in range(max(1, len(words) - _SHINGLE + 1))} if words else set()


def _furniture(seen: Visible, found: Sequence[_Line]) -> Iterator[tuple[Element, Span]]:
    """Elements that their markup betrays, unless they hold the title or half of the article."""
    counts = any(line.main for line in found)
    weight = [len(seen.text[line.span.start:line.span.end]) * (line.main if counts else line.prose) for line in found]
    sums, starts = [0, *accumulate(weight)], [line.span.start for line in found]
    titles = [span for element, span in seen.elements if element.tag == "h1"]
    for element, span in seen.elements:
        short = span.end - span.start <= _LABEL_LENGTH
        side = element.tag in cues().side_tags
        if element.tag in _WHOLE or not (side or _is_marked(element) or short and _is_label(element)):
            continue
        inside = sums[bisect_left(starts, span.end)] - sums[bisect_left(starts, span.start)]
        if not any(span.covers(title) for title in titles) and inside <= (0 if side else sums[-1] / 2):
            yield element, span


def _is_marked(element: Element) -> bool:
    role = element.get("role", "").lower()
    return element.tag in cues().tags or role in cues().roles or bool(_words(element) & cues().classes)


def _is_label(element: Element) -> bool:
    return bool(_words(element) & cues().labels)


def _words(element: Element) -> set[str]:
    """The words of an element's class and id, and up to three neighbours joined: ``most-read`` gives ``mostread``."""
    found = set()
    for name in f"{element.get('class', '')} {element.get('id', '')}".split():
        words = [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)]
        found |= {"".join(words[n:n + size]) for size in (1, 2, 3) for n in range(len(words))}
    return found


def _apart(found: Sequence[_Line]) -> Iterator[Span]:
    """Lines that are links, or stand outside the main content."""
    main = [n for n, line in enumerate(found) if line.main]
    title = next((n for n, line in enumerate(found) if line.block.tag == "h1"), len(found))
    homes = {found[n].block.getparent() for n in main if found[n].prose}
    for n, line in enumerate(found):
        if line.block.tag == "h1" or line.main and line.prose:
            continue
        if line.linked and not line.prose:
            yield line.span
        elif main and not line.main:
            inside = main[0] <= n <= main[-1]
            standfirst = title < n < main[0]
            kept = (line.prose and (inside or standfirst or line.block.getparent() in homes)
                    or inside and line.block.tag in _STRUCTURE)
            if not kept:
                yield line.span
