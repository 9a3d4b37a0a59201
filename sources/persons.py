"""Sightings gathered into persons: full names that agree, and surnames alone that can mean one person only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from backchannel.ontology import lexicon
from backchannel.ontology.reference import Official
from backchannel.sources.known import fold, known_official, unique_surname
from backchannel.sources.name_words import quiet
from backchannel.sources.names import Name
from backchannel.sources.parties import side_of, side_term
from backchannel.sources.sightings import Line, People, Person, Sighting
from backchannel.sources.wording import Wording


def short_forms(names: Iterable[Name]) -> frozenset[str]:
    """Words that may stand for a person on their own, from the full names of the article."""
    out: set[str] = set()
    for name in names:
        if len(name.words) > 1:
            out.update(
                w for w in (name.words if known_official(name.text) is None else name.words[-1:]) if w[:1].isupper()
            )
            out.update(
                w.split("-", 1)[1]
                for w in name.words
                if w.split("-", 1)[0] in lexicon.posts().name_particles and "-" in w
            )
            out.update(w for w in name.words[:1] if family_name_possible(name))
        elif name.words and name.titled and _stands_alone(name):
            out.add(name.words[0])
    return frozenset(w for w in out if len(w) > 1)


def _stands_alone(name: Name) -> bool:
    """Whether a single word is a name without a full name anywhere: the model or the reference data must know it."""
    if name.initialled or name.rank and "-" in name.text:
        return True
    return bool(name.entity and (name.titled or unique_surname(name.text)) or name.titled and not name.rank)


def _in_longer(w: Wording, name: Name) -> bool:
    """ "Aston Martin": a surname that is only the last word of some other name."""
    i = name.start - 1
    inside = i >= 0 and any(p.span.start <= w.tokens[i].start < p.span.end for p in w.parties)
    return not (name.rank or name.titled or inside) and w.capital(i) and bool(i or w.tokens[i].entity)


def family_name_possible(name: Name) -> bool:
    """Whether the first word of a name may be its family name."""
    known = known_official(name.text)
    return known is None or known.country in lexicon.posts().called_by_first_word


def with_short_forms(w: Wording, forms: frozenset[str]) -> tuple[Name, ...]:
    """Adds short forms that stand alone, and drops single words that are neither titled nor short forms."""
    kept = [n for n in w.names if len(n.words) > 1 or n.text in forms or _stands_alone(n) and not _in_longer(w, n)]
    taken = {i for n in kept for i in range(n.first, n.last)}
    for i, token in enumerate(w.tokens):
        inside = any(p.span.start <= token.start < p.span.end for p in w.parties)
        if (
            i in taken
            or quiet(token.text) not in forms
            or inside
            or token.entity in {"ORG", "LOC", "FAC"}
            and _inner(w, i)
        ):
            continue
        kept.append(Name(i, i + 1, i, quiet(token.text)))
    return tuple(sorted(kept, key=lambda n: n.first))


def _inner(w: Wording, i: int) -> bool:
    """Whether token ``i`` lies inside a longer entity: "Austin Airport"."""
    after = i + 1 < len(w.tokens) and w.tokens[i + 1].entity == w.tokens[i].entity and not w.tokens[i + 1].entity_starts
    return (after and w.capital(i + 1)) or not w.tokens[i].entity_starts


def gather(lines: Sequence[Line]) -> People:
    """The persons behind the sightings, by key; the sightings of a name that could be several people's are nobody's."""
    sightings = [s for line in lines for s in line.sightings]
    groups: list[list[Sighting]] = []
    for sighting in (s for s in sightings if len(s.name.words) > 1):
        group = next((g for g in groups if _same_person(g, sighting.name)), None)
        groups.append([sighting]) if group is None else group.append(sighting)
    for sighting in (s for s in sightings if len(s.name.words) < 2):
        matches = _carriers(groups, sighting)
        if len(matches) == 1:
            matches[0].append(sighting)
        elif not matches and (sighting.name.titled or sighting.name.initialled or unique_surname(sighting.name.text)):
            groups.append([sighting])
    return _numbered(lines, groups)


def _same_person(group: Sequence[Sighting], name: Name) -> bool:
    """Whether a full name is that of the group: same surname, and first names that agree or abbreviate one another."""
    known = known_official(name.text)
    for other in (s.name for s in group if len(s.name.words) > 1):
        if _plain(other.text) == _plain(name.text) or (known is not None and known is known_official(other.text)):
            return True
        a, b = [fold(w) for w in other.words], [fold(w) for w in name.words]
        if len(b) > 1 and a[-len(b) :] == b:  # "Padrino López": both surnames of Vladimir Padrino López
            return True
        if a[-1] == b[-1] and (a[0].startswith(b[0][:3]) or b[0].startswith(a[0][:3])):
            return True
    return False


def _plain(name: str) -> list[str]:
    return fold(name).replace("-", " ").split()


def _carriers(groups: Sequence[list[Sighting]], sighting: Sighting) -> list[list[Sighting]]:
    """The groups that a single word may stand for: by surname, else by first name, else by any other part."""
    word = fold(sighting.name.words[0] if sighting.name.words else sighting.name.text)
    for places in (slice(-1, None), slice(0, 1), slice(1, -1)):
        matches = [g for g in groups if any(word in _parts(s.name, places) for s in g)]
        if places == slice(-1, None):
            matches += [
                g
                for g in groups
                if g not in matches and any(word in _parts(s.name, slice(0, 1)) for s in g) and len(word) < 6
            ]
        if len(matches) > 1:
            matches = [g for g in matches if _agrees(g, sighting)] or matches
        if matches:
            return matches
    return []


def _parts(name: Name, places: slice) -> set[str]:
    words = [fold(w) for w in name.words]
    return {part for w in words[places] for part in (w, w.split("-", 1)[-1] if w.startswith(("al-", "el-")) else w)}


def _agrees(group: Sequence[Sighting], sighting: Sighting) -> bool:
    """Whether a titled surname shares a rank or post word with the group."""
    ranks = {s.name.rank for s in group if s.name.rank}
    posts = {getattr(a.value, "label", "") for s in group for a in s.attributes if a.slot == "post"}
    mine = {getattr(a.value, "label", "") for a in sighting.attributes if a.slot == "post"}
    return (sighting.name.rank in ranks) if sighting.name.rank else bool(mine & posts)


def _numbered(lines: Sequence[Line], groups: Sequence[Sequence[Sighting]]) -> People:
    persons, owner = {}, {}
    ordered = sorted(groups, key=lambda g: min((s.sentence, s.first) for s in g))
    for number, group in enumerate(ordered, start=1):
        key = f"o{number}"
        sightings = tuple(replace(s, person=key) for s in sorted(group, key=lambda s: (s.sentence, s.first)))
        owner.update({(s.sentence, s.first): key for s in sightings})
        persons[key] = Person(key, *_label(sightings)[:1], sightings, _label(sightings)[1])
    out = []
    for line in lines:
        mine = tuple(
            replace(s, person=owner[s.sentence, s.first]) for s in line.sightings if (s.sentence, s.first) in owner
        )
        out.append(replace(line, sightings=mine))
    return tuple(out), persons


def _of_its_country(sightings: Sequence[Sighting], known: Official | None) -> Official | None:
    """The official of a surname alone, if what the text says of the country does not make it somebody else."""
    told = {getattr(a.value, "label", "") for s in sightings for a in s.attributes if a.slot == "country"}
    return known if known and (not told or side_term(side_of(known.country)).label in told) else None


def _label(sightings: Sequence[Sighting]) -> tuple[str, Official | None]:
    names = Counter(s.name.text for s in sightings)
    whole = [n for n in names if not any(longer.endswith(f" {n}") for longer in names)]
    best = max(whole, key=lambda n: (len(n.split()) > 1, names[n], len(n), n))
    known = next((k for s in sightings if (k := known_official(s.name.text))), None)
    if known is None and all(len(s.name.words) < 2 for s in sightings):
        known = _of_its_country(sightings, unique_surname(sightings[0].name.text))
    if known:
        return known.label, known
    suffixes = lexicon.posts().name_suffixes
    return " ".join(w for w in best.rstrip(",").split() if w not in suffixes), None
