"""The lexicon as typed records, and what is said of a file that does not fit."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from backchannel.ontology import lexicon
from backchannel.ontology.rows import DataError, Words, read_record


@dataclass(frozen=True)
class Unlike:
    """A record of other types than those of ``domain.yaml``."""

    words: dict[str, Words]
    least: int
    short: int
    brief: int


@dataclass(frozen=True)
class Numbers:
    """A record that takes the numbers of ``domain.yaml`` for words."""

    words: Words
    least: Words
    short: int
    brief: int


@pytest.mark.parametrize("read", [
    lexicon.ranks, lexicon.posts, lexicon.contacts, lexicon.statuses, lexicon.places, lexicon.arrangements,
    lexicon.text_rules, lexicon.stand_ins, lexicon.domain, lexicon.short_names, lexicon.occasions, lexicon.name_words,
    lexicon.replies,
])
def test_every_file_fits_its_record(read: object) -> None:
    assert callable(read) and read()


def test_records_are_nested() -> None:
    assert lexicon.ranks().ranks[0].forms
    assert lexicon.contacts().verbs["telephone"] == lexicon.ContactVerb("Call", object=True)
    assert "chairman" in lexicon.posts().heads


@pytest.mark.parametrize(("kind", "file", "words"), [
    (lexicon.Domain, "places", ["places.yaml: unknown field", "known are words, least, short, brief"]),
    (lexicon.Rank, "places", ["places.yaml: unknown field", "known are label, forms"]),
    (Unlike, "domain", ["domain.yaml: words must be a mapping of texts"]),
    (Numbers, "domain", ["domain.yaml: least must be a list of texts"]),
    (lexicon.Domain, "none", ["none.yaml: not readable as YAML"]),
])
def test_a_file_that_does_not_fit_is_named(kind: type[lexicon.Domain], file: str, words: list[str]) -> None:
    with pytest.raises(DataError) as refusal:
        read_record(kind, file)
    assert [word for word in words if word not in str(refusal.value)] == []
