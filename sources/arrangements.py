"""Frames of arrangements: which words name one, what kind it is, whose it is, and what changes the sentence tells."""

from __future__ import annotations

from dataclasses import dataclass

from backchannel.ontology import lexicon
from backchannel.ontology.reference import Arrangement
from backchannel.sources.article import Span
from backchannel.sources.changes import Turn, turns
from backchannel.sources.dates import Interval
from backchannel.sources.frames import When
from backchannel.sources.moments import Setting, Tense, time_of
from backchannel.sources.reduction import Tree
from backchannel.sources.sides import Discourse, Side, modifiers, sides_at, subjects, under
from backchannel.sources.treaties import NamedArrangement


@dataclass(frozen=True)
class ChangeFrame:
    """One step in an arrangement's life, as a sentence tells it."""

    kind: str
    span: Span
    line: int
    when: When | None
    rule: str


@dataclass(frozen=True)
class ArrangementFrame:
    """One mention of an arrangement: ``kind`` is Channel, Treaty, Agreement or Memorandum.

    ``named`` is the reference row if it has a name of its own; ``matters`` are the words that tell it apart from others
    of the same sides; ``definite`` marks a back-reference, ``other`` one that is set apart from what was spoken of.
    """

    line: int
    span: Span
    label: str
    word: str
    kind: str
    named: Arrangement | None
    sides: tuple[Side, ...]
    changes: tuple[ChangeFrame, ...]
    matters: frozenset[str]
    definite: bool
    other: bool
    exists: bool
    strong: bool
    rule: str

    @property
    def parties(self) -> frozenset[str]:
        """The codes of the parties."""
        return frozenset(s.party for s in self.sides if s.party)


def read_arrangements(tree: Tree, setting: Setting, discourse: Discourse, event: Interval | None) -> list[ArrangementFrame]:
    """The arrangement mentions of one sentence, in order."""
    out = []
    for n in range(len(tree.nodes)):
        frame = _frame(tree, n, setting, discourse, event)
        if frame:
            out.append(frame)
    agreed = _agreed_to(tree, setting, discourse, event, out)
    return [*out, agreed] if agreed else out


def _frame(tree: Tree, n: int, setting: Setting, discourse: Discourse, event: Interval | None) -> ArrangementFrame | None:
    named = tree.units[n].meaning
    row = named.arrangement if isinstance(named, NamedArrangement) else None
    kind = row.kind if row else _kind(tree, n)
    if not kind:
        return None
    found = tuple(turns(tree, n))
    changes = tuple(_change(tree, t, setting, event) for t in found)
    words = {tree.low(c) for c in tree.children(n, "det", "amod", "nummod", "poss", "neg", "compound")}
    lexical = lexicon.arrangements()
    if words & lexical.none - {"any"} or (words & {"any"}):
        return None
    sides = _sides(tree, n, found, discourse)
    span = _span(tree, n)
    return ArrangementFrame(
        tree.line.sentence.index, span, row.label if row else _label(tree, n), tree.low(n), kind, row, tuple(dict.fromkeys(sides)), changes, _matters(tree, n),
        bool(words & {"the", "this", "that", "these", "those", "all", "it", "its", "their"}), bool(words & lexical.other), _exists(tree, n, found),
        row is not None or _military(tree, n, kind), f"arrangement.{'named' if row else tree.nodes[n].lemma}",
    )


def _kind(tree: Tree, n: int) -> str:
    """The kind of arrangement that a common noun names here, or ""."""
    lexical = lexicon.arrangements()
    node, word = tree.nodes[n], tree.low(n)
    text = tree.units[n].word
    if tree.units[n].meaning is not None or not node.tag.startswith("NN") or node.dep == "compound":
        return ""
    noun = text if text in lexical.nouns else word if word in lexical.nouns else node.lemma
    if noun not in lexical.nouns or _before(tree, n) & lexical.not_arrangements:
        return ""
    if noun == "contact" and word == "contact" and not _before(tree, n) & {"military", "military-to-military", "regular"}:
        return ""
    return lexical.nouns[noun]


def _before(tree: Tree, n: int) -> set[str]:
    """The words that modify ``n``, in lower case, hyphenated ones in parts too."""
    words = {tree.low(c) for c in tree.children(n, "compound", "amod", "nmod", "poss", "nummod")}
    deeper = {tree.low(g) for c in tree.children(n, "compound", "amod", "nmod") for g in tree.subtree(c)}
    adjacent = {tree.low(n - 1)} if n else set()
    return words | deeper | adjacent


def _military(tree: Tree, n: int, kind: str) -> bool:
    """Whether the mention is of something between armed forces, by its own words."""
    lexical = lexicon.arrangements()
    word = tree.low(n)
    if word not in lexical.weak and tree.nodes[n].lemma not in lexical.weak:
        return True
    del kind
    return bool({tree.low(k) for k in tree.subtree(n)} & lexical.military)


def _matters(tree: Tree, n: int) -> frozenset[str]:
    return frozenset(w for k in tree.subtree(n) for w in [tree.units[k].word] if w in lexicon.arrangements().matters or w.lower() in lexicon.arrangements().matters)


def _exists(tree: Tree, n: int, found: tuple[Turn, ...]) -> bool:
    """Whether the clause takes the arrangement to exist: "have a system in place", "under the memorandum", "over the line"."""
    if found:
        return False
    dep, head = tree.nodes[n].dep, tree.head(n)
    if head is None:
        return False
    if tree.nodes[head].tag == "IN":
        above = tree.head(head)
        verb = above is not None and tree.nodes[above].tag in {"VBZ", "VBP", "VBD", "VBN"}
        return tree.low(head) in {"under", "through", "over", "via"} and verb
    if not tree.nodes[head].tag.startswith("V") or any(tree.low(c) in lexicon.statuses().negations for c in tree.children(head, "neg")):
        return False
    modal = any(tree.nodes[c].tag == "MD" for c in tree.children(head, "aux"))
    return dep in {"dobj", "nsubj", "attr", "nsubjpass"} and not modal and tree.nodes[head].lemma in lexicon.arrangements().existing


def _sides(tree: Tree, n: int, found: tuple[Turn, ...], discourse: Discourse) -> list[Side]:
    own = [Side("", p.side, p.span, "party.of-arrangement") for p in modifiers(tree, n)]
    own += [s for i in under(tree, n, ["between", "with", "of", "for"]) for s in sides_at(tree, i, discourse)]
    verb = next((a for a in tree.ancestors(n) if tree.nodes[a].tag.startswith("V")), None)
    for v in dict.fromkeys([*(t.word for t in found), *([verb] if verb is not None else [])]):
        if tree.nodes[v].tag.startswith("V") and len({s.party for s in own if s.party}) < 2:
            own += [s for i in [*subjects(tree, v), *under(tree, v, ["with", "between"])] for s in sides_at(tree, i, discourse)]
    return [Side("", s.party, s.span, s.rule) for s in own if s.party]


def _change(tree: Tree, turn: Turn, setting: Setting, event: Interval | None) -> ChangeFrame:
    tense: Tense = "future" if turn.kind == "proposed" and turn.rule == "change.modal" else "past"
    when = time_of(tree, turn.word, frozenset({turn.word}), setting, tense, event)
    if when is None and setting.heading:
        when = setting.heading
    return ChangeFrame(turn.kind, tree.units[turn.word].span, tree.line.sentence.index, when, turn.rule)


def _span(tree: Tree, n: int) -> Span:
    start = min([n, *tree.children(n, "compound", "amod", "nmod")])
    return Span(tree.units[start].span.start, tree.units[n].span.end)


def _label(tree: Tree, n: int) -> str:
    """The article's words for the arrangement, from its first modifier to the end of its "of" and "for" phrases."""
    parts = [k for k in range(min([n, *tree.children(n, "compound", "amod", "nmod", "poss")]), n + 1)]
    tail = n
    for prep in tree.children(n, "prep"):
        if tree.low(prep) in {"of", "for", "on", "between", "over", "with", "in", "along"} and prep == tail + 1:
            tail = max(tree.subtree(prep))
    words = [tree.units[k].word for k in [*parts, *range(n + 1, min(tail, n + 9) + 1)]]
    return " ".join(words).replace(" 's", "'s").replace(" - ", "-").replace(" ,", ",").strip(" ,.")


def _agreed_to(tree: Tree, setting: Setting, discourse: Discourse, event: Interval | None, found: list[ArrangementFrame]) -> ArrangementFrame | None:
    """"agreed to improve communication": an agreement that has no name but its content."""
    lexical = lexicon.arrangements()
    for v, node in enumerate(tree.nodes):
        if node.lemma != "agree" or not node.tag.startswith("V") or node.tag in {"VB", "VBG"} or any(tree.low(c) in lexicon.statuses().negations for c in tree.children(v, "neg")):
            continue
        contents = [*tree.children(v, "xcomp", "ccomp"), *under(tree, v, ["on"])]
        inside = [k for c in contents for k in tree.subtree(c)]
        if not inside or any(c.span.start <= tree.units[k].span.start < c.span.end for c in found for k in inside if c.changes):
            continue
        if not {tree.low(k) for k in inside} & lexical.agreement_topics or any(tree.low(c) == "not" for c in inside):
            continue
        sides = [Side("", s.party, s.span, "party.agreed") for i in subjects(tree, v) for s in sides_at(tree, i, discourse) if s.party]
        span = Span(tree.units[v].span.start, tree.units[inside[-1]].span.end)
        label = "agreement " + " ".join(tree.units[k].word for k in sorted(set(inside))[:10])
        change = _change(tree, Turn("agreed", v, "change.agreed-to-do"), setting, event)
        return ArrangementFrame(tree.line.sentence.index, span, label, "agreement", "Agreement", None, tuple(dict.fromkeys(sides)), (change,), frozenset(), False, False, False, True, "arrangement.agreed-to")
    return None
