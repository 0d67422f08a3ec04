"""CSV with a second line of HXL tags, as the Humanitarian Data Exchange reads it (HXL 1.1)."""

from __future__ import annotations

import itertools
from pathlib import Path

from geomap.export.delimited import write_table
from geomap.store import EVENT_FIELDS, View, row

TAGS = {
    "event_id": "#event+id",
    "event_type": "#event+type",
    "sub_event_type": "#event+type+sub",
    "status": "#status",
    "event_date": "#date+start",
    "end_date": "#date+end",
    "actor1": "#group+name+first",
    "actor2": "#group+name+second",
    "location": "#loc+name",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "where_prec": "#geo+precision",
    "country": "#country+name",
    "country_code": "#country+code+v_iso2",
    "iso3": "#country+code+v_iso3",
    "admin1": "#adm1+name",
    "admin2": "#adm2+name",
    "adm1_pcode": "#adm1+code",
    "adm2_pcode": "#adm2+code",
    "fatalities": "#affected+killed",
    "fatalities_low": "#affected+killed+min",
    "fatalities_high": "#affected+killed+max",
    "fatalities_civilians": "#affected+killed+civilians",
    "injured": "#affected+injured",
    "claimants": "#meta+claimant",
    "confidence": "#meta+confidence",
    "quote": "#description",
    "title": "#description+title",
    "source": "#meta+source",
    "source_url": "#meta+url",
    "source_date": "#date+reported",
    "language": "#meta+lang",
}
"""The tags of the columns that have one; the others are left without."""


def write(view: View, path: Path) -> list[str]:
    """Write every field of every event under its name and its tag."""
    tags = {name: TAGS.get(name, "") for name in EVENT_FIELDS}
    write_table(path, EVENT_FIELDS, itertools.chain([tags], map(row, view)))
    return []
