"""Typed access to the English lexicon: the words by which ranks, posts, contacts, statuses and arrangements are told.

The words are data in ``lexicon/en/*.yaml``; each loader reads one file once and returns it frozen.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import Any, TypeVar, get_origin, get_type_hints

from backchannel.ontology.rows import read_words

Words = frozenset[str]
T = TypeVar("T")


class LexiconError(Exception):
    """A lexicon file that does not have the fields it should have; names the file and the field."""


def _record(cls: type[T], data: dict[str, Any], where: str) -> T:
    """Builds ``cls`` from a mapping; lists become frozen sets or tuples as the field's type says."""
    hints = get_type_hints(cls)
    unknown = set(data) - set(hints)
    if unknown:
        raise LexiconError(f"{where}: unknown field {sorted(unknown)[0]}")
    values = {}
    for name, value in data.items():
        origin = get_origin(hints[name])
        if origin is frozenset:
            value = frozenset(map(str, value))
        elif origin is tuple:
            value = tuple(map(str, value))
        elif hints[name] == dict[str, Words]:
            value = {key: frozenset(map(str, words)) for key, words in value.items()}
        values[name] = value
    missing = {f.name for f in fields(cls) if f.default is MISSING} - set(values)  # type: ignore[arg-type]
    if missing:
        raise LexiconError(f"{where}: missing field {sorted(missing)[0]}")
    return cls(**values)


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
    data = read_words("ranks")
    data["ranks"] = [_record(Rank, row, "ranks.yaml") for row in data["ranks"]]
    names = ("services", "bare_services", "small", "retired", "honorifics")
    words = {name: frozenset(map(str, data[name])) for name in names}
    return Ranks(ranks=tuple(data["ranks"]), **words)


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
    being: Words
    wrappers: Words
    naming_verbs: Words
    serving_verbs: Words
    succeeding_verbs: Words
    holding_verbs: Words
    post_nouns: Words
    teams: Words
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
    family_name_first: Words
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
    return _record(Posts, read_words("posts"), "posts.yaml")


@dataclass(frozen=True)
class ContactVerb:
    """How a verb tells of a contact: which arguments are the other side, and what kind of contact it makes."""

    kind: str
    other: tuple[str, ...] = ()
    object: bool = False
    alone: bool = False
    weak: bool = False
    phone: bool = False
    visit: bool = False
    attempt: bool = False
    reciprocal: bool = False
    gather: bool = False
    placed: bool = False
    things: tuple[str, ...] = ()
    particle: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contacts:
    """The verbs and nouns of contacts; see the comments in ``contacts.yaml``."""

    verbs: dict[str, ContactVerb]
    light: Words
    nouns: dict[str, str]
    weak_nouns: Words
    call_cues: Words
    meeting_cues: Words
    not_contacts: Words
    of_one_side: Words
    events: Words
    travel: Words
    not_sides: Words
    telephone_only_nouns: Words
    attendance: Words
    bodies: Words
    addressing: Words
    mediating: Words
    singly: Words
    figures: Words
    groups: Words
    people: dict[str, int]
    roles: dict[str, Words]
    sessions: Words
    teams: Words
    ordinals: Words
    hosting: Words
    lines: Words
    fights: Words
    happening: Words
    not_objects: Words
    measures: Words
    things: Words
    pairs: dict[str, Words]
    other_numbers: Words
    epithets: dict[str, str]
    off_topic: Words
    numbers: dict[str, int]


@cache
def contacts() -> Contacts:
    """The words of ``contacts.yaml``."""
    data = read_words("contacts")
    rows = data["verbs"].items()
    data["verbs"] = {lemma: _record(ContactVerb, row, f"contacts.yaml, {lemma}") for lemma, row in rows}
    return _record(Contacts, data, "contacts.yaml")


@dataclass(frozen=True)
class Occasions:
    """What links several dates of one verb; see the comments in ``occasions.yaml``."""

    again: Words
    listed: Words
    between: Words


@cache
def occasions() -> Occasions:
    """The words of ``occasions.yaml``."""
    return _record(Occasions, read_words("occasions"), "occasions.yaml")


@dataclass(frozen=True)
class Replies:
    """How a proposal is turned down; see the comments in ``replies.yaml``."""

    refusing: Words
    cancelling: Words
    answers: Words
    attending: Words
    meant: Words
    unreached: Words


@cache
def replies() -> Replies:
    """The words of ``replies.yaml``."""
    return _record(Replies, read_words("replies"), "replies.yaml")


@dataclass(frozen=True)
class ShortName:
    """What a country is called for short once the text names one of ``once``: codes, names and adjectives."""

    code: str
    once: tuple[str, ...]
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    bare: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShortNames:
    """The short names of countries; see the comments in ``short_names.yaml``."""

    short_names: tuple[ShortName, ...]
    people: Words


@cache
def short_names() -> ShortNames:
    """The words of ``short_names.yaml``."""
    data = read_words("short_names")
    rows = tuple(_record(ShortName, row, "short_names.yaml") for row in data["short_names"])
    return ShortNames(rows, frozenset(data["people"]))


@dataclass(frozen=True)
class Statuses:
    """The words around a contact that tell whether it took place; see the comments in ``statuses.yaml``."""

    governors: dict[str, Words]
    modals: dict[str, Words]
    failed: Words
    negations: Words
    conditionals: Words
    planned_adjectives: Words
    proposed_adjectives: Words
    cancelled_adjectives: Words
    postponed_adjectives: Words
    past_adjectives: Words
    recurrence: Words
    refusing_phrases: Words
    cancelling_phrases: Words
    postponing_phrases: Words
    aside: Words
    untrue: Words
    generic: Words
    habitual: Words
    reporting: Words
    held_verbs: Words
    judging: Words
    of_infinitives: Words
    of_all_below: Words
    opening: Words
    closing: Words
    happening: Words
    taking_part: Words


@cache
def statuses() -> Statuses:
    """The words of ``statuses.yaml``."""
    return _record(Statuses, read_words("statuses"), "statuses.yaml")


@dataclass(frozen=True)
class Arrangements:
    """The nouns of arrangements and the verbs that change one; see the comments in ``arrangements.yaml``."""

    nouns: dict[str, str]
    generic: Words
    signable: Words
    proposals: Words
    weak: Words
    narrow: dict[str, Words]
    military: Words
    not_arrangements: Words
    civil: Words
    not_followed: Words
    not_for: Words
    kinds: dict[str, Words]
    intransitive: dict[str, Words]
    predicates: dict[str, Words]
    prepositional: dict[str, Words]
    carrying: Words
    over: Words
    standing: Words
    transparent: Words
    drafts: Words
    prospective: Words
    agreeing: Words
    realising: Words
    denying: Words
    wondering: Words
    announced: Words
    reporting: Words
    agreement_topics: Words
    link_topics: Words
    line_topics: Words
    deciding: Words
    recurring: Words
    settling: Words
    programmes: Words
    leaving: Words
    joining: Words
    making: Words
    promising: Words
    convening: Words
    lasting: Words
    answering: Words
    clauses: Words
    unbinding: Words
    sittings: Words
    bodies: Words
    not_agreements: Words
    nominal: dict[str, Words]
    other: Words
    none: Words
    own: Words
    implementing: Words
    notices: Words
    opening: Words
    conversations: Words
    light: Words
    matters: Words
    families: dict[str, Words]
    umbrella: Words
    premodified: Words
    asking: Words
    processes: Words
    helping: Words
    helpers: Words
    signatures: Words
    discarding: Words
    habits: Words
    habitual: Words
    successors: Words
    mediators: Words
    names: dict[str, str]
    not_names: Words

    @property
    def alone(self) -> Words:
        """Verbs that tell a change of their subject."""
        return frozenset(p.split()[0] for phrases in self.intransitive.values() for p in phrases)

    @property
    def cues(self) -> Words:
        """Words of which one stands in every sentence that tells of a change without naming an arrangement."""
        plain = [p.split() for kind, phrases in self.intransitive.items() for p in phrases if kind != "exists"]
        told = [self.kinds, self.prepositional]
        changing = {p.split()[0] for table in told for kind, ps in table.items() for p in ps if kind != "exists"}
        return frozenset({p[-1] for p in plain} | changing | self.habits | self.processes)


@cache
def arrangements() -> Arrangements:
    """The words of ``arrangements.yaml``."""
    return _record(Arrangements, read_words("arrangements"), "arrangements.yaml")


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
    return _record(TextRules, read_words("text"), "text.yaml")


@dataclass(frozen=True)
class Places:
    """Words around the names of venues; see the comments in ``places.yaml``."""

    prepositions: Words
    country_prepositions: Words
    venue_nouns: Words
    not_places: Words
    capital_nouns: Words
    here: Words
    there: Words
    transparent: Words
    settlements: Words
    particles: Words
    directions: Words
    areas: Words
    abstract: Words
    vessels: Words
    hosts: dict[str, str]
    sites: Words
    waters: Words
    spots: Words
    arrival: Words


@cache
def places() -> Places:
    """The words of ``places.yaml``."""
    return _record(Places, read_words("places"), "places.yaml")


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


@cache
def stand_ins() -> StandIns:
    """The words of ``standins.yaml``."""
    return _record(StandIns, read_words("standins"), "standins.yaml")


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
    return _record(Domain, read_words("domain"), "domain.yaml")
