"""The book that profiles are made from, looked up in the ledger as it is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from backchannel.graph.accounts import Account
from backchannel.graph.known import Known
from backchannel.graph.ledger import Ledger
from backchannel.graph.profiles import Book
from backchannel.ontology import terms

V = TypeVar("V")


class Lookup(Mapping[str, V]):
    """A mapping whose values are looked up one by one; it does not tell what it holds."""

    def __init__(self, find: Callable[[str], V | None]) -> None:
        self._find = find

    def __getitem__(self, name: str) -> V:
        found = self._find(name)
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def shelf(ledger: Ledger, known: Known) -> Book:
    """The book of all that ``ledger`` holds; facts are those of the moment at which they are looked up."""
    def report(iri: str) -> Account | None:
        return next(iter(ledger.accounts("report = ?", iri)), None)

    def steps(arrangement: str) -> Sequence[Account]:
        return ledger.accounts("describes = ? AND report IN (SELECT source FROM reference WHERE target = ?)",
                               terms.Change, arrangement)

    def fact(iri: str) -> str | None:
        found: str | None = ledger.one("SELECT fact FROM account WHERE report = ?", iri)
        return found

    return Book(Lookup(report), Lookup(steps), known, Lookup(fact))
