"""The repository stands alone: nothing in it points to a machine, a ticket or a folder outside."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PICTURES = {".png"}
FOREIGN = {
    "a path on one machine": r"(?<![\w.:/~-])/(?:home|root|Users|mnt|srv|tmp|work)(?:/|\b(?!\w))",
    "a folder outside": r"(?<![\w./])\.\./",
    "a ticket": r"\b(?:issue|ticket|pull request|PR)s? ?#?\d+\b|\bissues (?:show|comment|close)\b",
    "unfinished work": r"\b(?:TODO|FIXME|XXX)\b",
}
SAMPLES = {
    "a path on one machine": ("see /home/jo/graph", "(/srv/main)", "open '/tmp'"),
    "a folder outside": ("see ../words.txt", "../../lists"),
    "a ticket": ("fixes issue 12", "issue #3", "PR 7"),
    "unfinished work": ("# TODO: dates",),
}


def kept() -> Iterator[Path]:
    """The files under version control."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a checkout of git")
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path.is_file() and path.suffix not in PICTURES and path != Path(__file__).resolve():
            yield path


@pytest.mark.parametrize("what", FOREIGN)
def test_nothing_points_outside(what: str) -> None:
    found = []
    for path in kept():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if re.search(FOREIGN[what], line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert found == []


@pytest.mark.parametrize(("what", "text"), [(what, text) for what, texts in SAMPLES.items() for text in texts])
def test_the_check_sees_what_it_is_for(what: str, text: str) -> None:
    assert re.search(FOREIGN[what], text)


@pytest.mark.parametrize("text", [
    "https://example.org/home/story", "they shared a view", "a shared/private line", "on this issue", "PR officers",
    "graph/work.py",
])
def test_the_check_lets_the_rest_pass(text: str) -> None:
    assert not any(re.search(pattern, text) for pattern in FOREIGN.values())
