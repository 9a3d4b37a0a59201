"""The headline of a text that names none, and the line of a page's window title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backchannel.sources.article import Span
from backchannel.sources.boilerplate import is_prose, lines, merge

# A headline stands among the first lines, before prose.
_HEAD_LINES = 8
_FEWEST_WORDS, _MOST_WORDS = 3, 30
_MOST_CHARACTERS = 200

_SITE = re.compile(r"\s*(?:\s[-–—:]|[|»·])\s+(?P<site>\S.{1,39})")


@dataclass(frozen=True)
class WindowTitle:
    """A first line that repeats the headline with the name of the site: "Generals meet in Bern | The Daily"."""

    span: Span
    site: str


def headline(text: str, boilerplate: Sequence[Span] = ()) -> str | None:
    """The first short line that a blank line follows and no full stop ends, if there is one above the prose."""
    found = lines(text)[:_HEAD_LINES]
    for span in found:
        line = text[span.start:span.end]
        if is_prose(line) or len(line) > _MOST_CHARACTERS:
            return None
        alone = re.match(r"[^\S\n]*\n[^\S\n]*\n", text[span.end:])
        if alone and _is_title(line) and not any(mark.overlaps(span) for mark in boilerplate):
            return " ".join(line.split())
    return None


def window_title(text: str) -> WindowTitle | None:
    """The first line, if one of the next lines is its beginning and the rest names a site."""
    found = lines(text)[:_HEAD_LINES]
    first = text[found[0].start:found[0].end] if found else ""
    for span in found[1:]:
        line = text[span.start:span.end]
        match = _SITE.fullmatch(first[len(line):]) if _is_title(line) and first.startswith(line) else None
        if match:
            return WindowTitle(found[0], match["site"])
    return None


def with_window_title(text: str, boilerplate: Iterable[Span]) -> tuple[tuple[Span, ...], str | None]:
    """``boilerplate`` of ``text`` and the line of the window's title, in order, and the site that this line names."""
    window = window_title(text)
    return merge(text, [*boilerplate, *([window.span] if window else [])]), window.site if window else None


def without_site(title: str, names: Sequence[str | None]) -> str:
    """``title`` without the name of its site at the end, if that is one of ``names``."""
    for name in filter(None, names):
        match = _SITE.fullmatch(title[-len(name) - 3:]) if title.endswith(name) else None
        if match:
            return title[:len(title) - len(match[0])].strip()
    return title


def site_of(title: str, headline: str) -> str | None:
    """The name of the site that follows ``headline`` in ``title``."""
    match = _SITE.fullmatch(title[len(headline):]) if title.startswith(headline) else None
    return match["site"] if match else None


def _is_title(line: str) -> bool:
    return _FEWEST_WORDS <= len(line.split()) <= _MOST_WORDS and not re.search(r"[.!:;,…][\"'”’)]*$", line)
