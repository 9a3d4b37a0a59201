"""Why nothing came of a sentence: those of an article that have a cue for a contact and gave none, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any, Final

from pyoxigraph import NamedNode

from backchannel.graph.lookup import label
from backchannel.graph.store import Reader
from backchannel.graph.stored import find_articles, stored_article
from backchannel.ontology import terms
from backchannel.sources.reports import read

#: Kinds of reports that a sentence with a cue is expected to lead to.
_EVENTS: Final = frozenset(map(terms.local, (*terms.CONTACTS, *terms.ARRANGEMENTS, terms.Change)))


@dataclass(frozen=True)
class Unread:
    """A cue in a sentence that gave nothing: the sentence and its first character, the cue, the reason in words."""

    sentence: str
    start: int
    cue: str
    reason: str


@dataclass(frozen=True)
class Silences:
    """The sentences of one article that gave nothing, in the order of the text.

    ``whole`` is False if the menus of the page can no longer be told from its text, so that some of it is read that
    was not read when the graph was built.
    """

    iri: str
    title: str
    whole: bool
    sentences: tuple[Unread, ...]

    def __str__(self) -> str:
        return "\n".join(_lines(self))

    def as_json(self) -> dict[str, Any]:
        """The silences as JSON values."""
        return asdict(self)


def silences(store: Reader, name: str) -> list[Silences]:
    """Why nothing came of sentences in the articles that ``name`` means: an IRI, a title or the article's address.

    The articles are read again from the text that the store has. Raises NotFoundError if there is no such article.
    """
    return [_silences(store, node) for node in find_articles(store, name)]


def _silences(store: Reader, node: NamedNode) -> Silences:
    article, whole = stored_article(store, node)
    reading = read(article)
    told = {claim.sentence for report in reading.reports if report.describes in _EVENTS for claim in report.claims}
    unread = {Unread(" ".join(article.quote(each.sentence).split()), each.sentence.start, each.cue, each.reason): None
              for each in reading.silences if not any(each.sentence.overlaps(sentence) for sentence in told)}
    return Silences(node.value, label(store, node), whole, tuple(sorted(unread, key=lambda each: each.start)))


def _lines(found: Silences) -> Iterator[str]:
    yield found.title
    yield f"<{found.iri}>"
    if not found.whole:
        yield "  (Read again without the page's markup: menus may be among the sentences.)"
    if not found.sentences:
        yield "\n  Every sentence with a cue gave something."
    for sentence, cues in groupby(found.sentences, key=lambda each: each.sentence):
        yield f"\n  “{sentence}”"
        yield from (f"    “{each.cue}”: {each.reason}" for each in cues)
