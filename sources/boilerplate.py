"""What is around an article and not of it: menus, share bars, links to other stories, comments, credits.

The words that betray it are data in ``lexicon/en/boilerplate.yaml``; what is found is marked, never removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from backchannel.ontology.rows import read_words
from backchannel.sources.article import Span

# Longer lines are prose, whatever they begin with; patterns are not tried on them.
_LONGEST_LINE = 400
_PROSE_WORDS = 12
_LISTED_WORDS = 16
# A line this long without an end goes on in the next one, if that begins with a small letter.
_WRAPPED_WORDS = 8
# Prose before a tail that makes it the end of the article even if more prose follows (talkative readers).
_ENOUGH_PROSE = 150

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_CLOSED = re.compile(r"[.!?…:;][\"'”’)\]]*$|://\S+$")
_BULLET = re.compile(r"[-*•▪·–—]\s")


@dataclass(frozen=True)
class Cues:
    """The patterns of ``boilerplate.yaml``: see the comments there."""

    line: re.Pattern[str]
    heading: re.Pattern[str]
    tail: re.Pattern[str]
    teaser: re.Pattern[str]
    fragment: re.Pattern[str]
    separator: re.Pattern[str]
    menu_items: int
    menu_words: int
    tags: frozenset[str]
    side_tags: frozenset[str]
    roles: frozenset[str]
    classes: frozenset[str]
    labels: frozenset[str]


@cache
def cues() -> Cues:
    """The cues of the English lexicon."""
    data = read_words("boilerplate")
    menu = data["menu"]
    return Cues(
        line=_either(data["lines"]), heading=_either(data["headings"]), tail=_either(data["tails"]),
        teaser=_either(data["teasers"], "$"), fragment=_either(data["fragments"]),
        separator=re.compile("|".join(map(re.escape, menu["separators"]))),
        menu_items=menu["items"], menu_words=menu["words"],
        tags=frozenset(data["tags"]), side_tags=frozenset(data["side_tags"]), roles=frozenset(data["roles"]),
        classes=frozenset(data["classes"]), labels=frozenset(data["labels"]),
    )


def lines(text: str) -> list[Span]:
    """The lines of ``text`` that hold anything, without the white space around them."""
    return [Span(*match.span()) for match in re.finditer(r"\S(?:.*\S)?", text)]


def is_prose(line: str) -> bool:
    """Whether a line is made of sentences: long enough, and ended like one."""
    return len(line.split()) >= _PROSE_WORDS and bool(_SENTENCE_END.search(line))


def mark(text: str) -> tuple[Span, ...]:
    """The spans of ``text`` that its words alone betray as boilerplate, in order and without overlap."""
    spans = _paragraphs(text)
    found = [text[span.start:span.end] for span in spans]
    flagged = {n for n, line in enumerate(found) if _is_furniture(line)}
    for rule in (_listed, _teased, _after_tail):
        flagged |= set(rule(found))
    fragments = [Span(match.end() - len(match[0].lstrip()), match.end()) for match in cues().fragment.finditer(text)]
    return merge(text, [*(spans[n] for n in flagged), *fragments])


def merge(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """``spans`` in order; those that overlap, or have only white space between them, become one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and not text[merged[-1].end:span.start].strip():
            span = Span(merged[-1].start, max(merged.pop().end, span.end))
        merged.append(span)
    return tuple(merged)


def _paragraphs(text: str) -> list[Span]:
    """The lines of ``text``, those that go on in small letters on the next line taken together."""
    found: list[Span] = []
    last = ""
    for span in lines(text):
        line = text[span.start:span.end]
        unfinished = len(last.split()) >= _WRAPPED_WORDS and not _CLOSED.search(last)
        if unfinished and line[0].islower() and text.count("\n", found[-1].end, span.start) == 1:
            span = Span(found.pop().start, span.end)
        found.append(span)
        last = line
    return found


def _is_furniture(line: str) -> bool:
    if len(line) > _LONGEST_LINE:
        return False
    patterns = (cues().line, cues().heading, cues().tail)
    return any(pattern.fullmatch(line) for pattern in patterns) or _is_menu(line)


def _is_menu(line: str) -> bool:
    items = [item.split() for item in cues().separator.split(line) if item.strip()]
    return (len(items) >= cues().menu_items and not _SENTENCE_END.search(line) and not line.startswith("|")  # a table
            and all(len(words) <= cues().menu_words for words in items))


def _is_listed(line: str) -> bool:
    """Whether a line looks like an entry in a list of links."""
    words = len(line.split())
    return words <= _LISTED_WORDS and (bool(_BULLET.match(line)) or not line.endswith((".", ".”", '."')))


def _listed(found: Sequence[str]) -> Iterator[int]:
    """Headings of blocks and the entries under them."""
    inside = False
    for n, line in enumerate(found):
        inside = bool(cues().heading.fullmatch(line)) or inside and _is_listed(line)
        if inside:
            yield n


def _teased(found: Sequence[str]) -> Iterator[int]:
    """Teasers of other stories, with the short lines right above them."""
    for n, line in enumerate(found):
        if cues().teaser.search(line[-40:]):
            yield n
            for above in range(n - 1, -1, -1):
                if not _is_listed(found[above]):
                    break
                yield above


def _after_tail(found: Sequence[str]) -> Iterator[int]:
    """Everything after the line that ends the article, if enough of the article stands before it."""
    prose = [len(line.split()) if is_prose(line) else 0 for line in found]
    before = 0
    for n, line in enumerate(found):
        is_tail = before and len(line) <= _LONGEST_LINE and cues().tail.fullmatch(line)
        if is_tail and before >= min(_ENOUGH_PROSE, sum(prose[n:])):
            yield from range(n, len(found))
            return
        before += prose[n]


def _either(patterns: Sequence[str], end: str = "") -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(f'(?:{pattern})' for pattern in patterns)}){end}", re.IGNORECASE | re.MULTILINE)
