"""Witnesses, kept up as articles come and go: near-copies of one story are found by the bands of their sketches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from backchannel.graph.ledger import Ledger
from backchannel.graph.witnesses import Sketch, bands, copies


def forget_copies(ledger: Ledger, gone: Iterable[str]) -> set[str]:
    """Takes articles out of ``ledger``; the articles that were copies of them and stay."""
    left: set[str] = set()
    for article in gone:
        left |= set(ledger.column("SELECT other FROM copy WHERE one = ?", article))
        own = bands(ledger.one("SELECT sketch FROM article WHERE iri = ?", article) or b"")
        ledger.many("DELETE FROM band WHERE hash = ? AND article = ?", [(band, article) for band in own])
        ledger.many("DELETE FROM copy WHERE one = ? AND other = ?",
                    [pair for other in left for pair in ((article, other), (other, article))])
        ledger.run("DELETE FROM article WHERE iri = ?", article)
        left.discard(article)
    return left


@dataclass(frozen=True)
class Regrouped:
    """What becomes of witnesses: ``witness`` names that of every article that may have another one now.

    ``torn`` are the articles, of those that were there, that no longer tell together with the same ones as before.
    """

    witness: Mapping[str, str]
    torn: frozenset[str]


def note_copies(ledger: Ledger, come: Mapping[str, Sketch], left: Iterable[str]) -> Regrouped:
    """Puts articles into ``ledger`` and names the witnesses anew of these and of those ``left`` by their copies."""
    for article, sketch in come.items():
        own = list(bands(sketch))
        for other in _copies(ledger, sketch, own):
            ledger.many("INSERT OR IGNORE INTO copy VALUES (?, ?)", [(article, other), (other, article)])
        ledger.run("INSERT INTO article VALUES (?, ?, NULL)", article, sketch)
        ledger.many("INSERT INTO band VALUES (?, ?)", [(band, article) for band in own])
    ahead = {*come, *left}
    witness: dict[str, str] = {}
    while ahead:
        together = _together(ledger, ahead.pop())
        ahead -= together
        witness |= dict.fromkeys(together, min(together))
    return Regrouped(witness, frozenset(_torn(ledger, witness)))


def _copies(ledger: Ledger, sketch: Sketch, own: Iterable[bytes]) -> list[str]:
    near = {other for band in own for other in ledger.column("SELECT article FROM band WHERE hash = ?", band)}
    return [other for other in sorted(near)
            if copies(sketch, ledger.one("SELECT sketch FROM article WHERE iri = ?", other))]


def _together(ledger: Ledger, article: str) -> set[str]:
    """The copies of copies of an article, and itself."""
    found, ahead = {article}, [article]
    while ahead:
        more = set(ledger.column("SELECT other FROM copy WHERE one = ?", ahead.pop())) - found
        found |= more
        ahead += more
    return found


def _torn(ledger: Ledger, witness: Mapping[str, str]) -> set[str]:
    """Writes the witnesses; the articles of groups that grew together or split. A group that is renamed is the same."""
    before: defaultdict[str, set[str]] = defaultdict(set)
    after: defaultdict[str, set[str]] = defaultdict(set)
    was = {article: ledger.one("SELECT witness FROM article WHERE iri = ?", article) for article in witness}
    for article, old in was.items():
        if old:
            before[old].add(witness[article])
            after[witness[article]].add(old)
    ledger.many("UPDATE article SET witness = ? WHERE iri = ?", [(new, article) for article, new in witness.items()])
    return {article for article, old in was.items()
            if old and (len(before[old]) > 1 or len(after[witness[article]]) > 1)}
