"""What the user has settled about names: governments, no places, one place."""

from __future__ import annotations

import pytest

from geomap.knowledge import load_knowledge
from geomap.languages import segment
from geomap.model import Document
from geomap.places import PlaceRules, locate, open_gazetteer, worth_parsing
from tests.unit.places.conftest import place

CAMP = place("Camp Sion", country="ML", latitude=14.25, longitude=-3.5)
PLAIN = "Heavy fighting went on in Tripoli on Monday, and two shells fell in Sebha."


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory):
    return open_gazetteer(own=tmp_path_factory.mktemp("nothing-added"))


def mentions(gazetteer, text, rules, language="en", **options):
    analysis = segment(Document(doc_id="d", text=text, language=language, **options), language)
    return {mention.text: mention for mention in locate([analysis], gazetteer, load_knowledge(), rules=rules)[0]}


def test_a_fixed_name_means_that_place_whatever_the_text_suggests(gazetteer):
    lebanese = gazetteer.get(266826)
    assert mentions(gazetteer, PLAIN, PlaceRules())["Tripoli"].place.country_code == "LY"
    found = mentions(gazetteer, PLAIN, PlaceRules(fixed={"tripoli": lebanese}, source="geomap.toml"))
    assert found["Tripoli"].place == lebanese
    assert (found["Tripoli"].latitude, found["Tripoli"].score, found["Tripoli"].settled) == (34.43352, 1.0, True)
    assert found["Tripoli"].why.startswith("geomap.toml says")
    assert not found["Sebha"].settled


def test_a_fixed_name_is_found_though_no_gazetteer_holds_it_and_takes_in_shorter_ones(gazetteer):
    text = "Des hommes armés ont attaqué Camp Sion avant l'aube."
    assert "Camp Sion" not in mentions(gazetteer, text, PlaceRules(), "fr")
    found = mentions(gazetteer, text, PlaceRules(fixed={"camp sion": CAMP}), "fr")
    assert set(found) == {"Camp Sion"}
    assert (found["Camp Sion"].longitude, found["Camp Sion"].where_prec) == (-3.5, 1)


def test_a_longer_name_is_another_name(gazetteer):
    text = "Shells fell near Damascus International Airport."
    found = mentions(gazetteer, text, PlaceRules(governments=frozenset({"damascus"})))
    assert "Damascus" not in found or not found["Damascus"].settled
    assert all(mention.use != "metonym" for mention in found.values())


def test_a_government_is_no_place_even_behind_in(gazetteer):
    rules = PlaceRules(governments=frozenset({"damas"}))
    found = mentions(gazetteer, "Des combats ont éclaté à Damas mardi.", rules, "fr")["Damas"]
    assert (found.use, found.latitude, found.where_prec) == ("metonym", None, None)
    assert found.place.country_code == "SY"


def test_a_blocked_name_is_no_place_and_no_geocoder_is_asked_for_it(gazetteer):
    class Online:
        asked = ()

        def find(self, name, country_code=""):
            self.asked = (*self.asked, name)
            return ()

    online = Online()
    text = "Michael Sebha said that shells fell in Sebha and in Qqxyzt."
    analysis = segment(Document(doc_id="d", text=text, language="en"), "en")
    rules = PlaceRules(blocked=frozenset({"sebha"}))
    [found] = locate([analysis], gazetteer, load_knowledge(), rules=rules, fallback=online)
    assert {m.text: (m.use, m.place) for m in found if m.text == "Sebha"} == {"Sebha": ("embedded", None)}
    assert "Sebha" not in online.asked


def test_rules_hold_for_names_that_somebody_else_marked(gazetteer):
    rules = PlaceRules(fixed={"tripoli": CAMP})
    found = mentions(gazetteer, "Fighting in Tripoli.", rules, spans=((12, 19),))
    assert found["Tripoli"].latitude == 14.25


def test_a_sentence_with_a_settled_name_is_worth_parsing(gazetteer):
    text = "Nothing is here. Men came to Qqxyz."
    analysis = segment(Document(doc_id="d", text=text, language="en"), "en")
    rules = PlaceRules(fixed={"qqxyz": CAMP})
    assert worth_parsing([analysis], gazetteer, load_knowledge(), rules)[0] >= {1}
