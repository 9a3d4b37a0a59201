"""Words that may tell of a contact, and what the words around them say of it: by phone, again, the one just told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from backchannel.ontology import lexicon
from backchannel.sources.people import Sighting
from backchannel.sources.place_names import PlaceMention
from backchannel.sources.reduction import Tree

LINE_WORDS = frozenset({"by", "over", "via", "on", "through"})


@dataclass(frozen=True)
class Cue:
    """A word that may tell of a contact, with its lexicon entry.

    ``kind`` is Meeting, Call, Any, Talk (a call unless a place is told), Visit, or Series for "the third", "the
    previous one", which are what was told before. ``weak`` cues need two sides of their own.
    """

    index: int
    kind: str
    verb: bool
    weak: bool


def cues(tree: Tree) -> tuple[Cue, ...]:
    """The words of a sentence that may tell of a contact."""
    found = (_cue(tree, i) for i in range(len(tree.nodes)) if tree.units[i].meaning is None)
    return tuple(cue for cue in found if cue)


def _cue(tree: Tree, i: int) -> Cue | None:
    node = tree.nodes[i]
    entry = entry_for(tree, i) if node.tag.startswith("V") else None
    if entry and not _names_or_cancels(tree, i):
        if node.lemma == "call" and calls_on(tree, i):
            return Cue(i, "Meeting", True, False)
        if node.lemma == "call" and tree.children(i, "dobj") and _to_a_place(tree, i):
            return Cue(i, "Invitation", True, True)  # "had called the general to Beijing"
        if entry.particle and not any(tree.low(c) in entry.particle for c in _around(tree, i)):
            return None
        if node.lemma == "join" and any(_cue_noun(tree, o) for o in tree.children(i, "dobj")):
            return None
        if entry.kind == "Invitation" and not _to_a_place(tree, i):
            return None
        return Cue(i, entry.kind, True, entry.weak)
    if node.lemma == "put" and {tree.low(o) for o in tree.children(i, "dobj")} & lexicon.arrangements().signatures:
        return Cue(i, "Meeting", True, True)
    if node.tag.startswith("V") and _by_phone(tree, i):
        return Cue(i, "Call", True, True)
    if node.tag.startswith("NN") and (named := _noun_cue(tree, i)):
        return named
    if _ordinal(tree, i):
        return Cue(i, "Series", False, True)
    if _happens(tree, i):
        return Cue(i, "Back", True, True)
    return None


def _noun_cue(tree: Tree, i: int) -> Cue | None:
    """ "talks", "telephone contact", "was the guest of"."""
    words, node = lexicon.contacts(), tree.nodes[i]
    noun = tree.low(i) if tree.low(i) in words.nouns else node.lemma
    if noun in words.nouns and tree.low(i) not in words.other_numbers and not _other_sense(tree, i):
        return Cue(i, words.nouns[noun], False, noun in words.weak_nouns)
    if noun in words.lined and {tree.low(c) for c in tree.children(i, "compound", "amod")} & words.lines:
        return Cue(i, "Call", False, True)
    return Cue(i, "Meeting", False, True) if noun in words.guests and node.dep == "attr" else None


def entry_for(tree: Tree, v: int) -> lexicon.ContactVerb | None:
    """The lexicon's entry for verb ``v``, with its particle ("got through to") or by itself."""
    verbs = lexicon.contacts().verbs
    return verbs.get(tree.phrase(v)) or verbs.get(tree.nodes[v].lemma)


def _around(tree: Tree, i: int) -> list[int]:
    """The particles of verb ``i`` and what stands behind its prepositions: "sit down", "sit at a table"."""
    own = tree.children(i)
    return [*own, *(o for p in own if tree.nodes[p].dep == "prep" for o in tree.children(p, "pobj"))]


def _to_a_place(tree: Tree, i: int) -> bool:
    """ "invited X to Ankara", and not "to a meeting", which says itself what it is."""
    goals = [o for p in tree.children(i, "prep", "dative") if tree.low(p) == "to" for o in tree.children(p, "pobj")]
    return any(isinstance(tree.units[o].meaning, PlaceMention) for o in goals)


def _names_or_cancels(tree: Tree, i: int) -> bool:
    """ "called the talks constructive", "called the session off": no telephone rings."""
    if tree.nodes[i].lemma != "call":
        return False
    things = [o for o in tree.children(i, "dobj", "nsubj") if o > i and tree.nodes[o].lemma in lexicon.contacts().nouns]
    following = [tree.low(k) for k in range(i + 1, min(i + 6, len(tree.units)))]
    off = any(tree.low(c) == "off" for c in tree.subtree(i)) and "off" in following
    return bool(things) or off or bool(tree.children(i, "oprd"))


def calls_on(tree: Tree, i: int) -> list[int]:
    """ "called on his counterpart": the people visited."""
    visited = [o for p in tree.children(i, "prep") if tree.low(p) == "on" for o in tree.children(p, "pobj")]
    return [o for o in visited if isinstance(tree.units[o].meaning, Sighting)]


def _by_phone(tree: Tree, i: int) -> bool:
    """ "told him by telephone", "will work out details by video link": any verb that is done over a line."""
    over = {"by", "via", "over", "on"} if tree.nodes[i].lemma == "be" else {"by", "via", "over"}
    return any(
        tree.low(prep) in over and tree.low(o) in lexicon.contacts().lines
        for prep in tree.children(i, "prep", "agent")
        for o in tree.children(prep, "pobj")
    )


def _happens(tree: Tree, i: int) -> bool:
    """ "It took place in Cairo", "it was due to begin on Monday": more of the contact just told."""
    node = tree.nodes[i]
    if not node.tag.startswith("V") or node.lemma not in lexicon.contacts().happening:
        return False
    place = node.lemma != "take" or any(tree.low(c) == "place" for c in tree.children(i, "dobj"))
    if node.lemma != "take" and tree.children(i, "dobj"):
        return False
    above = [i, *list(tree.ancestors(i))[:2]]
    return place and any(tree.low(s) == "it" for a in above for s in tree.children(a, "nsubj", "nsubjpass"))


def _ordinal(tree: Tree, i: int) -> bool:
    """ "a third is to follow", "the thirteenth, in October", "the previous one"."""
    ordinals = lexicon.contacts().ordinals
    if tree.low(i) == "one":
        return any(tree.low(c) in ordinals for c in tree.children(i, "amod"))
    owned = [c for c in tree.children(i, "poss") if tree.low(c) == "their"]
    counted = tree.nodes[i].dep in {"nsubj", "nsubjpass"} and bool(tree.children(i, "det") or owned)
    return tree.low(i) in ordinals and counted


def _other_sense(tree: Tree, i: int) -> bool:
    """ "press conference", "a call for restraint", "the talks process"."""
    words = lexicon.contacts()
    before = {tree.low(c) for c in tree.children(i, "compound", "amod", "nmod")}
    of = [o for p in tree.children(i, "prep") if tree.low(p) == "of" for o in tree.children(p, "pobj")]
    among = {tree.low(c) for o in of for c in tree.children(o, "amod", "compound")}
    head = tree.head(i)
    if head is not None and tree.nodes[head].lemma == "attend" and tree.nodes[i].lemma in words.events:
        return True
    above = tree.head(head) if head is not None and tree.nodes[i].dep == "pobj" else None
    if above is not None and tree.low(above) in words.knowing:
        return True
    if before & words.not_contacts or among & words.of_one_side or tree.nodes[i].dep in {"compound", "amod"}:
        return True
    prepositions = {tree.low(c) for c in tree.children(i, "prep")}
    return tree.nodes[i].lemma == "call" and "for" in prepositions and "with" not in prepositions


def call_word(tree: Tree, i: int) -> int | None:
    """The index of the word that makes the contact at ``i`` a call, or None."""
    words = lexicon.contacts().call_cues
    near = [k for k in tree.subtree(i) if not inside_other_clause(tree, k, i) and not _set_apart(tree, k, i)]
    head = tree.head(i)
    if head is not None and tree.nodes[head].tag.startswith("V") and tree.nodes[i].tag.startswith("N"):
        beside = [c for c in tree.children(head, "prep", "advmod") if tree.low(c) in words or tree.low(c) in LINE_WORDS]
        near += [k for c in beside for k in tree.subtree(c)]
    return next(
        (
            k
            for k in sorted(set(near))
            if tree.low(k) in words and (k != i or tree.nodes[k].tag.startswith("NN")) and not _on_a_map(tree, k)
        ),
        None,
    )


def _on_a_map(tree: Tree, k: int) -> bool:
    """ "the Line of Control", "the demarcation line": no line over which anybody speaks."""
    if tree.nodes[k].lemma != "line":
        return False
    named = tree.units[k].text[:1].isupper() or any(tree.low(p) == "of" for p in tree.children(k, "prep"))
    return named or any(tree.low(c) in lexicon.contacts().map_lines for c in tree.children(k, "compound", "amod"))


def _set_apart(tree: Tree, k: int, i: int) -> bool:
    """ "met in person after a video call": what came before or after the contact at word ``i``."""
    while k != i:
        if tree.nodes[k].dep == "prep" and tree.low(k) in {"after", "before", "following", "since", "ahead"}:
            return True
        k = tree.nodes[k].head
    return False


def over_a_line(tree: Tree, k: int) -> bool:
    """Whether word ``k`` tells how people spoke ("by telephone", "over the hotline"), not what about."""
    head = tree.head(k)
    return head is not None and tree.low(head) in LINE_WORDS and tree.nodes[k].dep == "pobj"


def inside_other_clause(tree: Tree, k: int, i: int) -> bool:
    """Whether word ``k`` below word ``i`` lies in a clause of its own."""
    while k != i:
        clause = tree.nodes[k].dep in {"relcl", "advcl", "ccomp", "conj", "parataxis"} or bool(
            tree.children(k, "nsubj", "nsubjpass")
        )
        if clause and tree.nodes[k].tag.startswith("V"):
            return True
        k = tree.nodes[k].head
    return False


def purpose_of_contact(tree: Tree, cue: Cue) -> bool:
    """ "met to discuss", "a session at which they talked": what a contact is for, or consists of, is the same one."""
    if not cue.verb:
        return _hosted_for(tree, cue.index)
    verbs, nouns = lexicon.contacts().verbs, lexicon.contacts().nouns
    if any(cue.index in during(tree, n) for n in range(cue.index) if tree.nodes[n].lemma in nouns):
        return True
    if tree.nodes[cue.index].tag != "VB":
        return False
    to = any(tree.low(c) == "to" for c in tree.children(cue.index, "aux"))
    above = list(_clause(tree, cue.index))[:3]
    known = tree.nodes[cue.index].lemma in verbs
    meeting = {v for v, entry in verbs.items() if entry.kind != "Invitation" and not (known and entry.placed)}
    told = (a for a in above if tree.nodes[a].lemma in (meeting if tree.nodes[a].tag.startswith("V") else nouns))
    return to and any(not tree.nodes[a].tag.startswith("V") or _cue(tree, a) for a in told)


def _hosted_for(tree: Tree, n: int) -> bool:
    """ "hosted both sides for talks", "met for talks": the noun says what the verb told."""
    prep = tree.head(n)
    verb = tree.head(prep) if prep is not None and tree.low(prep) == "for" and tree.nodes[n].dep == "pobj" else None
    above = _cue(tree, verb) if verb is not None and tree.nodes[verb].tag.startswith("V") else None
    with_whom = any(tree.low(c) == "with" for c in tree.children(n, "prep"))
    return above is not None and above.kind == "Meeting" and not above.weak and not with_whom


def during(tree: Tree, n: int) -> list[int]:
    """The verbs of "at which", "during which", that tell what was done at the contact named at word ``n``."""
    out = []
    for k in range(n + 1, len(tree.units)):
        prep = tree.head(k) if tree.low(k) == "which" else None
        verb = tree.head(prep) if prep is not None and tree.low(prep) in {"at", "during"} else None
        if verb is not None and not any(_cue_noun(tree, j) for j in range(n + 1, k)):
            out += [verb, *(c for c in tree.children(verb, "xcomp") if tree.nodes[verb].lemma == "be")]
    return out


def _cue_noun(tree: Tree, j: int) -> bool:
    return tree.nodes[j].tag.startswith("NN") and tree.nodes[j].lemma in lexicon.contacts().nouns


def _clause(tree: Tree, i: int) -> Iterator[int]:
    """The words above word ``i`` up to the first clause that has a subject of its own and a clause above it."""
    for a in tree.ancestors(i):
        yield a
        if tree.nodes[a].dep in {"relcl", "advcl", "ccomp"} and tree.children(a, "nsubj", "nsubjpass"):
            return


def face_to_face(tree: Tree) -> bool:
    """Whether the sentence says that people saw each other."""
    text = " ".join(u.word.lower() for u in tree.units)
    return any(cue in text for cue in sorted(lexicon.contacts().meeting_cues))
