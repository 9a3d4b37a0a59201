from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from made import Story, arrangement, baku, official, quads
from pyoxigraph import Quad

from backchannel.graph.export import FORMATS, ExportError, export, form_of, write
from backchannel.graph.prefixes import PREFIXES
from backchannel.ontology import terms

STORIES = baku(), baku("2017-02-20", place="Azerbaijan"), arrangement(Story(), "New START", ("expired", "2026-02-05"))
HOSTILE = 'Bob "x" \\ </script><img src=x onerror=alert(1)>\n\t\u202egnp\u200b {}|^` é 🤝'


def triples(found: list[Quad]) -> set[pyoxigraph.Triple]:
    return {quad.triple for quad in found}


@pytest.mark.parametrize("form", FORMATS)
def test_the_order_of_the_quads_does_not_change_a_byte(form: str) -> None:
    content = quads(*STORIES)
    first = export(content, form)
    random.Random(1).shuffle(content)
    assert export(content, form) == first


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "ttl"])
def test_formats_with_graphs_keep_every_quad(form: str) -> None:
    content = quads(*STORIES)
    assert set(pyoxigraph.parse(export(content, form), format=FORMATS[form])) == set(content)


def test_turtle_is_the_union_without_names_of_graphs() -> None:
    content = quads(*STORIES)
    parsed = list(pyoxigraph.parse(export(content, "ttl"), format=FORMATS["ttl"]))
    assert triples(parsed) == triples(content)
    assert len(parsed) == len(triples(content))


@pytest.mark.parametrize("form", ["ttl", "trig"])
def test_prefixes_are_fixed_and_things_have_short_names(form: str) -> None:
    lines = export(quads(*STORIES), form).decode().splitlines()
    head = [line for line in lines if line.startswith("@prefix")]
    assert head == [f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items()]
    assert lines[:len(head)] == head
    assert any(line.startswith("official:valery-gerasimov-") and line.endswith(" a bc:Official ;") for line in lines)


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_text_comes_back_as_it_was(form: str) -> None:
    content = quads(official(Story(HOSTILE, headline=HOSTILE, publisher=HOSTILE, url=HOSTILE), "x", HOSTILE))
    assert triples(list(pyoxigraph.parse(export(content, form), format=FORMATS[form]))) == triples(content)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # from rdflib's own parsers
@pytest.mark.parametrize(("form", "name"), [
    ("ttl", "turtle"), ("jsonld", "json-ld"), ("nq", "nquads"), ("trig", "trig"),
])
def test_rdflib_reads_the_same_graph(form: str, name: str) -> None:
    content = quads(*STORIES)
    expected = rdflib.Graph().parse(data=pyoxigraph.serialize(triples(content), format=pyoxigraph.RdfFormat.N_TRIPLES),
                                    format="nt")
    found = rdflib.Dataset(default_union=True)
    found.parse(data=export(content, form), format=name)
    assert set(found.triples((None, None, None))) == set(expected)


def test_json_ld_uses_the_words_of_the_context() -> None:
    text = export(quads(baku()), "jsonld").decode()
    for words in ('"@type": "Meeting"', '"status": "Held"', '"predicate": "participant"', '"earliest": "2017-02-16"',
                  '"start": 0', '"country": "id:country/russia"'):
        assert words in text


def test_an_empty_graph_can_be_exported() -> None:
    assert [export([], form) for form in ("ttl", "trig", "nq")] == [b"", b"", b""]
    assert b'"@graph": []' in export([], "jsonld")


def test_no_blank_node_is_ever_written() -> None:
    assert b"_:" not in export(quads(*STORIES), "nq")


def test_an_unknown_format_is_named_with_the_known_ones() -> None:
    with pytest.raises(ExportError, match="no export format 'rdf'; choose one of ttl, trig, nq, jsonld"):
        export([], "rdf")


@pytest.mark.parametrize(("name", "form"), [
    ("a.ttl", "ttl"), ("b.TRIG", "trig"), ("c.x.jsonld", "jsonld"), ("d.nq", "nq"),
])
def test_the_ending_of_a_name_says_the_format(name: str, form: str) -> None:
    assert form_of(Path(name)) == form


@pytest.mark.parametrize("name", ["a.rdf", "ttl", "a"])
def test_a_name_without_such_an_ending_is_refused(name: str) -> None:
    with pytest.raises(ExportError, match="let it end in one of .ttl"):
        form_of(Path(name))


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    write(b"old", path)
    write(b"new", path)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"no/graph.ttl cannot be written: No such file"):
        write(b"", tmp_path / "no" / "graph.ttl")


def test_concepts_and_classes_have_no_graph_of_their_own() -> None:
    subjects = {str(quad.subject) for quad in quads(*STORIES)}
    assert not any(subject.startswith(f"<{terms.BC}") and subject[1:-1] not in terms.STATUSES.values() and
                   subject[1:-1] not in {*terms.KINDS.values(), *terms.STATES.values()} for subject in subjects)
