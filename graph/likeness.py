"""How alike two things told of are: named features that add up, and vetoes that no sum outweighs.

The sum of weights is the linkage rule of Fellegi and Sunter ("A Theory for Record Linkage", JASA 1969). Features and
vetoes are functions of two profiles; their docstrings are the explanations that users see.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from math import inf
from typing import Any, Generic, TypeVar

from backchannel.graph.accounts import Account
from backchannel.graph.bonds import Bonds
from backchannel.ontology.weights import Weights

Key = tuple[Hashable, ...]


@dataclass(frozen=True)
class Profile:
    """What reports say that agree in all that is compared; ``accounts`` are in the order in which they came out."""

    accounts: tuple[Account, ...]

    @property
    def order(self) -> tuple[str, str, str]:
        """The order of the first report."""
        return self.accounts[0].order

    @cached_property
    def articles(self) -> frozenset[str]:
        """The IRIs of the articles that say so."""
        return frozenset(account.article for account in self.accounts)

    def words(self, feature: str) -> str:
        """What is compared under the name of ``feature``, for people."""
        value = getattr(self, feature, ())
        return value if isinstance(value, str) else ", ".join(sorted(map(str, value)))


P = TypeVar("P", bound=Profile)


@dataclass(frozen=True)
class Feature:
    """What one feature finds: its name, the finding, its weight, what the feature is for, and the two values."""

    name: str
    finding: str
    weight: float
    about: str
    one: str
    other: str

    def __str__(self) -> str:
        values = f" ({self.one or 'nothing'} | {self.other or 'nothing'})"
        return f"{self.name}: {self.finding or 'not told by both'}{values}: {self.weight:+g}"


@dataclass(frozen=True)
class Comparison:
    """Two reports compared: the features, the sum from which reports are linked, and why they cannot be one.

    ``one`` and ``other`` are the IRIs of reports; ``vetoes`` are sentences.
    """

    one: str
    other: str
    features: tuple[Feature, ...]
    vetoes: tuple[str, ...]
    enough: float

    @property
    def score(self) -> float:
        """The sum of the weights."""
        return sum(feature.weight for feature in self.features)

    @property
    def linked(self) -> bool:
        """Whether the two are alike enough to be one, and nothing speaks against it."""
        return not self.vetoes and self.score >= self.enough

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield from map(str, self.features)
        yield f"Together {self.score:g}; {self.enough:g} are enough."
        yield from self.vetoes

    def as_json(self) -> dict[str, Any]:
        """The comparison as JSON values."""
        return {**asdict(self), "score": self.score, "linked": self.linked}


@dataclass(frozen=True)
class Likeness(Generic[P]):
    """How things of one kind are compared. ``blocks`` gives the keys of which two must share one to be compared.

    A feature returns what it finds, one of the entries of its table in ``weights``, or an empty string if the reports
    do not tell enough; a veto returns whether it holds. What curators decided, the ``bonds``, outweighs all of them.
    """

    weights: Weights
    features: tuple[Callable[[P, P], str], ...]
    vetoes: tuple[Callable[[P, P], bool], ...]
    blocks: Callable[[P], Iterable[Key]]
    bonds: Bonds = Bonds()

    def keys(self, one: P) -> Iterator[Key]:
        """The keys of ``one``, with one more for those that curators hold to be one with others."""
        yield from self.blocks(one)
        if one.accounts[0].report in self.bonds:
            yield "decision", self.bonds.lead(one.accounts[0].report)

    def score(self, one: P, other: P) -> float | None:
        """The sum of the weights, None if there is a veto."""
        decided = self.bonds.one(one.accounts[0].report, other.accounts[0].report)
        if decided is not None:
            return inf if decided else None
        if any(veto(one, other) for veto in self.vetoes):
            return None
        return sum(self._weight(feature, feature(one, other)) for feature in self.features)

    def compare(self, one: P, other: P) -> Comparison:
        """The same in full, in the order in which the reports came out."""
        one, other = sorted((one, other), key=lambda each: each.order)
        return Comparison(
            one.accounts[0].report, other.accounts[0].report,
            tuple(self._feature(feature, one, other) for feature in self.features),
            tuple(about(veto) for veto in self.vetoes if veto(one, other)),
            self.weights.enough,
        )

    def _feature(self, feature: Callable[[P, P], str], one: P, other: P) -> Feature:
        name, finding = _name(feature), feature(one, other)
        weight = self._weight(feature, finding)
        return Feature(name, finding, weight, about(feature), one.words(name), other.words(name))

    def _weight(self, feature: Callable[[P, P], str], finding: str) -> float:
        return self.weights.features[_name(feature)][finding] if finding else 0.0


def _name(feature: Callable[..., object]) -> str:
    """The name of a feature, without the underscore that keeps it from being a built-in function's."""
    return feature.__name__.rstrip("_")


def about(function: Callable[..., object]) -> str:
    """The first line of a function's docstring."""
    return (function.__doc__ or "").strip().partition("\n")[0]


def told_by_one_article(one: Profile, other: Profile) -> bool:
    """One article tells of both, as of two."""
    return not one.articles.isdisjoint(other.articles)


def nested(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one of two sets holds the other."""
    return one <= other or other <= one
