"""The templates of our pages: everything put into one is escaped, and a name that has no value is an error."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_TEMPLATES: Final = Path(__file__).parent / "templates"


def environment(*further: str) -> Environment:
    """The environment of our templates; what is not among them is looked for in the folders ``further``."""
    return Environment(loader=FileSystemLoader([_TEMPLATES, *further], encoding="utf-8"), autoescape=True,
                       undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
