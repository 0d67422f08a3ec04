"""The documents room: files, folders and standard input become `Document` values.

The door is `read`. Each kind of file is read by one module, found by its suffix in `formats.READERS`.
"""

from geomap.documents.broken import check_unpacked_size, told
from geomap.documents.counting import count
from geomap.documents.formats import recognise
from geomap.documents.reading import MAX_CHARACTERS, read

__all__ = ["MAX_CHARACTERS", "check_unpacked_size", "count", "read", "recognise", "told"]
