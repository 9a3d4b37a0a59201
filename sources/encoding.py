"""Bytes as text: binary files refused, encodings detected, line ends and control characters normalised once."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from backchannel.sources.article import SourceError

# More than this in one article's bytes is a mistake, and would hold the reader up for minutes.
MAX_BYTES = 10_000_000

_SIGNATURES = (
    (b"%PDF-", "a PDF, which is not read yet; save its text as a .txt file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a media file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
         (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LEGACY = ("cp1252", "cp1251")

# No word of a living language looks like these: they betray a wrong code page.
_IMPLAUSIBLE = re.compile("|".join((
    "[a-z\u00e0-\u024f][\u0400-\u04ff]", "[\u0400-\u04ff][A-Za-z\u00c0-\u024f]",  # Latin and Cyrillic in one word
    "[\u0430-\u045f][\u0400-\u042f]", "[a-z\u00df-\u00ff][\u00c0-\u00de]",        # a capital inside a word
    "[\u00c0-\u024f]{3}",                                                            # nothing but accents
)))
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069"
                        "\ud800-\udfff\ufeff\ufffe\uffff]")


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """The text of ``data``: by its byte order mark, as UTF-8, as ``declared``, else by detection.

    Raises SourceError for nothing, for binary data and for bytes that are no text in any known encoding.
    """
    if not data.strip():
        raise SourceError(f"{name} is empty; remove it or put an article into it.")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark):], encoding, name)
    refuse_binary(data, name)
    for encoding in filter(None, ("utf-8", declared)):
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    return _detected(data, name)


def tidy(text: str) -> str:
    """``text`` with ``\\n`` as its only line end, without control characters and invisible marks; letters stay."""
    return _INVISIBLE.sub("", re.sub("\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text))


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(f"{name} is marked as {encoding.upper()} but is not, at byte {error.start}; "
                          "save it as UTF-8.") from error


def refuse_binary(data: bytes, name: str) -> None:
    """Raises SourceError, with the kind where it is known, if ``data`` begins a file that is not text."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            remedy = "" if ";" in kind else "; name text, Markdown, HTML or JSON instead"
            raise SourceError(f"{name} is {kind}{remedy}.")
    place = data.find(b"\x00")
    if place >= 0:
        raise SourceError(f"{name} is a binary file (zero at byte {place}); name text, Markdown, HTML or JSON instead.")


def _detected(data: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    lenient = data.decode("utf-8", "replace")
    faults = lenient.count("\ufffd")
    sound = sum(letter > "\x7f" for letter in lenient) - faults
    texts = {} if sound > faults else dict(_legacy(data))  # damaged UTF-8 is not another encoding
    ranked = from_bytes(data, cp_isolation=list(texts)) if texts else ()
    guesses = [guess for guess in ranked if guess.encoding in texts]
    if not guesses:
        raise SourceError(f"{name} is not text in UTF-8, UTF-16, Windows-1252 or Windows-1251 (first fault at byte "
                          f"{_first_fault(data)}); save it as UTF-8.")
    best = min(guesses, key=lambda guess: (guess.chaos, -guess.coherence, _LEGACY.index(guess.encoding)))
    return texts[best.encoding]


def _legacy(data: bytes) -> Iterator[tuple[str, str]]:
    for encoding in _LEGACY:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _IMPLAUSIBLE.search(text):
            yield encoding, text


def _first_fault(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0
