from __future__ import annotations

from pathlib import Path

import pytest

from backchannel.graph.build import graph_quads, readings
from backchannel.graph.lookup import NotFoundError
from backchannel.graph.silence import silences
from backchannel.graph.store import Reader, in_memory
from backchannel.sources.article import SourceError

TEXT = """A quiet day in Baku

BAKU, Feb. 16, 2017 - U.S. General Joseph Dunford met Russian General Valery Gerasimov in Baku on Thursday.

The company telephoned its shareholders.

Nobody complained about the weather.
"""


@pytest.fixture
def store(tmp_path: Path) -> Reader:
    (tmp_path / "story.txt").write_text(TEXT, encoding="utf-8")
    problems: list[SourceError] = []
    return in_memory(graph_quads(readings([tmp_path / "story.txt"], None, problems)))


@pytest.mark.parametrize("name", ["A quiet day in Baku", "story.txt", "a quiet day in baku"])
def test_an_article_tells_which_of_its_sentences_gave_nothing_and_why(store: Reader, name: str) -> None:
    [found] = silences(store, name)
    assert (found.title, found.whole) == ("A quiet day in Baku", True)
    assert [(each.sentence, each.cue) for each in found.sentences] == [
        ("The company telephoned its shareholders.", "telephoned")]
    assert TEXT[found.sentences[0].start:].startswith("The company")
    assert found.sentences[0].reason
    assert f"“telephoned”: {found.sentences[0].reason}" in str(found)
    assert found.as_json()["sentences"][0]["cue"] == "telephoned"


def test_what_is_no_article_has_no_silences(store: Reader) -> None:
    with pytest.raises(NotFoundError, match="no article of this graph"):
        silences(store, "Valery Gerasimov")
    with pytest.raises(NotFoundError, match="nothing called"):
        silences(store, "Somebody")
