"""What holds across the rows of reference data: names are unique, codes and keys lead somewhere, dates are dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable
from typing import Any, TypeVar

from backchannel.ontology.rows import DataError, Table

T = TypeVar("T")

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def by(table: Table[T], attribute: str = "key") -> dict[Any, T]:
    """The rows by their code, key or other ``attribute``. Raises DataError if two rows have the same one."""
    rows: dict[Any, T] = {}
    for where, row in table:
        key = getattr(row, attribute)
        if key in rows:
            raise DataError(f"{where}: {attribute} {key!r} is that of an earlier row.")
        rows[key] = row
    return rows


def lead_somewhere(table: Table[T], codes: Callable[[T], Iterable[str]], known: Collection[str]) -> None:
    """Raise DataError if a row gives a code or key that is not ``known``."""
    for where, row in table:
        for code in codes(row):
            if code not in known:
                raise DataError(f"{where}: {code!r} is the code or key of no row.")


def is_date(text: str) -> bool:
    """Whether ``text`` is an ISO 8601 date at day, month or year precision."""
    return bool(_DATE.fullmatch(text))


def are_dates(table: Table[T], dates: Callable[[T], Iterable[str]]) -> None:
    """Raise DataError if a row's date is not ISO 8601 at day, month or year precision."""
    for where, row in table:
        for date in dates(row):
            if not is_date(date):
                raise DataError(f"{where}: {date!r} is not a date such as 2012-11-09, 2012-11 or 2012.")


def name_one_thing(
    claims: Iterable[tuple[str, Hashable, Iterable[Hashable]]], shared: Collection[Hashable] = frozenset()
) -> None:
    """Raise DataError if a name belongs to two owners and is not ``shared``.

    ``claims`` are triples of the words that say where a row stands, what it names, and its names.
    """
    first: dict[Hashable, tuple[Hashable, str]] = {}
    for where, owner, names in claims:
        for name in names:
            earlier, place = first.setdefault(name, (owner, where))
            if earlier != owner and name not in shared:
                raise DataError(f"{where}: {name!r} names another row too, {place}; ambiguous.yaml lists shared names.")
