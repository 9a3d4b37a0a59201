"""When two reports tell of one change: the arrangement, the kind and the date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from backchannel.graph.accounts import Account
from backchannel.graph.choice import same_time
from backchannel.graph.likeness import Key, Likeness, Profile, told_by_one_article
from backchannel.ontology import terms
from backchannel.ontology.weights import resolution
from backchannel.sources.dates import Interval


@dataclass(frozen=True)
class Stage(Profile):
    """A change: the IRIs of the arrangements and of the kinds, and the date."""

    arrangement: tuple[str, ...]
    kind: tuple[str, ...]
    when: Interval | None

    def words(self, feature: str) -> str:
        """The date."""
        return self.when.iso if self.when and feature == "date" else ""


def stage(accounts: Sequence[Account], facts: Mapping[str, str]) -> Stage:
    """The change of reports that agree in all that is compared; ``facts`` are the arrangements by their reports."""
    first = accounts[0]
    about = sorted({facts.get(iri, iri) for iri in first.get(terms.ARRANGEMENT)})
    return Stage(tuple(accounts), tuple(about), first.get(terms.KIND), first.dates[0] if first.dates else None)


def likeness() -> Likeness[Stage]:
    """How changes are compared."""
    return Likeness(resolution().changes, (date,), (told_by_one_article, other_step, other_time), blocks)


def blocks(one: Stage) -> Iterator[Key]:
    """The arrangement and the kind of change; undated changes have no key."""
    if one.when and one.arrangement:
        yield *one.arrangement, *one.kind


def date(one: Stage, other: Stage) -> str:
    """Whether both have one date, or one date holds the other."""
    if not one.when or not other.when:
        return ""
    return "the same date" if one.when == other.when else "one date inside the other"


def other_step(one: Stage, other: Stage) -> bool:
    """They are changes of different arrangements, or of different kinds."""
    return (one.arrangement, one.kind) != (other.arrangement, other.kind)


def other_time(one: Stage, other: Stage) -> bool:
    """Their dates do not fit."""
    return bool(one.when and other.when and not same_time(one.when, other.when))
