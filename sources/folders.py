"""The files that the user's paths lead to, in order, and the address that each has if it names none itself."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from backchannel.sources.article import SourceError
from backchannel.sources.frontmatter import SIDECARS

ENDINGS = frozenset((".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".json", ".jsonl", ".ndjson"))

#: The file that tells a store of ours from any other folder.
MARKER = "backchannel.json"
_ENGINE = "CURRENT"  # a file of the embedded store, beside the marker


@dataclass(frozen=True)
class SourceFile:
    """A file to read; ``url`` is its path relative to the folder that the user named, or its name."""

    path: Path
    url: str


STANDARD_INPUT = SourceFile(Path("-"), "")


def source_files(paths: Sequence[str | Path]) -> Iterator[SourceFile | SourceError]:
    """The files at ``paths``, in the order given, folders recursive and sorted; ``-`` gives ``STANDARD_INPUT``.

    Of a folder, stores and what is hidden are passed over. A file that several paths lead to comes once, under its
    shortest address.
    """
    found = [(item, _identity(item)) for path in paths for item in _at(path)]
    urls: dict[str, str] = {}
    for item, identity in found:
        if isinstance(item, SourceFile):
            urls[identity] = min(urls.get(identity, item.url), item.url, key=lambda url: (len(url), url))
    for item, identity in found:
        if isinstance(item, SourceError):
            yield item
        elif identity in urls:
            url = urls.pop(identity)
            yield item if item is STANDARD_INPUT else SourceFile(item.path, url)


def shown(path: str | Path) -> str:
    """A path as it can be printed in a message, whatever bytes its name is made of."""
    text = os.fsencode(path).decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def _identity(item: SourceFile | SourceError) -> str:
    return os.path.realpath(item.path) if isinstance(item, SourceFile) and item is not STANDARD_INPUT else "-"


def _at(given: str | Path) -> Iterator[SourceFile | SourceError]:
    if given == "-":
        yield STANDARD_INPUT
        return
    name = shown(given)
    if str(given).startswith(("http://", "https://")):
        yield SourceError(f"{name} is an address on the web, which is not fetched; save the page and name the file.")
        return
    path = Path(given)
    try:
        folder = path.is_dir() and bool(name)
        if not folder:
            path.stat()
    except (OSError, ValueError) as error:
        yield SourceError(f"{name} {reason(error)}.")
        return
    if folder:
        yield from _in_folder(path, name)
    elif path.is_file():
        yield _sidecar(path, name) or SourceFile(path, _url(path.name))
    else:
        yield SourceError(f"{name or 'The empty path'} is neither a file nor a folder; name one, or - for stdin.")


def _sidecar(path: Path, name: str) -> SourceError | None:
    if path.name.endswith(SIDECARS):
        return SourceError(f"{name} is a sidecar, which is read with its article; name the article.")
    if path.suffix.lower() in (".yaml", ".yml"):
        return SourceError(f"{name} is YAML, which is not read as an article; name text, Markdown, HTML or JSON.")
    return None


def _in_folder(folder: Path, name: str) -> Iterator[SourceFile | SourceError]:
    if _is_store(folder):
        yield SourceError(f"{name} is a store made by backchannel build; name the articles that it was made from.")
        return
    count = 0
    for item in _walk(folder, folder, (os.path.realpath(folder),)):
        count += 1
        yield item
    if not count:
        known = ", ".join(sorted(ENDINGS))
        yield SourceError(f"{name} holds nothing that can be read; put files into it that end in {known}.")


def _walk(root: Path, folder: Path, above: tuple[str, ...]) -> Iterator[SourceFile | SourceError]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield SourceError(f"{shown(folder)} {reason(error)}.")
        return
    for entry in entries:
        try:
            if not entry.name.startswith("."):
                yield from _of_entry(root, entry, above)
        except OSError as error:
            yield SourceError(f"{shown(entry)} {reason(error)}.")


def _of_entry(root: Path, entry: Path, above: tuple[str, ...]) -> Iterator[SourceFile | SourceError]:
    if entry.is_dir():
        if _is_store(entry):
            return
        real = os.path.realpath(entry)
        if real in above:
            yield SourceError(f"{shown(entry)} is a link back to a folder that holds it; remove the link.")
        else:
            yield from _walk(root, entry, (*above, real))
    elif entry.suffix.lower() not in ENDINGS or entry.name.endswith(SIDECARS):
        return
    elif entry.is_file() or not entry.exists():  # dangling links are reported, pipes passed over
        yield SourceFile(entry, _url(entry.relative_to(root).as_posix()))


def _is_store(folder: Path) -> bool:
    try:
        return (folder / MARKER).is_file() and (folder / _ENGINE).is_file()
    except OSError:  # a folder that may not be looked into; whoever reads it says so
        return False


def _url(path: str) -> str:
    return os.fsencode(path).decode("utf-8", "replace")


def reason(error: OSError | ValueError) -> str:
    """Why a path cannot be opened and what to do, as the end of a sentence."""
    if isinstance(error, FileNotFoundError):
        return "does not exist; check the path"
    if isinstance(error, PermissionError):
        return "may not be read; change its permissions"
    reason = error.strerror if isinstance(error, OSError) and error.strerror else "is no path"
    return f"cannot be opened ({reason[:1].lower() + reason[1:]}); check the path"
