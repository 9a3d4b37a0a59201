"""The verbs that speak of a mention: those it depends on and those that modify it, with the role it has."""

from __future__ import annotations

from collections.abc import Iterator

from backchannel.ontology import lexicon
from backchannel.sources.change_verbs import Role
from backchannel.sources.noun_phrases import set_off_by_comma
from backchannel.sources.reduction import Tree
from backchannel.sources.verb_forms import infinitive

RELATIVE = frozenset({"which", "that", "who", "whom"})


def verbs_of(tree: Tree, n: int) -> Iterator[tuple[int, Role, str]]:
    """The verbs that word ``n`` depends on or is modified by, with its role and the preposition between."""
    top = head_of_list(tree, n)
    dep, head = tree.nodes[top].dep, tree.head(top)
    if head is not None and dep in {"dobj", "nsubjpass", "oprd"} or head is not None and dep == "nsubj":
        passive = dep == "nsubjpass" or bool(tree.children(head, "auxpass"))
        role: Role = "object" if dep != "nsubj" or passive or _parted(tree, top, head) else "subject"
        yield from ((v, r, "") for v, r in _chain(tree, head, role))
    elif head is not None and dep == "attr" and tree.nodes[head].dep == "auxpass":
        yield tree.nodes[head].head, "object", ""
    elif head is not None and dep == "attr" and tree.nodes[head].lemma == "be":
        yield head, "subject", ""
    elif head is not None and dep == "pobj":
        yield from _behind_preposition(tree, head)
    for child in _clauses(tree, n):
        yield from _clause(tree, child)


def _parted(tree: Tree, n: int, v: int) -> bool:
    """Whether the parser took a participle for the verb: "The line, opened in May and …, is busy"."""
    alone = {tree.nodes[v].lemma, tree.low(v)} & lexicon.arrangements().alone
    tags = tree.nodes[n].tag[:2], tree.nodes[v].tag
    plain = tags == ("NN", "VBD") and not tree.children(v, "dobj", "aux", "ccomp", "xcomp") and not alone
    made = v == n + 1 and tree.nodes[v].lemma in lexicon.arrangements().own | {"agree"}
    return plain and (made or set_off(tree, n) == v)


def _clauses(tree: Tree, n: int) -> Iterator[int]:
    """The clauses that modify the arrangement, also where the parser hangs them on the last word of its phrase."""
    yield from tree.children(n, "acl", "relcl", "ccomp")
    for k in (k for p in tree.children(n, "prep") for k in tree.subtree(p)):
        yield from (c for c in tree.children(k, "relcl", "acl") if set_off_by_comma(tree, c) or _beyond(tree, k, c))
    yield from (v for v in _opened(tree, n) if v not in tree.children(n, "acl", "relcl", "ccomp"))
    own = lexicon.arrangements().own | {"agree"}
    after = set_off(tree, n) or next((k for k in range(n + 1, len(tree.units))[:1] if tree.nodes[k].lemma in own), None)
    if (
        after is not None
        and tree.nodes[after].tag in {"VBN", "VB", "VBD"}
        and tree.nodes[after].dep in {"advcl", "dep", "ccomp"}
    ):
        yield after


def _beyond(tree: Tree, k: int, v: int) -> bool:
    """ "the treaty on long-range weapons signed in 2010": weapons are not signed."""
    words = lexicon.arrangements()
    signed = tree.nodes[v].dep == "acl" and tree.nodes[v].tag == "VBN" and tree.nodes[v].lemma in words.own
    texts = {noun for noun, kind in words.nouns.items() if kind != "Channel"} | words.signable
    return signed and tree.units[k].meaning is None and not {tree.low(k), tree.nodes[k].lemma} & texts


def _opened(tree: Tree, n: int) -> Iterator[int]:
    """The verb of a clause that "that" or "which" opens right behind the phrase of ``n``, wherever it was hung.

    Behind a longer phrase the verb must be one that is said of arrangements alone: "a memorandum on … that was signed".
    """
    own = lexicon.arrangements().own
    inside = {n, *(k for p in tree.children(n, "prep") for k in tree.subtree(p))}
    for r in range(n + 1, min(max(inside) + 6, len(tree.units))):
        if tree.low(r) not in {"that", "which"} or tree.nodes[r].tag == "DT":
            continue
        verb = tree.verb_above(r)
        beside = r == n + 1 or r == n + 2 and tree.low(n + 1) == ","
        part = tree.low(r - 1) == "of" and tree.nodes[tree.nodes[r - 1].head].tag[:2] == "NN"
        part = part or tree.low(r - 1) == "under"  # what is done under it is done to another
        object_ = not part and tree.nodes[r].dep in {"dobj", "pobj"} and tree.nodes[r].tag == "WDT"
        if verb is not None and tree.nodes[verb].dep in {"relcl", "acl"}:
            object_ = object_ and tree.nodes[verb].head in inside  # else it is the clause of another noun
        if verb is not None and verb > r and (beside or object_ or tree.nodes[verb].lemma in own):
            yield verb
        if tree.nodes[r].dep not in {"pobj"}:
            return


def set_off(tree: Tree, n: int) -> int | None:
    """The word after the comma behind the phrase of ``n``: "a line between the two staffs, installed in 2011"."""
    end = max([n, *(k for p in tree.children(n, "prep") for k in tree.subtree(p))])
    return end + 2 if end + 2 < len(tree.units) and tree.low(end + 1) == "," else None


def head_of_list(tree: Tree, n: int) -> int:
    """The first word of the list or apposition that word ``n`` is in."""
    while tree.nodes[n].dep in {"conj", "appos"} and tree.nodes[tree.nodes[n].head].tag[:2] in {"NN", "PR"}:
        n = tree.nodes[n].head
    return n


def _behind_preposition(tree: Tree, prep: int) -> Iterator[tuple[int, Role, str]]:
    while tree.nodes[prep].dep == "conj" and tree.nodes[tree.nodes[prep].head].tag == "IN":
        prep = tree.nodes[prep].head
    through, above = tree.low(prep), tree.head(prep)
    while (
        above is not None
        and tree.nodes[above].tag in {"IN", "RP", "RB"}
        and tree.nodes[above].dep in {"prep", "prt", "advmod", "pcomp"}
    ):
        through, above = f"{tree.low(above)} {through}", tree.head(above)
    if above is not None and (
        tree.nodes[above].tag.startswith("V")
        or tree.nodes[above].dep == "ROOT"
        and through in lexicon.arrangements().standing
    ):
        yield above, "prep", through


def _clause(tree: Tree, v: int) -> Iterator[tuple[int, Role, str]]:
    """A clause that modifies the arrangement: "signed in 1998", "which expired", "on which both agreed"."""
    if not tree.nodes[v].tag.startswith("V"):
        return
    preps = [p for p in tree.children(v, "prep") for o in tree.children(p, "pobj") if tree.low(o) in RELATIVE and p < o]
    if preps:
        yield v, "prep", tree.low(preps[0])
        return
    subjects = tree.children(v, "nsubj", "nsubjpass")
    # the tagger takes a participle for a past: "Under the accord, agreed in May, ..."
    participle = tree.nodes[v].tag in {"VBN", "VB"} or tree.nodes[v].dep in {"advcl", "ccomp", "acl"}
    bare = not subjects and participle and not tree.children(v, "aux", "dobj")
    passive = bare or bool(tree.children(v, "auxpass", "nsubjpass"))
    relative = not subjects or any(_stands_for(tree, s) for s in subjects)
    if relative and not passive and infinitive(tree, v):
        return
    if not relative and any(tree.low(d) not in RELATIVE for d in tree.children(v, "dobj")):
        return
    role: Role = "object" if passive and relative or not relative and not tree.children(v, "auxpass") else "subject"
    yield from ((w, r, "") for w, r in _chain(tree, v, role))


def _stands_for(tree: Tree, s: int) -> bool:
    """ "which", "the last of which", "whose work": whether subject ``s`` of a clause is what the clause modifies."""
    if tree.low(s) in RELATIVE or any(tree.low(k) == "which" for k in tree.subtree(s)):
        return True
    owned = any(tree.low(c) == "whose" for c in tree.children(s, "poss"))
    return owned and tree.low(s) in lexicon.arrangements().transparent


def _chain(tree: Tree, v: int, role: Role) -> Iterator[tuple[int, Role]]:
    """Verb ``v`` with the verbs that share its subject or object, and those that it raises: "was allowed to lapse"."""
    yield v, role
    for child in tree.children(v, "conj", "advcl"):
        yield from _beside(tree, v, child, role)
    if role == "subject" and tree.nodes[v].dep == "ROOT":
        after = range(v, len(tree.units) - 2)
        yield from ((k + 2, "subject") for k in after if [tree.low(k), tree.low(k + 1)] == ["only", "to"])
    for child in tree.children(v, "xcomp", "ccomp"):
        if tree.nodes[child].tag.startswith("V") and not tree.children(child, "nsubj", "nsubjpass"):
            yield child, "object" if tree.children(child, "auxpass") else "subject"
    yield from _before(tree, v, role)


def _beside(tree: Tree, v: int, child: int, role: Role) -> Iterator[tuple[int, Role]]:
    """A verb coordinated with ``v``, or a participle in front of it: "set up in May, it is …"."""
    if not tree.nodes[child].tag.startswith("V"):
        return
    own = tree.children(child, "nsubj", "nsubjpass")
    if own and all(tree.low(s) in RELATIVE for s in own) and tree.nodes[child].dep == "conj":
        yield child, "object" if tree.children(child, "auxpass") else "subject"
    if own or role == "object" and _settles_other(tree, child):
        return
    participle = (tree.nodes[child].tag == "VBN" or child == 0) and not tree.children(child, "dobj", "aux")
    if tree.nodes[child].dep == "conj":
        if tree.children(child, "auxpass"):
            yield from _chain(tree, child, "object")
            return
        alone = not {tree.nodes[child].lemma, tree.low(child)} & lexicon.arrangements().alone
        open_object = not tree.children(child, "dobj") and (alone or not tree.children(v, "auxpass"))
        yield from _chain(tree, child, "object" if role == "object" and (participle or open_object) else "subject")
    elif participle and (role == "subject" or tree.children(v, "auxpass")):
        yield child, "object"


def _settles_other(tree: Tree, v: int) -> bool:
    """ "the pact that they signed and agreed to keep the line open": what is agreed on is not the pact."""
    words = lexicon.arrangements()
    deeds = tree.children(v, "xcomp") if tree.nodes[v].lemma in words.agreeing | words.undertaking else []
    return any(tree.children(k, "dobj") for c in deeds for k in [c, *tree.children(c, "xcomp", "ccomp")])


def _before(tree: Tree, v: int, role: Role) -> Iterator[tuple[int, Role]]:
    """The verb above ``v`` whose subject or object the arrangement is as well, wherever the parser hung it."""
    node, above = tree.nodes[v], tree.nodes[v].head
    taken = node.tag == "VBN" or node.tag == "VBD" and role == "object" and not tree.children(v, "mark")
    participle = taken and node.dep == "advcl" and not tree.children(v, "aux", "auxpass")
    if participle and not tree.children(above, "nsubj", "nsubjpass"):
        yield v, "object"
        yield above, "object" if tree.children(above, "auxpass") else "subject"
    verb = node.dep == "conj" and tree.nodes[above].tag.startswith("V")
    if role == "object" and verb and not tree.children(above, "dobj", "auxpass"):
        yield above, "object"
