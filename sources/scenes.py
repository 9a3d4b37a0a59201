"""The scene that a sentence without a contact sets for the next: "On 3 May he flew to Rome. He met his colleague.\""""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from backchannel.ontology import lexicon
from backchannel.sources.arguments import under
from backchannel.sources.cues import Cue
from backchannel.sources.dates import TimeExpression
from backchannel.sources.frames import Frame, When, Where
from backchannel.sources.place_names import PlaceMention
from backchannel.sources.reduction import Tree
from backchannel.sources.status import status_of


@dataclass(frozen=True)
class Scene:
    """The one day and the one city that a sentence tells of; None where it tells of none or several.

    ``host_of`` is the person whose several meetings it announces ("held a series of talks in Rome on Monday"): such a
    scene lasts while these are told one by one.
    """

    when: When | None = None
    where: Where | None = None
    host_of: str = ""


def scene_of(tree: Tree, told: Sequence[When], several: str = "") -> Scene:
    """The scene of a sentence with the dates ``told``; a visit that ended on a day leaves the days before it open.

    ``several`` is the person of whose meetings it tells, where it names no other side.
    """
    places = [u.meaning for u in tree.units if isinstance(u.meaning, PlaceMention)]
    where = Where.of(places[0]) if len(places) == 1 and places[0].kind == "city" else None
    if several and where and not told:
        return Scene(None, where, several)
    if len(told) != 1 or told[0].interval.precision != "day":
        return Scene()
    return Scene(None if _at_the_end(tree, told[0]) else told[0], where, several)


def announces(tree: Tree, cues: Sequence[Cue]) -> bool:
    """ "had several meetings", "conferred with his counterparts": contacts of which the text will tell one by one."""
    nouns = {c.index for c in cues if not c.verb and c.kind != "Visit"}
    others = {o for c in cues if c.verb for o in under(tree, c.index, ["with"])}
    plural = any(tree.nodes[i].tag == "NNS" for i in (*nouns, *others))
    return plural and any(status_of(tree, c.index).status == "held" for c in cues)


def after(scene: Scene, tree: Tree, told: Sequence[When], two_sided: bool, several: str) -> Scene:
    """The scene that holds behind a sentence, given the ``scene`` that held before it."""
    new = Scene() if two_sided else scene_of(tree, told, several)
    return scene if scene.host_of and new == Scene() else new


def in_scene(tree: Tree, frame: Frame, scene: Scene, known: bool) -> Frame:
    """``frame`` with the day and place of the scene, where its sentence tells no day and it is no contact ``known``."""
    told = any(isinstance(u.meaning, TimeExpression) for u in tree.units)
    new = frame.status == "held" and not frame.again and not (frame.definite and known)
    if frame.when or told or not new or len(frame.parties) < 2:
        return frame
    if scene.host_of and (scene.host_of not in frame.people or frame.where):
        return frame
    where = replace(scene.where, rule="venue.scene") if scene.where and frame.kind != "Call" else None
    when = replace(scene.when, rule="date.scene") if scene.when and not _of_several_days(tree) else None
    kind = "Meeting" if scene.host_of and where and frame.kind == "Talk" else frame.kind
    return replace(frame, kind=kind, when=when, where=frame.where or where)


def _at_the_end(tree: Tree, when: When) -> bool:
    """ "concluded a visit to Dakar on Tuesday"."""
    i = next((k for k, u in enumerate(tree.units) if u.span == when.span), None)
    verb = tree.verb_above(i) if i is not None else None
    return verb is not None and tree.nodes[verb].lemma in lexicon.statuses().closing


def _of_several_days(tree: Tree) -> bool:
    """ "on her first day there", "on the last day of the visit": another day than the one just told."""
    days = (i for i, node in enumerate(tree.nodes) if node.lemma == "day")
    return any(tree.low(c) in lexicon.contacts().ordinals for i in days for c in tree.children(i, "amod"))
