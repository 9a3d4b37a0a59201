"""What is called the first since a day: "their first meeting since 2014"."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from backchannel.ontology import lexicon
from backchannel.sources.dates import Interval, TimeExpression, find, resolve

_REACH: Final = 12  # words between what counts and the limit
_WORD: Final = re.compile(r"[\w-]+|;")


def first_since(sentence: str, published: date | None) -> Interval | None:
    """The time since which ``sentence`` calls a contact the first; None if it calls none so, or gives no date.

    ``published`` is the day from which the sentence tells.
    """
    limits = (time for time in find(sentence) if time.kind == "bound" and _counted(sentence, time))
    return next(filter(None, (resolve(time, published, "past") for time in limits)), None)


def _counted(sentence: str, limit: TimeExpression) -> bool:
    """Whether what stands before ``limit`` counts contacts."""
    words, here = lexicon.occasions(), _WORD.findall(limit.text.casefold())[:1]
    if not words.since.intersection(here):
        return False
    before = _WORD.findall(sentence[:limit.span.start].casefold())[-_REACH:]
    places = [place for place, word in enumerate(before) if word in words.first]
    counted = set(before[places[-1] + 1:]) if places else set()
    return ";" not in counted and bool(counted & {*lexicon.contacts().nouns, *words.counted})
