"""The articles of a graph before a curator: what they report, where, and how a decision can cite it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Quad

from backchannel.graph.accounts import Account, accounts
from backchannel.graph.build import citations
from backchannel.graph.citations import Telling, citation, sightings, telling
from backchannel.graph.decisions import Citation, Decision
from backchannel.graph.known import Known, known
from backchannel.graph.rulings import Ruled, ruled
from backchannel.ontology import terms


@dataclass(frozen=True)
class Side:
    """A report as a curator sees it: its name, its article, its sentences; and how it is cited, if it can be."""

    report: str
    label: str
    source: str
    sentences: tuple[str, ...]
    cited: Citation | None


@dataclass(frozen=True)
class Docket:
    """Articles as decisions cite them, by IRI, and the accounts in them."""

    tellings: Mapping[str, Telling]
    accounts: Sequence[Account]
    known: Known

    def ruled(self, decisions: Sequence[Decision]) -> Ruled:
        """The accounts under ``decisions``."""
        cited = citations(decisions)
        seen = [each for told in self.tellings.values() for each in sightings(told, cited)]
        return ruled(decisions, seen, self.accounts, self.known)

    def side(self, account: Account, slot: str = "") -> Side:
        """A report for people; with the sentences of all its claims, or of those of this ``slot`` (an IRI)."""
        told = self.tellings[account.article]
        said = [each for each in told.reports[account.report] if slot in ("", each.slot)]
        spans = sorted({each.sentence for each in said})
        sentences = tuple(" ".join(told.text[span.start:span.end].split()) for span in spans)
        cited = citation(told, account.report, slot or terms.DESCRIBES)
        return Side(account.report, account.label, self.source(account), sentences, cited)

    def source(self, account: Account) -> str:
        """The article of a report in words: title, publisher and date."""
        told = self.tellings[account.article]
        origin = ", ".join(filter(None, (told.publisher, told.published)))
        return f"{told.title or told.url or told.iri}{f' ({origin})' if origin else ''}"


def docket(articles: Sequence[Sequence[Quad]]) -> Docket:
    """The docket of the graphs of articles."""
    tellings = [telling(quads) for quads in articles]
    found = [account for quads in articles for account in accounts(quads)]
    return Docket({each.iri: each for each in tellings}, found, known())
