"""Keys across articles: which entries of different articles are one thing; and how many merges are right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import chain, combinations, product
from pathlib import Path
from typing import Any, Final

from backchannel.graph.gold import GoldError, read_yaml
from backchannel.graph.scoring import Counts
from backchannel.sources.folders import shown

Member = tuple[str, str]  # the name of an article's key, and the id of an entry in it
Pairs = frozenset[tuple[Member, Member]]

#: The kinds of thing that keys across articles are about.
KINDS: Final = ("contact", "arrangement")
_FIELDS: Final = frozenset({"what", "members", "doubtful", "optional"})


@dataclass(frozen=True)
class Truth:
    """The pairs of one kind that are one thing, and those of which nothing is said either way."""

    same: Pairs
    ignored: Pairs


@dataclass(frozen=True)
class Merging:
    """How many pairs of entries of different articles were merged, rightly and wrongly, and which wrongly."""

    counts: Counts
    false: tuple[tuple[Member, Member], ...]

    def as_json(self) -> dict[str, Any]:
        """The figures as JSON values."""
        counts = self.counts
        return {**asdict(self), "precision": counts.precision, "recall": counts.recall, "f1": counts.f1}


def read_coref(path: Path) -> dict[str, Truth]:
    """The truth of each kind. Raises GoldError for a file that cannot be used."""
    where, key = shown(path), read_yaml(path)
    if not isinstance(key, dict) or not key.keys() & {f"{kind}s" for kind in KINDS}:
        raise GoldError(f"{where}: expected lists named {' and '.join(f'{kind}s' for kind in KINDS)}.")
    more = key.get("uncertain")
    uncertain = more if isinstance(more, dict) else {}
    return {kind: _truth(*(_groups(part.get(f"{kind}s"), where) for part in (key, uncertain))) for kind in KINDS}


def _groups(rows: object, where: str) -> list[dict[str, list[Member]]]:
    if not isinstance(rows, list | None):
        raise GoldError(f"{where}: expected a list of groups, found {type(rows).__name__}.")
    return [_group(row, f"{where}, group {number}") for number, row in enumerate(rows or [], start=1)]


def _group(row: object, where: str) -> dict[str, list[Member]]:
    if not isinstance(row, dict) or not row.keys() <= _FIELDS:
        raise GoldError(f"{where}: expected the fields {', '.join(sorted(_FIELDS))}.")
    return {field: [_member(each, f"{where}, {field}") for each in row.get(field) or []]
            for field in sorted(_FIELDS - {"what"})}


def _member(row: object, where: str) -> Member:
    if not isinstance(row, list) or len(row) != 2:
        raise GoldError(f"{where}: expected pairs of a key's name and an entry's id, found {row!r}.")
    return str(row[0]), str(row[1])


def _truth(groups: list[dict[str, list[Member]]], uncertain: list[dict[str, list[Member]]]) -> Truth:
    """Pairs with a doubtful or optional member are ignored, and so are those of uncertain groups."""
    same = (pair for group in groups for pair in combinations(group["members"], 2))
    loose = ((group["members"], [*group["doubtful"], *group["optional"]]) for group in groups)
    ignored = (pair for members, other in loose for pair in chain(product(other, members), combinations(other, 2)))
    unsure = (pair for group in uncertain for pair in combinations(group["members"], 2))
    apart = _sorted(chain(ignored, unsure))
    return Truth(_sorted(same) - apart, apart)


def _sorted(pairs: Iterable[tuple[Member, Member]]) -> Pairs:
    return frozenset((min(pair), max(pair)) for pair in pairs)


def merging(facts: Mapping[Member, str], truth: Truth) -> Merging:
    """How the entries' ``facts``, empty for what was not read, compare with the truth."""
    merged = frozenset(_merged(facts)) - truth.ignored
    wanted = {pair for pair in truth.same if pair[0] in facts and pair[1] in facts}
    counts = Counts(len(merged & wanted), len(merged - wanted), len(wanted - merged))
    return Merging(counts, tuple(sorted(merged - wanted)))


def _merged(facts: Mapping[Member, Any]) -> Iterator[tuple[Member, Member]]:
    """The pairs of different articles that are about one fact."""
    for one, other in combinations(sorted(facts), 2):
        if one[0] != other[0] and facts[one] and facts[one] == facts[other]:
            yield one, other
