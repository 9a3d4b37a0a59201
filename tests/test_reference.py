"""The reference data that ships with the package, how bad rows are refused, and which place a name means."""

from __future__ import annotations

import re
import shutil
from itertools import chain
from pathlib import Path

import pytest
import yaml

from backchannel.ontology import gazetteer
from backchannel.ontology import reference as module
from backchannel.ontology.cities import city
from backchannel.ontology.reference import (
    Arrangement,
    Country,
    DataError,
    Official,
    Organization,
    Place,
    Post,
    Tenure,
    load,
    reference,
)
from backchannel.ontology.terms import slug

ROWS = reference()
SHIPPED = Path(module.__file__).parent
PARTIES: list[Country | Organization] = [*ROWS.countries.values(), *ROWS.organizations.values()]
KEYED: list[Official | Post | Arrangement | Place] = [
    *ROWS.officials.values(),
    *ROWS.posts.values(),
    *ROWS.arrangements.values(),
    *ROWS.places.values(),
]
SOURCED: list[Official | Tenure | Arrangement | Place] = [
    *ROWS.officials.values(),
    *ROWS.tenures,
    *ROWS.arrangements.values(),
    *ROWS.places.values(),
]
UNCHECKED = 226
"""How many officials stand on an address that nobody has read: to be lowered, never raised."""


def side_of(name: str) -> str:
    (key,) = {o.key for o in ROWS.organizations.values() if name in (o.label, *o.aliases)}
    return ROWS.side(key).label


# The shipped rows


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("US", "United States"),
        ("GB", "United Kingdom"),
        ("RU", "Russia"),
        ("TR", "Turkey"),
        ("KR", "South Korea"),
        ("KP", "North Korea"),
        ("CZ", "Czech Republic"),
        ("VN", "Vietnam"),
        ("LA", "Laos"),
        ("SY", "Syria"),
        ("NO", "Norway"),
        ("TW", "Taiwan"),
        ("XK", "Kosovo"),
        ("PS", "Palestine"),
    ],
)
def test_countries_have_their_short_english_name(code: str, label: str) -> None:
    assert ROWS.countries[code].label == label


def test_every_state_has_a_row_and_a_nationality() -> None:
    assert len(ROWS.countries) == 197
    gone = {"soviet-union", "yugoslavia"}
    assert ROWS.nationalities.keys() == ROWS.countries.keys() | gone


def test_every_capital_is_a_seat_of_government() -> None:
    for code, country in ROWS.countries.items():
        assert country.capital in (country.label, *ROWS.nationalities[code].seats), country.label


def test_iris_are_unique_and_ascii() -> None:
    iris = [row.iri for row in chain(PARTIES, KEYED, ROWS.tenures)]
    assert len(iris) == len(set(iris))
    assert all(re.fullmatch(r"https://w3id\.org/backchannel/id/[a-z0-9/-]+", iri) for iri in iris)


def test_iris_are_those_of_the_public_interface() -> None:
    base = "https://w3id.org/backchannel/id/"
    assert ROWS.countries["US"].iri == base + "country/united-states"
    assert ROWS.organizations["nato"].iri == base + "organization/nato"
    assert ROWS.arrangements["new-start"].iri == base + "reference/arrangement/new-start"
    assert ROWS.places["camp-david"].iri == base + "reference/place/camp-david"


def test_keys_are_slugs() -> None:
    keys = [row.key for row in (*KEYED, *ROWS.organizations.values())]
    assert [key for key in keys if key != slug(key, 96)] == []


def test_names_are_tidy_and_said_once() -> None:
    for names in [[row.label, *row.aliases] for row in PARTIES] + [[row.label, *row.aliases] for row in KEYED]:
        assert len(names) == len(set(names)), names
        assert all(name == " ".join(name.split()) for name in names), names


def test_labels_are_what_places_and_people_are_called_without_rank_or_article() -> None:
    labels = [official.label for official in ROWS.officials.values()] + [place.label for place in ROWS.places.values()]
    assert [label for label in labels if re.match(r"(the|general|gen\.|admiral|adm\.|president) ", label.lower())] == []


def test_facts_of_the_world_name_their_source() -> None:
    for row in SOURCED:
        assert re.match(r"https?://\S+$", row.source or getattr(row, "unchecked", "")), row


def test_what_nobody_has_read_yet_becomes_less() -> None:
    assert len([row for row in ROWS.officials.values() if row.unchecked]) <= UNCHECKED


def test_tenures_end_after_they_begin() -> None:
    for tenure in ROWS.tenures:
        until = tenure.until or "9999"
        precision = min(len(until), len(tenure.since))
        assert tenure.since[:precision] <= until[:precision], tenure.iri


def test_acting_for_another_ends_with_a_party_in_its_own_right() -> None:
    for key in ROWS.organizations:
        side = ROWS.side(key)
        assert not isinstance(side, Organization) or side.acts_for == side.key


@pytest.mark.parametrize(
    ("name", "side"),
    [
        ("US European Command", "United States"),
        ("CENTCOM", "United States"),
        ("SHAPE", "NATO"),
        ("UNIFIL", "United Nations"),
        ("CJTF-OIR", "US-led coalition"),
        ("Southern Military District", "Russia"),
        ("Russian Defense Ministry", "Russia"),
        ("Ministry of Defence of the United Kingdom", "United Kingdom"),
        ("Turkish General Staff", "Turkey"),
        ("South Korean Joint Chiefs of Staff", "South Korea"),
        ("Finnish military", "Finland"),
        ("PLA", "China"),
        ("IDF", "Israel"),
        ("Hezbollah", "Hezbollah"),
        ("RSF", "Rapid Support Forces"),
        ("Sudanese army", "Sudan"),
    ],
)
def test_organisations_act_for_a_party(name: str, side: str) -> None:
    assert side_of(name) == side


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Russian defence ministry", "Russian Ministry of Defence"),
        ("Israeli military", "Israel Defense Forces"),
        ("Chinese armed forces", "People's Liberation Army"),
        ("American Department of Defense", None),
        ("Defense Department", "US Department of Defense"),
        ("French Defense Ministry", "French Ministry of the Armed Forces"),
        ("Azerbaijani Armed Forces", "Azerbaijani Armed Forces"),
    ],
)
def test_institutions_bear_the_general_names_and_their_own(name: str, label: str | None) -> None:
    assert {o.label for o in ROWS.organizations.values() if name in (o.label, *o.aliases)} == (
        {label} if label else set()
    )


def test_cities_with_an_english_name_of_their_own_exist() -> None:
    for known in ROWS.city_names.values():
        found = city(known.geonames)
        assert found is not None
        assert found.place.label == known.label


def test_homonyms_contain_the_name_of_a_party_and_are_none() -> None:
    nations = [n for nation in ROWS.nationalities.values() for n in (*nation.adjectives, *nation.people, *nation.seats)]
    names = {name for party in PARTIES for name in (party.label, *party.aliases)} | set(nations)
    assert [name for name in ROWS.homonyms if name in names] == []
    words = [name.split() for name in ROWS.homonyms]
    inside = [{" ".join(w[i:k]) for i in range(len(w)) for k in range(i + 1, len(w) + 1)} & names for w in words]
    assert [name for name, parties in zip(ROWS.homonyms, inside, strict=True) if not parties] == []


# Rows that do not fit


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "reference").mkdir()
    (tmp_path / "lexicon" / "en").mkdir(parents=True)
    shutil.copy(SHIPPED / "reference" / "countries.yaml", tmp_path / "reference")
    return tmp_path


OFFICIAL = "- {label: A B, country: FR, source: 'https://e.org'}\n"
POST = "- {label: Chief, of: FR}\n"
TENURE = "- {official: a-b, post: chief, since: '2020', source: x}\n"


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (
            {"officials.yaml": "- {label: A B, country: FR, source: x, age: 3}"},
            ["officials.yaml, row 1 (A B)", "'age'"],
        ),
        ({"officials-x.yaml": OFFICIAL + "- {label: C D, source: x}"}, ["officials-x.yaml, row 2 (C D)", "'country'"]),
        ({"officials.yaml": "- {label: A B, country: 47, source: x}"}, ["country must be of type str", "quote"]),
        ({"officials.yaml": "- {label: A B, country: FR}"}, ["officials.yaml, row 1 (A B)", "'source'", "'unchecked'"]),
        ({"officials.yaml": OFFICIAL.replace("}", ", unchecked: x}")}, ["row 1 (A B)", "'source'", "'unchecked'"]),
        ({"officials.yaml": OFFICIAL.replace("FR", "ZZ")}, ["row 1 (A B)", "'ZZ'"]),
        ({"officials.yaml": OFFICIAL * 2}, ["row 2 (A B)", "'a-b'"]),
        (
            {"officials.yaml": OFFICIAL + "- {label: C D, aliases: [A B], country: IT, source: x}"},
            ["row 2 (C D)", "'A B'", "officials.yaml, row 1 (A B)"],
        ),
        ({"officials.yaml": "- A B"}, ["officials.yaml, row 1", "mapping"]),
        ({"officials.yaml": "A B"}, ["officials.yaml", "list"]),
        ({"officials.yaml": "- {label: ["}, ["officials.yaml", "YAML"]),
        ({"organizations.yaml": "- {label: X, kind: club}"}, ["row 1 (X)", "'club'", "alliance"]),
        (
            {"organizations.yaml": "- {label: X, kind: body, aliases: [France]}"},
            ["row 1 (X)", "'France'", "countries.yaml"],
        ),
        ({"organizations.yaml": "- {label: X, kind: body, acts_for: y}"}, ["row 1 (X)", "'y'"]),
        ({"arrangements.yaml": "- {label: X, kind: Treaty, parties: [FR, QQ], source: x}"}, ["row 1 (X)", "'QQ'"]),
        (
            {"places.yaml": "- {label: X, kind: site, country: FR, source: x, aliases: [2]}"},
            ["aliases", "list of texts"],
        ),
        (
            {
                "officials.yaml": OFFICIAL,
                "posts.yaml": POST,
                "tenures.yaml": "- {official: a-b, post: chief, since: '20', source: x}",
            },
            ["tenures.yaml, row 1", "'20'", "2012-11-09"],
        ),
        (
            {"officials.yaml": OFFICIAL, "tenures.yaml": TENURE},
            ["tenures.yaml, row 1", "'chief'"],
        ),
    ],
)
def test_a_row_that_does_not_fit_is_named(folder: Path, files: dict[str, str], words: list[str]) -> None:
    for name, text in files.items():
        (folder / "reference" / name).write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as refusal:
        load(folder)
    assert [word for word in words if word not in str(refusal.value)] == []


def test_tables_without_files_are_empty(folder: Path) -> None:
    rows = load(folder)
    assert (rows.officials, rows.tenures, rows.places) == ({}, (), {})
    assert "US" in rows.countries


def test_tables_may_be_spread_over_files_and_share_listed_names(folder: Path) -> None:
    for name, text in {
        "officials-a.yaml": "- {label: A B, aliases: [B], country: FR, source: x}",
        "officials-b.yaml": "- {label: C B, aliases: [B], country: IT, source: x}",
        "ambiguous.yaml": "- {label: B}",
    }.items():
        (folder / "reference" / name).write_text(text, encoding="utf-8")
    assert list(load(folder).officials) == ["a-b", "c-b"]


def test_an_address_that_nobody_has_read_is_no_source(folder: Path) -> None:
    row = OFFICIAL.replace("source", "unchecked")
    (folder / "reference" / "officials.yaml").write_text(row, encoding="utf-8")
    official = load(folder).officials["a-b"]
    assert (official.source, official.unchecked) == ("", "https://e.org")


def test_words_that_other_yaml_takes_for_truth_values_are_words(folder: Path) -> None:
    (folder / "reference" / "officials.yaml").write_text(OFFICIAL.replace("FR", "NO"), encoding="utf-8")
    assert load(folder).officials["a-b"].country == "NO"


@pytest.mark.parametrize("path", sorted((SHIPPED / "lexicon" / "en").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_lexicon_can_be_read_without_libyaml(path: Path) -> None:
    assert yaml.safe_load(path.read_text(encoding="utf-8"))


# Which place a name means


@pytest.mark.parametrize(
    ("name", "country", "label", "kind", "code"),
    [
        ("Baku", None, "Baku", "city", "AZ"),
        ("BAKU", None, "Baku", "city", "AZ"),
        ("Kyiv", None, "Kyiv", "city", "UA"),
        ("Kiev", None, "Kyiv", "city", "UA"),
        ("Berne", None, "Bern", "city", "CH"),
        ("Geneva", None, "Geneva", "city", "CH"),
        ("Sana'a", None, "Sanaa", "city", "YE"),
        ("Bogota", None, "Bogotá", "city", "CO"),
        ("Washington, D.C.", None, "Washington", "city", "US"),
        ("Saint Petersburg", None, "St. Petersburg", "city", "RU"),
        ("Mecca", None, "Mecca", "city", "SA"),
        ("New York", None, "New York", "city", "US"),
        ("Tripoli", None, "Tripoli", "city", "LY"),
        ("Tripoli", "LB", "Tripoli", "city", "LB"),
        ("Paris", "US", "Paris", "city", "US"),
        ("Georgia", None, "Georgia", "country", "GE"),
        ("Georgia", "US", "Georgia", "region", "US"),
        ("Alaska", None, "Alaska", "region", "US"),
        ("Hong Kong", None, "Hong Kong", "city", "CN"),
        ("Türkiye", None, "Turkey", "country", "TR"),
        ("Konigstedt Manor", None, "Königstedt Manor", "building", "FI"),
        ("Joint Security Area", None, "Panmunjom", "site", "KR"),
        ("Crimea", None, "Crimea", "region", "UA"),
    ],
)
def test_a_name_means_a_place(name: str, country: str | None, label: str, kind: str, code: str) -> None:
    found = gazetteer.place(name, country)
    assert found is not None
    assert (found.label, found.kind, found.country) == (label, kind, code)


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Springfield", None),
        ("Birmingham", None),
        ("Córdoba", None),
        ("Peking", None),
        ("Baku", "FR"),
        ("male", None),
        ("Pentagon", None),
        ("Nowhere at All", None),
        ("", None),
    ],
)
def test_an_unknown_or_ambiguous_name_means_no_place(name: str, country: str | None) -> None:
    assert gazetteer.place(name, country) is None


def test_candidates_come_most_populous_first() -> None:
    assert [p.country for p in gazetteer.places_named("Birmingham")][:2] == ["GB", "US"]
    assert len(gazetteer.places_named("Springfield")) > 3


@pytest.mark.parametrize("code", sorted(ROWS.countries))
def test_a_capital_is_found_in_its_country(code: str) -> None:
    country = ROWS.countries[code]
    found = gazetteer.place(country.capital, code)
    assert found is not None
    assert found.label == country.capital


@pytest.mark.parametrize("name", ["Vantaa", "Azerbaijan", "Alaska", "Camp David"])
def test_places_are_found_again_by_key(name: str) -> None:
    found = gazetteer.place(name)
    assert found is not None
    assert gazetteer.place_by_key(found.key) == found


@pytest.mark.parametrize("key", ["vantaa-1", "baku-632453", "nowhere", ""])
def test_a_key_of_no_place_finds_none(key: str) -> None:
    assert gazetteer.place_by_key(key) is None


@pytest.mark.parametrize("key", sorted(ROWS.places))
def test_venues_are_found_by_every_name_and_lie_in_known_places(key: str) -> None:
    venue = ROWS.places[key]
    assert {gazetteer.place(name) for name in (venue.label, *venue.aliases)} == {venue}
    assert venue.within is None or gazetteer.place_by_key(venue.within) is not None


def test_cities_carry_coordinates_and_geonames_ids() -> None:
    baku = gazetteer.place("Baku")
    assert baku is not None
    assert (baku.geonames, round(baku.latitude or 0), round(baku.longitude or 0)) == (587084, 40, 50)
