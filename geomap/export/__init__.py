"""The export room: events to the files that other tools read, one module a format.

The door: `export`, with `FORMATS` for what there is, `write_table` and `write_sheets` for other tables that a
spreadsheet may open, and `rows_as_csv` for what goes into a stream.
"""

from geomap.export.delimited import rows_as_csv, write_table
from geomap.export.formats import FORMATS, export
from geomap.export.workbook import write_sheets

__all__ = ["FORMATS", "export", "rows_as_csv", "write_sheets", "write_table"]
