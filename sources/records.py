"""JSON and JSON Lines as records of articles, each with the place where it stands."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import BinaryIO

from backchannel.sources.article import SourceError
from backchannel.sources.encoding import MAX_BYTES, refuse_binary

# The names under which feeds give the text of an article; the first that holds text counts.
TEXTS = ("text", "body", "content", "articleBody")


@dataclass(frozen=True)
class Record:
    """One article of a file: its fields, its text, and its place in words; ``number`` is ``None`` for a lone object."""

    fields: Mapping[str, object]
    text: str
    where: str
    number: int | None


def is_json(text: str) -> bool:
    """Whether ``text`` begins like an object or a list of objects, not like prose in brackets."""
    return bool(re.match(r"\s*(?:\{\s*\"|\[\s*\{\s*\")", text))


def of_json(text: str, name: str) -> Iterator[Record | SourceError]:
    """The records of one JSON object, of a list of them, or of JSON Lines under another name."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        lines = text.splitlines()
        if len(lines) > 1 and _is_object(lines[0]):
            yield from of_lines(lines, name)
        else:
            yield SourceError(f"{name}{_place(error)}: not readable as JSON ({_reason(error)}); correct it, or name "
                              "the file .jsonl if it holds one object a line.")
        return
    if isinstance(data, list) and data:
        for number, item in enumerate(data, start=1):
            yield _record(item, f"{name}, item {number}", number)
    else:
        yield _record(data, name, None)


def of_lines(lines: Iterable[str | SourceError], name: str) -> Iterator[Record | SourceError]:
    """The records of JSON Lines; a broken line gives an error and the next ones are read."""
    for number, line in enumerate(lines, start=1):
        if isinstance(line, SourceError):
            yield line
        elif line.strip():
            where = f"{name}, line {number}"
            try:
                yield _record(json.loads(line), where, number)
            except (ValueError, RecursionError) as error:
                yield SourceError(f"{where}: not readable as JSON ({_reason(error)}); correct or remove the line.")


def text_lines(stream: BinaryIO, name: str) -> Iterator[str | SourceError]:
    """The lines of a UTF-8 stream of any length; one that is longer than an article may be, or broken, gives an error.

    Raises SourceError if the stream is no text at all.
    """
    for number in count(1):
        data = stream.readline(MAX_BYTES + 1)
        if number == 1:
            _refuse(data, name)
        if not data:
            return
        if len(data) > MAX_BYTES:
            while data and not data.endswith(b"\n"):
                data = stream.readline(MAX_BYTES)
            yield SourceError(f"{name}, line {number}: longer than {MAX_BYTES // 1_000_000} MB; shorten or remove it.")
            continue
        try:
            yield data.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            yield SourceError(f"{name}, line {number}: not UTF-8 at byte {error.start}; save the file as UTF-8.")


def _refuse(data: bytes, name: str) -> None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise SourceError(f"{name} is UTF-16, but JSON Lines are UTF-8; save it as UTF-8.")
    refuse_binary(data, name)


def _record(item: object, where: str, number: int | None) -> Record | SourceError:
    if not isinstance(item, Mapping):
        return SourceError(f"{where}: not a JSON object; write one object with a text for each article.")
    for field in TEXTS:
        value = item.get(field)
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            value = "\n\n".join(value)
        if isinstance(value, str) and value.strip():
            return Record(item, value, where, number)
    return SourceError(f"{where}: has no text; give it in a field named {', '.join(TEXTS[:-1])} or {TEXTS[-1]}.")


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _place(error: Exception) -> str:
    return f", line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return error.msg[:1].lower() + error.msg[1:]
    return "nested too deep" if isinstance(error, RecursionError) else str(error)
