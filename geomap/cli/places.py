"""`geomap places`: the place names in articles, and what each was taken for."""

from __future__ import annotations

from typing import Annotated

import typer

from geomap.cli import work
from geomap.cli.options import (
    Config,
    GeocoderAgent,
    GeocoderName,
    GeocoderUrl,
    Inputs,
    Language,
    OutputOrStdout,
    Published,
    Quiet,
    SourceName,
)
from geomap.cli.screen import counted, leave, note, progress


def places(
    inputs: Inputs,
    *,
    output: OutputOrStdout = work.STDOUT,
    explain: Annotated[
        bool, typer.Option("--explain", help="Add the candidates considered, with their scores.")
    ] = False,
    published: Published = None,
    source: SourceName = None,
    language: Language = None,
    geocoder: GeocoderName = None,
    geocoder_url: GeocoderUrl = None,
    geocoder_agent: GeocoderAgent = None,
    config: Config = None,
    quiet: Quiet = False,
) -> None:
    """List the place names in articles as JSON Lines, each resolved or honestly not."""
    from geomap import pipeline

    documents, resources = (
        work.documents(inputs, published, source, language),
        work.resources_for(None, geocoder, geocoder_url, geocoder_agent, config=config, quiet=quiet),
    )
    work.load_gazetteer(resources, quiet=quiet)
    with progress("documents read", quiet=quiet) as passed:
        written, failures = work.write_records(
            pipeline.places(counted(documents, passed), explain=explain, resources=resources), output
        )
    note(f"{written} mentions in {output}", quiet=quiet)
    leave(failures)
