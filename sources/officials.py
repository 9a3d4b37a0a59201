"""What an article says of each official: ranks, posts and country, with the words that say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from backchannel.sources.claims import Term
from backchannel.sources.delegations import DELEGATE
from backchannel.sources.links import Attribute
from backchannel.sources.sightings import Person


def official_attributes(person: Person) -> tuple[Attribute, ...]:
    """Ranks, posts, countries and further sides of a person, each once.

    Who is said to be of a country and to act for an alliance is of the country; the alliance is a further side.
    """
    found = [a for slot in ("rank", "post", "country", "side") for _, a in person.attributes(slot)]
    found = [a for a in found if a.rule != "country.after-name"] if _is_seconded(found) else found
    standing = any(a.slot == "post" and a.rule != DELEGATE for a in found)
    found = [a for a in found if not (standing and a.rule == DELEGATE)]
    states = any(a.slot == "country" and _is_state(a) for a in found)
    told = [replace(a, slot="side") if states and a.slot == "country" and not _is_state(a) else a for a in found]
    return tuple(dict.fromkeys(told))


def _is_seconded(found: Sequence[Attribute]) -> bool:
    """ "General X of Ghana, commander of the UN mission": an international post, and a state as mere nationality."""
    posts = [a for a in found if a.slot == "country" and not _is_state(a) and a.rule.startswith("country.in-post")]
    return bool(posts) and all(a.rule == "country.after-name" for a in found if a.slot == "country" and _is_state(a))


def _is_state(attribute: Attribute) -> bool:
    return isinstance(attribute.value, Term) and attribute.value.kind == "Country"
