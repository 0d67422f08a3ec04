import pytest

from geomap.places.gazetteer import fold
from geomap.places.lexicon import place_words
from geomap.places.spans import SpanFinder
from tests.unit.places.conftest import views_of


def texts(text: str, listed: set[str], language: str = "en") -> set[str]:
    known = {fold(name) for name in listed}
    finder = SpanFinder(place_words(language), lambda name: name in known)
    return {span.text for i, seen in enumerate(views_of(text, language)) for span in finder.spans(seen, i)}


def test_every_listed_stretch_is_offered_and_the_inner_ones_too():
    found = texts("They met in New York City today.", {"New York", "New York City", "York"})
    assert {"New York City", "New York", "York"} <= found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("L'armée a repris Ma'arrat an-Numan hier.", "Ma'arrat an-Numan"),
        ("Des tirs à Fada N'Gourma ce matin.", "Fada N'Gourma"),
        ("Il vient d'Idlib.", "Idlib"),
        ("Le port de la mer Noire est fermé.", "mer Noire"),
        ("L'Arabie saoudite a démenti.", "Arabie saoudite"),
        ("La République démocratique du Congo a voté.", "République démocratique du Congo"),
        ("Deir ez-Zor est tombée.", "Deir ez-Zor"),
    ],
)
def test_elisions_hyphens_apostrophes_and_small_words(text, name):
    assert name in texts(text, {name}, "fr")


def test_a_name_does_not_run_over_a_comma():
    assert "Paris Texas" not in {
        span.replace(",", "") for span in texts("In Paris, Texas, it rained.", {"Paris Texas", "Paris"})
    }


def test_abbreviated_states_keep_their_full_stop():
    assert "Calif." in texts("Fires near Oakland, Calif., spread.", {"Oakland"})


def test_nouns_of_place_with_capitals_belong_to_the_name():
    assert "Vermilion Parish" in texts("A barn in Vermilion Parish burned.", set())
    assert "Lake Clara" in texts("Ice covered Lake Clara for weeks.", set())


def test_villages_that_nobody_lists_are_offered_behind_words_of_place():
    assert "Tongomayel" in texts("They fled to Tongomayel on foot.", set())
    assert "Dioungani" in texts("Onze morts à Dioungani dimanche.", set(), "fr")
    assert "Kembouré" in texts("Une battue dans la forêt de Kembouré a échoué.", set(), "fr")


def test_small_letters_are_no_names():
    assert texts("the nice reading of a mobile phone", {"nice", "reading", "mobile"}) == set()
