"""Countries and organisations where a text names them: by name, adjective, people, seat or institution."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

import ahocorasick_rs

from backchannel.ontology import lexicon
from backchannel.ontology.reference import Country, reference
from backchannel.sources.article import Span
from backchannel.sources.claims import Term

Form = Literal["name", "adjective", "people", "seat", "organization"]


@dataclass(frozen=True)
class PartyMention:
    """A party in the text. ``code`` is what is named, ``side`` the country or alliance that it is or acts for."""

    span: Span
    text: str
    form: Form
    code: str
    side: str


@cache
def side_term(code: str) -> Term:
    """The country or organisation ``code`` as a term."""
    party = reference().party(code)
    return Term(party.iri, party.label, "Country" if isinstance(party, Country) else "Organization")


@dataclass(frozen=True)
class _Names:
    automaton: ahocorasick_rs.AhoCorasick
    entries: tuple[tuple[str, Form, str], ...]


def _entries() -> Iterator[tuple[str, Form, str]]:
    data = reference()
    for code, country in data.countries.items():
        yield from ((name, "name", code) for name in (country.label, *country.aliases))
    for code, nation in data.nationalities.items():
        yield from ((name, "adjective", code) for name in nation.adjectives)
        yield from ((name, "people", code) for name in nation.people)
        yield from ((name, "seat", code) for name in nation.seats)
    for key, organization in data.organizations.items():
        form: Form = "name" if key in data.nationalities else "organization"
        yield from ((name, form, key) for name in (organization.label, *organization.aliases))
    yield from ((name, "name", "") for name in data.homonyms)


@cache
def _names() -> _Names:
    order: dict[str, int] = {"name": 0, "organization": 1, "adjective": 2, "people": 3, "seat": 4}
    best: dict[str, tuple[str, Form, str]] = {}
    for entry in sorted(_entries(), key=lambda e: (order[e[1]], e[2])):
        best.setdefault(entry[0], entry)
    entries = tuple(best[name] for name in sorted(best))
    automaton = ahocorasick_rs.AhoCorasick([e[0] for e in entries], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return _Names(automaton, entries)


def find_parties(text: str, start: int, end: int) -> tuple[PartyMention, ...]:
    """All parties named in ``text[start:end]``, in order, without overlap."""
    names, window, found = _names(), text[start:end].replace("’", "'"), []
    for index, first, last in _matches(names.automaton, window):
        if names.entries[index][2]:
            name, form, code = names.entries[index]
            span = Span(start + first, start + last)
            found.append(PartyMention(span, name, _form(form, name, window, last), code, side_of(code)))
    return tuple(found)


def _matches(automaton: ahocorasick_rs.AhoCorasick, window: str) -> Iterator[tuple[int, int, int]]:
    """The longest names that are whole words; where a longer one ends within a word, the shorter one inside it."""
    for index, first, last in automaton.find_matches_as_indexes(window):
        if _is_word(window, first, last):
            yield index, first, last
            continue
        for inner, start, end in automaton.find_matches_as_indexes(window[first : last - 1]):
            if _is_word(window, first + start, first + end):
                yield inner, first + start, first + end


@cache
def side_of(code: str) -> str:
    """The code or key of the country or alliance that ``code`` acts for in the end."""
    party = reference().side(code)
    return party.code if isinstance(party, Country) else party.key


def _is_word(text: str, first: int, last: int) -> bool:
    before, after = text[first - 1 : first], text[last : last + 1]
    return not (before.isalnum() or before in {"_", "@", "/"} and before) and not (after.isalnum() or after == "_")


def _form(form: Form, name: str, text: str, last: int) -> Form:
    """ "US officials": a name that stands right before a lower-case noun is an adjective."""
    following = re.match(r" ([a-z][\w-]*)", text[last : last + 24])
    if (
        form == "name"
        and (name.isupper() or "." in name)
        and following
        and following[1] not in lexicon.text_rules().function_words
    ):
        return "adjective"
    return form
