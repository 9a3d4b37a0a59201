"""What reference rows are: states, organisations, officials, posts and tenures, arrangements, venues."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from backchannel.ontology.terms import data_iri

OrganizationKind = Literal["alliance", "body", "command", "ministry", "forces", "coalition", "agency"]
ArrangementKind = Literal["Treaty", "Agreement", "Memorandum", "Channel"]
PlaceKind = Literal["building", "site", "city", "region", "country"]


@dataclass(frozen=True)
class Country:
    """A state: ISO 3166-1 alpha-2 code, short English name, other names, capital, codes of dependent territories.

    ``article`` tells that the name takes "the" in prose.
    """

    code: str
    label: str
    aliases: tuple[str, ...] = ()
    capital: str = ""
    article: bool = False
    territories: tuple[str, ...] = ()

    @property
    def iri(self) -> str:
        """``id/country/united-states``."""
        return data_iri("country", self.label)


@dataclass(frozen=True)
class Nationality:
    """How English names the state with this code: adjectives, words for its people, seats that mean its government."""

    code: str
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()


@dataclass(frozen=True)
class Organization:
    """An alliance, body, command, ministry, force, coalition or agency.

    ``acts_for`` is the code or key of the party it is or belongs to, its own key if it is a party in its own right.
    ``institution`` says which institution of a state it is, so that the general names of that institution name it too.
    """

    key: str
    label: str
    kind: OrganizationKind
    aliases: tuple[str, ...] = ()
    acts_for: str = ""
    institution: str = ""

    @property
    def iri(self) -> str:
        """``id/organization/nato``."""
        return data_iri("organization", self.key)


@dataclass(frozen=True)
class Institution:
    """An institution that most states have, as name patterns over ``{adjective}`` and ``{country}``."""

    key: str
    label: str
    kind: OrganizationKind
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Official:
    """A person known to act or have acted for ``country``, a country code or organisation key.

    ``source`` is a page that tells of the person and that somebody has read. A row that nobody has compared with a page
    has ``unchecked`` in its place: the address of a page that may tell of the person, and that is no source yet.
    """

    key: str
    label: str
    country: str
    source: str = ""
    aliases: tuple[str, ...] = ()
    unchecked: str = ""

    @property
    def iri(self) -> str:
        """``id/reference/official/valery-gerasimov``."""
        return data_iri("reference/official", self.key)


@dataclass(frozen=True)
class Post:
    """An office that people hold, ``of`` a country code or organisation key."""

    key: str
    label: str
    of: str
    aliases: tuple[str, ...] = ()
    source: str = ""

    @property
    def iri(self) -> str:
        """``id/post/chairman-of-the-joint-chiefs-of-staff``."""
        return data_iri("post", self.label)


@dataclass(frozen=True)
class Tenure:
    """Who held which post when: keys of official and post, ISO dates of day, month or year precision; None is open."""

    official: str
    post: str
    since: str
    source: str
    until: str | None = None

    @property
    def iri(self) -> str:
        """``id/reference/tenure/<official>-<post>-<since>``."""
        return data_iri("reference/tenure", f"{self.official} {self.since} {self.post}")


@dataclass(frozen=True)
class Arrangement:
    """A treaty, agreement, memorandum or channel known by name; ``parties`` is empty for a multilateral one."""

    key: str
    label: str
    kind: ArrangementKind
    source: str
    aliases: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()

    @property
    def iri(self) -> str:
        """``id/reference/arrangement/new-start``."""
        return data_iri("reference/arrangement", self.key)


@dataclass(frozen=True)
class Place:
    """A venue; ``within`` is the key of a wider place, ``geonames`` a GeoNames id, coordinates are degrees (WGS 84)."""

    key: str
    label: str
    kind: PlaceKind
    country: str
    aliases: tuple[str, ...] = ()
    within: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None
    source: str = ""

    @property
    def iri(self) -> str:
        """``id/reference/place/konigstedt-manor``."""
        return data_iri("reference/place", self.key)


@dataclass(frozen=True)
class CityName:
    """The English name, and others, of a city that the gazetteer spells otherwise; ``geonames`` is its GeoNames id."""

    geonames: int
    label: str
    aliases: tuple[str, ...] = ()


Party = Country | Organization


@dataclass(frozen=True)
class Name:
    """A bare name: one that several rows may bear, or one that contains the name of a party and does not mean it."""

    label: str
