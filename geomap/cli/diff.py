"""`geomap diff`: what is new, changed or gone between two versions of a file of events."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geomap.cli.options import Quiet
from geomap.cli.screen import note, show_table
from geomap.errors import UsageError

if TYPE_CHECKING:
    from geomap.model import Event

_COLUMNS = ("change", "event_id", "event_date", "event_type", "location", "quote", "fields")


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The file as it was.", show_default=False)],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The file as it is now.", show_default=False)],
    *,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Table of all changes to write: .csv or .xlsx."),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Say which events are new, changed or gone, by their ids and those they had before."""
    from geomap.store import read_events

    if output is not None and output.suffix.lower() not in {".csv", ".xlsx"}:
        raise UsageError(f"{output}: the changes are written as .csv or .xlsx")
    before = {event.event_id: event for event in read_events(old)}
    met: set[str] = set()
    rows, same = [], 0
    for event in read_events(new):
        names = {event.event_id, *event.alias_ids} & before.keys()
        met |= names
        known = before.get(event.event_id) or (before[min(names)] if names else None)
        fields = _changed(known, event) if known else []
        if known and not fields:
            same += 1
        else:
            rows.append(_row("changed" if known else "new", event, fields))
    rows += [_row("gone", event, []) for name, event in before.items() if name not in met]
    counts = {kind: sum(row["change"] == kind for row in rows) for kind in ("new", "changed", "gone")}
    show_table("Changes", ("", "Events"), (*counts.items(), ("the same", same)))
    if output is not None:
        from geomap.export import write_table
        from geomap.store import whole_file

        with whole_file(output) as beside:
            write_table(beside, _COLUMNS, rows)
        note(f"{output} written", quiet=quiet)


def _changed(before: Event, now: Event) -> list[str]:
    from geomap.store import EVENT_FIELDS

    return [name for name in EVENT_FIELDS if getattr(before, name) != getattr(now, name)]


def _row(change: str, event: Event, fields: list[str]) -> dict[str, Any]:
    return {
        "change": change,
        "event_id": event.event_id,
        "event_date": event.event_date,
        "event_type": event.event_type,
        "location": event.location,
        "quote": event.quote,
        "fields": "; ".join(fields),
    }
