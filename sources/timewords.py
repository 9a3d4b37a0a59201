"""The grammar of time expressions: the rules of ``lexicon/en/dates.yaml``, compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from backchannel.ontology.rows import read_words
from backchannel.sources.forms import FIGURE, Opening, Vocabulary

Words = Mapping[str, Any]
"""What the words of an expression mean, by the names that its rule gives them: ``{"month": 2, "year": 2017}``."""

# A date neither begins nor ends inside a word, a figure or a name such as "Zapad-2021".
BEGIN = r"(?<![\w$£€#/\-])(?<!\d[.,:])"
END = r"(?!\w|[.,:/–-]\d|-[a-z]|\s?%)"
SECOND = re.compile(r"\W+(\d+|[^\W\d_]+)")
CUE = 24  # characters before an expression in which the words that it depends on are looked for
CUES = {"(": r"\(", "^": r"^[ \t]*", "'s": r"['’]s\s+", "s'": r"s['’]\s+"}  # "^" is the beginning of a line


@dataclass(frozen=True)
class Rule:
    """One way to tell a time: its form, what must stand before it, and the name of what it means."""

    id: str
    kind: str
    means: str
    form: re.Pattern[str]
    cue: re.Pattern[str] | None

    def read(self, text: str, start: int) -> int:
        """The offset where an expression of this form that starts at ``start`` ends; -1 where there is none."""
        match = self.form.match(text, start)
        if match is None or (self.cue and not self.cue.search(text, max(0, start - CUE), start)):
            return -1
        return match.end()


@dataclass(frozen=True)
class Grammar:
    """All rules by id and by how they may begin, what makes a date a limit, and the extent of words."""

    rules: Mapping[str, Rule]
    openings: Mapping[Opening, tuple[Rule, ...]]
    bound: re.Pattern[str]
    vocabulary: Vocabulary
    parts: Mapping[str, Mapping[str, list[int]]]
    seasons: Mapping[str, list[int]]
    slack: Mapping[str, int]

    def starting(self, text: str, word: re.Match[str]) -> tuple[Rule, ...]:
        """The rules of expressions that may begin in ``text`` with ``word`` and what follows it."""
        if word[0][0].isdigit():
            return self.openings[FIGURE,]
        first = word[0].casefold()
        alone = self.openings.get((first,))
        if alone is None:
            return ()
        match = SECOND.match(text, word.end())
        if match is None:
            return alone
        second = FIGURE if match[1][0].isdigit() else match[1].casefold()
        return self.openings.get((first, second), alone)

    def words(self, rule: Rule, text: str) -> Words | None:
        """What the words of ``text`` mean, read whole by ``rule``; ``None`` where it is not of the rule's form."""
        match = rule.form.fullmatch(text)
        if match is None:
            return None
        return {name: self.vocabulary.meaning(name.rstrip("23"), found)
                for name, found in match.groupdict().items() if found}


@cache
def grammar() -> Grammar:
    """The grammar of English dates, compiled once."""
    data = read_words("dates")
    vocabulary = Vocabulary(data["words"], data["digits"], data["macros"])
    end = rf"{END}(?:(?<!\d{{4}})|(?!\s+(?:{'|'.join(data['counted'])})\b))"
    rows = [(f"{kind}.{name}", row) for kind, named in data["rules"].items() for name, row in named.items()]
    rules = {name: _rule(vocabulary, name, row, end) for name, row in rows}
    openings = _index((rules[name], vocabulary.openings(row["form"])) for name, row in rows)
    bound = re.compile(rf"\b({vocabulary.pattern('<bound>')})\s+(?:the\s+)?")
    return Grammar(rules, openings, bound, vocabulary, data["parts"], data["seasons"], data["slack"])


def _index(rules: Iterable[tuple[Rule, frozenset[Opening]]]) -> Mapping[Opening, tuple[Rule, ...]]:
    """Rules by the first word and, with those that may end after it, by the first two; in the order of the file."""
    rows = list(rules)
    index: dict[Opening, tuple[Rule, ...]] = {}
    for opening in sorted({opening[:n] for _, openings in rows for opening in openings for n in (1, 2)}):
        index[opening] = tuple(rule for rule, openings in rows if openings & {opening, opening[:1]})
    return index


def _rule(vocabulary: Vocabulary, name: str, row: Mapping[str, Any], end: str) -> Rule:
    form = f"(?:{vocabulary.pattern(row['form'])}){end}"
    form += rf"(?={row['followed_by']}|\Z)" if "followed_by" in row else ""
    form += f"(?!{row['unless']})" if "unless" in row else ""
    return Rule(name, name.split(".")[0], row.get("means", ""), re.compile(form), _cue(row.get("preceded_by", [])))


def _cue(words: list[str]) -> re.Pattern[str] | None:
    """A pattern that ends where an expression starts if one of ``words`` or signs stands before it."""
    choices = "|".join(CUES.get(word, rf"\b{word}\s+") for word in words)
    return re.compile(rf"(?:{choices})\Z", re.IGNORECASE | re.MULTILINE) if words else None
