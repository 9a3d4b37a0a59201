"""The command that measures reading against annotated articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from backchannel.graph.commands_ask import AsJson
from backchannel.graph.console import complain, progress, say, say_json, say_table

if TYPE_CHECKING:
    from backchannel.graph.evaluate import Evaluation

_GOLD = "Folders of keys; or of articles, with the keys in a folder gold beneath."
_ARTICLES = "The folder of the articles, if they are neither beside the keys nor in the folder above."
_CALIBRATE = "Write the measured confidence of every rule to this file."
_FLOORS = "Compare with the floors in this file; the exit code is 1 if a figure lies below its floor."
_UPDATE = "Raise the floors of the sets (floors.yaml beside their folders, or --floors)."
_COREF = "Entries of several articles that are one thing: measure merging. Keys are sought in all folders beneath."
_REASON = "Why floors may be lowered; kept in the file of floors."


def evaluate(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD_DIR", help=_GOLD)],
    articles: Annotated[Path | None, typer.Option(metavar="DIR", help=_ARTICLES)] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List every value that differs, with its sentence.")] = False,
    as_json: AsJson = False,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write the report as a page.")] = None,
    calibrate: Annotated[Path | None, typer.Option(metavar="FILE", help=_CALIBRATE)] = None,
    floors: Annotated[Path | None, typer.Option(metavar="FILE", help=_FLOORS)] = None,
    coref: Annotated[Path | None, typer.Option(metavar="FILE", help=_COREF)] = None,
    update_floors: Annotated[bool, typer.Option("--update-floors", help=_UPDATE)] = False,
    reason: Annotated[str, typer.Option(metavar="TEXT", help=_REASON)] = "",
) -> None:
    """Measure how well articles are read.

    Each article is made into a graph of its own and compared with its key: NAME.yaml is the key of NAME.md. What is
    right, wrong and missed is counted by slot.

    \b
    Examples:
      backchannel evaluate tests/gold/open
      backchannel evaluate keys/ --articles stories/ --errors --html report.html
      backchannel evaluate tests/gold/dev tests/gold/news --calibrate ontology/lexicon/en/confidence.yaml
      backchannel evaluate tests/gold/dev --coref tests/gold/coref-dev.yaml
      backchannel evaluate tests/gold/open --update-floors --reason "Refusals are read more strictly"
    """
    if coref:
        _merges(gold, articles, coref, as_json)
        return
    sets = _measured(gold, articles)
    whole = _together(sets)
    _show(whole, errors, as_json)
    if html:
        _write_page(whole, html, errors, as_json)
    if calibrate:
        _calibrate(whole, calibrate)
    if update_floors:
        _update(sets, floors, reason)
    elif floors and _falls_short(sets, floors):
        raise typer.Exit(1)


def _merges(folders: list[Path], articles: Path | None, coref: Path, as_json: bool) -> None:
    """How well reports of one thing find each other: fed with the keys alone, and from the text of the articles."""
    from backchannel.graph.coref import read_coref
    from backchannel.graph.gold import read_keys_beneath
    from backchannel.graph.merges import measure

    truth = read_coref(coref)
    keys = {key.article.absolute(): key for folder in folders for key in read_keys_beneath(folder, articles)}
    with progress(shown=True) as step:
        merges = measure(list(keys.values()), truth, step)
    parts = {"keys": merges.alone, "text": merges.text}
    rows = [(name, kind, each) for name, part in parts.items() for kind, each in part.items()]
    if as_json:
        say_json({name: {kind: each.as_json() for kind, each in part.items()} for name, part in parts.items()})
        return
    say_table(("from", "kind", "precision", "recall", "F1", "right", "wrong", "missed"), [
        (name, kind, f"{each.counts.precision:.3f}", f"{each.counts.recall:.3f}", f"{each.counts.f1:.3f}",
         each.counts.right, each.counts.wrong, each.counts.missed) for name, kind, each in rows])
    for name, kind, each in rows:
        for one, other in each.false:
            say(f"Merged wrongly, from {name}, {kind}: {'/'.join(one)} and {'/'.join(other)}")


def _measured(folders: list[Path], articles: Path | None) -> dict[Path, Evaluation]:
    """The evaluation of each set, by the folder of its articles. All keys are checked before the first is used."""
    from backchannel.graph.evaluate import evaluate as measure
    from backchannel.graph.gold import folder_of_keys, read_keys

    keys = {folder: read_keys(folder, articles) for folder in dict.fromkeys(folders)}
    with progress(shown=True) as step:
        measured = {folder_of_keys(folder).absolute(): measure(found, step) for folder, found in keys.items()}
    return {folder.parent if folder.name == "gold" else folder: each for folder, each in measured.items()}


def _together(sets: Mapping[Path, Evaluation]) -> Evaluation:
    from backchannel.graph.evaluate import Evaluation

    return Evaluation(tuple(marked for each in sets.values() for marked in each.marked))


def _show(evaluation: Evaluation, errors: bool, as_json: bool) -> None:
    if as_json:
        say_json(_as_json(evaluation, errors))
        return
    if errors:
        _say_differences(evaluation)
    say_table(("slot", "precision", "recall", "F1", "right", "wrong", "missed"), [
        (name, f"{each.precision:.3f}", f"{each.recall:.3f}", f"{each.f1:.3f}", each.right, each.wrong, each.missed)
        for name, each in evaluation.figures.items()])
    distractors = evaluation.distractors()
    misread = {name: found for name, found in distractors.items() if found}
    say(f"Articles: {len(evaluation.marked)}. Without contacts and arrangements: {len(distractors)}; "
        f"read from wrongly: {len(misread)}.")
    for name, found in misread.items():
        say("\n".join([f"  {name}", *(f"    {entry}" for entry in found)]))


def _as_json(evaluation: Evaluation, errors: bool) -> dict[str, Any]:
    from backchannel.graph.reliability import judged, reliability

    found: dict[str, Any] = {
        "articles": len(evaluation.marked),
        "figures": {name: {"precision": each.precision, "recall": each.recall, "f1": each.f1, **asdict(each)}
                    for name, each in evaluation.figures.items()},
        "distractors": evaluation.distractors(),
        "reliability": [{**asdict(each), "share": each.share} for each in reliability(judged(evaluation))],
    }
    return found | ({"errors": [asdict(each) for each in evaluation.differences()]} if errors else {})


def _say_differences(evaluation: Evaluation) -> None:
    for name, found in groupby(evaluation.differences(), key=lambda each: each.article):
        say(name)
        for each in found:
            say(f"  {'wrong ' if each.wrong else 'missed'} {each.kind}.{each.slot}: {each.value}\n"
                f"    {'read as' if each.wrong else 'of'}: {each.entry}")
            for sentence in each.sentences:
                say(f"    “{sentence}”")
        say("")


def _write_page(evaluation: Evaluation, path: Path, errors: bool, quiet: bool) -> None:
    from backchannel.graph.evaluation_page import page
    from backchannel.graph.export import write
    from backchannel.graph.reliability import judged, reliability

    write(page(evaluation, reliability(judged(evaluation)), "How well articles are read", errors=errors).encode(), path)
    if not quiet:
        say(f"Written to {path}.")


def _calibrate(evaluation: Evaluation, path: Path) -> None:
    from backchannel.graph.calibration import as_yaml, trust
    from backchannel.graph.export import write
    from backchannel.graph.reliability import judged

    write(as_yaml(trust(judged(evaluation))).encode(), path)


def _update(sets: Mapping[Path, Evaluation], path: Path | None, reason: str) -> None:
    from backchannel.graph.export import write
    from backchannel.graph.floors import as_yaml, read_floors, updated

    for folder, each in sets.items():
        file = path or folder.parent / "floors.yaml"
        write(as_yaml(updated(read_floors(file), folder.name, each.figures, reason)).encode(), file)


def _falls_short(sets: Mapping[Path, Evaluation], path: Path) -> bool:
    from backchannel.graph.floors import read_floors, shortfalls

    floors = read_floors(path)
    found = [f"{folder.name}: {each}." for folder, evaluation in sets.items()
             for each in shortfalls(floors.sets.get(folder.name, {}), evaluation.figures)]
    for each in found:
        complain(each)
    return bool(found)
