"""An article understood: its people, contacts and arrangements, before they are written down as reports."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from backchannel.ontology import gazetteer, lexicon, terms
from backchannel.ontology.reference import reference
from backchannel.sources.arrangements import ArrangementFrame, read_arrangements
from backchannel.sources.article import Article, Span
from backchannel.sources.claims import Silence, Term
from backchannel.sources.contacts import Extractor
from backchannel.sources.cues import Cue, cues
from backchannel.sources.dates import find
from backchannel.sources.discourse import Discourse
from backchannel.sources.dossiers import Dossier, merge_mentions
from backchannel.sources.events import Event, merge_frames
from backchannel.sources.frames import Frame, Where
from backchannel.sources.language import sentences
from backchannel.sources.links import Attribute
from backchannel.sources.moments import Setting
from backchannel.sources.officials import official_attributes
from backchannel.sources.outcomes import date_by_agreement, date_by_contact, dated_by_statement, produces
from backchannel.sources.parties import side_of
from backchannel.sources.people import Line, Person, Sighting, find_people, named_sides
from backchannel.sources.places import find_places
from backchannel.sources.reduction import Mentions, Tree, trees
from backchannel.sources.relevance import has_cue, is_relevant
from backchannel.sources.settings import Chronicle
from backchannel.sources.sides import Side
from backchannel.sources.sightings import acting_parties
from backchannel.sources.sites import located, placed
from backchannel.sources.treaties import find_named_arrangements, short_names

DATELINE = re.compile(
    r"""(?x) \W* (?P<place>[A-ZÀ-Þ][\w.'’\ -]*?) (?:,\ [A-Z][\w.\ ]+?|\ \([A-Z][\w.\ ]+\))?
    (?:,?\ (?:\d{1,2}\.\d{1,2}\.\d{4} | [A-Z][a-z]+\.?\ \d{1,2}\.?(?:,\ \d{4})?
    | \d{1,2}\ [A-Z][a-z]+\.?(?:,?\ \d{4})?))?
    (?:\.?\ ?(?:\([^)]{2,40}\) | /[^/]{2,40}/))? \.?\ ?[—–-]{1,2}\ """
)


@dataclass(frozen=True)
class Story:
    """What one article tells: ``attributes`` holds rank, post and country of each official by key."""

    article: Article
    lines: tuple[Line, ...]
    people: tuple[Person, ...]
    attributes: Mapping[str, tuple[Attribute, ...]]
    events: tuple[Event, ...]
    dossiers: tuple[Dossier, ...]
    silences: tuple[Silence, ...]

    def sentence(self, span: Span) -> Span:
        """The sentence that ``span`` starts in."""
        return next(
            (k.sentence.span for k in self.lines if k.sentence.span.start <= span.start < k.sentence.span.end), span
        )

    def name_span(self, sighting: Sighting) -> Span:
        """The characters of the name in a sighting."""
        tokens = self.lines[sighting.sentence].sentence.tokens
        return Span(tokens[sighting.name.first].start, tokens[sighting.name.last - 1].end)

    def produced(self, event: Event) -> Iterator[tuple[Dossier, Span]]:
        """The arrangements agreed at ``event``, with the words that tell of it."""
        for dossier in self.dossiers:
            told = (c for frame in dossier.frames for c in frame.changes)
            change = next((c for c in told if produces(event, dossier, c)), None)
            if change:
                yield dossier, change.span

    def topics(self, dossier: Dossier) -> Iterator[tuple[Term, Span]]:
        """The topics that the words of an arrangement name."""
        for label, iri in sorted(getattr(terms, "TOPICS", {}).items()):
            if any(label.lower() in f.label.lower() for f in dossier.frames):
                yield Term(iri, label, "Concept"), dossier.best.span


def understand(article: Article) -> Story:
    """Reads ``article`` into people, contacts and arrangements."""
    lines, people = find_people(article, sentences(article) if is_relevant(article.text) else ())
    attributes = {key: official_attributes(p) for key, p in people.items()}
    sides = {key: _sides(found, lines) for key, found in attributes.items()}
    parsed, settings = _parse(article, lines)
    frames, mentions, silences = _extract(parsed, settings, discourse(attributes, sides, lines))
    if off_topic(lines):
        frames, mentions = [], []
    events = placed(located(dated_by_statement(merge_frames(frames), parsed, settings), lines), settings)
    dossiers = merge_mentions(mentions, _main_sides(events, lines))
    dossiers = [date_by_contact(d, events) for d in dossiers]
    events = [date_by_agreement(e, dossiers) for e in events]
    involved = {p for e in events for p in e.people}
    kept = tuple(
        p
        for p in people.values()
        if p.key in involved or p.known or any(_is_official(a) for a in attributes[p.key])
    )
    named = {p.key: attributes[p.key] for p in kept}
    told = tuple(e for e in events if len(e.parties) > 1 or _known_sides(e, people) > 1)
    silences += [_unsided(e, lines) for e in events if e not in told]
    return Story(article, lines, kept, named, told, tuple(dossiers), tuple(silences))


def _is_official(attribute: Attribute) -> bool:
    """Whether a value shows that somebody acts for a side: a rank, a post, a part as counterpart or delegate."""
    return attribute.slot in {"rank", "post"} or attribute.rule.startswith(("country.in-post", "country.represents"))


def _known_sides(event: Event, people: Mapping[str, Person]) -> int:
    """Of how many sides the known officials of a contact are, where the article itself names no country."""
    return len({side_of(p.known.country) for key in event.people if (p := people[key]).known})


def _unsided(event: Event, lines: Sequence[Line]) -> Silence:
    frame = event.frames[0]
    return Silence(lines[frame.line].sentence.span, frame.word, "nothing tells that those who met belong to two sides")


def _sides(attributes: Sequence[Attribute], lines: Sequence[Line]) -> tuple[str, ...]:
    """The parties that an official acts for: the country, and an alliance that a post of theirs names."""
    codes = [_code(a) for a in attributes if a.slot in {"country", "side"}]
    posts = [a.span for a in attributes if a.slot == "post"]
    inside = [p.side for line in lines for p in line.parties if any(span.covers(p.span) for span in posts)]
    organizations = reference().organizations
    alliances = [code for code in inside if code in organizations and organizations[code].kind == "alliance"]
    return tuple(dict.fromkeys([*codes, *alliances]))


def _code(attribute: Attribute) -> str:
    return _codes()[getattr(attribute.value, "iri", "")]


@cache
def _codes() -> dict[str, str]:
    data = reference()
    return {party.iri: code for table in (data.countries, data.organizations) for code, party in table.items()}


def _parse(article: Article, lines: Sequence[Line]) -> tuple[list[Tree | None], list[Setting]]:
    mentions, settings = [], []
    dateline: Where | None = None
    chronicle, shorts = Chronicle.of(article.published, lines), short_names(article.text)
    for line in lines:
        body, place = _dateline(line)
        dateline = place or dateline
        start, end = line.sentence.span.start, line.sentence.span.end
        times = tuple(t for t in find(line.text, start) if t.span.start >= body)
        named = find_named_arrangements(article.text, start, end, shorts)
        mentions.append(Mentions(times, find_places(line), named, body))
        settings.append(chronicle.enter(line, times, dateline))
    return trees(lines, mentions, [_wanted(line) for line in lines]), settings


def _wanted(line: Line) -> bool:
    """Whether a line has a word that could tell of a contact or an arrangement."""
    return has_cue(line.sentence.tokens)


def _dateline(line: Line) -> tuple[int, Where | None]:
    """Where the text of a line starts behind its dateline, and the dateline's place."""
    match = DATELINE.match(line.text)
    if match is None or not match["place"].split()[0].isupper() and not re.search(r"\d", match.group()):
        return line.sentence.span.start, None
    words = match["place"].strip(" ,.").title()
    known = gazetteer.place(words)
    start = line.sentence.span.start
    span = Span(start + match.start("place"), start + match.end("place"))
    place = Where(known.label, known.country, known.kind, "", span, "venue.dateline") if known else None
    return start + match.end(), place


def _extract(
    parsed: Sequence[Tree | None], settings: Sequence[Setting], discourse: Discourse
) -> tuple[list[Frame], list[ArrangementFrame], list[Silence]]:
    extractor = Extractor(discourse)
    frames: list[Frame] = []
    mentions: list[ArrangementFrame] = []
    silences: list[Silence] = []
    for tree, setting in zip(parsed, settings, strict=True):
        if tree is None:
            continue
        event = extractor.last.when.interval if extractor.last and extractor.last.when else None
        found = cues(tree)
        told = extractor.read(tree, found, setting)
        frames += told
        contact = next((f for f in told if f.status == "held" and (f.when or len(f.parties) > 1)), None)
        company = _company(extractor.last, tree)
        mentions += (replace(m, company=company) for m in read_arrangements(tree, setting, discourse, event, contact))
        silences += _silences(tree, found, told)
    return frames, mentions, silences


def _company(last: Frame | None, tree: Tree) -> tuple[Side, ...]:
    """The two sides of the contact that the sentence tells of: what it names without its sides is theirs."""
    if last is None or tree.line.sentence.index != last.line or len(last.parties) != 2:
        return ()
    return tuple({s.party: Side("", s.party, s.span, "party.of-contact") for s in last.sides if s.party}.values())


def _silences(tree: Tree, found: Sequence[Cue], told: Sequence[Frame]) -> Iterator[Silence]:
    for cue in found:
        span = tree.units[cue.index].span
        frame = next((f for f in told if f.trigger == span), None)
        if frame is None or not frame.status:
            reason = "it names no two sides" if frame is None else f"it is not told as a contact ({frame.status_rule})"
            yield Silence(tree.line.sentence.span, tree.units[cue.index].text.lower(), reason)


def _main_sides(events: Sequence[Event], lines: Sequence[Line]) -> list[Side]:
    """The two sides that the article is about: those of its first contact, else the two countries named most."""
    if events and len(events[0].parties) > 1:
        return list(
            {
                s.party: Side("", s.party, s.span, "party.context")
                for f in events[0].frames
                for s in f.sides
                if s.party in events[0].parties
            }.values()
        )
    acting = [p for line in lines for p in acting_parties(line)]
    counted: Counter[str] = Counter(side_of(p.code) for p in acting)
    rank = {code: n for n, code in enumerate(dict.fromkeys(side_of(p.code) for p in acting))}
    first_lines = ({side_of(p.code) for p in acting_parties(line)} for line in lines[:3])
    opening = next((codes for codes in first_lines if len(codes) > 1), set())
    countries = reference().countries
    ranked = sorted(opening or counted, key=lambda code: (code not in countries, -counted[code], rank[code]))
    top = ranked[:2] if opening or all(counted[c] > 1 for c in ranked[:2]) else []
    first = {side_of(p.code): p.span for line in reversed(lines) for p in reversed(line.parties)}
    return [Side("", code, first[code], "party.context") for code in top] if len(top) == 2 else []


def discourse(
    attributes: Mapping[str, Sequence[Attribute]], sides: Mapping[str, tuple[str, ...]], lines: Sequence[Line]
) -> Discourse:
    """What is known before the first sentence: whose officials the people are, and the two sides named most."""
    posts = {
        key: tuple(getattr(a.value, "label", "") for a in found if a.slot == "post")
        for key, found in attributes.items()
    }
    ranks = {
        key: tuple(getattr(a.value, "value", "") for a in found if a.slot == "rank")
        for key, found in attributes.items()
    }
    return Discourse(
        sides, posts, ranks, frozenset(named_sides(lines)), parties=tuple(s.party for s in _main_sides((), lines))
    )


def off_topic(lines: Sequence[Line]) -> bool:
    """Whether the words of an article show it to be about sport: names of generals and "talks" mean nothing there."""
    words = Counter(t.text.lower() for line in lines for t in line.sentence.tokens)
    found = [w for w in lexicon.contacts().off_topic if w in words]
    return len(found) >= 4 and sum(words[w] for w in found) >= 6
