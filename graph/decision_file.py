"""Decision files: YAML that people write and commands add to. What is there is never written anew.

The file may come from anybody: it is read without making objects of any kind, aliases are refused before anything is
built, and size and depth are limited.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

from backchannel.graph.decision_entries import EntryError, decision
from backchannel.graph.decisions import Decision, DecisionError
from backchannel.sources.folders import shown

try:  # in C, and ten times as fast, where PyYAML was built with it
    from yaml import CSafeLoader as Loader
except ImportError:
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

_LARGEST: Final = 5_000_000  # bytes
_DEEPEST: Final = 6  # collections in each other; a decision needs three
_TAG: Final = "tag:yaml.org,2002:"
_TEXTS: Final = frozenset(_TAG + name for name in ("str", "bool", "int", "float", "timestamp", "value"))
_HEADER: Final = "# Decisions of curators. `backchannel build` applies them; entries may be edited and removed.\n"


def read(path: Path) -> tuple[Decision, ...]:
    """The decisions in the file at ``path``, each once. Raises DecisionError, a line for everything that is wrong."""
    name = shown(path)
    try:
        if path.stat().st_size > _LARGEST:
            raise DecisionError(f"{name} is larger than {_LARGEST // 1_000_000} MB; split it.")
        return parsed(path.read_bytes().decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        raise DecisionError(f"{name} is not text in UTF-8 (byte {error.start}); save it as that.") from None
    except FileNotFoundError:
        raise DecisionError(f"{name} does not exist; check the path.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no path"
        raise DecisionError(f"{name} cannot be read ({reason}); name a file of decisions.") from None


def parsed(text: str, name: str) -> tuple[Decision, ...]:
    """The decisions in ``text``, each once; ``name`` is that of the file in messages. Raises DecisionError."""
    root = _root(text, name)
    if root is None or isinstance(root, yaml.ScalarNode) and root.tag == f"{_TAG}null":
        return ()
    if not isinstance(root, yaml.SequenceNode):
        raise DecisionError(f"{name}, line {root.start_mark.line + 1}: a decision file is a list; "
                            "begin each decision with a dash.")
    found, problems = [], []
    for number, node in enumerate(root.value, start=1):
        try:
            found.append(decision(_plain(node)))
        except EntryError as error:
            problems.append(f"{name}, entry {number} (line {node.start_mark.line + 1}): {error}")
    if problems:
        raise DecisionError("\n".join(problems))
    return tuple(dict.fromkeys(found))


def with_more(text: str, more: Iterable[Decision], name: str) -> str:
    """``text`` with further entries at its end, all else as it was. Raises DecisionError if it cannot be added to."""
    old, new = parsed(text, name), tuple(more)
    root = _root(text, name)
    column = root.start_mark.column if root is not None else 0
    lines = "".join(_entry(each) for each in new).splitlines(keepends=True)
    head = text if not text or text.endswith("\n") else f"{text}\n"
    found = (head or _HEADER) + "".join(" " * column + line if line.strip() else line for line in lines)
    try:
        whole = parsed(found, name) == tuple(dict.fromkeys((*old, *new)))
    except DecisionError:
        whole = False
    if not whole:
        raise DecisionError(f"{name} cannot be added to as it is written; make it a plain list that begins each "
                            "decision with a dash, without brackets around the list and nothing after it.")
    return found


def append(path: Path, more: Iterable[Decision]) -> None:
    """Adds decisions to the file at ``path``, which need not exist. Raises DecisionError, and leaves it as it was."""
    name = shown(path)
    try:
        text = path.read_bytes().decode("utf-8") if path.exists() else ""
        found = with_more(text.removeprefix("\ufeff"), more, name)
        mark = "\ufeff" if text.startswith("\ufeff") else ""
        with path.open("ab") as file:
            file.write((mark + found).removeprefix(text).encode("utf-8"))
    except UnicodeDecodeError as error:
        raise DecisionError(f"{name} is not text in UTF-8 (byte {error.start}); save it as that.") from None
    except OSError as error:
        raise DecisionError(f"{name} cannot be written ({error.strerror}); name another file.") from None


def _entry(each: Decision) -> str:
    """A decision in YAML, its day without quotation marks."""
    entry = each.entry | {"date": date.fromisoformat(each.date)}
    lines = yaml.safe_dump([entry], sort_keys=False, allow_unicode=True, width=100)
    return f"\n{lines}"


def _root(text: str, name: str) -> yaml.Node | None:
    """The tree of ``text``, None if it is empty. Raises DecisionError."""
    try:
        _check(text, name)
        root: yaml.Node | None = yaml.compose(text, Loader=Loader)
        return root
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise DecisionError(f"{name}{line}: not readable as YAML ({error.problem}); mend it there.") from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise DecisionError(f"{name} has characters that YAML does not allow; remove them.") from None


def _check(text: str, name: str) -> None:
    """Raises DecisionError for aliases, of which a few lines make billions, and for depth."""
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or depth > _DEEPEST:
            what = "nests too deep" if depth > _DEEPEST else "an alias (*) is not allowed"
            line = f", line {event.start_mark.line + 1}" if event.start_mark else ""
            raise DecisionError(f"{name}{line}: {what}; write each decision out in full.")


def _plain(node: yaml.Node) -> Any:
    """Mappings, lists, texts and None; whatever YAML takes a word for is the text that people see."""
    if isinstance(node, yaml.MappingNode):
        keys = [_plain(key) for key, _ in node.value]
        for key in keys:
            if not isinstance(key, str) or keys.count(key) > 1:
                raise EntryError(f"the field {str(key)[:60]!r} stands twice or is no word; leave one.")
        return {key: _plain(value) for key, (_, value) in zip(keys, node.value, strict=True)}
    if isinstance(node, yaml.SequenceNode) and node.tag == f"{_TAG}seq":
        return [_plain(each) for each in node.value]
    if node.tag == f"{_TAG}null":
        return None
    if node.tag not in _TEXTS:
        raise EntryError(f"{node.tag[:60]!r} is a kind of value that decisions do not have; write plain text.")
    return node.value
