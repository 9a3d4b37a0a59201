"""Sentences folded for parsing: every name with its ranks, posts and appositions becomes one word.

"Gen. A B, chairman of the joint staff, met on Feb. 7 with the minister of defence of C, D E" is parsed as
"B met on Thursday with E". Parsers that go astray in long titles read such sentences well; each folded word keeps what
it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from backchannel.ontology import lexicon
from backchannel.sources.article import Span
from backchannel.sources.dates import TimeExpression
from backchannel.sources.language import Node, Token, parse
from backchannel.sources.parties import PartyMention
from backchannel.sources.people import Line, Sighting
from backchannel.sources.place_names import PlaceMention
from backchannel.sources.posts import Post
from backchannel.sources.treaties import NamedArrangement

Meaning = Sighting | PartyMention | TimeExpression | PlaceMention | NamedArrangement | Post


@dataclass(frozen=True)
class Unit:
    """One word of a folded sentence: what is parsed, the span it stands for, and what that span means (or None).

    ``text`` is what the article says there; ``word`` may be a stand-in for it.
    """

    word: str
    span: Span
    meaning: Meaning | None = None
    text: str = ""


@dataclass(frozen=True)
class Tree:
    """A folded sentence with its dependencies; ``units[i]`` and ``nodes[i]`` are the same word."""

    line: Line
    units: tuple[Unit, ...]
    nodes: tuple[Node, ...]

    @cached_property
    def _dependents(self) -> tuple[tuple[Node, ...], ...]:
        """The dependents of each word: asked for so often that looking through all words each time would tell."""
        out: list[list[Node]] = [[] for _ in self.nodes]
        for node in self.nodes:
            if node.head != node.index:
                out[node.head].append(node)
        return tuple(tuple(found) for found in out)

    def children(self, i: int, *deps: str) -> list[int]:
        """The dependents of word ``i``, in order; of the given dependency labels, if any are given."""
        return [n.index for n in self._dependents[i] if not deps or n.dep in deps]

    def head(self, i: int) -> int | None:
        """The governor of word ``i``, or None at the root."""
        head = self.nodes[i].head
        return None if head == i else head

    def ancestors(self, i: int) -> Iterator[int]:
        """The governors of word ``i``, nearest first."""
        head = self.head(i)
        while head is not None:
            yield head
            head = self.head(head)

    def verb_above(self, i: int) -> int | None:
        """The nearest verb above word ``i``, or None."""
        return next((a for a in self.ancestors(i) if self.nodes[a].tag.startswith("V")), None)

    def subtree(self, i: int) -> list[int]:
        """Word ``i`` and all that depends on it, in order."""
        return sorted([i, *(k for n in self._dependents[i] for k in self.subtree(n.index))])

    def conjuncts(self, i: int) -> list[int]:
        """Word ``i`` and what is coordinated with it."""
        out = [i]
        for child in self.children(i, "conj"):
            out += self.conjuncts(child)
        return out

    def low(self, i: int) -> str:
        """Word ``i`` in lower case."""
        return self._low[i]

    @cached_property
    def _low(self) -> tuple[str, ...]:
        return tuple(u.word.lower() for u in self.units)

    def phrase(self, i: int) -> str:
        """The lemma of word ``i`` with its particle: "call off"."""
        particles = [self.nodes[c].lemma for c in self.children(i, "prt")]
        return " ".join([self.nodes[i].lemma, *particles])

    def meaning(self, i: int, kind: type[Meaning]) -> Meaning | None:
        """What word ``i`` means, if it is of this kind."""
        meaning = self.units[i].meaning
        return meaning if isinstance(meaning, kind) else None


@dataclass(frozen=True)
class Mentions:
    """What is named in one line besides people and parties."""

    times: tuple[TimeExpression, ...]
    places: tuple[PlaceMention, ...]
    arrangements: tuple[NamedArrangement, ...]
    body: int


def fold(line: Line, mentions: Mentions) -> tuple[Unit, ...]:
    """The words of ``line`` from offset ``mentions.body`` on, with names folded."""
    tokens, fixed = line.sentence.tokens, _meanings(line, mentions)
    stand_ins = StandIns()
    units: list[Unit] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.start < mentions.body or _silent(tokens, i):
            i += 1
            continue
        span, meaning = fixed.get(token.start, (Span(token.start, token.end), None))
        j = i + 1
        while j < len(tokens) and tokens[j].start < span.end:
            j += 1
        if meaning is None or (tokens[j - 1].end != span.end and not isinstance(meaning, Sighting)):
            j = i + 1
        meaning = meaning if j > i + 1 or token.end == span.end else None
        unit = _unit(tokens, i, j, span, meaning, stand_ins)
        if _opens_phrase(tokens, i, meaning):
            units.append(Unit(",", Span(token.start, token.start), None, ","))
        units.append(replace(unit, text=" ".join(t.text for t in tokens[i:j])))
        i = j
    return _joined(units)


def _opens_phrase(tokens: Sequence[Token], i: int, meaning: Meaning | None) -> bool:
    """Whether "the" opens a name right behind another noun: "at the conference the minister, X, met" needs a comma."""
    noun = i > 0 and tokens[i - 1].tag in {"NN", "NNS"}
    return noun and isinstance(meaning, Sighting) and tokens[i].text == "the"


def _meanings(line: Line, mentions: Mentions) -> dict[int, tuple[Span, Meaning]]:
    """What stands where, by first offset: people first, then names of arrangements, times, posts, places, parties."""
    tokens = line.sentence.tokens
    found: list[tuple[Span, Meaning]] = [
        (Span(tokens[s.first].start, tokens[s.last - 1].end), s) for s in line.sightings
    ]
    wider = [p for p in line.parties if any(p.span != q.span and p.span.covers(q.span) for q in mentions.places)]
    names: list[Meaning] = [*wider, *mentions.places, *line.parties]
    rest: list[Meaning] = [*mentions.arrangements, *mentions.times, *_offices(line), *names]
    for meaning in rest:
        span = _span(meaning)
        if not any(span.overlaps(t) for t, _ in found):
            found.append((span, meaning))
    return {span.start: (span, meaning) for span, meaning in found}


def _span(meaning: Meaning) -> Span:
    return Span(0, 0) if isinstance(meaning, Sighting) else meaning.span


class StandIns:
    """Gives each name of a sentence a common word of its kind, the same name the same word."""

    def __init__(self) -> None:
        self.given: dict[str, dict[str, str]] = {}

    def word(self, kind: str, name: str) -> str:
        """The word of ``kind`` (a field of the lexicon's stand-ins) that stands for ``name``."""
        words: tuple[str, ...] = getattr(lexicon.stand_ins(), kind)
        given = self.given.setdefault(kind, {})
        return given.setdefault(name, words[len(given) % len(words)])


PARTY_WORDS = {"adjective": "adjectives", "name": "names", "people": "plurals", "seat": "seats"}


def _unit(tokens: Sequence[Token], i: int, j: int, span: Span, meaning: Meaning | None, stand_ins: StandIns) -> Unit:
    if meaning is None:
        text = tokens[i].text
        return Unit(_plain(tokens, i), Span(tokens[i].start, tokens[i].end), None, text)
    if isinstance(meaning, Sighting):
        name = Span(tokens[meaning.name.first].start, tokens[meaning.name.last - 1].end)
        return Unit(stand_ins.word("people", meaning.person or meaning.name.text), name, meaning)
    if isinstance(meaning, PartyMention) and meaning.form != "organization":
        return Unit(stand_ins.word(PARTY_WORDS[meaning.form], meaning.code), span, meaning)
    if isinstance(meaning, PlaceMention) and meaning.kind in {"city", "country"} and tokens[i].text[:1].isupper():
        return Unit(stand_ins.word("cities", meaning.label), span, meaning)
    return Unit(_word(meaning, tokens, i, j), span, meaning)


def _plain(tokens: Sequence[Token], i: int) -> str:
    """What is parsed for a word without a meaning of its own."""
    text, words = tokens[i].text, lexicon.stand_ins()
    aside = 0 < i < len(tokens) - 1 and tokens[i - 1].text == "," and tokens[i + 1].text in words.after_asides
    return words.asides[text] if aside and text in words.asides else words.verbs.get(text, text)


def _offices(line: Line) -> list[Post]:
    """Posts that stand for their holder, without a name: "met the Russian chief of the General Staff"."""
    return [p for p in line.posts if not p.plural and not p.counterpart and p.last - p.head > 2]


def _silent(tokens: Sequence[Token], i: int) -> bool:
    """Quotation marks and brackets do not help the parser."""
    return tokens[i].text in {'"', "“", "”", "‘", "(", ")", "[", "]", "*", "**", "#"} or (
        tokens[i].text in {"'", "’"} and tokens[i].tag in {"''", "``"}
    )


def _word(meaning: Meaning, tokens: Sequence[Token], i: int, j: int) -> str:
    if isinstance(meaning, TimeExpression):
        return time_word(meaning, tokens[i - 1].text.lower() if i else "")
    if isinstance(meaning, Post):
        return tokens[meaning.head].text.lower()
    last = tokens[j - 1].text
    return last if last[:1].isupper() else last.capitalize() if isinstance(meaning, NamedArrangement) else last


def time_word(time: TimeExpression, before: str) -> str:
    """A word that a parser attaches as it would the time expression: "Thursday", "2015", "yesterday"."""
    text = time.text.strip().lower()
    if before in {"on", "since", "until", "by", "before", "after", "from", "for", "of"}:
        return "Thursday"
    if before in {"in", "during", "late", "early"}:
        return "2015"
    if re.match(r"(on|in|at|during|by|since|until|from|after|before)\b", text):
        return "yesterday"
    if re.search(r"\b(later|earlier|before|after|ago)\b", text):
        return "later" if re.search(r"later|after|following", text) else "earlier"
    return "yesterday"


def _fronted(unit: Unit) -> bool:
    """A date in front of a name or a group wants a comma: "On 3 March, General X", but not "days before Russia"."""
    return isinstance(unit.meaning, TimeExpression) and not unit.text.lower().endswith(
        ("before", "after", "since", "than")
    )


def _of_group(units: Sequence[Unit]) -> bool:
    """ "On 3 March officers of …", "In May staff officers …": a group that the date in front is no part of."""
    plain = bool(units) and units[0].meaning is None and units[0].word.isalpha()
    return plain and any(u.word in lexicon.contacts().groups for u in units)


def _joined(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Drops the hyphen or dash between two parties ("US-Russia talks") and commas that would end a folded sentence."""
    out: list[Unit] = []
    for i, unit in enumerate(units):
        between = (
            0 < i < len(units) - 1
            and isinstance(units[i - 1].meaning, PartyMention)
            and isinstance(units[i + 1].meaning, PartyMention)
        )
        if between and unit.word in {"-", "–", "/", "—"}:
            continue
        named = isinstance(unit.meaning, Sighting | PartyMention | Post)
        if out and _fronted(out[-1]) and (named or len(out) == 2 and _of_group(units[i : i + 2])):
            out.append(Unit(",", Span(out[-1].span.end, out[-1].span.end), None, ","))
        out.append(unit)
    if out and isinstance(out[-1].meaning, Sighting):
        out.append(Unit(".", Span(out[-1].span.end, out[-1].span.end)))
    return tuple(out)


def trees(lines: Sequence[Line], mentions: Sequence[Mentions], wanted: Sequence[bool]) -> list[Tree | None]:
    """The folded lines, parsed where they are wanted; None for lines without words.

    A line that is not wanted keeps its names, dates and places, as words that depend on nothing.
    """
    folded = [fold(line, m) for line, m in zip(lines, mentions, strict=True)]
    parsed = iter(
        parse([[u.word for u in units] for units, want in zip(folded, wanted, strict=True) if units and want])
    )
    return [
        Tree(line, units, next(parsed) if want else _flat(units)) if units else None
        for line, units, want in zip(lines, folded, wanted, strict=True)
    ]


def _flat(units: Sequence[Unit]) -> tuple[Node, ...]:
    return tuple(Node(i, u.word, "", "", "", i) for i, u in enumerate(units))
