"""The export room: events to the files that other tools read, one module a format.

The door: `export`, with `FORMATS` for what there is, and `write_table` and `write_sheets` for other
tables that a spreadsheet may open.
"""

from geomap.export.delimited import write_table
from geomap.export.formats import FORMATS, export
from geomap.export.workbook import write_sheets

__all__ = ["FORMATS", "export", "write_sheets", "write_table"]
