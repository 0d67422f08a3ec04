"""Names in sentences without a model, and small gazetteers: what the places room's own rules are tested on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geomap.languages import segment
from geomap.model import Document, Place
from geomap.places.lexicon import PlaceWords, place_words
from geomap.places.recognise import Name, given
from geomap.places.views import View, view

NameIn = Callable[..., Name]


def views_of(text: str, language: str = "en") -> list[View]:
    """The sentences of a text as words, without a parse."""
    analysis = segment(Document(doc_id="test", text=text, language=language), language)
    return [view(sentence, text) for sentence in analysis.sentences]


@pytest.fixture
def name_in() -> NameIn:
    """A function that finds a name in a text by its words, as if somebody had marked it."""

    def find(text: str, name: str, language: str = "en") -> Name:
        start = text.index(name)
        return given(views_of(text, language), [(start, start + len(name))], place_words(language))[0]

    return find


@pytest.fixture
def english() -> PlaceWords:
    return place_words("en")


@pytest.fixture
def french() -> PlaceWords:
    return place_words("fr")


def place(name: str, feature: str = "PPL", country: str = "XX", **more: object) -> Place:
    """A place at 10 degrees north and east, unless said otherwise."""
    values: dict[str, object] = {
        "geonames_id": abs(hash((name, feature))) % 10**6 + 1,
        "latitude": 10.0,
        "longitude": 10.0,
    }
    return Place(name=name, feature=feature, country_code=country, **{**values, **more})  # type: ignore[arg-type]
