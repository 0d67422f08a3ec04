"""`geomap compare`: two files of events side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geomap.cli.options import Events, Quiet
from geomap.cli.screen import note, show_table

if TYPE_CHECKING:
    from geomap.model import Event
    from geomap.store import Comparison

_COLUMNS = (
    "found_in", "score", "kilometres", "event_id", "event_date", "event_type", "actor1", "actor2", "location",
    "fatalities", "other_id", "other_date", "other_type", "other_actor1", "other_actor2", "other_location",
    "other_fatalities",
)  # fmt: skip
_SHOWN = ("event_id", "event_date", "event_type", "actor1", "actor2", "location", "fatalities")


def compare(
    events: Events,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The events to compare with.", show_default=False)],
    *,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="CSV to write: each pair, and each event alone."),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Pair the events of two files by place, time and kind, and say what each lacks.

    Actors are compared without regard to their order. Events without a place or a date, planned ones and totals are not
    compared. The other file is compared only over the days of the first.
    """
    from geomap.store import compare as pair_up
    from geomap.store import read_events

    first, second = read_events(events), read_events(other)
    days = [day for event in first for day in (event.event_date, event.end_date) if day]
    if days:
        second = second.between(min(days), max(days))
    found = pair_up(first, second)
    rows = (
        ("In both", len(found.pairs)),
        (f"Only in {events}", len(found.only_first)),
        (f"Only in {other}", len(found.only_second)),
        ("Not compared", found.not_compared),
    )
    show_table("Comparison", ("", "Events"), rows)
    if output:
        _write(found, output)
        note(f"{output} written", quiet=quiet)


def _write(found: Comparison, output: Path) -> None:
    from geomap.export import write_table
    from geomap.store import whole_file

    rows = [
        {"found_in": "both", "score": pair.score, "kilometres": round(pair.kilometres, 1)}
        | _cells(pair.first, "")
        | _cells(pair.second, "other_")
        for pair in found.pairs
    ]
    rows += [{"found_in": "first only"} | _cells(event, "") for event in found.only_first]
    rows += [{"found_in": "other only"} | _cells(event, "other_") for event in found.only_second]
    with whole_file(output) as beside:
        write_table(beside, _COLUMNS, (dict.fromkeys(_COLUMNS) | row for row in rows))


def _cells(event: Event, prefix: str) -> dict[str, object]:
    """The fields shown of an event; "other_" takes the place of "event_" in their names."""
    return {prefix + (name.removeprefix("event_") if prefix else name): getattr(event, name) for name in _SHOWN}
