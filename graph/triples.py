"""A reading as quads of its article's named graph: metadata and text, passages, reports and claims. Pure.

Two things are derived, not claimed. ``bc:earliest`` and ``bc:latest`` spell out the interval of the report's date; its
date claim covers them, and the report names the derivation. ``prov:value`` gives a claimed post or organisation in
words, since an IRI does not keep capitals and accents.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from backchannel.ontology import terms
from backchannel.ontology.terms import ID, slug
from backchannel.sources.article import Article, Span
from backchannel.sources.claims import Claim, Reading, Ref, Report, Term, Text, Value
from backchannel.sources.dates import Interval

Object = NamedNode | Literal
Statement = tuple[NamedNode, str, Object]

DATE_TYPES: Final = {"day": terms.XSD_DATE, "month": terms.XSD_G_YEAR_MONTH, "year": terms.XSD_G_YEAR}
#: The derivation that gives a date its first and last day; see :mod:`backchannel.graph.reference_rows`.
INTERVAL: Final = terms.derivation_iri("interval")

_PROPERTIES: Final = {"label": terms.RDFS_LABEL, "altLabel": terms.SKOS_ALT_LABEL}
_NAMED_BY_WORDS: Final = frozenset({"Post", "Organization"})
_LABEL_LENGTH: Final = 80


def article_quads(reading: Reading) -> Iterator[Quad]:
    """The named graph of ``reading.article``, without repetitions, in the order of the reading.

    Raises KeyError if a claim refers to a report that the reading does not have.
    """
    graph = NamedNode(article_iri(reading.article))
    for subject, name, value in dict.fromkeys(_statements(reading)):
        yield Quad(subject, NamedNode(name), value, graph)


def article_iri(article: Article) -> str:
    """The IRI of an article and of its named graph."""
    return f"{ID}article/{article.id}"


def property_iri(slot: str) -> str:
    """The IRI of the property behind a slot of a report."""
    return _PROPERTIES.get(slot) or terms.BC + slot


def date_literal(interval: Interval) -> Literal:
    """The date at the precision of the words."""
    return Literal(interval.iso, datatype=NamedNode(DATE_TYPES[interval.precision]))


def day_literal(iso: str) -> Literal:
    """A calendar day, ``2018-06-08``."""
    return Literal(iso, datatype=NamedNode(terms.XSD_DATE))


def decimal_literal(number: float) -> Literal:
    """A number in the one form in which the store writes decimals: ``0.9``, ``1``."""
    return Literal(f"{number:.6f}".rstrip("0").rstrip("."), datatype=NamedNode(terms.XSD_DECIMAL))


def interval_statements(subject: NamedNode, interval: Interval) -> Iterator[Statement]:
    """The first and last day of the date of ``subject``, with the derivation that gives them."""
    yield subject, terms.EARLIEST, day_literal(interval.earliest.isoformat())
    yield subject, terms.LATEST, day_literal(interval.latest.isoformat())
    yield subject, terms.PROV_WAS_DERIVED_FROM, NamedNode(INTERVAL)


def shorten(text: str, limit: int = _LABEL_LENGTH) -> str:
    """``text`` on one line of at most ``limit`` characters, cut at a word where there is one."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return (line[: limit - 1].rpartition(" ")[0] or line[: limit - 1]) + "…"


def _statements(reading: Reading) -> Iterator[Statement]:
    article = reading.article
    reports = {report.key: _report_iri(article, report) for report in reading.reports}
    yield from _article(article)
    for span in sorted({span for report in reading.reports for c in report.claims for span in (c.span, c.sentence)}):
        yield from _passage(article, span)
    for report in reading.reports:
        yield from _report(article, report, reports)
        yield from _claims(article, report, reports)


def _article(article: Article) -> Iterator[Statement]:
    iri = NamedNode(article_iri(article))
    title = article.headline or article.text
    yield iri, terms.RDF_TYPE, NamedNode(terms.Article)
    yield iri, terms.RDFS_LABEL, Literal(shorten(title) or "untitled")
    for name, value in ((terms.SCHEMA_HEADLINE, article.headline), (terms.SCHEMA_PUBLISHER, article.publisher),
                        (terms.SCHEMA_URL, article.url), (terms.SCHEMA_IN_LANGUAGE, article.language)):
        if value:
            yield iri, name, Literal(value)
    if article.published:
        yield iri, terms.SCHEMA_DATE_PUBLISHED, day_literal(article.published.isoformat())
    yield iri, terms.SCHEMA_ARTICLE_BODY, Literal(article.text)


def _passage(article: Article, span: Span) -> Iterator[Statement]:
    iri, quote = _passage_iri(article, span), article.quote(span)
    yield iri, terms.RDF_TYPE, NamedNode(terms.Passage)
    yield iri, terms.RDFS_LABEL, Literal(shorten(quote) or "blank")
    yield iri, terms.OA_START, Literal(span.start)
    yield iri, terms.OA_END, Literal(span.end)
    yield iri, terms.OA_EXACT, Literal(quote)


def _report(article: Article, report: Report, reports: dict[str, NamedNode]) -> Iterator[Statement]:
    iri = reports[report.key]
    yield iri, terms.RDF_TYPE, NamedNode(terms.Report)
    yield iri, terms.RDFS_LABEL, Literal(report.label)
    yield iri, terms.DESCRIBES, NamedNode(terms.BC + report.describes)
    yield iri, terms.ARTICLE, NamedNode(article_iri(article))
    for claim in report.claims:
        if claim.slot != "label":
            yield iri, property_iri(claim.slot), _object(claim.value, reports)
    dates = [value for value in report.values("date") if isinstance(value, Interval)]
    if dates:
        yield from interval_statements(iri, narrowest(dates))


def _claims(article: Article, report: Report, reports: dict[str, NamedNode]) -> Iterator[Statement]:
    """The claims of ``report``; of two that differ in their confidence alone, the first."""
    subject = reports[report.key]
    claims = {_claim_iri(claim, report, subject, reports): claim for claim in reversed(report.claims)}
    for iri, claim in reversed(claims.items()):
        yield from _claim(article, claim, iri, subject, _object(claim.value, reports))


def _claim_iri(claim: Claim, report: Report, subject: NamedNode, reports: dict[str, NamedNode]) -> NamedNode:
    spans = (claim.span.start, claim.span.end, claim.sentence.start, claim.sentence.end)
    content = (subject.value, claim.slot, _object(claim.value, reports).value, *spans, claim.rule)
    return NamedNode(f"{ID}claim/{_name(f'{claim.slot} {report.label}', content)}")


def _claim(article: Article, claim: Claim, iri: NamedNode, report: NamedNode, value: Object) -> Iterator[Statement]:
    yield iri, terms.RDF_TYPE, NamedNode(terms.Claim)
    yield iri, terms.RDFS_LABEL, Literal(f"{claim.slot}: {shorten(article.quote(claim.span))}")
    yield iri, terms.RDF_SUBJECT, report
    yield iri, terms.RDF_PREDICATE, NamedNode(property_iri(claim.slot))
    yield iri, terms.RDF_OBJECT, value
    if isinstance(claim.value, Term) and claim.value.kind in _NAMED_BY_WORDS:
        yield iri, terms.PROV_VALUE, Literal(claim.value.label)
    yield iri, terms.PASSAGE, _passage_iri(article, claim.span)
    yield iri, terms.SENTENCE, _passage_iri(article, claim.sentence)
    yield iri, terms.RULE, Literal(claim.rule)
    yield iri, terms.CONFIDENCE, decimal_literal(claim.confidence)


def narrowest(dates: Iterable[Interval]) -> Interval:
    """The most precise of ``dates``, the earliest where several are."""
    return min(dates, key=lambda date: (date.latest - date.earliest, date.earliest, date.precision))


def _object(value: Value, reports: dict[str, NamedNode]) -> Object:
    match value:
        case Text():
            return Literal(value.value)
        case Term():
            return NamedNode(value.iri)
        case Ref():
            return reports[value.key]
        case Interval():
            return date_literal(value)


def _report_iri(article: Article, report: Report) -> NamedNode:
    return NamedNode(f"{ID}report/{_name(report.label, (article.id, report.describes, report.key))}")


def _passage_iri(article: Article, span: Span) -> NamedNode:
    return NamedNode(f"{ID}passage/{article.id.rpartition('-')[2]}-{span.start}-{span.end}")


def _name(words: str, content: tuple[object, ...]) -> str:
    """A readable name and a digest of ``content``."""
    digest = hashlib.sha256(repr(content).encode("utf-8")).hexdigest()[:12]
    return f"{name}-{digest}" if (name := slug(words)) else digest
