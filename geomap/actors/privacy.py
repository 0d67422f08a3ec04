"""Names of persons who hold no public office, for texts that are passed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.languages import analyse, readable
from geomap.model import Document

if TYPE_CHECKING:
    from geomap.knowledge import Knowledge

PERSON_LABELS = frozenset({"PER", "PERSON"})
"""How the French and the English model call persons."""


def private_names(text: str, language: str, knowledge: Knowledge) -> list[tuple[int, int]]:
    """Finds the names of private persons in a short text.

    Args:
        text: A quote.
        language: Its ISO 639-1 code; in a language that has no parser nothing is found.
        knowledge: Whoever is in it is public.

    Returns:
        Start and end offsets, ends exclusive, in order.
    """
    if not text or language not in readable():
        return []
    public = [(match.start, match.end) for match in knowledge.names_in(text, language)]
    found: list[tuple[int, int]] = []
    for sentence in analyse([Document("", text, language=language)])[0].sentences:
        for entity in sentence.parse.ents if sentence.parse is not None else ():
            start, end = sentence.start + entity.start_char, sentence.start + entity.end_char
            if entity.label_ in PERSON_LABELS and not any(first < end and start < last for first, last in public):
                found.append((start, end))
    return found
