"""JSON-LD with the short names of our context, which stands at the head of the file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from backchannel.ontology import terms


@dataclass(frozen=True)
class Context:
    """Short names by IRI, as a JSON-LD context gives them.

    ``properties`` is keyed by the property and what its values are taken for: a datatype, ``@id`` or ``@vocab`` for
    IRIs, ``""`` for what spells itself out. ``names`` has every short name, ``prefixes`` go from IRI to prefix.
    """

    source: Mapping[str, Any]
    names: Mapping[str, str]
    properties: Mapping[tuple[str, str], str]
    prefixes: Mapping[str, str]

    def short(self, iri: str) -> str:
        """``iri`` as ``prefix:rest`` where a prefix fits."""
        for space, prefix in self.prefixes.items():
            if iri.startswith(space) and not iri.startswith("//", len(space)):
                return f"{prefix}:{iri[len(space):]}"
        return iri


@cache
def context() -> Context:
    """The context that ships with the ontology."""
    document = json.loads(files("backchannel.ontology").joinpath("context.jsonld").read_text(encoding="utf-8"))
    source: dict[str, Any] = document["@context"]
    prefixes = {name: iri for name, iri in source.items() if isinstance(iri, str) and iri.endswith(("#", "/"))}
    meanings = {name: meaning if isinstance(meaning, dict) else {"@id": meaning}
              for name, meaning in source.items() if name not in prefixes and not name.startswith("@")}
    names = {_long(meaning["@id"], prefixes): name for name, meaning in meanings.items()}
    properties = {(iri, _long(meanings[name].get("@type", ""), prefixes)): name for iri, name in names.items()}
    return Context(source, names, properties, {iri: name for name, iri in prefixes.items()})


def jsonld(quads: Iterable[Quad]) -> bytes:
    """``quads``, sorted by graph, subject and property, as a JSON-LD document with one object for every node."""
    here = context()
    graph: list[dict[str, Any]] = []
    for name, members in groupby(quads, key=lambda quad: quad.graph_name):
        nodes = [_node(list(of), here) for _, of in groupby(members, key=lambda quad: quad.subject)]
        if isinstance(name, NamedNode):
            graph.append({"@id": here.short(name.value), "@graph": nodes})
        else:
            graph += nodes
    document = {"@context": here.source, "@graph": graph}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _long(name: str, prefixes: Mapping[str, str]) -> str:
    prefix, colon, rest = name.partition(":")
    return prefixes[prefix] + rest if colon and prefix in prefixes else name


def _node(quads: list[Quad], here: Context) -> dict[str, Any]:
    subject = quads[0].subject
    assert isinstance(subject, NamedNode)
    node: dict[str, Any] = {"@id": here.short(subject.value)}
    for quad in quads:
        assert isinstance(quad.object, NamedNode | Literal)
        name, value = _member(quad.predicate.value, quad.object, here)
        node.setdefault(name, []).append(value)
    return {name: values if name == "@id" or len(values) > 1 else values[0] for name, values in node.items()}


def _member(name: str, value: NamedNode | Literal, here: Context) -> tuple[str, Any]:
    """A property and its value, as short as the context allows."""
    if isinstance(value, NamedNode):
        return _link(name, value.value, here)
    kind = value.datatype.value
    if kind == terms.XSD_INTEGER and str(int(value.value)) == value.value:
        return here.properties.get((name, kind)) or here.short(name), int(value.value)
    if short := here.properties.get((name, kind)):
        return short, value.value
    plain = here.properties.get((name, "")) or here.short(name)
    return plain, value.value if kind == terms.XSD_STRING else {"@type": here.short(kind), "@value": value.value}


def _link(name: str, iri: str, here: Context) -> tuple[str, Any]:
    if name == terms.RDF_TYPE:
        return "@type", here.names.get(iri) or here.short(iri)
    if word := here.properties.get((name, "@vocab")):
        return word, here.names.get(iri) or here.short(iri)
    if link := here.properties.get((name, "@id")):
        return link, here.short(iri)
    return here.properties.get((name, "")) or here.short(name), {"@id": here.short(iri)}
