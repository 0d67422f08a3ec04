"""The documents room: files, folders and standard input become `Document` values.

The door is `read`; `files`, `items` and `feed_entries` are for those who read a source again and again. Each kind of
file is read by one module, found by its suffix in `formats.READERS`.
"""

from geomap.documents.broken import check_unpacked_size, told
from geomap.documents.counting import count
from geomap.documents.formats import recognise
from geomap.documents.keyed import Item, feed_entries, files, full_article, items
from geomap.documents.raw import Raw
from geomap.documents.reading import MAX_CHARACTERS, filling, read
from geomap.documents.remote import partition_of

__all__ = [
    "MAX_CHARACTERS",
    "Item",
    "Raw",
    "check_unpacked_size",
    "count",
    "feed_entries",
    "files",
    "filling",
    "full_article",
    "items",
    "partition_of",
    "read",
    "recognise",
    "told",
]
