from __future__ import annotations

import base64
import datetime as dt
import gzip
import json
import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from geomap.model import Event, Report, Span

ARRAYS = {
    "Int8": "i1",
    "Uint8": "u1",
    "Int16": "<i2",
    "Uint16": "<u2",
    "Int32": "<i4",
    "Uint32": "<u4",
    "Float32": "<f4",
    "Float64": "<f8",
}


class Decoder:
    """Reads blocks out of markup as the page's script does."""

    def __init__(self, markup: str) -> None:
        found = re.findall(r'<script type="application/gzip;base64" id="([\w-]+)">([^<]*)</script>', markup)
        self.blocks = {name: gzip.decompress(base64.b64decode(payload)) for name, payload in found}

    def numbers(self, spec: dict[str, Any]) -> list[Any]:
        values = np.frombuffer(self.blocks[spec["block"]], dtype=ARRAYS[spec["type"]])
        if spec["delta"]:
            values = np.cumsum(values, dtype=values.dtype)
        assert len(values) == spec["length"]
        return list(values.tolist())

    def words(self, spec: dict[str, Any]) -> list[Any]:
        return list(json.loads(self.blocks[spec["block"]]))

    def column(self, spec: dict[str, Any]) -> list[Any]:
        if spec["kind"] in ("text", "json"):
            return [value for block in spec["blocks"] for value in json.loads(self.blocks[block])]
        values = self.numbers(spec)
        if spec["kind"] == "category":
            words = [None, *self.words(spec["words"])]
            return [words[code] for code in values]
        nothing = {"Int8": -(2**7), "Int16": -(2**15), "Int32": -(2**31)}.get(spec["type"])
        return [
            None if value == nothing or (isinstance(value, float) and math.isnan(value)) else value for value in values
        ]


@pytest.fixture
def decoder() -> type[Decoder]:
    return Decoder


@pytest.fixture
def make_event() -> Callable[..., Event]:
    def make(**changes: Any) -> Event:
        report = Report(
            "r1",
            "d1",
            "Northern Wire",
            "https://news.example.org/1",
            dt.date(2020, 2, 28),
            "They fought.",
            0,
            12,
            ("SANA",),
            3,
        )
        fields: dict[str, Any] = {
            "event_id": "e1", "event_type": "Battles", "sub_event_type": "Armed clash", "plover_type": "ASSAULT", "status": "occurred",
            "event_date": dt.date(2020, 2, 27), "end_date": dt.date(2020, 2, 27), "date_text": "Thursday", "time_precision": 1, "date_prec": 1,
            "actor1": "Rebels", "assoc_actor_1": (), "actor1_kind": "Rebel group", "inter1": "Rebel group", "actor1_country": "SY",
            "actor2": "Army", "assoc_actor_2": ("Militia A", "Militia B"), "actor2_kind": None, "inter2": None, "actor2_country": None,
            "location": "Idlib", "latitude": 35.93, "longitude": 36.63, "where_prec": 1, "country": "Syria", "country_code": "SY", "iso3": "SYR",
            "admin1": "Idlib", "admin2": None, "adm1_pcode": None, "adm2_pcode": None, "geonames_id": 169389, "fatalities": 3,
            "fatalities_low": 3, "fatalities_high": 5, "fatalities_civilians": None, "injured": None, "claimants": ("SANA",), "aggregate": False,
            "background": False, "confidence": 0.8, "quote": "They fought.", "quote_start": 0, "quote_end": 12, "spans": (Span("trigger", 5, 11),),
            "doc_id": "d1", "title": "A day", "source": "Northern Wire", "source_url": "https://news.example.org/1", "source_date": dt.date(2020, 2, 28),
            "source_date_inferred": False, "language": "en", "reports": (report,),
        }  # fmt: skip
        return Event(**{**fields, **changes})

    return make
