"""Time expressions of news prose as intervals, at the precision of the words and against a named anchor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Interval:
    """The days that a time expression allows: ``earliest`` to ``latest``, both inclusive.

    ``precision`` is ``day``, ``month`` or ``year``: the finest calendar unit that the words name.
    """

    earliest: date
    latest: date
    precision: str

    @property
    def iso(self) -> str:
        """ISO 8601 at the interval's precision: ``2018-06-08``, ``2018-06`` or ``2018``."""
        return self.earliest.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.precision]]
