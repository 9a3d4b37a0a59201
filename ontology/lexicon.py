"""Typed access to the English lexicon: the words by which ranks, posts, contacts, statuses and arrangements are told.

The words are data in ``lexicon/en/*.yaml``; each function reads one file once and returns it frozen.
"""

from __future__ import annotations

from backchannel.ontology.arrangement_words import Arrangements, arrangements
from backchannel.ontology.contact_words import (
    Contacts,
    ContactVerb,
    Occasions,
    Replies,
    Statuses,
    contacts,
    occasions,
    replies,
    statuses,
)
from backchannel.ontology.name_words import NameWords, name_words
from backchannel.ontology.person_words import Posts, Rank, Ranks, posts, ranks
from backchannel.ontology.place_words import Places, ShortName, ShortNames, places, short_names
from backchannel.ontology.text_words import Domain, StandIns, TextRules, domain, stand_ins, text_rules

__all__ = [
    "Arrangements",
    "ContactVerb",
    "Contacts",
    "Domain",
    "NameWords",
    "Occasions",
    "Places",
    "Posts",
    "Rank",
    "Ranks",
    "Replies",
    "ShortName",
    "ShortNames",
    "StandIns",
    "Statuses",
    "TextRules",
    "arrangements",
    "contacts",
    "domain",
    "name_words",
    "occasions",
    "places",
    "posts",
    "ranks",
    "replies",
    "short_names",
    "stand_ins",
    "statuses",
    "text_rules",
]
