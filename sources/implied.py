"""Steps told without naming what they are steps of: "announced its own suspension", "gave notice", "followed suit"."""

from __future__ import annotations

from collections.abc import Iterator

from backchannel.ontology import lexicon
from backchannel.sources.arguments import subjects, under
from backchannel.sources.dates import TimeExpression
from backchannel.sources.governors import Turn, no_longer, settled
from backchannel.sources.instruments import Instrument
from backchannel.sources.parties import PartyMention
from backchannel.sources.people import Sighting
from backchannel.sources.reduction import Tree
from backchannel.sources.verb_forms import hypothetical, negated, progressive

PREPOSITIONS = frozenset({"on", "in", "at", "from", "to", "for", "with", "of"})
SAME = "same"
NO_LONGER_THAN = 12


def implied(tree: Tree) -> Iterator[tuple[Instrument, Turn]]:
    """The steps of a sentence that leave it to the sentence before what they are steps of.

    The kind of a turn is ``SAME`` where it is that of the step told before.
    """
    for k, node in enumerate(tree.nodes):
        turn = _announced(tree, k) if node.tag.startswith("NN") else _done(tree, k)
        if turn:
            yield _mention(tree, k), turn


def _done(tree: Tree, k: int) -> Turn | None:
    """The step that verb ``k`` tells."""
    return _left(tree, k) or _followed(tree, k) or _said_no(tree, k)


def _said_no(tree: Tree, v: int) -> Turn | None:
    """ "Ankara said no": a refusal of what was proposed."""
    if tree.nodes[v].lemma != "say" or tree.nodes[v].tag != "VBD" or hypothetical(tree, v):
        return None
    no = [c for c in tree.children(v, "intj", "dobj", "det", "neg", "advmod") if tree.low(c) == "no"]
    alone = len(tree.units) < NO_LONGER_THAN and any(c == v + 1 for c in no)
    told = _by_party(tree, v) or any(isinstance(tree.units[s].meaning, Sighting) for s in subjects(tree, v))
    return Turn("rejected", v, "change.implied", (v,)) if alone and told else None


def _mention(tree: Tree, k: int) -> Instrument:
    word = tree.low(k)
    return Instrument(
        k, tree.units[k].span, word, word, "", definite=True, bare=True, strong=False, pronoun=True, implied=True
    )


def _announced(tree: Tree, n: int) -> Turn | None:
    """ "announced its own suspension the next day", "the suspension of Russia's participation"."""
    words, head = lexicon.arrangements(), tree.head(n)
    if head is not None and tree.low(n) in words.clauses and tree.nodes[n].dep in {"dobj", "nsubjpass"}:
        held = {tree.nodes[head].lemma, tree.phrase(head)} & words.kinds["suspended"]
        return settled(tree, Turn("suspended", head, "change.implied", (head,))) if held else None
    if head is None or tree.nodes[n].dep != "dobj" or tree.nodes[head].lemma not in words.reporting | {"order"}:
        return None
    of = [o for p in tree.children(n, "prep") for o in tree.children(p, "pobj")]
    plain = all(tree.low(o) in words.transparent or isinstance(tree.units[o].meaning, PartyMention) for o in of)
    kind = next((k for k in ("suspended", "resumed", "extended") if tree.low(n) in words.nominal[k]), "")
    owned = tree.children(n, "poss") or of
    return settled(tree, Turn(kind, n, "change.implied", (n, head, *of))) if kind and plain and owned else None


def _left(tree: Tree, v: int) -> Turn | None:
    """ "announced that Washington was leaving", "Moscow gave notice in January"."""
    words = lexicon.arrangements()
    if not tree.nodes[v].tag.startswith("V"):
        return None
    if hypothetical(tree, v):
        return _foretold(tree, v)
    given = {tree.low(o) for o in tree.children(v, "dobj")}
    notice = tree.nodes[v].lemma in {"give", "serve"} and bool(given & {"notice"})
    freed = tree.nodes[v].lemma in words.unbinding and no_longer(tree, v) and not tree.children(v, "prep", "agent")
    leaving = tree.nodes[v].lemma in words.leaving and progressive(tree, v) and not tree.children(v, "dobj", "prep")
    by_person = notice and any(isinstance(tree.units[s].meaning, Sighting) for s in subjects(tree, v))
    if not (notice or leaving or freed) or not (_by_party(tree, v) or by_person):
        return None
    told = [tree.nodes[v].head] if tree.nodes[v].dep == "ccomp" else []
    return None if negated(tree, v) and not freed else Turn("withdrawn", v, "change.implied", (*told, v))


def _foretold(tree: Tree, v: int) -> Turn | None:
    """ "announced that it would leave"."""
    words, teller = lexicon.arrangements(), tree.head(v)
    alone = tree.nodes[v].lemma in words.leaving and not tree.children(v, "dobj", "prt", "neg")
    bare = alone and all(isinstance(tree.units[o].meaning, TimeExpression) for o in under(tree, v, PREPOSITIONS))
    told = teller is not None and tree.nodes[v].dep == "ccomp" and tree.nodes[teller].lemma in words.reporting
    would = any(tree.low(c) in {"would", "will"} for c in tree.children(v, "aux"))
    if teller is None or not (bare and told and would) or not _by_party(tree, v):
        return None
    return None if negated(tree, teller) else Turn("withdrawn", teller, "change.implied", (teller,))


def _followed(tree: Tree, v: int) -> Turn | None:
    """ "Russia followed in December", "Moscow did the same the next day"."""
    if tree.nodes[v].tag != "VBD" or negated(tree, v) or hypothetical(tree, v) or not _by_party(tree, v):
        return None
    objects = {tree.low(o) for o in tree.children(v, "dobj", "advmod")}
    alike = tree.nodes[v].lemma == "do" and bool(objects & {"same", "likewise", "so"})
    suit = tree.nodes[v].lemma == "follow" and objects <= {"suit", "soon", "later", "quickly"}
    near = {tree.low(k) for p in tree.children(v, "prep") for k in [p]} <= {"in", "on", "after", "within", "at"}
    return Turn(SAME, v, "change.implied", (v,)) if alike or suit and near else None


def _by_party(tree: Tree, v: int) -> bool:
    """Whether a country or an organisation, or "it", is the subject of verb ``v``."""
    return any(isinstance(tree.units[s].meaning, PartyMention) or tree.low(s) == "it" for s in subjects(tree, v))
