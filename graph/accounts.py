"""What articles say about things, in the small form that resolution and fusion compare across articles.

Accounts are taken from article graphs, not from readings, so that facts can be made again from what a store holds.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from backchannel.graph.quotations import quotations
from backchannel.graph.triples import DATE_TYPES, narrowest
from backchannel.graph.witnesses import Sketch, sketch
from backchannel.ontology import terms
from backchannel.sources.dates import Interval

_PRECISIONS = {iri: precision for precision, iri in DATE_TYPES.items()}
_KEPT_ELSEWHERE = frozenset({terms.RDF_TYPE, terms.RDFS_LABEL, terms.ARTICLE, terms.DATE, terms.EARLIEST, terms.LATEST})
#: The day of publication of what has none: after every dated article.
UNDATED: Final = "9999-12-31"


@dataclass(frozen=True)
class Account:
    """One article's report on one thing.

    ``report``, ``article`` and ``describes`` (a leaf class) are IRIs; ``published`` is an ISO date that sorts undated
    articles last. ``values`` holds IRIs and strings by property IRI, sorted; ``dates`` the intervals, narrowest first.
    ``spellings`` gives the words of posts and organisations by IRI, ``confidence`` (0..1) that of the surest claim of a
    property's value, dates in ISO 8601. ``quoted`` has a digest of the quotation that a value stands in, if it stands
    nowhere else. ``sketch`` is what tells copies of the article's text; ``witness`` is the article whose story this one
    tells.
    """

    report: str
    article: str
    published: str
    describes: str
    label: str
    values: Mapping[str, tuple[str, ...]]
    dates: tuple[Interval, ...]
    spellings: Mapping[str, str]
    confidence: Mapping[tuple[str, str], float] = field(default_factory=dict)
    quoted: Mapping[tuple[str, str], str] = field(default_factory=dict)
    sketch: Sketch = b""
    witness: str = ""

    @property
    def order(self) -> tuple[str, str, str]:
        """What decides which report of a fact comes first: publication date, article, report."""
        return self.published, self.article, self.report

    @property
    def candidate(self) -> str:
        """The IRI that the fact has if this is its first report: ``id/meeting/<name>`` for ``id/report/<name>``."""
        return candidate(self.report, self.describes)

    def get(self, name: str) -> tuple[str, ...]:
        """The values of the property ``name``, none if the report has none."""
        return self.values.get(name, ())


def candidate(report: str, describes: str) -> str:
    """The IRI of the fact whose first report this is, by the IRIs of the report and of the class that it describes."""
    return f"{terms.ID}{describes.removeprefix(terms.BC).lower()}/{report.rpartition('/')[2]}"


_Slots = dict[str, dict[str, Literal | None]]  # by property IRI: value → its literal, None for an IRI
_Said = tuple[str, str]  # a property and a value


def accounts(quads: Iterable[Quad]) -> list[Account]:
    """The accounts in the graph of one article, in the order of their reports' IRIs."""
    nodes: defaultdict[str, _Slots] = defaultdict(lambda: defaultdict(dict))
    for subject, name, value, _ in quads:
        if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
            nodes[subject.value][name.value][value.value] = value if isinstance(value, Literal) else None
    articles = {iri: slots for iri, slots in nodes.items() if terms.Article in slots[terms.RDF_TYPE]}
    spellings, sure, quoted = _spellings(nodes), _confidence(nodes), _quoted(nodes, articles)
    sketches = {iri: sketch(_only(slots[terms.SCHEMA_ARTICLE_BODY])) for iri, slots in articles.items()}
    told = [_account(iri, slots, articles, spellings[iri], sure[iri])
            for iri, slots in sorted(nodes.items()) if terms.Report in slots[terms.RDF_TYPE]]
    return [replace(account, sketch=sketches[account.article], quoted=quoted[account.report]) for account in told]


def _spellings(nodes: Mapping[str, _Slots]) -> defaultdict[str, dict[str, str]]:
    """The words for posts and organisations, by report."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for slots in nodes.values():
        for words in slots.get(terms.PROV_VALUE, ()):
            for report in slots[terms.RDF_SUBJECT]:
                found[report] |= dict.fromkeys(slots[terms.RDF_OBJECT], words)
    return found


def _confidence(nodes: Mapping[str, _Slots]) -> defaultdict[str, dict[_Said, float]]:
    """The confidence of the surest claim of each property and value, by report."""
    found: defaultdict[str, dict[_Said, float]] = defaultdict(dict)
    for slots in nodes.values():
        for sure in slots.get(terms.CONFIDENCE, ()):
            said = (_only(slots[terms.RDF_PREDICATE]), _only(slots[terms.RDF_OBJECT]))
            for report in slots[terms.RDF_SUBJECT]:
                found[report][said] = max(float(sure), found[report].get(said, 0.0))
    return found


def _quoted(nodes: Mapping[str, _Slots], articles: Mapping[str, _Slots]) -> defaultdict[str, dict[_Said, str]]:
    """The quotations that hold all claims of a property and value, by report."""
    bodies = (_only(slots[terms.SCHEMA_ARTICLE_BODY]) for slots in articles.values())
    inside = [quotation for body in bodies for quotation in quotations(body)]
    told: defaultdict[str, defaultdict[_Said, list[str]]] = defaultdict(lambda: defaultdict(list))
    for slots in nodes.values() if inside else ():
        said = (_only(slots.get(terms.RDF_PREDICATE, {})), _only(slots.get(terms.RDF_OBJECT, {})))
        for passage in slots.get(terms.PASSAGE, ()):
            start, end = (int(_only(nodes[passage][name])) for name in (terms.OA_START, terms.OA_END))
            for report in slots[terms.RDF_SUBJECT]:
                told[report][said].append(next((q.digest for q in inside if q.covers(start, end)), ""))
    return defaultdict(dict, {report: {said: found[0] for said, found in values.items() if all(found)}
                              for report, values in told.items()})


def _account(iri: str, slots: _Slots, articles: Mapping[str, _Slots], spellings: Mapping[str, str],
             sure: Mapping[_Said, float]) -> Account:
    [article] = slots[terms.ARTICLE]
    days = _only(slots[terms.EARLIEST]), _only(slots[terms.LATEST])
    dates = [interval(literal, days) for literal in slots[terms.DATE].values() if literal]
    first = narrowest(dates) if dates else None
    return Account(
        report=iri,
        article=article,
        published=_only(articles[article].get(terms.SCHEMA_DATE_PUBLISHED, {})) or UNDATED,
        describes=_only(slots[terms.DESCRIBES]),
        label=_only(slots[terms.RDFS_LABEL]),
        values={name: tuple(sorted(values)) for name, values in slots.items() if name not in _KEPT_ELSEWHERE},
        dates=tuple(sorted(dates, key=lambda each: (each != first, each.earliest, each.latest))),
        spellings=spellings,
        confidence=sure,
    )


def _only(values: Mapping[str, object]) -> str:
    return next(iter(values), "")


def interval(literal: Literal, days: tuple[str, str] = ("", "")) -> Interval:
    """The interval of a date; a first and last day narrow it where they lie inside."""
    iso, precision = literal.value, _PRECISIONS[literal.datatype.value]
    if all(day.startswith(iso) for day in days):
        return Interval(date.fromisoformat(days[0]), date.fromisoformat(days[1]), precision)
    return whole(iso)


def whole(iso: str) -> Interval:
    """All days of an ISO 8601 date: ``2018-06-08``, ``2018-06`` or ``2018``."""
    precision = {10: "day", 7: "month", 4: "year"}[len(iso)]
    year, month, day = (int(part) for part in f"{iso}-01-01".split("-")[:3])
    last = {"day": (month, day), "month": (month, calendar.monthrange(year, month)[1]), "year": (12, 31)}[precision]
    return Interval(date(year, month, day), date(year, *last), precision)
