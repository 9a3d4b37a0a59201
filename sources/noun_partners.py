"""Who met whom where a noun tells it: "talks between A and B", "A held a meeting with B"."""

from __future__ import annotations

from backchannel.ontology import lexicon
from backchannel.sources.arguments import objects, subjects, under
from backchannel.sources.cues import during
from backchannel.sources.dates import TimeExpression
from backchannel.sources.discourse import Discourse
from backchannel.sources.governing import kind_of, settled_on
from backchannel.sources.partner_phrases import Telling, below, by_preposition, one_by_one, resolved
from backchannel.sources.people import Sighting
from backchannel.sources.place_names import PlaceMention
from backchannel.sources.reduction import Tree
from backchannel.sources.sides import Side, modifiers, two_sided
from backchannel.sources.verb_partners import of_verb


def of_noun(tree: Tree, n: int, discourse: Discourse) -> list[Telling]:
    """The sides of each contact that the noun ``n`` tells of, sides of its verb included."""
    own = _own(tree, n, discourse)
    towards = ["with", "to", "from"] if tree.nodes[n].lemma == "call" else ["with"]
    partners = [
        *by_preposition(tree, n, towards),
        *([w] if (w := below(tree, n, {"with"})) and not by_preposition(tree, n, towards) else []),
    ]
    cue_noun, n = n, _carrier(tree, n)
    carried = cue_noun != n
    if _aside(tree, n):
        told = resolved(tree, own, discourse) + [s for w in partners for s in resolved(tree, w, discourse)]
        return [told or _of_main_contact(tree, n, discourse)]
    verb = _verb_over(tree, n)
    around: list[int] = []
    if verb is not None and tree.nodes[verb].tag.startswith("V"):
        partners += [p for p in by_preposition(tree, verb, towards) if p not in partners]
        around = _between(tree, n, verb)
        around += [] if _for_others(tree, n, verb, discourse) else _governing(tree, n, verb, partners, discourse)
    base = resolved(tree, [*own, *(a for a in around if a not in own)], discourse)
    base = list(dict.fromkeys([*base, *_premodifying(tree, cue_noun)]))
    if carried and any(tree.low(k) == "their" for k in own):
        base = [s for s in base if not s.person]
    groups = [g for g in (resolved(tree, words, discourse) for words in partners) if g]
    if not groups and not base:
        return [_of_its_verb(tree, n, discourse)]
    if len(groups) > 1 and base:
        return [[*base, *g] for g in groups]
    if len(groups) == 1 and tree.nodes[cue_noun].tag == "NNS" and _singly(tree, cue_noun):
        return one_by_one(base, groups[0])
    return [[*base, *(s for g in groups for s in g)]]


def _own(tree: Tree, n: int, discourse: Discourse) -> list[int]:
    """The words for sides that belong to the noun itself: "A's call", "talks between A and B", "a meeting A had"."""
    own = [
        *tree.children(n, "poss", "amod", "compound", "nmod", "appos"),
        *under(tree, n, ["between", "of", "among", "involving", "by"]),
    ]
    own += [o for o in below(tree, n, {"between"}) if o not in own]
    of_group = any(tree.low(o) in lexicon.contacts().groups for o in under(tree, n, ["of"]))
    own += under(tree, n, ["from"]) if of_group else []  # "a conference of officers from both countries"
    own += [s for v in tree.children(n, "relcl", "acl") if _asked_for(tree, v) for s in subjects(tree, v)]
    light = [v for v in tree.children(n, "relcl") if tree.nodes[v].lemma in lexicon.contacts().light]
    own += [s for v in light for s in tree.children(v, "nsubj")]
    return own + [s for v in during(tree, n) for s in subjects(tree, v) if _new_sides(tree, s, discourse)]


def _aside(tree: Tree, n: int) -> bool:
    """ "after talks with B": a contact told beside the clause, whose subject need not have taken part."""
    prep = tree.head(n)
    aside = lexicon.statuses().aside - {"at", "in", "during"}
    return prep is not None and tree.nodes[n].dep == "pobj" and tree.low(prep) in aside


def _verb_over(tree: Tree, n: int) -> int | None:
    """The word above ``n`` behind prepositions and destinations: "flew" in "flew to the city for talks"."""
    verb = tree.head(n)
    while verb is not None and (tree.nodes[verb].tag in {"IN", "RB", "RP"} or _destination(tree, verb)):
        verb = tree.head(verb)
    return verb


def _between(tree: Tree, n: int, verb: int) -> list[int]:
    """Who stands behind a "between" of the verb: "the talks followed a meeting between A and B" is of that meeting."""
    nouns = lexicon.contacts().nouns
    others = [k for k in tree.children(verb, "dobj", "nsubjpass", "nsubj") if k > n and tree.nodes[k].lemma in nouns]
    return [] if others else under(tree, verb, ["between", "among"])


def _for_others(tree: Tree, n: int, verb: int, discourse: Discourse) -> bool:
    """ "asked for a meeting of the two presidents": who proposes a contact of others is not at it."""
    return kind_of(tree, verb) == "proposed" and two_sided(
        resolved(tree, under(tree, n, ["between", "of", "among"]), discourse)
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
    verb = tree.verb_above(n)
    dated = any(isinstance(tree.units[k].meaning, TimeExpression) for k in tree.subtree(n))
    new = any(tree.low(c) in {"a", "an"} for c in tree.children(n, "det"))
    if verb is None or not dated or not new or tree.nodes[verb].lemma not in lexicon.contacts().verbs:
        return []
    return next(iter(of_verb(tree, verb, discourse)), [])


def _of_its_verb(tree: Tree, n: int, discourse: Discourse) -> Telling:
    """ "A discussed trade with B at a meeting in Oslo": the meeting was that of the verb."""
    prep = tree.head(n)
    verb = tree.head(prep) if prep is not None and tree.low(prep) in {"at", "in", "during"} else None
    if verb is None or tree.nodes[n].dep != "pobj" or not tree.nodes[verb].tag.startswith("V"):
        return []
    if tree.nodes[verb].lemma in lexicon.contacts().verbs:
        return next(iter(of_verb(tree, verb, discourse)), [])
    told = resolved(tree, [*subjects(tree, verb), *below(tree, verb, {"with"})], discourse)
    return told if two_sided(told) else []


def _destination(tree: Tree, i: int) -> bool:
    """ "led a delegation to the city for talks": what stands between the verb and the talks."""
    head = tree.head(i)
    place = isinstance(tree.units[i].meaning, PlaceMention) or tree.low(i) in lexicon.places().settlements
    return place and tree.nodes[i].dep == "pobj" and head is not None and tree.low(head) in {"to", "in"}


def _new_sides(tree: Tree, s: int, discourse: Discourse) -> bool:
    return not tree.nodes[s].tag.startswith("PRP") and two_sided(resolved(tree, [s], discourse))


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
    guest = dep == "attr" and tree.low(n) in lexicon.contacts().guests
    if guest or dep == "pobj" and _emerging(tree, n):
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
        return next((w for w in (words, [*words, *heard]) if two_sided(resolved(tree, w, discourse))), [])
    return []


def _emerging(tree: Tree, n: int) -> bool:
    """ "came out of the session", "emerged from talks"."""
    verb = tree.verb_above(n)
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
