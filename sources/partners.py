"""Who met whom: the sides of one cue, as one telling or, where the sentence keeps partners apart, as several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from backchannel.ontology import lexicon
from backchannel.sources.arguments import objects, subjects, under
from backchannel.sources.cues import Cue, calls_on, during, inside_other_clause
from backchannel.sources.dates import TimeExpression
from backchannel.sources.discourse import Discourse
from backchannel.sources.governing import kind_of, settled_on
from backchannel.sources.parties import PartyMention
from backchannel.sources.people import Sighting
from backchannel.sources.place_names import PlaceMention
from backchannel.sources.reduction import Tree
from backchannel.sources.sides import Side, distinct, modifiers, sides_at, two_sided

Telling = list[Side]
OVER_A_LINE = lexicon.ContactVerb("Call", ("with", "to"), object=True, alone=True, weak=True)


def tellings(tree: Tree, cue: Cue, discourse: Discourse) -> list[Telling]:
    """The sides of each contact that ``cue`` tells of; empty if it does not tell of one here."""
    if cue.kind in {"Series", "Back"}:
        return [[]]
    found = _of_verb(tree, cue.index, discourse) if cue.verb else _of_noun(tree, cue.index, discourse)
    if cue.kind == "Visit" and not cue.verb:
        found = [[*sides, *_hosts(tree, cue.index)] for sides in found]
    return [[replace(s, person="") if discourse.speaks(s.person) else s for s in sides] for sides in found]


def _resolve(tree: Tree, words: Sequence[int], discourse: Discourse) -> Telling:
    return [s for i in words for s in sides_at(tree, i, discourse)]


def _of_verb(tree: Tree, v: int, discourse: Discourse) -> list[Telling]:
    entry = entry_of(tree, v)
    if _other_sense(tree, v, entry):
        return []
    subject_words = subjects(tree, v)
    subject = _resolve(tree, subject_words, discourse)
    direct = _direct(tree, v, entry)
    mutual = _each_other(tree, v) and entry.object
    if entry.gather or entry.reciprocal or mutual:
        told = _resolve(tree, direct, discourse) if entry.gather else subject
        return [told] if two_sided(told) and (entry.gather or mutual) else []
    visited = _resolve(tree, calls_on(tree, v), discourse) if tree.nodes[v].lemma == "call" else []
    groups = [visited] if visited else _partner_groups(tree, v, entry, direct, discourse)
    others = [s for g in groups for s in g]
    if tree.nodes[v].lemma in lexicon.contacts().hosting and not distinct(subject)[0] and two_sided(others):
        return [others]
    if not groups and (not entry.alone or (direct and (entry.object or tree.nodes[v].lemma == "meet"))):
        return []
    if entry.object and not entry.alone and not subject and tree.nodes[v].tag != "VBN":
        return []
    if tree.nodes[v].lemma == "sign" and tree.children(v, "nsubjpass"):
        subject = [*subject, *(s for w in _by_turns(tree, v) for s in sides_at(tree, w, discourse) if s not in subject)]
    if entry.weak and not subject and tree.children(v, "nsubjpass"):
        return groups
    led = _led_by(tree, v, discourse)
    if led:
        return [led]
    under_them = [o for o in under(tree, v, ["under"]) if isinstance(tree.units[o].meaning, Sighting)]
    groups = [[*g, *_resolve(tree, under_them, discourse)] for g in groups] if under_them else groups
    apart = [t for t in _apart(tree, v, subject_words, subject, groups) if two_sided(t)]
    unnamed = entry.alone and not entry.weak and not groups and _unnamed(tree, subject_words)
    return apart or ([[]] if unnamed else [])


def _by_turns(tree: Tree, v: int) -> list[int]:
    """ "signed by A for X and B for Y": the people behind "by", wherever the parser hangs the second."""
    by = next((c for c in tree.children(v, "agent", "prep") if tree.low(c) == "by"), None)
    return [k for k in range(by, len(tree.units)) if isinstance(tree.units[k].meaning, Sighting)] if by else []


def _led_by(tree: Tree, v: int, discourse: Discourse) -> Telling:
    """ "the commissions conferred, led by A and B": those who led the sides took part."""
    leading = lexicon.contacts().leading
    heads = [c for c in tree.children(v, "advcl", "acl", "conj") if tree.nodes[c].lemma in leading]
    agents = [o for h in heads for a in tree.children(h, "agent", "prep") for o in tree.children(a, "pobj")]
    sides = _resolve(tree, agents, discourse)
    return sides if two_sided(sides) else []


def _unnamed(tree: Tree, subject: Sequence[int]) -> bool:
    """ "delegations met", "the commission met": the sides are those spoken of before."""
    words = lexicon.contacts()
    it = any(tree.low(i) == "it" for i in subject) and any(
        tree.low(k) in words.bodies and tree.nodes[k].dep in {"nsubj", "nsubjpass"} for k in range(min(subject))
    )
    return it or any(
        tree.low(i) in words.bodies or tree.nodes[i].tag == "NNS" and tree.low(i) in words.groups
        for i in subject
        if not tree.children(i, "poss")
    )


def entry_of(tree: Tree, v: int) -> lexicon.ContactVerb:
    """The lexicon's entry for a verb; "put their names to" is to sign, any other is done over a line."""
    verbs = lexicon.contacts().verbs
    return verbs["sign"] if tree.nodes[v].lemma == "put" else verbs.get(tree.nodes[v].lemma, OVER_A_LINE)


def _other_sense(tree: Tree, v: int, entry: lexicon.ContactVerb) -> bool:
    """ "on speaking terms", "met in battle", "spoke to reporters", "exchanged fire", "agreed on another session"."""
    words, direct = lexicon.contacts(), {tree.low(i) for i in tree.children(v, "dobj")}
    fights = any(tree.low(o) in words.fights for o in under(tree, v, ["in", "during"]))
    things = bool(entry.things) and not direct & set(entry.things)
    figure = any(tree.low(c) in words.figures for c in tree.children(v, "advmod"))
    fixes = settled_on(tree, v) is not None
    return bool(direct & words.not_objects) or fights or things or figure or fixes or _public(tree, v, entry)


def _each_other(tree: Tree, v: int) -> bool:
    return any(tree.low(i) in {"other", "another"} for i in objects(tree, v))


def _direct(tree: Tree, v: int, entry: lexicon.ContactVerb) -> list[int]:
    """The direct objects that can be partners: not "each other", nor a contact noun ("their second meeting")."""
    nouns, meets = lexicon.contacts().nouns, tree.nodes[v].lemma == "meet"
    own = [i for i in objects(tree, v) if tree.low(i) not in {"other", "another"}]
    return [i for i in own if not (tree.nodes[i].lemma in nouns and (meets or not entry.object))]


def _partner_groups(
    tree: Tree, v: int, entry: lexicon.ContactVerb, direct: Sequence[int], discourse: Discourse
) -> list[Telling]:
    """The other sides, phrase by phrase: the direct object first, then each "with" phrase."""
    groups = [g for g in (_resolve(tree, words, discourse) for words in _by_preposition(tree, v, entry.other)) if g]
    if not groups:
        named = [s for s in _resolve(tree, _deep(tree, v, set(entry.other)), discourse) if s.person]
        groups = [named] if named else []
    told = _resolve(tree, direct, discourse) if entry.object else []
    return [told, *groups] if told else groups


def _apart(tree: Tree, v: int, subject_words: Sequence[int], subject: Telling, groups: list[Telling]) -> list[Telling]:
    """ "with A and then with B", "met A and then B", "each was received separately by C": two contacts each."""
    if len(groups) > 1 and subject and not _at_one_table(tree, v):
        return [[*subject, *group] for group in groups]
    first = groups[0] if groups else []
    if _separately(tree, v, [*subject_words, *objects(tree, v)]):
        told = _one_by_one(subject, first)
        return told if len(told) > 1 else [[*subject, *(s for g in groups for s in g)]]
    return [[*subject, *(s for g in groups for s in g)]]


def _one_by_one(subject: Telling, partners: Telling) -> list[Telling]:
    """One contact with each of several people, on whichever side they are; one with all where there are not several."""
    many, one = (partners, subject) if len(distinct(partners)[0]) > 1 else (subject, partners)
    people = distinct(many)[0]
    if one and len(people) > 1:
        return [[*one, *(s for s in many if s.person == p)] for p in people]
    named, parties = distinct(partners)
    if subject and not named and len(parties) > 1:
        return [[*subject, *(s for s in partners if s.party == p)] for p in parties]
    return [[*subject, *partners]]


def _at_one_table(tree: Tree, v: int) -> bool:
    """ "sat down with A and with B": those who sit down do so together, unless a "then" parts them."""
    together = tree.nodes[v].lemma in {"sit", "gather", "convene"}
    return together and not any(tree.low(k) in {"then", "later", "separately"} for k in tree.subtree(v))


def _separately(tree: Tree, v: int, partners: Sequence[int]) -> bool:
    words = {tree.low(k) for k in tree.subtree(v)}
    each = any(tree.low(i) == "each" for i in partners)
    then = any(tree.low(k) == "then" for i in partners for k in tree.subtree(i))
    by_turns = "one after the other" in " ".join(tree.low(k) for k in range(len(tree.units)))
    return bool(words & {"separately", "separate"}) or each or then or by_turns


def _by_preposition(tree: Tree, v: int, prepositions: Sequence[str]) -> list[list[int]]:
    """The objects of the given prepositions, each phrase for itself, coordinated phrases included."""
    out: list[list[int]] = []
    heads = [
        c for c in tree.children(v, "prep", "prt", "advmod", "conj", "dative") if not tree.nodes[c].tag.startswith("V")
    ]
    for child in heads:
        if tree.low(child) in set(prepositions):
            phrase = [o for o in tree.children(child, "pobj") if not _mediates(tree, o)]
            for clause in tree.children(child, "pcomp"):
                phrase += tree.children(clause, "nsubj") or [clause]
            out.append(phrase)
        out += _by_preposition(tree, child, prepositions)
    return out


def _mediates(tree: Tree, i: int) -> bool:
    """ "with X as mediator", "with X in the chair": there, but on no side."""
    roles = [o for p in tree.children(i, "prep") if tree.low(p) in {"as", "in"} for o in tree.children(p, "pobj")]
    return any(tree.low(o) in lexicon.contacts().mediating for o in roles)


def _public(tree: Tree, v: int, entry: lexicon.ContactVerb) -> bool:
    """ "spoke to reporters": the other side is an audience."""
    audience = [*under(tree, v, [*entry.other, "to", "with"]), *(objects(tree, v) if entry.object else [])]
    closed = lexicon.contacts().not_sides
    return any(tree.low(i) in closed or tree.nodes[i].lemma in closed for i in audience)


def _of_noun(tree: Tree, n: int, discourse: Discourse) -> list[Telling]:
    own = [
        *tree.children(n, "poss", "amod", "compound", "nmod", "appos"),
        *under(tree, n, ["between", "of", "among", "involving", "by"]),
    ]
    own += [o for o in _deep(tree, n, {"between"}) if o not in own]
    own += [s for v in tree.children(n, "relcl", "acl") if _asked_for(tree, v) for s in subjects(tree, v)]
    own += [
        s
        for v in tree.children(n, "relcl")
        if tree.nodes[v].lemma in lexicon.contacts().light
        for s in tree.children(v, "nsubj")
    ]
    phone = tree.nodes[n].lemma == "call"
    towards = ["with", "to", "from"] if phone else ["with"]
    own += [s for v in during(tree, n) for s in subjects(tree, v) if _new_sides(tree, s, discourse)]
    partners = [
        *_by_preposition(tree, n, towards),
        *([w] if (w := _deep(tree, n, {"with"})) and not _by_preposition(tree, n, towards) else []),
    ]
    cue_noun, n = n, _carrier(tree, n)
    carried = cue_noun != n
    prep = tree.head(n)
    if (
        prep is not None
        and tree.nodes[n].dep == "pobj"
        and tree.low(prep) in lexicon.statuses().aside - {"at", "in", "during"}
    ):
        told = _resolve(tree, own, discourse) + [s for w in partners for s in _resolve(tree, w, discourse)]
        return [told or _of_main_contact(tree, n, discourse)]
    verb = tree.head(n)
    while verb is not None and (tree.nodes[verb].tag in {"IN", "RB", "RP"} or _destination(tree, verb)):
        verb = tree.head(verb)
    around: list[int] = []
    if verb is not None and tree.nodes[verb].tag.startswith("V"):
        partners += [p for p in _by_preposition(tree, verb, towards) if p not in partners]
        around = _between(tree, n, verb)
        around += [] if _for_others(tree, n, verb, discourse) else _governing(tree, n, verb, partners, discourse)
    base = _resolve(tree, [*own, *(a for a in around if a not in own)], discourse)
    base = list(dict.fromkeys([*base, *_premodifying(tree, cue_noun)]))
    if carried and any(tree.low(k) == "their" for k in own):
        base = [s for s in base if not s.person]
    groups = [g for g in (_resolve(tree, words, discourse) for words in partners) if g]
    if len(groups) > 1 and base:
        return [[*base, *g] for g in groups]
    if len(groups) == 1 and tree.nodes[cue_noun].tag == "NNS" and _singly(tree, cue_noun):
        return _one_by_one(base, groups[0])
    return [[*base, *(s for g in groups for s in g)]]


def _between(tree: Tree, n: int, verb: int) -> list[int]:
    """Who stands behind a "between" of the verb: "the talks followed a meeting between A and B" is of that meeting."""
    nouns = lexicon.contacts().nouns
    others = [k for k in tree.children(verb, "dobj", "nsubjpass", "nsubj") if k > n and tree.nodes[k].lemma in nouns]
    return [] if others else under(tree, verb, ["between", "among"])


def _for_others(tree: Tree, n: int, verb: int, discourse: Discourse) -> bool:
    """ "asked for a meeting of the two presidents": who proposes a contact of others is not at it."""
    return kind_of(tree, verb) == "proposed" and two_sided(
        _resolve(tree, under(tree, n, ["between", "of", "among"]), discourse)
    )


def _singly(tree: Tree, n: int) -> bool:
    """ "separate meetings", "bilateral calls": several of one partner each."""
    return any(tree.low(c) in lexicon.contacts().singly for c in tree.children(n, "amod"))


def _premodifying(tree: Tree, n: int) -> Telling:
    """ "India-China corps commander-level talks": the parties anywhere in front of the noun."""
    before = [p for p in modifiers(tree, n) if p.span.end <= tree.units[n].span.start]
    return [Side("", p.side, p.span, "party.named") for p in before] if len({p.side for p in before}) > 1 else []


def _of_main_contact(tree: Tree, n: int, discourse: Discourse) -> Telling:
    """ "A met B after a video call on 3 May": the call was between them too, if it has a date and is not known yet."""
    verb = next((a for a in tree.ancestors(n) if tree.nodes[a].tag.startswith("V")), None)
    dated = any(isinstance(tree.units[k].meaning, TimeExpression) for k in tree.subtree(n))
    new = any(tree.low(c) in {"a", "an"} for c in tree.children(n, "det"))
    if verb is None or not dated or not new or tree.nodes[verb].lemma not in lexicon.contacts().verbs:
        return []
    return next(iter(_of_verb(tree, verb, discourse)), [])


def _destination(tree: Tree, i: int) -> bool:
    """ "led a delegation to the city for talks": what stands between the verb and the talks."""
    head = tree.head(i)
    place = isinstance(tree.units[i].meaning, PlaceMention) or tree.low(i) in lexicon.places().settlements
    return place and tree.nodes[i].dep == "pobj" and head is not None and tree.low(head) in {"to", "in"}


def _new_sides(tree: Tree, s: int, discourse: Discourse) -> bool:
    return not tree.nodes[s].tag.startswith("PRP") and two_sided(_resolve(tree, [s], discourse))


def _asked_for(tree: Tree, v: int) -> bool:
    """ "calls that A and B had sought", "a meeting requested by A"."""
    return tree.nodes[v].lemma in lexicon.statuses().governors["proposed"]


def _carrier(tree: Tree, n: int) -> int:
    """The noun that carries the contact noun in its clause: "two days" in "two days of talks"."""
    prep = tree.head(n)
    head = tree.head(prep) if prep is not None and tree.nodes[n].dep == "pobj" and tree.low(prep) == "of" else None
    return head if head is not None and tree.low(head) in lexicon.contacts().measures else n


def _governing(tree: Tree, n: int, verb: int, partners: list[list[int]], discourse: Discourse) -> list[int]:
    """The subject of the verb over a contact noun, where it took part: "A held talks", "they agreed at a meeting"."""
    lemma, dep = tree.nodes[verb].lemma, tree.nodes[n].dep
    if settled_on(tree, verb) == n:
        return subjects(tree, verb)
    if dep in {"dobj", "nsubjpass"} and (lemma in lexicon.contacts().light or kind_of(tree, verb)):
        return subjects(tree, verb)
    if dep == "pobj" and _emerging(tree, n):
        return subjects(tree, verb)
    if dep == "pobj" and lemma in lexicon.contacts().inviting:
        return [*subjects(tree, verb), *objects(tree, verb)]
    if dep == "pobj" and tree.low(tree.nodes[n].head) in {
        "as",
        "about",
        "on",
        "of",
        "from",
        "despite",
        "without",
        "by",
    }:
        return []
    if dep == "pobj" and (partners or lemma in lexicon.contacts().light):
        return subjects(tree, verb) or tree.children(verb, "nsubjpass")
    if dep == "pobj":
        meant = tree.low(tree.nodes[n].head) in {"for", "over"}
        if meant and lemma in lexicon.contacts().travel and _somewhere(tree, verb):
            return subjects(tree, verb) or tree.children(verb, "nsubjpass")
        words = [] if meant else subjects(tree, verb)
        heard = _hearers(tree, verb) if lemma in lexicon.contacts().addressing else []
        return next((w for w in (words, [*words, *heard]) if two_sided(_resolve(tree, w, discourse))), [])
    return []


def _emerging(tree: Tree, n: int) -> bool:
    """ "came out of the session", "emerged from talks"."""
    verb = next((a for a in tree.ancestors(n) if tree.nodes[a].tag.startswith("V")), None)
    out = tree.low(tree.nodes[n].head) in {"of", "from"}
    return out and verb is not None and tree.nodes[verb].lemma in lexicon.contacts().emerging


def _somewhere(tree: Tree, verb: int) -> bool:
    """Whether a verb of travel has a destination: "flew to Kabul for talks"."""
    goals = [*under(tree, verb, ["to", "in"]), *objects(tree, verb)]
    return any(isinstance(tree.units[o].meaning, PlaceMention) for o in goals)


def _hearers(tree: Tree, verb: int) -> list[int]:
    """The people to whom the subject says or hands something: "warned X in a call", "put it to X at a meeting"."""
    words = [*objects(tree, verb), *under(tree, verb, ["to", "with"])]
    return [i for i in words if isinstance(tree.units[i].meaning, Sighting)]


def _deep(tree: Tree, n: int, prepositions: set[str]) -> list[int]:
    """Objects of the prepositions anywhere below noun ``n`` but in no clause: "talks in the UAE between A and B"."""
    below = [k for k in tree.subtree(n) if not inside_other_clause(tree, k, n)]
    return [
        o
        for k in below
        if tree.low(k) in prepositions and tree.nodes[k].dep == "prep"
        for o in tree.children(k, "pobj")
        if not _mediates(tree, o)
    ]


def _hosts(tree: Tree, i: int) -> Telling:
    """The country visited: "a visit to Ankara"."""
    places = [tree.units[k].meaning for k in under(tree, i, ["to", "in"])]
    return [Side("", p.country, p.span, "party.visited") for p in places if isinstance(p, PlaceMention) and p.country]


def _of_another(tree: Tree, i: int) -> bool:
    """ "the military secretary to X": somebody named only to say whose man another is.

    No one is led or represented "to" somebody, so that a "to" is part of a post wherever the parser hangs it.
    """
    prep = tree.head(i)
    if prep is not None and tree.nodes[i].dep == "pobj" and tree.low(prep) == "to":
        return True
    above = tree.head(prep) if prep is not None and tree.low(prep) in {"to", "of"} else None
    return tree.nodes[i].dep == "pobj" and above is not None and tree.nodes[above].tag.startswith("NN")


def leaders(tree: Tree, discourse: Discourse) -> Telling:
    """Who led the teams of the talks just told: "the American team was led by X", "A led the Indian side"."""
    out: Telling = []
    teams, nouns = lexicon.contacts().teams, lexicon.contacts().nouns
    for v, node in enumerate(tree.nodes):
        if node.lemma not in lexicon.contacts().fronting or not node.tag.startswith("V"):
            continue
        led = {tree.low(s) for s in tree.children(v, "nsubjpass", "dobj")} & (teams | {"one"})
        spoken_for = node.lemma == "represent" and any(
            isinstance(tree.units[o].meaning, PartyMention) for o in tree.children(v, "dobj", "nsubjpass")
        )
        spoken_for = spoken_for or node.lemma == "speak" and any(
            isinstance(tree.units[o].meaning, PartyMention) for o in under(tree, v, ["for"])
        )
        head = tree.head(v)
        of_talks = node.dep == "acl" and head is not None and tree.nodes[head].lemma in lexicon.contacts().nouns
        of_talks = of_talks or node.dep == "relcl" and head is not None and tree.nodes[head].lemma in nouns
        if of_talks:
            agents = [
                o for a in tree.children(v, "agent", "prep") if tree.low(a) == "by" for o in tree.children(a, "pobj")
            ]
            out += [s for s in _resolve(tree, agents, discourse) if s.person]
        if led or spoken_for:
            named = [i for i, u in enumerate(tree.units) if isinstance(u.meaning, Sighting)]
            everyone = [i for i in named if tree.nodes[i].dep != "poss" and not _of_another(tree, i)]
            out += [s for s in _resolve(tree, everyone, discourse) if s.person]
    return list(dict.fromkeys(out))
