"""One article read: reports of its officials, places, contacts and arrangements, a claim for every value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backchannel.ontology import terms
from backchannel.ontology.reference import Country, reference
from backchannel.sources.article import Article, Span
from backchannel.sources.claims import Claim, Reading, Ref, Report, Term, Text, Value
from backchannel.sources.confidence import confidence
from backchannel.sources.dossiers import Dossier
from backchannel.sources.events import Event
from backchannel.sources.frames import Where
from backchannel.sources.parties import side_term
from backchannel.sources.people import Person
from backchannel.sources.story import Story, understand


def read(article: Article) -> Reading:
    """Reads ``article``: a pure function of its text, its metadata and the lexicon."""
    story = understand(article)
    writer = _Writer(story)
    return Reading(article, tuple(writer.reports()), story.silences)


class _Writer:
    """Writes the reports of one story."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.places: dict[tuple[str, str], str] = {}
        self.place_reports: list[Report] = []

    def reports(self) -> Iterator[Report]:
        officials = [self._official(p) for p in self.story.people]
        arrangements = {id(d): f"a{n}" for n, d in enumerate(self.story.dossiers, start=1)}
        contacts = [self._contact(e, f"c{n}", arrangements) for n, e in enumerate(self.story.events, start=1)]
        yield from officials
        yield from self.place_reports
        yield from contacts
        for dossier in self.story.dossiers:
            yield from self._arrangement(dossier, arrangements[id(dossier)])

    def _claim(self, slot: str, value: Value, span: Span, rule: str) -> Claim:
        return Claim(slot, value, span, self.story.sentence(span), rule, confidence(rule))

    def _class(self, name: str, span: Span, rule: str) -> Claim:
        return self._claim("describes", Term(terms.BC + name, name, "Class"), span, rule)

    def _official(self, person: Person) -> Report:
        claims: list[Claim] = []
        first = next((s for s in person.sightings if len(s.name.words) > 1), person.sightings[0])
        where = self.story.name_span(first)
        claims += [
            self._class("Official", where, "official.named"),
            self._claim("label", Text(person.label), where, "official.named"),
        ]
        for attribute in self.story.attributes[person.key]:
            if attribute.slot != "side":
                claims.append(self._claim(attribute.slot, attribute.value, attribute.span, attribute.rule))
        for sighting in person.sightings:
            if len(sighting.name.words) > 1 and sighting.name.text != person.label:
                claims.append(
                    self._claim("altLabel", Text(sighting.name.text), self.story.name_span(sighting), "official.named")
                )
        return Report(person.key, "Official", person.label, tuple(_unique(claims)))

    def _place(self, where: Where) -> str:
        known = self.places.get((where.label, where.country))
        if known:
            return known
        key = f"p{len(self.places) + 1}"
        self.places[where.label, where.country] = key
        claims = [
            self._class("Place", where.span, where.rule),
            self._claim("label", Text(where.label), where.span, where.rule),
        ]
        if where.country:
            claims.append(self._claim("country", side_term(where.country), where.span, where.rule))
        if where.within and where.within != where.label:
            claims.append(
                self._claim(
                    "within",
                    Ref(self._place(Where(where.within, where.country, "city", "", where.span, where.rule))),
                    where.span,
                    where.rule,
                )
            )
        self.place_reports.append(Report(key, "Place", where.label, tuple(_unique(claims))))
        return key

    def _contact(self, event: Event, key: str, arrangements: dict[int, str]) -> Report:
        first = event.frames[0]
        teller = next((f for f in event.frames if f.kind == event.kind), first)
        status = next(f for f in event.frames if f.status == event.status)
        label = self._contact_label(event)
        claims = [
            self._class(event.kind, teller.kind_span, teller.rule),
            self._claim("label", Text(label), first.trigger, first.rule),
            self._claim("status", _concept(event.status), status.status_span, status.status_rule),
        ]
        when, where = event.when, event.where
        if when:
            claims.append(self._claim("date", when.interval, when.span, when.rule))
        for frame in event.frames:
            claims += [
                self._claim("participant", Ref(s.person), s.span, s.rule)
                for s in frame.sides
                if s.person and s.person in self.story.attributes
            ]
        for frame in event.frames:
            claims += [
                self._claim("party", side_term(s.party), s.span, s.rule)
                for s in frame.sides
                if s.party in event.parties
            ]
        if where:
            claims.append(self._claim("venue", Ref(self._place(where)), where.span, where.rule))
        for dossier, span in self.story.produced(event):
            claims.append(self._claim("produced", Ref(arrangements[id(dossier)]), span, "contact.produced"))
        return Report(key, event.kind, label, tuple(_unique(claims)))

    def _contact_label(self, event: Event) -> str:
        people = [p.label for p in self.story.people if p.key in event.people]
        names = people if len(people) > 1 else [side_term(p).label for p in sorted(event.parties)]
        parts = [
            f"{event.kind} of {' and '.join(names) if len(names) < 3 else ', '.join(names[:-1]) + ' and ' + names[-1]}"
        ]
        parts += [event.where.label] if event.where else []
        parts += [event.when.interval.iso] if event.when else []
        return ", ".join(parts)

    def _arrangement(self, dossier: Dossier, key: str) -> Iterator[Report]:
        best = dossier.best
        label = best.label if best.named else self._described(dossier)
        claims = [
            self._class(dossier.kind, best.span, best.rule),
            self._claim("label", Text(label), best.span, best.rule),
        ]
        claims += [self._claim("party", side_term(s.party), s.span, s.rule) for s in dossier.sides]
        for topic, span in self.story.topics(dossier):
            claims.append(self._claim("topic", topic, span, "topic.word"))
        yield Report(key, dossier.kind, label, tuple(_unique(claims)))
        for number, change in enumerate(dossier.changes, start=1):
            title = f"{label}: {change.kind}" + (f", {change.when.interval.iso}" if change.when else "")
            found = [
                self._class("Change", change.span, change.rule),
                self._claim("label", Text(title), change.span, change.rule),
                self._claim(
                    "arrangement", Ref(key), best.span if change.line == best.line else change.span, change.rule
                ),
                self._claim("kind", _concept(change.kind), change.span, change.rule),
            ]
            if change.when:
                found.append(self._claim("date", change.when.interval, change.when.span, change.when.rule))
            yield Report(f"{key}.{number}", "Change", title, tuple(found))

    def _described(self, dossier: Dossier) -> str:
        """A label for an arrangement without a name: its words, and its parties where the words leave them out."""
        words = dossier.best.label
        names = [_short(s.party) for s in dossier.sides]
        missing = [n for n, s in zip(names, dossier.sides, strict=True) if n not in words]
        text = words[:1].upper() + words[1:]
        return f"{text} ({', '.join(names)})" if missing else text


def _short(code: str) -> str:
    party = reference().party(code)
    return party.label if isinstance(party, Country) else party.label


def _concept(label: str) -> Term:
    return Term(terms.BC + label.capitalize(), label, "Concept")


def _unique(claims: Sequence[Claim]) -> list[Claim]:
    return list(dict.fromkeys(claims))
