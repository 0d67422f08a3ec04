"""`geomap dates`: the date expressions in articles, and the days they denote."""

from __future__ import annotations

from geomap.cli import work
from geomap.cli.options import Inputs, Language, OutputOrStdout, Published, Quiet, SourceName, Year
from geomap.cli.screen import counted, leave, note, progress


def dates(
    inputs: Inputs,
    *,
    output: OutputOrStdout = work.STDOUT,
    published: Published = None,
    source: SourceName = None,
    language: Language = None,
    year: Year = None,
    quiet: Quiet = False,
) -> None:
    """List the date expressions in articles as JSON Lines, with the days they denote."""
    from geomap import pipeline

    documents = work.documents(inputs, published, source, language)
    with progress("documents read", quiet=quiet) as passed:
        written, failures = work.write_records(pipeline.dates(counted(documents, passed), assume_year=year), output)
    note(f"{written} expressions in {output}", quiet=quiet)
    leave(failures)
