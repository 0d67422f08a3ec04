"""`geomap extract`: articles to a file of events."""

from __future__ import annotations

from geomap.cli import work
from geomap.cli.options import Inputs, Job, StoreOrStdout, with_job_options
from geomap.cli.screen import leave, note


@with_job_options
def extract(inputs: Inputs, *, output: StoreOrStdout, job: Job) -> None:
    """Extract conflict events from articles into a GeoJSON file.

    A file that exists is added to: documents read again replace what they gave before, others stay.
    """
    from geomap.store import View, open_store

    resources = work.resources_of(job)
    store = None if output == str(work.STDOUT) else open_store(output)
    extraction, names = work.extract_from(inputs, job, resources)
    if store:
        work.keep(store, extraction, names, merge=not job.no_merge)
    else:
        with work.text_output(work.STDOUT) as stream:
            View.of(extraction.events, extraction.run()).write(stream)
    where = store.name if store else output
    note(f"{len(extraction.events)} events from {len(names)} documents in {where}", quiet=job.quiet)
    leave(extraction.failures)
