"""`geomap diff`: what is new, changed or gone between two versions of a file of events."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geomap.cli.options import Quiet
from geomap.cli.screen import note, show_table
from geomap.errors import UsageError

if TYPE_CHECKING:
    from geomap.model import Event
    from geomap.store import Difference

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
    from geomap.store import difference, read_events

    if output is not None and output.suffix.lower() not in {".csv", ".xlsx"}:
        raise UsageError(f"{output}: the changes are written as .csv or .xlsx")
    found = difference(read_events(old), read_events(new))
    counts = (("new", len(found.new)), ("changed", len(found.changed)), ("gone", len(found.gone)))
    show_table("Changes", ("", "Events"), (*counts, ("the same", found.same)))
    if output is not None:
        from geomap.export import write_table
        from geomap.store import whole_file

        with whole_file(output) as beside:
            write_table(beside, _COLUMNS, _rows(found))
        note(f"{output} written", quiet=quiet)


def _rows(found: Difference) -> Iterator[dict[str, Any]]:
    yield from (_row("new", event) for event in found.new)
    yield from (_row("changed", event, fields) for event, fields in found.changed)
    yield from (_row("gone", event) for event in found.gone)


def _row(change: str, event: Event, fields: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "change": change,
        "event_id": event.event_id,
        "event_date": event.event_date,
        "event_type": event.event_type,
        "location": event.location,
        "quote": event.quote,
        "fields": "; ".join(fields),
    }
