"""Keys: what annotators found in articles, one YAML file for each, read and checked field by field."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

import yaml

from backchannel.graph.entries import CLASSES, SLOTS, UNDATED, Entry
from backchannel.ontology import terms
from backchannel.ontology.checks import is_date
from backchannel.sources.article import SourceError
from backchannel.sources.folders import ENDINGS, shown
from backchannel.sources.frontmatter import SIDECARS

_KINDS: Final = {"officials": "official", "contacts": "contact", "arrangements": "arrangement"}
_FIELDS: Final = {"participant": "participants", "party": "parties", "change": "changes"}  # of slots with other names
_MORE: Final = frozenset({"id", "name", "produced"})
_NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "official": ("name",), "contact": ("type", "status"), "arrangement": ("type",)}
_ALLOWED: Final[Mapping[str, Collection[str]]] = {
    "status": terms.STATUSES, "change": terms.KINDS, "type": [name for kind in CLASSES.values() for name in kind]}
_ACROSS: Final = "coref"  # keys across articles begin with this


class GoldError(SourceError):
    """Keys that cannot be used: one sentence for each, which names the file, the place in it and the way out."""


@dataclass(frozen=True)
class Key:
    """The key of one article: the entries that must be found and those that may be.

    ``published`` is the ISO day of publication, ``address`` its URL; both may be empty.
    """

    name: str
    article: Path
    required: tuple[Entry, ...]
    optional: tuple[Entry, ...] = ()
    published: str = ""
    address: str = ""

    @property
    def distractor(self) -> bool:
        """Whether the article tells of no contact and no arrangement that must be found."""
        return all(entry.kind == "official" for entry in self.required)


def folder_of_keys(folder: Path) -> Path:
    """``folder``, or its folder ``gold`` if it holds no keys itself."""
    return folder if _files(folder) or not (folder / "gold").is_dir() else folder / "gold"


def read_keys(folder: Path, articles: Path | None = None) -> list[Key]:
    """The keys in ``folder`` with their articles, which stand beside the keys, in the folder above, or in ``articles``.

    Raises GoldError, which names everything that is wrong, if a key or its article cannot be used.
    """
    folder = folder_of_keys(folder)
    places = [articles] if articles else [folder, folder.absolute().parent]
    keys, problems = [], []
    for path in _files(folder):
        try:
            keys.append(_read(path, places))
        except GoldError as error:
            problems.append(str(error))
    if not folder.is_dir():
        problems.append(f"{shown(folder)} is not a folder; name one that holds keys.")
    elif not keys and not problems:
        problems.append(f"{shown(folder)} holds no keys; name a folder of .yaml files.")
    if problems:
        raise GoldError("\n".join(problems))
    return keys


def read_keys_beneath(folder: Path, articles: Path | None = None) -> list[Key]:
    """The keys in ``folder`` and all folders beneath it, each folder's as by :func:`read_keys`. Raises GoldError."""
    found = sorted({path.parent for path in folder.rglob("*.yaml") if _files(path.parent)})
    return [key for each in found for key in read_keys(each, articles)] or read_keys(folder, articles)


def _files(folder: Path) -> list[Path]:
    found = sorted(folder.glob("*.yaml"))
    return [path for path in found if not path.name.startswith(_ACROSS) and not path.name.endswith(SIDECARS)]


def _article(key: Path, places: list[Path]) -> Path:
    for place in places:
        found = [path for path in sorted(place.glob("*")) if path.stem == key.stem and path.suffix.lower() in ENDINGS]
        if len(found) > 1:
            raise GoldError(f"{shown(key)}: both {found[0].name} and {found[1].name} could be its article; remove one.")
        if found:
            return found[0]
    raise GoldError(f"{shown(key)}: there is no article of that name in {' or '.join(map(shown, places))}; "
                    "put it there, or name its folder with --articles.")


def read_yaml(path: Path) -> Any:
    """The content of a YAML file that people write. Raises GoldError, which names the line."""
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise GoldError(f"{shown(path)}{line}: not readable as YAML ({error.problem}); mend it there.") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise GoldError(f"{shown(path)}: not readable as YAML in UTF-8; save it as that.") from error


def _read(path: Path, places: list[Path]) -> Key:
    """The key in ``path``, whose article stands in one of ``places``."""
    where, key = shown(path), read_yaml(path)
    key = {} if key is None else key
    if not isinstance(key, dict):
        raise GoldError(f"{where}: expected the fields {', '.join(_KINDS)}, found {type(key).__name__}.")
    optional = key.get("optional") or {}
    if isinstance(optional, list):
        optional = _sorted_by_kind(optional, f"{where}, optional")
    required = tuple(_entries({name: key.get(name) for name in _KINDS}, where, _NEEDED))
    more = tuple(_entries(optional, f"{where}, optional", {}))
    return Key(path.stem, _article(path, places), required, more, *_metadata(key.get("article")))


def _metadata(article: object) -> tuple[str, str]:
    """The day of publication and the address of the article, empty if the key does not tell them."""
    told = article if isinstance(article, dict) else {}
    day, address = (str(told.get(name) or "") for name in ("published", "url"))
    return day if is_date(day) and len(day) == len("2018-06-08") else "", address


def _sorted_by_kind(optional: list[Any], where: str) -> dict[str, list[Any]]:
    """A flat list of optional entries by kind; what has another type is of no concern here."""
    parts: dict[str, list[Any]] = {name: [] for name in _KINDS}
    for number, row in enumerate(optional, start=1):
        row = _mapping(row, f"{where}, entry {number}")
        made = row.get("type")
        kinds = {name: kind for name, kind in _KINDS.items()
                 if made in CLASSES.get(kind, ()) or made is None and kind == "official" and "name" in row}
        for name in kinds:
            parts[name].append(row)
    return parts


def _entries(parts: object, where: str, needed: Mapping[str, tuple[str, ...]]) -> Iterator[Entry]:
    for name, rows in _mapping(parts, where).items():
        if name not in _KINDS or not isinstance(rows, list | None):
            raise GoldError(f"{where}: expected lists named {', '.join(_KINDS)}; {name!r} is none.")
        for number, row in enumerate(rows or [], start=1):
            place = f"{where}, {name}, entry {number}"
            yield _entry(_KINDS[name], _mapping(row, place), place, needed)


def _entry(kind: str, row: Mapping[str, Any], where: str, needed: Mapping[str, tuple[str, ...]]) -> Entry:
    _no_slip(row, {*_MORE, *(_FIELDS.get(slot, slot) for slot in SLOTS[kind])}, where)
    slots = {}
    for slot in SLOTS[kind]:
        name = _FIELDS.get(slot, slot)
        slots[slot] = _changes(row, where) if slot == "change" else _texts(row.get(name), f"{where}, {name}")
        _check(slot, slots[slot], f"{where}, {name}")
        if slot in needed.get(kind, ()) and not slots[slot]:
            raise GoldError(f"{where}: the field {name!r} is missing; add it.")
    return Entry(kind, slots, key=str(row.get("id") or ""), label=str(row.get("name") or ""))


def _changes(row: Mapping[str, Any], where: str) -> tuple[str, ...]:
    found = set()
    for number, change in enumerate(row.get("changes") or [], start=1):
        place = f"{where}, change {number}"
        change = _mapping(change, place)
        _no_slip(change, {"kind", "date"}, place)
        kinds = _texts(change.get("kind"), f"{place}, kind")
        _check("change", kinds, f"{place}, kind")
        if len(kinds) != 1:
            raise GoldError(f"{place}: expected one 'kind', found {len(kinds)}.")
        [date] = _texts(change.get("date"), f"{place}, date") or (UNDATED,)
        _check("date", (date,) if date != UNDATED else (), f"{place}, date")
        found.add(f"{kinds[0]} {date}")
    return tuple(sorted(found))


def _texts(value: object, where: str) -> tuple[str, ...]:
    values = [] if value is None else value if isinstance(value, list) else [value]
    if any(each in (None, "") or isinstance(each, dict | list | bool) for each in values):
        raise GoldError(f"{where}: expected a text or texts, found {value!r}; quote words such as yes and no.")
    return tuple(map(str, values))


def _check(slot: str, values: tuple[str, ...], where: str) -> None:
    allowed = _ALLOWED.get(slot, ())
    for value in values:
        word = value.partition(" ")[0] if slot == "change" else value
        if allowed and word not in allowed:
            raise GoldError(f"{where}: {word!r} is not one of {', '.join(allowed)}.")
        if slot == "date" and not is_date(value):
            raise GoldError(f"{where}: {value!r} is not a date such as 2018-06-08, 2018-06 or 2018.")


def _no_slip(row: Mapping[str, Any], known: Collection[str], where: str) -> None:
    """Raises GoldError for a field whose name is nearly that of a known one; other fields are the annotator's own."""
    for name in row:
        near = [] if name in known else get_close_matches(str(name), sorted(known), n=1, cutoff=0.8)
        if near:
            raise GoldError(f"{where}: there is no field {name!r}; did you mean {near[0]!r}?")


def _mapping(value: object, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise GoldError(f"{where}: expected named fields, found {type(value).__name__}.")
    return value
