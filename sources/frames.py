"""The frame of a contact as one sentence tells it, before the article's frames are merged."""

from __future__ import annotations

from dataclasses import dataclass

from backchannel.sources.article import Span
from backchannel.sources.dates import Interval
from backchannel.sources.place_names import PlaceMention
from backchannel.sources.sides import Side


@dataclass(frozen=True)
class When:
    """A date with the words that give it and the rule that read them."""

    interval: Interval
    span: Span
    rule: str


@dataclass(frozen=True)
class Where:
    """A venue with the words that give it; ``label`` is canonical, ``country`` a code or ""."""

    label: str
    country: str
    kind: str
    within: str
    span: Span
    rule: str

    @property
    def breadth(self) -> int:
        """The wider the place, the larger: 0 for a building or a site, 3 for a country."""
        return {"building": 0, "site": 0, "region": 2, "country": 3}.get(self.kind, 1)

    @classmethod
    def of(cls, place: PlaceMention) -> Where:
        """The venue that a place mention gives."""
        return cls(place.label, place.country, place.kind, place.within, place.span, place.rule)


@dataclass(frozen=True)
class Frame:
    """One telling of a contact: ``kind`` is Meeting, Call, Any or Talk ("spoke", a call unless more is told).

    ``definite`` marks a back-reference ("the talks", "Thursday's meeting"); ``again`` a contact that is told apart
    from another one ("a second meeting", "they last met"); ``inherited`` that the sides come from the context;
    ``ordinal`` is the place in a series that the words give ("twelfth"), ``series`` marks "the third", "the
    previous one"; ``asked`` is the day on which a call was asked for or refused.
    """

    line: int
    trigger: Span
    word: str
    rule: str
    kind: str
    kind_span: Span
    status: str
    status_span: Span
    status_rule: str
    sides: tuple[Side, ...]
    when: When | None
    where: Where | None
    definite: bool = False
    again: bool = False
    inherited: bool = False
    ordinal: str = ""
    series: bool = False
    indefinite: bool = False
    asked: When | None = None

    @property
    def bare(self) -> bool:
        """Whether the frame only points back: "the talks", with nothing new, so that its tense says nothing either."""
        return (
            self.definite
            and self.inherited
            and self.when is None
            and self.where is None
            and self.status_rule == "status.plain"
        )

    @property
    def people(self) -> frozenset[str]:
        """The keys of the named participants."""
        return frozenset(s.person for s in self.sides if s.person)

    @property
    def parties(self) -> frozenset[str]:
        """The codes of the parties."""
        return frozenset(s.party for s in self.sides if s.party)
