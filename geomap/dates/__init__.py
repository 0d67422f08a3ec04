"""Dates: every expression of time in a text, as days.

`infer_publication` says when a document appeared, `find_dates` reads the expressions against that day, `date_record`
writes one for `geomap dates`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from geomap.model import Analysis, DateSpan, Document, Publication

if TYPE_CHECKING:
    from geomap.knowledge import Knowledge

__all__ = ["date_record", "find_dates", "infer_publication"]


def find_dates(
    analyses: Sequence[Analysis], publications: Sequence[Publication], *, nested: bool = False
) -> list[tuple[DateSpan, ...]]:
    """Finds the date expressions of documents and the days they denote.

    Args:
        analyses: The documents; sentences without a parse are read by their words alone.
        publications: Their days of publication, in the same order.
        nested: Also gives the dates that are named inside a range ("July 2021 – June 2022" is a range and two months),
            each after the whole. `geomap dates` lists them; events are dated by the whole.

    Returns:
        For each document its spans in order of the text; days are None where an expression was seen but cannot be
        resolved.
    """
    from geomap.dates.find import dates_of

    pairs = zip(analyses, publications, strict=True)
    return [dates_of(analysis, publication, nested=nested) for analysis, publication in pairs]


def infer_publication(
    analyses: Sequence[Analysis],
    knowledge: Knowledge | None = None,
    *,
    assume_year: int | None = None,
    today: dt.date | None = None,
) -> list[Publication]:
    """Tells when documents appeared: as given, as stated in byline, dateline or address, else by their own evidence.

    The evidence is the weekday that a day of the month must have had, the years named, and who existed or was in
    office. Where more than one day remains, none is chosen.

    Args:
        analyses: The documents.
        knowledge: Actors with their years; without it they are no evidence.
        assume_year: A year that the user vouches for, used only where the evidence leaves the year open.
        today: The last day on which they can have appeared; by default the present day.

    Returns:
        One publication a document, in the same order.
    """
    from geomap.dates.publication import publication_of

    now = today or dt.datetime.now(tz=dt.UTC).date()
    return [publication_of(analysis, knowledge, assume_year, now) for analysis in analyses]


def date_record(document: Document, span: DateSpan) -> dict[str, object]:
    """The line of `geomap dates` for one expression.

    Args:
        document: The document that holds it.
        span: The expression.

    Returns:
        A mapping ready for JSON, days in ISO form and null where they cannot be told.
    """
    return {
        "doc_id": document.doc_id,
        "start": span.start,
        "end": span.end,
        "text": span.text,
        "date_start": span.first and span.first.isoformat(),
        "date_end": span.last and span.last.isoformat(),
        "time_precision": span.precision,
        "why": span.why,
    }
