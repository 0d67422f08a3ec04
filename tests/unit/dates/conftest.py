"""What the tests of the dates room share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from geomap.dates import find_dates
from geomap.languages import segment
from geomap.model import DateSpan, Document, Publication

Find = Callable[..., tuple[DateSpan, ...]]


@pytest.fixture(scope="session")
def find() -> Find:
    """Finds the dates of a text, without a parse."""

    def found(text: str, language: str, day: str | None = "2013-02-12", **options: bool) -> tuple[DateSpan, ...]:
        published = dt.date.fromisoformat(day) if day else None
        analysis = segment(Document("a", text, language=language, published=published), language)
        return find_dates([analysis], [Publication(published)], **options)[0]

    return found
