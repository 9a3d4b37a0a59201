"""Resolution kept up: as reports of one kind come and go, which clusters change.

This does for a part what :func:`backchannel.graph.resolve.resolve` does for all, with the same steps: reports that
agree make a profile, profiles with a key in common are compared, what is linked makes a component, and each is settled.
Profiles, blocks, links and facts stand in the ledger, so that only the components are settled again that have changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from backchannel.graph.accounts import Account
from backchannel.graph.blocks import Entry, Pair, exchange
from backchannel.graph.clusters import settled
from backchannel.graph.ledger import Ledger, digest
from backchannel.graph.likeness import P
from backchannel.graph.profiles import Kind

Moves = dict[str, tuple[str | None, str | None]]  # by report: the fact that it was about, and the one that it is about


@dataclass(frozen=True)
class Left:
    """A report that its profile loses: the profile, and the ``sign`` in which its reports agree."""

    sign: str
    profile: str


def place(account: Account) -> str:
    """What sorts reports as :attr:`Account.order` does, in one string."""
    return " ".join(account.order)


def relink(ledger: Ledger, kind: Kind[Any], gone: Iterable[Left], come: Sequence[Account]) -> Moves:
    """Resolves ``kind`` again after reports have left their profiles and others have come, which are in the ledger.

    The result are the reports that are now about another fact.
    """
    return _Relinking(ledger, kind).run(list(gone), come)


class _Relinking(Generic[P]):
    """One kind at work; profiles are looked up once."""

    def __init__(self, ledger: Ledger, kind: Kind[P]) -> None:
        self._ledger = ledger
        self._kind = kind
        self._profiles: dict[str, P] = {}

    def run(self, left: Sequence[Left], come: Sequence[Account]) -> Moves:
        signs = {account.report: self._sign(account, sign) for account, sign in self._kind.signed(come)}
        self._ledger.many("UPDATE account SET sign = ? WHERE report = ?", [(s, report) for report, s in signs.items()])
        touched = {*signs.values(), *(each.sign for each in left)}
        before = {each.profile for each in left} | {
            profile for sign in touched
            for profile in self._ledger.column("SELECT DISTINCT profile FROM account WHERE sign = ?", sign) if profile}
        after = {profile for sign in touched for profile in self._grouped(sign)}
        gone, new = before - after | before & touched, after - before | after & touched
        return self._moves(self._ends(self._relinked(gone, new)) | new)

    def _sign(self, account: Account, sign: object) -> str:
        return account.report if sign == account.report else digest(self._kind.classes[0], sign).hex()

    def _grouped(self, sign: str) -> list[str]:
        """The profiles of the reports with this sign: one if that is enough for them to be one, else one for each."""
        group = self._ledger.accounts("sign = ? ORDER BY place LIMIT 2", sign)
        profile = "sign" if self._kind.sure(group) else "report"
        self._ledger.run(f"UPDATE account SET profile = {profile} WHERE sign = ? AND profile IS NOT {profile}", sign)
        return self._ledger.column("SELECT DISTINCT profile FROM account WHERE sign = ?", sign)

    def _relinked(self, gone: Iterable[str], new: Iterable[str]) -> set[str]:
        """Links profiles anew; those whose links have changed, gone ones left out."""
        candidates = exchange(self._ledger, gone, {profile: list(self._entries(profile)) for profile in new})
        ends: set[str] = set()
        for profile in gone:
            others = self._ledger.column("SELECT other FROM link WHERE one = ?", profile)
            ends |= set(others)
            self._ledger.many("DELETE FROM link WHERE one = ? AND other = ?",
                              [pair for other in others for pair in ((profile, other), (other, profile))])
        for pair in candidates.lost:
            if self._ledger.one("SELECT 1 FROM link WHERE one = ? AND other = ?", *pair):
                ends |= set(pair)
                self._ledger.many("DELETE FROM link WHERE one = ? AND other = ?", [pair, pair[::-1]])
        return ends | {end for pair in sorted(candidates.gained) if self._linked(pair) for end in pair}

    def _entries(self, profile: str) -> Iterable[Entry]:
        """The places in blocks of a profile: all its reports have the same keys."""
        first = self._ledger.accounts("profile = ? ORDER BY place LIMIT 1", profile)
        made = self._kind.make(first)
        for key in {digest(self._kind.classes[0], *key) for key in self._kind.likeness.blocks(made)}:
            yield key, place(first[0]), profile

    def _linked(self, pair: Pair) -> bool:
        one, other = sorted(map(self._profile, pair), key=lambda each: each.order)
        score = self._kind.likeness.score(one, other)
        if score is None or score < self._kind.likeness.weights.enough:
            return False
        self._ledger.many("INSERT INTO link VALUES (?, ?, ?)", [(*pair, score), (*pair[::-1], score)])
        return True

    def _profile(self, name: str) -> P:
        if name not in self._profiles:
            self._profiles[name] = self._kind.make(self._ledger.accounts("profile = ? ORDER BY place", name))
        return self._profiles[name]

    def _ends(self, profiles: Iterable[str]) -> set[str]:
        """Those of ``profiles`` that still are."""
        return {each for each in profiles if self._ledger.one("SELECT 1 FROM account WHERE profile = ? LIMIT 1", each)}

    def _moves(self, ahead: set[str]) -> Moves:
        """Settles the components of these profiles."""
        moves: Moves = {}
        while ahead:
            links = self._component(ahead.pop())
            ahead -= links.keys()
            for part in self._settled(links):
                moves |= self._about(part)
        return moves

    def _component(self, profile: str) -> dict[str, dict[str, float]]:
        """The profiles that are linked to this one, directly or through others, with their links."""
        found: dict[str, dict[str, float]] = {}
        ahead = [profile]
        while ahead:
            one = ahead.pop()
            if one not in found:
                found[one] = dict(self._ledger.all("SELECT other, score FROM link WHERE one = ?", one))
                ahead += found[one]
        return found

    def _settled(self, links: Mapping[str, Mapping[str, float]]) -> list[list[str]]:
        """The clusters of a component: profiles in their order."""
        if len(links) == 1:
            return [list(links)]
        names = sorted(links, key=lambda name: self._profile(name).order)
        number = {name: position for position, name in enumerate(names)}
        pairs = {(number[one], number[other]): score for one, of in links.items() for other, score in of.items()
                 if number[one] < number[other]}
        profiles = [self._profile(name) for name in names]
        by_report = {profile.accounts[0].report: name for profile, name in zip(profiles, names, strict=True)}
        found = settled(profiles, dict(sorted(pairs.items())), self._kind.likeness)
        return [[by_report[profile.accounts[0].report] for profile in part] for part in found.clusters]

    def _about(self, profiles: Sequence[str]) -> Moves:
        """Notes which fact the reports of one cluster are about; those of another before."""
        [first] = self._ledger.accounts("profile = ? ORDER BY place LIMIT 1", profiles[0])
        moves: defaultdict[str, tuple[str | None, str | None]] = defaultdict(lambda: (None, None))
        for profile in profiles:
            for report, fact in self._ledger.all(
                    "SELECT report, fact FROM account WHERE profile = ? AND fact IS NOT ?", profile, first.candidate):
                moves[report] = fact, first.candidate
        self._ledger.many("UPDATE account SET fact = ? WHERE report = ?", [(new, r) for r, (_, new) in moves.items()])
        return dict(moves)
