"""A service over a small store."""

import contextlib
import dataclasses
import datetime as dt
import warnings

import pytest

pytest.importorskip("fastapi", reason="geomap[serve] is not installed")
pytest.importorskip("mapbox_vector_tile", reason="geomap[serve] is not installed")

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it would rather have a client that is not in the package lists yet
    from fastapi.testclient import TestClient

from geomap.model import Event, Report
from geomap.serve import Settings, make_app
from geomap.store import View, open_reading


def event(event_id, **changes):
    known = dict.fromkeys(field.name for field in dataclasses.fields(Event))
    report = Report(event_id, "d", "Radio Plaine", "https://example.org/a", dt.date(2020, 3, 2), "Ils ont tiré.", 0, 13)
    return Event(
        **known
        | {
            "event_id": event_id,
            "event_type": "Battles",
            "status": "occurred",
            "date_text": "",
            "country": "Mali",
            "event_date": dt.date(2020, 3, 1),
            "end_date": dt.date(2020, 3, 2),
            "country_code": "ML",
            "iso3": "MLI",
            "actor1": "Wagner Group",
            "assoc_actor_1": (),
            "assoc_actor_2": (),
            "claimants": (),
            "spans": (),
            "location": "Gao",
            "latitude": 16.27,
            "longitude": -0.04,
            "where_prec": 1,
            "fatalities": 2,
            "aggregate": False,
            "background": False,
            "confidence": 0.9,
            "quote": "Ils ont tiré sur le marché.",
            "quote_start": 0,
            "quote_end": 27,
            "doc_id": "d",
            "source": "Radio Plaine",
            "language": "fr",
            "source_date_inferred": False,
            "reports": (report,),
            "independent_sources": 1,
            "alias_ids": (),
            "review_status": "unreviewed",
        }
        | changes
    )


EVENTS = [
    event("a"),
    event("b/c d?", event_type="Protests", actor1="Protesters (Syria)", latitude=35.9, longitude=36.6, country="Syria",
          country_code="SY", iso3="SYR", event_date=dt.date(2020, 2, 1), end_date=dt.date(2020, 2, 1), fatalities=None,
          language="en", quote="They marched."),
    event("nowhere", latitude=None, longitude=None, where_prec=None),
    event("hostile", quote="=cmd()", title="<b>x</b>", actor1="' --; -- ;",
          event_date=dt.date(2021, 1, 1), end_date=dt.date(2021, 1, 1)),
]  # fmt: skip


@pytest.fixture
def served_events():
    return EVENTS


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("served") / "events.gpkg"
    View.of(EVENTS).save(path)
    return path


def start(reading, *, headers=None, base_url="http://127.0.0.1", **settings):
    app = make_app(reading, Settings(**settings), lambda: "<html><head></head></html>")
    return TestClient(app, base_url=base_url, headers=headers, raise_server_exceptions=False)


@pytest.fixture(scope="session")
def client(store):
    """A client of a service on this machine; a page of one word stands for the map."""
    with start(open_reading(store)) as opened:
        yield opened


@pytest.fixture
def make_client(store):
    """Makes clients of services with settings of their own."""
    with contextlib.ExitStack() as opened:
        yield lambda reading=None, **settings: opened.enter_context(start(reading or open_reading(store), **settings))
