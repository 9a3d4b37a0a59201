"""What came of which contact: changes made at contacts, and the dates that the one gives the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from backchannel.sources.arrangements import ChangeFrame
from backchannel.sources.dossiers import Dossier
from backchannel.sources.events import Event, intersect
from backchannel.sources.moments import Setting, statement_time
from backchannel.sources.reduction import Tree

AGREEING = frozenset({"change.agreed", "change.agreed-to", "change.agreed-to-do", "change.signed"})
REACH = 4


def produces(event: Event, dossier: Dossier, change: ChangeFrame) -> bool:
    """Whether a change was made at a held contact: told in one breath with it, by its own sides, on its day."""
    if (
        event.status != "held"
        or change.kind not in {"agreed", "signed", "resumed", "extended"}
        or not dossier.parties <= event.parties
    ):
        return False
    told = {f.line for f in event.frames}
    near = change.line in told or any(f.line in told and abs(f.line - change.line) < 2 for f in dossier.frames)
    return near and (change.when is None or event.when is None or intersect(change.when, event.when))


def dated_by_statement(
    events: Sequence[Event], parsed: Sequence[Tree | None], settings: Sequence[Setting]
) -> list[Event]:
    """Gives the main event the day of the statement that tells of it, where nothing else dates it."""
    out = list(events)
    if out and out[0].when is None and out[0].status == "held":
        for n, frame in enumerate(out[0].frames):
            tree = parsed[frame.line]
            when = statement_time(tree, settings[frame.line]) if tree else None
            if when:
                frames = list(out[0].frames)
                frames[n] = replace(frame, when=when)
                out[0] = Event(tuple(frames))
                break
    return out


def date_by_agreement(event: Event, dossiers: Sequence[Dossier]) -> Event:
    """An undated contact that produced a dated agreement took place on the agreement's day."""
    dated = [c.when for d in dossiers for c in d.changes if c.when and produces(event, d, c)]
    dated = [w for w in dated if w.rule != "date.opening"]  # repaired from a parse gone astray: not passed on
    if event.when or not dated or dated[0].interval.precision != "day":
        return event
    return Event((replace(event.frames[0], when=replace(dated[0], rule="date.of-agreement")), *event.frames[1:]))


def _agreed_at(events: Sequence[Event], dossier: Dossier, change: ChangeFrame) -> Event | None:
    """The last contact that was told before "It was also agreed that …", if its sides agreed and it is not far off."""
    if change.rule not in AGREEING:
        return None
    told = [(f.line, e) for e in events if e.status == "held" for f in e.frames if f.line <= change.line]
    line, event = max(told, key=lambda t: t[0], default=(-REACH, None))
    alone = len({id(e) for k, e in told if k == line}) == 1
    fits = event is not None and event.when is not None and dossier.parties <= event.parties
    return event if alone and fits and change.line - line < REACH else None


def date_by_contact(dossier: Dossier, events: Sequence[Event]) -> Dossier:
    """An undated agreement reached at a dated contact has the contact's date."""
    frames = []
    for frame in dossier.frames:
        changes = []
        for change in frame.changes:
            plain = replace(change, when=None)
            event = next((e for e in events if e.when and produces(e, dossier, plain)), None)
            event = event or _agreed_at(events, dossier, plain)
            undated = change.when is None and event is not None and event.when is not None
            changes.append(
                replace(change, when=replace(event.when, rule="date.of-contact"))
                if undated and event and event.when
                else change
            )
        frames.append(replace(frame, changes=tuple(changes)))
    return Dossier(tuple(frames))
