"""Contacts and participants that a sentence tells without a verb or a noun of contact of its own."""

from __future__ import annotations

from dataclasses import replace

from backchannel.ontology import lexicon
from backchannel.sources.arguments import subjects, under
from backchannel.sources.dates import Interval, TimeExpression, antecedent, resolve
from backchannel.sources.discourse import Discourse
from backchannel.sources.frames import Frame, When
from backchannel.sources.moments import Setting
from backchannel.sources.partners import leaders
from backchannel.sources.people import Sighting
from backchannel.sources.reduction import Tree
from backchannel.sources.sides import Side, distinct, sides_at
from backchannel.sources.verb_forms import finite, negated


def gapped(tree: Tree, frames: list[Frame], discourse: Discourse, setting: Setting) -> list[Frame]:
    """ "A and B had last talked on Friday, C and D a week later": the same kind of contact without its verb."""
    if not frames:
        return []
    used = {s.span for f in frames for s in f.sides}
    model = frames[-1]
    for i in range(len(tree.units) - 4):
        at = i + 4 + (tree.low(i + 4) in {"on", "in"} and i + 5 < len(tree.units))
        time = tree.units[at].meaning
        if not _pair_at(tree, i) or not isinstance(time, TimeExpression) or tree.units[i + 1].span in used:
            continue
        interval = resolve(time, setting.published, "past", model.when.interval if model.when else None)
        sides = tuple(dict.fromkeys(s for k in (i + 1, i + 3) for s in sides_at(tree, k, discourse)))
        when = When(interval, time.span, "date.gapped") if interval else None
        return [replace(model, sides=sides, when=when, rule="contact.gapped", trigger=tree.units[i + 1].span)]
    return []


def _pair_at(tree: Tree, i: int) -> bool:
    """Whether ", A and B" stands at word ``i``."""
    names = all(isinstance(tree.units[k].meaning, Sighting) for k in (i + 1, i + 3))
    return names and tree.low(i) in {",", ";"} and tree.low(i + 2) == "and"


def counted(tree: Tree, last: Frame, discourse: Discourse, event: Interval | None) -> list[Frame]:
    """ "It came six days after one between C and D": another contact of the kind, dated from the one just told."""
    for i in range(1, len(tree.units)):
        time = tree.units[i - 1].meaning
        if tree.low(i) != "one" or not isinstance(time, TimeExpression):
            continue
        sides = [s for o in under(tree, i, ["between", "with"]) for s in sides_at(tree, o, discourse)]
        interval = antecedent(time, event) if event else None
        if len({s.party for s in sides if s.party}) > 1:
            when = When(interval, time.span, "date.counted") if interval else None
            told = replace(last, line=tree.line.sentence.index, trigger=tree.units[i].span, where=None)
            return [replace(told, sides=tuple(sides), when=when, rule="contact.one", definite=False)]
    return []


def led(tree: Tree, last: Frame, discourse: Discourse) -> list[Frame]:
    """ "The American team was led by X": X took part in the contact just told."""
    people = leaders(tree, discourse)
    parties = tuple(Side("", s.party, s.span, s.rule) for s in last.sides if s.party)
    return [_more_of(tree, last, (*people, *parties), "contact.led-by")] if people else []


def joined(tree: Tree, i: int) -> bool:
    """ "joined the talks", "took part in the talks": whether noun ``i`` is what somebody attended."""
    head, dep = tree.head(i), tree.nodes[i].dep
    if head is not None and dep == "pobj" and tree.low(head) == "in":
        verb = tree.head(head)
        return verb is not None and _takes_part(tree, verb)
    return head is not None and dep == "dobj" and tree.nodes[head].lemma in lexicon.contacts().attendance


def _takes_part(tree: Tree, v: int) -> bool:
    return tree.nodes[v].lemma == "take" and any(tree.low(c) == "part" for c in tree.children(v, "dobj"))


def attended(tree: Tree, last: Frame, discourse: Discourse) -> list[Frame]:
    """ "X also took part", "Y attended": another one who was at the contact just told."""
    words = lexicon.contacts()
    if last.status != "held" or tree.line.sentence.index > last.line + 3:
        return []
    for v, node in enumerate(tree.nodes):
        attends = node.lemma in words.attendance or tree.phrase(v) in words.attendance
        part = _takes_part(tree, v)
        meant = all(tree.nodes[o].lemma in words.nouns or part for o in tree.children(v, "dobj"))
        if not (attends or part) or not meant or negated(tree, v) or not finite(tree, v):
            continue
        sides = [s for i in subjects(tree, v) for s in sides_at(tree, i, discourse) if s.person]
        new = [s for s in sides if s.person not in last.people and (not s.party or s.party in last.parties)]
        if new:
            return [_more_of(tree, last, (*new, *last.sides), "contact.attended")]
    return []


def pair_acting(tree: Tree, last: Frame, discourse: Discourse) -> list[Frame]:
    """ "The chiefs of both armies met on Monday. A and B went over …": the pair that acts together took part."""
    if last.people or tree.line.sentence.index > last.line + 2:
        return []
    strangers = Discourse(discourse.sides_of)
    for v, node in enumerate(tree.nodes):
        pair = [s for i in tree.children(v, "nsubj") for s in sides_at(tree, i, strangers) if s.person]
        people, parties = distinct(pair)
        if node.tag.startswith("V") and len(people) > 1 and set(parties) >= last.parties and len(parties) > 1:
            return [_more_of(tree, last, tuple(pair), "contact.pair")]
    return []


def _more_of(tree: Tree, last: Frame, sides: tuple[Side, ...], rule: str) -> Frame:
    """A further telling of the contact ``last`` that only adds who took part."""
    line = tree.line.sentence.index
    told = replace(last, line=line, trigger=sides[0].span, sides=sides, rule=rule)
    return replace(told, definite=True, indefinite=False, when=None, where=None)
