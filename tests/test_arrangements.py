"""What arrangements are read from sentences: kind, parties, and the changes told of them."""

from __future__ import annotations

from datetime import date

import pytest

from backchannel.sources.article import Article
from backchannel.sources.claims import Ref, Report, Term
from backchannel.sources.dates import Interval
from backchannel.sources.reports import read

Row = tuple[str, str, str]
KINDS = frozenset({"Channel", "Treaty", "Agreement", "Memorandum"})


def told(text: str, published: str) -> list[Row]:
    """The arrangements of ``text``: kind, parties, and "kind date" of each change."""
    reports = read(Article(text=text, published=date.fromisoformat(published))).reports
    return sorted((r.describes, ", ".join(_labels(r, "party")), "; ".join(_changes(r, reports))) for r in reports if r.describes in KINDS)


def _changes(report: Report, reports: tuple[Report, ...]) -> list[str]:
    steps = [r for r in reports if r.describes == "Change" and Ref(report.key) in r.values("arrangement")]
    return sorted(" ".join([*_labels(s, "kind"), *(v.iso for v in s.values("date") if isinstance(v, Interval))]) for s in steps)


def _labels(report: Report, slot: str) -> list[str]:
    return sorted({v.label for v in report.values(slot) if isinstance(v, Term)})


def check(text: str, published: str, *expected: Row) -> None:
    assert told(text, published) == sorted(expected)


NOUNS = [
    ("Norway and Finland set up a military hotline in March 2019.", "2020-05-04", ("Channel", "Finland, Norway", "established 2019-03")),
    ("India and Nepal signed a memorandum on border patrols on 3 May.", "2021-06-10", ("Memorandum", "India, Nepal", "signed 2021-05-03")),
    ("Poland and Lithuania concluded a truce in 1920.", "2020-05-04", ("Agreement", "Lithuania, Poland", "agreed 1920")),
    ("Chile and Peru signed a non-aggression treaty on 12 June 1935.", "2020-05-04", ("Treaty", "Chile, Peru", "signed 1935-06-12")),
    ("Egypt and Sudan have opened a direct line between their air force commanders.", "2020-05-04", ("Channel", "Egypt, Sudan", "established")),
    ("Kenya and Uganda agreed on a border protocol on Tuesday.", "2020-05-07", ("Agreement", "Kenya, Uganda", "agreed 2020-05-05")),
    ("Japan and Vietnam launched a maritime communication mechanism last year.", "2020-05-07", ("Channel", "Japan, Vietnam", "established 2019")),
]
LISTS = [
    ("The Thai and Lao ministries decided on Tuesday to establish a joint mechanism for the prevention of border incidents.", "2020-05-07",
     ("Channel", "Laos, Thailand", "agreed 2020-05-05")),
    ("Military-to-military contacts between Spain and Cuba, broken off in 1982, were resumed in 1990.", "2020-05-07",
     ("Channel", "Cuba, Spain", "resumed 1990; suspended 1982")),
    ("Poland and Belarus concluded a border agreement in 2009; Warsaw terminated it last year.", "2020-05-07",
     ("Agreement", "Belarus, Poland", "agreed 2009; withdrawn 2019")),
    ("A military hotline, set up between Oslo and Helsinki after the incident of 2015, has not been used since.", "2020-05-07",
     ("Channel", "Finland, Norway", "established 2015")),
    ("Chile accused Peru of violating the ceasefire brokered by Brazil in July 2019.", "2020-05-07", ("Agreement", "Chile, Peru", "agreed 2019-07")),
]
NAMES = [
    ("Iran and Iraq signed the Cedar River Accord in 1988.", "2020-05-04", ("Agreement", "Iran, Iraq", "signed 1988")),
    ("Libya and Chad signed the Treaty of Zarqa on 4 May 1990. It expired in 2010.", "2020-05-04", ("Treaty", "Chad, Libya", "expired 2010; signed 1990-05-04")),
    ("Greece has suspended the Kavala-Edirne Protocol with Bulgaria, officials said.", "2020-05-04", ("Agreement", "Bulgaria, Greece", "suspended")),
    ("The Harbour Watch Agreement of 1994 between Spain and Morocco was extended in 2004.", "2020-05-04", ("Agreement", "Morocco, Spain", "agreed 1994; extended 2004")),
]
BACK = [
    ("Norway and Finland signed a border security treaty in 1990. It expired on 3 May 2010.", "2020-05-04", ("Treaty", "Finland, Norway", "expired 2010-05-03; signed 1990")),
    ("Egypt and Sudan set up military hotlines in 2004. Cairo severed them in 2011.", "2020-05-04", ("Channel", "Egypt, Sudan", "established 2004; suspended 2011")),
    ("India and Nepal concluded a ceasefire memorandum in May 2001. The document was signed on 2 June 2001.", "2020-05-04", ("Memorandum", "India, Nepal", "agreed 2001-05; signed 2001-06-02")),
    ("Chile and Peru opened an emergency telephone line in 2005. The line went dead in 2009. It was restored in 2012.", "2020-05-04",
     ("Channel", "Chile, Peru", "established 2005; resumed 2012; suspended 2009")),
    ("Japan has a defence hotline with Vietnam. That channel was suspended in March 2014.", "2020-05-04", ("Channel", "Japan, Vietnam", "suspended 2014-03")),
]
VERBS = [
    ("Kenya put a military hotline with Uganda on hold in 2016.", "2020-05-04", ("Channel", "Kenya, Uganda", "suspended 2016")),
    ("The military hotline between Kenya and Uganda fell silent on 4 March.", "2020-05-04", ("Channel", "Kenya, Uganda", "suspended 2020-03-04")),
    ("The border security treaty between Chile and Peru entered into force on 1 June 1999.", "2020-05-04", ("Treaty", "Chile, Peru", "established 1999-06-01")),
    ("Kenya pulled out of its border security pact with Uganda in 2016.", "2020-05-04", ("Treaty", "Kenya, Uganda", "withdrawn 2016")),
    ("The military hotline between Egypt and Sudan, frozen since 2014, was switched back on last week.", "2020-05-28", ("Channel", "Egypt, Sudan", "resumed 2020-05; suspended 2014")),
    ("Norway and Finland have prolonged their 1994 border security agreement.", "2020-05-04", ("Agreement", "Finland, Norway", "agreed 1994; extended")),
    ("Chad tore up the border ceasefire with Libya in 1983.", "2020-05-04", ("Agreement", "Chad, Libya", "withdrawn 1983")),
    ("Iran broke the truce with Iraq on Monday.", "2020-05-07", ("Agreement", "Iran, Iraq", "violated 2020-05-04")),
    ("Kenya suspended its participation in the border security pact with Uganda in 2016.", "2020-05-04", ("Treaty", "Kenya, Uganda", "suspended 2016")),
]
GOVERNORS = [
    ("Norway and Finland agreed on Monday to reopen their military hotline.", "2020-05-07", ("Channel", "Finland, Norway", "resumed 2020-05-04")),
    ("Egypt and Sudan agreed in March to set up a military hotline.", "2020-05-07", ("Channel", "Egypt, Sudan", "agreed 2020-03")),
    ("Egypt wants to set up a military hotline with Sudan.", "2020-05-07", ("Channel", "Egypt, Sudan", "proposed")),
    ("Iran refused to sign the border security treaty with Iraq.", "2020-05-07", ("Treaty", "Iran, Iraq", "rejected")),
    ("In April Chile offered Peru a military hotline.", "2020-05-07", ("Channel", "Chile, Peru", "proposed 2020-04")),
    ("Kenya announced on Tuesday that it would withdraw from the border security pact with Uganda.", "2020-05-07", ("Treaty", "Kenya, Uganda", "withdrawn 2020-05-05")),
    ("India and Nepal agreed on 3 May to pull their troops back from the river.", "2020-05-07", ("Agreement", "India, Nepal", "agreed 2020-05-03")),
]
USED = [
    ("Egyptian officers called their Sudanese colleagues over the military hotline on Monday.", "2020-05-07", ("Channel", "Egypt, Sudan", "used 2020-05-04")),
    ("Norway and Finland set up a military hotline in 2001. It was used on 4 May 2010.", "2020-05-07", ("Channel", "Finland, Norway", "established 2001; used 2010-05-04")),
    ("Chile warned Peru of the exercise through the deconfliction line on 2 April.", "2020-05-07", ("Channel", "Chile, Peru", "used 2020-04-02")),
]
EXISTS = [
    ("India and Nepal have a deconfliction system in place, the army said.", "2020-05-07", ("Channel", "India, Nepal", "established")),
    ("The militaries of Egypt and Sudan communicate through a hotline.", "2020-05-07", ("Channel", "Egypt, Sudan", "established")),
    ("A military hotline between Chile and Peru remains open.", "2020-05-07", ("Channel", "Chile, Peru", "established")),
]
APART = [
    ("Egypt and Sudan set up a military hotline for Libya in 2012. In 2018 Egypt and Sudan set up a hotline for Syria.", "2020-05-07",
     ("Channel", "Egypt, Sudan", "established 2012"), ("Channel", "Egypt, Sudan", "established 2018")),
    ("Chile and Peru signed a border security treaty in 1999. Chile wants a new, better treaty.", "2020-05-07",
     ("Treaty", "Chile, Peru", "signed 1999"), ("Treaty", "Chile, Peru", "proposed")),
    ("Kenya has a military hotline with Uganda. In 2016 Kenya opened a military hotline with Sudan.", "2020-05-07",
     ("Channel", "Kenya, Uganda", "established"), ("Channel", "Kenya, Sudan", "established 2016")),
]
NOTHING = [
    "Norway and Finland signed a trade agreement on Monday.",
    "Egypt signed an arms deal with Sudan worth two billion dollars.",
    "There is no military hotline between Chile and Peru.",
    "Soldiers of India and Nepal exchanged fire across the ceasefire line.",
    "If Kenya and Uganda had signed a ceasefire agreement, the war would be over.",
    "The commander of the front line between Iran and Iraq was replaced on Monday.",
    "In line with its obligations, Norway told Finland about the exercise.",
    "Chad denied that it had violated the truce with Libya.",
    "The coalition agreement between Finland's parties was signed in Norway.",
    "Japan and Vietnam have not signed a defence treaty.",
]
HEADINGS = [
    ("A treaty and its life\n\nNorway and Finland are bound by a border security treaty.\n\n4 May 1990\n\nThe two sign the treaty in Oslo.\n\n1 June 1991\n\nIt enters into force.", "2020-05-07",
     ("Treaty", "Finland, Norway", "established 1991-06-01; signed 1990-05-04")),
]


@pytest.mark.parametrize(("text", "published", "expected"), [(t, p, e) for t, p, *e in [
    *NOUNS, *LISTS, *NAMES, *BACK, *VERBS, *GOVERNORS, *USED, *EXISTS, *APART, *HEADINGS]])
def test_reads(text: str, published: str, expected: list[Row]) -> None:
    check(text, published, *expected)


@pytest.mark.parametrize("text", NOTHING)
def test_reads_nothing(text: str) -> None:
    check(text, "2020-05-07")
