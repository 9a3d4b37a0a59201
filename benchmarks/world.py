"""A world made up for benchmarks: officials who meet, arrangements that change, and articles that tell of them.

Which person, place, event, arrangement or change a report tells of is known, so that resolution can be scored. People
and pairs who meet grow slower than the reports on them, as in the world: the same officials meet again and again.
Articles name people in several spellings, dates at several precisions and now and then wrongly, a venue or none.
"""

from __future__ import annotations

import calendar
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from backchannel.graph.accounts import Account
from backchannel.graph.known import known
from backchannel.ontology import terms
from backchannel.sources.dates import Interval

FIRST, DAYS = date(2005, 1, 1), 7300
CITIES = ["Baku", "Geneva", "Vienna", "Helsinki", "Ankara", "Bern", "Brussels", "Doha", "Amman", "Oslo", "Hanoi",
          "Nairobi", "Astana", "Minsk", "Belgrade", "Riyadh", "Tashkent", "Bangkok", "Jakarta", "Rabat"]
GIVEN = ["Ivan", "Mark", "Anna", "Li", "Omar", "Jose", "Karl", "Maria", "Paul", "Erik", "Ahmed", "Yusuf", "Igor"]
SYLLABLES = ["ba", "der", "kov", "lin", "mor", "nak", "pel", "ros", "sha", "tur", "vel", "zin", "gol", "fer", "hak"]
POSTS = ["Chief of the General Staff", "Minister of Defence", "Commander of the Navy", "Deputy Chief of Staff"]
WORDS = ["coastal", "arctic", "airspace", "border", "submarine", "missile", "cyber", "rescue", "incident", "exercise"]


@dataclass(frozen=True)
class Person:
    """An official: name, country and post, which articles may leave out."""

    name: str
    country: str
    post: str


@dataclass(frozen=True)
class Meeting:
    """An event: who met, where (a city), when."""

    people: tuple[Person, ...]
    city: str
    day: date


@dataclass
class World:
    """A world for about ``size`` reports; equal for equal ``size`` and ``seed``."""

    size: int
    seed: int = 0
    truth: dict[str, str] = field(default_factory=dict)  # by report: what it tells of

    def __post_init__(self) -> None:
        self._rng = random.Random(self.seed)
        countries = sorted(row.iri for row in known().rows.countries.values())
        self._countries = countries[: 20 + int(self.size ** 0.3)]
        families = ["".join(self._rng.choices(SYLLABLES, k=self._rng.randint(2, 4))).capitalize()
                    for _ in range(20 + int(self.size ** 0.7))]
        people = [Person(f"{self._rng.choice(GIVEN)} {self._rng.choice(families)}", self._rng.choice(self._countries),
                         self._rng.choice(POSTS)) for _ in range(30 + int(self.size ** 0.72))]
        self._cities = CITIES + [f"Port {family}" for family in families[: int(self.size ** 0.5)]]
        self._groups = [tuple(self._rng.sample(people, self._rng.choice((2, 2, 2, 3, 4))))
                        for _ in range(20 + int(self.size ** 0.8 / 2))]

    def articles(self) -> Iterator[list[Account]]:
        """The accounts, article by article."""
        made = number = 0
        while made < self.size:
            day = FIRST + timedelta(self._rng.randrange(DAYS))
            event = Meeting(self._group(), self._rng.choice(self._cities), day)
            for _ in range(min(12, 1 + int(self._rng.expovariate(0.5)))):
                told = list(self._article(number, event))
                made, number = made + len(told), number + 1
                yield told

    def _group(self) -> tuple[Person, ...]:
        return self._groups[int(len(self._groups) * self._rng.random() ** 2)]

    def _article(self, number: int, event: Meeting) -> Iterator[Account]:
        planned = self._rng.random() < 0.08
        published = event.day + timedelta(-3 if planned else self._rng.randrange(25))
        page = _Page(number, published.isoformat(), self.truth)
        people = [page.report("Official", self._spelled(person), str(person), {
            terms.COUNTRY: [person.country] if self._rng.random() < 0.9 else [],
            terms.POST: [terms.data_iri("post", person.post)] if self._rng.random() < 0.5 else []})
            for person in event.people]
        yield from people
        values = {terms.PARTICIPANT: [each.report for each in people],
                  terms.PARTY: sorted({person.country for person in event.people}),
                  terms.STATUS: [terms.Planned if planned else terms.Held]}
        if self._rng.random() < 0.8:
            place = page.report("Place", event.city, event.city, {})
            yield place
            values[terms.VENUE] = [place.report]
        yield page.report("Meeting", "Talks", str(event), values, self._dated(event.day))
        if self._rng.random() < 0.15:
            yield from self._arrangement(page, event)

    def _arrangement(self, page: _Page, event: Meeting) -> Iterator[Account]:
        """The channel that two countries keep, with a change: one for each pair and two words."""
        sides = sorted({person.country for person in event.people})
        words = random.Random(str(sides)).sample(WORDS, 2)
        label = f"{' '.join(words).capitalize()} hotline"
        pact = page.report("Channel", label, f"{label} {sides}", {terms.PARTY: sides})
        yield pact
        kind = random.Random(str(event)).choice((terms.Established, terms.Used, terms.Suspended))
        yield page.report("Change", label, f"{label} {sides} {kind} {event.day}",
                          {terms.ARRANGEMENT: [pact.report], terms.KIND: [kind]}, self._dated(event.day))

    def _spelled(self, person: Person) -> str:
        chance, (given, family) = self._rng.random(), person.name.split()
        if chance < 0.05:
            return f"{given} {family.replace('v', 'w').replace('sh', 'sch')}"
        return f"{given} Q. {family}" if chance < 0.08 else person.name

    def _dated(self, day: date) -> tuple[Interval, ...]:
        chance = self._rng.random()
        if chance < 0.1:
            return ()
        if chance < 0.25:
            last = calendar.monthrange(day.year, day.month)[1]
            return (Interval(day.replace(day=1), day.replace(day=last), "month"),)
        told = day + timedelta(chance > 0.97)
        return (Interval(told, told, "day"),)


@dataclass
class _Page:
    """One article: numbers its reports and notes what they tell of."""

    number: int
    published: str
    truth: dict[str, str]
    reports: int = 0

    def report(self, kind: str, label: str, thing: str, values: Mapping[str, list[str]],
               dates: tuple[Interval, ...] = ()) -> Account:
        """A report on ``thing``, whose name is the same in every article."""
        iri = f"{terms.ID}report/{kind.lower()}-{self.number}-{self.reports}"
        self.reports += 1
        self.truth[iri] = f"{kind} {thing}"
        article = f"{terms.ID}article/{self.number}"
        told = {name: tuple(of) for name, of in {terms.DESCRIBES: [terms.BC + kind], **values}.items() if of}
        sure = {(name, value): 0.9 for name, of in told.items() for value in of}
        return Account(iri, article, self.published, terms.BC + kind, label, told, dates, {}, sure)
