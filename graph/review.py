"""A curator at work: one question after the other, and the decisions that follow from the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from backchannel.graph.agenda import Item, Pair
from backchannel.graph.decisions import DIFFERENT, SAME, Decision
from backchannel.graph.disputes import Dispute, Option
from backchannel.graph.docket import Side


@dataclass(frozen=True)
class Desk:
    """Where a curator sits: ``ask`` shows a prompt and gives the answer, ``tell`` shows a text, ``today`` is a clock.

    ``objection`` gives why a decision would not be applied, or an empty string.
    """

    ask: Callable[[str], str]
    tell: Callable[[str], None]
    today: Callable[[], date]
    author: str
    objection: Callable[[Decision], str]


class _Quit(Exception):  # noqa: N818
    """The curator has had enough."""


def decisions(items: Sequence[Item], desk: Desk) -> Iterator[Decision]:
    """The decisions of a curator on ``items``, each as soon as it is taken. Ends with the items, or on ``q``."""
    untied: set[frozenset[str]] = set()
    for number, item in enumerate(items, start=1):
        if isinstance(item, Pair) and item.knot in untied:
            continue
        desk.tell(f"\n{number} of {len(items)}. {shown(item)}\n")
        try:
            taken = _taken(item, desk)
        except (_Quit, EOFError, KeyboardInterrupt):
            return
        if taken:
            untied |= {item.knot} if isinstance(item, Pair) else set()
            yield taken


def shown(item: Item) -> str:
    """A question for people."""
    return "\n".join(_pair(item) if isinstance(item, Pair) else _dispute(item))


def _taken(item: Item, desk: Desk) -> Decision | None:
    """The decision on one item, None if it is skipped."""
    while True:
        answer = _choice(item, desk)
        if answer is None:
            return None
        reason = desk.ask("Why? ").strip()
        if not reason:
            desk.tell("Without a reason nothing is decided.")
            continue
        day = desk.today().isoformat()
        if isinstance(item, Pair):
            decision = item.decision(str(answer), desk.author, day, reason)
        else:
            assert isinstance(answer, Option)
            decision = item.correction(answer, desk.author, day, reason)
        problem = desk.objection(decision) if decision else "no passage of the article cites one of the reports alone"
        if not problem:
            return decision
        desk.tell(f"That cannot be decided: {problem}.")


def _choice(item: Item, desk: Desk) -> str | Option | None:
    """What the curator chooses: a verdict or value, None to skip. Raises _Quit."""
    choices: dict[str, str | Option | None] = {"k": None}
    if isinstance(item, Pair):
        choices |= {"s": SAME, "d": DIFFERENT}
        prompt = "[s]ame, [d]ifferent, s[k]ip or [q]uit? "
    else:
        choices |= {f"c{number}": option for number, option in enumerate(item.options, start=1)}
        prompt = f"{' '.join(f'[{name}]' for name in choices if name != 'k')} to choose, s[k]ip or [q]uit? "
    while True:
        answer = "".join(desk.ask(prompt).split()).casefold()
        if answer.startswith("q"):
            raise _Quit
        if f"c{answer}" in choices or answer in choices:
            return choices[answer if answer in choices else f"c{answer}"]
        if answer[:1] in choices:
            return choices[answer[0]]
        desk.tell("Please answer with one of the letters in brackets.")


def _pair(pair: Pair) -> Iterator[str]:
    yield "One, or two?"
    yield from _side("A", pair.one)
    yield from _side("B", pair.other)
    yield "  Alike in:"
    for feature in pair.comparison.features:
        if feature.finding:
            yield f"    {feature.weight:+g}  {feature.name}: {feature.finding} ({feature.one} | {feature.other})"
    yield f"    {pair.comparison.score:+g} together; {pair.comparison.enough:g} are enough."
    name, other = ("A", "B") if pair.fits == pair.one.report else ("B", "A")
    yield f"  Left apart, since {name} may as well be this, which cannot be {other}:"
    yield f"     {pair.rival.label}"
    yield f"       {pair.rival.source}"
    yield from (f"     {veto}" for veto in pair.vetoes or ("They are not alike enough.",))


def _dispute(dispute: Dispute) -> Iterator[str]:
    yield f"{dispute.label}: which {dispute.slot}?"
    for number, option in enumerate(dispute.options, start=1):
        yield f"  c{number}  {option.value}{', as the graph has it' if option.held else ''}"
        for side in option.sides:
            yield from (f"      “{sentence}”" for sentence in side.sentences)
            yield f"        {side.source}"


def _side(name: str, side: Side) -> Iterator[str]:
    yield f"  {name}  {side.label}"
    yield from (f"     “{sentence}”" for sentence in side.sentences)
    yield f"       {side.source}"
