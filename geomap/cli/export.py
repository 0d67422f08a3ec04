"""`geomap export`: events to the files other tools read."""

from __future__ import annotations

from typing import Annotated

import typer

from geomap.cli.options import Events, Output, Quiet
from geomap.cli.screen import note


def export_(
    events: Events,
    output: Output,
    form: Annotated[
        str | None, typer.Option("--format", metavar="NAME", help="Format, where the suffix does not tell.")
    ] = None,
    schema: Annotated[
        str | None, typer.Option("--schema", metavar="NAME", help="acled-like or ucdp-like: a CSV in those columns.")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Write events in another format, chosen by the suffix of the file to write."""
    from geomap.export import export
    from geomap.store import read_events

    view = read_events(events)
    for remark in export(view, output, format=schema or form):
        note(remark, quiet=quiet)
    note(f"{len(view)} events read, {output} written", quiet=quiet)
