from __future__ import annotations

from pathlib import Path

import pytest

from backchannel.graph.build import graph_quads, readings
from backchannel.graph.lookup import NotFoundError
from backchannel.graph.silence import silences
from backchannel.graph.store import Reader, in_memory
from backchannel.sources.article import SourceError

TEXT = """Generals meet in Baku

BAKU, Feb. 16, 2017 - General Joseph Dunford met General Valery Gerasimov in Baku on Thursday.

Observers had waited for such a meeting for a long time.

Nobody complained about the weather.
"""


@pytest.fixture
def store(tmp_path: Path) -> Reader:
    (tmp_path / "story.txt").write_text(TEXT, encoding="utf-8")
    problems: list[SourceError] = []
    return in_memory(graph_quads(readings([tmp_path / "story.txt"], None, problems)))


@pytest.mark.parametrize("name", ["Generals meet in Baku", "story.txt", "generals meet in baku"])
def test_an_article_tells_which_of_its_sentences_gave_nothing_and_why(store: Reader, name: str) -> None:
    [found] = silences(store, name)
    assert (found.title, found.whole) == ("Generals meet in Baku", True)
    assert [(each.sentence, each.cue) for each in found.sentences] == [
        ("Observers had waited for such a meeting for a long time.", "meeting")]
    assert TEXT[found.sentences[0].start:].startswith("Observers")
    assert found.sentences[0].reason
    assert f"“meeting”: {found.sentences[0].reason}" in str(found)
    assert found.as_json()["sentences"][0]["cue"] == "meeting"


def test_what_is_no_article_has_no_silences(store: Reader) -> None:
    with pytest.raises(NotFoundError, match="no article of this graph"):
        silences(store, "Valery Gerasimov")
    with pytest.raises(NotFoundError, match="nothing called"):
        silences(store, "Somebody")
