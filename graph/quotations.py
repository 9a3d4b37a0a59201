"""Quotations: what several articles tell in the same person's words is told by one witness."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_QUOTED: Final = re.compile(r"“([^“”\n]{1,2000})”|\"([^\"\n]{1,2000})\"|«([^«»\n]{1,2000})»")
_LEAST: Final = 6  # words; fewer may be anybody's


@dataclass(frozen=True)
class Quotation:
    """A quotation in a text: offsets in code points, and a digest of its words that is the same in every article."""

    start: int
    end: int
    digest: str

    def covers(self, start: int, end: int) -> bool:
        """Whether the characters from ``start`` to ``end`` lie inside the quotation."""
        return self.start <= start and end <= self.end


def quotations(text: str) -> Iterator[Quotation]:
    """The quotations of ``text`` that are long enough to be somebody's own words, in order."""
    for match in _QUOTED.finditer(text):
        words = re.findall(r"\w+", match.group().casefold())
        if len(words) >= _LEAST:
            yield Quotation(*match.span(), hashlib.sha256(" ".join(words).encode()).hexdigest()[:16])
