"""Arrangements as they are compared: known name, telling words, form, region, sides and dated changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Final

from backchannel.graph.accounts import Account
from backchannel.graph.known import Known
from backchannel.graph.likeness import Key, Profile
from backchannel.ontology import terms
from backchannel.ontology.cities import fold
from backchannel.ontology.lexicon import name_words
from backchannel.sources.dates import Interval

Step = tuple[str, Interval | None]  # the IRI of the kind of change, and its date

_KEYED: Final = 6  # sides of one arrangement that make keys
_BRITISH: Final = {"defence": "defense", "centre": "center", "theatre": "theater"}


@dataclass(frozen=True)
class Pact(Profile):
    """An arrangement. ``row`` is the label of the known one that its name means, ``type`` the name of its class.

    ``telling`` are the words of the name that are neither general nor name a form or a side; ``regions`` the IRIs of
    countries in the name that are no sides.
    """

    label: str
    row: str
    type: str
    sides: frozenset[str]
    telling: frozenset[str]
    form: frozenset[str]
    regions: frozenset[str]
    changes: tuple[Step, ...]

    def words(self, feature: str) -> str:
        """Name, type, sides, form, region or changes."""
        shown: dict[str, Iterable[str]] = {
            "name": [self.label], "type": [self.type], "sides": map(terms.local, self.sides), "form": self.form,
            "region": map(terms.local, self.regions),
            "changes": [f"{terms.local(kind).lower()} {date.iso if date else 'undated'}"
                        for kind, date in self.changes],
        }
        return ", ".join(sorted(shown[feature]))


def pact(accounts: Sequence[Account], steps: Mapping[str, Sequence[Account]], known: Known) -> Pact:
    """The arrangement of reports that agree in all that is compared; ``steps`` are changes by arrangement report."""
    first = accounts[0]
    sides = frozenset(first.get(terms.PARTY))
    bare = re.sub(r"\s*\([^)]*\)", "", first.label).strip() or first.label
    words = [_plain(word) for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", bare)]
    named = known.countries(bare)
    told = {(kind, date) for change in steps.get(first.report, ())
            for kind in change.get(terms.KIND) for date in (change.dates or (None,))}
    return Pact(
        tuple(accounts), first.label, _row(bare, known), terms.local(first.describes), sides,
        frozenset(words) - name_words().general - _all_forms() - set(named),
        frozenset(form for form, members in name_words().forms.items() if not members.isdisjoint(words)),
        frozenset(named.values()) - sides,
        tuple(sorted(told, key=lambda step: (step[0], step[1].iso if step[1] else ""))),
    )


def _plain(word: str) -> str:
    word = fold(word) if "-" not in word else word.casefold()
    return _BRITISH.get(word, word)


@cache
def _all_forms() -> frozenset[str]:
    return frozenset().union(*name_words().forms.values())


def _row(label: str, known: Known) -> str:
    return label if label in known.arrangements else known.texts.get(fold(label), "")


def blocks(one: Pact) -> Iterator[Key]:
    """The known arrangement; two sides and a telling word, a region or the year of a change."""
    if one.row:
        yield "known", one.row
    years = {(kind, date.iso[:4]) for kind, date in one.changes if date}
    for pair in combinations(sorted(one.sides)[:_KEYED], 2):
        yield from ((*pair, word) for word in sorted(one.telling | one.regions))
        yield from ((*pair, *year) for year in sorted(years))
