"""Accounts as text, and read back: the form in which the ledger keeps them."""

from __future__ import annotations

import json
from datetime import date

from backchannel.graph.accounts import Account
from backchannel.sources.dates import Interval


def written(account: Account) -> str:
    """All of ``account`` but its sketch and its witness, which belong to the article."""
    dates = [(each.earliest.isoformat(), each.latest.isoformat(), each.precision) for each in account.dates]
    sure = [(*said, confidence) for said, confidence in account.confidence.items()]
    quoted = [(*said, digest) for said, digest in account.quoted.items()]
    told = (account.report, account.article, account.published, account.describes, account.label, account.values, dates,
            account.spellings, sure, quoted)
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def read_back(text: str, witness: str = "") -> Account:
    """The account that ``text`` was written from, with its witness."""
    report, article, published, describes, label, values, dates, spellings, sure, quoted = json.loads(text)
    return Account(
        report, article, published, describes, label,
        {name: tuple(of) for name, of in values.items()},
        tuple(Interval(date.fromisoformat(first), date.fromisoformat(last), finest) for first, last, finest in dates),
        spellings, {(name, value): confidence for name, value, confidence in sure},
        {(name, value): digest for name, value, digest in quoted}, witness=witness,
    )
