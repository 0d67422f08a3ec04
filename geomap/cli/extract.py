"""`geomap extract`: articles to a file of events."""

from __future__ import annotations

from geomap.cli import work
from geomap.cli.options import (
    Config,
    GeocoderAgent,
    GeocoderName,
    GeocoderUrl,
    Inputs,
    Language,
    NoCache,
    NoMerge,
    Published,
    Quiet,
    SourceName,
    StoreOrStdout,
    Workers,
    Year,
)
from geomap.cli.screen import leave, note


def extract(
    inputs: Inputs,
    *,
    output: StoreOrStdout,
    published: Published = None,
    source: SourceName = None,
    language: Language = None,
    year: Year = None,
    no_merge: NoMerge = False,
    geocoder: GeocoderName = None,
    geocoder_url: GeocoderUrl = None,
    geocoder_agent: GeocoderAgent = None,
    config: Config = None,
    workers: Workers = None,
    no_cache: NoCache = False,
    quiet: Quiet = False,
) -> None:
    """Extract conflict events from articles into a GeoJSON file.

    A file that exists is added to: documents read again replace what they gave before, others stay.
    """
    from geomap.store import View, open_store

    reading, resources = (
        work.Reading(inputs, published, source, language, quiet, workers, not no_cache),
        work.resources_for(year, geocoder, geocoder_url, geocoder_agent, config=config, quiet=quiet),
    )
    store = None if output == str(work.STDOUT) else open_store(output)
    extraction, names = work.extract_from(reading, resources, merge=not no_merge)
    if store:
        work.keep(store, extraction, names, merge=not no_merge)
    else:
        with work.text_output(work.STDOUT) as stream:
            View.of(extraction.events, extraction.run()).write(stream)
    note(
        f"{len(extraction.events)} events from {len(names)} documents in {store.name if store else output}", quiet=quiet
    )
    leave(extraction.failures)
