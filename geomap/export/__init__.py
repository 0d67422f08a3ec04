"""The export room: events to the files that other tools read, one module a format.

The door is `export`; `FORMATS` lists what there is.
"""

from geomap.export.formats import FORMATS, export

__all__ = ["FORMATS", "export"]
