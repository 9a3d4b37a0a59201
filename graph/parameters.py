"""The values that people give to a question, as terms of the graph: names → facts and parties, dates → days."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, QuerySolutions
from rapidfuzz import fuzz, process

from backchannel.graph.accounts import whole
from backchannel.graph.lookup import NotFoundError, expand, find, label
from backchannel.graph.prefixes import PREFIXES
from backchannel.graph.questions import Parameter, QuestionError
from backchannel.graph.sparql import short
from backchannel.graph.store import Reader
from backchannel.graph.triples import day_literal
from backchannel.ontology import terms
from backchannel.ontology.cities import fold

_NEAR: Final = 80.0  # likeness of words in names, in percent, from which one may be meant for the other
_SUGGESTIONS: Final = 3
_DATE: Final = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


@dataclass(frozen=True)
class Kind:
    """Things that have names: what one and several of them are called, and their classes.

    Reference rows have some of the classes of facts; ``told`` leaves out what no article tells of.
    """

    one: str
    many: str
    classes: tuple[str, ...]
    told: bool = True


#: What can be named, by the kind of a parameter.
NAMED: Final[Mapping[str, Kind]] = {
    "official": Kind("official", "officials", (terms.Official,)),
    "party": Kind("country or organisation", "countries or organisations", (terms.Country, terms.Organization), False),
    "contact": Kind("meeting or call", "meetings or calls", terms.CONTACTS),
    "fact": Kind("fact", "facts", (terms.Official, terms.Place, *terms.CONTACTS, *terms.ARRANGEMENTS, terms.Change)),
}


def term(store: Reader, parameter: Parameter, value: str) -> NamedNode | Literal:
    """The term that ``value`` means.

    Raises QuestionError if it cannot be such a value or fits several things, NotFoundError if nothing has that name.
    """
    if parameter.kind in NAMED:
        return _named(store, NAMED[parameter.kind], value)
    return READERS[parameter.kind](parameter, value)


def _named(store: Reader, kind: Kind, value: str) -> NamedNode:
    if expand(value):
        return _by_iri(store, kind, value)
    names = list(_names(store, kind))
    same = {iri for iri, name in names if name == value} or {iri for iri, name in names if fold(name) == fold(value)}
    if not same:
        raise NotFoundError(f"No {kind.one} is called {value!r}.{_suggestion(store, value, names)}")
    if len(same) > 1:
        choice = ", ".join(short(iri) for iri in sorted(same))
        raise QuestionError(f"{len(same)} {kind.many} are called {value!r}; name one by its IRI: {choice}.")
    return NamedNode(same.pop())


def _by_iri(store: Reader, kind: Kind, value: str) -> NamedNode:
    [node] = find(store, value)
    types = {quad.object for quad in store.quads_for_pattern(node, NamedNode(terms.RDF_TYPE), None)}
    if types.isdisjoint(map(NamedNode, kind.classes)):
        raise QuestionError(f"{value} is no {kind.one}.")
    return node


def _names(store: Reader, kind: Kind) -> Iterator[tuple[str, str]]:
    """The labels and other names of things of this kind, also those of the reference rows that they match."""
    classes = " ".join(str(NamedNode(iri)) for iri in kind.classes)
    told = "FILTER EXISTS { ?report bc:about ?thing }" if kind.told else ""
    found = store.query(
        f"""SELECT DISTINCT ?thing ?name WHERE {{
            VALUES ?class {{ {classes} }} ?thing a ?class . {told}
            ?thing rdfs:label|skos:altLabel|(skos:exactMatch/(rdfs:label|skos:altLabel)) ?name
        }}""", prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    for thing, name in found:
        if isinstance(thing, NamedNode) and isinstance(name, Literal):
            yield thing.value, name.value


def _suggestion(store: Reader, value: str, names: list[tuple[str, str]]) -> str:
    """" Did you mean …?" with the labels of things that have names most like ``value``; empty if none has."""
    known = {fold(name): iri for iri, name in sorted(names, reverse=True)}
    close = process.extract(
        fold(value), sorted(known), scorer=fuzz.token_set_ratio, limit=_SUGGESTIONS, score_cutoff=_NEAR)
    found = dict.fromkeys(label(store, NamedNode(known[match])) for match, *_ in close)
    return f" Did you mean {' or '.join(found)}?" if found else ""


def _first_day(parameter: Parameter, value: str) -> Literal:
    return day_literal(_days(parameter, value)[0])


def _last_day(parameter: Parameter, value: str) -> Literal:
    return day_literal(_days(parameter, value)[1])


def _day(parameter: Parameter, value: str) -> Literal:
    first, last = _days(parameter, value)
    if first != last:
        raise QuestionError(f"--{parameter.name} takes one day, such as 2021-06-01, not {value!r}.")
    return day_literal(first)


def _days(parameter: Parameter, value: str) -> tuple[str, str]:
    """The first and last day of an ISO date."""
    try:
        if not _DATE.fullmatch(value):
            raise ValueError
        days = whole(value)
    except ValueError:
        raise QuestionError(
            f"--{parameter.name} takes a date such as 2021-06-01, 2021-06 or 2021, not {value!r}.") from None
    return days.earliest.isoformat(), days.latest.isoformat()


def _state(parameter: Parameter, value: str) -> NamedNode:
    try:
        return NamedNode(terms.STATES[value.casefold()])
    except KeyError:
        states = ", ".join(terms.STATES)
        raise QuestionError(f"--{parameter.name} takes one of these: {states}; not {value!r}.") from None


#: How values are read that name nothing in the graph, by the kind of a parameter.
READERS: Final[Mapping[str, Callable[[Parameter, str], NamedNode | Literal]]] = {
    "day": _day, "first day": _first_day, "last day": _last_day, "state": _state,
}
