"""Across articles: facts, store, queries, exports and the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backchannel.graph.knowledge import KnowledgeGraph

__all__ = ["KnowledgeGraph"]


def __getattr__(name: str) -> object:
    """Imports :class:`KnowledgeGraph` when it is asked for, so that the package itself costs nothing."""
    if name == "KnowledgeGraph":
        from backchannel.graph.knowledge import KnowledgeGraph

        return KnowledgeGraph
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
