"""Frames of meetings and calls: which words of a parsed sentence tell of a contact, who took part, and its status."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from backchannel.ontology import lexicon
from backchannel.sources.dates import Interval, TimeExpression, resolve
from backchannel.sources.frames import Frame, When, Where
from backchannel.sources.moments import Setting, Tense, place_of, time_of
from backchannel.sources.people import Line, Sighting
from backchannel.sources.places import PlaceMention
from backchannel.sources.reduction import Tree
from backchannel.sources.sides import Discourse, Side, distinct, number_of, objects, sides_at, subjects, under
from backchannel.sources.status import status_of


@dataclass(frozen=True)
class Cue:
    """A word that may tell of a contact, with its lexicon entry: ``kind`` Meeting, Call, Any or Visit."""

    index: int
    kind: str
    verb: bool
    weak: bool


def cues(tree: Tree) -> tuple[Cue, ...]:
    """The words of a sentence that may tell of a contact."""
    out = []
    words = lexicon.contacts()
    for i, node in enumerate(tree.nodes):
        if tree.units[i].meaning is not None:
            continue
        if node.tag.startswith("V") and node.lemma in words.verbs:
            entry = words.verbs[node.lemma]
            if not entry.particle or any(tree.low(c) in entry.particle for c in tree.children(i)):
                out.append(Cue(i, entry.kind, True, entry.weak))
        elif node.tag.startswith("NN"):
            noun = tree.low(i) if tree.low(i) in words.nouns else node.lemma
            if noun in words.nouns and noun != "talk" and not _other_sense(tree, i):
                out.append(Cue(i, words.nouns[noun], False, noun in words.weak_nouns))
    return tuple(out)


def _other_sense(tree: Tree, i: int) -> bool:
    """"press conference", "a call for restraint", "the talk of the town"."""
    words = lexicon.contacts()
    before = {tree.low(c) for c in tree.children(i, "compound", "amod", "nmod")}
    if before & words.not_contacts or tree.nodes[i].dep in {"compound", "amod"}:
        return True
    prepositions = {tree.low(c) for c in tree.children(i, "prep")}
    return tree.nodes[i].lemma == "call" and "for" in prepositions and "with" not in prepositions


def is_call(tree: Tree, i: int) -> int | None:
    """The index of the word that makes the contact at ``i`` a call, or None."""
    cue_words = lexicon.contacts().call_cues
    near = [k for k in tree.subtree(i) if not _inside_other_clause(tree, k, i)]
    head = tree.head(i)
    if head is not None and tree.nodes[head].tag.startswith("V"):
        near += [k for c in tree.children(head, "prep", "advmod", "dobj") for k in tree.subtree(c)]
    return next((k for k in sorted(set(near)) if tree.low(k) in cue_words and (k != i or tree.nodes[k].tag.startswith("NN"))), None)


def _inside_other_clause(tree: Tree, k: int, i: int) -> bool:
    while k != i:
        if tree.nodes[k].dep in {"relcl", "advcl", "ccomp", "conj"} and tree.nodes[k].tag.startswith("V"):
            return True
        k = tree.nodes[k].head
    return False


class Extractor:
    """Reads the contact frames of one article, line by line, keeping track of its discourse."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse = discourse
        self.last: Frame | None = None
        self.there: Where | None = None
        self.event: Interval | None = None

    def read(self, tree: Tree, setting: Setting) -> list[Frame]:
        """The frames of one sentence; takes note of what later sentences may refer back to."""
        found = self._triggers(tree)
        triggers = frozenset(c.index for c, _ in found)
        frames: list[Frame] = []
        for cue, sides in found:
            frames += self._frames(tree, cue, sides, triggers, setting)
        leaders = self._leaders(tree)
        if leaders and self.last:
            parties = tuple(Side("", s.party, s.span, s.rule) for s in self.last.sides if s.party)
            frames.append(replace(self.last, line=tree.line.sentence.index, trigger=leaders[0].span, sides=(*leaders, *parties), rule="contact.led-by", definite=True, when=None, where=None))
        frames += gapped(tree, frames, self.discourse, setting)
        self._note(tree, frames)
        return frames

    def _triggers(self, tree: Tree) -> list[tuple[Cue, list[Side]]]:
        out = []
        for cue in cues(tree):
            sides = self._verb_sides(tree, cue.index) if cue.verb else self._noun_sides(tree, cue.index)
            if cue.kind == "Visit":
                sides = [*(sides or []), *_hosts(tree, cue.index)]
            if sides is not None and not _purpose_of_contact(tree, cue) and self._enough(tree, cue, sides):
                out.append((cue, sides))
        return out

    def _enough(self, tree: Tree, cue: Cue, sides: list[Side]) -> bool:
        """Whether a weak cue has two sides, or refers to a series of contacts whose sides are known."""
        people, parties = distinct(sides)
        if not cue.weak or len(people) > 1 or len(parties) > 1:
            return True
        series = tree.low(cue.index) in lexicon.contacts().sessions and (_again(tree, cue.index) or _definite(tree, cue.index, cue.verb) or _first(tree, cue.index))
        return not cue.verb and series and self.last is not None

    def _verb_sides(self, tree: Tree, v: int) -> list[Side] | None:
        """The sides of a contact verb; None if the verb does not tell of a contact here."""
        entry = lexicon.contacts().verbs[tree.nodes[v].lemma]
        subject = [s for i in subjects(tree, v) for s in sides_at(tree, i, self.discourse)]
        direct = objects(tree, v)
        other = [s for i in under(tree, v, entry.other) for s in sides_at(tree, i, self.discourse)]
        if entry.object:
            other += [s for i in direct for s in sides_at(tree, i, self.discourse)]
        if self._public(tree, v, entry) or (direct and entry.object and not other and not entry.visit):
            return None
        people, parties = distinct([*subject, *other])
        direct = [i for i in direct if tree.low(i) not in {"other", "another"}]
        if not other and not entry.alone or (entry.object and not entry.alone and not subject and tree.nodes[v].tag != "VBN"):
            return None
        if not other and direct and (entry.object or tree.nodes[v].lemma == "meet"):
            return None
        if len(people) < 2 and len(parties) < 2:
            return None
        return [*subject, *other]

    def _public(self, tree: Tree, v: int, entry: lexicon.ContactVerb) -> bool:
        """"spoke to reporters": the other side is an audience."""
        audience = [*under(tree, v, [*entry.other, "to", "with"]), *(objects(tree, v) if entry.object else [])]
        return any(tree.low(i) in lexicon.contacts().not_sides or tree.nodes[i].lemma in lexicon.contacts().not_sides for i in audience)

    def _noun_sides(self, tree: Tree, n: int) -> list[Side] | None:
        own = [*tree.children(n, "poss", "amod", "compound", "nmod", "appos"), *under(tree, n, ["between", "of", "with", "among", "involving", "by"])]
        own += [o for o in _deep(tree, n, {"between", "with"}) if o not in own]
        sides = [s for i in own for s in sides_at(tree, i, self.discourse)]
        verb = tree.head(n)
        while verb is not None and tree.nodes[verb].tag == "IN":
            verb = tree.head(verb)
        if verb is None or not tree.nodes[verb].tag.startswith("V"):
            return sides
        lemma = tree.nodes[verb].lemma
        around = [o for o in under(tree, verb, ["between", "with", "among"]) if o not in own]
        if tree.nodes[n].dep in {"dobj", "pobj", "nsubjpass"} and lemma in lexicon.contacts().light:
            around += subjects(tree, verb)
        elif tree.nodes[n].dep == "pobj" and sides:
            around = subjects(tree, verb)
        elif tree.nodes[n].dep == "nsubj" and lemma not in lexicon.statuses().held_verbs:
            around = under(tree, verb, ["between"])
        sides += [s for i in around for s in sides_at(tree, i, self.discourse)]
        return sides

    def _leaders(self, tree: Tree) -> list[Side]:
        """"The American team was led by X, the Russian by Y": who took part in the talks just told."""
        out: list[Side] = []
        for v, node in enumerate(tree.nodes):
            teams = [tree.low(s) for s in tree.children(v, "nsubjpass")]
            if node.lemma in {"lead", "head", "represent"} and set(teams) & lexicon.contacts().teams:
                agents = [o for a in tree.children(v, "agent") for o in tree.children(a, "pobj")]
                out += [s for i in agents for s in sides_at(tree, i, self.discourse) if s.person]
        return out

    def _frames(self, tree: Tree, cue: Cue, sides: list[Side], triggers: frozenset[int], setting: Setting) -> Iterator[Frame]:
        verdict = status_of(tree, cue.index)
        tense: Tense = "future" if verdict.status in {"planned", "proposed"} else "past"
        event = self.event
        when = time_of(tree, cue.index, triggers, setting, tense, event) or (setting.heading if len(triggers) == 1 else None)
        where = place_of(tree, cue.index, triggers, setting, self.there)
        kind, kind_at = self._kind(tree, cue, bool(where) or _face_to_face(tree))
        if cue.kind == "Visit" and verdict.status == "held":
            return
        frame = Frame(
            tree.line.sentence.index, tree.units[cue.index].span, tree.low(cue.index), f"contact.{'verb' if cue.verb else 'noun'}.{tree.nodes[cue.index].lemma}",
            kind, tree.units[kind_at].span, verdict.status, tree.units[verdict.word].span, verdict.rule, tuple(dict.fromkeys(sides)), when, where[0] if where else None,
            _definite(tree, cue.index, cue.verb), _again(tree, cue.index),
        )
        frame = self._inherit(frame)
        self.event = frame.when.interval if frame.when else self.event
        yield frame
        yield from (replace(frame, where=place) for place in where[1:])

    def _kind(self, tree: Tree, cue: Cue, placed: bool) -> tuple[str, int]:
        by_phone = is_call(tree, cue.index)
        if cue.kind == "Any":
            return ("Call", by_phone) if by_phone is not None else ("Any", cue.index)
        if cue.kind == "Talk":
            return ("Call", by_phone) if by_phone is not None else ("Meeting" if placed else "Call", cue.index)
        if cue.kind == "Meeting" and by_phone is not None and tree.low(by_phone) not in {"call", "calls", "line"}:
            return "Call", by_phone
        return ("Meeting" if cue.kind == "Visit" else cue.kind), cue.index

    def _inherit(self, frame: Frame) -> Frame:
        """A contact told without its sides is between the sides last spoken of, where something of its own sets it apart."""
        if len(frame.parties) > 1 or len(frame.people) > 1 or self.last is None:
            return frame
        if not frame.parties <= self.last.parties or not (frame.definite or frame.when or frame.where or frame.status not in {"held", ""}):
            return frame
        known = {s.party for s in frame.sides}
        sides = [*frame.sides, *(Side("", p, frame.trigger, "party.inherited") for p in sorted(self.last.parties) if p not in known)]
        return replace(frame, sides=tuple(sides), inherited=True)

    def _note(self, tree: Tree, frames: list[Frame]) -> None:
        line: Line = tree.line
        self.discourse.mention(line)
        for frame in frames:
            if len(frame.parties) > 1:
                self.discourse.parties = tuple(dict.fromkeys(s.party for s in frame.sides if s.party))
                self.last = frame
            if len(frame.people) > 1:
                self.discourse.group = tuple(dict.fromkeys(s.person for s in frame.sides if s.person))
            if frame.where:
                self.there = frame.where
        self.discourse.subject = _subject(tree) or self.discourse.subject


def _subject(tree: Tree) -> str:
    """The person who is the subject of the sentence."""
    for i, node in enumerate(tree.nodes):
        meaning = tree.units[i].meaning
        if node.dep in {"nsubj", "nsubjpass"} and isinstance(meaning, Sighting):
            return meaning.person
    return ""


def _definite(tree: Tree, i: int, verb: bool) -> bool:
    """Whether the words refer back: "the talks", "Thursday's meeting", "that call"."""
    if verb:
        return False
    determiners = {tree.low(c) for c in tree.children(i, "det", "poss", "predet")}
    dated = any(tree.nodes[c].dep == "poss" for c in tree.children(i))
    return bool(determiners & {"the", "this", "that", "these", "both", "their", "its"}) or dated


def _again(tree: Tree, i: int) -> bool:
    words = lexicon.statuses()
    own = {tree.low(c) for c in tree.children(i, "amod", "det", "advmod", "nummod")}
    return bool(own & (words.recurrence - {"first", "latest", "one", "new"})) or number_of(tree, i) > 1


def _hosts(tree: Tree, i: int) -> list[Side]:
    """The country visited: "a visit to Ankara"."""
    places = [tree.units[k].meaning for k in under(tree, i, ["to", "in"])]
    return [Side("", p.country, p.span, "party.visited") for p in places if isinstance(p, PlaceMention) and p.country]


def _purpose_of_contact(tree: Tree, cue: Cue) -> bool:
    """"met to discuss": the purpose of a contact is not another one."""
    if not cue.verb or tree.nodes[cue.index].tag != "VB":
        return False
    verbs, nouns = lexicon.contacts().verbs, lexicon.contacts().nouns
    to = any(tree.low(c) == "to" for c in tree.children(cue.index, "aux"))
    above = [tree.nodes[a] for a in tree.ancestors(cue.index)][:3]
    return to and any(n.tag.startswith("V") and n.lemma in verbs or n.lemma in nouns for n in above)


def _face_to_face(tree: Tree) -> bool:
    text = " ".join(u.word.lower() for u in tree.units)
    return any(cue in text for cue in sorted(lexicon.contacts().meeting_cues))


def _first(tree: Tree, i: int) -> bool:
    return any(tree.low(c) in {"first", "latest", "new", "one"} for c in tree.children(i, "amod", "nummod"))


def _deep(tree: Tree, n: int, prepositions: set[str]) -> list[int]:
    """Objects of the prepositions anywhere below noun ``n``, but not inside a clause: "talks in the UAE between A and B"."""
    below = [k for k in tree.subtree(n) if not _inside_other_clause(tree, k, n)]
    return [o for k in below if tree.low(k) in prepositions and tree.nodes[k].dep == "prep" for o in tree.children(k, "pobj")]


def gapped(tree: Tree, frames: list[Frame], discourse: Discourse, setting: Setting) -> list[Frame]:
    """"A and B had last talked on Friday, C and D a week later": the same kind of contact without its verb."""
    used = {s.span for f in frames for s in f.sides}
    model = frames[-1] if frames else None
    for i in range(len(tree.units) - 4):
        pair = [tree.units[i + 1].meaning, tree.units[i + 3].meaning]
        time = tree.units[i + 4].meaning
        plain = tree.low(i) in {",", ";"} and tree.low(i + 2) == "and" and isinstance(time, TimeExpression)
        if model is None or not plain or not all(isinstance(p, Sighting) for p in pair) or tree.units[i + 1].span in used:
            continue
        event = model.when.interval if model.when else None
        interval = resolve(time, setting.published, "past", event) if isinstance(time, TimeExpression) else None
        sides = [s for k in (i + 1, i + 3) for s in sides_at(tree, k, discourse)]
        when = When(interval, tree.units[i + 4].span, "date.gapped") if interval else None
        return [replace(model, sides=tuple(dict.fromkeys(sides)), when=when, rule="contact.gapped", trigger=tree.units[i + 1].span)]
    return []
