"""Who took part: words of a parsed sentence resolved to people and parties, with the article's own back-references."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from backchannel.ontology import lexicon
from backchannel.sources.arguments import subjects
from backchannel.sources.article import Span
from backchannel.sources.discourse import Discourse
from backchannel.sources.parties import PartyMention
from backchannel.sources.people import Sighting
from backchannel.sources.place_names import PlaceMention
from backchannel.sources.posts import Post
from backchannel.sources.reduction import Meaning, Tree


@dataclass(frozen=True)
class Side:
    """One participant: a person by key, or a party by code, with the words that say so and the rule that read them."""

    person: str
    party: str
    span: Span
    rule: str


def sides_at(tree: Tree, i: int, discourse: Discourse) -> list[Side]:
    """The sides that word ``i`` and what is coordinated with it stand for."""
    out: list[Side] = []
    for k in tree.conjuncts(i):
        named = [
            s
            for child in tree.children(k, "appos")
            for c in tree.conjuncts(child)
            for s in _one(tree, c, discourse)
            if s.person
        ]
        out += named if named and tree.units[k].meaning is None else [*_one(tree, k, discourse), *named]
    return list(dict.fromkeys(out))


def _one(tree: Tree, i: int, discourse: Discourse) -> list[Side]:
    meaning = tree.units[i].meaning
    if isinstance(meaning, Sighting):
        return of_person(meaning.person, tree.units[i].span, discourse, "name") if meaning.person else []
    if isinstance(meaning, PartyMention):
        one = _national(tree, i, meaning, discourse)
        if one:
            return of_person(one, meaning.span, discourse, "nationality")
        return [Side("", meaning.side, meaning.span, "party.named")]
    if isinstance(meaning, Post):
        new = any(tree.low(c) in {"a", "an"} for c in tree.children(i, "det"))
        return _holder(meaning, Discourse(discourse.sides_of) if new else discourse)
    if isinstance(meaning, PlaceMention):
        return []
    word, tag = tree.low(i), tree.nodes[i].tag
    epithet = lexicon.contacts().epithets.get(word, "")
    if epithet in discourse.named and (tree.units[i].text[:1].isupper() or not epithet.isupper()):
        return [Side("", epithet, tree.units[i].span, "party.epithet")]
    if word in lexicon.contacts().pairs:
        return [Side("", code, tree.units[i].span, "party.pair") for code in sorted(lexicon.contacts().pairs[word])]
    if tag.startswith("PRP") or word in {"both", "each"}:
        return _pronoun(tree, i, discourse)
    words = lexicon.contacts()
    if one := "" if word in words.groups else _singular(tree, i, {p.side for p in modifiers(tree, i)}, discourse):
        return of_person(one, tree.units[i].span, discourse, "role")
    if word in words.groups or word in words.people or word in words.bodies or tag == "CD":
        return _group(tree, i, discourse)
    if tag == "NNPS" or tag == "NNS" and word not in lexicon.contacts().things:
        return [Side("", p.side, p.span, "party.of-plural") for p in modifiers(tree, i)]
    return []


def _national(tree: Tree, i: int, party: PartyMention, discourse: Discourse) -> str:
    """ "met the Russian": the person of that country who was spoken of last; "the Chinese" are many."""
    many = party.text.endswith(("s", "sh", "ch", "ese", "men"))
    the = any(tree.low(c) == "the" for c in tree.children(i, "det"))
    noun = tree.nodes[i].dep in {"nsubj", "nsubjpass", "dobj", "pobj", "dative", "conj"}
    if many or not the or not noun or party.form not in {"adjective", "people"}:
        return ""
    return next((p for p in reversed(discourse.people) if party.side in discourse.sides_of.get(p, ())), "")


def _holder(post: Post, discourse: Discourse) -> list[Side]:
    """The person whom the article gave this post, else the party that the post belongs to."""
    sides = {p.side for p in post.parties}
    for person in reversed(discourse.people):
        fits = not sides or sides & set(discourse.sides_of.get(person, ()))
        if fits and any(alike(post.label, label) for label in discourse.posts_of.get(person, ())):
            return of_person(person, post.span, discourse, "post")
    return [Side("", p.side, p.span, "party.of-post") for p in post.parties[:1]]


def alike(a: str, b: str) -> bool:
    """Whether two names of posts share most of their words."""
    small = {"the", "of", "and", "for"}
    x, y = set(a.lower().split()) - small, set(b.lower().split()) - small
    return bool(x and y) and len(x & y) / len(x | y) >= 0.5


def of_person(person: str, span: Span, discourse: Discourse, rule: str) -> list[Side]:
    """The person, with every party that the person acts for."""
    parties = discourse.sides_of.get(person, ())
    return [Side(person, party, span, f"participant.{rule}") for party in parties] or [
        Side(person, "", span, f"participant.{rule}")
    ]


def _pronoun(tree: Tree, i: int, discourse: Discourse) -> list[Side]:
    word, span = tree.low(i), tree.units[i].span
    if word == "their" and (owners := _subject_pair(tree, i, discourse)):
        return owners
    if word in {"they", "them", "both", "each", "their"}:
        people = _named_before(tree, i, 2, discourse) or (() if discourse.collective else discourse.together(0))
        return [s for p in people for s in of_person(p, span, discourse, "they")] or _both_sides(span, discourse, word)
    if word in {"he", "she", "him", "her", "his"}:
        own = _acting_above(tree, i)
        earlier = [
            (tree.nodes[k].dep in {"nsubj", "nsubjpass"}, k, m.person)
            for k, u in enumerate(tree.units[:i])
            if isinstance(m := u.meaning, Sighting) and m.person and m not in own
        ]
        person = max(earlier)[2] if earlier else _subject_before(tree, i, discourse) or discourse.subject
        return of_person(person, span, discourse, "he") if person else []
    return []


def _acting_above(tree: Tree, i: int) -> set[Meaning | None]:
    """Who acts in the clause of pronoun ``i``, whom it cannot mean: "B came to see him", "B went home to meet him"."""
    verb = tree.nodes[i].head
    if tree.nodes[i].dep == "pobj" or tree.nodes[i].dep == "dobj" and not tree.nodes[verb].tag.startswith("V"):
        return {tree.units[k].meaning for k in tree.children(verb, "nsubj")}
    return {tree.units[k].meaning for k in subjects(tree, verb)} if tree.nodes[i].dep == "dobj" else set()


def _subject_pair(tree: Tree, i: int, discourse: Discourse) -> list[Side]:
    """ "He and B used it for their first conversation": the pair that is the subject."""
    verb = tree.verb_above(i)
    pairs = [s for s in tree.children(verb, "nsubj") if tree.children(s, "conj")] if verb is not None else []
    sides = [side for s in pairs for side in sides_at(tree, s, discourse)]
    return sides if len(distinct(sides)[0]) > 1 and two_sided(sides) else []


def _subject_before(tree: Tree, i: int, discourse: Discourse) -> str:
    """ "The secretary said that he …": the person whom a subject earlier in the sentence describes."""
    subjects = [k for k in range(i) if tree.nodes[k].dep in {"nsubj", "nsubjpass"}]
    return next((p for k in reversed(subjects) if (p := described(tree, k, discourse))), "")


def _both_sides(span: Span, discourse: Discourse, word: str) -> list[Side]:
    """The parties spoken of; nothing yet in the first sentence ("They had spoken before, but …")."""
    if word == "each" or not discourse.begun:
        return []
    return [Side("", party, span, "party.they") for party in discourse.parties]


def modifiers(tree: Tree, i: int) -> Iterable[PartyMention]:
    """The parties that modify word ``i``: adjectives, compounds, possessors, "of" and "from" phrases."""
    for child in tree.children(i, "amod", "compound", "nmod", "poss", "nummod", "dep", "npadvmod"):
        for k in tree.conjuncts(child):
            meaning = tree.units[k].meaning
            if isinstance(meaning, PartyMention):
                yield meaning
            yield from modifiers(tree, k)
    for prep in tree.children(i, "prep"):
        if tree.low(prep) in {"of", "from", "for"}:
            for obj in tree.children(prep, "pobj"):
                for k in tree.conjuncts(obj):
                    meaning = tree.units[k].meaning
                    if isinstance(meaning, PartyMention):
                        yield meaning
                    elif tree.nodes[k].tag.startswith("NN") and not isinstance(meaning, Sighting):
                        yield from modifiers(tree, k)


def number_of(tree: Tree, i: int) -> int:
    """The number that modifies word ``i``: "the two men" → 2; 0 where there is none."""
    numbers = lexicon.contacts().numbers
    words = [tree.low(i), *(tree.low(c) for c in tree.children(i, "nummod", "det", "predet", "amod"))]
    return next((numbers[w] for w in words if w in numbers), 0)


def _group(tree: Tree, i: int, discourse: Discourse) -> list[Side]:
    """ "Senior Russian officials" is a party; "the two generals" are the people last spoken of."""
    if tree.low(i) in lexicon.contacts().pairs:
        return _one(tree, i, discourse)
    return (
        _leading(tree, i, discourse)
        or _apposed(tree, i, discourse)
        or _of_parties(tree, i, discourse)
        or _pairs(tree, i, discourse)
        or _owners(tree, i, discourse)
        or _nested(tree, i, discourse)
        or _back_reference(tree, i, discourse)
    )


def _leading(tree: Tree, i: int, discourse: Discourse) -> list[Side]:
    """ "delegations headed by A and B"."""
    verbs = [v for v in tree.children(i, "acl") if tree.nodes[v].lemma in lexicon.contacts().leading]
    agents = [o for v in verbs for a in tree.children(v, "agent") for o in tree.children(a, "pobj")]
    agents += [
        o
        for p in tree.children(i, "prep")
        if tree.low(p) == "under"
        for o in tree.children(p, "pobj")
        if isinstance(tree.units[o].meaning, Sighting)
    ]
    return [s for o in agents for s in sides_at(tree, o, discourse)]


def _apposed(tree: Tree, i: int, discourse: Discourse) -> list[Side]:
    """ "the ministers of Russia and Turkey, A and B": the names that the parser takes for more of the countries."""
    if not tree.nodes[i].tag.endswith("S"):
        return []
    chained = [k for k in tree.subtree(i) if tree.nodes[k].dep in {"conj", "appos"}]
    named = [k for k in chained if isinstance(tree.units[k].meaning, Sighting)]
    sides = [s for k in named for s in _one(tree, k, discourse)]
    return sides if len(named) > 1 and two_sided(sides) else []


def _of_parties(tree: Tree, i: int, discourse: Discourse) -> list[Side]:
    """ "Russian officials" is a party, "the Russian general" the person of that side and role spoken of last."""
    parties = list(dict.fromkeys((p.side, p.span) for p in [*modifiers(tree, i), *_institutions(tree, i, discourse)]))
    one = _singular(tree, i, {side for side, _ in parties}, discourse)
    if one:
        return of_person(one, tree.units[i].span, discourse, "role")
    return [Side("", side, span, "party.of-group") for side, span in parties]


def _institutions(tree: Tree, i: int, discourse: Discourse) -> Iterable[PartyMention]:
    """ "officers of the command": the institution that the article has named."""
    for obj in (o for p in tree.children(i, "prep") if tree.low(p) in {"of", "from"} for o in tree.children(p, "pobj")):
        for k in tree.conjuncts(obj):
            the = any(tree.low(c) == "the" for c in tree.children(k, "det"))
            meant = discourse.institution(tree.low(k)) if the and tree.units[k].meaning is None else None
            if meant:
                yield meant


def _pairs(tree: Tree, i: int, discourse: Discourse) -> list[Side]:
    """ "inter-Korean officials", "the two Koreas' colonels"."""
    pairs = lexicon.contacts().pairs
    words = [c for c in tree.children(i, "amod", "compound", "poss") if tree.low(c) in pairs]
    return [s for c in words for s in _one(tree, c, discourse)]


def _nested(tree: Tree, i: int, discourse: Discourse) -> list[Side]:
    """ "officers from the two ministries"; "colonels of the two sides" are not the ministers named last."""
    groups, others = lexicon.contacts().groups, not tree.children(i, "det", "poss", "nummod")
    inside = [o for p in tree.children(i, "prep") if tree.low(p) in {"of", "from"} for o in tree.children(p, "pobj")]
    meant = [s for o in inside if tree.low(o) in groups for s in _group(tree, o, discourse)]
    return [replace(s, person="") for s in meant if s.party] if others else meant


def _back_reference(tree: Tree, i: int, discourse: Discourse) -> list[Side]:
    """ "the two generals", "both sides": the people or the parties last spoken of."""
    span, word, number = tree.units[i].span, tree.low(i), number_of(tree, i)
    words, tag = lexicon.contacts(), tree.nodes[i].tag
    determiners = {tree.low(c) for c in tree.children(i, "det", "predet")}
    if not (determiners & {"the", "these", "both", "those"} or number > 1):
        return []
    of_others = any(tree.low(p) == "of" for p in tree.children(i, "prep")) and tag != "CD"
    if (word in words.people or tag == "CD") and not of_others:
        wanted = number or words.people.get(word, 0)
        people = _named_before(tree, i, number or 2, discourse) or discourse.together(wanted, word)
        if people:
            return [s for p in people for s in of_person(p, span, discourse, "back-reference")]
    parties = discourse.parties_of(number) if tag in {"NNS", "CD"} else ()
    return [Side("", party, span, "party.back-reference") for party in parties]


def _named_before(tree: Tree, i: int, number: int, discourse: Discourse) -> tuple[str, ...]:
    """The people named earlier in the sentence, where they are as many and of as many sides: "A told B as they met"."""
    named = [m.person for u in tree.units[:i] if isinstance(m := u.meaning, Sighting) and m.person]
    people = tuple(dict.fromkeys(named))
    sides = [discourse.sides_of.get(p, ()) for p in people]
    apart = all(set(a).isdisjoint(b) for k, a in enumerate(sides) for b in sides[:k])
    return people if len(people) == number and apart and all(discourse.is_a(p, tree.low(i)) for p in people) else ()


def _owners(tree: Tree, i: int, discourse: Discourse) -> list[Side]:
    """ "its generals", "their commanders": the parties that are the subject of the sentence, else those spoken of."""
    if not any(tree.low(c) in {"its", "their"} for c in tree.children(i, "poss")):
        return []
    parties = [
        Side("", m.side, tree.units[i].span, "party.owner")
        for k in range(i)
        if isinstance(m := tree.units[k].meaning, PartyMention) and tree.nodes[k].dep in {"nsubj", "nsubjpass", "conj"}
    ]
    plural = any(tree.low(c) == "their" for c in tree.children(i, "poss"))
    return parties if parties or not plural else _both_sides(tree.units[i].span, discourse, "they")


def described(tree: Tree, i: int, discourse: Discourse) -> str:
    """The person whom a noun phrase like "the secretary" or "the Russian general" means; "" where that is not clear."""
    return "" if tree.units[i].meaning else _singular(tree, i, {p.side for p in modifiers(tree, i)}, discourse)


def _singular(tree: Tree, i: int, sides: set[str], discourse: Discourse) -> str:
    """ "the Russian general", "the secretary": the person of that side and role who was spoken of last.

    Without a side, only if the article gives one person this role.
    """
    if not tree.nodes[i].tag.startswith("NN") or tree.nodes[i].tag.endswith("S"):
        return ""
    if not any(tree.low(c) in {"the", "that"} for c in tree.children(i, "det")):
        return ""
    if tree.low(i) in lexicon.contacts().visitors:
        return discourse.subject
    words = [tree.low(k) for k in [*tree.children(i, "compound", "amod"), i] if not tree.units[k].meaning]
    titled = [p for p in reversed(discourse.people) if discourse.titled(p, " ".join(words))] if len(words) > 1 else []
    fitting = titled or [p for p in reversed(discourse.people) if discourse.holds(p, tree.low(i))]
    own = [p for p in fitting if sides & set(discourse.sides_of.get(p, ()))] if sides else fitting
    return own[0] if own and (sides or len(set(own)) == 1) else ""


def distinct(sides: Sequence[Side]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The people and the parties of ``sides``, each once, in order."""
    people = tuple(dict.fromkeys(s.person for s in sides if s.person))
    parties = tuple(dict.fromkeys(s.party for s in sides if s.party))
    return people, parties


def two_sided(sides: Sequence[Side]) -> bool:
    """Whether ``sides`` are at least two: a person who acts for a country and an alliance is one."""
    people, parties = distinct(sides)
    actors = {s.person or s.party for s in sides}
    return len(actors) > 1 and (len(people) > 1 or len(parties) > 1)
