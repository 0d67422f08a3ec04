"""`geomap map`: the main job, from articles or events to a map."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geomap.cli import work
from geomap.cli.options import Inputs, Job, Output, with_job_options
from geomap.cli.screen import leave, note
from geomap.errors import DocumentError, UsageError

if TYPE_CHECKING:
    from geomap.pipeline import Resources
    from geomap.store import View


@with_job_options
def map_(
    inputs: Inputs,
    *,
    output: Output,
    events: Annotated[
        str | None,
        typer.Option(
            "--events",
            metavar="STORE",
            help="Where to keep the events (.geojson, .gpkg, a folder .parquet, postgresql://...), added to.",
        ),
    ] = None,
    title: Annotated[str | None, typer.Option(help="Headline of the map.")] = None,
    subtitle: Annotated[str | None, typer.Option(help="Line under the headline.")] = None,
    lang: Annotated[
        str | None, typer.Option(metavar="CODE", help="Language of the map; else the reader's own.")
    ] = None,
    theme: Annotated[str, typer.Option(help="auto, light or dark.")] = "auto",
    tiles: Annotated[
        str | None, typer.Option(metavar="NAME", help="Online tiles under the map; without it nothing is fetched.")
    ] = None,
    group_by: Annotated[
        str | None, typer.Option(metavar="FIELD", help="Field whose values never share a cluster, such as admin1.")
    ] = None,
    colour_by: Annotated[
        str, typer.Option(metavar="FIELD", help="Field that gives marks their colour and shape.")
    ] = "event_type",
    share: Annotated[
        bool,
        typer.Option(
            "--share",
            help="For publishing: widen places of shelters, hospitals, camps and convoys, drop planned aid and "
            "evacuations, leave out names of private persons.",
        ),
    ] = False,
    since: Annotated[
        Path | None,
        typer.Option("--since", metavar="OLD", help="Earlier file of events; the map can show what is new or changed."),
    ] = None,
    job: Job,
) -> None:
    """Read articles (or files of events) and draw their events as one HTML file that opens anywhere."""
    if output.suffix.lower() not in {".html", ".htm"}:
        raise UsageError(f"{output}: a map is a web page; name a file that ends in .html")
    from geomap import presentation
    from geomap.store import View, difference, read_events

    resources = work.resources_of(job)
    before = list(read_events(since)) if since else None  # now, for it may be the file that is added to
    view, failures = _events(inputs, job, events, resources)
    view = View.of(view, view.run)  # read once: the map needs them all
    work.load_gazetteer(resources, quiet=job.quiet)
    about = _about(view)
    if share:
        shared = presentation.for_sharing(view, resources=resources)
        note(f"for sharing: {shared.widened} places widened, {shared.dropped} plans left out", quiet=job.quiet)
        view, about = View.of(shared.events, view.run), {**about, "shared": True}
    drawn = presentation.draw(
        view,
        resources=resources,
        run=about,
        title=title,
        subtitle=subtitle,
        lang=lang,
        theme=theme,
        tiles=tiles,
        group_by=group_by,
        colour_by=colour_by,
        changes=difference(before, view).by_id() if before is not None else None,
    )
    drawn.save(output)
    note(f"{len(view)} events on {output}", quiet=job.quiet)
    leave(failures)


def _events(
    inputs: list[str], job: Job, events: str | None, resources: Resources
) -> tuple[View, tuple[DocumentError, ...]]:
    """What is to be drawn: with `events` all that is kept there then, else what the inputs hold."""
    from geomap.store import View, holds_events, open_store, read_events

    tables = [name for name in inputs if name != "-" and holds_events(name)]
    articles = [name for name in inputs if name not in tables]
    store = open_store(events) if events else None
    given = [read_events(table) for table in tables]
    rows = given[0] if len(given) == 1 else View.joined(given)
    if store and given:
        with store.writer() as writer:
            writer.upsert(rows)
    failures: tuple[DocumentError, ...] = ()
    if articles:
        extraction, names = work.extract_from(articles, job, resources)
        failures = extraction.failures
        if store:
            work.keep(store, extraction, names, merge=not job.no_merge)
        else:
            rows = work.joined(rows, extraction, merge=not job.no_merge)
    return (store.view() if store else rows), failures


def _about(view: View) -> dict[str, Any]:
    """What the map says of how its events came about."""
    return {
        "documents_read": len(view.run.documents),
        "documents_failed": list(view.run.failures),
        "sources": sorted({event.source for event in view if event.source}),
    }
