"""The checks across a graph: what each finds, and what it leaves alone."""

from __future__ import annotations

from datetime import date

import pytest
from made import Slot, Story, arrangement, baku, country, graph, meeting, official, post, status, when

from backchannel.graph import KnowledgeGraph
from backchannel.graph.check import CHECKS
from backchannel.graph.findings import explanation
from backchannel.sources.claims import Ref, Text
from backchannel.sources.firsts import first_since


def found(built: KnowledgeGraph, kind: str) -> list[str]:
    [findings] = built.check(kind)
    return [each.sentence for each in findings.found]


def named(words: str, published: str, *contact: Slot, became: str = "held") -> Story:
    """An article on Joseph Dunford with a post, and a contact of his with these slots if there are any."""
    story = Story(f"{words} Joseph Dunford spoke.", published=published)
    said = words.split()[-1]
    story.add("d", "Official", "Joseph Dunford", ("country", country("United States"), ""),
              ("post", post("Chairman of the US Joint Chiefs of Staff"), said))
    if contact:
        story.add("c", "Call", "Call", ("participant", Ref("d"), ""), ("status", status(became), ""), *contact)
    return story


@pytest.mark.parametrize("kind", CHECKS)
def test_every_check_explains_itself_in_sentences(kind: str) -> None:
    assert explanation(CHECKS[kind]).endswith(".")


def test_all_checks_run_in_order_and_others_are_refused() -> None:
    assert [each.kind for each in graph(baku()).check()] == list(CHECKS)
    with pytest.raises(KeyError):
        graph(baku()).check("nonsense")


@pytest.mark.parametrize(("story", "outside"), [
    (named("The chairman", "2017-02-17"), False),
    (named("The chairman", "2015-10-01"), False),
    (named("The chairman", "2019-09-30"), False),
    (named("The chairman", "2015-09-30"), True),
    (named("The chairman", "2019-10-01"), True),
    (named("The chairman", ""), False),
    (named("The former chairman", "2024-01-01"), False),
    (named("Then America's chairman", "2024-01-01"), False),
    (named("On 3 May 2018 the chairman", "2024-01-01"), False),
    (named("On 3 May 2021 the chairman", "2024-01-01"), True),
    (named("The chairman", "2024-01-01", ("date", when("2018"), "")), False),
    (named("The chairman", "2024-01-01", ("date", when("2022"), "")), True),
    (named("The chairman", "2024-01-01", ("topic", country("Russia"), "")), False),
])
def test_a_post_is_held_against_all_dates_of_its_article(story: Story, outside: bool) -> None:
    assert len(found(graph(story), "tenure")) == outside


def test_a_tenure_finding_gives_both_times() -> None:
    [sentence] = found(graph(named("The chairman", "2024-01-01")), "tenure")
    assert sentence == ("Joseph Dunford is given the post Chairman of the US Joint Chiefs of Staff (2024-01-01), "
                        "and is known to have held it 2015-10-01 to 2019-09-30.")


def test_another_post_than_the_known_ones_is_no_finding() -> None:
    story = Story(published="2024-01-01")
    story.add("d", "Official", "Joseph Dunford", ("post", post("Adviser"), ""))
    assert found(graph(story), "tenure") == []


@pytest.mark.parametrize(("sentence", "expected"), [
    ("It was their first meeting since 2014.", "2014"),
    ("They met for the first time since March 2015.", "2015-03"),
    ("It is the first such encounter in person, aides said, since 3 May 2016.", "2016-05-03"),
    ("It was their first conversation since last November.", "2016-11"),
    ("It was their first meeting.", None),
    ("It was their first meeting since the war.", None),
    ("It was his first goal since 2014.", None),
    ("They have met since 2014.", None),
    ("The first meeting failed; relations have been tense since 2014.", None),
    ("They met in 2014 for the first time.", None),
])
def test_what_is_called_the_first_since_a_date(sentence: str, expected: str | None) -> None:
    limit = first_since(sentence, date(2017, 2, 17))
    assert (limit.iso if limit else None) == expected


FIRST = "Joseph Dunford and Valery Gerasimov met for the first time since 2014."


@pytest.mark.parametrize(("other", "contradicts"), [
    (baku(day="2016-05-01"), True),
    (baku(day="2015-01-01"), True),
    (baku(day="2014-05-01"), False),
    (baku(day="2013"), False),
    (baku(day="2018-05-01"), False),
    (baku(day="2017-02"), False),
    (baku(day="2016-05-01", became="planned"), False),
    (baku(day="2016-05-01", kind="Call"), False),
    (meeting(official(official(Story(), "d", "Joseph Dunford"), "g", "Petr Pavel"), "2016-05-01"), False),
])
def test_a_first_since_is_held_against_the_contacts_in_between(other: Story, contradicts: bool) -> None:
    sentences = found(graph(baku(text=FIRST), other), "first")
    assert len(sentences) == contradicts
    assert all("is called the first since 2014, but there is Meeting of" in sentence for sentence in sentences)


@pytest.mark.parametrize(("stories", "slots"), [
    ([baku(), baku("2017-02-18")], []),
    ([baku(), baku("2017-02-18", place="Azerbaijan")], []),
    ([baku(), baku("2017-02-18", place="Sumqayit")], ["venue: Baku (The Wire); Sumqayit (The Wire)"]),
    ([baku(became="held"), baku("2017-02-18", became="cancelled")], ["status: held (The Wire); cancelled (The Wire)"]),
    ([baku(became="planned"), baku("2017-02-18")], []),
])
def test_articles_on_one_contact_are_compared_slot_by_slot(stories: list[Story], slots: list[str]) -> None:
    sentences = found(graph(*stories), "disagreement")
    assert [sentence.partition("differ on the ")[2].rstrip(".") for sentence in sentences] == slots


def test_what_rests_on_one_article_is_named_with_its_place() -> None:
    [findings] = graph(baku(), baku("2017-02-18"), arrangement(Story())).check("witness")
    [finding] = findings.found
    assert finding.sentence == "New START rests on one article (The Wire)."
    assert [quote.place for quote in finding.quotes] == ["Generals meet (The Wire, 2017-02-17), characters 0–103"]


def test_a_change_out_of_order_leads_to_both_sentences() -> None:
    [findings] = graph(arrangement(Story(), "New START", ("expired", "2014"), ("extended", "2015"))).check("order")
    [finding] = findings.found
    assert finding.sentence == "New START extended, 2015: does not fit after expired, 2014."
    assert len(finding.facts) == 3 and finding.quotes


def test_findings_are_json_values() -> None:
    [findings] = graph(baku()).check("witness")
    [finding] = findings.as_json()["found"]
    assert finding["quotes"][0]["publisher"] == "The Wire"
    assert findings.as_json()["kind"] == "witness"


def test_labels_of_officials_may_be_anything() -> None:
    story = Story().add("o", "Official", "[red]A[/red]", ("altLabel", Text("[/]"), ""))
    assert [each.found for each in graph(story).check()] == [(), (), (), (), ()]
