"""The notation of ``dates.yaml``: forms of time expressions, as regular expressions and by the words they begin with.

In a form ``<name>`` is a word of the list ``name`` (``<name:2>`` a second one), ``{name}`` a macro, ``[ ]`` may be
missing, ``( | )`` are alternatives, and a space is any white space.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

FIGURE = "#"
"""Stands for any figure among the words with which a form begins."""

Opening = tuple[str, ...]
"""The first word of an expression, and its second if it has one and does not begin with a figure."""

SIGNS = {" ": r"(?!\n\s*\n)\s+", "-": "[-‐‑–—]", "'": "['’]", ".": r"\.?"}
TOKEN = re.compile(r"<(?P<word>[a-z_]+)(?::(?P<nth>\d))?>|\{(?P<macro>\w+)\}|(?P<letters>[A-Za-z]+|\d+)|.")


@dataclass(frozen=True)
class Choice:
    """Alternatives in a form; one of them is empty where all may be missing."""

    options: tuple[Sequence, ...]


Node = re.Match[str] | Choice
Sequence = tuple[Node, ...]


@dataclass(frozen=True)
class Vocabulary:
    """Words by list with what they mean, figures by list as regular expressions, and macros."""

    words: Mapping[str, Mapping[str, Any]]
    digits: Mapping[str, str]
    macros: Mapping[str, str]

    def meaning(self, name: str, found: str) -> Any:
        """The value of the word ``found`` in the list ``name``, or the number that a figure writes."""
        for word, value in self.words.get(name, {}).items():
            if _plain(word) == _plain(found):
                return value
        figure = re.match(r"\d+", found)
        return int(figure[0]) if figure else found

    def pattern(self, form: str) -> str:
        """``form`` as a regular expression with a group for each of its words."""
        return self._pattern(self._parse(form))

    def openings(self, form: str) -> frozenset[Opening]:
        """How an expression of ``form`` may begin, in lower case; :data:`FIGURE` stands for figures."""
        starts = self._starts(self._parse(form))
        return frozenset(start[:1] if start[0] == FIGURE else start for start in starts)

    def _parse(self, form: str) -> Sequence:
        while "{" in form:
            form = re.sub(r"\{(\w+)\}", lambda match: self.macros[match[1]], form)
        return _sequence(TOKEN.finditer(form)).options[0]

    def _pattern(self, sequence: Sequence) -> str:
        return "".join(map(self._piece, sequence))

    def _piece(self, node: Node) -> str:
        if isinstance(node, Choice):
            options = [self._pattern(option) for option in node.options]
            return f"(?:{'|'.join(filter(None, options))}){'' if all(options) else '?'}"
        if node["word"]:
            return f"(?P<{node['word']}{node['nth'] or ''}>{self._choices(node['word'])})"
        if node["letters"]:
            first, rest = node[0][0], node[0][1:]
            return f"[{first.upper()}{first}]{rest}" if first.islower() else node[0]
        return SIGNS.get(node[0]) or re.escape(node[0])

    def _choices(self, name: str) -> str:
        words = sorted(self.words.get(name, ()), key=lambda word: (-len(word), word))
        capitals = [word.upper() for word in words if word[0].isupper()]
        return "|".join([*map(self.pattern, words + capitals), *filter(None, [self.digits.get(name)])])

    def _starts(self, sequence: Sequence) -> set[Opening]:
        """The first two words, or all where there are fewer, of what ``sequence`` may stand for."""
        starts: set[Opening] = {()}
        for node in sequence:
            open_ends = {start for start in starts if len(start) < 2}
            following = self._first(node) if open_ends else ()
            starts = starts - open_ends | {(*start, *more)[:2] for start in open_ends for more in following}
        return starts

    def _first(self, node: Node) -> Collection[Opening]:
        if isinstance(node, Choice):
            return {start for option in node.options for start in self._starts(option)}
        if node["word"]:
            words = [tuple(re.findall(r"\w+", word.casefold())) for word in self.words.get(node["word"], ())]
            return [*words, (FIGURE,)] if node["word"] in self.digits else words
        if node["letters"]:
            return [(FIGURE if node[0].isdigit() else node[0].casefold(),)]
        return [()]


def _sequence(tokens: Iterator[re.Match[str]]) -> Choice:
    """The alternatives up to the closing bracket; an empty one is added by square brackets."""
    options: list[list[Node]] = [[]]
    for token in tokens:
        if token[0] in ("]", ")"):
            empty: tuple[Sequence, ...] = ((),) if token[0] == "]" else ()
            return Choice((*map(tuple, options), *empty))
        if token[0] == "|":
            options.append([])
        else:
            options[-1].append(_sequence(tokens) if token[0] in ("[", "(") else token)
    return Choice(tuple(map(tuple, options)))


def _plain(words: str) -> str:
    """Spelling without what may differ: case, full stops, the kind of hyphen, apostrophe or space."""
    return " ".join(re.sub("[‐‑–—]", "-", words).replace("’", "'").replace(".", "").casefold().split())
