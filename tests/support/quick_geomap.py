"""`geomap` as a process whose articles are "read" at once, or after as many seconds as GEOMAP_TEST_SECONDS says.

For tests of what the command does as a process; each article gives one event that bears its text.
"""

import os
import sys
import time

from geomap import cli, pipeline
from geomap.model import Document
from geomap.store.codec import event_of


def extract(documents, **_):
    """A stand-in for `pipeline.extract`."""
    read = [one for one in documents if isinstance(one, Document)]
    failures = tuple(one for one in documents if not isinstance(one, Document))
    for _ in read:
        time.sleep(float(os.environ.get("GEOMAP_TEST_SECONDS", "0")))
    events = tuple(
        event_of(
            {
                "event_id": f"e-{one.doc_id}",
                "event_type": "Battles",
                "doc_id": one.doc_id,
                "quote": one.text,
                "quote_end": len(one.text),
                "source": one.source,
                "reports": [
                    {
                        "report_id": f"e-{one.doc_id}",
                        "doc_id": one.doc_id,
                        "quote": one.text,
                        "quote_start": 0,
                        "quote_end": len(one.text),
                    }
                ],
            }
        )
        for one in read
    )
    return pipeline.Extraction(events, failures, tuple(one.doc_id for one in read), ())


pipeline.extract = extract
if __name__ == "__main__":
    sys.argv[0] = "geomap"
    cli.main()
