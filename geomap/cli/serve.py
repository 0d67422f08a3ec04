"""`geomap serve`: a read-only web service over a store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geomap.cli.options import Events, Quiet
from geomap.cli.screen import note, say
from geomap.errors import SetupError


def serve(
    events: Events,
    *,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Address to listen at; any but this machine's own needs a token.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen at; 0 takes a free one.")] = 8000,
    token_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="File with the token that callers must know; else it is taken from the variable GEOMAP_TOKEN.",
        ),
    ] = None,
    url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Address under which others reach it, where a proxy stands before it."),
    ] = None,
    title: Annotated[str | None, typer.Option(help="Headline of the map.")] = None,
    lang: Annotated[
        str | None, typer.Option(metavar="CODE", help="Language of the map; else the reader's own.")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Show a store as a map in the browser, and give its events to programs; nothing can be changed through it.

    For sets that outgrow one file: a GeoPackage or a PostGIS database. Other files of events are read once, at the
    start. QGIS and GDAL open it as OGC API - Features.
    """
    from geomap.serve import Settings, token_from

    settings = Settings(host=host, port=port, token=token_from(token_file), url=url, title=title)
    try:
        from geomap.serve import listen, make_app
    except ImportError as error:
        raise SetupError(f"the web service needs the package {error.name!r}; install geomap[serve]") from error
    from geomap import presentation
    from geomap.store import open_reading

    reading = open_reading(events)

    def draw() -> str:
        return presentation.service_page(reading, title=title, lang=lang)

    def ready(address: str) -> None:
        say(address)
        note(f"{reading.name} is served at {address} until Ctrl-C", quiet=quiet)

    listen(make_app(reading, settings, draw), settings, ready)
    note("The service has ended.", quiet=quiet)
