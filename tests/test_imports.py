"""Who imports whom: the rooms one way, the network in named modules only, no RDF library where articles are read."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("ontology", "sources", "graph")  # each may import itself and those before it
MODULES = [path for room in ROOMS for path in sorted((ROOT / room).glob("*.py"))]
SCRIPTS = [path for folder in ("tests", "benchmarks", "docs") for path in sorted((ROOT / folder).glob("*.py"))]
NETWORK = ("aiohttp", "ftplib", "http", "httpx", "requests", "smtplib", "socket", "urllib.request", "urllib3")
MAY_USE_NETWORK = {"sources/fetch.py", "graph/store.py", "graph/cluster.py"}
RDF_LIBRARIES = {"oxrdflib", "pyoxigraph", "pyshacl", "rdflib"}

Check = Callable[[str], list[str]]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(source: str) -> Iterator[str]:
    """The dotted names that ``source`` imports, wherever in it; ``from a import b`` gives ``a.b``."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)


def upward(source: str, room: str) -> list[str]:
    """The imports in a module of ``room`` from a room that comes after it."""
    later = {f"backchannel.{other}" for other in ROOMS[ROOMS.index(room) + 1:]}
    return [found for found in imports(source) if ".".join(found.split(".")[:2]) in later]


def outside_the_package(source: str) -> list[str]:
    """The imports that reach a room by another name than ``backchannel.<room>``, and so make a second copy of it."""
    return [found for found in imports(source) if found.split(".")[0] in {"", *ROOMS}]


def network(source: str) -> list[str]:
    """The imports of modules that can open a connection."""
    return [found for found in imports(source) if any(f"{found}.".startswith(f"{module}.") for module in NETWORK)]


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_imports_run_one_way(path: Path) -> None:
    assert upward(path.read_text(encoding="utf-8"), path.parent.name) == []


@pytest.mark.parametrize("path", MODULES + SCRIPTS, ids=name)
def test_rooms_are_imported_under_the_name_of_the_package(path: Path) -> None:
    assert outside_the_package(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", [path for path in MODULES if name(path) not in MAY_USE_NETWORK], ids=name)
def test_only_named_modules_use_the_network(path: Path) -> None:
    assert network(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("room", ["ontology", "sources"])
def test_nothing_that_reads_articles_imports_an_rdf_library(room: str) -> None:
    modules = [f"backchannel.{room}.{path.stem}" for path in MODULES if path.parent.name == room]
    code = "\n".join(["import sys", *(f"import {module}" for module in modules), "print(*sys.modules)"])
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert set(modules) <= loaded
    assert loaded & RDF_LIBRARIES == set()
    assert not any(module.startswith("backchannel.graph") for module in loaded)


@pytest.mark.parametrize(("check", "source"), [
    (lambda source: upward(source, "sources"), "def f():\n    from backchannel.graph.store import open_store"),
    (lambda source: upward(source, "ontology"), "import backchannel.sources.article"),
    (lambda source: upward(source, "ontology"), "from backchannel import graph"),
    (outside_the_package, "import graph"),
    (outside_the_package, "from sources.article import Span"),
    (outside_the_package, "from .article import Span"),
    (network, "import urllib.request"),
    (network, "from urllib import request"),
    (network, "from http.client import HTTPConnection"),
    (network, "import os, socket"),
])
def test_the_checks_see_what_they_are_for(check: Check, source: str) -> None:
    assert check(source)


@pytest.mark.parametrize(("check", "source"), [
    (lambda source: upward(source, "sources"), "from backchannel.ontology import terms"),
    (lambda source: upward(source, "graph"), "from backchannel.sources.article import Span"),
    (outside_the_package, "import graphlib"),
    (network, "from urllib.parse import urlsplit"),
    (network, "import html"),
])
def test_the_checks_let_the_rest_pass(check: Check, source: str) -> None:
    assert not check(source)
