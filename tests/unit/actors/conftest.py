"""Reading sentences for the tests of this room."""

import pytest

from geomap.actors import identify
from geomap.knowledge import load_knowledge
from geomap.languages import analyse
from geomap.model import Document


@pytest.fixture(scope="session")
def mentions():
    """A function from a text to its actor mentions, without a places room."""

    def read(text, language, places=()):
        (analysis,) = analyse([Document("d", text, language=language)])
        (found,) = identify([analysis], [places], load_knowledge())
        return found

    return read


@pytest.fixture(scope="session")
def actor_of(mentions):
    """A function from a text and words of it to the actor mention that begins with those words."""

    def find(text, language, words, places=()):
        at = text.index(words)
        found = [m for m in mentions(text, language, places) if m.start <= at < m.end]
        assert found, f"nobody at {words!r}"
        return max(found, key=lambda m: (m.start == at, m.end - m.start))

    return find


@pytest.fixture(scope="session")
def dated():
    """A function from a text and its day of publication to its actor mentions."""

    def read(text, language, day):
        (analysis,) = analyse([Document("d", text, language=language, published=day)])
        (found,) = identify([analysis], [()], load_knowledge())
        return found

    return read
