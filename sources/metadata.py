"""What is known about an article besides its text, and how several sources of it are put in order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from backchannel.sources.article import SourceError
from backchannel.sources.days import whole

# The names under which front matter, sidecars and JSON records give a field; the first that is there counts.
NAMES = {
    "headline": ("title", "headline"),
    "publisher": ("publisher", "source"),
    "published": ("published", "date", "datePublished"),
    "url": ("url",),
    "language": ("language", "inLanguage"),
}
_NOTHING = ("", "~", "null", "none")


@dataclass(frozen=True)
class Metadata:
    """An article's metadata; a field that nothing tells is ``None``. The fields are those of ``Article``."""

    headline: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None

    def over(self, other: Metadata) -> Metadata:
        """This metadata, its gaps filled from ``other``."""
        gaps = {field.name: getattr(other, field.name) for field in fields(self) if getattr(self, field.name) is None}
        return replace(self, **gaps)


def given(values: Mapping[str, object], where: str) -> Metadata:
    """The metadata in fields that a person or a feed wrote; ``where`` names them in a message.

    Raises SourceError if the day of publication is there and is no day.
    """
    found = {field: next(filter(None, (line(values.get(name)) for name in names)), None)
             for field, names in NAMES.items()}
    return Metadata(found["headline"], found["publisher"], _published(found["published"], where), found["url"],
                    language(found["language"]))


def line(value: object) -> str | None:
    """A field's value as one line of text: a string, the name of a thing (``{"name": …}``), the first of a list."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        value = value.get("name")
    if not isinstance(value, str | int) or isinstance(value, bool):
        return None
    text = " ".join(re.sub(r"[\ud800-\udfff\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", " ", str(value)).split())
    return None if text.casefold() in _NOTHING else text


def language(tag: str | None) -> str | None:
    """The language of a BCP 47 tag without script and region: ``en`` for ``en-GB`` and ``en_US``."""
    match = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", tag or "")
    return match[0].lower() if match else None


def _published(value: str | None, where: str) -> date | None:
    day = whole(value) if value else None
    if value and not day:
        raise SourceError(f"{where}: the day of publication is {value[:40]!r}, which is not a date; "
                          "write it as YYYY-MM-DD or leave it out.")
    return day
