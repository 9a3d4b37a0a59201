"""Which spellings are one person's, and to whom a family name alone belongs."""

from __future__ import annotations

import pytest
from made import Story, country, post

from backchannel.graph.accounts import accounts
from backchannel.graph.known import known
from backchannel.graph.names import alike, name, skeleton
from backchannel.graph.resolve import resolve
from backchannel.graph.triples import article_quads
from backchannel.ontology.lexicon import name_words
from backchannel.ontology.weights import resolution

Person = tuple[str, str, str]  # name, country, post; the last two may be empty


@pytest.mark.parametrize(("one", "other", "expected"), [
    ("Valery Gerasimov", "Valery Gerasimov", "the same name"),
    ("Valery Gerasimov", "Valeriy Gerasimov", "another spelling"),
    ("Sergei Shoigu", "Sergey Shoygu", "another spelling"),
    ("Oleksandr Syrskyi", "Oleksandr Syrsky", "another spelling"),
    ("Joseph Dunford", "Joe Dunford", "another spelling"),
    ("Charles Q. Brown", "Charles Brown", "another spelling"),
    ("Habib Hisari", "Habib Hesari", "nearly the same spelling"),
    ("Gerasimov", "Valery Gerasimov", "a family name alone"),
    ("Valery Gerasimov", "Vitaly Gerasimov", ""),
    ("Sergei Ivanov", "Sergei Ivanova", ""),
    ("Mark Milley", "Mark Miller", "nearly the same spelling"),
    ("Ivan Petrov", "Ivan Peskov", ""),
    ("Valery", "Valery Gerasimov", ""),
])
def test_spellings(one: str, other: str, expected: str) -> None:
    assert alike(name(one, False), name(other, False)) == expected


@pytest.mark.parametrize(("one", "other", "expected"), [
    ("Li Shangfu", "Shangfu Li", "another spelling"),
    ("Li Shangfu", "Li Zuocheng", ""),
    ("Kim Yong-chol", "Kim Yong Chol", "the same name"),
    ("Kim Yong-chol", "Kim Yong-chun", ""),
    ("Wang Yi", "Wang Yu", ""),
])
def test_spellings_with_the_family_name_first(one: str, other: str, expected: str) -> None:
    assert alike(name(one, True), name(other, True)) == expected


@pytest.mark.parametrize("spellings", [("Shoigu", "Shoygu"), ("Gerasimov", "Guerasimov"), ("Zaluzhny", "Zaluzhnyi")])
def test_spellings_of_a_name_have_one_key(spellings: tuple[str, str]) -> None:
    assert len({skeleton(word.casefold()) for word in spellings}) == 1


def groups(*people: Person) -> list[list[str]]:
    told = []
    for number, (label, of, work) in enumerate(people, start=1):
        slots = [("country", country(of), "")] if of else []
        slots += [("post", post(work), "")] if work else []
        story = Story(published=f"2017-01-{number:02}").add("x", "Official", label, *slots)
        told += accounts(article_quads(story.reading))
    return sorted(sorted(account.label for account in cluster) for cluster in resolve(told, known()))


RUSSIA, ALBANIA = "Russia", "Albania"


@pytest.mark.parametrize(("people", "expected"), [
    ([("Ivanov", RUSSIA, ""), ("Sergei Ivanov", RUSSIA, "")], [["Ivanov", "Sergei Ivanov"]]),
    ([("Ivanov", RUSSIA, ""), ("Sergei Ivanov", RUSSIA, ""), ("Igor Ivanov", RUSSIA, "")],
     [["Igor Ivanov"], ["Ivanov"], ["Sergei Ivanov"]]),
    ([("Ivanov", RUSSIA, "defence minister"), ("Sergei Ivanov", RUSSIA, "defence minister"),
      ("Igor Ivanov", RUSSIA, "foreign secretary of state")], [["Igor Ivanov"], ["Ivanov", "Sergei Ivanov"]]),
    ([("Ivanov", ALBANIA, ""), ("Sergei Ivanov", RUSSIA, "")], [["Ivanov"], ["Sergei Ivanov"]]),
    ([("Ivanov", "", ""), ("Sergei Ivanov", RUSSIA, "")], [["Ivanov"], ["Sergei Ivanov"]]),
    ([("Sergei Shoigu", RUSSIA, ""), ("Sergey Shoygu", RUSSIA, "")], [["Sergei Shoigu", "Sergey Shoygu"]]),
    ([("Sergei Shoigu", RUSSIA, ""), ("Sergey Shoygu", ALBANIA, "")], [["Sergei Shoigu"], ["Sergey Shoygu"]]),
    ([("Dmitry Peskov", RUSSIA, "spokesman"), ("Dmitry Peskov", RUSSIA, "chief of protocol")],
     [["Dmitry Peskov", "Dmitry Peskov"]]),
])
def test_a_family_name_belongs_to_the_only_candidate(people: list[Person], expected: list[list[str]]) -> None:
    assert groups(*people) == expected


def test_no_word_stands_in_two_groups_of_given_names() -> None:
    words = [word for group in name_words().given_names for word in group.split()]
    assert len(words) == len(set(words))


def test_every_kind_can_reach_what_is_enough() -> None:
    rules = resolution()
    for each in (rules.officials, rules.places, rules.contacts, rules.arrangements, rules.changes):
        assert sum(max(found.values()) for found in each.features.values()) >= each.enough > 0 < each.margin
