"""What makes a mention one between two sides and their armed forces, where its own words do not."""

from __future__ import annotations

from collections.abc import Sequence

from backchannel.ontology import lexicon
from backchannel.ontology.reference import reference
from backchannel.sources.arrangement_frames import ChangeFrame
from backchannel.sources.instruments import Instrument
from backchannel.sources.reduction import Tree
from backchannel.sources.sides import Side


def spoken_of(noun: Instrument, changes: Sequence[ChangeFrame]) -> bool:
    """ "Tehran suspended these talks in May": contacts told before that are a channel by what became of them."""
    talks = noun.bare and noun.definite and noun.word in lexicon.arrangements().families["forum"]
    return talks and any(c.kind in {"suspended", "resumed"} for c in changes)


def called_on(tree: Tree, noun: Instrument, changes: Sequence[ChangeFrame]) -> bool:
    """ "The line on which the warning came": what a clause tells is said over it makes it a line between sides."""
    words = lexicon.arrangements()
    said = {tree.low(k) for c in tree.children(noun.index, "relcl") for k in tree.subtree(c)}
    return bool(changes and noun.definite and noun.word in words.families["line"] and said & words.conversations)


def military(tree: Tree) -> bool:
    """Whether the sentence speaks of armed forces; a telephone alone is of them only between parties."""
    words = lexicon.arrangements()
    told = {w.strip(".,;:()'\"").lower() for w in tree.line.text.split()}
    return bool(told & (words.military if tree.line.parties else words.military - words.civil))


def allied(sides: Sequence[Side]) -> bool:
    """Whether an alliance is one of two sides or more."""
    organizations = reference().organizations
    return any(s.party in organizations and organizations[s.party].kind == "alliance" for s in sides)
