"""Checks that a wheel holds every file of the three rooms, under the name of the package, and nothing else.

    python .ci/contents.py dist/backchannel-0.1.0-py3-none-any.whl
"""

from __future__ import annotations

import sys
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("graph", "ontology", "sources")


def expected() -> set[str]:
    """The files that belong into the package."""
    files = (path for room in ROOMS for path in (ROOT / room).rglob("*") if path.is_file())
    return {f"backchannel/{path.relative_to(ROOT).as_posix()}" for path in files if "__pycache__" not in path.parts}


def packed(wheel: str) -> set[str]:
    """The files of ``wheel`` except its own metadata."""
    with ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if not name.split("/")[0].endswith(".dist-info")}


if __name__ == "__main__":
    wanted, found = expected(), packed(sys.argv[1])
    if wanted != found:
        sys.exit("\n".join([*(f"missing: {name}" for name in sorted(wanted - found)),
                            *(f"should not be there: {name}" for name in sorted(found - wanted))]))
    print(f"{len(found)} files, as in the rooms.")
