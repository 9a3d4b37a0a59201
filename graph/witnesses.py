"""Which articles tell independently of each other: near-copies of one story are one witness.

Likeness of texts is the share of shingles (runs of words) that two have in common, estimated by MinHash (Broder, "On
the resemblance and containment of documents", 1997); candidates come from locality-sensitive hashing, in time linear
in the number of articles.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
from datasketch import MinHash  # type: ignore[import-untyped]
from pyoxigraph import NamedNode, Quad

from backchannel.ontology import terms

_SHINGLE: Final = 4  # words
_PERMUTATIONS: Final = 128
_SEED: Final = 1
_SCHEME: Final = "affine32"
_BANDS: Final = (32, 4)  # bands and rows: a pair with half of its shingles in common is found in 87 of 100 cases
_VALUE: Final = 8  # bytes of a hash value
_COPY: Final = 0.5  # the share of shingles from which two texts are copies

#: The derivation that names an article's witness; see :mod:`backchannel.graph.reference_rows`.
WITNESS: Final = terms.derivation_iri("witness")
#: What is kept of a text to compare it: the least hash value under each permutation; nothing of one without words.
Sketch = bytes


def sketch(text: str) -> Sketch:
    """What is kept of ``text`` to tell its near-copies: case, punctuation and line breaks make no difference."""
    words = re.findall(r"\w+", text.casefold())
    if not words:
        return b""
    shingles = {" ".join(words[start:start + _SHINGLE]) for start in range(max(1, len(words) - _SHINGLE + 1))}
    hashed = MinHash(num_perm=_PERMUTATIONS, seed=_SEED, scheme=_SCHEME)
    hashed.update_batch([shingle.encode() for shingle in sorted(shingles)])
    return np.asarray(hashed.hashvalues, dtype=np.uint64).tobytes()


def bands(sketch: Sketch) -> Iterator[bytes]:
    """The parts of ``sketch``, of which near-copies are likely to share one."""
    rows = _BANDS[1] * _VALUE
    for start in range(0, len(sketch), rows):
        yield (start // rows).to_bytes(1) + sketch[start:start + rows]


def copies(one: Sketch, other: Sketch) -> bool:
    """Whether two texts are copies, by their sketches."""
    first, second = (np.frombuffer(each, dtype=np.uint64) for each in (one, other))
    return bool(np.count_nonzero(first == second) >= _COPY * _PERMUTATIONS)


def witnesses(sketches: Mapping[str, Sketch]) -> dict[str, str]:
    """The witness of each article: the first, in the order of names, of those that are copies of copies of it."""
    index: defaultdict[bytes, list[str]] = defaultdict(list)
    leader = {name: name for name in sketches}
    for name in sorted(sketches):
        own = list(bands(sketches[name]))
        for other in sorted({other for band in own for other in index[band]}):
            if copies(sketches[name], sketches[other]):
                first, second = sorted((_lead(leader, name), _lead(leader, other)))
                leader[second] = first
        for band in own:
            index[band].append(name)
    return {name: _lead(leader, name) for name in leader}


def witness_quads(found: Mapping[str, str]) -> Iterator[Quad]:
    """The witness of each article, both IRIs: derived from all articles, so it stands beside the facts."""
    for article, witness in found.items():
        yield Quad(NamedNode(article), NamedNode(terms.WITNESS), NamedNode(witness))
        yield Quad(NamedNode(article), NamedNode(terms.PROV_WAS_DERIVED_FROM), NamedNode(WITNESS))


def _lead(leader: dict[str, str], name: str) -> str:
    while leader[name] != name:
        leader[name] = name = leader[leader[name]]
    return name
