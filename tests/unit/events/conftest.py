"""A text read into its events, alone or set in an article that tells what the text is about."""

from __future__ import annotations

import datetime as dt

import pytest

from geomap.model import Document, Event
from geomap.pipeline import Resources, extract

# What follows a text. Prose about a library is long enough to tell that an article is not about conflict.
AFTER = {
    "conflict": {
        "en": " Rebels and government soldiers have been fighting in the region for years.",
        "fr": " Des rebelles et des soldats de l'armée se battent dans la région depuis des années.",
    },
    "front": {
        "en": " Rebels have held the mountains for years, where the war goes on.",
        "fr": " Les rebelles tiennent depuis des années les montagnes, où la guerre continue.",
    },
    "calm": {
        "en": " The town has a new library. Its shelves are of oak. Children come every week. The opening hours are long. Tea is served.",
        "fr": " La ville a une nouvelle bibliothèque. Ses rayons sont en chêne. Les enfants viennent chaque semaine. Les horaires sont larges. On y sert du thé.",
    },
}
# A lead, with an event of its own, that goes before a text.
BEFORE = {
    "war": {
        "en": "The civil war goes on. Clashes between the army and rebels on Monday left nine soldiers dead near the northern front.\n\n",
        "fr": "La guerre civile se poursuit. Lundi, des combats entre l'armée et les rebelles ont fait neuf morts sur le front nord.\n\n",
    },
}


@pytest.fixture(scope="session")
def resources():
    return Resources()


@pytest.fixture(scope="session")
def read(resources):
    """Reads a text into its events; those of what it is set in are left out."""

    def events(
        language: str,
        text: str,
        *,
        setting: str | None = None,
        published: dt.date = dt.date(2024, 5, 15),
        merge: bool = False,
    ) -> list[Event]:
        before = BEFORE.get(setting, {}).get(language, "")
        after = AFTER.get(setting, {}).get(language, "")
        document = Document("d", before + text + after, language=language, published=published)
        extraction = extract([document], resources=resources, merge=merge)
        assert not extraction.failures
        return [e for e in extraction.events if len(before) <= e.quote_start < len(before) + len(text)]

    return events
