"""Reading whole articles: what changes in a story changes in what is read, and every value has its characters."""

from __future__ import annotations

from datetime import date

import pytest
from made import words

from backchannel.sources.article import Article
from backchannel.sources.claims import Reading, Ref, Report
from backchannel.sources.reports import read
from backchannel.sources.story import understand

STORY = (
    "{place}, {dateline} (Ferry Wire) — {rank1} {name1}, the {adjective1} chief of staff, and {rank2} {name2},"
    " chairman of the {adjective2} military committee, met in {place} on {weekday} and agreed to set up a hotline"
    " between their armies.\n\n"
    "The two men talked for three hours, a spokesman said. They had last spoken by telephone on {call}.\n"
)

CASES = [
    {
        "place": "Vienna",
        "dateline": "May 12",
        "rank1": "Gen.",
        "name1": "Oskar Lindqvist",
        "adjective1": "Swedish",
        "rank2": "Adm.",
        "name2": "Marko Petrovic",
        "adjective2": "Serbian",
        "weekday": "Wednesday",
        "call": "March 3",
        "published": date(2021, 5, 13),
        "day": "2021-05-12",
        "called": "2021-03-03",
        "ranks": ["General", "Admiral"],
        "parties": ["Serbia", "Sweden"],
        "country": "Austria",
    },
    {
        "place": "Muscat",
        "dateline": "Oct. 3",
        "rank1": "Lt. Gen.",
        "name1": "Arjun Mehta",
        "adjective1": "Indian",
        "rank2": "Maj. Gen.",
        "name2": "Bilal Qureshi",
        "adjective2": "Pakistani",
        "weekday": "Tuesday",
        "call": "Sept. 9",
        "published": date(2023, 10, 4),
        "day": "2023-10-03",
        "called": "2023-09-09",
        "ranks": ["Lieutenant General", "Major General"],
        "parties": ["India", "Pakistan"],
        "country": "Oman",
    },
    {
        "place": "Tbilisi",
        "dateline": "Jan. 21",
        "rank1": "Col. Gen.",
        "name1": "Aram Sarkisian",
        "adjective1": "Armenian",
        "rank2": "General",
        "name2": "Rauf Mammadov",
        "adjective2": "Azerbaijani",
        "weekday": "Sunday",
        "call": "Dec. 30",
        "published": date(2024, 1, 22),
        "day": "2024-01-21",
        "called": "2023-12-30",
        "ranks": ["Colonel General", "General"],
        "parties": ["Armenia", "Azerbaijan"],
        "country": "Georgia",
    },
]


def article(case: dict[str, object]) -> Article:
    published = case["published"]
    assert isinstance(published, date)
    return Article(text=STORY.format(**case), published=published)


def slot(reading: Reading, report: Report, name: str) -> list[str]:
    return sorted(words(reading, v) for v in report.values(name))


def kind(reading: Reading, *names: str) -> list[Report]:
    return [r for r in reading.reports if r.describes in names]


@pytest.mark.parametrize("case", CASES, ids=lambda c: str(c["place"]))
def test_names_places_and_dates_of_the_story_are_those_of_the_graph(case: dict[str, object]) -> None:
    reading = read(article(case))
    officials = {r.label: r for r in kind(reading, "Official")}
    assert sorted(officials) == sorted([case["name1"], case["name2"]])
    assert sorted(x for r in officials.values() for x in slot(reading, r, "rank")) == sorted(case["ranks"])  # type: ignore[call-overload]
    assert sorted(x for r in officials.values() for x in slot(reading, r, "country")) == case["parties"]
    (meeting,), (call,) = kind(reading, "Meeting"), kind(reading, "Call")
    assert slot(reading, meeting, "date") == [case["day"]]
    assert slot(reading, meeting, "venue") == [case["place"]]
    assert slot(reading, meeting, "participant") == sorted(officials)
    assert slot(reading, meeting, "party") == case["parties"]
    assert slot(reading, meeting, "status") == ["held"]
    assert slot(reading, call, "date") == [case["called"]]
    assert [slot(reading, p, "country") for p in kind(reading, "Place")] == [[case["country"]]]


@pytest.mark.parametrize("case", CASES, ids=lambda c: str(c["place"]))
def test_the_hotline_agreed_at_the_meeting_is_its_product(case: dict[str, object]) -> None:
    reading = read(article(case))
    (hotline,), (meeting,) = kind(reading, "Channel"), kind(reading, "Meeting")
    assert slot(reading, hotline, "party") == case["parties"]
    assert meeting.values("produced") == [Ref(hotline.key)]
    changes = [(slot(reading, c, "kind"), slot(reading, c, "date")) for c in kind(reading, "Change")]
    assert changes == [(["agreed"], [case["day"]])]


def test_without_a_publication_date_a_weekday_gives_no_date() -> None:
    undated = Article(text=STORY.format(**CASES[0]))
    (meeting,) = kind(read(undated), "Meeting")
    assert meeting.values("date") == []
    assert slot(read(undated), meeting, "venue") == ["Vienna"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: str(c["place"]))
def test_every_claim_points_at_characters_inside_its_sentence(case: dict[str, object]) -> None:
    story = article(case)
    for report in read(story).reports:
        for claim in report.claims:
            assert story.quote(claim.span).strip() == story.quote(claim.span) != ""
            assert claim.sentence.covers(claim.span)
            assert 0 <= claim.confidence <= 1
            assert claim.rule


@pytest.mark.parametrize("case", CASES, ids=lambda c: str(c["place"]))
def test_references_lead_to_reports_of_the_same_article(case: dict[str, object]) -> None:
    reading = read(article(case))
    keys = {r.key for r in reading.reports}
    assert len(keys) == len(reading.reports)
    assert {v.key for r in reading.reports for c in r.claims if isinstance(v := c.value, Ref)} <= keys


def test_reading_twice_gives_the_same() -> None:
    assert read(article(CASES[0])) == read(article(CASES[0]))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "?",
        "12",
        "— , —",
        "Gen.",
        "</script><img src=x onerror=alert(1)> met Gen. Foo Bar.",
        "🎖 Gen. 🎖 met 🎖.",
        "A" * 5000,
    ],
)
def test_odd_texts_are_read_without_an_error(text: str) -> None:
    assert kind(read(Article(text=text)), "Meeting", "Call") == []


def test_boilerplate_is_not_read() -> None:
    text = STORY.format(**CASES[0])
    from backchannel.sources.article import Span

    assert read(Article(text=text, boilerplate=(Span(0, len(text)),), published=date(2021, 5, 13))).reports == ()


@pytest.mark.parametrize(("text", "venue", "produced"), [
    ("The first talks between the Kenyan and Ethiopian chiefs of staff in years resulted in an agreement on border"
     " patrols. Gen. Birhanu Jula of Ethiopia and Gen. Robert Kibochi of Kenya held the talks in Nairobi on Tuesday.",
     "Nairobi", ["agreement on border patrols"]),
    ("The first meeting of the Chilean and Peruvian navy chiefs since 2015 culminated in a memorandum on sea rescue."
     " Adm. Juan Soto of Chile and Adm. Luis Rojas of Peru met on Friday in Arica.",
     "Arica", ["memorandum on sea rescue"]),
    ("The first meeting between the Polish and Ukrainian chiefs of staff this year could result in an agreement on"
     " patrols. Gen. Jan Kowal of Poland and Gen. Petro Bondar of Ukraine met in Lublin on Monday.",
     "Lublin", []),
])
def test_what_a_contact_produced(text: str, venue: str, produced: list[str]) -> None:
    story = understand(Article(text, published=date(2021, 6, 10)))
    held = [event for event in story.events if event.status == "held"]
    assert [event.where and event.where.label for event in held] == [venue]
    assert [dossier.best.label for dossier, _ in story.produced(held[0])] == produced
