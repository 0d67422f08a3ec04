"""`geomap review`: a table for people to check events in, read back by `geomap correct`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geomap.cli.options import Events, Quiet
from geomap.cli.screen import note
from geomap.errors import UsageError

if TYPE_CHECKING:
    from geomap.model import Event

_ASKED = ("verdict", "by", "why", "merge_with", "split_off")
_SEEN = (
    "event_id", "confidence", "quote", "event_type", "sub_event_type", "status", "event_date", "end_date", "actor1",
    "actor2", "location", "latitude", "longitude", "where_prec", "admin1", "country", "fatalities", "injured",
    "claimants", "source", "source_url", "review_status", "report_ids",
)  # fmt: skip


def review(
    events: Events,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Table to write: .xlsx or .csv.")],
    *,
    everything: Annotated[bool, typer.Option("--all", help="Show also what has been reviewed.")] = False,
    quiet: Quiet = False,
) -> None:
    """Write events as a table to check, the least certain first.

    Correct cells where they stand; in the column `verdict` write ok to confirm a row as it is, or drop. Ids of other
    rows in `merge_with` make them one event with this one; some of its `report_ids` in `split_off` make these another
    event. Rows left alone change nothing. Give the table to `geomap correct --from`.
    """
    from geomap.export import write_table
    from geomap.store import read_events, whole_file

    if output.suffix.lower() not in {".xlsx", ".csv"}:
        raise UsageError(f"{output}: a table to check is .xlsx or .csv")
    wanted = [event for event in read_events(events) if everything or event.review_status == "unreviewed"]
    wanted.sort(key=lambda event: (event.confidence, event.event_id))
    columns = (*_ASKED, *_SEEN)
    with whole_file(output) as beside:
        write_table(beside, columns, map(_cells, wanted))
    note(f"{len(wanted)} events to check in {output}", quiet=quiet)


def _cells(event: Event) -> dict[str, Any]:
    from geomap.store import row

    told = "; ".join(report.report_id for report in event.reports)
    return {**dict.fromkeys(_ASKED), **row(event), "report_ids": told}
