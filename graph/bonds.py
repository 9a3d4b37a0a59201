"""Which reports curators hold to be one thing, and which to be several; free of contradiction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

Pair = tuple[str, str]


@dataclass(frozen=True)
class Bonds:
    """Reports (IRIs) that are one, by the first report of their group, and the pairs of first reports that are not."""

    leaders: Mapping[str, str] = field(default_factory=dict)
    apart: frozenset[Pair] = frozenset()

    def lead(self, report: str) -> str:
        """The report that stands for all that are one with ``report``."""
        return self.leaders.get(report, report)

    def one(self, report: str, other: str) -> bool | None:
        """Whether two reports are one, None if nobody decided."""
        first, second = sorted((self.lead(report), self.lead(other)))
        if first == second:
            return True
        return False if (first, second) in self.apart else None

    def __contains__(self, report: str) -> bool:
        return report in self.leaders


@dataclass(frozen=True)
class Tie:
    """One decision that its reports are the same thing, or that no two of them are. ``key`` tells ties apart."""

    key: str
    date: str
    same: bool
    reports: tuple[str, ...]


def settle(ties: Iterable[Tie]) -> tuple[Bonds, dict[str, frozenset[str]]]:
    """The bonds that follow from ``ties``; and, by key, those that are set aside with the ties they contradict.

    Of ties that contradict each other the later ones count; of the same day, none. The order does not matter.
    """
    days: defaultdict[str, list[Tie]] = defaultdict(list)
    for tie in sorted(ties, key=lambda each: each.key):
        days[tie.date].append(tie)
    kept: list[Tie] = []
    aside: dict[str, frozenset[str]] = {}
    for _, today in sorted(days.items(), reverse=True):
        clash = _involved(kept, today)
        older = {tie.key: found for tie in today if tie.key in clash and (found := _involved(kept, [tie]))}
        left = [tie for tie in today if tie.key not in older]
        even = _involved(kept, left) if clash else clash
        aside |= {key: found - {key} for key, found in older.items()}
        aside |= {tie.key: even - {tie.key} for tie in left if tie.key in even}
        kept += [tie for tie in left if tie.key not in even]
    return _bonds(kept), aside


def _involved(kept: Sequence[Tie], today: Sequence[Tie]) -> frozenset[str]:
    """The keys of all ties that have a part in a contradiction, if those of ``today`` join those that are kept."""
    every = [*kept, *today]
    leaders = _leaders(every)
    found: set[str] = set()
    for tie in every:
        for one, other in () if tie.same else combinations(tie.reports, 2):
            if leaders.get(one, one) == leaders.get(other, other):
                found |= {tie.key, *_between(one, other, every)}
    return frozenset(found)


def _between(one: str, other: str, ties: Sequence[Tie]) -> Iterator[str]:
    """The ties on the ways from one report to another: what is left when loose ends are cut away."""
    left = {tie.key: set(tie.reports) for tie in ties if tie.same}
    while True:
        counts: defaultdict[str, int] = defaultdict(int)
        for reports in left.values():
            for report in reports:
                counts[report] += 1
        trimmed = {key: {report for report in reports if counts[report] > 1 or report in (one, other)}
                   for key, reports in left.items()}
        trimmed = {key: reports for key, reports in trimmed.items() if len(reports) > 1}
        if trimmed == left:
            break
        left = trimmed
    home = _component(one, left)
    yield from (key for key, reports in left.items() if reports & home)


def _component(report: str, ties: Mapping[str, set[str]]) -> set[str]:
    found, ahead = {report}, [report]
    while ahead:
        here = ahead.pop()
        more = {each for reports in ties.values() if here in reports for each in reports} - found
        found |= more
        ahead += sorted(more)
    return found


def _leaders(ties: Iterable[Tie]) -> dict[str, str]:
    """The first report of the group of each report that a tie names."""
    leaders: dict[str, str] = {}

    def lead(report: str) -> str:
        while leaders.setdefault(report, report) != report:
            report = leaders[report]
        return report

    for tie in ties:
        for report in tie.reports:
            first, second = sorted((lead(tie.reports[0] if tie.same else report), lead(report)))
            leaders[second] = first
    return {report: lead(report) for report in leaders}


def _bonds(ties: Sequence[Tie]) -> Bonds:
    leaders = _leaders(ties)
    pairs = ((leaders[one], leaders[other]) for tie in ties if not tie.same for one, other in
             combinations(tie.reports, 2))
    return Bonds(leaders, frozenset((min(pair), max(pair)) for pair in pairs))
