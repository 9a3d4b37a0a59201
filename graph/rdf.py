"""A graph as a dataset of rdflib."""

from __future__ import annotations

import rdflib
from oxrdflib import OxigraphStore
from pyoxigraph import Store

from backchannel.graph.prefixes import PREFIXES
from backchannel.graph.store import Reader


def dataset(store: Reader) -> rdflib.Dataset:
    """The store behind rdflib's interface, without copying it; its default graph is the union of all graphs."""
    assert isinstance(store, Store)
    view = rdflib.Dataset(store=OxigraphStore(store=store), default_union=True)
    for prefix, iri in PREFIXES.items():
        view.bind(prefix, iri)
    return view
