"""Metadata that people write: front matter at the top of a text, and a sidecar file beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import yaml

from backchannel.sources.article import SourceError
from backchannel.sources.encoding import decode

# A handful of fields; more is a mistake or an attack.
MAX_CHARACTERS = 65_536
SIDECARS = (".meta.yaml", ".meta.json")

_FENCE = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_OPENING = re.compile(r"---[ \t]*\n")
_FIELD = re.compile(r"[ \t\n]*[\w-]+:(?:\s|$)")


class _Loader(yaml.BaseLoader):
    """Reads every scalar as the string that is written ("no", "2018-06-08"), and refuses aliases."""

    def compose_node(self, parent: yaml.Node | None, index: object) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "aliases are not allowed",
                                               self.get_event().start_mark)  # type: ignore[no-untyped-call]
        return super().compose_node(parent, index)  # type: ignore[arg-type]


def split(text: str, name: str) -> tuple[Mapping[str, object], str]:
    """The fields of the front matter of ``text``, and the text after it.

    Raises SourceError, with the line, for front matter that does not end, is too long or is not a mapping.
    """
    opening = _OPENING.match(text)
    if not opening:
        return {}, text
    closing = _FENCE.search(text, opening.end())
    if not closing and not _FIELD.match(text, opening.end()):
        return {}, text  # a rule above plain prose
    if not closing:
        raise SourceError(f"{name}, line 1: the front matter is not closed; end it with a line of three hyphens.")
    fields = _mapping(text[opening.end():closing.start()], f"{name}, front matter", first_line=2)
    return fields, text[closing.end():].removeprefix("\n")


def sidecar(path: Path, name: str) -> Mapping[str, object]:
    """The fields of the sidecar of the file at ``path``: ``story.meta.yaml`` or ``.meta.json`` beside ``story.txt``.

    Raises SourceError if there is one that cannot be read.
    """
    stems = (path.name, path.stem)
    beside = [path.with_name(stem + ending) for stem in stems for ending in SIDECARS]
    found = next((file for file in beside if file.is_file()), None)
    if not found:
        return {}
    where = f"{name}, sidecar {found.name}"
    with found.open("rb") as stream:
        text = decode(stream.read(4 * MAX_CHARACTERS), where)
    return _json(text, where) if found.suffix == ".json" else _mapping(text, where, first_line=1)


def _mapping(text: str, where: str, first_line: int) -> Mapping[str, object]:
    if len(text) > MAX_CHARACTERS:
        raise SourceError(f"{where}: longer than {MAX_CHARACTERS} characters; keep only the fields of the article.")
    try:
        fields = yaml.load(text, Loader=_Loader)  # noqa: S506 - builds strings, lists and mappings only
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + first_line}" if error.problem_mark else ""
        raise SourceError(f"{where}{line}: {error.problem}; write one field a line, as in \"title: …\".") from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise SourceError(f"{where}: not readable as YAML; write one field a line, as in \"title: …\".") from error
    return _checked(fields or {}, where)


def _json(text: str, where: str) -> Mapping[str, object]:
    try:
        return _checked(json.loads(text), where)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{where}: not readable as JSON ({error}); write one object of fields.") from error


def _checked(fields: object, where: str) -> Mapping[str, object]:
    if not isinstance(fields, Mapping):
        raise SourceError(f"{where}: not a list of named fields; write one field a line, as in \"title: …\".")
    return fields
