"""Countries, demonyms, capitals and the names that follow from them."""

import pycountry
import pytest

from geomap.knowledge import load_knowledge
from geomap.knowledge.countries import english_forms, french_forms


@pytest.fixture(scope="module")
def knowledge():
    return load_knowledge()


@pytest.mark.parametrize(
    ("word", "language", "code"),
    [
        ("turques", "fr", "TR"),
        ("maliennes", "fr", "ML"),
        ("nigérien", "fr", "NE"),
        ("nigériane", "fr", "NG"),
        ("burkinabè", "fr", "BF"),
        ("sud-soudanaise", "fr", "SS"),
        ("Afghanes", "fr", "AF"),
        ("allemandes", "fr", "DE"),
        ("Syrians", "en", "SY"),
        ("Nigerien", "en", "NE"),
        ("Frenchmen", "en", "FR"),
        ("Burmese", "en", "MM"),
        ("polish", "en", None),
        ("tables", "fr", None),
    ],
)
def test_demonyms_of_both_languages(knowledge, word, language, code):
    assert knowledge.demonym(word, language) == code


def test_every_state_has_names_and_demonyms(knowledge):
    french, english = knowledge.country_names("fr"), knowledge.country_names("en")
    codes = set(french.values()) & set(english.values())
    missing = [country.alpha_2 for country in pycountry.countries if country.alpha_2 not in codes]
    assert missing == []
    for code in ("XK", "PS", "TW", "EH"):
        assert knowledge.adjective(code)


def test_inflection():
    assert french_forms("syrien") == ["syrien", "syrienne", "syriens", "syriennes"]
    assert french_forms("grec/grecque") == ["grec", "grecque", "grecs", "grecques"]
    assert french_forms("irlandais") == ["irlandais", "irlandaise", "irlandaises"]
    assert english_forms("Iraqi") == ["Iraqi", "Iraqis"]
    assert english_forms("Chinese") == ["Chinese"]
    assert english_forms("German") == ["German", "Germans"]
    assert "Dutchmen" in english_forms("Dutchman")


def test_names_codes_and_capitals(knowledge):
    assert knowledge.country("CD") == "DR Congo"
    assert knowledge.of("CD") == "the Democratic Republic of the Congo"
    assert knowledge.in_brackets("US") == "United States"
    assert knowledge.iso3("SY") == "SYR"
    assert knowledge.iso3("XK") == "XKX"
    assert knowledge.capitals["moscou"] == knowledge.capitals["moscow"] == "RU"


def test_countries_in_a_text_are_the_longest_names(knowledge):
    found = knowledge.countries_in("South Sudanese and Sudanese troops, let us say, from Guinea-Bissau", "en")
    assert [(m.text, m.code, m.use) for m in found] == [
        ("South Sudanese", "SS", "demonym"),
        ("Sudanese", "SD", "demonym"),
        ("Guinea-Bissau", "GW", "name"),
    ]
