"""How long resolution takes as reports become more, and how right it is in a world that is known.

    python benchmarks/resolution.py 10000 30000 100000

Prints for each number of reports the processor time, the rate, the peak memory of the process so far, and pairwise
precision and recall by kind; then the exponent that fits the times. 1 is linear; --most makes a larger one an error.
"""

from __future__ import annotations

import argparse
import math
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from world import World

from backchannel.graph.known import known
from backchannel.graph.resolve import Cluster, resolve
from backchannel.ontology import terms

KINDS = {"officials": {terms.Official}, "places": {terms.Place}, "contacts": {*terms.CONTACTS},
         "arrangements": {*terms.ARRANGEMENTS}, "changes": {terms.Change}}


def pairs(numbers: Iterable[int]) -> int:
    """How many pairs groups of these sizes have."""
    return sum(number * (number - 1) // 2 for number in numbers)


def scored(clusters: Sequence[Cluster], truth: Mapping[str, str]) -> str:
    """Pairwise precision and recall by kind."""
    shown = []
    for name, classes in KINDS.items():
        of = [cluster for cluster in clusters if cluster[0].describes in classes]
        both = Counter((place, truth[each.report]) for place, cluster in enumerate(of) for each in cluster)
        real = Counter(truth[each.report] for cluster in of for each in cluster)
        right, made, wanted = pairs(both.values()), pairs(map(len, of)), pairs(real.values())
        shown.append(f"{name} {right / made if made else 1:.3f}/{right / wanted if wanted else 1:.3f}")
    return "  ".join(shown)


def exponent(times: Mapping[int, float]) -> float:
    """The slope of the line through the logarithms (least squares)."""
    points = [(math.log(size), math.log(seconds)) for size, seconds in times.items()]
    x, y = (sum(values) / len(points) for values in zip(*points, strict=True))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def main() -> None:
    """Runs resolution at each size and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 30_000, 100_000])
    parser.add_argument("--most", type=float, default=math.inf, help="exit with 1 if the exponent is larger")
    options = parser.parse_args()
    times: dict[int, float] = {}
    resolve([account for article in World(100).articles() for account in article], known())  # loads the gazetteer
    print(f"{'reports':>9}{'seconds':>9}{'reports/s':>11}{'memory':>9}  precision/recall of pairs")
    for size in options.sizes:
        world = World(size)
        told = [account for article in world.articles() for account in article]
        begun = time.process_time()
        clusters = resolve(told, known())
        times[len(told)] = seconds = time.process_time() - begun
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{len(told):9}{seconds:9.1f}{len(told) / seconds:11.0f}{memory:6} MB  {scored(clusters, world.truth)}",
              flush=True)
    if len(times) > 1:
        print(f"exponent {exponent(times):.2f}")
        sys.exit(exponent(times) > options.most)


if __name__ == "__main__":
    main()
