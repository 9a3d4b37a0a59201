"""The contacts of one article: frames that tell of the same contact are merged, recurring contacts are kept apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backchannel.sources.frames import Frame, When, Where
from backchannel.sources.sides import two_sided

FIRM = frozenset({"Meeting", "Call"})
OUTCOMES = (
    {"planned", "cancelled"},
    {"planned", "refused"},
    {"proposed", "cancelled"},
    {"proposed", "refused"},
)
REACH = 2
"""How many sentences on a contact is told again without a word that shows it to be the same."""
STRENGTH = ("held", "cancelled", "refused", "planned", "proposed")


@dataclass(frozen=True)
class Event:
    """One contact as the article tells it: all frames that tell of it, in order."""

    frames: tuple[Frame, ...]

    @property
    def kind(self) -> str:
        """Meeting or Call; where nothing tells which, a place or "talks" makes a meeting, "spoke" a call."""
        firm = next((f.kind for f in self.frames if f.kind in FIRM), "")
        placed = any(f.where and f.kind == "Any" for f in self.frames)
        return firm or ("Call" if not placed and any(f.kind == "Talk" for f in self.frames) else "Meeting")

    @property
    def status(self) -> str:
        """The strongest status told: a plan that took place is held."""
        told = {f.status for f in self.frames if not f.bare} or {f.status for f in self.frames}
        return next((s for s in STRENGTH if s in told), "")

    @property
    def people(self) -> frozenset[str]:
        """Keys of all named participants."""
        return frozenset().union(*(f.people for f in self.frames))

    @property
    def parties(self) -> frozenset[str]:
        """Codes of all parties; those taken from the context only where nothing else tells."""
        own = frozenset().union(*(f.parties for f in self.frames if not f.inherited))
        return own if len(own) > 1 else frozenset().union(*(f.parties for f in self.frames))

    @property
    def when(self) -> When | None:
        """The most precise date, of equally precise ones the first; for a refused call the day it was asked for."""
        dated = [f.when for f in self.frames if f.when]
        if not dated and self.status == "refused":
            dated = [f.asked for f in self.frames if f.asked]
        return min(dated, key=lambda w: w.interval.coarseness) if dated else None

    @property
    def where(self) -> Where | None:
        """The most specific venue, of equally specific ones the first; a call has none."""
        placed = [f.where for f in self.frames if f.where and self.kind != "Call"]
        return min(placed, key=lambda w: w.breadth) if placed else None


def merge_frames(frames: Sequence[Frame]) -> list[Event]:
    """Gathers ``frames`` into events, in the order in which they are first told."""
    events: list[Event] = []
    waiting: list[Frame] = []
    for frame in (f for f in frames if f.status):
        fitting = [(fit(event, frame), n) for n, event in enumerate(events)]
        best = max((f for f in fitting if f[0] > 0), default=None)
        if best:
            events[best[1]] = Event((*events[best[1]].frames, frame))
        elif not complete(frame) or _vague(frame) and frame.status == "held":
            waiting.append(frame)
        else:
            events.append(_with_waiting(frame, waiting))
    return events


def _with_waiting(frame: Frame, waiting: Sequence[Frame]) -> Event:
    """Takes in what its sentence told before its sides ("Talks in Moscow on Friday brought together …"), and what the
    sentence before told of it ahead of its day: "The first meeting of the two staffs in years was brief."."""
    event = Event((frame,))
    own = [f for f in waiting if _announced(f, frame) and fit(event, f) > 0]
    return Event((frame, *own))


def _announced(earlier: Frame, frame: Frame) -> bool:
    if earlier.line == frame.line:
        return not earlier.sides
    ahead = earlier.definite and earlier.kind == frame.kind and earlier.parties == frame.parties
    return ahead and _vague(earlier) and earlier.line == frame.line - 1


def _vague(frame: Frame) -> bool:
    """ "they have met again": one of several, with nothing that tells which."""
    return frame.again and not frame.when and not frame.where and not (frame.people and not frame.inherited)


def complete(frame: Frame) -> bool:
    """Whether a frame tells of two sides by itself, or of one that the context completes."""
    return two_sided(frame.sides)


def fit(event: Event, frame: Frame) -> float:
    """How well ``frame`` fits ``event``: 0 where something speaks against it, more the more they share."""
    if not (
        _kinds(event, frame)
        and _statuses(event, frame)
        and _sides(event, frame)
        and _dates(event, frame)
        and _venues(event, frame)
    ):
        return 0.0
    numbers = {f.ordinal for f in event.frames if f.ordinal}
    if frame.ordinal and numbers and frame.ordinal not in numbers:
        return 0.0
    same_date = event.when is not None and frame.when is not None
    same_place = event.where is not None and frame.where is not None
    if frame.again and (not frame.definite or frame.ordinal) and (not same_date or frame.indefinite):
        return 0.0
    same_line = (
        frame.line == event.frames[-1].line and (frame.when is None or event.when is None) and not frame.indefinite
    )
    shared = same_date or same_place or bool(event.people & frame.people)
    if frame.indefinite and frame.line > event.frames[-1].line and not (same_date or same_place):
        return 0.0
    if not shared and not frame.definite and frame.line > event.frames[-1].line + REACH:
        return 0.0
    if frame.inherited and not frame.definite and not (same_date or same_place or same_line):
        return 0.0
    score = 1.0 + 2 * same_date + 2 * same_place + (event.kind == frame.kind)
    score += 2 * (event.people == frame.people and bool(frame.people)) + bool(event.people & frame.people)
    return score + event.frames[-1].line / 1000 + frame.definite


def _kinds(event: Event, frame: Frame) -> bool:
    told = {f.kind for f in event.frames} & FIRM
    return frame.kind not in FIRM or not told or frame.kind in told


def _statuses(event: Event, frame: Frame) -> bool:
    pair = {event.status, frame.status}
    if len(pair) == 1 or frame.bare:
        return True
    if pair == {"held", "planned"}:
        same = (
            event.people == frame.people and bool(frame.people) and event.where is not None and frame.where is not None
        )
        # "The next one will take place in May" is not told again by "the talks".
        ahead = any(f.again and f.status == "planned" for f in (*event.frames, frame))
        return bool(event.when and frame.when) or (frame.definite and not frame.ordinal and not ahead) or same
    if frame.status_rule == "status.asked-by" and pair == {"held", "proposed"}:
        return frame.definite
    if frame.when and frame.when.rule == "date.of-series" and pair == {"held", "proposed"}:
        return frame.definite  # "the general had asked for the call" just told of
    if pair == {"planned", "proposed"}:
        return frame.definite or bool(event.when and frame.when) or event.people == frame.people
    return pair in OUTCOMES


def _sides(event: Event, frame: Frame) -> bool:
    people = not event.people or not frame.people or event.people <= frame.people or frame.people <= event.people
    parties = event.parties <= frame.parties or frame.parties <= event.parties
    return people and parties


def _dates(event: Event, frame: Frame) -> bool:
    if frame.when is None:
        return True
    return all(f.when is None or intersect(f.when, frame.when) for f in event.frames)


def intersect(a: When, b: When) -> bool:
    """Whether two dates can be the same day."""
    return a.interval.earliest <= b.interval.latest and b.interval.earliest <= a.interval.latest


def _venues(event: Event, frame: Frame) -> bool:
    return all(f.where is None or frame.where is None or same_place(f.where, frame.where) for f in event.frames)


def same_place(a: Where, b: Where) -> bool:
    """Whether two venues can be one: the same name, or one that may lie in the other."""
    if a.label == b.label:
        return True
    if a.country and b.country and a.country != b.country:
        return False
    kinds = {a.kind, b.kind}
    return "country" in kinds or ("building" in kinds and len(kinds) > 1) or a.within == b.label or b.within == a.label
