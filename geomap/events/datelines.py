"""Where a report was filed: "BAMAKO, Mali (AP) —". It sets the scene where nothing else does, and is no event's place by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.events.context import Context
    from geomap.model import PlaceMention, Sentence

# A name, perhaps a country or a day behind a comma, perhaps an agency in brackets, then a dash between blanks or a bracket and a colon.
_OPENING = re.compile(
    r"\s*[^\W\d_][^,(:–—]{1,40}?(?:,[^–—(:]{2,40})?\s*(?:\([^)]{2,40}\)\s*[-–—:]{1,2}|\s[-–—]{1,2}|[–—]{1,2})\s"
)
_COUNTRY = 6


def is_dateline(mention: PlaceMention, sentence: Sentence, context: Context) -> bool:
    """Whether a name stands in the dateline that a sentence opens with.

    Args:
        mention: A place name.
        sentence: Its sentence.
        context: The document.
    """
    text = context.text[sentence.start : sentence.end]
    opening = _OPENING.match(text)
    if opening is None or mention.end - sentence.start > opening.end():
        return False
    first = context.places_in(sentence)[0]
    return not text[: first.start - sentence.start].strip()


def dateline_of(context: Context) -> PlaceMention | None:
    """The place where a document was filed: the most exact name of its first dateline; None without one."""
    for sentence in context.analysis.sentences:
        names = [m for m in context.places_in(sentence) if m.latitude is not None and is_dateline(m, sentence, context)]
        if names:
            return min(names, key=lambda mention: mention.where_prec or _COUNTRY)
    return None
