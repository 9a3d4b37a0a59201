"""Articles come and go: what becomes of the graph, worked out from the ledger in proportion to what changes.

The stages are those of a build, each for a part: witnesses, clusters kind by kind, facts, reference rows. After any
sequence of revisions the graph is that of a build of the same articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Quad

from backchannel.graph.account_text import written
from backchannel.graph.accounts import Account, candidate
from backchannel.graph.build import minted, thread
from backchannel.graph.copies import forget_copies, note_copies
from backchannel.graph.desk import Desk, references
from backchannel.graph.facts import fact_quads
from backchannel.graph.known import Known
from backchannel.graph.ledger import Ledger
from backchannel.graph.needs import exchange_needs
from backchannel.graph.profiles import kinds
from backchannel.graph.reference_rows import row_of, row_quads
from backchannel.graph.relinking import Left, Moves, place, relink
from backchannel.graph.renewal import renew
from backchannel.graph.shelf import shelf
from backchannel.graph.witnesses import witness_quads
from backchannel.ontology import terms


@dataclass(frozen=True)
class Revision:
    """What changes outside the graphs of articles: all quads with ``subjects`` make way for ``quads``.

    ``rows`` are the IRIs of reference rows that nothing leads to any more.
    """

    subjects: frozenset[str]
    quads: tuple[Quad, ...]
    rows: frozenset[str]


@dataclass(frozen=True)
class _Gone:
    """A report that is gone: what it described, its profile, its fact."""

    describes: str
    left: Left
    fact: str


def revise(ledger: Ledger, known: Known, come: Sequence[Account], gone: Iterable[str]) -> Revision:
    """Takes the articles ``gone`` (IRIs) out of ``ledger`` and puts those of the accounts ``come`` into it.

    ``come`` holds all accounts of each of its articles.
    """
    away = frozenset(gone)
    spelled = _spelled(ledger, away)
    left = _forget(ledger, away)
    alone = forget_copies(ledger, away)
    _note(ledger, known, come)
    regrouped = note_copies(ledger, {account.article: account.sketch for account in come}, alone)
    spelled |= _spelled(ledger, {account.article for account in come})
    moves = _resolve(ledger, known, left, come)
    facts = {fact for pair in moves.values() for fact in pair if fact} | _around(ledger, moves, regrouped.torn)
    held = {fact for fact in facts if ledger.one("SELECT 1 FROM account WHERE fact = ? LIMIT 1", fact)}
    done = renew(ledger, known, held, facts - held, [f"label:{iri}" for iri in spelled])
    fresh, idle = exchange_needs(ledger, known, done, come, away)
    threads = {report: (_candidate(ledger, report, left), fact) for report, (_, fact) in moves.items()}
    return Revision(
        frozenset({*away, *regrouped.witness, *done.gone, *spelled, *(fact.iri for fact in done.facts), *threads,
                   *(candidate for candidate, _ in threads.values())}),
        (*(quad for fact in done.facts for quad in fact_quads(fact)),
         *(quad for row in fresh for quad in row_quads(row, known)),
         *witness_quads(regrouped.witness),
         *_minted(ledger, known, spelled),
         *(quad for report, (other, fact) in threads.items() if fact for quad in thread(report, other, fact))),
        frozenset(idle),
    )


def _candidate(ledger: Ledger, report: str, gone: Mapping[str, _Gone]) -> str:
    """The IRI that the fact of a report has if it comes first."""
    kind = ledger.one("SELECT describes FROM account WHERE report = ?", report)
    return candidate(report, kind or gone[report].describes)


def _minted(ledger: Ledger, known: Known, spelled: Iterable[str]) -> Iterator[Quad]:
    """What no row of the reference data has, by the words that most articles use."""
    desk = Desk(ledger, known)
    for iri in spelled:
        words = desk.words(iri)
        yield from minted(iri, words, known) if words else ()


def _around(ledger: Ledger, moves: Moves, regrouped: Iterable[str]) -> set[str]:
    """The facts of which a report names one that is now about another fact, or stands in one of these articles."""
    naming = {fact for report in moves for fact in ledger.column(
        "SELECT fact FROM account WHERE report IN (SELECT source FROM reference WHERE target = ?)", report)}
    return naming | {fact for article in regrouped for fact in ledger.column(
        "SELECT DISTINCT fact FROM account WHERE article = ?", article)}


def _spelled(ledger: Ledger, articles: Iterable[str]) -> set[str]:
    """What ``articles`` have words for that no row of the reference data has."""
    return {iri for article in articles for iri in ledger.column(
        "SELECT iri FROM spelling WHERE report IN (SELECT report FROM account WHERE article = ?)", article)}


def _forget(ledger: Ledger, articles: Iterable[str]) -> dict[str, _Gone]:
    """Takes the accounts of ``articles`` out."""
    gone: dict[str, _Gone] = {}
    for article in articles:
        rows = ledger.all("SELECT report, describes, sign, profile, fact FROM account WHERE article = ?", article)
        gone |= {report: _Gone(describes, Left(sign, profile), fact) for report, describes, sign, profile, fact in rows}
        for table, column in (("spelling", "report"), ("reference", "target"), ("account", "report")):
            ledger.many(f"DELETE FROM {table} WHERE {column} = ?", [row[:1] for row in rows])
    return gone


def _note(ledger: Ledger, known: Known, come: Sequence[Account]) -> None:
    """Puts accounts in; they are about no fact yet."""
    ledger.many("INSERT INTO account VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, NULL)", (
        (each.report, each.article, place(each), each.describes, each.label, written(each)) for each in come))
    ledger.many("INSERT INTO reference VALUES (?, ?)", (
        (target, each.report) for each in come for target in sorted(references(each.values))))
    ledger.many("INSERT INTO spelling VALUES (?, ?, ?)", (
        (iri, words, each.report) for each in come for iri, words in each.spellings.items() if not row_of(iri, known)))


def _resolve(ledger: Ledger, known: Known, gone: Mapping[str, _Gone], come: Sequence[Account]) -> Moves:
    """Resolves each kind again; changes also where their arrangements have become others."""
    moves: Moves = {report: (each.fact, None) for report, each in gone.items()}
    told = sorted(come, key=lambda each: each.order)
    for kind in kinds(shelf(ledger, known)):
        left = [each.left for each in gone.values() if each.describes in kind.classes]
        into = [each for each in told if each.describes in kind.classes]
        if terms.Change in kind.classes:
            again = _of_other_arrangements(ledger, moves, {each.article for each in come})
            left += [Left(*ledger.all("SELECT sign, profile FROM account WHERE report = ?", each.report)[0])
                     for each in again]
            into = sorted([*into, *again], key=lambda each: each.order)
        for report, (old, new) in relink(ledger, kind, left, into).items():
            moves[report] = moves[report][0] if report in moves else old, new
    return moves


def _of_other_arrangements(ledger: Ledger, moves: Moves, new: set[str]) -> list[Account]:
    """The changes in articles that were there before of which an arrangement is now another fact."""
    articles = {article for report, (old, fact) in moves.items() if old and fact for article in ledger.column(
        "SELECT article FROM account WHERE report = ? AND describes <> ?", report, terms.Change)}
    return [account for article in sorted(articles - new)
            for account in ledger.accounts("article = ? AND describes = ?", article, terms.Change)]
