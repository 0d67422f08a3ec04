"""What callers may ask, checked: the parameters of addresses, and the query that they stand for.

Names are those of `geomap filter`'s options, and of the event fields that are compared exactly.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from geomap.errors import UsageError
from geomap.store import MATCHED, Box, Query, query_of

MOST_EVENTS = 10_000
"""Events on one page at most."""
_LONGEST = 200
_MOST_VALUES = 50
_CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_OPEN = ("", "..")


def _several(description: str) -> Any:
    return Field(default=[], max_length=_MOST_VALUES, description=f"{description}; again for more, any will do.")


class _Named(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=False)

    bbox: str = Field(
        default="",
        max_length=_LONGEST,
        description="west,south,east,north in degrees (CRS84); west beyond east crosses the 180th meridian.",
    )
    bbox_crs: str = Field(default=_CRS84, alias="bbox-crs", max_length=_LONGEST, description="CRS84 only.")
    datetime: str = Field(
        default="",
        max_length=_LONGEST,
        description="A day or an interval (2020-02-01/2020-02-29, 2020-02-01/.., ../2020-02-29); moments count as "
        "their day, and events whose days touch it match.",
    )
    since: str = Field(default="", max_length=_LONGEST, description="First day, as in `geomap filter`.")
    until: str = Field(default="", max_length=_LONGEST, description="Last day, inclusive.")
    actor: list[str] = _several("Words of an actor's name")
    type: list[str] = _several("Beginning of an event type, sub-type or PLOVER type")
    country: list[str] = _several("Country where it happened: SY, SYR or Syria")
    status: list[str] = _several("occurred, planned, possible or denied")
    source: list[str] = _several("Words of a publisher's name")
    text: str = Field(default="", max_length=_LONGEST, description="Words in the quote, title or location.")
    min_fatalities: int | None = Field(
        default=None, alias="min-fatalities", ge=0, le=1_000_000_000, description="Fewest deaths reported."
    )
    min_confidence: float | None = Field(
        default=None, alias="min-confidence", ge=0, le=1, allow_inf_nan=False, description="Least confidence, 0 to 1."
    )
    countable: bool = Field(default=False, description="Leave out totals over many events, and background.")


if TYPE_CHECKING:
    Filters = _Named
else:
    Filters = create_model(
        "Filters",
        __base__=_Named,
        **{
            name: (str, Field(default="", max_length=_LONGEST, description=f"Exactly this {name.replace('_', ' ')}."))
            for name in MATCHED
        },
    )


class ItemsAsked(Filters):
    """Filters, and which page of what matches."""

    limit: int = Field(default=100, ge=1, description=f"Events on a page, at most {MOST_EVENTS}.")
    offset: int = Field(default=0, ge=0, le=1_000_000_000, description="Events to leave out before the page.")
    after: int | None = Field(
        default=None, ge=0, le=2**63 - 1, description="Where the last page ended, as its link `next` says."
    )
    f: str = Field(default="", max_length=20, description="json or csv; else the header Accept decides.")


def query_from(asked: _Named) -> Query:
    """The query that parameters stand for.

    Raises:
        UsageError: They make no sense.
    """
    if "\0" in "".join(_texts(asked)):
        raise UsageError("a parameter holds a NUL character, which no event does; leave it out")
    if asked.bbox_crs != _CRS84:
        raise UsageError(f"boxes are read in {_CRS84} only; leave bbox-crs out")
    since, until = (asked.since or None, asked.until or None)
    if asked.datetime:
        if since or until:
            raise UsageError("give either datetime, or since and until")
        since, until = interval(asked.datetime)
    return query_of(
        since=since,
        until=until,
        actors=asked.actor or None,
        types=asked.type or None,
        countries=asked.country or None,
        sources=asked.source or None,
        statuses=asked.status or None,
        box=box(asked.bbox) if asked.bbox else None,
        min_fatalities=asked.min_fatalities,
        min_confidence=asked.min_confidence,
        fields=tuple((name, value) for name in MATCHED if (value := getattr(asked, name))) or None,
        text=asked.text or None,
        countable=asked.countable or None,
    )


def _texts(asked: _Named) -> list[str]:
    values = asked.model_dump().values()
    return [
        text for value in values for text in (value if isinstance(value, list) else [value]) if isinstance(text, str)
    ]


def box(text: str) -> Box:
    """A box of four numbers, or of six with heights, which are not looked at (OGC API - Features 7.15.3).

    Raises:
        UsageError: It is no box on Earth.
    """
    try:
        sides = [float(side) for side in text.split(",")]
    except ValueError:
        sides = []
    if len(sides) == 6:
        sides = [*sides[:2], *sides[3:5]]
    if len(sides) != 4:
        raise UsageError(
            f"the box {text[:60]!r} is not four numbers; write west,south,east,north, such as 35.7,35.2,37.4,36.9"
        )
    return Box(*sides)


def interval(text: str) -> tuple[str | None, str | None]:
    """First and last day of a moment or an interval, None where it is open (OGC API - Features 7.15.4).

    Raises:
        UsageError: It is neither.
    """
    ends = text.split("/")
    if len(ends) == 1:
        return _day(text), _day(text)
    if len(ends) != 2 or all(end in _OPEN for end in ends):
        raise UsageError(
            f"the time {text[:60]!r} is neither a day nor an interval; write it like 2020-02-01/2020-02-29"
        )
    first, last = (None if end in _OPEN else _day(end) for end in ends)
    return first, last


def _day(text: str) -> str:
    try:
        return dt.datetime.fromisoformat(text.strip().replace(" ", "+")).date().isoformat()
    except ValueError as error:
        raise UsageError(f"{text[:60]!r} is no day; write it as 2020-03-31") from error
