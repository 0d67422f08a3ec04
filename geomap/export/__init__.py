"""The export room: events to the files that other tools read, one module a format.

The door: `export`, with `FORMATS` for what there is, and `write_table` for other tables that a spreadsheet may open.
"""

from geomap.export.delimited import write_table
from geomap.export.formats import FORMATS, export

__all__ = ["FORMATS", "export", "write_table"]
