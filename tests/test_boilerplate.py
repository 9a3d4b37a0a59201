from __future__ import annotations

import pytest

from backchannel.sources.article import Span
from backchannel.sources.boilerplate import mark, merge

PROSE = (
    "The chiefs of staff of Norland and Estmark met in Tarnov on Friday and agreed to reopen the line between their "
    "headquarters, officials of both countries said."
)


def marked(text: str) -> list[str]:
    return [text[span.start : span.end] for span in mark(text)]


@pytest.mark.parametrize(
    "line",
    [
        "Home | News | World | Contact us",
        "« Older post · Newer post »",
        "Share this: Facebook · Twitter · E-mail",
        "Share on Facebook",
        "Read more",
        "Read more: Norland buys ships",
        "READ ALSO: Norland buys ships",
        "See all Video",
        "Load more",
        "Posted by admin on Friday, 7 May 2021 · Filed under: Norland · 2 comments",
        "By Anna Kerr and Jon Vale",
        "Last updated: 8 May 2021",
        "(Reporting by Anna Kerr; Editing by Jon Vale)",
        "Photo: Norland Ministry of Defence",
        "Source: Tarnov Post",
        "Follow international news:https://news.example.org/world",
        "Powered by PressBox. All rights reserved.",
        "© Tarnov Post 2021",
        "We and our 12 partners use cookies to improve your visit.",
        "Get the morning briefing in your inbox.",
        "Sign up for our newsletter",
        "Subscribe now",
        "Back to top button",
        "Abone Ol",
        "4 min read",
        "Advertisement",
        "https://news.example.org/a",
    ],
)
def test_furniture_is_marked(line: str) -> None:
    assert marked(f"{PROSE}\n\n{line}\n\n{PROSE}") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Share of the line between them fell sharply, he said.",
        "Sources: Norland's chief of staff to meet Estmark's",
        "Published on Friday, the readout names three generals.",
        "Responses to the proposal were mixed.",
        "Comments by the spokesman were brief.",
        "Related talks were held in Tarnov.",
        "Support for our work came from both ministries.",
        "Reporting by the ministry shows that contacts resumed.",
        "More on that was promised for Monday.",
        "We use the line once a day, a colonel said.",
        "See also the agreement of 2015, which bound both sides.",
        "| 8 June 2018 | Kerr, Vale | Tarnov |",
        "By Friday both sides had withdrawn.",
        "The next article of the treaty forbids it.",
        "Reservations",
        "“This line will stay open,” the general said.",
    ],
)
def test_prose_is_not_marked(line: str) -> None:
    assert marked(f"{PROSE}\n\n{line}\n\n{PROSE}") == []


def test_a_heading_takes_the_short_lines_under_it() -> None:
    block = "Related\n- Norland buys ships\n- Opinion: was there ever a thaw?\n\nEstmark's new minister"
    assert marked(f"{PROSE}\n\n{block}\n\n{PROSE}") == [block]


def test_comments_end_the_article() -> None:
    tail = f"2 comments\nSkeptic: About time. {PROSE}\nReply · Report"
    assert marked(f"{PROSE}\n\n{PROSE}\n\n{tail}") == [tail]


def test_a_comment_count_above_the_article_does_not_end_it() -> None:
    assert marked(f"12 comments\n\n{PROSE}\n\n{PROSE}") == ["12 comments"]


def test_a_teaser_goes_with_its_headings() -> None:
    teaser = (
        "SEAPOWER\nNorland buys ships\nTarnov (Wire) May 7, 2021\nThe navy of Norland is to get six ships ... read more"
    )
    assert marked(f"{PROSE}\n\n{teaser}\n\n{PROSE}") == [teaser]


def test_parts_of_lines_are_marked() -> None:
    text = f"{{mosads}}{PROSE} Photo: J. Vale"
    assert marked(text) == ["{mosads}", "Photo: J. Vale"]


def test_wrapped_prose_is_not_furniture() -> None:
    text = (
        "The general would not be drawn on what had been said in the\ncomments\nof his minister, and would not "
        "say when the two chiefs of staff would\nclose\nthe line between their headquarters."
    )
    assert marked(text) == []


def test_spans_are_merged_in_order() -> None:
    assert merge("ab  cd ef", [Span(4, 6), Span(0, 2), Span(1, 2)]) == (Span(0, 6),)
    assert merge("ab x cd", [Span(5, 7), Span(0, 2)]) == (Span(0, 2), Span(5, 7))
