"""What setup.cfg says about the package, against what stands in the rooms; `.ci/run` tries the wheel itself."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from configparser import ConfigParser
from fnmatch import fnmatchcase
from importlib.metadata import entry_points, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("graph", "ontology", "sources")

SETUP = ConfigParser()
SETUP.read(ROOT / "setup.cfg", encoding="utf-8")


def lines(section: str, option: str) -> list[str]:
    """The values of an option with one a line, without comments."""
    values = (line.split("#")[0].strip() for line in SETUP[section][option].splitlines())
    return [value for value in values if value]


def in_room(room: str) -> Iterator[Path]:
    """The files of a room, relative to it."""
    for path in (ROOT / room).rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(ROOT / room)


def pinned(name: str) -> dict[str, str]:
    """The versions that a requirements file pins."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return {canonicalize_name(package): number for package, number in re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.M)}


def needed() -> list[Requirement]:
    return [Requirement(line) for line in lines("options", "install_requires") + lines("options.extras_require", "dev")]


def test_the_rooms_are_the_packages() -> None:
    assert lines("options", "packages") == [f"backchannel.{room}" for room in ROOMS]
    assert lines("options", "package_dir") == [f"backchannel.{room} = {room}" for room in ROOMS]


@pytest.mark.parametrize("room", ROOMS)
def test_code_lies_flat(room: str) -> None:
    assert [str(path) for path in in_room(room) if path.suffix == ".py" and len(path.parts) > 1] == []


@pytest.mark.parametrize("room", ROOMS)
def test_all_data_is_packaged(room: str) -> None:
    patterns = SETUP["options.package_data"][f"backchannel.{room}"].replace(",", " ").split()
    assert "py.typed" in patterns

    def is_packaged(path: Path) -> bool:
        return any(len(path.parts) == pattern.count("/") + 1 and fnmatchcase(path.as_posix(), pattern)
                   for pattern in patterns)

    assert [str(path) for path in in_room(room) if path.suffix != ".py" and not is_packaged(path)] == []


def test_one_version() -> None:
    released = re.search(r"^## \[(.+?)\] - \d{4}-\d\d-\d\d$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert released and released[1] == SETUP["metadata"]["version"] == version("backchannel")


def test_the_command_is_there() -> None:
    [script] = [each for each in entry_points(group="console_scripts") if each.name == "backchannel"]
    assert callable(script.load())


def test_versions_that_are_installed_are_versions_that_are_allowed() -> None:
    pins = pinned("constraints.txt") | pinned("requirements-model.txt")
    for each in needed():
        assert each.specifier.contains(pins[canonicalize_name(each.name)]), each


def test_the_model_is_pinned_with_its_hash() -> None:
    text = (ROOT / "requirements-model.txt").read_text(encoding="utf-8")
    assert re.search(r"--hash=sha256:[0-9a-f]{64}", text)
    [(name, number)] = pinned("requirements-model.txt").items()
    assert {str(each.specifier) for each in needed() if canonicalize_name(each.name) == name} == {f"=={number}"}


def test_scripts_can_be_run() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
