from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_commands_shown_print_what_is_shown() -> None:
    run = subprocess.run([sys.executable, ROOT / "docs" / "readme.py"], capture_output=True, encoding="utf-8")
    assert run.returncode == 0, run.stderr


def test_it_opens_with_the_two_commands() -> None:
    first = re.search(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert first and [line.split("#")[0].strip() for line in first[1].splitlines()] == ["make demo", "make test"]


def test_every_target_of_make_that_is_named_exists() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake (\w+)\b(?=[ `]*(?:#|`))", README)) <= targets


def test_links_and_pictures_lead_somewhere() -> None:
    paths = [*re.findall(r"\]\(([^)#:]+)\)", README), *re.findall(r'(?:src|srcset)="([^"]+)"', README)]
    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_lines_of_the_lexicon_that_are_shown_stand_there() -> None:
    shown = re.findall(r"^```yaml\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    lexicon = [path.read_text(encoding="utf-8") for path in (ROOT / "ontology" / "lexicon" / "en").glob("*.yaml")]
    assert shown
    assert [block for block in shown if not any(block in words for words in lexicon)] == []
