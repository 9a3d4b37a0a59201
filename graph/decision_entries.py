"""Entries of a decision file → decisions, checked field by field."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Collection, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any, Final

from backchannel.graph.decisions import CORRECT, KINDS, MANY, NEEDED, RETRACT, SLOTS, VERDICTS, Citation, Decision
from backchannel.ontology import terms
from backchannel.ontology.checks import is_date

_FIELDS: Final = ("decision", "reports", "author", "date", "reason")
_CORRECTION: Final = ("slot", "value", "was")
_CITATION: Final = ("article", "quote", "kind")
_LONGEST: Final = 10_000  # characters of one text
_MOST: Final = 1_000  # reports or values of one decision
#: The values of slots that have a fixed list of them, by kind of report.
_WORDS: Final[Mapping[str, Mapping[str, Collection[str]]]] = {
    "status": dict.fromkeys(("meeting", "call", "contact"), terms.STATUSES),
    "kind": {
        **dict.fromkeys(("meeting", "call", "contact"), ("meeting", "call")), "change": terms.KINDS,
        "arrangement": ("channel", "treaty", "agreement", "memorandum"),
    },
}


class EntryError(ValueError):
    """An entry that is no decision. The message goes on from the place of the entry: what is wrong, the way out."""


def decision(entry: object) -> Decision:
    """The decision of ``entry``: mappings, lists and texts, as a file has them. Raises EntryError."""
    row = _mapping(entry, "an entry")
    verdict = _text(row, "decision")
    _one_of("decision", verdict, VERDICTS)
    known = (*_FIELDS, *_CORRECTION) if verdict == CORRECT else _FIELDS
    _no_other(row, known)
    reports = _citations(row, verdict)
    slot, values, was = _correction(row, reports) if verdict == CORRECT else ("", (), "")
    return Decision(verdict, reports, _text(row, "author"), _day(row), _text(row, "reason"), slot, values, was)


def from_json(text: str) -> Decision:
    """The decision whose :attr:`Decision.json` is ``text``. Raises EntryError."""
    try:
        return decision(json.loads(text))
    except (json.JSONDecodeError, RecursionError):
        raise EntryError("it is not JSON; build the graph again.") from None


def _citations(row: Mapping[str, Any], verdict: str) -> tuple[Citation, ...]:
    rows = row.get("reports")
    least = 1 if verdict in (CORRECT, RETRACT) else 2
    if not isinstance(rows, list) or not least <= len(rows) <= _MOST:
        raise EntryError(f"'reports' must be a list of {'one report or more' if least == 1 else 'two reports or more'} "
                         "(article, quote, kind); list them with dashes.")
    found = tuple(_citation(each, number, verdict) for number, each in enumerate(rows, start=1))
    if len(set(found)) < len(found):
        raise EntryError("'reports' names one report twice; remove one.")
    return found


def _citation(entry: object, number: int, verdict: str) -> Citation:
    try:
        row = _mapping(entry, "a report")
        _no_other(row, _CITATION)
        if verdict == RETRACT and row.keys() == {"article"}:
            return Citation(_text(row, "article"))
        kind = _text(row, "kind")
        _one_of("kind", kind, KINDS)
        return Citation(_text(row, "article"), " ".join(_text(row, "quote").split()), kind)
    except EntryError as error:
        raise EntryError(f"report {number}: {error}") from None


def _correction(row: Mapping[str, Any], reports: tuple[Citation, ...]) -> tuple[str, tuple[str, ...], str]:
    slot = _text(row, "slot")
    _one_of("slot", slot, SLOTS)
    for kind in sorted({cited.kind for cited in reports} - SLOTS[slot]):
        raise EntryError(f"a report of kind {kind!r} has no slot {slot!r}; correct one of "
                         f"{', '.join(name for name, kinds in SLOTS.items() if kind in kinds)}.")
    if "value" not in row:
        raise EntryError("the field 'value' is missing; add it, or 'value: null' to drop what the report says.")
    values = _values(row["value"], slot)
    for kind in sorted({cited.kind for cited in reports}):
        for value in values:
            _fits(slot, kind, value)
    was = _text(row, "was") if "was" in row else ""
    if was and slot not in MANY:
        raise EntryError(f"'was' is for slots with several values, such as party; {slot!r} has one, so remove 'was'.")
    return slot, values, was


def _values(value: object, slot: str) -> tuple[str, ...]:
    if value is None and slot in NEEDED:
        raise EntryError(f"{slot!r} cannot be dropped, since no fact is without; give a value, or retract the report.")
    found: list[Any] = [] if value is None else value if isinstance(value, list) else [value]
    if len(found) > _MOST or not all(isinstance(each, str) for each in found) or value == []:
        raise EntryError("'value' must be a text, a list of texts, or null; write it so.")
    if len(found) > 1 and slot not in MANY:
        raise EntryError(f"{slot!r} has one value, and {len(found)} are given; leave one.")
    return tuple(dict.fromkeys(_checked("value", each) for each in found))


def _fits(slot: str, kind: str, value: str) -> None:
    if words := _WORDS.get(slot, {}).get(kind):
        _one_of("value", value, words)
    if slot == "date" and not _real(value):
        raise EntryError(f"'value' is {value!r}, which is no date such as 2018-06-08, 2018-06 or 2018; mend it.")


def _real(value: str) -> bool:
    """Whether ``value`` is a day, month or year of the calendar."""
    try:
        return is_date(value) and bool(date.fromisoformat(f"{value}-01-01"[:10]))
    except ValueError:
        return False


def _day(row: Mapping[str, Any]) -> str:
    day = _text(row, "date")
    if len(day) != len("2026-11-22") or not _real(day):
        raise EntryError(f"'date' is {day!r}, which is no day such as 2026-11-22; mend it.")
    return day


def _text(row: Mapping[str, Any], name: str) -> str:
    if row.get(name) in (None, ""):
        raise EntryError(f"the field {name!r} is missing; add it.")
    if not isinstance(row[name], str):
        raise EntryError(f"{name!r} must be a text; write it on one line, in quotation marks if need be.")
    return _checked(name, row[name])


def _checked(name: str, text: str) -> str:
    """A text without white space at its ends. Raises EntryError if it is empty, too long, or no mere text."""
    if any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t" for letter in text):
        raise EntryError(f"{name!r} has control characters; remove them.")
    if len(text) > _LONGEST:
        raise EntryError(f"{name!r} has {len(text)} characters, more than {_LONGEST}; shorten it.")
    if not text.strip():
        raise EntryError(f"{name!r} is empty; fill it in.")
    return text.strip()


def _one_of(name: str, value: str, known: Collection[str]) -> None:
    if value not in known:
        raise EntryError(f"{name!r} is {value[:60]!r}; use one of {', '.join(known)}.")


def _no_other(row: Mapping[str, Any], known: Collection[str]) -> None:
    for name in row:
        if name not in known:
            near = get_close_matches(name[:60], known, n=1)
            way = f"did you mean {near[0]!r}?" if near else f"use {', '.join(known)}."
            raise EntryError(f"there is no field {name[:60]!r} here; {way}")


def _mapping(value: object, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise EntryError(f"{what} must be named fields such as 'author: A. Analyst'; write it so.")
    return value
