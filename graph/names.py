"""Names of people: when two spellings are those of one person.

Spellings of one sound are made equal first; what is left is compared by edit distance (Levenshtein 1966), which counts
for long words alone: "Li" is not "Lu".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Final

from rapidfuzz.distance import Levenshtein

from backchannel.ontology.cities import fold
from backchannel.ontology.lexicon import name_words

_SOUNDED: Final = 5  # letters from which the spelling of sounds is made equal
_ONE_SLIP: Final = 5  # letters from which one of them may differ
_TWO_SLIPS: Final = 9  # and two
_VOWELS: Final = frozenset("aeiouyhj'")


@dataclass(frozen=True)
class Name:
    """A name in the words that are compared; ``family`` is one of them."""

    text: str
    family: str
    given: tuple[str, ...]


@cache
def name(text: str, family_first: bool) -> Name:
    """The parts of a name without rank; ``family_first`` for names such as Li Shangfu."""
    words = [_sounded(word) for word in fold(text).split()] or [""]
    place = 0 if family_first else len(words) - 1
    return Name(fold(text), words[place], tuple(words[:place] + words[place + 1:]))


@cache
def alike(one: Name, other: Name) -> str:
    """How two names are alike, as in the table of weights; empty if they are two people's."""
    if one.text == other.text:
        return "the same name"
    if not one.given or not other.given:
        return "a family name alone" if one.family == other.family else ""
    if sorted((one.family, *one.given)) == sorted((other.family, *other.given)):
        return "another spelling"
    if not _near(one.family, other.family) or not _one_given(one.given, other.given):
        return ""
    close = one.family == other.family and _known_given(one.given[0], other.given[0])
    return "another spelling" if close else "nearly the same spelling"


@cache
def skeleton(word: str) -> str:
    """The consonants of a word, no two alike in a row: the same for most spellings of a name."""
    return _single(letter for letter in _sounded(word) if letter not in _VOWELS) or word


def _sounded(word: str) -> str:
    if len(word) < _SOUNDED:
        return word
    for written, sound in name_words().sounds.items():
        word = word.replace(written, sound)
    single = _single(word)
    return f"{single[:-1]}y" if single.endswith("i") else single


def _single(letters: Iterable[str]) -> str:
    """No two alike in a row."""
    return "".join(letter for letter, _ in groupby(letters))


def _near(one: str, other: str) -> bool:
    """Whether two words differ by a slip of spelling; a last "a" makes another name: Ivanova."""
    short = min(len(one), len(other))
    if one == other:
        return True
    if short < _ONE_SLIP or one[0] != other[0] or f"{one}a" == other or f"{other}a" == one:
        return False
    return Levenshtein.distance(one, other, score_cutoff=2) <= (2 if short >= _TWO_SLIPS else 1)


def _one_given(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the first given names can be one, and further ones, where both have some, too."""
    first = _known_given(one[0], other[0]) or _near(one[0], other[0]) or _initial(one[0], other[0])
    return first and all(_near(a, b) or _initial(a, b) for a, b in zip(one[1:], other[1:], strict=False))


def _known_given(one: str, other: str) -> bool:
    return one == other or not _groups().get(one, frozenset()).isdisjoint(_groups().get(other, frozenset()))


def _initial(one: str, other: str) -> bool:
    return one[:1] == other[:1] and min(len(one), len(other)) == 1


@cache
def _groups() -> dict[str, frozenset[int]]:
    """The groups of given names by their words, as they are compared."""
    found: dict[str, frozenset[int]] = {}
    for number, group in enumerate(name_words().given_names):
        for word in group.split():
            found[_sounded(word)] = found.get(_sounded(word), frozenset()) | {number}
    return found
