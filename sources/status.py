"""Whether a contact took place: tense, modality, negation and the verbs that govern it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from backchannel.ontology import lexicon
from backchannel.sources.dates import TimeExpression
from backchannel.sources.reduction import Tree


@dataclass(frozen=True)
class Verdict:
    """A status (``held``, ``planned``, ``proposed``, ``cancelled``, ``refused``; "" for no contact) and why.

    ``word`` is the index of the word that decided it; ``rule`` names the cue.
    """

    status: str
    word: int
    rule: str
    past: bool = False


def governors(tree: Tree, i: int) -> Iterator[int]:
    """Word ``i`` and the verbs and nouns above it, as far as they say whether ``i`` happened."""
    yield i
    previous = i
    for a in tree.ancestors(i):
        dep = tree.nodes[previous].dep
        if dep in {"relcl", "advcl", "parataxis", "acl"} and not _infinitive(tree, previous):
            return
        if dep == "conj" and tree.nodes[previous].tag.startswith("V") and tree.children(previous, "nsubj", "nsubjpass"):
            return
        yield a
        previous = a


def _infinitive(tree: Tree, v: int) -> bool:
    return any(tree.low(c) == "to" for c in tree.children(v, "aux"))


def status_of(tree: Tree, trigger: int) -> Verdict:
    """The status that the words around ``trigger`` give."""
    chain = list(governors(tree, trigger))
    verbs = [i for i in chain if tree.nodes[i].tag.startswith(("V", "MD")) or i == trigger or _is_governor(tree, i)]
    reporting = lexicon.statuses().reporting
    negated = [i for i in verbs if _negated(tree, i) and tree.nodes[i].lemma not in reporting]
    return (
        _unreal(tree, trigger)
        or _ruled_out(tree, trigger)
        or _adjective(tree, trigger)
        or _unanswered(tree, trigger)
        or _by_governor(tree, trigger, verbs, negated)
        or _by_clause(tree, trigger, _own_clause(tree, verbs, trigger), negated)
        or _plain(tree, trigger, verbs)
    )


def invited(tree: Tree, v: int, verdict: Verdict) -> Verdict:
    """What an invitation makes of the contact it is for: proposed, unless it was turned down or never made."""
    return Verdict("proposed", v, "status.invited") if verdict.status in {"held", "planned"} else verdict


def _unreal(tree: Tree, trigger: int) -> Verdict | None:
    """Questions, denials, conditions and gerunds that tell of no single contact."""
    words = lexicon.statuses()
    if tree.low(len(tree.units) - 1) == "?":
        return Verdict("", trigger, "status.question")
    if {u.word.lower() for u in tree.units} & words.untrue:
        return Verdict("", trigger, "status.untrue")
    if tree.nodes[0].tag == "MD" or _has_mark(tree, trigger) or _under_if(tree, trigger):
        return Verdict("", trigger, "status.conditional")
    node = tree.nodes[trigger]
    if node.tag == "VBG" and node.dep == "pcomp" and tree.low(node.head) in words.generic:
        return Verdict("", trigger, "status.generic")
    return None


def _ruled_out(tree: Tree, trigger: int) -> Verdict | None:
    """ "confirmed that A would not meet B": whatever stands above, they will not."""
    if not tree.nodes[trigger].tag.startswith("V") or _modal(tree, trigger) != "planned":
        return None
    denied = any(tree.low(c) in lexicon.statuses().negations for c in tree.children(trigger, "neg"))
    above = tree.head(trigger)
    said = above is not None and _kind(tree, above) in {"refused", "denied", "cancelled"}
    return Verdict("refused", trigger, "status.ruled-out") if denied and not said else None


def _under_if(tree: Tree, trigger: int) -> bool:
    """ "If he comes, they will meet"."""
    above = [trigger, *tree.ancestors(trigger)]
    return tree.low(0) == "if" and any(tree.head(0) == c for a in above for c in tree.children(a, "advcl"))


def _has_mark(tree: Tree, i: int) -> bool:
    return any(tree.low(c) in {"whether", "if"} for c in tree.children(i, "mark"))


def _unanswered(tree: Tree, trigger: int) -> Verdict | None:
    """ "the calls went unanswered"."""
    head = tree.head(trigger)
    if (
        head is None
        or not {tree.low(c) for c in tree.children(head, "acomp", "oprd", "attr")} & lexicon.statuses().failed
    ):
        return None
    return Verdict("refused", head, "status.failed")


def _by_governor(tree: Tree, trigger: int, verbs: list[int], negated: list[int]) -> Verdict | None:
    """What the verbs above make of the contact; a refusal outweighs the plan that was refused."""
    if _aside(tree, trigger):
        return None
    order = sorted(verbs, key=lambda k: _kind(tree, k) not in {"refused", "cancelled", "attempted"})
    return next((v for i in order if (v := _governed(tree, i, trigger, negated))), None)


def _by_clause(tree: Tree, trigger: int, clause: list[int], negated: list[int]) -> Verdict | None:
    """What modals, negation and infinitives of the contact's own clause make of it."""
    words = lexicon.statuses()
    if any(_has_mark(tree, i) for i in clause):
        return Verdict("", trigger, "status.conditional")
    for i in clause:
        modal = _modal(tree, i) or _is_to(tree, i)
        if modal:
            status = modal if not negated else "refused" if modal == "planned" else ""
            return Verdict(status, i, f"status.{modal}-modal", _was_to(tree, i))
    if negated:
        determiners = {tree.low(c) for c in tree.children(trigger, "det")}
        none = tree.nodes[trigger].tag.startswith("N") and bool(determiners & words.negations)
        return Verdict("refused" if _failed(tree) and not none else "", negated[0], "status.negated")
    if any(_infinitive(tree, i) and not _purpose(tree, i) for i in clause):
        return Verdict("planned", clause[0], "status.infinitive")
    return None


def _was_to(tree: Tree, i: int) -> bool:
    """ "was to meet": a plan that lies in the past."""
    head = tree.head(i)
    around = [i, *([head] if head is not None else []), *tree.children(i, "aux")]
    return any(tree.low(k) in {"was", "were"} for k in around)


def _plain(tree: Tree, trigger: int, verbs: list[int]) -> Verdict:
    """Nothing speaks against it: the contact took place, unless it is a habit or stands under a condition."""
    words = lexicon.statuses()
    marks = {tree.low(c) for i in verbs for c in tree.children(i, "mark", "advmod")}
    own = [k for k in tree.subtree(trigger) if not _below_other_verb(tree, k, trigger)]
    if tree.nodes[trigger].tag.startswith("V") and any(tree.low(k) in words.habitual for k in own):
        return Verdict("", trigger, "status.habitual")
    if _counted(tree, trigger):
        return Verdict("", trigger, "status.counted")
    return Verdict("" if marks & {"if", "unless", "whether"} else "held", trigger, "status.plain")


def _counted(tree: Tree, trigger: int) -> bool:
    """ "have spoken five times": several, none of which is told."""
    times = [c for c in tree.children(trigger, "npadvmod", "dobj") if tree.low(c) == "times"]
    dated = any(isinstance(u.meaning, TimeExpression) and u.meaning.kind != "bound" for u in tree.units)
    return any(tree.children(c, "nummod") for c in times) and not dated


def _below_other_verb(tree: Tree, k: int, trigger: int) -> bool:
    while k != trigger:
        if tree.nodes[k].tag.startswith("V"):
            return True
        k = tree.nodes[k].head
    return False


def _adjective(tree: Tree, trigger: int) -> Verdict | None:
    words = lexicon.statuses()
    for child in tree.children(trigger, "amod", "acl", "nmod"):
        lemma = tree.low(child)
        for status, adjectives in (
            ("cancelled", words.cancelled_adjectives),
            ("cancelled", words.postponed_adjectives),
            ("proposed", words.proposed_adjectives),
        ):
            if lemma in adjectives:
                return Verdict(status, child, "status.adjective")
        arranged = tree.nodes[child].dep == "acl" and tree.nodes[child].lemma in words.governors["planned"]
        if (
            (arranged or lemma in words.planned_adjectives)
            and not _happened(tree, trigger)
            and not _cancelled_above(tree, trigger)
        ):
            return Verdict("planned", child, "status.adjective")
    return None


def _happened(tree: Tree, trigger: int) -> bool:
    """ "the long-planned talks took place"."""
    verb = next((a for a in tree.ancestors(trigger) if tree.nodes[a].tag.startswith("V")), None)
    if verb is None or tree.nodes[verb].tag not in {"VBD", "VBN"} or _modal(tree, verb) or _is_to(tree, verb):
        return False
    place = any(tree.low(c) == "place" for c in tree.children(verb, "dobj"))
    return place or tree.nodes[verb].lemma in lexicon.statuses().held_verbs


def _cancelled_above(tree: Tree, trigger: int) -> bool:
    return any(_kind(tree, i) in {"cancelled", "refused", "postponed"} for i in governors(tree, trigger))


def governor_kind(tree: Tree, i: int) -> str:
    """What word ``i`` makes of the contact that it governs: ``refused``, ``cancelled``, ``planned`` …, or ""."""
    return _kind(tree, i)


def _kind(tree: Tree, i: int) -> str:
    lemma, phrase = tree.nodes[i].lemma, tree.phrase(i)
    told = [tree.low(k) for k in range(i, min(i + 3, len(tree.units)))]
    text = " ".join(told) if " ".join(told) in lexicon.statuses().cancelling_phrases else " ".join(told[:2])
    words = lexicon.statuses()
    if text in words.refusing_phrases or phrase in words.refusing_phrases:
        return "refused"
    if text in words.cancelling_phrases or phrase == "call off":
        return "cancelled"
    if text in words.postponing_phrases or phrase == "put off":
        return "postponed"
    tag = tree.nodes[i].tag
    if not tag.startswith(("V", "J", "N")) or lemma in words.judging and not _modal(tree, i):
        return ""
    return next((kind for kind, lemmas in words.governors.items() if lemma in lemmas or phrase in lemmas), "")


def _is_governor(tree: Tree, i: int) -> bool:
    return _kind(tree, i) != "" and tree.nodes[i].tag.startswith(("NN", "JJ"))


def _governed(tree: Tree, i: int, trigger: int, negated: list[int]) -> Verdict | None:
    if i == trigger:
        return None
    kind = _kind(tree, i)
    rule = f"status.governed-{kind}"
    if kind in {"refused", "cancelled"}:
        return Verdict("" if i in negated else kind, i, rule)
    if kind in {"denied", "paused"}:
        return Verdict("", i, rule)
    if kind == "postponed":
        return Verdict("cancelled", i, rule)
    if kind == "attempted":
        return Verdict("refused", i, rule)
    if kind in {"planned", "proposed"} and _still_open(tree, i, trigger):
        past = any(tree.low(c) == "had" for c in tree.children(i, "aux"))
        return Verdict("" if negated else kind, i, rule, past)
    return None


def _still_open(tree: Tree, i: int, trigger: int) -> bool:
    """A plan is open if what it governs is an infinitive, a future or the planned thing itself."""
    lemma, words = tree.nodes[i].lemma, lexicon.statuses()
    if not tree.nodes[i].tag.startswith("J") and lemma in words.of_infinitives:
        between = [trigger, *(a for a in tree.ancestors(trigger) if a != i and i in set(tree.ancestors(a)))]
        return any(_infinitive(tree, k) or _modal(tree, k) == "planned" for k in between)
    if tree.nodes[i].tag.startswith(("N", "J")):
        return trigger in tree.subtree(i)
    direct = tree.head(trigger) == i or _asked_for(tree, i, trigger) or any(
        _infinitive(tree, k) for k in (trigger, *tree.ancestors(trigger)) if i in set(tree.ancestors(k))
    )
    return direct or trigger in tree.subtree(i) and lemma in words.of_all_below


def _asked_for(tree: Tree, i: int, trigger: int) -> bool:
    """ "asked for a call", "pressed for talks"."""
    head = tree.head(trigger)
    return head is not None and tree.low(head) in {"for", "about"} and tree.head(head) == i


def _modal(tree: Tree, i: int) -> str:
    words = lexicon.statuses().modals
    for child in tree.children(i, "aux"):
        word = tree.low(child)
        if word == "would" and any(
            tree.nodes[a].lemma in lexicon.statuses().reporting and tree.nodes[a].tag in {"VBD", "VBN"}
            for a in list(tree.ancestors(i))[:1]
        ):
            return "planned"
        for status, modals in words.items():
            if word in modals:
                return status
        if word in {"is", "are", "was", "were"} and _infinitive(tree, i):
            return "planned"
    return ""


def _aside(tree: Tree, trigger: int) -> bool:
    """ "despite the talks", "after the meeting": what the main verb does is not done to the contact."""
    head = tree.head(trigger)
    return tree.nodes[trigger].dep == "pobj" and head is not None and tree.low(head) in lexicon.statuses().aside


def _own_clause(tree: Tree, verbs: list[int], trigger: int) -> list[int]:
    """Those of ``verbs`` that no finite clause parts from ``trigger``: "it may be recalled that they met"."""
    out = []
    path = {trigger}
    for i in verbs:
        out.append(i)
        path.add(i)
        finite = tree.nodes[i].tag in {"VBD", "VBZ", "VBP"} or any(
            tree.nodes[c].tag in {"VBD", "VBZ", "VBP", "MD"} for c in tree.children(i, "aux", "auxpass")
        )
        if finite and tree.nodes[i].dep in {"ccomp", "relcl", "advcl"}:
            break
    return out


def _is_to(tree: Tree, i: int) -> str:
    """ "are to meet", "is due to begin": planned."""
    if tree.nodes[i].lemma == "be" and any(_infinitive(tree, c) for c in tree.children(i, "xcomp")):
        return "planned"
    head = tree.head(i)
    ahead = (
        head is not None and _infinitive(tree, i) and tree.nodes[i].dep == "xcomp" and tree.nodes[head].lemma == "be"
    )
    return "planned" if ahead and head is not None and tree.nodes[head].tag in {"VBP", "VBZ", "VBD"} else ""


def _negated(tree: Tree, i: int) -> bool:
    negations = lexicon.statuses().negations
    own = any(tree.low(c) in negations for c in tree.children(i, "neg", "det", "advmod", "preconj", "cc"))
    subject = any(
        tree.low(s) in {"nobody", "neither", "none", "no"}
        or any(tree.low(d) in {"no", "neither"} for d in tree.children(s, "det"))
        for s in tree.children(i, "nsubj", "nsubjpass")
    )
    return own or subject


def _failed(tree: Tree) -> bool:
    return any(u.word.lower() in lexicon.statuses().failed for u in tree.units)


def _purpose(tree: Tree, i: int) -> bool:
    """ "travelled to Moscow to meet X": an infinitive of purpose after a past verb tells what happened."""
    head = tree.head(i)
    return (
        tree.nodes[i].dep in {"advcl", "xcomp"}
        and head is not None
        and tree.nodes[head].tag in {"VBD", "VBN", "VBZ", "VBP"}
    )
