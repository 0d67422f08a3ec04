"""`geomap store`: what a store holds, whether it is sound, and making it small again."""

from __future__ import annotations

import typer

from geomap.cli.options import Events, Quiet
from geomap.cli.screen import SOME_FAILED, note, show_table, warn

_MOST_TOLD = 50

app = typer.Typer(no_args_is_help=True, help="Look at, check and compact what events are kept in.")


@app.command()
def show(events: Events) -> None:
    """Show how much a store holds, what it was made from, and what people have decided."""
    from geomap.store import open_store

    store = open_store(events)
    size, view = store.size(), store.view()
    days, reviewed, reports = [], 0, 0
    for event in view:
        days += [day for day in (event.event_date, event.end_date) if day]
        reviewed += event.review_status != "unreviewed"
        reports += len(event.reports)
    rows = (
        ("Kept in", store.name),
        ("Size in MB", f"{size / 1e6:.1f}"),
        ("Events", len(view)),
        ("Reports", reports),
        ("First and last day", f"{min(days)} to {max(days)}" if days else "none"),
        ("Reviewed by a person", reviewed),
        ("Documents read", len(view.run.documents)),
        ("Documents that failed", len(view.run.failures)),
        *((f"  {name}", reason) for name, reason in view.run.failures.items()),
    )
    show_table("Store", ("", ""), rows)


@app.command()
def verify(events: Events, *, quiet: Quiet = False) -> None:
    """Read everything in a store and name what is wrong with it; exit code 1 where something is."""
    from geomap.store import problems, read_events

    found = 0
    for found, problem in enumerate(problems(read_events(events)), 1):
        if found <= _MOST_TOLD:
            warn(problem)
    if found > _MOST_TOLD:
        warn(f"and {found - _MOST_TOLD:,} more problems")
    if found:
        raise typer.Exit(SOME_FAILED)
    note("The events are sound.", quiet=quiet)


@app.command()
def vacuum(events: Events, *, quiet: Quiet = False) -> None:
    """Write a store anew, without the room that changes have left in it."""
    from geomap.store import open_store

    store = open_store(events)
    before = store.size()
    store.vacuum()
    note(f"{before / 1e6:.1f} MB before, {store.size() / 1e6:.1f} MB now", quiet=quiet)
