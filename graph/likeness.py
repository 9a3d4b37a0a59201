"""When two reports are taken to tell of the same thing: each function gives a key, and reports with one key are alike.

The docstrings are the explanations shown to users. A report without a key is like no other report.
"""

from __future__ import annotations

from collections.abc import Container, Mapping

from backchannel.graph.accounts import Account
from backchannel.ontology import terms

Key = tuple[str, ...]


def same_name(account: Account) -> Key | None:
    """The same canonical name; a single word tells too little about a person unless the country is known."""
    if account.describes == terms.Official and " " not in account.label and not account.get(terms.COUNTRY):
        return None
    return account.describes, account.label


def same_people_on_one_day(account: Account, facts: Mapping[str, str]) -> Key | None:
    """The same kind of contact on the same day between the same people, at least two of them."""
    people = sorted({facts.get(report, report) for report in account.get(terms.PARTICIPANT)})
    if len(people) < 2 or len(account.dates) != 1 or account.dates[0].precision != "day":
        return None
    return account.describes, account.dates[0].iso, *people


def same_known_arrangement(account: Account, known: Container[str]) -> Key | None:
    """The same name, and it is that of one arrangement in the reference data."""
    return (account.label,) if account.label in known else None


def same_step(account: Account, facts: Mapping[str, str]) -> Key | None:
    """The same kind of change of the same arrangement with the same date."""
    arrangements = sorted({facts.get(report, report) for report in account.get(terms.ARRANGEMENT)})
    if not arrangements or len(account.dates) != 1:
        return None
    return *arrangements, *account.get(terms.KIND), account.dates[0].iso
