"""`geomap review`: a table for people to check events in, read back by `geomap correct`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geomap.cli.options import EventsFile, Quiet
from geomap.cli.screen import note
from geomap.errors import UsageError

_ASKED = ("verdict", "by", "why")
_SEEN = (
    "event_id", "confidence", "quote", "event_type", "sub_event_type", "status", "event_date", "end_date", "actor1",
    "actor2", "location", "latitude", "longitude", "where_prec", "admin1", "country", "fatalities", "injured",
    "claimants", "source", "source_url", "review_status",
)  # fmt: skip


def review(
    events: EventsFile,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Table to write: .xlsx or .csv.")],
    *,
    everything: Annotated[bool, typer.Option("--all", help="Show also what has been reviewed.")] = False,
    quiet: Quiet = False,
) -> None:
    """Write events as a table to check, the least certain first.

    Correct cells where they stand; in the column `verdict` write ok to confirm a row as it is, or drop. Rows left
    alone change nothing. Give the table to `geomap correct --from`.
    """
    from geomap.export import write_table
    from geomap.store import read_events, row, whole_file

    if output.suffix.lower() not in {".xlsx", ".csv"}:
        raise UsageError(f"{output}: a table to check is .xlsx or .csv")
    wanted = [event for event in read_events(events) if everything or event.review_status == "unreviewed"]
    wanted.sort(key=lambda event: (event.confidence, event.event_id))
    columns = (*_ASKED, *_SEEN)
    with whole_file(output) as beside:
        write_table(beside, columns, ({**dict.fromkeys(_ASKED), **row(event)} for event in wanted))
    note(f"{len(wanted)} events to check in {output}", quiet=quiet)
