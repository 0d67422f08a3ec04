"""`geomap extract`: articles to a file of events."""

from __future__ import annotations

from geomap.cli import work
from geomap.cli.options import Inputs, Language, OutputOrStdout, Published, Quiet, SourceName, Year
from geomap.cli.screen import leave, note, warn


def extract(
    inputs: Inputs,
    *,
    output: OutputOrStdout,
    published: Published = None,
    source: SourceName = None,
    language: Language = None,
    year: Year = None,
    quiet: Quiet = False,
) -> None:
    """Extract conflict events from articles into a GeoJSON file.

    A file that exists is added to: documents read again replace what they gave before, others stay.
    """
    from geomap.store import View, open_store

    reading = work.Reading(inputs, published, source, language, quiet)
    if output == work.STDOUT:
        extracted = work.extract_from(reading, year)
        with work.text_output(output) as stream:
            View.of(extracted.events, extracted.run()).write(stream)
    else:
        store = open_store(output)
        extracted = work.extract_from(reading, year)
        work.keep(store, extracted)
    for warning in extracted.warnings:
        warn(warning)
    note(f"{len(extracted.events)} events from {len(extracted.documents)} documents in {output}", quiet=quiet)
    leave(extracted.failures)
