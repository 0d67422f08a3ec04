"""A numbered type of weapon with a country's adjective acts for that country's forces."""

from __future__ import annotations

import pytest

from geomap.actors import identify
from geomap.knowledge import load_knowledge
from geomap.languages import analyse
from geomap.model import Document


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("fr", "Un Su-24 russe a bombardé un village mardi.", "Russian Armed Forces"),
        ("en", "A Turkish F-16 fired on the convoy on Tuesday.", "Turkish Armed Forces"),
    ],
)
def test_designation_with_demonym(language, text, name):
    analyses = analyse([Document("x", text, language=language)])
    assert name in {mention.actor.name for mention in identify(analyses, [()], load_knowledge())[0]}


def test_a_designation_alone_is_nobody():
    analyses = analyse([Document("x", "Un F-16 a survolé la ville mardi.", language="fr")])
    assert not any("Armed Forces" in mention.actor.name for mention in identify(analyses, [()], load_knowledge())[0])
