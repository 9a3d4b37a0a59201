"""Whose an arrangement is: by the words of its own phrase, else by those who act on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from backchannel.ontology import lexicon
from backchannel.ontology.reference import reference
from backchannel.sources.arguments import subjects, under
from backchannel.sources.discourse import Discourse
from backchannel.sources.governors import Turn
from backchannel.sources.noun_phrases import noun_of
from backchannel.sources.parties import PartyMention
from backchannel.sources.place_names import PlaceMention
from backchannel.sources.reduction import Tree
from backchannel.sources.sides import Side, modifiers, sides_at

OWN = "party.of-arrangement"
POSTED = frozenset({"mission", "office"})
PLACING = frozenset({"in", "over", "on", "near", "at"})


def sides_of(tree: Tree, n: int, turns: Sequence[Turn], discourse: Discourse) -> tuple[Side, ...]:
    """The parties of the mention at word ``n``, of which the sentence tells ``turns``."""
    sides = list(_own(tree, n, discourse)) or list(_joined(tree, n))
    verbs = [w for t in turns for w in t.words if tree.nodes[w].tag.startswith("V")]
    verbs = list(dict.fromkeys([*verbs, *_verbs_above(tree, n)]))
    for told in (_beside, _acting):
        for v in verbs:
            if len({s.party for s in sides if s.party}) < 2:
                sides += told(tree, v, n, discourse)
    return tuple(dict.fromkeys(Side("", s.party, s.span, s.rule) for s in sides if s.party))


def _beside(tree: Tree, v: int, n: int, discourse: Discourse) -> list[Side]:
    """Those with whom or between whom verb ``v`` tells that something is done."""
    ends = [i for i in under(tree, v, ["with", "between"]) if i != n and not _helper(tree, i)]
    return [s for i in ends for s in _end(tree, i, discourse)]


def _acting(tree: Tree, v: int, n: int, discourse: Discourse) -> list[Side]:
    """Those who do what verb ``v`` tells, and those to whom it is done; who only helps is none of them."""
    words = lexicon.arrangements()
    helps = tree.nodes[v].lemma in words.helping or {tree.low(o) for o in under(tree, v, ["as"])} & words.helpers
    ends = [] if helps else [*subjects(tree, v), *under(tree, v, ["from"])]
    ends += [] if helps else tree.children(v, "dobj", "dative", "nsubjpass")
    return [s for i in ends if i != n for s in sides_at(tree, i, discourse)]


def actors(tree: Tree, verb: int, discourse: Discourse) -> tuple[Side, ...]:
    """The parties that are the subject of ``verb``."""
    told = [s for i in subjects(tree, verb) for s in sides_at(tree, i, discourse) if s.party]
    sides = [Side("", s.party, s.span, "party.agreed") for s in told]
    named = [Side("", p.side, p.span, "party.agreed") for i in subjects(tree, verb) for p in modifiers(tree, i)]
    return tuple(dict.fromkeys(sides or named))


def _own(tree: Tree, n: int, discourse: Discourse) -> Iterator[Side]:
    """The parties that the phrase itself names; what it is "for" or "over" is no party."""
    about = {k for p in tree.children(n, "prep") if tree.low(p) in {"for", "in", "over"} for k in tree.subtree(p)}
    spans = {tree.units[k].span for k in about}
    named = [p for p in modifiers(tree, n) if p.span not in spans]
    matters = lexicon.arrangements().matters
    yield from (Side("", p.side, p.span, OWN) for p in named if len(named) < 3 or p.text not in matters)
    if noun_of(tree, n) in POSTED:  # "the Iranian liaison office in Baghdad"
        yield from (s for i in under(tree, n, ["in"]) for s in _host(tree, i))
    line = noun_of(tree, n) in lexicon.arrangements().families["line"]
    direct = under(tree, n, ["between", "with", "of", *(["to"] if line else [])])
    for i in direct if under(tree, n, ["between"]) else [*direct, *_between(tree, n)]:
        if i not in about:
            yield from (replace(s, rule=OWN) for s in _end(tree, i, discourse))


def _host(tree: Tree, i: int) -> Iterator[Side]:
    """The country whose capital stands at word ``i``."""
    place = tree.units[i].meaning
    country = reference().countries.get(place.country) if isinstance(place, PlaceMention) else None
    if isinstance(place, PlaceMention) and country and country.capital == place.label:
        yield Side("", place.country, place.span, OWN)


def _end(tree: Tree, i: int, discourse: Discourse) -> list[Side]:
    """The sides at the ends of a channel: "the headquarters in Mons and the general staff in Moscow"."""
    sides = [*sides_at(tree, i, discourse), *_beyond_place(tree, i, discourse)]
    ends = tree.conjuncts(i)
    if sides or len(ends) != 2:
        return sides
    inside = [[k for k in tree.subtree(e) if e != i or ends[1] not in (k, *tree.ancestors(k))] for e in ends]
    meant = [[m for k in words if isinstance(m := tree.units[k].meaning, PartyMention)] for words in inside]
    return [Side("", p[0].side, p[0].span, OWN) for p in meant if p]


def _beyond_place(tree: Tree, i: int, discourse: Discourse) -> list[Side]:
    """ "between the air command at Ramstein and Russia's fleet": the other end, hung on the place of the first."""
    places = [o for p in tree.children(i, "prep") if tree.low(p) in {"at", "in"} for o in tree.children(p, "pobj")]
    ends = [k for o in places for k in tree.children(o, "conj")]
    named = [Side("", p.side, p.span, OWN) for k in ends for p in modifiers(tree, k)]
    return [s for k in ends for s in sides_at(tree, k, discourse)] or named


def _helper(tree: Tree, i: int) -> bool:
    """ "with Oman as mediator": whether word ``i`` only helps the sides."""
    roles = [o for p in tree.children(i, "prep") for o in tree.children(p, "pobj") if tree.low(p) == "as"]
    after = tree.low(i + 1) == "as" and tree.low(i + 2) if i + 2 < len(tree.units) else ""
    return bool({*(tree.low(o) for o in roles), after} & lexicon.arrangements().helpers)


def _between(tree: Tree, n: int) -> Iterator[int]:
    """What stands behind a "between" that was hung on a noun inside the phrase: "a treaty on trade between A and B"."""
    for k in (k for p in tree.children(n, "prep") for k in tree.subtree(p)):
        if tree.low(k) == "between" and tree.nodes[tree.nodes[k].head].tag.startswith("NN"):
            yield from tree.children(k, "pobj")


def _joined(tree: Tree, n: int) -> Iterator[Side]:
    """The two parties of a clause that tells whom a channel joins: "a line that connects US and Russian officers"."""
    for v in tree.children(n, "relcl", "acl"):
        mentioned = [tree.units[k].meaning for k in tree.subtree(v) if tree.low(tree.nodes[k].head) not in PLACING]
        parties = [m for m in mentioned if isinstance(m, PartyMention) and m.form != "seat"]
        joining = tree.nodes[v].lemma in lexicon.arrangements().joining
        through = any(tree.low(o) == "which" for p in tree.children(v, "prep") for o in tree.children(p, "pobj"))
        if (joining or through) and len({p.side for p in parties}) == 2:
            yield from (Side("", p.side, p.span, OWN) for p in parties)


def _verbs_above(tree: Tree, n: int) -> Iterator[int]:
    """The verbs over word ``n``, as far as they share their subjects: "accused them of breaking the truce"."""
    for a in tree.ancestors(n):
        if tree.nodes[a].tag.startswith("V"):
            yield a
            if tree.nodes[a].dep not in {"pcomp", "xcomp"}:
                return
