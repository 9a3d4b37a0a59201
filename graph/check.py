"""The checks across a graph. Each is a function whose docstring is the explanation that a user sees."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from backchannel.graph.channels import out_of_order
from backchannel.graph.check_contacts import disagreement, first, witness
from backchannel.graph.check_tenures import tenure
from backchannel.graph.findings import Check, Finding, Findings, explanation
from backchannel.graph.held import Held, held
from backchannel.graph.quotes import quotes
from backchannel.graph.store import Reader
from backchannel.ontology import terms


def order(graph: Held) -> Iterator[Finding]:
    """A change of an arrangement makes no sense after those before it: resumed without a halt, expired twice."""
    for arrangement in graph.of(*terms.ARRANGEMENTS):
        for iri in arrangement.get(terms.OUT_OF_ORDER):
            change = graph.facts[iri]
            involved = (iri, *change.get(terms.CONFLICTS_WITH))
            claims = [claim for each in involved for claim in graph.said(each) if claim.slot == "kind"]
            sentence = f"{arrangement.label} {out_of_order(change, graph.facts)}."
            yield Finding(sentence, (arrangement.iri, *involved), quotes(claims))


#: The checks by name, in the order in which they are shown.
CHECKS: Final[Mapping[str, Check]] = {
    "order": order, "disagreement": disagreement, "first": first, "tenure": tenure, "witness": witness,
}


def check(store: Reader, kinds: Collection[str] = ()) -> list[Findings]:
    """What the checks find in ``store``, of these ``kinds`` if any are named. Raises KeyError for another kind."""
    graph = held(store)
    return [Findings(kind, explanation(CHECKS[kind]), tuple(CHECKS[kind](graph))) for kind in kinds or CHECKS]
