"""Columns of events into data blocks, each in the smallest form the page can read."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from geomap.errors import UsageError
from geomap.render.blocks import BlockWriter, Numbers, smallest_unsigned
from geomap.render.fields import FIELDS, Kind
from geomap.render.frame import Column, Frame

MICRODEGREES = 1_000_000
FIRST = (
    *("event_type", "sub_event_type", "status", "event_date", "end_date", "latitude", "longitude", "where_prec"),
    *("actor1", "assoc_actor_1", "actor2", "assoc_actor_2", "country", "country_code", "admin1"),
    *(
        "fatalities",
        "claimants",
        "aggregate",
        "background",
        "confidence",
        "source",
        "sources",
        "review_status",
        "source_date_inferred",
    ),
)
"""Columns that the first picture or its filters need; the rest is read when it is first shown."""


def pack(
    frame: Frame, writer: BlockWriter, first: Sequence[str] = FIRST, as_words: Sequence[str] = ()
) -> dict[str, Any]:
    """Write every column that holds anything and return the manifest: column name to how it is read.

    Args:
        frame: The events as columns.
        writer: Where the blocks go.
        first: Columns that the first picture needs.
        as_words: Fields that are also wanted as words, under "by.<name>" where they are something else.
    """
    manifest: dict[str, Any] = {}
    for name, kind in FIELDS.items():
        if name in frame.columns:
            late = name not in first
            packed = _pack_column(name, kind, frame.columns[name], writer, late=late)
            if packed is not None:
                manifest[name] = packed
    if "reports" in frame.columns:
        sources = _report_sources(frame.get("source"), frame.get("reports"))
        manifest["sources"] = {**category(sources, writer, late=False), "derived": True}
    manifest |= _pack_extras(frame, writer, first)
    for name in as_words:
        known = frame.columns.get(name, frame.extras.get(name))
        if known is not None and manifest.get(name, {}).get("kind") != "category":
            words = [_plain(value) for value in known]
            manifest[f"by.{name}"] = {**category(words, writer, late=False), "derived": True}
    return manifest


def _pack_extras(frame: Frame, writer: BlockWriter, first: Sequence[str]) -> dict[str, Any]:
    manifest = {}
    for name, column in frame.extras.items():
        packed = _pack_extra(column, writer, late=name not in first)
        if packed is not None:
            manifest[name] = {**packed, "extra": True}
    return manifest


def _pack_column(name: str, kind: Kind, column: Column, writer: BlockWriter, *, late: bool) -> dict[str, Any] | None:
    if kind == "category":
        return category(column, writer, late=late)
    if kind in ("text", "json"):
        return _text(column, writer, parsed=kind == "json")
    return {"kind": kind, **writer.numbers(_numbers(name, kind, column), late=late)}


def _numbers(name: str, kind: Kind, column: Column) -> Numbers:
    if kind == "flag":
        return _flags(column)
    if kind == "real":
        return _floats(column).astype("f4")
    if kind == "day":
        return _nullable(_days(name, column))
    return _nullable(np.round(_floats(column) * (MICRODEGREES if kind == "degrees" else 1)))


def _pack_extra(column: Column, writer: BlockWriter, *, late: bool) -> dict[str, Any] | None:
    series = pd.Series(list(column) if not hasattr(column, "dtype") else column)
    if pd.api.types.is_bool_dtype(series.dtype) or not pd.api.types.is_numeric_dtype(series.dtype):
        unlike = series.map(_plain)
        few = unlike.nunique(dropna=True) <= max(64, len(series) // 4)
        return category(unlike, writer, late=late) if few or not late else _text(unlike, writer, parsed=False)
    values = np.asarray(series, dtype=np.float64)
    if np.isnan(values).all():
        return None
    whole = np.nan_to_num(values)
    if (whole == np.round(whole)).all() and np.abs(whole).max(initial=0) < 2**31 - 1:
        return {"kind": "count", **writer.numbers(_nullable(values), late=late)}
    return {"kind": "real", **writer.numbers(values, late=late)}


def category(column: Column, writer: BlockWriter, *, late: bool) -> dict[str, Any]:
    """Code words as positions in a list, 0 for nothing, the commonest words first."""
    codes, words = pd.factorize(np.asarray(_blank_to_none(column), dtype=object))
    counts = np.bincount(codes[codes >= 0], minlength=len(words))
    order = np.argsort(-counts, kind="stable")
    position = np.empty(len(words) + 1, dtype=np.int64)
    position[order] = np.arange(1, len(words) + 1)
    position[-1] = 0  # factorize gives -1 to what is missing, which picks the last place
    coded = position[codes].astype(smallest_unsigned(len(words)))
    spelled = [str(words[place]) for place in order]
    return {"kind": "category", **writer.numbers(coded, late=late), "words": writer.words(spelled, late=late)}


def _blank_to_none(column: Column) -> list[Any]:
    return [None if value is None or value == "" or value != value else value for value in column]  # noqa: PLR0124 - NaN


def _text(column: Column, writer: BlockWriter, *, parsed: bool) -> dict[str, Any] | None:
    values = [_nested(value) if parsed else _plain(value) for value in column]
    if all(value is None for value in values):
        return None
    return {"kind": "json" if parsed else "text", **writer.chunked_words(values)}


def _plain(value: Any) -> str | None:
    """Spell one cell for people; None for what is not known."""
    if value is None or value != value:  # noqa: PLR0124 - NaN and NaT are unlike themselves
        return None
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _nested(value: Any) -> Any:
    """Take a nested value as it is, or parse it where a table holds it as JSON text."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return None
    return value if isinstance(value, list | tuple | dict) and value else None


def _floats(column: Column) -> Numbers:
    return np.asarray(pd.to_numeric(pd.Series(column), errors="coerce"), dtype=np.float64)


def _flags(column: Column) -> Numbers:
    return np.fromiter(
        (value in (True, "true", "True", "TRUE", "1") for value in column), dtype="u1", count=len(column)
    )


def _days(name: str, column: Column) -> Numbers:
    """Days since 1970-01-01 as floats, NaN where unknown.

    Dates are days, moments or ISO text; ACLED's "27 February 2020" is read too, and of a list of dates the first. Only
    an event's own first day must be readable: a map without it would lie about when.
    """
    given = pd.Series(column)
    moments = _moments(given, "ISO8601")
    unread = given.notna() & moments.isna() & (given != "")
    if unread.any():
        text = given[unread].astype(str).str.split(r"[;,|]", n=1, regex=True).str[0].str.strip()
        moments[unread] = _moments(text, "ISO8601").fillna(_moments(text, "%d %B %Y"))
        still = given[given.notna() & moments.isna() & (given != "")]
        if name == "event_date" and len(still):
            raise UsageError(
                f"{still.iloc[0]!r} in the column {name} is not a date: write days as 2020-03-31 or 31 March 2020."
            )
    days = moments.to_numpy().astype("datetime64[D]")
    numbers = days.astype("i8").astype(np.float64)
    numbers[np.isnat(days)] = np.nan
    return np.asarray(numbers)


def _moments(given: pd.Series[Any], written: str) -> pd.Series[Any]:
    return pd.to_datetime(given, format=written, errors="coerce", utc=True).dt.tz_localize(None)


def _nullable(values: Numbers) -> Numbers:
    """Whole numbers in the smallest signed type, whose lowest value stands for "not known"."""
    missing = np.isnan(values)
    extent = np.abs(values[~missing]).max(initial=0)
    kind = "i1" if extent < 1 << 7 else "i2" if extent < 1 << 15 else "i4"
    if extent >= 1 << 31:
        raise UsageError(f"A number is too large to be drawn: {extent:.0f}.")
    filled = np.where(missing, float(np.iinfo(kind).min), values)
    return filled.astype(kind)


def _report_sources(own: Column, reports: Column) -> list[str | None]:
    """Name every source of an event once, its own first."""
    named = []
    for source, rows in zip(own, reports, strict=True):
        found = [source, *(row.get("source") for row in _nested(rows) or () if isinstance(row, Mapping))]
        named.append("; ".join(dict.fromkeys(str(name) for name in found if name)) or None)
    return named
