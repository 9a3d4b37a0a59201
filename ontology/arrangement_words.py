"""Words by which arrangements and their changes are told."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

from backchannel.ontology.rows import Words, read_record


@dataclass(frozen=True)
class Arrangements:
    """The nouns of arrangements and the verbs that change one; see the comments in ``arrangements.yaml``."""

    nouns: dict[str, str]
    generic: Words
    signable: Words
    councils: Words
    standing_bodies: Words
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
    linking: Words
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
    demanding: Words
    suggesting: Words
    offering: Words
    refusals: Words
    announced: Words
    reporting: Words
    agreement_topics: Words
    link_topics: Words
    line_topics: Words
    exchanged: Words
    states: Words
    asking_whether: Words
    processing: Words
    deciding: Words
    recurring: Words
    undertaking: Words
    settling: Words
    programmes: Words
    leaving: Words
    joining: Words
    making: Words
    promising: Words
    convening: Words
    lasting: Words
    answering: Words
    ceasing: Words
    staying: Words
    clauses: Words
    unbinding: Words
    feeling: Words
    refusing: Words
    scheduling: Words
    sittings: Words
    bodies: Words
    shared_bodies: Words
    posted: Words
    shared_posts: Words
    not_agreements: Words
    nominal: dict[str, Words]
    other: Words
    none: Words
    own: Words
    implementing: Words
    notices: Words
    opening: Words
    conversations: Words
    topical: Words
    light: Words
    matters: Words
    calling: Words
    families: dict[str, Words]
    umbrella: Words
    premodified: Words
    subject_matters: Words
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

    @cached_property
    def things(self) -> Words:
        """Nouns that name an arrangement or stand for one."""
        return frozenset(self.nouns) | self.generic | self.proposals | self.signable

    @cached_property
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
    return read_record(Arrangements, "arrangements")
