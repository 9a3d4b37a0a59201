"""Words by which contacts are told: verbs and nouns, and what tells whether one took place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from backchannel.ontology.rows import Words, read_record


@dataclass(frozen=True)
class ContactVerb:
    """How a verb tells of a contact: which arguments are the other side, and what kind of contact it makes."""

    kind: str
    other: tuple[str, ...] = ()
    object: bool = False
    alone: bool = False
    weak: bool = False
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
    lined: Words
    guests: Words
    map_lines: Words
    call_cues: Words
    meeting_cues: Words
    not_contacts: Words
    of_one_side: Words
    events: Words
    knowing: Words
    emerging: Words
    assembling: Words
    travel: Words
    not_sides: Words
    telephone_only_nouns: Words
    attendance: Words
    bodies: Words
    addressing: Words
    mediating: Words
    singly: Words
    figures: Words
    leading: Words
    fronting: Words
    bidding: Words
    inviting: Words
    intents: Words
    invitations: Words
    groups: Words
    visitors: Words
    people: dict[str, int]
    roles: dict[str, Words]
    sessions: Words
    rounds: Words
    counted: Words
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
    return read_record(Contacts, "contacts")


@dataclass(frozen=True)
class Occasions:
    """How several contacts are counted and dated together; see the comments in ``occasions.yaml``."""

    again: Words
    listed: Words
    between: Words
    first: Words
    counted: Words
    since: Words


@cache
def occasions() -> Occasions:
    """The words of ``occasions.yaml``."""
    return read_record(Occasions, "occasions")


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
    return read_record(Replies, "replies")


@dataclass(frozen=True)
class Statuses:
    """The words around a contact that tell whether it took place; see the comments in ``statuses.yaml``."""

    governors: dict[str, Words]
    modals: dict[str, Words]
    failed: Words
    negations: Words
    planned_adjectives: Words
    proposed_adjectives: Words
    cancelled_adjectives: Words
    postponed_adjectives: Words
    recurrence: Words
    refusing_phrases: Words
    cancelling_phrases: Words
    postponing_phrases: Words
    aside: Words
    improbable: Words
    untrue: Words
    generic: Words
    habitual: Words
    reporting: Words
    held_verbs: Words
    judging: Words
    of_infinitives: Words
    fixing: Words
    settling: Words
    of_all_below: Words
    opening: Words
    closing: Words
    happening: Words
    taking_part: Words


@cache
def statuses() -> Statuses:
    """The words of ``statuses.yaml``."""
    return read_record(Statuses, "statuses")
