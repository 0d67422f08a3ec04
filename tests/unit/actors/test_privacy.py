"""Private persons are found in quotes, public ones are left."""

from __future__ import annotations

import pytest

from geomap.actors import private_names
from geomap.knowledge import load_knowledge


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("fr", "Marie Lambert, une infirmière de la ville, a été tuée lundi, selon Emmanuel Macron.", "Marie Lambert"),
        ("en", "The teacher, John Whitfield, was shot dead on Monday, Vladimir Putin said.", "John Whitfield"),
    ],
)
def test_a_private_person_is_found_and_a_president_is_not(language, text, name):
    found = [text[start:end] for start, end in private_names(text, language, load_knowledge())]
    assert found == [name]


def test_nothing_is_found_where_nothing_can_be_read():
    assert private_names("", "fr", load_knowledge()) == []
    assert private_names("Anna Schmidt wurde getötet.", "de", load_knowledge()) == []
