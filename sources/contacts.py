"""Frames of meetings and calls, sentence by sentence: kind, status, sides, date and venue of each contact told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from backchannel.ontology import lexicon
from backchannel.sources.attention import acting_on, sides_named, subject_of
from backchannel.sources.contact_dates import asked_on, times_of
from backchannel.sources.cues import Cue, call_word, face_to_face, over_a_line, purpose_of_contact
from backchannel.sources.dates import Interval, TimeExpression
from backchannel.sources.discourse import Discourse
from backchannel.sources.doing_so import did_so
from backchannel.sources.ellipsis import attended, counted, gapped, joined, led, pair_acting
from backchannel.sources.frames import Frame, When, Where
from backchannel.sources.governing import Verdict
from backchannel.sources.moments import Setting, date_of
from backchannel.sources.occasions import occasions
from backchannel.sources.partner_phrases import Telling
from backchannel.sources.partners import tellings
from backchannel.sources.place_names import PlaceMention
from backchannel.sources.recurrence import (
    again,
    between_others,
    definite,
    of_strangers,
    ordinal_of,
    serial,
    taken_up_again,
)
from backchannel.sources.reduction import Tree
from backchannel.sources.replies import replies
from backchannel.sources.scenes import Scene, after, announces, in_scene
from backchannel.sources.sides import Side, distinct, number_of, two_sided
from backchannel.sources.status import invited, status_of
from backchannel.sources.venues import place_of
from backchannel.sources.verb_partners import entry_of

COLLECTIVE = frozenset({"party.of-group", "party.back-reference", "party.of-plural"})
"""Rules by which the sides of a contact are whole groups, so that "they" and "their" mean these."""

LONG_AGO = 270
"""Days before publication from which "the commanders" may mean the predecessors of those named."""
BY_ROLE = "participant.back-reference"


class Extractor:
    """Reads the contact frames of one article, line by line, keeping track of its discourse."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse = discourse
        self.last: Frame | None = None
        self.there: tuple[Where, ...] = ()
        self.event: Interval | None = None
        self.before: Interval | None = None
        self.principal = ""
        self.told: Frame | None = None
        self.scene = Scene()

    def read(self, tree: Tree, cues: Sequence[Cue], setting: Setting) -> list[Frame]:
        """The frames of one sentence with ``cues``; takes note of what later ones may refer back to."""
        self.before = self.event
        wanted = [c for c in cues if not purpose_of_contact(tree, c) and not self._joins(tree, c)]
        triggers = frozenset(c.index for c in wanted for _ in islice(self._tellings(tree, c, setting), 1))
        frames: list[Frame] = []
        for cue in (c for c in wanted if c.index in triggers):
            told = list(self._tellings(tree, cue, setting))
            for number, telling in enumerate(told):
                found = list(self._frames(tree, cue, telling, triggers, setting))
                if len(told) > 1:
                    dates = times_told(tree, cue, triggers, setting, self.before)
                    found = _shared_out(found, number, len(told), dates)
                frames += found
                self._note_frames(found)
        spoken_of = frames[-1] if frames else self.told
        if spoken_of:
            frames += replies(tree, spoken_of, self.discourse)
            frames += did_so(tree, spoken_of, self.discourse, setting, self.event)
        if self.last:
            frames += [] if frames else pair_acting(tree, self.last, self.discourse)
            frames += led(tree, self.last, self.discourse)
            frames += [] if frames else attended(tree, self.last, self.discourse)
        frames += gapped(tree, frames, self.discourse, setting)
        if self.last:
            frames += counted(tree, self.last, self.discourse, self.event)
        self._note_frames(frames)
        self._note(tree, frames, setting, announces(tree, wanted))
        return frames

    def _tellings(self, tree: Tree, cue: Cue, setting: Setting) -> Iterator[Telling]:
        """Who met whom by a cue, as far as that is enough for a contact; what was told just before counts."""
        return (t for t in tellings(tree, cue, self.discourse) if self._enough(tree, cue, t, setting))

    def _joins(self, tree: Tree, cue: Cue) -> bool:
        """ "X joined the talks", "X took part in the talks by telephone": more of the contact told before."""
        told = self.last is not None and tree.line.sentence.index - self.last.line < 3
        return told and joined(tree, cue.index) and definite(tree, cue)

    def _enough(self, tree: Tree, cue: Cue, telling: Telling, setting: Setting) -> bool:
        """Whether a weak cue has two sides, or is one of a series whose sides are known."""
        people = distinct(telling)[0]
        if not cue.weak or two_sided(telling):
            return True
        if cue.verb and len(people) == 1 and self.principal and self.principal not in people:
            return True
        series = cue.kind in {"Series", "Back"} or (not cue.verb and tree.low(cue.index) in lexicon.contacts().sessions)
        known = self.last is not None and series
        verdict = status_of(tree, cue.index)
        return known and (serial(tree, cue) or verdict.status not in {"held", ""} or self._fixed(tree, cue, setting))

    def _fixed(self, tree: Tree, cue: Cue, setting: Setting) -> bool:
        """Whether a noun has a day and a place of its own: "a session that opened in Paris on 3 May"."""
        if not any(tree.low(c) in {"a", "an", "another"} for c in tree.children(cue.index, "det")):
            return False
        own, verdict = frozenset({cue.index}), status_of(tree, cue.index)
        dated = self.scene.when or times_of(tree, cue.index, own, setting, verdict, self.event)
        return bool(dated) and bool(place_of(tree, cue.index, own, setting, self.there))

    def _frames(
        self, tree: Tree, cue: Cue, telling: Telling, triggers: frozenset[int], setting: Setting
    ) -> Iterator[Frame]:
        verdict = status_of(tree, cue.index)
        if cue.kind == "Invitation":
            verdict = invited(tree, cue.index, verdict)
        if cue.kind == "Visit" and verdict.status == "held":
            return
        if verdict.status in {"planned", "proposed"} and taken_up_again(tree, cue):
            return
        times = times_of(tree, cue.index, triggers, setting, verdict, self.before)
        where = place_of(tree, cue.index, triggers, setting, self.there)
        verdict = _still_ahead(verdict, times, setting)
        told = occasions(tree, times, where, setting)
        now = verdict.status == "held" or cue.kind == "Call"
        first, heading = told[0], setting.heading if len(triggers) == 1 and now else None
        frame = self._frame(tree, cue, telling, verdict, first.when or heading, first.where)
        if verdict.status in {"proposed", "refused"}:
            frame = replace(frame, asked=asked_on(tree, cue.index, setting, verdict, self.before))
        others = between_others(tree, cue)
        if not of_strangers(tree, cue, self.last.parties if self.last else self.discourse.parties):
            frame = self._inherit(frame if others else self._with_principal(frame), others)
        frame = in_scene(tree, frame, self.scene, self.last is not None)
        frame = _of_their_day(tree, frame, setting)
        self.event = frame.when.interval if frame.when else self.event
        entry = entry_of(tree, cue.index) if cue.verb else None
        if entry and entry.placed and not _face_to_face(tree, cue, frame):
            return
        yield frame
        yield from (replace(frame, when=o.when, where=o.where, again=o.again or frame.again) for o in told[1:])

    def _frame(
        self, tree: Tree, cue: Cue, telling: Telling, verdict: Verdict, when: When | None, where: Where | None
    ) -> Frame:
        kind, kind_at = self._kind(tree, cue, where is not None or face_to_face(tree))
        rule = f"contact.{'verb' if cue.verb else 'noun'}.{tree.nodes[cue.index].lemma}"
        return Frame(
            tree.line.sentence.index,
            tree.units[cue.index].span,
            tree.low(cue.index),
            rule,
            kind,
            tree.units[kind_at].span,
            verdict.status,
            tree.units[verdict.word].span,
            verdict.rule,
            tuple(dict.fromkeys(telling)),
            when,
            where,
            definite(tree, cue),
            again(tree, cue) or verdict.rule == "status.since",
            ordinal=ordinal_of(tree, cue),
            series=cue.kind == "Series",
            indefinite=not cue.verb
            and any(tree.low(c) in {"a", "an", "another"} for c in tree.children(cue.index, "det")),
        )

    def _kind(self, tree: Tree, cue: Cue, placed: bool) -> tuple[str, int]:
        by_phone = call_word(tree, cue.index)
        entry = lexicon.contacts().verbs.get(tree.nodes[cue.index].lemma)
        if cue.verb and entry and entry.placed and by_phone is not None and not over_a_line(tree, by_phone):
            by_phone = None
        if cue.kind in {"Series", "Back"}:
            return (self.last.kind if self.last else "Any"), cue.index
        if cue.kind in {"Any", "Talk"} and by_phone is not None:
            return "Call", by_phone
        if cue.kind == "Talk":
            return ("Meeting" if placed else "Talk"), cue.index
        if cue.kind == "Meeting" and by_phone is not None and tree.low(by_phone) not in {"call", "calls", "line"}:
            return "Call", by_phone
        return ("Meeting" if cue.kind in {"Visit", "Invitation"} else cue.kind), cue.index

    def _with_principal(self, frame: Frame) -> Frame:
        """ "In the conversation with X": the other one is the person whose contacts the article goes through."""
        principal = self.principal
        own = set(self.discourse.sides_of.get(principal, ()))
        one_sided = len(frame.people) == 1 and len(frame.parties) < 2 and principal and principal not in frame.people
        if not one_sided or not own or own & frame.parties:
            return frame
        party = self.discourse.sides_of[principal][0]
        undated = not frame.again and frame.when is None and frame.asked is None
        dated = self.told.when if self.told and undated else None
        when = replace(dated, rule="date.of-series") if dated else frame.when
        kind = self.told.kind if self.told and frame.kind == "Any" else frame.kind
        return replace(
            frame,
            sides=(Side(principal, party, frame.trigger, "participant.principal"), *frame.sides),
            when=when,
            kind=kind,
        )

    def _inherit(self, frame: Frame, others: bool) -> Frame:
        """A contact told without its sides is between those last spoken of, if something sets it apart.

        Where the words name ``others`` as those who met, the people last spoken of did not.
        """
        if two_sided(frame.sides) and len(frame.parties) > 1:
            return frame
        parties = self.last.parties if self.last else frozenset(self.discourse.parties)
        own = frame.definite or frame.when or frame.where or frame.status not in {"held", ""} or len(frame.people) > 1
        dated = frame.when is not None and frame.where is not None and not frame.sides
        known = self.last or self.discourse.told or frame.definite or len(frame.people) > 1 or dated
        if not own or not frame.parties <= parties or not known:
            return frame
        if self.last and self.last.people and not frame.people and not others and self._same_pair(frame, self.last):
            return replace(frame, sides=tuple(replace(s, span=frame.trigger) for s in self.last.sides), inherited=True)
        named = {s.party for s in frame.sides}
        sides = [
            *frame.sides,
            *(Side("", p, frame.trigger, "party.inherited") for p in sorted(parties) if p not in named),
        ]
        return replace(frame, sides=tuple(sides), inherited=len(frame.people) < 2)

    def _same_pair(self, frame: Frame, last: Frame) -> bool:
        """ "the previous one", "their first meeting … followed by a call": the same people as before."""
        if frame.word.rstrip("s") in lexicon.contacts().rounds or len(last.people) != 2:
            return False
        one = frame.series and frame.word == "one"
        counted = frame.definite and frame.ordinal == "" and frame.again and (not frame.series or frame.word == "first")
        next_one = frame.ordinal != "" and frame.indefinite and frame.word in lexicon.contacts().counted
        return one or counted or next_one or (last.line == frame.line and last.inherited)

    def _note_frames(self, frames: list[Frame]) -> None:
        for frame in frames:
            people = tuple(dict.fromkeys(s.person for s in frame.sides if s.person))
            if len(frame.parties) > 1 and frame.status:
                self.discourse.between(tuple(dict.fromkeys(s.party for s in frame.sides if s.party)))
                self.last = frame
            if len(people) > 1:
                self.discourse.group = people
            if people or any(s.rule in COLLECTIVE for s in frame.sides):
                self.discourse.collective = not people
            if people and self.principal not in people:
                self.principal = people[0]
            self.there = (frame.where, *self.there) if frame.where else self.there
            self.told = frame

    def _note(self, tree: Tree, frames: list[Frame], setting: Setting, several: bool) -> None:
        if any(tree.low(i) in {"he", "she"} and n.dep == "nsubj" for i, n in enumerate(tree.nodes)):
            self.discourse.recall(self.discourse.subject)
        self.discourse.mention(tree.line)
        told = [
            When(r, u.meaning.span, "date.scene")
            for u in tree.units
            if isinstance(u.meaning, TimeExpression)
            and u.meaning.kind in {"absolute", "weekday", "deictic"}
            and (r := date_of(u.meaning, setting, "past", None))
        ]
        if told and not any(f.when for f in frames):
            self.event = told[-1].interval
        self._set_scene(tree, frames, told, several)
        places = [u.meaning for u in tree.units if isinstance(u.meaning, PlaceMention)]
        if places and not any(f.where for f in frames) and places[0].kind != "country":
            self.there = (Where.of(places[0]), *self.there)
        if not any(len(f.parties) > 1 for f in frames):
            named = sides_named(tree, self.discourse)
            self.discourse.between(named or self.discourse.parties)
            self.discourse.told = self.discourse.told or bool(named)
            acting = acting_on(tree, self.discourse)
            self.discourse.group = acting or self.discourse.group
            self.discourse.collective = self.discourse.collective and not acting
        self.discourse.subject = subject_of(tree, self.discourse) or self.discourse.subject


    def _set_scene(self, tree: Tree, frames: list[Frame], told: Sequence[When], several: bool) -> None:
        host = subject_of(tree, self.discourse) or self.discourse.subject if several else ""
        complete = any(len(f.parties) > 1 for f in frames) or bool(frames) and not several
        self.scene = after(self.scene, tree, told, complete, host)


def _of_their_day(tree: Tree, frame: Frame, setting: Setting) -> Frame:
    """ "At the twelfth round, in 2021, the commanders agreed": those of long ago need not be those of now."""
    if not frame.when or not setting.published or (setting.published - frame.when.interval.latest).days < LONG_AGO:
        return frame
    words = lexicon.contacts().roles
    roles = {u.span for i, u in enumerate(tree.units) if tree.low(i) in words and not number_of(tree, i)}
    sides = (replace(s, person="") if s.rule == BY_ROLE and s.span in roles else s for s in frame.sides)
    return replace(frame, sides=tuple(dict.fromkeys(sides)))


def _still_ahead(verdict: Verdict, times: Sequence[When], setting: Setting) -> Verdict:
    """ "flies to Ottawa next Monday for talks": what the present tense tells of a day to come is planned."""
    ahead = setting.published and times and times[0].interval.earliest > setting.published
    if verdict.status != "held" or not ahead:
        return verdict
    return replace(verdict, status="planned", rule="status.future-date")


def _face_to_face(tree: Tree, cue: Cue, frame: Frame) -> bool:
    """ "A and B signed it in Paris", "agreed over the hotline": a pair, at one place or over one line."""
    partner = any(tree.low(c) == "with" for c in tree.children(cue.index, "prep"))
    pair = len(frame.people) > 1 or any(s.rule == "party.of-group" for s in frame.sides)
    at_one_place = frame.where is not None and frame.when is not None
    with_partner = partner and tree.nodes[cue.index].lemma != "sign"
    return with_partner or pair and (at_one_place or frame.kind == "Call")


def times_told(tree: Tree, cue: Cue, triggers: frozenset[int], setting: Setting, event: Interval | None) -> list[When]:
    """The dates told of a cue, in the order of the sentence."""
    found = times_of(tree, cue.index, triggers, setting, status_of(tree, cue.index), event)
    return sorted(found, key=lambda w: w.span)


def _shared_out(frames: list[Frame], number: int, tellings: int, times: list[When]) -> list[Frame]:
    """ "with A on Sunday and with B on Monday": as many dates as partners belong to one each."""
    if len(times) != tellings:
        return frames
    return [replace(f, when=times[number]) for f in frames]


