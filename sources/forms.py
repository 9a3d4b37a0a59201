"""The notation of time expressions in ``dates.yaml``: forms, read into regular expressions and the words they begin with.

In a form ``<name>`` is a word of the list ``name`` (``<name:2>`` a second one), ``{name}`` a macro, ``[ ]`` may be
missing, ``( | )`` are alternatives, and a space is any white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

FIGURE = "#"
"""Stands for any figure among the words with which a form begins."""

SIGNS = {" ": r"(?!\n\s*\n)\s+", "-": "[-‐‑–—]", "'": "['’]", ".": r"\.?"}
TOKEN = re.compile(r"<(?P<word>[a-z_]+)(?::(?P<nth>\d))?>|\{(?P<macro>\w+)\}|(?P<letters>[A-Za-z]+)|.")


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

    def openers(self, form: str) -> frozenset[str]:
        """The words, in lower case, with which an expression of ``form`` may begin; :data:`FIGURE` for figures."""
        return frozenset(self._openers(self._parse(form)))

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
        spellings = [spelling for word in words for spelling in ((word, word.upper()) if word[0].isupper() else (word,))]
        return "|".join([*map(self.pattern, spellings), *filter(None, [self.digits.get(name)])])

    def _openers(self, sequence: Sequence) -> Iterator[str]:
        for node in sequence:
            if isinstance(node, Choice):
                for option in node.options:
                    yield from self._openers(option)
                if all(node.options):
                    return
                continue
            if node["word"]:
                yield from (re.split(r"\W", word)[0].casefold() for word in self.words.get(node["word"], ()))
                yield from [FIGURE] if node["word"] in self.digits else []
            else:
                yield node[0].casefold()
            return


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
