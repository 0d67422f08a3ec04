"""Whole reports, written for this project, with every date that a reader finds in them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from geomap.dates import find_dates
from geomap.languages import analyse
from geomap.model import Document, Publication

GOLDEN = Path(__file__).parents[2] / "golden"
REPORTS = [
    (path.parent.name, report)
    for path in sorted(GOLDEN.glob("*/dates.json"))
    for report in json.loads(path.read_text("utf-8"))
]


@pytest.mark.parametrize(("language", "report"), REPORTS, ids=[language for language, _ in REPORTS])
def test_every_date_of_a_report_is_found_and_no_other(language, report):
    published = dt.date.fromisoformat(report["published"])
    (analysis,) = analyse([Document("a", report["text"], language=language, published=published)])
    (spans,) = find_dates([analysis], [Publication(published)])
    assert [[span.text, str(span.first), str(span.last)] for span in spans] == report["dates"]
