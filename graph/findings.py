"""What a check finds: one sentence, the facts that it is about, and where articles say so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from inspect import getdoc
from typing import Any

from backchannel.graph.held import Held
from backchannel.graph.quotes import Quote


@dataclass(frozen=True)
class Finding:
    """One thing that an analyst should look at: a sentence, the IRIs of the facts, the sentences of articles."""

    sentence: str
    facts: tuple[str, ...]
    quotes: tuple[Quote, ...]


Check = Callable[[Held], Iterator[Finding]]


@dataclass(frozen=True)
class Findings:
    """What one check found; ``kind`` is its name, ``explanation`` says what it looks for."""

    kind: str
    explanation: str
    found: Sequence[Finding]

    def as_json(self) -> dict[str, Any]:
        """The findings as JSON values."""
        return {**asdict(self), "found": [asdict(each) for each in self.found]}


def explanation(check: Check) -> str:
    """What a check looks for, in its own words."""
    return " ".join((getdoc(check) or "").split())
