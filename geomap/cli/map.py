"""`geomap map`: the main job, from articles or events to a map."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geomap.cli import work
from geomap.cli.options import Inputs, Language, Output, Published, Quiet, SourceName, Year
from geomap.cli.screen import leave, note, warn
from geomap.errors import DocumentError, UsageError

if TYPE_CHECKING:
    from geomap.store import View


def map_(
    inputs: Inputs,
    *,
    output: Output,
    events: Annotated[
        Path | None,
        typer.Option("--events", metavar="FILE", help="File to keep the events in, and to add to where it exists."),
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
    published: Published = None,
    source: SourceName = None,
    language: Language = None,
    year: Year = None,
    quiet: Quiet = False,
) -> None:
    """Read articles (or files of events) and draw their events as one HTML file that opens anywhere."""
    if output.suffix.lower() not in {".html", ".htm"}:
        raise UsageError(f"{output}: a map is a web page; name a file that ends in .html")
    reading = work.Reading(inputs, published, source, language, quiet)
    view, failures = _events(reading, events, year)
    _draw(view, output, title=title, subtitle=subtitle, lang=lang, theme=theme, tiles=tiles)
    note(f"{len(view)} events on {output}", quiet=quiet)
    leave(failures)


def _events(reading: work.Reading, events: Path | None, year: int | None) -> tuple[View, tuple[DocumentError, ...]]:
    """What is to be drawn: with `events` all that is kept there then, else what the inputs hold."""
    from geomap.store import View, holds_events, open_store, read_events

    tables = [name for name in reading.sources if name != "-" and holds_events(name)]
    articles = [name for name in reading.sources if name not in tables]
    store = open_store(events) if events else None
    views = [read_events(table) for table in tables]
    failures: tuple[DocumentError, ...] = ()
    if articles:
        extracted = work.extract_from(dataclasses.replace(reading, sources=articles), year)
        failures = extracted.failures
        for warning in extracted.warnings:
            warn(warning)
        if store:
            work.keep(store, extracted)
        else:
            views.append(View.of(extracted.events, extracted.run()))
    if store:
        if views:
            with store.writer() as writer:
                for view in views:
                    writer.upsert(view)
        return store.view(), failures
    return (views[0] if len(views) == 1 else View.joined(views)), failures


def _draw(view: View, output: Path, **options: Any) -> None:
    from geomap.render import draw

    sources = sorted({event.source for event in view if event.source})
    run = {
        "documents_read": len(view.run.documents),
        "documents_failed": list(view.run.failures),
        "sources": sources,
    }
    draw(view, run=run, **options).save(output)
