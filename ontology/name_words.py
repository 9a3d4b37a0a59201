"""Words by which names are compared: spellings of one sound, given names, the words in names of arrangements."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from backchannel.ontology.rows import Words, read_record


@dataclass(frozen=True)
class NameWords:
    """The words of ``likeness.yaml``; see the comments there."""

    sounds: dict[str, str]
    given_names: tuple[str, ...]
    general: Words
    forms: dict[str, Words]


@cache
def name_words() -> NameWords:
    """The words of ``likeness.yaml``."""
    return read_record(NameWords, "likeness")
