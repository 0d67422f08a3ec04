"""KML and KMZ as events: placemarks with a point and a day, in any program's dialect."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any
from xml.etree import ElementTree as ET

from geomap.documents import check_unpacked_size, told
from geomap.store.rows import Row, RowFile

_TIMES = {"begin": "event_date", "end": "end_date", "when": "event_date"}
_TEXTS = ("name", "description")


class KmlFile(RowFile):
    """The placemarks of a KML file, or of the first KML in a KMZ."""

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Each placemark's extended data, days and point; lines and polygons give the middle of their corners.

        Name and description are given only where a placemark has no data of its own: geomap's own repeat the data.
        """
        with told(str(self.path), "KML file"), self._opened() as stream:
            number = 0
            for _, element in ET.iterparse(stream):  # noqa: S314 - expat 2.4 and later stop entity bombs
                if _tag(element) == "Placemark":
                    number += 1
                    yield f"placemark {number}", _row(element)
                    element.clear()

    @contextmanager
    def _opened(self) -> Iterator[IO[bytes]]:
        if not zipfile.is_zipfile(self.path):
            with self.path.open("rb") as stream:
                yield stream
            return
        with zipfile.ZipFile(self.path) as archive:
            check_unpacked_size(str(self.path), archive)
            name = next((name for name in archive.namelist() if name.lower().endswith(".kml")), None)
            if name is None:
                raise self.unreadable(ValueError("there is no KML in it"))
            with archive.open(name) as stream:
                yield stream


def _tag(element: ET.Element) -> str:
    """The element's name without its namespace, of which KML has had several."""
    return element.tag.rpartition("}")[2]


def _row(placemark: ET.Element) -> dict[str, Any]:
    row: dict[str, Any] = {"event_date": None}
    texts: dict[str, str] = {}
    corners: list[tuple[float, float]] = []
    for element in placemark.iter():
        tag, text = _tag(element), (element.text or "").strip()
        if tag == "Data":
            row[element.get("name", "")] = next((child.text for child in element if _tag(child) == "value"), None)
        elif tag == "SimpleData":
            row[element.get("name", "")] = element.text
        elif tag in _TIMES and text:
            row[_TIMES[tag]] = row.get(_TIMES[tag]) or text
        elif tag == "coordinates":
            corners += [(float(x), float(y)) for x, y, *_ in (corner.split(",") for corner in text.split())]
        elif tag in _TEXTS:
            texts.setdefault(tag, text)
    if corners:
        row["longitude"], row["latitude"] = (sum(side) / len(corners) for side in zip(*corners, strict=True))
    return row if row.keys() - {"event_date", "end_date", "longitude", "latitude"} else {**row, **texts}
