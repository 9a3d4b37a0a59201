"""A curator's decisions: that reports tell of one thing or of several, that a report errs, or that it does not count.

A decision cites what it is about by passages of articles, so that it holds however the articles are read: a report's
IRI changes with the reader, its evidence does not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from backchannel.ontology import terms

SAME, DIFFERENT, CORRECT, RETRACT = "same", "different", "correct", "retract"
VERDICTS: Final = (SAME, DIFFERENT, CORRECT, RETRACT)

#: The classes of reports by the words of a citation.
KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "meeting": (terms.Meeting,), "call": (terms.Call,), "contact": terms.CONTACTS, "official": (terms.Official,),
    "place": (terms.Place,), "arrangement": terms.ARRANGEMENTS, "change": (terms.Change,),
}
_CONTACTS: Final = frozenset({"meeting", "call", "contact"})
#: What can be corrected, and in reports of which kinds.
SLOTS: Final[Mapping[str, frozenset[str]]] = {
    "status": _CONTACTS, "kind": _CONTACTS | {"arrangement", "change"}, "date": _CONTACTS | {"change"},
    "party": _CONTACTS | {"arrangement"}, "participant": _CONTACTS, "venue": _CONTACTS,
    "country": _CONTACTS | {"official", "place"}, "rank": frozenset({"official"}), "post": frozenset({"official"}),
    "label": frozenset({"official", "place", "arrangement"}),
}
#: The slots that a report may have several values of.
MANY: Final = frozenset({"party", "participant", "country", "rank", "post"})
#: The slots that a report of a fact cannot be without.
NEEDED: Final = frozenset({"status", "kind", "label"})


class DecisionError(Exception):
    """Decisions that cannot be used. Each line is one sentence: which file and entry, what is wrong, the way out."""


@dataclass(frozen=True)
class Citation:
    """What a decision is about: the report of one ``kind`` that has the passage ``quote`` of an article as evidence.

    ``article`` is an address, IRI or title. Without quote and kind it is the whole article.
    """

    article: str
    quote: str = ""
    kind: str = ""

    @property
    def entry(self) -> dict[str, str]:
        """The citation as a decision file has it."""
        told = {"article": self.article, "quote": self.quote, "kind": self.kind}
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True)
class Decision:
    """One entry of a decision file.

    ``verdict`` is one of ``VERDICTS``, ``date`` an ISO day. A correction gives ``slot`` the ``values``, none to drop
    what the report says; with ``was`` it is this one value that is replaced, in the words of its label.
    """

    verdict: str
    reports: tuple[Citation, ...]
    author: str
    date: str
    reason: str
    slot: str = ""
    values: tuple[str, ...] = ()
    was: str = ""

    @property
    def entry(self) -> dict[str, Any]:
        """The decision as a decision file has it."""
        found: dict[str, Any] = {"decision": self.verdict, "reports": [cited.entry for cited in self.reports]}
        if self.verdict == CORRECT:
            value = list(self.values) if len(self.values) > 1 else next(iter(self.values), None)
            found |= {"slot": self.slot, **({"was": self.was} if self.was else {}), "value": value}
        return found | {"author": self.author, "date": self.date, "reason": self.reason}

    @property
    def json(self) -> str:
        """The entry on one line, equal for equal decisions."""
        return json.dumps(self.entry, ensure_ascii=False)

    @property
    def iri(self) -> str:
        """The IRI of the decision, a function of its content."""
        return f"{terms.ID}decision/{self.verdict}-{hashlib.sha256(self.json.encode('utf-8')).hexdigest()[:12]}"

    @property
    def words(self) -> str:
        """What was decided: "same", "correct venue to Baku"."""
        if self.verdict != CORRECT:
            return self.verdict
        was = f" {self.was}" if self.was else ""
        return f"correct {self.slot}{was} to {', '.join(self.values)}" if self.values else f"drop {self.slot}{was}"

    @property
    def label(self) -> str:
        """Who decided what, when and why."""
        return f"Decision of {self.author}, {self.date}: {self.words}. “{' '.join(self.reason.split())}”"
