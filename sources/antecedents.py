"""What words around a name leave to the rest of the article: "the chairman", "his deputy", "X's spokesman", "its head"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from backchannel.ontology import lexicon
from backchannel.sources.claims import Term, Text
from backchannel.sources.links import Attribute, Tie, owner, post_term
from backchannel.sources.parties import PartyMention, side_term
from backchannel.sources.posts import Post, canonical_post
from backchannel.sources.sightings import Line, Person, Revision, Sighting


def short_posts(lines: Sequence[Line], persons: dict[str, Person]) -> Revision:
    """Posts of one word completed: by what "its" means, by the office just named, by the only such office of the article."""
    out = {}
    for line in lines:
        for sighting in line.sightings:
            short = next((a for a in sighting.attributes if a.slot == "post" and _is_short(a.value)), None)
            full = _completed(lines, line, sighting, short) if short else ()
            if full:
                out[sighting] = (*(a for a in sighting.attributes if a is not short), *_new(sighting, full))
    return out


def _is_short(value: object) -> bool:
    label = getattr(value, "label", "").lower().split()
    return bool(label) and label[-1] in lexicon.posts().short_heads and (len(label) == 1 or label[0].endswith("'s"))


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
    near = [p for k in _recent(lines, line) for p in k.posts if _names(p, head) and p.span.end <= post.span.start]
    labels = {_canonical(p.label): p.label for p in offices} | {
        _canonical(a): a for k in lines for s in k.sightings if (a := _led(s, head))
    }
    if near and "the" in before and not post.parties:
        return tuple(_as(near[-1], short))
    if len(labels) == 1:
        return (replace(short, value=post_term(next(iter(labels.values()))), rule="post.completed"),)
    return ()


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


def _recent(lines: Sequence[Line], line: Line) -> Sequence[Line]:
    """The sentence before ``line`` and ``line`` itself."""
    return lines[max(0, line.sentence.index - 1) : line.sentence.index + 1]


def _organization(lines: Sequence[Line], line: Line, post: Post) -> PartyMention | None:
    """The only organisation that "its" can mean: in the same sentence, else in the one before."""
    own = {p.code: p for p in line.parties if p.form == "organization" and p.span.end <= post.span.start}
    earlier = {p.code: p for k in _recent(lines, line)[:-1] for p in k.parties if p.form == "organization"}
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


def address_ranks(lines: Sequence[Line], persons: dict[str, Person]) -> Revision:
    """"General X" is a form of address where the full name had "Lieutenant General"."""
    out = {}
    for person in persons.values():
        full = {_rank(a) for s in person.sightings if len(s.name.words) > 1 for a in s.attributes if a.slot == "rank"}
        for s in (s for s in person.sightings if len(s.name.words) < 2):
            kept = tuple(a for a in s.attributes if not (a.slot == "rank" and any(_rank(a) < f for f in full)))
            if kept != s.attributes:
                out[s] = kept
    return out


def _rank(attribute: Attribute) -> frozenset[str]:
    return frozenset(attribute.value.value.split()) if isinstance(attribute.value, Text) else frozenset()


def tied_posts(lines: Sequence[Line], persons: dict[str, Person]) -> Revision:
    """Spokesmen, deputies and predecessors by the person whose they are."""
    out: dict[Sighting, tuple[Attribute, ...]] = {}
    for line in lines:
        for sighting in line.sightings:
            for tie in sighting.ties:
                principal = _principal(lines, line, sighting, tie, persons)
                if principal:
                    out[sighting] = _tied(sighting, tie, principal)
    return out


def _principal(lines: Sequence[Line], line: Line, sighting: Sighting, tie: Tie, persons: dict[str, Person]) -> Person | None:
    if tie.of is not None:
        named = next((s for s in line.sightings if s.name.first == tie.of.first), None)
        return persons.get(named.person) if named else None
    earlier = {s.person for s in line.sightings if s.last <= sighting.first}
    if not earlier and tie.role not in lexicon.posts().spokesman_heads:
        return None
    if not earlier:
        previous = [k for k in _recent(lines, line)[:-1] if k.sentence.block == line.sentence.block]
        earlier = {s.person for k in previous for s in k.sightings[:1]}
    return persons[earlier.pop()] if len(earlier) == 1 else None


def _tied(sighting: Sighting, tie: Tie, principal: Person) -> tuple[Attribute, ...]:
    posts = list(dict.fromkeys(a.value for _, a in principal.attributes("post") if isinstance(a.value, Term)))
    kept = [a for a in sighting.attributes if a.slot != "post" or a.span != tie.span and not tie.span.covers(a.span)]
    bare = all(len(getattr(a.value, "label", "").split()) == 1 for a in sighting.attributes if a.slot == "post")
    label = ""
    if tie.role in lexicon.posts().spokesman_heads:
        label = canonical_post(f"{tie.role} {'to' if tie.role == 'aide' else 'for'} {principal.label}")
    elif tie.role == "deputy" and bare and len(posts) == 1:
        label = canonical_post(f"deputy {posts[0].label}")
    elif tie.role in {"predecessor", "successor"} and len(posts) == 1:
        label = posts[0].label
    values = kept if label else list(sighting.attributes)
    if label:
        values.append(Attribute("post", post_term(label), tie.span, f"post.{tie.role}"))
    country = next((a for _, a in principal.attributes("country")), None)
    if country and not any(a.slot == "country" for a in values):
        values.append(replace(country, rule="country.of-principal"))
    return tuple(values)
