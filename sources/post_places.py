"""The country that a place inside a post gives: "commander of the Murmansk garrison", "the Leh-based 14 Corps"."""

from __future__ import annotations

import re

from backchannel.ontology import gazetteer, lexicon

AT_HOME = {"city", "region"}


def region_country(label: str) -> str:
    """The code of the country where the unit of a post is at home, or "" if the post names no such place."""
    words = re.findall(r"[\w’']+", label)
    units = [i for i, word in enumerate(words) if word.lower() in lexicon.posts().home_units]
    near = words[max(0, units[0] - 4) : units[0]] if units else []
    names = [word for word in near if len(word) > 2 and word.lower() not in lexicon.posts().institutions]
    places = [place for name in names if name[0].isupper() and (place := gazetteer.place(name))]
    return next((place.country for place in places if place.country and place.kind in AT_HOME), "")
