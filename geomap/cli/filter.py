"""`geomap filter`: the events that meet some criteria."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geomap.cli.options import Events, Output, Quiet
from geomap.cli.screen import note
from geomap.errors import UsageError

_SIDES = 4


def filter_(
    events: Events,
    *,
    output: Output,
    since: Annotated[
        str | None, typer.Option(metavar="DAY", help="First day (2020-02-01); events that touch the range count.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="Last day, inclusive.")] = None,
    actor: Annotated[list[str] | None, typer.Option(help="Words of an actor's name; again for more.")] = None,
    kind: Annotated[
        list[str] | None, typer.Option("--type", help="Event type, sub-type or PLOVER type; again for more.")
    ] = None,
    country: Annotated[
        list[str] | None, typer.Option(help="Country where it happened: SY, SYR or Syria; again for more.")
    ] = None,
    bbox: Annotated[
        str | None, typer.Option(metavar="W,S,E,N", help="Bounding box in degrees; W beyond E crosses 180°.")
    ] = None,
    within: Annotated[
        Path | None, typer.Option(metavar="FILE", help="GeoJSON file with the polygons to stay in.")
    ] = None,
    min_fatalities: Annotated[int | None, typer.Option(min=0, help="Fewest deaths reported.")] = None,
    min_confidence: Annotated[float | None, typer.Option(min=0, max=1, help="Least confidence, 0 to 1.")] = None,
    status: Annotated[
        list[str] | None, typer.Option(help="occurred, planned, possible or denied; again for more.")
    ] = None,
    source: Annotated[list[str] | None, typer.Option(help="Words of a publisher's name; again for more.")] = None,
    text: Annotated[str | None, typer.Option(help="Words in the quote, title or location.")] = None,
    where: Annotated[
        str | None,
        typer.Option(metavar="CONDITION", help='On any field: fatalities >= 10 and "drone" in quote.'),
    ] = None,
    countable: Annotated[
        bool, typer.Option("--countable", help="Leave out totals over many events, and background.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Keep the events that meet all criteria given; of one criterion given again, any will do.

    A date range keeps events whose days touch it. Events without a date are left out by --since and --until, events
    without coordinates by --bbox and --within, events without a toll by --min-fatalities.
    """
    from geomap.export import export
    from geomap.store import read_events

    view = read_events(events)
    chosen = view.where(
        since=since,
        until=until,
        actors=actor or None,
        types=kind or None,
        countries=country or None,
        box=_box(bbox) if bbox else None,
        min_fatalities=min_fatalities,
        min_confidence=min_confidence,
        statuses=status or None,
        sources=source or None,
        text=text,
        countable=countable or None,
        condition=where,
    )
    chosen = chosen.within(within) if within else chosen
    export(chosen, output)
    note(f"{len(chosen)} of {len(view)} events in {output}", quiet=quiet)


def _box(text: str) -> object:
    from geomap.store import Box

    try:
        sides = [float(side) for side in text.replace(";", ",").split(",")]
    except ValueError:
        sides = []
    if len(sides) != _SIDES:
        raise UsageError(
            f"the box {text!r} is not four numbers; write west,south,east,north, such as 35.7,35.2,37.4,36.9"
        )
    return Box(*sides)
