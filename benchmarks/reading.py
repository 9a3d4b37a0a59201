"""Cost of reading against spaCy's own pipeline, as ratios within one run.

    python benchmarks/reading.py [FOLDER] [--repeat 3]

FOLDER holds relevant articles (default: the bundled corpus). The mixed stream is one relevant article in twenty: the
others are made here, from a seeded grammar of everyday news (sport, weather, markets, courts) with no word of this
field.
Prints words per second, the two ratios and peak memory.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import spacy

from backchannel.sources.article import Article
from backchannel.sources.language import MODEL
from backchannel.sources.readers import bundled_corpus, read_sources
from backchannel.sources.reports import read

SUBJECTS = [
    "The club",
    "A local court",
    "The bakery on Mill Street",
    "The weather service",
    "A group of students",
    "The museum",
    "The railway company",
    "A farmer from the valley",
    "The city's orchestra",
    "The price of wheat",
]
ACTIONS = [
    "announced a new season ticket",
    "expects rain until the weekend",
    "closed its doors after forty years",
    "won its third game in a row",
    "rose by two percent in quiet trading",
    "will repair the old bridge in spring",
    "sentenced a man for stealing bicycles",
    "opened an exhibition of glass",
    "lost a year's harvest to hail",
    "played to a full house",
]
TAILS = [
    "as many had hoped",
    "to nobody's surprise",
    "after a long and cold winter",
    "for the first time since the flood",
    "and the mayor came to see it",
    "while visitors queued around the corner",
    "which the owners called a relief",
    "though tickets were dear",
]


def everyday(seed: int, words: int) -> Article:
    """An article about nothing that matters here, of about ``words`` words."""
    rng, sentences, count = random.Random(seed), [], 0
    while count < words:
        sentence = f"{rng.choice(SUBJECTS)} {rng.choice(ACTIONS)}, {rng.choice(TAILS)}."
        sentences.append(sentence)
        count += len(sentence.split())
    paragraphs = [" ".join(sentences[i : i + 4]) for i in range(0, len(sentences), 4)]
    return Article(text="\n\n".join(paragraphs))


def timed(work: Callable[[Article], object], articles: Sequence[Article], repeat: int) -> float:
    """The best time in seconds of ``repeat`` runs over all articles."""
    best = float("inf")
    for _ in range(repeat):
        start = time.perf_counter()
        for article in articles:
            work(article)
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    """Runs the two comparisons and prints them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=bundled_corpus())
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    relevant = [a for a in read_sources([options.folder]) if isinstance(a, Article)]
    length = sum(len(a.text.split()) for a in relevant) // len(relevant)
    mixed = [a for n, r in enumerate(relevant) for a in (r, *(everyday(n * 19 + k, length) for k in range(19)))]
    nlp = spacy.load(MODEL)
    read(relevant[0])
    print(f"{'stream':10}{'words':>9}{'spaCy w/s':>12}{'reading w/s':>13}{'ratio':>8}")
    for name, articles in (("relevant", relevant), ("mixed", mixed)):
        words = sum(len(a.text.split()) for a in articles)
        whole = timed(lambda a: nlp(a.text), articles, options.repeat)
        ours = timed(read, articles, options.repeat)
        print(f"{name:10}{words:9}{words / whole:12.0f}{words / ours:13.0f}{ours / whole:8.2f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
