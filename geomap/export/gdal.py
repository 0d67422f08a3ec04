"""Events to any format that GDAL writes, streamed through Arrow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from geomap.model import Event
from geomap.store import Query, View, gdal_writing


class _Placed:
    """The events of a view that have a place; `left_out` counts the others once they have been read."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.left_out = 0

    def scan(self, query: Query) -> Iterator[Event]:
        """The events, one by one."""
        self.left_out = 0
        for event in self.view:
            if event.latitude is None:
                self.left_out += 1
            elif query.matches(event):
                yield event


def write_with_gdal(view: View, path: Path, driver: str) -> list[str]:
    """Write the events that have a place.

    Args:
        view: The events.
        path: The file, which may be there already.
        driver: GDAL's name of the format.

    Returns:
        A remark with the number of events left out.
    """
    import pyogrio

    placed = _Placed(view)
    path.unlink(missing_ok=True)
    with gdal_writing(path):
        pyogrio.write_arrow(
            View(placed).to_arrow(),
            path,
            layer="events",
            driver=driver,
            geometry_name="geometry",
            geometry_type="Point",
            crs="EPSG:4326",
        )
        return (
            [f"{placed.left_out} events without a place were left out: {driver} holds places only"]
            if placed.left_out
            else []
        )
