"""Finding the things that a person means, by IRI, by short name or by label."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final

from pyoxigraph import Literal, NamedNode

from backchannel.graph.prefixes import PREFIXES
from backchannel.graph.store import Reader
from backchannel.ontology import terms

_LABEL, _ALT_LABEL = NamedNode(terms.RDFS_LABEL), NamedNode(terms.SKOS_ALT_LABEL)
_REPLACED: Final = NamedNode(terms.DCTERMS_IS_REPLACED_BY)
#: Of things that share a label, facts, parties and articles are meant before what tells of them.
_RANKS: Final = {
    **dict.fromkeys((terms.SKOS_CONCEPT, terms.FOAF_PERSON, terms.PROV_ENTITY, terms.State), 1),
    terms.Tenure: 1, terms.Report: 2,
}
_SUGGESTIONS: Final = 3


class NotFoundError(Exception):
    """Nothing in the graph has this IRI or label. The message is one sentence, with similar labels if there are any."""


def find(store: Reader, name: str) -> list[NamedNode]:
    """The things that ``name`` means, in the order of their IRIs; an IRI that was replaced leads to what replaced it.

    ``name`` is an IRI, a prefixed name such as ``country:russia``, or a label in any case of letters. Raises
    NotFoundError if there is none.
    """
    iri = expand(name)
    if iri:
        return [_by_iri(store, iri)]
    found = set(_named(store, Literal(name)))
    found = found or {node for node, label in names(store) if label.casefold() == name.casefold()}
    if not found:
        raise NotFoundError(_missing(store, name))
    ranks = {node: _RANKS.get(kind(store, node), 0) for node in found}
    return sorted((node for node in found if ranks[node] == min(ranks.values())), key=lambda node: node.value)


def expand(name: str) -> str | None:
    """The IRI that ``name`` spells, in full or with a prefix; None if it spells none."""
    prefix, colon, rest = name.strip("<>").partition(":")
    if rest.startswith("//"):
        return name.strip("<>")
    return PREFIXES[prefix] + rest.replace("\\", "") if colon and prefix in PREFIXES and " " not in rest else None


def kind(store: Reader, node: NamedNode) -> str:
    """The class of ``node``, an empty string if it has none."""
    found = sorted(quad.object.value for quad in store.quads_for_pattern(node, NamedNode(terms.RDF_TYPE), None)
                   if isinstance(quad.object, NamedNode))
    return found[0] if found else ""


def label(store: Reader, node: NamedNode) -> str:
    """The label of ``node``, or the end of its IRI."""
    found = sorted(quad.object.value for quad in store.quads_for_pattern(node, _LABEL, None)
                   if isinstance(quad.object, Literal))
    return found[0] if found else terms.local(node.value)


def names(store: Reader, properties: tuple[NamedNode, ...] = (_LABEL, _ALT_LABEL)) -> Iterator[tuple[NamedNode, str]]:
    """The labels and other names of all facts, rows, articles and reports."""
    for which in properties:
        for quad in store.quads_for_pattern(None, which, None):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal) and _has_name(quad.subject):
                yield quad.subject, quad.object.value


def _named(store: Reader, name: Literal) -> Iterator[NamedNode]:
    for which in (_LABEL, _ALT_LABEL):
        for quad in store.quads_for_pattern(None, which, name):
            if isinstance(quad.subject, NamedNode) and _has_name(quad.subject):
                yield quad.subject


def _has_name(node: NamedNode) -> bool:
    """Whether the label of ``node`` is a name: those of claims and passages are quotations."""
    return not node.value.startswith((PREFIXES["claim"], PREFIXES["passage"]))


def _by_iri(store: Reader, iri: str) -> NamedNode:
    try:
        node = NamedNode(iri)
    except ValueError:
        raise NotFoundError(f"{iri} is not a valid IRI.") from None
    for quad in store.quads_for_pattern(node, _REPLACED, None):
        if isinstance(quad.object, NamedNode):
            return quad.object
    if next(iter(store.quads_for_pattern(node, None, None)), None) is None:
        raise NotFoundError(f"There is nothing with the IRI {iri} in this graph.")
    return node


def _missing(store: Reader, name: str) -> str:
    known = {label.casefold(): label for label in sorted(label for _, label in names(store, (_LABEL,)))}
    inside = sorted((label for label in known if name.casefold() in label), key=lambda label: (len(label), label))
    like = get_close_matches(name.casefold(), sorted(known), _SUGGESTIONS)
    close = [known[match] for match in dict.fromkeys(inside + like)][:_SUGGESTIONS]
    hint = f" Did you mean {' or '.join(close)}?" if close else ""
    return f"There is nothing called {name!r} in this graph.{hint}"
