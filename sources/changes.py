"""What happened to an arrangement: the verbs and nouns that govern its mention, read as kinds of change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from backchannel.ontology import lexicon
from backchannel.sources.governors import Turn, hypothetical, negated, settled
from backchannel.sources.reduction import Tree

Role = Literal["object", "subject", "prep"]
RELATIVE = frozenset({"which", "that", "who", "whom"})


def turns(tree: Tree, n: int) -> list[Turn]:
    """The changes that the sentence tells of the arrangement at word ``n``; kind "exists" tells only that it is there."""
    found = []
    for k in _standing_for(tree, n):
        for v, role, through in _verbs_of(tree, k):
            kind = _kind_of(tree, v, role, through)
            turn = settled(tree, Turn(kind, v, f"change.{kind}", (v,))) if kind else None
            if turn:
                found.append(turn)
        carried = _carried(tree, k)
        found = [t for t in found if t.kind != "exists"] if carried else found
        found += [t for t in (_attributive(tree, k), _nominal(tree, k), carried) if t]
    return list(dict.fromkeys(found))


def _standing_for(tree: Tree, n: int) -> Iterator[int]:
    """Word ``n``, what it is in apposition to it, and the nouns that leave its sense as it is: "participation in the treaty"."""
    yield n
    yield from tree.children(n, "appos")
    prep = tree.head(n)
    if tree.nodes[n].dep != "pobj" or prep is None:
        return
    noun = tree.head(prep)
    if noun is not None and tree.nodes[noun].tag.startswith("VBN") and tree.low(prep) == "under":
        noun = tree.head(noun)
    if noun is not None and tree.low(noun) in lexicon.arrangements().transparent and tree.low(prep) in {"in", "of", "under", "to", "with"}:
        yield from _standing_for(tree, noun)


def _verbs_of(tree: Tree, n: int) -> Iterator[tuple[int, Role, str]]:
    """The verbs that word ``n`` depends on or is modified by, with its role and the preposition between."""
    top = _head_of_list(tree, n)
    dep, head = tree.nodes[top].dep, tree.head(top)
    if head is not None and dep in {"dobj", "nsubjpass", "oprd"} or head is not None and dep == "nsubj":
        passive = dep == "nsubjpass" or bool(tree.children(head, "auxpass"))
        role: Role = "object" if dep != "nsubj" or passive else "subject"
        yield from ((v, r, "") for v, r in _chain(tree, head, role))
    elif head is not None and dep == "attr" and tree.nodes[head].dep == "auxpass":
        yield tree.nodes[head].head, "object", ""
    elif head is not None and dep == "attr" and tree.nodes[head].lemma == "be":
        yield head, "subject", ""
    elif head is not None and dep == "pobj":
        yield from _behind_preposition(tree, head)
    for child in _clauses(tree, n):
        yield from _clause(tree, child)


def _clauses(tree: Tree, n: int) -> Iterator[int]:
    """The clauses that modify the arrangement, also where the parser hangs them on the last word of its phrase."""
    yield from tree.children(n, "acl", "relcl", "ccomp")
    for k in (k for p in tree.children(n, "prep") for k in tree.subtree(p)):
        yield from (c for c in tree.children(k, "relcl") if tree.low(min(tree.subtree(c)) - 1) == ",")
    after = _set_off(tree, n)
    if after is not None and tree.nodes[after].tag in {"VBN", "VB"} and tree.nodes[after].dep in {"advcl", "dep", "ccomp"}:
        yield after


def _set_off(tree: Tree, n: int) -> int | None:
    """The word after the comma behind the phrase of ``n``: "a line between the two staffs, installed in 2011"."""
    end = max([n, *(k for p in tree.children(n, "prep") for k in tree.subtree(p))])
    return end + 2 if end + 2 < len(tree.units) and tree.low(end + 1) == "," else None


def _head_of_list(tree: Tree, n: int) -> int:
    while tree.nodes[n].dep in {"conj", "appos"} and tree.nodes[tree.nodes[n].head].tag[:2] in {"NN", "PR"}:
        n = tree.nodes[n].head
    return n


def _behind_preposition(tree: Tree, prep: int) -> Iterator[tuple[int, Role, str]]:
    while tree.nodes[prep].dep == "conj" and tree.nodes[tree.nodes[prep].head].tag == "IN":
        prep = tree.nodes[prep].head
    through, above = tree.low(prep), tree.head(prep)
    while above is not None and tree.nodes[above].tag in {"IN", "RP", "RB"} and tree.nodes[above].dep in {"prep", "prt", "advmod", "pcomp"}:
        through, above = f"{tree.low(above)} {through}", tree.head(above)
    if above is not None and (tree.nodes[above].tag.startswith("V") or tree.nodes[above].dep == "ROOT" and through in lexicon.arrangements().standing):
        yield above, "prep", through


def _clause(tree: Tree, v: int) -> Iterator[tuple[int, Role, str]]:
    """A clause that modifies the arrangement: "signed in 1998", "which expired", "on which both agreed"."""
    if not tree.nodes[v].tag.startswith("V"):
        return
    subjects = tree.children(v, "nsubj", "nsubjpass")
    through = next((tree.low(p) for p in tree.children(v, "prep") for o in tree.children(p, "pobj") if tree.low(o) in RELATIVE), "")
    passive = bool(tree.children(v, "auxpass", "nsubjpass")) or not subjects and tree.nodes[v].tag in {"VBN", "VB"} and not tree.children(v, "aux")
    if through:
        yield v, "prep", through
        return
    relative = any(tree.low(s) in RELATIVE for s in subjects) or not subjects
    role: Role = "object" if passive and relative or not relative and not tree.children(v, "auxpass") else "subject"
    infinitive = any(tree.low(c) == "to" for c in tree.children(v, "aux"))
    if relative and infinitive and not passive or not relative and any(tree.low(d) not in RELATIVE for d in tree.children(v, "dobj")):
        return
    yield from ((w, r, "") for w, r in _chain(tree, v, role))


def _chain(tree: Tree, v: int, role: Role) -> Iterator[tuple[int, Role]]:
    """Verb ``v`` with the verbs that share its subject or object, and those that it raises: "was allowed to lapse"."""
    yield v, role
    for child in tree.children(v, "conj", "advcl"):
        if not tree.nodes[child].tag.startswith("V") or tree.children(child, "nsubj", "nsubjpass"):
            continue
        participle = (tree.nodes[child].tag == "VBN" or child == 0) and not tree.children(child, "dobj", "aux")
        if tree.nodes[child].dep == "conj":
            shared: Role = "object" if role == "object" and (participle or not tree.children(child, "dobj") and not tree.children(v, "auxpass")) else "subject"
            yield from _chain(tree, child, shared)
        elif participle:
            yield child, "object"
    if role == "subject" and tree.nodes[v].dep == "ROOT":
        yield from ((k + 2, "subject") for k in range(v, len(tree.units) - 2) if [tree.low(k), tree.low(k + 1)] == ["only", "to"])
    for child in tree.children(v, "xcomp", "ccomp"):
        if tree.nodes[child].tag.startswith("V") and not tree.children(child, "nsubj", "nsubjpass"):
            yield child, "object" if tree.children(child, "auxpass") else "subject"
    above = tree.nodes[v].head
    if tree.nodes[v].tag == "VBN" and tree.nodes[v].dep == "advcl" and not tree.children(v, "aux", "auxpass") and not tree.children(above, "nsubj", "nsubjpass"):
        yield v, "object"
        yield above, "object" if tree.children(above, "auxpass") else "subject"
    if role == "object" and tree.nodes[v].dep == "conj" and tree.nodes[tree.nodes[v].head].tag[:1] == "V" and not tree.children(tree.nodes[v].head, "dobj", "auxpass"):
        yield tree.nodes[v].head, "object"


def _kind_of(tree: Tree, v: int, role: Role, through: str) -> str:
    """The kind of change that verb ``v`` tells of what stands to it in ``role``: the longest phrase decides."""
    words = lexicon.arrangements()
    if role == "prep" and tree.nodes[v].lemma == "put" and {tree.low(o) for o in tree.children(v, "dobj")} & words.signatures:
        return "signed"
    table = {"object": words.kinds, "subject": words.intransitive, "prep": words.prepositional}[role]
    best = ("", 0)
    for kind, phrases in table.items():
        for phrase in phrases:
            if len(phrase) > best[1] and phrase.split()[0] in {tree.nodes[v].lemma, tree.low(v)} and _told(tree, v, phrase, through):
                best = (kind, len(phrase))
    if not best[0] and role == "object" and (tree.nodes[v].lemma in words.processes or tree.phrase(v) in words.processes):
        return "process"
    if role == "subject" and tree.children(v, "dobj") and best[0] in {"suspended", "resumed", "expired", "established"} and best[1] == len(tree.nodes[v].lemma):
        return ""
    return best[0] or (_predicate(tree, v) if role == "subject" else _standing(tree, v, through) if role == "prep" else "")


def _told(tree: Tree, v: int, phrase: str, through: str) -> bool:
    """Whether the words of ``phrase`` after the verb stand in its clause, or are its particle and preposition."""
    rest = phrase.split()[1:]
    particles = [tree.low(c) for c in tree.children(v, "prt")]
    if through:
        return [*particles, *through.split()] == rest or through.split() == rest
    if not rest:
        return True
    if particles == rest:
        return True
    for k in range(v + 1, len(tree.units) - len(rest) + 1):
        if [tree.low(j) for j in range(k, k + len(rest))] == rest and v in list(tree.ancestors(k))[:3]:
            return True
    gap = [tree.low(j) for j in range(v + 1, min(v + 6, len(tree.units))) if tree.low(j) not in {"a", "the", "once", "again", "fully", "back"}]
    return gap[:len(rest)] == rest


def _predicate(tree: Tree, v: int) -> str:
    """"is frozen", "remains in force", "went dead"."""
    if tree.nodes[v].lemma == "be" and (tree.children(v, "expl") or tree.children(v, "csubj")):
        return "exists"
    if tree.nodes[v].lemma not in {"be", "remain", "stay", "lie", "stand", "become", "keep", "fall", "go"}:
        return ""
    following = " ".join(tree.low(k) for k in range(v + 1, min(v + 7, len(tree.units))))
    for kind, phrases in lexicon.arrangements().predicates.items():
        for phrase in phrases:
            spot = [c for c in tree.children(v, "acomp", "prep", "advmod", "prt", "attr", "oprd") if tree.low(c) == phrase.split()[0]]
            if spot and f"{phrase} " in f"{following} ".replace(",", " ").replace(".", " "):
                return kind
    return ""


def _standing(tree: Tree, v: int, through: str) -> str:
    """What is done under, through or over an arrangement takes it to exist."""
    finite = tree.nodes[v].tag in {"VBZ", "VBP", "VBD", "VBN"} or tree.nodes[v].dep == "ROOT"
    return "exists" if through in lexicon.arrangements().standing and finite else ""


def _attributive(tree: Tree, n: int) -> Turn | None:
    """"the restored channel", "a proposed hotline"."""
    words = lexicon.arrangements()
    after = _set_off(tree, n)
    for child in [*tree.children(n, "amod"), *([after] if after is not None and tree.nodes[after].tag == "JJ" else [])]:
        kind = next((k for k in ("suspended", "resumed", "proposed", "expired") if tree.nodes[child].lemma in words.kinds.get(k, frozenset())), "")
        kind = kind or next((k for k in ("suspended",) if tree.low(child) in words.predicates[k] and tree.nodes[child].tag == "JJ"), "")
        if kind and tree.nodes[child].tag in {"VBN", "VBD", "JJ"} and tree.low(child).endswith(("d", "n", "t")):
            return Turn(kind, child, "change.attributive", (child,) if child > n else ())
    return None


def _nominal(tree: Tree, n: int) -> Turn | None:
    """"the expiry of the treaty", "plans for a hotline"."""
    top = _head_of_list(tree, n)
    prep = tree.head(top)
    noun = tree.head(prep) if prep is not None and tree.nodes[prep].tag == "IN" and tree.nodes[top].dep == "pobj" else None
    if noun is None or prep is None or not tree.nodes[noun].tag.startswith("NN") or tree.units[noun].meaning is not None:
        return None
    wanted = {"for", "on", "about", "of"}
    for kind, nouns in lexicon.arrangements().nominal.items():
        fits = tree.low(prep) in (wanted if kind == "proposed" else {"of", "to", "from", "in"})
        if tree.low(noun) in lexicon.arrangements().asking and tree.low(prep) != "for":
            continue
        if tree.low(noun) in nouns and fits and not (kind == "proposed" and tree.low(noun) in {"talks"} and tree.low(prep) == "of"):
            return settled(tree, Turn(kind, noun, "change.nominal", (noun,)))
    return None


def _carried(tree: Tree, n: int) -> Turn | None:
    """"called over the hotline", "was warned by that very line"."""
    words = lexicon.arrangements()
    prep = tree.head(n)
    if prep is None or tree.nodes[n].dep != "pobj" or tree.low(prep) not in words.over or tree.low(n) not in words.families["line"] | {f"{w}s" for w in words.families["line"]}:
        return None
    v = next((a for a in tree.ancestors(prep) if tree.nodes[a].tag.startswith("V")), None)
    if v is None or tree.nodes[v].lemma not in words.carrying or negated(tree, v) or hypothetical(tree, v) or tree.nodes[v].lemma == "agree" and tree.low(prep) == "on":
        return None
    spots = tuple(dict.fromkeys((v, tree.nodes[prep].head)))
    return Turn("used", v, "change.carried", spots) if tree.nodes[v].tag in {"VBD", "VBN", "VBG"} else None
