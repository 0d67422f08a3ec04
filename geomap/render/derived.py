"""Columns of the page that no event has by itself: whose table it came from, what became of it since another version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geomap.render.blocks import BlockWriter
from geomap.render.frame import Frame
from geomap.render.pack import category
from geomap.store import foreign_tables

DERIVED = ("origin", "change")
"""They are loaded with the first picture, and stay out of the panel and the downloads."""


def pack_derived(frame: Frame, writer: BlockWriter, changes: Mapping[str, str] | None) -> dict[str, Any]:
    """Write those that say anything and return their part of the manifest.

    Args:
        frame: The events as columns.
        writer: Where the blocks go.
        changes: "new" or "changed" by event id; all others are the same. None where there is nothing to compare with.
    """
    columns: dict[str, list[str | None]] = {"origin": _origins(frame)}
    if changes is not None:
        columns["change"] = [changes.get(str(name), "same") for name in frame.get("event_id")]
    return {
        name: {**category(column, writer, late=False), "derived": True}
        for name, column in columns.items()
        if any(column)
    }


def _origins(frame: Frame) -> list[str | None]:
    """The table of others that an event came from or was merged with a row of, where its owner or its order is heeded."""
    tables = [table for table in foreign_tables() if table.kept or table.unordered]
    return [
        next((table.name for table in tables if table.made(str(doc_id or ""), str(aliases or "").split("; "))), None)
        for doc_id, aliases in zip(frame.get("doc_id"), frame.get("alias_ids"), strict=True)
    ]
