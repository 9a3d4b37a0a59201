from __future__ import annotations

from dataclasses import replace
from datetime import date

import pyoxigraph
import pytest
from made import Story, baku, official, post, when
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store

from backchannel.graph.triples import article_iri, article_quads, date_literal, decimal_literal, shorten
from backchannel.ontology import terms
from backchannel.sources.article import Span
from backchannel.sources.claims import Claim, Reading, Ref, Report, Text
from backchannel.sources.dates import Interval

HOSTILE = 'Bob "x" \\ </script><img src=x onerror=alert(1)>\n\t\u202egnp.\u200b {}|^` é 🤝\x00'


def objects(quads: list[Quad], subject: str, name: str) -> list[str]:
    return sorted(str(q.object) for q in quads if q.subject == NamedNode(subject) and q.predicate == NamedNode(name))


def typed(quads: list[Quad], kind: str) -> list[str]:
    return sorted(q.subject.value for q in quads if q.predicate == NamedNode(terms.RDF_TYPE)
                  and q.object == NamedNode(kind) and isinstance(q.subject, NamedNode))


def test_an_article_has_a_graph_of_its_own_named_after_it() -> None:
    story = baku()
    quads = list(article_quads(story.reading))
    assert {q.graph_name for q in quads} == {NamedNode(article_iri(story.article))}
    assert typed(quads, terms.Article) == [article_iri(story.article)]
    assert len(quads) == len(set(quads))
    assert not any(isinstance(term, BlankNode) for q in quads for term in q)


@pytest.mark.parametrize(("name", "expected"), [
    (terms.SCHEMA_HEADLINE, '"Generals meet"'),
    (terms.SCHEMA_PUBLISHER, '"The Wire"'),
    (terms.SCHEMA_URL, '"https://wire.example/1"'),
    (terms.SCHEMA_IN_LANGUAGE, '"en"'),
    (terms.SCHEMA_DATE_PUBLISHED, f'"2017-02-17"^^<{terms.XSD_DATE}>'),
    (terms.RDFS_LABEL, '"Generals meet"'),
])
def test_metadata_become_literals(name: str, expected: str) -> None:
    story = Story()
    assert objects(list(article_quads(story.reading)), article_iri(story.article), name) == [expected]


def test_what_metadata_do_not_tell_is_left_out() -> None:
    story = Story("Just words.", published="", headline="", publisher="", url="")
    quads = list(article_quads(story.reading))
    assert {q.predicate.value for q in quads} == {
        terms.RDF_TYPE, terms.RDFS_LABEL, terms.SCHEMA_ARTICLE_BODY, terms.SCHEMA_IN_LANGUAGE}
    assert objects(quads, article_iri(story.article), terms.RDFS_LABEL) == ['"Just words."']


def test_every_passage_is_the_text_at_its_offsets() -> None:
    story = official(Story("Zürich 🤝: General Élan Vitàl met nobody."), "e", "Élan Vitàl")
    story.add("x", "Place", "Zürich", ("altLabel", Text("Z"), "Zürich 🤝"))
    quads = list(article_quads(story.reading))
    passages = typed(quads, terms.Passage)
    assert len(passages) >= 2
    for passage in passages:
        [start], [end], [exact] = (
            [q.object.value for q in quads if q.subject == NamedNode(passage) and q.predicate == NamedNode(name)
             and isinstance(q.object, Literal)] for name in (terms.OA_START, terms.OA_END, terms.OA_EXACT))
        assert story.article.text[int(start):int(end)] == exact


def test_every_slot_of_a_report_has_a_claim_with_passage_sentence_rule_and_confidence() -> None:
    quads = list(article_quads(baku().reading))
    parts = (terms.RDF_SUBJECT, terms.RDF_PREDICATE, terms.RDF_OBJECT)
    claimed = {tuple(objects(quads, claim, name)[0] for name in parts) for claim in typed(quads, terms.Claim)}
    derived = {terms.RDF_TYPE, terms.ARTICLE, terms.EARLIEST, terms.LATEST, terms.PROV_WAS_DERIVED_FROM}
    stated = {(str(q.subject), str(q.predicate), str(q.object)) for report in typed(quads, terms.Report) for q in quads
              if q.subject == NamedNode(report) and q.predicate.value not in derived}
    assert stated == claimed
    for claim in typed(quads, terms.Claim):
        for name in (terms.PASSAGE, terms.SENTENCE, terms.RULE, terms.CONFIDENCE, terms.RDFS_LABEL):
            assert len(objects(quads, claim, name)) == 1


@pytest.mark.parametrize(("iso", "kind"), [("2017-02-16", "date"), ("2017-02", "gYearMonth"), ("2017", "gYear")])
def test_a_date_keeps_the_precision_of_its_words(iso: str, kind: str) -> None:
    assert str(date_literal(when(iso))) == f'"{iso}"^^<{terms.XSD}{kind}>'


def test_the_days_that_the_words_allow_stand_beside_the_date() -> None:
    middle = Interval(date(2017, 2, 11), date(2017, 2, 20), "month")
    quads = list(article_quads(Story().add("c", "Meeting", "Talks", ("date", middle, "Thursday")).reading))
    [report] = typed(quads, terms.Report)
    assert objects(quads, report, terms.DATE) == [f'"2017-02"^^<{terms.XSD_G_YEAR_MONTH}>']
    assert objects(quads, report, terms.EARLIEST) == [f'"2017-02-11"^^<{terms.XSD_DATE}>']
    assert objects(quads, report, terms.LATEST) == [f'"2017-02-20"^^<{terms.XSD_DATE}>']
    assert objects(quads, report, terms.PROV_WAS_DERIVED_FROM) == [f"<{terms.ID}reference/derivation/interval>"]


def test_a_reference_leads_to_the_other_report() -> None:
    quads = list(article_quads(baku().reading))
    [talks] = [r for r in typed(quads, terms.Report) if objects(quads, r, terms.DESCRIBES) == [f"<{terms.Meeting}>"]]
    people = [value.strip("<>") for value in objects(quads, talks, terms.PARTICIPANT)]
    assert sorted(objects(quads, person, terms.RDFS_LABEL) for person in people) == [
        ['"Joseph Dunford"'], ['"Valery Gerasimov"']]


def test_a_reference_to_no_report_is_an_error() -> None:
    story = Story().add("c", "Meeting", "Talks", ("participant", Ref("nobody"), ""))
    with pytest.raises(KeyError, match="nobody"):
        list(article_quads(story.reading))


def test_a_post_keeps_its_words() -> None:
    story = Story().add("d", "Official", "Joseph Dunford", ("post", post("Chief of Staff"), "General"))
    quads = list(article_quads(story.reading))
    assert [str(q.object) for q in quads if q.predicate == NamedNode(terms.PROV_VALUE)] == ['"Chief of Staff"']


def test_two_claims_that_differ_in_confidence_alone_are_one() -> None:
    story = official(Story(), "d", "Joseph Dunford")
    [report] = story.reports
    twice = Report(report.key, report.describes, report.label, (
        *report.claims, *(replace(claim, confidence=0.1) for claim in report.claims)))
    quads = list(article_quads(Reading(story.article, (twice,))))
    assert {str(q.object) for q in quads if q.predicate == NamedNode(terms.CONFIDENCE)} == {str(decimal_literal(0.9))}


def test_iris_are_readable_and_those_of_two_articles_differ() -> None:
    one, two = (typed(list(article_quads(official(Story(published=day), "d", "Joseph Dunford").reading)), terms.Report)
                for day in ("2017-02-17", "2017-02-18"))
    assert one != two
    assert one[0].startswith(f"{terms.ID}report/joseph-dunford-")


@pytest.mark.parametrize("name", ["فاليري", HOSTILE])
def test_any_name_gives_a_valid_iri(name: str) -> None:
    [report] = typed(list(article_quads(official(Story(), "x", name).reading)), terms.Report)
    assert NamedNode(report).value == report


@pytest.mark.parametrize("form", [RdfFormat.TRIG, RdfFormat.N_QUADS, RdfFormat.JSON_LD])
def test_hostile_text_survives_every_format(form: RdfFormat) -> None:
    story = official(Story(HOSTILE, headline=HOSTILE, publisher=HOSTILE, url=HOSTILE), "x", HOSTILE)
    quads = set(article_quads(story.reading))
    assert set(pyoxigraph.parse(pyoxigraph.serialize(quads, format=form) or b"", format=form)) == quads


def test_the_store_gives_back_what_it_was_given() -> None:
    story = baku()
    first, *others = story.reports
    odd = Claim("rank", Text("General"), Span(0, 7), Span(0, 20), "rank.odd", 0.123456789)
    quads = set(article_quads(Reading(story.article, (replace(first, claims=(*first.claims, odd)), *others))))
    store = Store()
    store.bulk_extend(quads)
    assert set(store) == quads


@pytest.mark.parametrize(("number", "written"), [
    (0.9, "0.9"), (1.0, "1"), (0.0, "0"), (0.25, "0.25"), (-77.03, "-77.03"), (10.0, "10"),
])
def test_decimals_have_one_form(number: float, written: str) -> None:
    assert decimal_literal(number).value == written


@pytest.mark.parametrize(("text", "expected"), [
    ("short", "short"), ("a\n b  c", "a b c"), ("one two three", "one two…"), ("onetwothreefour", "onetwothr…"),
])
def test_long_words_are_cut_between_words(text: str, expected: str) -> None:
    assert shorten(text, 10) == expected
