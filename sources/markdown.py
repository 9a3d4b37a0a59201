"""Markdown as the text that a reader sees, line for line."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_LINE_MARKS = re.compile(r"^[ \t]{0,3}(?:>[ \t]?|#{1,6}[ \t]+)+|(?<=\S)[ \t]+#+[ \t]*$", re.MULTILINE)
_RULES = re.compile(r"^[ \t]{0,3}(?:=+|-{3,}|(?:[*_-][ \t]*){3,})[ \t]*$", re.MULTILINE)
_MARKUP = re.compile(r"[*_\[`<&\\]")


def plain(text: str) -> str:
    """``text`` without the marks of headings, quotations, emphasis, links and rules; lists keep their bullets."""
    bare = _LINE_MARKS.sub("", _RULES.sub("", text))
    return "".join(_inline(part) if _MARKUP.search(part) else part for part in re.split(r"(\n(?:[ \t]*\n)+)", bare))


def _inline(paragraph: str) -> str:
    tokens = _parser().parseInline(paragraph)[0].children or []
    return "".join("\n" if token.type.endswith("break") else token.content for token in tokens if token.type != "image")


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False})
