"""The prefixes of exports and queries: those of the vocabularies, and one for every kind of thing in the graph."""

from __future__ import annotations

from typing import Final

from backchannel.ontology import terms

_KINDS: Final = (
    "article", "passage", "report", "claim", "official", "place", "meeting", "call", "channel", "treaty", "agreement",
    "memorandum", "change", "state", "decision", "country", "organization", "post",
)

#: From prefix to IRI, in alphabetical order: ``meeting:`` stands for ``https://w3id.org/backchannel/id/meeting/``.
PREFIXES: Final = dict(sorted({**terms.PREFIXES, **{kind: f"{terms.ID}{kind}/" for kind in _KINDS}}.items()))
