from __future__ import annotations

from itertools import permutations

import pytest
from made import Story, arrangement, baku, country, meeting, official

from backchannel.graph.accounts import Account, accounts
from backchannel.graph.known import known
from backchannel.graph.resolve import Cluster, resolve
from backchannel.graph.triples import article_quads
from backchannel.ontology import terms
from backchannel.sources.claims import Term

KNOWN = known()
NATO = Term(terms.data_iri("organization", "NATO"), "NATO", "Organization")


def told(*stories: Story) -> list[Account]:
    return [account for story in stories for account in accounts(article_quads(story.reading))]


def clusters(kind: str, *stories: Story) -> list[Cluster]:
    return [c for c in resolve(told(*stories), KNOWN) if c[0].describes == terms.BC + kind]


def sizes(kind: str, *stories: Story) -> list[int]:
    return sorted(len(cluster) for cluster in clusters(kind, *stories))


def person(name: str, of: str, number: int) -> Story:
    return official(Story(published=f"2017-01-{number:02}"), "x", name, of)


@pytest.mark.parametrize(("people", "expected"), [
    ([("Joseph Dunford", "United States"), ("Joseph Dunford", "United States")], [2]),
    ([("Joseph Dunford", "United States"), ("Joe Dunford", "United States")], [2]),
    ([("John Smith", "United States"), ("John Smith", "United Kingdom")], [1, 1]),
    ([("Joseph Dunford", "United States"), ("Joseph Dunford", "")], [2]),
    ([("Joseph Dunford", ""), ("Joseph Dunford", "")], [2]),
    ([("John Smith", "United States"), ("John Smith", "United Kingdom"), ("John Smith", "")], [1, 1, 1]),
    ([("John Smith", "United States"), ("John Smith", "United States"), ("John Smith", "Canada")], [1, 2]),
    ([("Gerasimov", ""), ("Gerasimov", "")], [1, 1]),
    ([("Gerasimov", "Russia"), ("Gerasimov", "Russia")], [2]),
])
def test_officials_are_one_by_name_and_country(people: list[tuple[str, str]], expected: list[int]) -> None:
    stories = [person(name, of, number) for number, (name, of) in enumerate(people, start=1)]
    assert sizes("Official", *stories) == expected


def test_an_organisation_is_no_conflict_with_a_country() -> None:
    allied = Story().add("x", "Official", "Tod Wolters", ("country", NATO, ""))
    assert sizes("Official", allied, person("Tod Wolters", "United States", 2)) == [2]


def test_places_of_one_name_in_two_countries_are_two() -> None:
    stories = [Story(published=f"2017-01-0{n}").add("p", "Place", "Tripoli", ("country", country(of), ""))
               for n, of in enumerate(["Libya", "Lebanon", "Libya"], start=1)]
    assert sizes("Place", *stories) == [1, 2]


@pytest.mark.parametrize(("other", "together"), [
    (baku("2017-02-20"), True),
    (baku("2017-02-20", place="Azerbaijan"), True),
    (baku("2017-02-10", became="planned"), True),
    (baku("2017-02-20", "2017-02-17"), True),
    (baku("2017-02-20", "2017-02-18"), False),
    (baku("2017-02-20", "2017-02"), True),
    (baku("2017-02-20", ""), True),
    (baku("2017-02-20", kind="Call"), False),
])
def test_contacts_are_one_if_people_time_and_kind_fit(other: Story, together: bool) -> None:
    found = clusters("Meeting", baku(), other) + clusters("Call", baku(), other)
    assert sorted(len(cluster) for cluster in found) == ([2] if together else [1, 1])


def test_contacts_of_different_people_are_two() -> None:
    third = official(baku("2017-02-20"), "m", "Mark Milley", "United States")
    meeting(third, people=("m", "g"), key="c2")
    assert sizes("Meeting", third, baku()) == [1, 2]


def test_one_person_is_too_few_to_tell_contacts_apart() -> None:
    stories = [meeting(official(Story(published=day), "d", "Joseph Dunford"), people=["d"])
               for day in ("2017-02-17", "2017-02-18")]
    assert sizes("Meeting", *stories) == [1, 1]


def test_two_contacts_that_one_article_tells_apart_stay_apart() -> None:
    sparse = official(official(Story(), "d", "Joseph Dunford", "United States"), "g", "Valery Gerasimov", "Russia")
    twice = meeting(baku("2017-02-20"), key="c2")
    assert sizes("Meeting", twice, meeting(sparse)) == [1, 1, 1]
    assert sizes("Meeting", twice, baku()) == [1, 2]


def test_of_arrangements_only_known_ones_are_one() -> None:
    known = [arrangement(Story(published=f"2026-02-0{n}")) for n in (5, 6)]
    vague = [arrangement(Story(published=f"2026-02-0{n}"), "Military hotline", kind="Channel") for n in (5, 6)]
    assert sizes("Treaty", *known) == [2]
    assert sizes("Channel", *vague) == [1, 1]


@pytest.mark.parametrize(("steps", "expected"), [
    ([("expired", "2026-02-05"), ("expired", "2026-02-05")], [2]),
    ([("expired", "2026-02-05"), ("expired", "2026-02")], [2]),
    ([("expired", "2026-02-05"), ("suspended", "2026-02-05")], [1, 1]),
    ([("expired", ""), ("expired", "")], [1, 1]),
])
def test_changes_are_one_by_arrangement_kind_and_date(steps: list[tuple[str, str]], expected: list[int]) -> None:
    stories = [arrangement(Story(published=f"2026-02-0{day}"), "New START", step)
               for day, step in enumerate(steps, start=6)]
    assert sizes("Change", *stories) == expected


def test_the_order_of_articles_does_not_matter() -> None:
    stories = [person("John Smith", of, number) for number, of in enumerate(["", "Canada", "United States"], start=1)]
    stories += [baku(), baku("2017-02-20", place="Azerbaijan")]
    orders = {resolve_names(order) for order in permutations(stories)}
    assert len(orders) == 1


def resolve_names(stories: tuple[Story, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(account.report for account in cluster) for cluster in resolve(told(*stories), KNOWN))


def test_the_first_report_is_the_first_published_and_undated_ones_are_last() -> None:
    [cluster] = clusters("Meeting", baku(""), baku("2017-02-20"), baku("2017-02-17"))
    assert [account.published for account in cluster] == ["2017-02-17", "2017-02-20", "9999-12-31"]


def test_every_report_is_in_exactly_one_cluster() -> None:
    everything = told(baku(), baku("2017-02-20"), arrangement(Story(), "New START", ("signed", "2010")))
    found = [account.report for cluster in resolve(everything, KNOWN) for account in cluster]
    assert sorted(found) == sorted(account.report for account in everything)
