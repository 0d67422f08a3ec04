"""A sentence is searched for tolls only where a word of it can tell one: none that tells one may be passed over."""

import pytest

from geomap.events.figure_words import figure_words
from geomap.languages import lexicon


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("part", ["killing", "injuring"])
@pytest.mark.parametrize("key", ["counted", "verbs", "dying", "dying_phrases", "losing", "costing", "dead", "deaths"])
def test_every_predicate_of_the_pack_is_looked_for(language, part, key):
    listed = lexicon(language, "figures").get(part, {}).get(key, ())
    assert {word.split()[0] for word in listed} <= figure_words(language).predicates


@pytest.mark.parametrize(
    ("language", "words"), [("fr", {"bilan", "tuer", "blessés"}), ("en", {"toll", "kill", "casualties"})]
)
def test_words_of_tolls_are_predicates_and_others_are_not(language, words):
    predicates = figure_words(language).predicates
    assert words <= predicates
    assert not predicates & {"the", "le", "of", "de", "and", "et"}
