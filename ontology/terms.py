"""The IRIs of the graph as constants: plain strings, so that reading an article needs no RDF library.

Classes and concepts are written as in the ontology (``Meeting``, ``Held``), properties in capitals (``PARTICIPANT``).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

BC: Final = "https://w3id.org/backchannel/ontology#"
ID: Final = "https://w3id.org/backchannel/id/"


def slug(text: str, limit: int = 48) -> str:
    """Lower-case ASCII words of ``text`` joined by hyphens, at most ``limit`` characters; may be empty."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    out = ""
    for word in re.findall(r"[a-z0-9]+", ascii_text.replace("'", "")):
        if len(out) + len(word) + 1 > limit:
            break
        out = f"{out}-{word}" if out else word
    return out


def data_iri(kind: str, name: str) -> str:
    """The IRI of a thing known by name: ``data_iri("country", "United States")`` ends in ``id/country/united-states``."""
    return f"{ID}{kind}/{slug(name, 96)}"
