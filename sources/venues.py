"""Where: the venue that belongs to one trigger of a parsed sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from backchannel.ontology import gazetteer, lexicon
from backchannel.sources.dates import TimeExpression
from backchannel.sources.frames import Where
from backchannel.sources.moments import Setting
from backchannel.sources.ownership import clause_opener, in_other_noun, opens_clause, owner, reported
from backchannel.sources.parties import PartyMention
from backchannel.sources.place_names import PlaceMention
from backchannel.sources.reduction import Tree


def place_of(
    tree: Tree, trigger: int, triggers: frozenset[int], setting: Setting, there: Sequence[Where]
) -> list[Where]:
    """The venues that the sentence gives ``trigger``; several where a list names several."""
    found = [(i, u.meaning) for i, u in enumerate(tree.units) if isinstance(u.meaning, PlaceMention)]
    venues = [(i, p) for i, p in found if _is_venue(tree, i)]
    own = [
        (i, p)
        for i, p in venues
        if _owned_place(tree, i, p, triggers) == trigger and not opens_clause(tree, i, trigger, triggers)
    ]
    own = own or [(i, p) for i, p in venues if _in_front_of_date(tree, i, trigger, triggers)]
    own = [(i, p) for i, p in own if not _side_of_it(tree, i, own)]
    own = [(i, p) for i, p in own if not _goal(tree, i)] or own
    if own:
        return _specific([Where.of(p) for _, p in own])
    pointed = _before_clause(tree, trigger, found) or _pointed_at(tree, trigger, triggers, setting, there)
    pointed = pointed or _received(tree, trigger)
    if pointed:
        return [pointed]
    free = [(i, p) for i, p in venues if owner(tree, i, triggers) is None]
    loose = [p for i, p in free if not in_other_noun(tree, i) and not reported(tree, i)]
    alone = len(triggers) == 1 and len(loose) == 1
    return [replace(Where.of(loose[0]), rule="venue.sentence")] if alone else []


def _before_clause(tree: Tree, trigger: int, found: Sequence[tuple[int, PlaceMention]]) -> Where | None:
    """ "flew to Rome, where they met", "in Rome on 3 May, when they met": the place in front of the clause."""
    opener = clause_opener(tree, trigger)
    if opener is None or not (tree.low(opener) == "where" or _dated_before(tree, opener)):
        return None
    ahead = [p for i, p in found if opener - 8 < i < opener]
    if not ahead:
        return _visited(tree, opener)
    return replace(_specific([Where.of(p) for p in ahead])[-1], rule="venue.where-clause")


def _in_front_of_date(tree: Tree, i: int, trigger: int, triggers: frozenset[int]) -> bool:
    """ "discussed the mine in Batumi on Monday": a place goes with the date behind it, if that is the contact's."""
    dates = [k for k in range(i + 1, min(i + 3, len(tree.units))) if isinstance(tree.units[k].meaning, TimeExpression)]
    if tree.nodes[i].dep != "pobj" or opens_clause(tree, i, trigger, triggers):
        return False
    return any(owner(tree, k, triggers, {"noun"}) == trigger and not reported(tree, k) for k in dates)


def _side_of_it(tree: Tree, i: int, own: Sequence[tuple[int, PlaceMention]]) -> bool:
    """ "in Ipiales, on the Colombian side of the bridge": the second place only tells where the first one is."""
    before = next((k for k, p in reversed(own) if k < i and p.kind != "country"), None)
    return before is not None and any(tree.low(k) in lexicon.places().banks for k in range(before + 1, i))


def _goal(tree: Tree, i: int) -> bool:
    """ "after meeting A in Amman, B returned to Damascus": where somebody went, not where they met."""
    head = tree.head(_head_of_list(tree, i))
    return head is not None and tree.low(head) == "to"


def _dated_before(tree: Tree, opener: int) -> bool:
    """ "at the castle on 3 May, when A and B …": where and when a clause takes place stand before it."""
    near = range(max(0, opener - 2), opener)
    return any(isinstance(tree.units[k].meaning, TimeExpression) for k in near)


def _visited(tree: Tree, opener: int) -> Where | None:
    """ "visited Kabul on 2 May, where he met": the capital that the clause is about."""
    near = range(opener - 1, max(0, opener - 8), -1)
    return next((w for i in near if tree.nodes[i].dep == "dobj" and (w := _capital(tree, i, "venue.visited"))), None)


def _capital(tree: Tree, i: int, rule: str) -> Where | None:
    """The capital that word ``i`` names where it might stand for its government."""
    party = tree.units[i].meaning
    if not isinstance(party, PartyMention) or party.form != "seat":
        return None
    known = gazetteer.place(party.text, party.code)
    return Where(known.label, party.code, "city", "", party.span, rule) if known else None


def _received(tree: Tree, trigger: int) -> Where | None:
    """ "will visit Kabul for talks", "Kabul will host the next round": the capital that the verb is about."""
    head, words = tree.head(trigger), lexicon.places()
    verb = trigger if tree.nodes[trigger].tag.startswith("V") else head
    if head is not None and verb == head and tree.low(head) == "for":
        verb = tree.head(head)
    if verb is None:
        return None
    visited = tree.children(verb, "dobj") if tree.nodes[verb].lemma in words.arrival else []
    room = tree.children(verb, "nsubj") if tree.nodes[verb].lemma in words.hosting else []
    return next((w for i in (*visited, *room) if (w := _capital(tree, i, "venue.received"))), None)


def _pointed_at(
    tree: Tree, trigger: int, triggers: frozenset[int], setting: Setting, there: Sequence[Where]
) -> Where | None:
    """The place that "here", "there" or "the same town" means."""
    words = lexicon.places()
    for i in range(len(tree.units)):
        word = tree.low(i)
        adverb = word in words.here | words.there and tree.nodes[i].tag in {"RB", "EX", "IN"} and not _exists(tree, i)
        same = word in words.settlements | words.venue_nouns | words.spots and "same" in {
            tree.low(c) for c in tree.children(i, "amod")
        }
        city = word in words.settlements | words.capital_nouns and _bare(tree, i)
        if not (adverb or same or city) or not (owner(tree, i, triggers) == trigger or (len(triggers) == 1 and i < 6)):
            continue
        named = [(k, u.meaning) for k, u in enumerate(tree.units[:i])]
        ahead = [m for k, m in named if isinstance(m, PlaceMention) and m.kind != "country" and _is_venue(tree, k)]
        seen = [*map(Where.of, reversed(ahead)), *there]
        if word in words.venue_nouns - words.settlements:
            seen.sort(key=lambda w: w.breadth > 0)
        base = setting.dateline if word in words.here else next(iter(seen), None)
        if base and not (city and base.kind != "city"):
            return replace(base, span=tree.units[i].span, rule=f"venue.{'same' if same else word}")
    return None


def _exists(tree: Tree, i: int) -> bool:
    """ "there would be no meeting", which points at no place."""
    return tree.nodes[i].dep == "expl"


def _bare(tree: Tree, i: int) -> bool:
    """ "in the city", which names none."""
    head = tree.head(i)
    inside = head is not None and tree.nodes[i].dep == "pobj" and tree.low(head) == "in"
    return inside and {tree.low(c) for c in tree.children(i)} == {"the"}


def _owned_place(tree: Tree, i: int, place: PlaceMention, triggers: frozenset[int]) -> int | None:
    """A city behind "officials" is where they met; a country is whose officials they are."""
    words = lexicon.places()
    through = lexicon.contacts().groups | words.abstract if place.kind != "country" else frozenset()
    return owner(tree, _head_of_list(tree, i), triggers, {"noun"}, through)


def _head_of_list(tree: Tree, i: int) -> int:
    while tree.nodes[i].dep in {"conj", "appos"} and isinstance(tree.units[tree.nodes[i].head].meaning, PlaceMention):
        i = tree.nodes[i].head
    return i


def _is_venue(tree: Tree, i: int) -> bool:
    i = _head_of_list(tree, i)
    head = tree.head(i)
    if tree.nodes[i].dep == "pobj" and head is not None:
        if tree.low(head) == "of" and tree.low(tree.nodes[head].head) in lexicon.places().banks:
            return True
        place = tree.units[i].meaning
        if isinstance(place, PlaceMention) and place.rule == "place.of-event":
            return tree.low(head) in {"of", "at", "during", "in", "for"}
        return tree.low(head) in lexicon.places().prepositions or _meant_for(tree, head)
    reached = tree.nodes[i].dep == "dobj" and head is not None and tree.nodes[head].lemma in lexicon.places().arrival
    return reached or tree.nodes[i].dep in {"npadvmod", "advmod"}


def _meant_for(tree: Tree, preposition: int) -> bool:
    """ "fixed for New York", "planned for Geneva"."""
    verb = tree.head(preposition)
    planned = lexicon.statuses().governors["planned"]
    return tree.low(preposition) == "for" and verb is not None and tree.nodes[verb].lemma in planned


def _specific(places: list[Where]) -> list[Where]:
    """Drops a place that another one of the list lies in: the manor in the city, the city in the country."""
    best = min(p.breadth for p in places)
    kept = [p for p in places if p.breadth == best]
    outer = next((p for p in places if p.breadth > best), None)
    if outer is None:
        return kept
    return [
        replace(p, country=p.country or outer.country, within=p.within or (outer.label if outer.kind == "city" else ""))
        for p in kept
    ]
