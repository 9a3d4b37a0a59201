"""The named questions: SPARQL in ``questions/*.rq``, each with a header that says what it answers and what it needs.

A header is a comment of fields, ``# name: text``, where a text goes on in lines that are indented further:
``title``, ``description``, ``example`` (what follows ``backchannel ask``), and a ``parameter`` for each value,
``name (kind, required): meaning`` or ``name (kind, optional): meaning``. The query has the parameters as variables in
one row of data, ``VALUES (?official ?since) { (UNDEF UNDEF) }``, so that it runs as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz, process

from backchannel.ontology.rows import DataError

_FOLDER: Final = Path(__file__).parent / "questions"
_FIELD: Final = re.compile(r"^# (\w+): (.*(?:\n#  +.*)*)", re.MULTILINE)
_PARAMETER: Final = re.compile(r"([a-z-]+) \(([a-z ]+), (required|optional)\): (.+)")
_ROW: Final = re.compile(r"VALUES \(((?:\?\w+ ?)+)\) \{ \(((?:UNDEF ?)+)\) \}")
_NEAR: Final = 65.0  # likeness of names, in percent, from which one may be meant for the other


class QuestionError(Exception):
    """A question that is not there, or values that do not fit it. The message is one sentence and the way out."""


@dataclass(frozen=True)
class Parameter:
    """A value that a question takes: its name ("as-of"), its kind (one of those of ``parameters``), what it is for."""

    name: str
    kind: str
    required: bool
    meaning: str

    @property
    def variable(self) -> str:
        """Its variable in the query: ``as_of``."""
        return self.name.replace("-", "_")


@dataclass(frozen=True)
class Question:
    """A question by name; ``parameters`` are in the order in which values are given without their names."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    example: str
    query: str

    @property
    def usage(self) -> str:
        """How it is asked: ``backchannel ask who-met OFFICIAL [--since DAY] [--until DAY]``."""
        return " ".join(["backchannel ask", self.name, *map(_shown, self.parameters)])

    @property
    def row(self) -> re.Match[str] | None:
        """Where in the query its parameters have their values."""
        return _ROW.search(self.query)

    def __str__(self) -> str:
        return "\n".join(_lines(self))


@cache
def questions() -> Mapping[str, Question]:
    """The questions that ship with the package, by name. Raises DataError if the header of one does not fit."""
    return {path.stem: parsed(path.stem, path.read_text(encoding="utf-8")) for path in sorted(_FOLDER.glob("*.rq"))}


def question(name: str) -> Question:
    """The question of this name. Raises QuestionError if there is none."""
    if name in questions():
        return questions()[name]
    raise QuestionError(f"There is no question {name!r}.{meant(name, list(questions()))} backchannel ask lists them.")


def parsed(name: str, text: str) -> Question:
    """The question that ``text`` asks. Raises DataError if its header lacks a field or has one that does not fit."""
    fields: dict[str, list[str]] = {}
    for field in _FIELD.finditer(text.partition("\n\n")[0] + "\n"):
        fields.setdefault(field[1], []).append(re.sub(r"\s*\n#\s+", " ", field[2]).strip())
    try:
        [title], [description], [example] = (fields.pop(field) for field in ("title", "description", "example"))
    except (KeyError, ValueError):
        raise DataError(f"{name}.rq needs one title, one description and one example.") from None
    parameters = tuple(_parameter(name, each) for each in fields.pop("parameter", []))
    if fields:
        raise DataError(f"{name}.rq has a field {next(iter(fields))!r}, which means nothing.")
    return Question(name, title, description, parameters, example, text)


def meant(name: str, known: Sequence[str]) -> str:
    """" Did you mean …?" with those of ``known`` that are most like ``name``, empty if none is."""
    found = [match for match, *_ in process.extract(name, known, scorer=fuzz.ratio, limit=2, score_cutoff=_NEAR)]
    return f" Did you mean {' or '.join(found)}?" if found else ""


def _parameter(question: str, text: str) -> Parameter:
    found = _PARAMETER.fullmatch(text)
    if not found:
        raise DataError(f"{question}.rq has a parameter {text!r}; write name (kind, required): meaning.")
    return Parameter(found[1], found[2], found[3] == "required", found[4])


def _shown(parameter: Parameter) -> str:
    if parameter.required:
        return parameter.name.upper()
    return f"[--{parameter.name} {parameter.kind.rpartition(' ')[2].upper()}]"


def _lines(question: Question) -> Iterator[str]:
    yield f"{question.title}. {question.description}"
    yield f"\nUsage: {question.usage}\n"
    names = [each.name.upper() if each.required else f"--{each.name}" for each in question.parameters]
    width = max(map(len, names), default=0)
    for name, parameter in zip(names, question.parameters, strict=True):
        yield f"  {name:{width}}  {parameter.meaning} ({parameter.kind})"
    yield f"\nExample: backchannel ask {question.example}"
