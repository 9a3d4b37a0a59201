"""Words around the names of people: ranks before them, and the nouns and verbs of posts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from backchannel.ontology.rows import Words, read_record


@dataclass(frozen=True)
class Rank:
    """A rank: its expanded form and the spellings found before names."""

    label: str
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Ranks:
    """All ranks, the services that may stand before one and what may stand between one and a name."""

    services: Words
    bare_services: Words
    ranks: tuple[Rank, ...]
    small: Words
    retired: Words
    honorifics: Words


@cache
def ranks() -> Ranks:
    """The ranks of ``ranks.yaml``."""
    return read_record(Ranks, "ranks")


@dataclass(frozen=True)
class Posts:
    """The words that make up names of posts; see the comments in ``posts.yaml``."""

    heads: Words
    plurals: dict[str, str]
    abbreviations: dict[str, str]
    weak_heads: Words
    general_modifiers: Words
    modifiers: Words
    temporal: Words
    institutions: Words
    of_prepositions: Words
    general_heads: Words
    ordinal_heads: Words
    bare_heads: Words
    charges: Words
    prefixes: Words
    envoys: Words
    missions: Words
    phrase_ends: Words
    owners: Words
    verbs: dict[str, str]
    copulas: Words
    being: Words
    wrappers: Words
    naming_verbs: Words
    serving_verbs: Words
    succeeding_verbs: Words
    holding_verbs: Words
    post_nouns: Words
    saying: Words
    visiting: Words
    receiving: Words
    voices: Words
    teams: Words
    leading: Words
    fronting: Words
    sending: Words
    representing: Words
    personal: Words
    short_heads: Words
    deputies: Words
    spokesman_heads: Words
    counterparts: Words
    roles: Words
    not_official: Words
    private: Words
    titles: Words
    name_particles: Words
    party_surnames: Words
    patronymics: Words
    name_suffixes: Words
    inner_titles: Words
    not_names: Words
    names_too: Words
    name_entities: Words
    called_by_first_word: Words
    generic_institutions: dict[str, Words]
    national_offices: Words
    national_posts: dict[str, Words]
    home_units: Words
    few_posts: dict[str, Words]
    partner_verbs: Words
    local_institutions: dict[str, Words]


@cache
def posts() -> Posts:
    """The words of ``posts.yaml``."""
    return read_record(Posts, "posts")
