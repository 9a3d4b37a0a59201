"""What waits for a curator: pairs of reports that nothing decides about, and facts on which reports differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from backchannel.graph.accounts import Account
from backchannel.graph.corrections import shelf
from backchannel.graph.decision_entries import EntryError, decision
from backchannel.graph.decisions import Decision
from backchannel.graph.disputes import Dispute, disputes
from backchannel.graph.docket import Docket, Side
from backchannel.graph.fuse import fuse
from backchannel.graph.likeness import Comparison
from backchannel.graph.resolve import Doubt, doubts, resolve


@dataclass(frozen=True)
class Pair:
    """Two reports that are alike and were left apart.

    For ``rival`` is as like to the report ``fits`` (an IRI, one of the two), and cannot be one with the other of them,
    as the sentences ``vetoes`` say.
    """

    one: Side
    other: Side
    comparison: Comparison
    rival: Side
    fits: str
    vetoes: tuple[str, ...]

    @property
    def knot(self) -> frozenset[str]:
        """The three reports; whatever is decided about two of them, the questions about all three are answered."""
        return frozenset({self.one.report, self.other.report, self.rival.report})

    def as_json(self) -> dict[str, Any]:
        """The pair as JSON values."""
        return {"question": "same or different", **asdict(self), "comparison": self.comparison.as_json()}

    def decision(self, verdict: str, author: str, date: str, reason: str) -> Decision | None:
        """The decision that the two are ``same`` or ``different``; None if no passage cites one of them alone."""
        if not self.one.cited or not self.other.cited:
            return None
        return Decision(verdict, (self.one.cited, self.other.cited), author, date, reason)


Item = Pair | Dispute


def agenda(on: Docket, decisions: Sequence[Decision]) -> tuple[Item, ...]:
    """What waits under ``decisions``: first the pairs, then the disputes."""
    found = on.ruled(decisions)
    reports = {account.report: account for account in found.accounts}
    left = {frozenset((each.alike.one, each.alike.other)): each
            for each in reversed(doubts(found.accounts, on.known, found.bonds))}
    clusters = resolve(found.accounts, on.known, found.bonds)
    facts = fuse(clusters, on.known).facts
    return (*(_pair(on, each, reports) for each in reversed(left.values())),
            *disputes(on, facts, clusters, shelf(found.accounts, on.known)))


def obstacle(on: Docket, decisions: Sequence[Decision], new: Decision) -> str:
    """Why ``new`` would not be applied beside ``decisions``, an empty string if it would be."""
    try:
        decision(new.entry)
    except EntryError as error:
        return str(error).rstrip(".")
    found = on.ruled([*decisions, new]).rulings
    return next(ruling.obstacle for ruling in found if ruling.decision == new)


def _pair(on: Docket, doubt: Doubt, reports: Mapping[str, Account]) -> Pair:
    pair = {doubt.alike.one, doubt.alike.other}
    [rival] = {doubt.rival.one, doubt.rival.other} - pair
    [fits] = pair & {doubt.rival.one, doubt.rival.other}
    one, other, third = (on.side(reports[report]) for report in (doubt.alike.one, doubt.alike.other, rival))
    return Pair(one, other, doubt.alike, third, fits, doubt.between.vetoes)
