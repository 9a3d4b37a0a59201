"""Runs what README.md shows and compares: every console block, in order, in one empty folder.

    python docs/readme.py            # says where the output differs; the exit code is then 1
    python docs/readme.py --write    # puts the output of today into README.md

A block with a file's name after its language is that file. In a console block, lines with ``$`` are commands and the
others their output, where a line ``…`` stands for lines left out. A command of several is run as one.
"""

from __future__ import annotations

import difflib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

README = Path(__file__).resolve().parents[1] / "README.md"
BLOCK = re.compile(r"^```(?P<language>\w+)(?: (?P<name>\S+))?\n(?P<content>.*?)^```$", re.MULTILINE | re.DOTALL)
STEP = re.compile(r"^\$ (?P<command>.*)\n(?P<output>(?:(?!\$ ).*\n)*)", re.MULTILINE)
GAP = "…"


def run(command: str, folder: Path) -> str:
    """What ``command`` prints, errors included. Raises SystemExit if it fails."""
    scripts = Path(sys.executable).parent
    environment = os.environ | {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1",
                                "PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "error"}
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, encoding="utf-8",
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        sys.exit(f"$ {command}\n{done.stdout}exit code {done.returncode}")
    return "\n".join(line.rstrip() for line in done.stdout.splitlines())


def shortened(output: str, shown: str) -> str:
    """``output`` with as many lines before and after the gap as ``shown`` has."""
    lines, wanted = output.splitlines(), shown.splitlines()
    if GAP not in wanted:
        return output
    head = wanted.index(GAP)
    tail = len(wanted) - head - 1
    return "\n".join([*lines[:head], GAP, *lines[len(lines) - tail:]])


def session(block: str, folder: Path) -> str:
    """A console block with the output of today."""
    steps = []
    for step in STEP.finditer(block):
        output = shortened(run(step["command"], folder), step["output"])
        steps.append(f"$ {step['command']}\n" + (f"{output}\n" if output else ""))
    return "".join(steps)


def today(readme: str) -> str:
    """The text of the README with the output of today."""
    with tempfile.TemporaryDirectory() as folder:
        def renewed(block: re.Match[str]) -> str:
            if block["name"]:
                Path(folder, block["name"]).write_text(block["content"], encoding="utf-8")
            if block["language"] != "console":
                return block[0]
            return f"```console\n{session(block['content'], Path(folder))}```"
        return BLOCK.sub(renewed, readme)


def main() -> None:
    """Compares, or writes with ``--write``."""
    shown = README.read_text(encoding="utf-8")
    found = today(shown)
    if sys.argv[1:] == ["--write"]:
        README.write_text(found, encoding="utf-8")
    elif found != shown:
        changes = difflib.unified_diff(shown.splitlines(), found.splitlines(), "README.md", "today", lineterm="", n=1)
        sys.exit("\n".join([*changes, "README.md shows other output than there is; `make readme` renews it."]))


if __name__ == "__main__":
    main()
