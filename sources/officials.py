"""What an article says of each official: ranks, posts and country, with the words that say so."""

from __future__ import annotations

from collections.abc import Sequence

from backchannel.sources.links import Attribute
from backchannel.sources.sightings import Line, Person


def official_attributes(person: Person, lines: Sequence[Line]) -> tuple[Attribute, ...]:
    """Ranks, posts and countries of a person, each once."""
    return tuple(dict.fromkeys(a for slot in ("rank", "post", "country") for _, a in person.attributes(slot)))
