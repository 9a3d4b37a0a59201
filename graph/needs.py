"""Which rows of reference data the graph leads to, kept up: each fact and each article counts for itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from backchannel.graph.accounts import Account
from backchannel.graph.known import Known
from backchannel.graph.ledger import Ledger
from backchannel.graph.reference_rows import Row, rows_behind
from backchannel.graph.renewal import Renewal
from backchannel.graph.witnesses import WITNESS


def exchange_needs(ledger: Ledger, known: Known, done: Renewal, come: Sequence[Account],
                   gone: Iterable[str]) -> tuple[list[Row], set[str]]:
    """Notes what ``done`` and the articles of ``come`` lead to, and nothing for articles ``gone``.

    The result are the rows that nothing else leads to, and the IRIs of those that nothing leads to any more.
    """
    units = _units(known, done, come)
    ended = [*done.gone, *gone, *units]
    before = {row for unit in ended for row in ledger.column("SELECT row FROM need WHERE unit = ?", unit)}
    ledger.many("DELETE FROM need WHERE unit = ?", [(unit,) for unit in ended])
    rows = {iri: row for behind in units.values() for iri, row in behind.items()}
    alone = {iri for iri in {*before, *rows} if not ledger.one("SELECT 1 FROM need WHERE row = ? LIMIT 1", iri)}
    ledger.many("INSERT INTO need VALUES (?, ?)", [(iri, unit) for unit, behind in units.items() for iri in behind])
    return [rows[iri] for iri in sorted(alone & rows.keys())], alone - rows.keys()


def _units(known: Known, done: Renewal, come: Sequence[Account]) -> dict[str, dict[str, Row]]:
    """The rows behind each fact that was made again, and behind what each new article says."""
    told: defaultdict[str, set[str]] = defaultdict(set)
    for account in come:
        told[account.article] |= {WITNESS, *(value for values in account.values.values() for value in values)}
    for fact in done.facts:
        told[fact.iri] |= {*fact.derived_from, *(value for values in fact.values.values() for value in values)}
    return {unit: rows_behind(values, done.rows.get(unit, ()), known) for unit, values in told.items()}
