"""What a post leaves to the rest of the article: "the chairman", "its head", "a spokesman for the command"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from backchannel.ontology import lexicon
from backchannel.ontology.reference import reference
from backchannel.sources.links import Attribute, national_post, owner, post_attributes, post_term
from backchannel.sources.parties import PartyMention, side_term
from backchannel.sources.posts import Post, canonical_post
from backchannel.sources.sightings import Line, Person, Revision, Sighting, recent_lines, told_sides


def short_posts(lines: Sequence[Line], persons: dict[str, Person]) -> Revision:
    """Posts of one word completed: by what "its" means, the office just named, the only such office of the article."""
    out = {}
    for line in lines:
        for sighting in line.sightings:
            short = next((a for a in sighting.attributes if a.slot == "post" and _is_short(a.value)), None)
            if short is None:
                continue
            others = tuple(a for a in sighting.attributes if a is not short)
            told = _has_full(persons.get(sighting.person), short)
            full = () if told else _completed(lines, line, sighting, short)
            if told or full:
                out[sighting] = (*others, *_new(sighting, full))
    return out


def _has_full(person: Person | None, short: Attribute) -> bool:
    """Whether the article gives the person the same post in full: "Minister X" is X, the minister of defence."""
    head = getattr(short.value, "label", "").lower().split()[-1]
    labels = (
        [getattr(a.value, "label", "").lower().split() for _, a in person.attributes("post") if a.value != short.value]
        if person
        else []
    )
    return any(len(words) > 1 and head in words[:1] + words[-1:] for words in labels)


def _is_short(value: object) -> bool:
    label = getattr(value, "label", "").lower().split()
    return (
        bool(label)
        and label[-1] in lexicon.posts().short_heads
        and (len(label) == 1 or len(label) == 2 and label[0].endswith("'s"))
    )


def _new(sighting: Sighting, found: Sequence[Attribute]) -> Iterator[Attribute]:
    """The values found, without a country for somebody who has one."""
    has_country = any(a.slot == "country" for a in sighting.attributes)
    return (a for a in found if a.slot != "country" or not has_country)


def _completed(lines: Sequence[Line], line: Line, sighting: Sighting, short: Attribute) -> tuple[Attribute, ...]:
    post = next((p for p in line.posts if p.span == short.span), None)
    if post is None:
        return ()
    head = getattr(short.value, "label", "").lower().split()[-1]
    before = [t.text.lower() for t in line.sentence.tokens[max(0, post.first - 2) : post.first]]
    if "its" in before:
        organization = _organization(lines, line, post)
        return _headed(head, organization, short) if organization else ()
    offices = [p for k in lines for p in k.posts if _names(p, head) and p is not post]
    near = [p for k in recent_lines(lines, line) for p in k.posts if _names(p, head) and p.span.end <= post.span.start]
    labels = {_canonical(p.label): p.label for p in offices} | {
        _canonical(a): a for k in lines for s in k.sightings if (a := _led(s, head))
    }
    if near and "the" in before and not post.parties:
        return tuple(_as(near[-1], short))
    if len(labels) != 1:
        return ()
    label = next(iter(labels.values()))
    side = national_post(label)
    country = (Attribute("country", side_term(side), short.span, "country.national-post"),) if side else ()
    return (replace(short, value=post_term(label, side), rule="post.completed"), *country)


def _led(sighting: Sighting, head: str) -> str:
    """The post that "who chairs X" gives, if it has this head."""
    labels = [getattr(a.value, "label", "") for a in sighting.attributes if a.rule == "post.who-heads"]
    return next((label for label in labels if label.lower().split()[0] == head), "")


def _names(post: Post, head: str) -> bool:
    """Whether a post is the full name of an office with this head, and not that of a deputy."""
    words = post.label.lower().split()
    deputy = set(words) & lexicon.posts().deputies
    return head in words[:1] + words[-1:] and len(words) > 1 and not deputy and not words[0].endswith("'s")


def _canonical(label: str) -> frozenset[str]:
    return frozenset(label.lower().replace("defense", "defence").split()) - {"us", "the", "of", "acting"}


def _organization(lines: Sequence[Line], line: Line, post: Post) -> PartyMention | None:
    """The only organisation that "its" can mean: in the same sentence, else in the one before."""
    own = {p.code: p for p in line.parties if p.form == "organization" and p.span.end <= post.span.start}
    earlier = {p.code: p for k in recent_lines(lines, line)[:-1] for p in k.parties if p.form == "organization"}
    found = own or earlier
    return next(iter(found.values())) if len(found) == 1 else None


def _headed(head: str, organization: PartyMention, short: Attribute) -> tuple[Attribute, ...]:
    label = canonical_post(f"{head} of the {organization.text}")
    return (
        replace(short, value=post_term(label, organization.side), rule="post.of-its"),
        Attribute("country", side_term(organization.side), organization.span, "country.of-its"),
    )


def _as(post: Post, short: Attribute) -> Iterator[Attribute]:
    party = owner(post.parties)
    yield replace(short, value=post_term(post.label, party.side if party else ""), rule="post.completed")
    if party:
        yield Attribute("country", side_term(party.side), party.span, "country.of-office")


def pronoun_posts(lines: Sequence[Line], persons: dict[str, Person]) -> Revision:
    """ "He is the commander of …": the post of the only person in the sentence before."""
    out = {}
    for before, line in pairwise(lines):
        people = {s.person for s in before.sightings}
        words = [t.text.lower() for t in line.sentence.tokens[:6]]
        post = next((p for p in line.posts if not (p.plural or p.counterpart or p.weak)), None)
        if words[:1] not in (["he"], ["she"]) or len(people) != 1 or post is None or post.first > 5:
            continue
        if set(words[1 : post.first]) <= lexicon.posts().being | {"the", "a", "an"}:
            last = before.sightings[-1]
            out[last] = (*last.attributes, *_new(last, tuple(post_attributes(post, "post.pronoun"))))
    return out


def institutions(lines: Sequence[Line], persons: dict[str, Person]) -> Revision:
    """ "a spokesman for the command", "its defence minister": institutions and countries named before."""
    out = {}
    for line in lines:
        for sighting in line.sightings:
            own = told_sides(persons.get(sighting.person))
            for short in (a for a in sighting.attributes if a.slot == "post"):
                post = next((p for p in line.posts if p.span == short.span), None)
                if post and not post.parties and (found := tuple(_resolved(lines, line, sighting, post, short, own))):
                    out[sighting] = (*(a for a in sighting.attributes if a is not short), *_new(sighting, found))
    return out


def _resolved(
    lines: Sequence[Line], line: Line, sighting: Sighting, post: Post, short: Attribute, own: set[str]
) -> Iterator[Attribute]:
    tokens = [t.text.lower() for t in line.sentence.tokens]
    named = _its(lines, line, sighting, post) if "its" in tokens[max(0, post.first - 2) : post.last] else None
    label = getattr(short.value, "label", "")
    if named:
        spokesman = label.lower() in lexicon.posts().spokesman_heads and named.form == "organization"
        label = canonical_post(f"{label} for the {named.text}") if spokesman else label
        yield replace(short, value=post_term(label, named.side))
        yield Attribute("country", side_term(named.side), named.span, "country.of-its")
        return
    for i in range(max(post.first, 1), post.last):
        noun = tokens[i]
        possessive = tokens[i + 1 : i + 2] in (["'s"], ["’s"])
        generic = noun in lexicon.posts().generic_institutions and (tokens[i - 1] == "the" or possessive)
        party = _institution(lines, line, noun, post) if generic else None
        if party and (not own or side_term(party.side).label in own):
            full = label.replace(f"the {noun.capitalize()}", f"the {party.text}")
            full = full.replace(f"{noun.capitalize()}'s", f"{party.text}'s")
            yield replace(short, value=post_term(canonical_post(full), party.side), rule="post.of-institution")
            yield Attribute("country", side_term(party.side), party.span, "country.of-institution")
            return


def _its(lines: Sequence[Line], line: Line, sighting: Sighting, post: Post) -> PartyMention | None:
    """What "its" means: the party named last, or the only one of the sentence before if the name opens this one."""
    own = [p for p in line.parties if p.span.end <= line.sentence.tokens[post.first].start]
    earlier = {p.side: p for k in recent_lines(lines, line)[:-1] for p in k.parties}
    if own:
        return own[-1]
    return next(iter(earlier.values())) if len(earlier) == 1 and sighting.first == 0 else None


def _institution(lines: Sequence[Line], line: Line, noun: str, post: Post) -> PartyMention | None:
    """The only institution of this kind that the article has named so far."""
    kinds = lexicon.posts().generic_institutions[noun]
    found: dict[str, PartyMention] = {}
    for p in (p for k in lines[: line.sentence.index + 1] for p in k.parties):
        party = reference().organizations.get(p.code) if p.form == "organization" else None
        if party and p.span.end <= post.span.start and (party.kind in kinds or p.text.lower().endswith(noun)):
            found[p.code] = p
    return next(iter(found.values())) if len(found) == 1 else None
