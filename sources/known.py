"""Names that the reference data knows: how to spell them, and whether a surname alone can be only one of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

from backchannel.ontology import lexicon
from backchannel.ontology.reference import Official, reference
from backchannel.sources.names import Name


def fold(text: str) -> str:
    """``text`` without accents and case."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold().replace("ı", "i")


@cache
def _officials() -> tuple[dict[str, Official], dict[str, Official | None]]:
    by_name: dict[str, Official] = {}
    by_surname: dict[str, Official | None] = {}
    for official in reference().officials.values():
        for name in (official.label, *official.aliases):
            by_name.setdefault(" ".join(Name(0, 0, 0, fold(name)).words), official)
        for key in {fold(official.label).split()[-1], *_family_name(official)}:
            by_surname[key] = None if by_surname.get(key, official) is not official else official
    return by_name, by_surname


def _family_name(official: Official) -> set[str]:
    return {fold(official.label).split()[0]} if family_first(official) else set()


def family_first(official: Official | None) -> bool:
    """Whether the official's country puts the family name first."""
    return official is not None and official.country in lexicon.posts().called_by_first_word


def known_official(name: str) -> Official | None:
    """The reference official of this full name, if there is one."""
    by_name = _officials()[0]
    return next((by_name[key] for key in _keys(name) if key in by_name), None)


def _keys(name: str) -> Iterator[str]:
    """The name as it stands, without initials, and without the last of several fathers: "bin A bin B"."""
    words = [w for w in name.split() if w not in lexicon.posts().name_suffixes]
    yield fold(" ".join(words))
    yield fold(" ".join(w for w in words if not (len(w) <= 2 and w.rstrip(".").isupper() and w != words[0])))
    fathers = [i for i, w in enumerate(words) if w in lexicon.posts().patronymics]
    yield from (fold(" ".join(words[:i])) for i in reversed(fathers[1:]))


def unique_surname(word: str) -> Official | None:
    """The only reference official of this surname, if there is just one."""
    return _officials()[1].get(fold(word))
