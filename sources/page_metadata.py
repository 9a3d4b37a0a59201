"""The metadata that a web page gives about itself: JSON-LD, then OpenGraph and other meta elements, then its markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from html import unescape

from backchannel.sources.days import either, whole
from backchannel.sources.days import words as datelines
from backchannel.sources.headline import site_of, without_site
from backchannel.sources.markup import Element
from backchannel.sources.metadata import Metadata, language, line

_HEADLINES = ("og:title", "twitter:title", "dc.title", "dcterms.title")
_SITES = ("og:site_name", "dc.publisher", "dcterms.publisher", "application-name")
_LANGUAGES = ("og:locale", "content-language", "dc.language")
# A paragraph this long tells a story, and the days in it are not the page's.
_STORY = 120
# htmldate would compare with the clock otherwise.
_LAST_DAY = "9999-12-31"


def read(root: Element, furniture: Iterable[Element]) -> Metadata:
    """The metadata of the page ``root``, which it takes apart: the dates of ``furniture`` are not the page's."""
    stated, meta = _article(root), _meta(root)
    window, first = _text(root.find(".//title")), _text(root.find(".//h1"))
    title = line(_clean(stated.get("headline"))) or _first(meta, _HEADLINES) or first or window
    publisher = line(_clean(stated.get("publisher"))) or _first(meta, _SITES)
    headline = without_site(title, (publisher,)) if title else None
    if window and headline and not publisher:
        publisher = site_of(window, headline) or site_of(window, first or headline)
    headline = headline and without_site(headline, (publisher,))
    tongue = (line(stated.get("inLanguage")), root.get("lang"), _first(meta, _LANGUAGES))
    return Metadata(headline, publisher, _published(stated, root, furniture), _url(root, meta, stated),
                    next(filter(None, map(language, tongue)), None))


def _article(root: Element) -> Mapping[str, object]:
    """The first JSON-LD object of the page that is an article."""
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            try:
                data = json.loads(script.text or "", strict=False)
            except (ValueError, RecursionError):
                continue
            for thing in _things(data):
                kinds = thing.get("@type")
                if any(str(kind).endswith(("Article", "Report", "Posting")) for kind in
                       (kinds if isinstance(kinds, list) else [kinds])):
                    return thing
    return {}


def _things(data: object) -> Iterator[Mapping[str, object]]:
    waiting = [data]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting = [*item, *waiting]
        elif isinstance(item, Mapping):
            yield item
            waiting = [item.get("@graph"), item.get("mainEntity"), *waiting]


def _meta(root: Element) -> dict[str, str]:
    """The contents of the meta elements by lower-case name; the first of a name counts."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = line(element.get("content"))
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _published(stated: Mapping[str, object], root: Element, furniture: Iterable[Element]) -> date | None:
    day = whole(line(stated.get("datePublished")) or "")
    if day:
        return day
    from htmldate import find_date

    stories = [element for element in root.iter("p", "dl", "table", "blockquote", "figure")
               if element.tag in ("dl", "table", "figure") or len(element.text_content()) > _STORY]
    images = root.xpath("//meta[@property='og:image']")
    for element in (*furniture, *stories, *images):
        if element.getparent() is not None:
            element.drop_tree()
    for element in root.iter():
        element.text = _until_updated(element.text)
        element.tail = _until_updated(element.tail)
    try:
        found = find_date(root, original_date=True, extensive_search=False, url="", max_date=_LAST_DAY)
    except (ValueError, RecursionError, AttributeError):  # seen on malformed pages
        return None
    return whole(found or "")


def _until_updated(words: str | None) -> str | None:
    """Words up to the day of a later version: "8 June 2018, updated 9 June" → "8 June 2018,"."""
    return re.split(rf"(?i)\b(?:{either(datelines()['updated'])})\b", words, maxsplit=1)[0] if words else words


def _url(root: Element, meta: Mapping[str, str], stated: Mapping[str, object]) -> str | None:
    links = (link.get("href") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical")
    page = stated.get("mainEntityOfPage")
    named = page.get("@id") if isinstance(page, Mapping) else page
    known = map(line, (next(links, None), meta.get("og:url"), stated.get("url"), named))
    return next((url for url in known if url and url.startswith(("http://", "https://"))), None)


def _first(values: Mapping[str, str], names: Iterable[str]) -> str | None:
    return next((values[name] for name in names if name in values), None)


def _text(element: Element) -> str | None:
    return line(element.text_content()) if element is not None else None


def _clean(value: object) -> object:
    """A value of JSON-LD with the HTML escapes that many sites leave in it undone."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        value = value.get("name")
    return unescape(value) if isinstance(value, str) else value
