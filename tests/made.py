"""Readings made by hand, so that what is done with readings can be tested without reading."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Any

from pyoxigraph import Literal, Quad

from backchannel.graph.build import graph_quads
from backchannel.graph.knowledge import KnowledgeGraph
from backchannel.graph.store import in_memory
from backchannel.ontology import terms
from backchannel.sources.article import Article, Span
from backchannel.sources.claims import Claim, Reading, Ref, Report, Term, Text, Value
from backchannel.sources.dates import Interval

TEXT = """General Joseph Dunford met General Valery Gerasimov in Baku, Azerbaijan, on Thursday, 16 February 2017.
They agreed on a hotline. New START, signed in 2010, was suspended in 2023 and expired on 5 February 2026."""
#: The label of the meeting in the story of ``baku()``.
BAKU = "Meeting of Joseph Dunford and Valery Gerasimov, Baku, 2017-02-16"
#: An article to be read, that tells of a meeting.
STORY = "On Thursday General Joseph Dunford met General Valery Gerasimov in Baku, the Pentagon said."

Slot = tuple[str, Value, str]  # name, value, words of the text


class Story:
    """An article on the way to its reading: reports are added one by one, each value with its words in the text."""

    def __init__(self, text: str = TEXT, *, published: str = "2017-02-17", headline: str = "Generals meet",
                 publisher: str = "The Wire", url: str = "https://wire.example/1") -> None:
        day = date.fromisoformat(published) if published else None
        self.article = Article(text, headline=headline, publisher=publisher, published=day, url=url, language="en")
        self.reports: list[Report] = []

    def add(self, key: str, describes: str, label: str, *slots: Slot) -> Story:
        """A report with a claim for its class, its label and each of ``slots``: name, value and words."""
        quote = next((words for *_, words in slots if words), "")
        kind = Term(terms.BC + describes, describes, "Class")
        own: list[Slot] = [("describes", kind, quote), ("label", Text(label), quote)]
        claims = tuple(self.claim(*slot) for slot in [*own, *slots])
        self.reports.append(Report(key, describes, label, claims))
        return self

    def claim(self, slot: str, value: Value, words: str) -> Claim:
        """A claim whose passage is the first occurrence of ``words``, by default the first word of the text."""
        words = words or self.article.text.split()[0]
        start = self.article.text.index(words)
        begin = self.article.text.rfind(".", 0, start) + 1
        end = self.article.text.find(".", start + len(words) - 1) + 1 or len(self.article.text)
        return Claim(slot, value, Span(start, start + len(words)), Span(begin, end), f"{slot}.plain", 0.9)

    @property
    def reading(self) -> Reading:
        """What the article says."""
        return Reading(self.article, tuple(self.reports))


def when(iso: str) -> Interval:
    """All days of a day, month or year."""
    year, month, day = (int(part) for part in f"{iso}-01-01".split("-")[:3])
    if len(iso) == 10:
        return Interval(date(year, month, day), date(year, month, day), "day")
    if len(iso) == 7:
        return Interval(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")
    return Interval(date(year, 1, 1), date(year, 12, 31), "year")


def words(reading: Reading, value: Value) -> str:
    """A value as people write it: the label of a term or of the report it refers to, a text, an ISO date."""
    match value:
        case Ref():
            return next(report.label for report in reading.reports if report.key == value.key)
        case Interval():
            return value.iso
        case Text():
            return value.value
        case Term():
            return value.label


def country(name: str) -> Term:
    return Term(terms.data_iri("country", name), name, "Country")


def post(words: str) -> Term:
    return Term(terms.data_iri("post", words), words, "Post")


def status(word: str) -> Term:
    return Term(terms.STATUSES[word], word, "Concept")


def step(word: str) -> Term:
    return Term(terms.KINDS[word], word, "Concept")


def official(story: Story, key: str, name: str, of: str = "") -> Story:
    return story.add(key, "Official", name, *([("country", country(of), "")] if of else []))


def meeting(story: Story, day: str = "2017-02-16", *more: Slot, became: str = "held",
            people: Iterable[str] = ("d", "g"), key: str = "c1", kind: str = "Meeting") -> Story:
    """A contact between reports of officials that the story has."""
    dated = [("date", when(day), "")] if day else []
    met: list[Slot] = [("participant", Ref(person), "") for person in people]
    return story.add(key, kind, "Talks", ("status", status(became), ""), *dated, *met, *more)


def baku(published: str = "2017-02-17", day: str = "2017-02-16", *, text: str = TEXT, place: str = "Baku",
         became: str = "held", kind: str = "Meeting") -> Story:
    """The story of a meeting of two generals in Baku, or of one that differs from it."""
    story = Story(text, published=published, url=f"https://wire.example/{published}-{day}-{place}-{became}-{kind}")
    official(official(story, "d", "Joseph Dunford", "United States"), "g", "Valery Gerasimov", "Russia")
    story.add("p", "Place", place)
    sides: list[Slot] = [("party", country(side), "") for side in ("United States", "Russia")]
    return meeting(story, day, ("venue", Ref("p"), ""), *sides, became=became, kind=kind)


def arrangement(story: Story, label: str = "New START", *steps: tuple[str, str], kind: str = "Treaty") -> Story:
    """An arrangement and its steps: kind of change and date, which may be empty."""
    story.add("a", kind, label, ("party", country("United States"), ""), ("party", country("Russia"), ""))
    for number, (word, day) in enumerate(steps):
        dated = [("date", when(day), "")] if day else []
        story.add(f"a-{number}", "Change", f"{label} {word}", ("arrangement", Ref("a"), ""), ("kind", step(word), ""),
                  *dated)
    return story


def quads(*stories: Story) -> list[Quad]:
    """The graph over ``stories``."""
    return list(graph_quads(story.reading for story in stories))


def graph(*stories: Story) -> KnowledgeGraph:
    """The graph over ``stories``, to be asked."""
    return KnowledgeGraph(in_memory(quads(*stories)))


def labels(found: KnowledgeGraph, kind: str) -> list[str]:
    """The labels of the things of this class."""
    return sorted(row["label"] for row in found.query(f"SELECT ?label {{ ?thing a bc:{kind} ; rdfs:label ?label }}"))


def values(found: KnowledgeGraph, label: str, kind: str, *path: str) -> list[Any]:
    """What the ``path`` of properties leads to from the one thing with this class and label: labels or literals."""
    rows = found.query(f"""SELECT DISTINCT (COALESCE(?name, ?value) AS ?found) {{
        ?thing a bc:{kind} ; rdfs:label {Literal(label)} ; {'/'.join(path)} ?value
        OPTIONAL {{ ?value rdfs:label ?name }}
    }}""")
    return sorted(row["found"] for row in rows)
