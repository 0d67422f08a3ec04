import pytest

from geomap.places.evidence import Listing
from geomap.places.lexicon import place_words
from geomap.places.use import use_features, use_of

COUNTRY = Listing(country=True, main=True, bearers=1)
TOWN = Listing(town=True, population=50_000, main=True, bearers=1)


def features(name, language: str, listed: Listing = COUNTRY) -> set[str]:
    return {feature.removeprefix("unparsed ") for feature in use_features(name, place_words(language), listed)}


@pytest.mark.parametrize(
    ("text", "name", "language", "feature"),
    [
        ("The US-backed rebels fled.", "US", "en", "acting suffix"),
        ("The UK-based charity left.", "UK", "en", "literal suffix"),
        ("China's decision angered many.", "China", "en", "has a will"),
        ("Syria's president spoke.", "Syria", "en", "has a body"),
        ("The US-China summit was called off.", "US", "en", "hyphened dealings"),
        ("Le soutien de Moscou est clair.", "Moscou", "fr", "possessed of"),
        ("L'armée de Syrie avance.", "Syrie", "fr", "body_nouns of"),
        ("Comité des médecins du Soudan", "Soudan", "fr", "organisation word in front"),
    ],
)
def test_neighbouring_words_tell(name_in, text, name, language, feature):
    assert feature in features(name_in(text, name, language), language)


def test_what_the_name_names_is_told_apart(name_in):
    name = name_in("Rebels hold Ostra.", "Ostra")
    assert "country" in features(name, "en", COUNTRY)
    assert "capital" in features(name, "en", Listing(town=True, capital=True))
    assert "lesser place" in features(name, "en", TOWN)


def test_the_use_with_the_greatest_sum_wins():
    weights = {"literal": {"a": 1.0}, "metonym": {"a": 2.0, "b": -5.0}, "embedded": {}}
    assert use_of({"a": 1.0}, weights) == "metonym"
    assert use_of({"a": 1.0, "b": 1.0}, weights) == "literal"
    assert use_of({"c": 1.0}, weights) == "literal"
