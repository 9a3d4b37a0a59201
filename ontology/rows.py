"""The YAML data files of the ontology, and their rows as frozen dataclasses, checked field by field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import yaml

from backchannel.ontology.terms import slug

try:  # in C, and ten times as fast, where PyYAML was built with it
    from yaml import CSafeLoader as SafeLoader
except ImportError:
    from yaml import SafeLoader  # type: ignore[assignment]

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")
R = TypeVar("R")

Words = frozenset[str]

Table = list[tuple[str, R]]
"""Rows, each with the words that say where it stands."""

_LEXICON = Path(__file__).parent / "lexicon" / "en"


class _Loader(SafeLoader):
    """YAML in which "no", "on" and "off" are words; only true and false are not."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class DataError(ValueError):
    """A data file of the ontology that cannot be used: one sentence that names the file, the row and what is wrong."""


def read_table(kind: type[T], paths: Iterable[Path]) -> Table[T]:
    """All rows of ``paths`` as instances of ``kind``, each with the words that say where it stands.

    A row without ``key`` gets the slug of its label. Raises DataError at the first row that does not fit ``kind``.
    """
    table: Table[T] = []
    for path in paths:
        for number, row in enumerate(_rows(path), start=1):
            where = f"{path.name}, row {number}"
            name = isinstance(row, dict) and (row.get("label") or row.get("key") or row.get("code"))
            where = f"{where} ({name})" if name else where
            table.append((where, _instance(kind, row, where)))
    return table


def read_yaml(path: Path) -> Any:
    """The content of the YAML file at ``path``, in which "no", "on" and "off" are words. Raises DataError."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise DataError(f"{path.name}: not readable as YAML: {' '.join(str(error).split())}.") from error


def read_words(name: str) -> Any:
    """The content of ``lexicon/en/<name>.yaml``. Raises DataError."""
    return read_yaml(_LEXICON / f"{name}.yaml")


def read_record(kind: type[T], name: str) -> T:
    """``lexicon/en/<name>.yaml`` as a ``kind``. Raises DataError at the first field that does not fit."""
    return _instance(kind, read_words(name), f"{name}.yaml")


def read_settings(kind: type[T], name: str) -> T:
    """``<name>.yaml`` beside this module as a ``kind``. Raises DataError at the first field that does not fit."""
    return _instance(kind, read_yaml(Path(__file__).parent / f"{name}.yaml"), f"{name}.yaml")


def _rows(path: Path) -> list[Any]:
    rows = read_yaml(path)
    if not isinstance(rows, list | None):
        raise DataError(f"{path.name}: expected a list of rows, found {type(rows).__name__}.")
    return rows or []


def _instance(kind: type[T], row: Any, where: str) -> T:
    if not isinstance(row, dict):
        raise DataError(f"{where}: expected a mapping of fields, found {type(row).__name__}.")
    known = {f.name: f for f in fields(kind)}
    unknown = sorted(str(name) for name in row if name not in known)
    if unknown:
        raise DataError(f"{where}: unknown field {unknown[0]!r}; known are {', '.join(known)}.")
    if "key" in known and "key" not in row:
        row = {"key": slug(str(row.get("label") or ""), 96), **row}
    missing = sorted(name for name, field in known.items() if _required(field) and row.get(name) in (None, ""))
    if missing:
        raise DataError(f"{where}: field {missing[0]!r} is missing.")
    hints = _hints(kind)
    return kind(**{name: _value(value, hints[name], f"{where}: {name}") for name, value in row.items()})


@cache
def _hints(kind: type[T]) -> dict[str, Any]:
    return get_type_hints(kind)


def _required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _value(value: Any, hint: Any, where: str) -> object:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (tuple, frozenset):
        return origin(_items(value, arguments[0], where))
    if origin is dict:
        if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
            raise DataError(f"{where} must be a mapping of texts; quote words that YAML reads as something else.")
        return {key: _value(item, arguments[1], f"{where}, {key}") for key, item in value.items()}
    if is_dataclass(hint):
        return _instance(hint, value, where)  # type: ignore[arg-type]
    if origin is Literal:
        if value not in arguments:
            raise DataError(f"{where} is {value!r}, not one of {', '.join(arguments)}.")
        return value
    if not isinstance(value, hint):
        expected = getattr(hint, "__name__", str(hint))
        raise DataError(f"{where} must be of type {expected}, not {value!r}; quote words and dates.")
    return value


def _items(value: Any, kind: Any, where: str) -> list[object]:
    """The items of a list: texts, none of them empty, or rows."""
    texts = kind is str
    if not isinstance(value, list) or texts and not all(isinstance(item, str) and item for item in value):
        what = "texts; quote words that YAML reads as something else" if texts else "rows"
        raise DataError(f"{where} must be a list of {what}.")
    return value if texts else [_value(item, kind, f"{where}, row {number}") for number, item in enumerate(value, 1)]
