from __future__ import annotations

from datetime import date

import pytest

from backchannel.sources.dateline import date_in_url, dateline
from backchannel.sources.days import whole

DAY = date(2021, 9, 22)


@pytest.mark.parametrize(
    ("text", "published", "publisher"),
    [
        ("TARNOV, September 22. /NORD/. On September 22, 2021, the chief of staff met", DAY, "NORD"),
        ("TARNOV, Sept. 22 (Hill Wire) — Officers met on Wednesday.", None, "Hill Wire"),
        ("TARNOV, September 22. /NORD/. On September 22, 2011, he came; on May 3, 2020, he left", None, "NORD"),
        ("TARNOV, Norland, Sept. 22, 2021 — Gen. Anna Kerr", DAY, None),
        ("Tarnov, 22.9.2021 – Talks between the chiefs", DAY, None),
        ("Chiefs meet\n\nTARNOV, September 22, 2021 (Hill Wire) -- Gen. Kerr", DAY, "Hill Wire"),
        ("TARNOV (Hill Wire) - The chiefs of staff met", None, "Hill Wire"),
        ("Tarnov (Hill Wire) Sep 22, 2021\nThe chiefs of staff met", DAY, "Hill Wire"),
        (
            "Home | World | Sport\n\nChiefs meet\n\nPosted by admin on Wednesday, 22 September 2021 · 3 comments",
            DAY,
            None,
        ),
        ("Chiefs meet\nForeign desk | 22 September 2021 | 4 min read\nThe chiefs met.", DAY, None),
        ("Chiefs meet\n22.9.2021 18:42 · Updated 23.9.2021 8:05\nThe chiefs met.", DAY, None),
        ("Chiefs meet\n15:20, 22 September 2021\nThe chiefs met.", DAY, None),
        ("On Wednesday, 22 Sep 2021 GMT+7, the two countries agreed to meet.", None, None),
        ("The talks of May 5, 2020 - a first - went well.", None, None),
        ("TARNOV — The chiefs of staff met on 22 September 2021.", None, None),
        ("A short history\n\n8 April 2010\nThe treaty is signed.\n5 February 2011\nIt enters into force.", None, None),
        ("x" * 200 + "\n\nTarnov (Hill Wire) Sep 22, 2021\nAnother story", None, None),
        ("", None, None),
    ],
)
def test_dateline(text: str, published: date | None, publisher: str | None) -> None:
    found = dateline(text)
    assert (found.published, found.publisher) == (published, publisher)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/world/2021/09/22/chiefs-meet", DAY),
        ("https://example.org/2021/sep/22/chiefs-meet", DAY),
        ("https://example.org/2021-09-22-chiefs-meet", DAY),
        ("2021/09/22/chiefs.txt", DAY),
        ("https://example.org/2021/13/22/chiefs-meet", None),
        ("https://example.org/chiefs-meet-2021", None),
        ("https://2021/09/22.example.org", None),
        ("https://example.org/?d=/2021/09/22/", None),
    ],
)
def test_date_in_url(url: str, day: date | None) -> None:
    assert date_in_url(url) == day


@pytest.mark.parametrize(
    "text",
    [
        "2021-09-22",
        "2021-09-22T18:42:00+03:00",
        "2021-09-22 18:42",
        "20210922",
        "20210922T184200Z",
        "22 September 2021",
        "September 22, 2021",
        "Wed, 22 Sep 2021 18:42:00 GMT",
        "22.09.2021",
        "Sept. 22nd, 2021",
    ],
)
def test_a_whole_day(text: str) -> None:
    assert whole(text) == DAY


@pytest.mark.parametrize(
    "text", ["2021-09", "2021", "2021-13-45", "30 February 2021", "9/8/2021", "yesterday", "September 22", ""]
)
def test_not_a_whole_day(text: str) -> None:
    assert whole(text) is None
