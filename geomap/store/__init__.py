"""The store room: events kept in files, filtered, and handed out again.

The door: `open_store` for what is kept and added to, `read_events` for any file of events, `View` for a collection
of events wherever it came from, and `whole_file` for writing a file wholly or not at all.
"""

from geomap.store.changes import Difference, difference
from geomap.store.checking import problems
from geomap.store.codec import feature, row
from geomap.store.corrections import CORRECTABLE, Correction
from geomap.store.files import gdal_writing, whole_file
from geomap.store.foreign import Table, foreign_tables, table_of
from geomap.store.opening import holds_events, open_store, read_events, read_rows
from geomap.store.pairing import Comparison, compare
from geomap.store.pending import days_of
from geomap.store.query import MATCHED, Box, Query, query_of
from geomap.store.reading import FARTHEST_ZOOM, DayCount, Extent, Reading, Tile, open_reading
from geomap.store.run import Run
from geomap.store.values import DATES, EVENT_FIELDS, REPORT_FIELDS, ValueProblemError, plain
from geomap.store.values import read as read_value
from geomap.store.view import View
from geomap.store.writing import Store

__all__ = [
    "CORRECTABLE",
    "DATES",
    "EVENT_FIELDS",
    "FARTHEST_ZOOM",
    "MATCHED",
    "REPORT_FIELDS",
    "Box",
    "Comparison",
    "Correction",
    "DayCount",
    "Difference",
    "Extent",
    "Query",
    "Reading",
    "Run",
    "Store",
    "Table",
    "Tile",
    "ValueProblemError",
    "View",
    "compare",
    "days_of",
    "difference",
    "feature",
    "foreign_tables",
    "gdal_writing",
    "holds_events",
    "open_reading",
    "open_store",
    "plain",
    "problems",
    "query_of",
    "read_events",
    "read_rows",
    "read_value",
    "row",
    "table_of",
    "whole_file",
]
