"""Why the graph says so: a thing in words, and for every value the sentences behind it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, QuerySolutions

from backchannel.graph.lookup import find, kind, label
from backchannel.graph.prefixes import PREFIXES
from backchannel.graph.store import Reader
from backchannel.ontology import terms

#: What is said of a thing, in this order; the rest follows in alphabetical order.
_ORDER: Final = (
    terms.DESCRIBES, terms.RDFS_LABEL, terms.SKOS_ALT_LABEL, terms.RANK, terms.POST, terms.STATUS, terms.KIND,
    terms.ARRANGEMENT, terms.IN_STATE, terms.DATE, terms.FROM, terms.UNTIL, terms.EARLIEST, terms.LATEST,
    terms.PARTICIPANT, terms.PARTY, terms.VENUE, terms.WITHIN, terms.COUNTRY, terms.PRODUCED, terms.TOPIC,
    terms.DISPUTED, terms.PROV_WAS_DERIVED_FROM,
)
#: What the heading says already, or what is too long to be said.
_UNSAID: Final = frozenset({terms.RDF_TYPE, terms.SCHEMA_ARTICLE_BODY, terms.PROV_VALUE})
_HEADING: Final = frozenset({terms.DESCRIBES, terms.RDFS_LABEL})
#: What a report has beside its claimed values.
_ADDED: Final = frozenset({terms.ARTICLE, terms.EARLIEST, terms.LATEST})
#: Properties that lead to a thing from what it takes part in.
_LINKS: Final = (
    terms.PARTICIPANT, terms.PARTY, terms.VENUE, terms.WITHIN, terms.COUNTRY, terms.PRODUCED, terms.ARRANGEMENT,
    terms.POST, terms.ARTICLE, terms.CONCERNS,
)
#: Properties whose values bear the thing's own name.
_ELSEWHERE: Final = frozenset({"exactMatch", "wasDerivedFrom"})
_SHOWN, _USES = 5, 20
_CLAIMS: Final = """
SELECT ?property ?value ?quote ?sentence ?title ?publisher ?date ?url ?rule ?confidence WHERE {
  { ?report bc:about $thing . ?claim rdf:subject ?report }
  UNION { ?claim rdf:subject $thing ; rdf:subject ?report }
  UNION { $thing rdf:subject ?report ; rdf:predicate ?any . BIND($thing AS ?claim) }
  ?claim rdf:predicate ?property ; rdf:object ?said ; bc:rule ?rule ; bc:confidence ?confidence ; bc:passage ?passage .
  ?passage oa:exact ?quote ; oa:start ?start .
  ?report bc:article ?article .
  ?article rdfs:label ?title .
  OPTIONAL { ?claim bc:sentence ?around . ?around oa:exact ?sentence }
  OPTIONAL { ?article schema:publisher ?publisher }
  OPTIONAL { ?article schema:datePublished ?date }
  OPTIONAL { ?article schema:url ?url }
  OPTIONAL { ?said bc:about ?fact }
  BIND(COALESCE(?fact, ?said) AS ?value)
} ORDER BY COALESCE(?date, "9") ?article ?start ?claim"""

Term = NamedNode | Literal


@dataclass(frozen=True)
class Source:
    """An article by what is known of it; empty strings stand for what is not."""

    title: str
    publisher: str
    date: str
    url: str

    def __str__(self) -> str:
        origin = ", ".join(filter(None, (self.publisher, self.date)))
        return f"{self.title}{f' ({origin})' if origin else ''}{f', {self.url}' if self.url else ''}"


@dataclass(frozen=True)
class Evidence:
    """The words behind a value, the sentence around them, where it stands, and the rule that read it."""

    quote: str
    sentence: str
    source: Source
    rule: str
    confidence: float


@dataclass(frozen=True)
class Value:
    """One value of one property; ``held`` is False for what only some report says."""

    name: str
    value: str
    iri: str
    held: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Explanation:
    """A thing in words: its label, the name of its class, its values, and the labels of what refers to it."""

    iri: str
    label: str
    kind: str
    values: tuple[Value, ...]
    uses: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(_lines(self))

    def _repr_markdown_(self) -> str:
        return f"```\n{self}\n```"

    def as_json(self) -> dict[str, Any]:
        """The explanation as JSON values."""
        return asdict(self)


def explain(store: Reader, name: str) -> list[Explanation]:
    """What the graph says about ``name``, an IRI or a label; several explanations where several things have the label.

    Raises NotFoundError if nothing has it.
    """
    return [_explained(store, node) for node in find(store, name)]


def _explained(store: Reader, node: NamedNode) -> Explanation:
    made = kind(store, node)
    reported = made in (terms.Report, terms.Claim)
    said = _said(store, node)
    held = _held(store, node, made)
    bare = {(name, value) for name, value in held - said.keys()
            if (name in _ADDED if reported else name not in _HEADING)}
    values = [Value(terms.local(name), _words(store, value), value.value, reported or (name, value) in held,
                    said.get((name, value), ()))
              for name, value in sorted(bare | said.keys(), key=lambda key: (_place(key[0]), key[1].value))]
    return Explanation(node.value, label(store, node), terms.local(made), tuple(values), tuple(_uses(store, node)))


def _held(store: Reader, node: NamedNode, made: str) -> set[tuple[str, Term]]:
    """Property and value of everything that the graph holds of ``node``; its class counts as what reports describe."""
    held = {(quad.predicate.value, quad.object) for quad in store.quads_for_pattern(node, None, None)
            if isinstance(quad.object, NamedNode | Literal)}
    return {(name, value) for name, value in held if name not in _UNSAID} | {(terms.DESCRIBES, NamedNode(made))}


def _said(store: Reader, node: NamedNode) -> dict[tuple[str, Term], tuple[Evidence, ...]]:
    """The evidence for every property and value in the claims on ``node``."""
    said: defaultdict[tuple[str, Term], dict[Evidence, None]] = defaultdict(dict)
    rows = store.query(_CLAIMS.replace("$thing", str(node)), prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(rows, QuerySolutions)
    for row in rows:
        name, value, *words = row
        quote, sentence, *source, rule, confidence = (word.value if word else "" for word in words)
        said[name.value, value][Evidence(quote, sentence or quote, Source(*source), rule, float(confidence))] = None
    return {key: tuple(evidence) for key, evidence in said.items()}


def _uses(store: Reader, node: NamedNode) -> list[str]:
    """What refers to ``node``, in words."""
    users = {(quad.subject, name) for name in _LINKS for quad in store.quads_for_pattern(None, NamedNode(name), node)
             if isinstance(quad.subject, NamedNode)}
    found = {(label(store, user), terms.local(name)) for user, name in users
             if name == terms.ARTICLE or kind(store, user) != terms.Report}
    return [f"{words} ({name})" for words, name in sorted(found)]


def _words(store: Reader, value: Term) -> str:
    return value.value if isinstance(value, Literal) else label(store, value)


def _place(name: str) -> tuple[int, str]:
    return (_ORDER.index(name) if name in _ORDER else len(_ORDER)), name


def _lines(explanation: Explanation) -> Iterator[str]:
    yield f"{explanation.label}: {explanation.kind}" if explanation.kind else explanation.label
    yield f"<{explanation.iri}>"
    for value in explanation.values:
        words = re.sub("(?<=[a-z])(?=[A-Z])", " ", value.name).lower()
        link = f" <{value.iri}>" if value.name in _ELSEWHERE else ""
        yield f"\n  {words}: {value.value}{link}{'' if value.held else '  [reported, not held]'}"
        for evidence in value.evidence[:_SHOWN]:
            yield f"    “{' '.join(evidence.sentence.split())}”"
            yield f"      {evidence.source} [{evidence.rule}, {evidence.confidence:g}]"
        if len(value.evidence) > _SHOWN:
            yield f"    … and {len(value.evidence) - _SHOWN} more passages"
    if explanation.uses:
        yield "\n  in:"
        yield from (f"    {use}" for use in explanation.uses[:_USES])
    if len(explanation.uses) > _USES:
        yield f"    … and {len(explanation.uses) - _USES} more"
