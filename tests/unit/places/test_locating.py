"""The stage as a whole, with the embedded gazetteer; without a model, so on sentences that were not parsed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geomap.errors import GeocoderError
from geomap.knowledge import load_knowledge
from geomap.languages import segment
from geomap.model import Document, PlaceMention
from geomap.places import locate, mention_record, open_gazetteer, worth_parsing
from tests.unit.places.conftest import place


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory):
    return open_gazetteer(own=tmp_path_factory.mktemp("nothing-added"))


def mentions(gazetteer, text: str, language: str = "en", **options) -> tuple[PlaceMention, ...]:
    spans = options.pop("spans", None)
    document = Document(doc_id="d", text=text, language=language, spans=spans)
    return locate([segment(document, language)], gazetteer, load_knowledge(), **options)[0]


def named(found: tuple[PlaceMention, ...], text: str) -> PlaceMention:
    return next(mention for mention in found if mention.text == text)


def test_offsets_are_exact(gazetteer):
    text = "Des combats à Alep.\n\nTrois morts près d’Idlib, en Syrie."
    found = mentions(gazetteer, text, "fr")
    assert [mention.text for mention in found] == ["Alep", "Idlib", "Syrie"]
    assert all(text[mention.start : mention.end] == mention.text for mention in found)


def test_the_designator_decides_between_town_and_province(gazetteer):
    found = mentions(gazetteer, "Des frappes sur le gouvernorat d'Idlib. La ville d'Idlib est calme.", "fr")
    assert [mention.place.geonames_id for mention in found if mention.place] == [169387, 169389]
    assert [mention.where_prec for mention in found] == [4, 1]


def test_what_follows_the_comma_decides(gazetteer):
    found = mentions(gazetteer, "Police in Paris, Texas, said so. Long Beach, CA, was calm.")
    assert named(found, "Paris").place.country_code == "US"
    assert named(found, "Long Beach").place.admin1_id == named(found, "CA").place.geonames_id


def test_persons_and_peoples_are_no_places(gazetteer):
    text = "President Recep Tayyip Erdogan met Bashar al-Assad. Iraqi troops and Syrian rebels fought near Mosul."
    assert [mention.text for mention in mentions(gazetteer, text)] == ["Mosul"]


def test_given_spans_replace_recognition(gazetteer):
    text = "Fighting in Mosul and Erbil went on in Turkish villages."
    found = mentions(gazetteer, text, spans=((22, 27), (39, 46)))
    assert [mention.text for mention in found] == ["Erbil", "Turkish"]
    assert named(found, "Turkish").place.country_code == "TR"
    assert mentions(gazetteer, text, spans=()) == ()


def test_an_unknown_name_is_left_open_and_says_why_and_spoils_no_other(gazetteer):
    found = mentions(gazetteer, "Shots were heard in Qxzyvoria and in Mosul.", spans=((20, 29), (37, 42)))
    lost, mosul = found
    assert (lost.outcome, lost.place, lost.latitude, lost.where_prec) == ("none", None, None, None)
    assert "No gazetteer entry" in lost.why
    assert mosul.outcome == "found"


class Oracle:
    """A geocoder that knows one place, or cannot be reached."""

    def __init__(self, *, reachable: bool = True) -> None:
        self.reachable = reachable
        self.asked: list[str] = []

    def find(self, name: str, country_code: str = ""):
        self.asked.append(name)
        if not self.reachable:
            raise GeocoderError("no network")
        return (place("Qxzyvoria", country="IQ", latitude=36.0, longitude=43.0),)


TEXT = "Shots were heard in Qxzyvoria and in Mosul."
SPANS = ((20, 29), (37, 42))


def test_a_geocoder_is_asked_only_for_what_is_lacking(gazetteer):
    oracle = Oracle()
    found = mentions(gazetteer, TEXT, spans=SPANS, fallback=oracle)
    assert oracle.asked == ["Qxzyvoria"]
    assert (found[0].outcome, found[0].latitude) == ("found", 36.0)


def test_not_asked_is_not_the_same_as_not_found(gazetteer):
    found = mentions(gazetteer, TEXT, spans=SPANS, fallback=Oracle(reachable=False))
    assert (found[0].outcome, found[1].outcome) == ("unasked", "found")
    assert "could not be asked" in found[0].why


def test_candidates_only_where_they_are_asked_for(gazetteer):
    plain = mentions(gazetteer, "Fighting in Mosul.")[0]
    explained = mentions(gazetteer, "Fighting in Mosul.", explain=True)[0]
    assert plain.candidates == ()
    assert explained.candidates[0].place == explained.place
    assert explained.candidates[0].features
    scores = [candidate.score for candidate in explained.candidates]
    assert scores == sorted(scores, reverse=True)
    assert replace(explained, candidates=()) == plain


def test_records_hold_the_shared_fields_and_hide_ids_of_our_own(gazetteer):
    document = Document(doc_id="d", text="A ship sank in the Black Sea near Odesa.", language="en")
    found = locate([segment(document, "en")], gazetteer, load_knowledge(), explain=True)[0]
    record = mention_record(document, named(found, "Odesa"), explain=True)
    wanted = {
        "doc_id",
        "start",
        "end",
        "text",
        "use",
        "name",
        "latitude",
        "longitude",
        "geonames_id",
        "country_code",
        "admin1",
        "where_prec",
        "score",
        "why",
        "candidates",
    }
    assert wanted <= set(record)
    assert set(record["candidates"][0]) == {
        "geonames_id",
        "name",
        "latitude",
        "longitude",
        "country_code",
        "score",
        "features",
    }
    sea = mention_record(document, named(found, "Black Sea"))
    assert sea["geonames_id"] is None or sea["geonames_id"] > 0
    assert sea["country_code"] is None
    assert sea["where_prec"] == 7
    assert "candidates" not in sea


def test_an_empty_text_has_no_places(gazetteer):
    assert mentions(gazetteer, " ") == ()
    assert locate([], gazetteer, load_knowledge()) == []


def test_only_sentences_with_a_possible_name_are_worth_parsing(gazetteer):
    text = "Fighting went on in Mosul. He said nothing else about it. They fled to Tongomayel."
    analysis = segment(Document(doc_id="d", text=text, language="en"), "en")
    (worth,) = worth_parsing([analysis], gazetteer, load_knowledge())
    assert 0 in worth
    assert 1 not in worth


def test_an_agency_is_no_capital(gazetteer):
    found = mentions(gazetteer, "Citée par l'agence syrienne Sana, la mairie de Homs rouvre.", "fr")
    assert [mention.text for mention in found] == ["Homs"]


def test_a_capital_spelt_like_an_agency_is_still_a_place(gazetteer):
    found = mentions(gazetteer, "Un raid a visé l'aéroport, à Sana, au Yémen.", "fr")
    assert [mention.text for mention in found] == ["Sana", "Yémen"]


def test_the_side_of_a_country_is_no_province_of_that_name_abroad(gazetteer):
    found = mentions(gazetteer, "Des voleurs ont pillé trois hameaux du Nord-Ouest du Nigeria.", "fr")
    assert named(found, "Nord-Ouest").place is None
    assert named(found, "Nigeria").place.country_code == "NG"


def test_a_commune_lies_in_the_province_named_behind_it(gazetteer):
    text = "Le hameau de Louda, commune de Pensa, province du Sanmatenga, a été pillé."
    found = mentions(gazetteer, text, "fr")
    assert named(found, "Pensa").place is None or named(found, "Pensa").place.country_code == "BF"


def test_one_side_of_a_hyphen_in_an_actor_s_name_is_no_place(gazetteer):
    found = mentions(gazetteer, "Les corps des soldats ont été remis jeudi à la Croix-Rouge.", "fr")
    assert found == ()
