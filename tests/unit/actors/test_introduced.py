"""Names that a text introduces with their acronym, and what such a name is."""

import pytest

from geomap.actors.introduced import introduced
from geomap.actors.kinds import kind_of_name
from geomap.actors.lexicon import words

NAMED = [
    (
        "fr",
        "L'Armée des paysans du Sankuru (APS) a attaqué un poste près de Lodja, au Congo. L'APS dit en avoir pris deux.",
        "L'APS",
        "Armée des paysans du Sankuru",
    ),
    (
        "fr",
        "Le Front pour le pardon et le salut (FPPS) a enlevé un maire près de Bambari, en Centrafrique. Le FPPS a nié.",
        "Le FPPS",
        "Front pour le pardon et le salut",
    ),
    (
        "en",
        "The Free River Army (FRA) ambushed a patrol near Yei, South Sudan. A spokesman for the FRA denied it.",
        "A spokesman",
        "Free River Army",
    ),
]


@pytest.mark.parametrize(("language", "text", "words_of", "name"), NAMED)
def test_an_acronym_stands_for_the_name_before_it(actor_of, language, text, words_of, name):
    found = actor_of(text, language, words_of)
    assert (found.actor.name, found.actor.kind, found.actor.known) == (name, "Rebel group", "")


def test_a_group_of_the_text_belongs_to_the_country_of_its_story(actor_of):
    text = "The Free River Army (FRA) ambushed a patrol near Yei, in South Sudan."
    assert actor_of(text, "en", "The Free").actor.country == "SS"


def test_initials_that_do_not_spell_the_acronym_introduce_nothing():
    assert introduced("The visit of the Brown Bears (XYZ) ended.", [], words("en")) == []
    assert introduced("rain fell on a quiet road (RFQR)", [], words("en")) == []


def test_what_the_knowledge_room_has_found_is_left_alone(mentions):
    found = mentions("The Lord's Resistance Army (LRA) attacked Dungu. The LRA fled.", "en")
    names = [m.actor.name for m in found if m.text.endswith("LRA")]
    assert names
    assert all(name.startswith("Lord's Resistance Army") for name in names)


def test_words_around_tell_whether_a_front_is_armed():
    name = "Patriotic Front"
    armed = "fighters of the Patriotic Front ambushed a convoy"
    civil = "the Patriotic Front, an opposition party, lost the election"
    assert kind_of_name(name, armed, [armed.index(name)], words("en")) == "Rebel group"
    assert kind_of_name(name, civil, [civil.index(name)], words("en")) == "Other"
    assert kind_of_name("Tea Growers", "", [], words("en")) == "Other"
