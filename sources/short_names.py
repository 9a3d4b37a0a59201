"""Short names of countries that a text has named in full: "the North", "his Southern counterpart", "the Kingdom"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from backchannel.ontology import lexicon
from backchannel.sources.article import Span
from backchannel.sources.parties import Form, PartyMention, side_of


def find_short_names(text: str, span: Span, named: Collection[str]) -> Iterator[PartyMention]:
    """The short names in ``text[span]`` of countries whose codes, or those of their pair, are ``named``."""
    for row in lexicon.short_names().short_names:
        if not set(row.once) & set(named):
            continue
        for name in row.names:
            pattern = rf"\b(?:[Tt]he|and|or|between) ({name})\b(?! (?:of|[A-ZÀ-Þ])|-)"
            yield from _mentions(text, span, pattern, row.code, "name")
        for name in row.bare:
            yield from _mentions(text, span, rf"\b({name})\b(?!-)", row.code, "name")
        for adjective in row.adjectives:
            people = "|".join(sorted(lexicon.short_names().people)) if adjective.islower() else "[a-z]"
            yield from _mentions(text, span, rf"(?<!-)\b({adjective}) (?={people})", row.code, "adjective")


def _mentions(text: str, span: Span, pattern: str, code: str, form: Form) -> Iterator[PartyMention]:
    for match in re.compile(pattern).finditer(text, span.start, span.end):
        yield PartyMention(Span(*match.span(1)), match[1], form, code, side_of(code))
