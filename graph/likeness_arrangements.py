"""When two reports tell of one arrangement: name, type, sides, form, region and changes."""

from __future__ import annotations

from typing import Final

from backchannel.graph.choice import same_time
from backchannel.graph.likeness import Likeness, nested, told_by_one_article
from backchannel.graph.pacts import Pact, Step, blocks
from backchannel.ontology import terms
from backchannel.ontology.cities import fold
from backchannel.ontology.weights import resolution

_CHANNEL: Final = terms.local(terms.Channel)
_ALIKE: Final = 3 / 4  # of the telling words of two names that are largely alike
_MONTH: Final = 31  # days
_ONCE: Final = frozenset({terms.Signed, terms.Established, terms.Agreed})  # what begins an arrangement, once


def likeness() -> Likeness[Pact]:
    """How arrangements are compared."""
    vetoes = (told_by_one_article, two_known_ones, other_sides, other_region)
    return Likeness(resolution().arrangements, (name, type_, sides, form, region, changes), vetoes, blocks)


def name(one: Pact, other: Pact) -> str:
    """Whether both are known by one name, or have telling words in common: none that most arrangements share."""
    if one.row and one.row == other.row:
        return "the same known arrangement"
    shared = one.telling & other.telling
    if not shared:
        return "no telling word in common" if one.telling and other.telling else ""
    if len(shared) > 1 and (one.telling == other.telling or fold(one.label) == fold(other.label)):
        return "the same name"
    alike = len(shared) > 1 and len(shared) >= _ALIKE * len(one.telling | other.telling)
    return "names largely alike" if alike else "a telling word in common"


def type_(one: Pact, other: Pact) -> str:
    """Whether both are channels, or texts of one kind."""
    if one.type == other.type:
        return "both a channel" if one.type == _CHANNEL else "the same kind of text"
    return "a channel and a text" if _CHANNEL in (one.type, other.type) else ""


def sides(one: Pact, other: Pact) -> str:
    """Whether the countries and organisations are the same."""
    if not one.sides or not other.sides:
        return ""
    return "the same sides" if one.sides == other.sides else "the sides of one are among those of the other"


def form(one: Pact, other: Pact) -> str:
    """Whether both are a line, rounds of talks, contacts, a mechanism, a truce or a text."""
    if not one.form or not other.form:
        return ""
    return "the same form" if one.form & other.form else "different forms"


def region(one: Pact, other: Pact) -> str:
    """Whether the names tell of the same country besides the sides."""
    return "the same region" if one.regions & other.regions else ""


def changes(one: Pact, other: Pact) -> str:
    """The dated changes that both tell of."""
    shared = [(a, b) for a in one.changes for b in other.changes if _same_step(a, b)]
    if not shared:
        return "begun at different times" if _begun_apart(one, other) else ""
    if len({a for a, _ in shared}) > 1 and len({b for _, b in shared}) > 1:
        return "several changes in common"
    widest = min(max((date.latest - date.earliest).days for _, date in pair if date) for pair in shared)
    if not widest:
        return "a change on the same day"
    return "a change within the same weeks" if widest < _MONTH else "a change within the same year"


def _same_step(one: Step, other: Step) -> bool:
    (kind, first), (same, second) = one, other
    return kind == same and first is not None and second is not None and same_time(first, second)


def _begun_apart(one: Pact, other: Pact) -> bool:
    begun = [{kind: date for kind, date in each.changes if kind in _ONCE and date} for each in (one, other)]
    return any(not same_time(begun[0][kind], begun[1][kind]) for kind in begun[0].keys() & begun[1].keys())


def two_known_ones(one: Pact, other: Pact) -> bool:
    """Their names are those of two known arrangements."""
    return bool(one.row and other.row) and one.row != other.row


def other_sides(one: Pact, other: Pact) -> bool:
    """Each has a side that the other has not, and they are not one known arrangement that began once."""
    known = one.row and one.row == other.row
    return not nested(one.sides, other.sides) and not (known and not _begun_apart(one, other))


def other_region(one: Pact, other: Pact) -> bool:
    """Their names tell of different countries besides the sides."""
    return bool(one.regions and other.regions) and one.regions.isdisjoint(other.regions)
