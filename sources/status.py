"""Whether a contact took place: tense, modality, negation and the verbs that govern it."""

from __future__ import annotations

from backchannel.ontology import lexicon
from backchannel.sources.dates import TimeExpression
from backchannel.sources.governing import (
    Verdict,
    aside,
    cancelled_above,
    governed,
    governors,
    is_governor,
    kind_of,
    undone,
)
from backchannel.sources.modality import (
    failed,
    has_mark,
    is_to,
    last_time,
    modal,
    negated,
    on_the_way,
    own_clause,
    purpose,
    was_to,
)
from backchannel.sources.ownership import circumstance
from backchannel.sources.reduction import Tree
from backchannel.sources.verb_forms import infinitive


def status_of(tree: Tree, trigger: int) -> Verdict:
    """The status that the words around ``trigger`` give."""
    chain = list(governors(tree, trigger))
    verbs = [i for i in chain if tree.nodes[i].tag.startswith(("V", "MD")) or i == trigger or is_governor(tree, i)]
    reporting = lexicon.statuses().reporting
    refusals = [i for i in verbs if negated(tree, i) and tree.nodes[i].lemma not in reporting]
    return (
        _unreal(tree, trigger)
        or _ruled_out(tree, trigger)
        or _adjective(tree, trigger)
        or _unanswered(tree, trigger)
        or undone(tree, trigger)
        or _by_governor(tree, trigger, verbs, refusals)
        or _by_clause(tree, trigger, own_clause(tree, verbs, trigger), refusals)
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
    if any(_improbable(tree, i) for i in range(len(tree.units))):
        return Verdict("", trigger, "status.improbable")
    if any(_yet_to(tree, i) for i in governors(tree, trigger)) and tree.nodes[trigger].tag.startswith("V"):
        return Verdict("", trigger, "status.yet")
    if tree.nodes[0].tag == "MD" or has_mark(tree, trigger) or _under_if(tree, trigger):
        return Verdict("", trigger, "status.conditional")
    if circumstance(tree, trigger):
        return Verdict("", trigger, "status.circumstance")
    node = tree.nodes[trigger]
    if node.tag == "VBG" and node.dep == "pcomp" and tree.low(node.head) in words.generic:
        return Verdict("", trigger, "status.generic")
    return None


def _improbable(tree: Tree, i: int) -> bool:
    """ "is unlikely to meet", "talks look doubtful": said of something, and not in front of a noun."""
    return tree.low(i) in lexicon.statuses().improbable and tree.nodes[i].dep in {"acomp", "oprd", "attr", "ROOT"}


def _ruled_out(tree: Tree, trigger: int) -> Verdict | None:
    """ "confirmed that A would not meet B": whatever stands above, they will not."""
    if not tree.nodes[trigger].tag.startswith("V") or modal(tree, trigger) != "planned":
        return None
    denied = any(tree.low(c) in lexicon.statuses().negations for c in tree.children(trigger, "neg"))
    above = tree.head(trigger)
    said = above is not None and kind_of(tree, above) in {"refused", "denied", "cancelled"}
    return Verdict("refused", trigger, "status.ruled-out") if denied and not said else None


def _under_if(tree: Tree, trigger: int) -> bool:
    """ "If he comes, they will meet"."""
    above = [trigger, *tree.ancestors(trigger)]
    return tree.low(0) == "if" and any(tree.head(0) == c for a in above for c in tree.children(a, "advcl"))


def _yet_to(tree: Tree, i: int) -> bool:
    """ "have yet to meet"."""
    return i > 1 and tree.low(i - 1) == "to" and tree.low(i - 2) == "yet"


def _did_not_happen(tree: Tree, trigger: int) -> bool:
    """ "the meeting did not take place": one that was planned; "no meeting took place" tells of none."""
    verb = tree.head(trigger)
    definite = any(tree.low(c) in {"the", "their", "that", "this"} for c in tree.children(trigger, "det", "poss"))
    if verb is None or not definite or tree.nodes[trigger].dep != "nsubj":
        return False
    place = any(tree.low(c) == "place" for c in tree.children(verb, "dobj"))
    return tree.phrase(verb) in lexicon.statuses().happening and (place or tree.nodes[verb].lemma != "take")


def _not_picked_up(tree: Tree, trigger: int) -> int | None:
    """ "did not pick up when X called": the verb of a call that was only tried."""
    words = lexicon.replies().unreached
    verbs = (a for a in tree.ancestors(trigger) if tree.phrase(a) in words and negated(tree, a))
    return next(verbs, None) if tree.nodes[trigger].dep == "advcl" else None


def _unanswered(tree: Tree, trigger: int) -> Verdict | None:
    """ "the calls went unanswered"."""
    tried = _not_picked_up(tree, trigger)
    if tried is not None:
        return Verdict("refused", trigger, "status.not-picked-up")
    head = tree.head(trigger)
    if (
        head is None
        or not {tree.low(c) for c in tree.children(head, "acomp", "oprd", "attr")} & lexicon.statuses().failed
    ):
        return None
    return Verdict("refused", head, "status.failed")


def _by_governor(tree: Tree, trigger: int, verbs: list[int], refusals: list[int]) -> Verdict | None:
    """What the verbs above make of the contact; a refusal outweighs the plan that was refused."""
    if aside(tree, trigger):
        return None
    order = sorted(verbs, key=lambda k: kind_of(tree, k) not in {"refused", "cancelled", "attempted"})
    return next((v for i in order if (v := governed(tree, i, trigger, refusals))), None)


def _by_clause(tree: Tree, trigger: int, clause: list[int], refusals: list[int]) -> Verdict | None:
    """What modals, negation and infinitives of the contact's own clause make of it."""
    words = lexicon.statuses()
    if any(has_mark(tree, i) for i in clause):
        return Verdict("", trigger, "status.conditional")
    for i in clause:
        told = modal(tree, i) or is_to(tree, i)
        if told and refusals and tree.phrase(trigger) in {"get through", "reach"}:
            return Verdict("refused", i, "status.not-reached")
        if told:
            status = told if not refusals else "refused" if told == "planned" else ""
            return Verdict(status, i, f"status.{told}-modal", was_to(tree, i))
    if refusals and last_time(tree, trigger) is not None:
        return Verdict("held", trigger, "status.since")
    if refusals and _did_not_happen(tree, trigger):
        return Verdict("cancelled", refusals[0], "status.not-held")
    if refusals:
        determiners = {tree.low(c) for c in tree.children(trigger, "det")}
        none = tree.nodes[trigger].tag.startswith("N") and bool(determiners & words.negations)
        none = none or any(tree.low(c) in {"do", "does"} for c in tree.children(trigger, "aux"))
        return Verdict("refused" if failed(tree) and not none else "", refusals[0], "status.negated")
    if any(infinitive(tree, i) and (not purpose(tree, i) or on_the_way(tree, i)) for i in clause):
        return Verdict("planned", clause[0], "status.infinitive", was_to(tree, clause[0]))
    return None


def _plain(tree: Tree, trigger: int, verbs: list[int]) -> Verdict:
    """Nothing speaks against it: the contact took place, unless it is a habit or stands under a condition."""
    words = lexicon.statuses()
    marks = {tree.low(c) for i in verbs for c in tree.children(i, "mark", "advmod")}
    own = [k for k in tree.subtree(trigger) if not _below_other_verb(tree, k, trigger)]
    usual = any(tree.low(k) in words.habitual for k in own) or _told_of_whom(tree, trigger)
    if tree.nodes[trigger].tag.startswith("V") and usual:
        return Verdict("", trigger, "status.habitual")
    if _counted(tree, trigger):
        return Verdict("", trigger, "status.counted")
    return Verdict("" if marks & {"if", "unless", "whether"} else "held", trigger, "status.plain")


def _told_of_whom(tree: Tree, trigger: int) -> bool:
    """ "the committee, whose chairmen meet and sign something": what they do, without a word of when."""
    if tree.nodes[trigger].tag not in {"VB", "VBP", "VBZ"} or tree.children(trigger, "aux"):
        return False
    dated = any(isinstance(tree.units[k].meaning, TimeExpression) for k in tree.subtree(trigger))
    subject = [k for s in tree.children(trigger, "nsubj") for k in (s, *tree.children(s, "poss"))]
    return not dated and any(tree.nodes[k].tag in {"WP", "WP$", "WDT"} for k in subject)


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
        arranged = tree.nodes[child].dep == "acl" and tree.nodes[child].lemma in words.governors["planned"] - (
            words.held_verbs  # "a meeting of colonels followed in May"
        )
        if (
            (arranged or lemma in words.planned_adjectives)
            and not _happened(tree, trigger)
            and not cancelled_above(tree, trigger)
        ):
            return Verdict("planned", child, "status.adjective")
    return None


def _happened(tree: Tree, trigger: int) -> bool:
    """ "the long-planned talks took place"."""
    verb = tree.verb_above(trigger)
    if verb is None or tree.nodes[verb].tag not in {"VBD", "VBN"} or modal(tree, verb) or is_to(tree, verb):
        return False
    place = any(tree.low(c) == "place" for c in tree.children(verb, "dobj"))
    return place or tree.nodes[verb].lemma in lexicon.statuses().held_verbs
