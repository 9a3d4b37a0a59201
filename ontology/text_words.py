"""Words about text itself: where sentences end, what stands in for a name, what an article is about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from backchannel.ontology.rows import Words, read_record


@dataclass(frozen=True)
class TextRules:
    """Where sentences end, and what is one token."""

    abbreviations: Words
    starters: Words
    special_tokens: Words
    function_words: Words
    irregular: Words
    lemmas: dict[str, str]


@cache
def text_rules() -> TextRules:
    """The rules of ``text.yaml``."""
    return read_record(TextRules, "text")


@dataclass(frozen=True)
class StandIns:
    """Words that stand in for names when a sentence is parsed; see the comment in ``standins.yaml``."""

    people: tuple[str, ...]
    adjectives: tuple[str, ...]
    names: tuple[str, ...]
    plurals: tuple[str, ...]
    seats: tuple[str, ...]
    cities: tuple[str, ...]
    verbs: dict[str, str]
    asides: dict[str, str]
    after_asides: Words


@cache
def stand_ins() -> StandIns:
    """The words of ``standins.yaml``."""
    return read_record(StandIns, "standins")


@dataclass(frozen=True)
class Domain:
    """Words of the field, and how many different ones make an article worth reading."""

    words: Words
    least: int
    short: int
    brief: int


@cache
def domain() -> Domain:
    """The words of ``domain.yaml``."""
    return read_record(Domain, "domain")
