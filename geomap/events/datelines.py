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
_COLON = re.compile(r"\s?:\s")
_COUNTRY = 6
_PLACES = frozenset({"GPE", "LOC"})
# Sentences after its first that a digest's story may have.
_STORY = 4
# Words of the label that opens a story.
_LABEL = 6


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


def opens_story(sentence: Sentence) -> bool:
    """Whether a sentence opens another story of a digest: "Mali: two soldiers killed", "Niger - Ten dead in a raid".

    Args:
        sentence: A sentence with its parse.
    """
    parse = sentence.parse
    if parse is None or not len(parse) or parse[0].ent_type_ not in _PLACES:
        return False
    label = next((token for token in parse if token.ent_type_ not in _PLACES and token.pos_ != "ADP"), None)
    return label is not None and label.text == ":" and label.i < _LABEL


def label_of(sentence: Sentence, context: Context) -> PlaceMention | None:
    """The place by which a sentence opens another story of a digest; None where it opens none.

    Args:
        sentence: The sentence.
        context: The document.
    """
    names = context.places_in(sentence)
    if not names or names[0].start != sentence.start or names[0].latitude is None:
        return None
    return names[0] if _COLON.match(context.text, names[0].end) else None


def story_of(sentence: Sentence, context: Context) -> PlaceMention | None:
    """The place of a digest's story that a sentence belongs to; None in a text that is no digest."""
    for index in range(sentence.index, max(-1, sentence.index - 1 - _STORY), -1):
        label = label_of(context.analysis.sentences[index], context)
        if label is not None:
            return label
    return None


def dateline_of(context: Context) -> PlaceMention | None:
    """The place where a document was filed: the most exact name of its first dateline; None without one."""
    for sentence in context.analysis.sentences:
        names = [m for m in context.places_in(sentence) if m.latitude is not None and is_dateline(m, sentence, context)]
        if names:
            return min(names, key=lambda mention: mention.where_prec or _COUNTRY)
    return None
