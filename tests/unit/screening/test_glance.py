import pytest

from geomap.knowledge import load_knowledge
from geomap.screening.glance import glance
from geomap.screening.judging import vocabulary


def look(text, language):
    return glance(text, vocabulary(language, load_knowledge()))


@pytest.mark.parametrize(
    ("language", "text", "trigger"),
    [
        ("en", "Rebels opened fire on the convoy.", "verb shooting"),
        ("fr", "Les rebelles ont ouvert le feu sur le convoi.", "verb shooting"),
        ("en", "The two sides agreed on a cease-fire.", "noun ceasefire"),
        ("fr", "Les deux camps sont convenus d'un cessez-le-feu.", "noun ceasefire"),
        ("en", "A car bomb shook the capital.", "noun bombing"),
        ("fr", "Un coup d'État a eu lieu.", "noun coup"),
    ],
)
def test_triggers_are_seen_by_the_forms_of_their_words(language, text, trigger):
    [glimpse] = look(text, language)
    assert trigger in glimpse.triggers


@pytest.mark.parametrize(
    ("language", "text"), [("en", "She opened the window."), ("fr", "Elle a ouvert la fenêtre du salon.")]
)
def test_half_a_trigger_is_none(language, text):
    assert not any(name.endswith("shooting") for glimpse in look(text, language) for name in glimpse.triggers)


@pytest.mark.parametrize(
    ("language", "inside", "outside"),
    [
        ("en", "Rockets fell on the town.", "Rain fell on the town."),
        ("fr", "Des roquettes sont tombées sur la ville.", "La pluie est tombée sur la ville."),
    ],
)
def test_what_a_trigger_needs_beside_it_must_stand_in_its_sentence(language, inside, outside):
    assert "verb shelling" in look(inside, language)[0].triggers
    assert "verb shelling" not in look(outside, language)[0].triggers
    assert "verb shelling" not in look(f"{outside} {inside}", language)[0].triggers


def test_names_need_their_capital_and_all_their_words():
    [named] = look("Boko Haram left Damboa on 3 May.", "en")
    assert {"name of armed_group", "number", "time"} <= named.features.keys()
    [unnamed] = look("the haram left", "en")
    assert "name of armed_group" not in unnamed.features


def test_sentences_end_at_stops_and_blank_lines_not_at_line_breaks():
    assert len(look("The army\nattacked. It\nlost.\n\nHe left", "en")) == 3


def test_an_empty_text_has_no_sentences():
    assert look("", "en") == []
