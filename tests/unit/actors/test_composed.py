"""Actors composed of a noun and a country, a people or a known name, in both languages."""

import pytest


@pytest.mark.parametrize(
    ("text", "language", "words", "expected"),
    [
        (
            "Des soldats tchadiens ont franchi la frontière.",
            "fr",
            "Des soldats",
            ("Chadian Armed Forces", "State forces", "TD"),
        ),
        (
            "L'armée du Mozambique a repris la ville.",
            "fr",
            "L'armée",
            ("Mozambique Defence Armed Forces", "State forces", "MZ"),
        ),
        (
            "Une dizaine de gendarmes camerounais sont morts.",
            "fr",
            "Une dizaine",
            ("Gendarmerie of Cameroon", "State forces", "CM"),
        ),
        ("La police kényane a dispersé la foule.", "fr", "La police", ("Police of Kenya", "State forces", "KE")),
        (
            "Au Mali, des hommes armés ont attaqué un village.",
            "fr",
            "des hommes",
            ("Unidentified armed group", "Political militia", "ML"),
        ),
        (
            "Des rebelles touaregs ont pris la ville, au Mali.",
            "fr",
            "Des rebelles",
            ("Tuareg rebels (Mali)", "Rebel group", "ML"),
        ),
        ("Dix civils afghans ont été tués.", "fr", "Dix civils", ("Civilians (Afghanistan)", "Civilians", "AF")),
        (
            "Des combattants du groupe Abou Sayyaf ont fui.",
            "fr",
            "Des combattants",
            ("Abu Sayyaf", "Rebel group", "PH"),
        ),
        (
            "Le ministère indien de la Défense a démenti.",
            "fr",
            "Le ministère",
            ("Ministry of Defence of India", "Government", "IN"),
        ),
        (
            "Le gouvernement éthiopien accuse ses voisins.",
            "fr",
            "Le gouvernement",
            ("Government of Ethiopia", "Government", "ET"),
        ),
        ("Les autorités ont expulsé trente Soudanais.", "fr", "trente", ("Civilians (Sudan)", "Civilians", "SD")),
        (
            "Ethiopian troops entered the town.",
            "en",
            "Ethiopian",
            ("Ethiopian National Defence Force", "State forces", "ET"),
        ),
        ("The army of Colombia said so.", "en", "The army", ("Colombian Armed Forces", "State forces", "CO")),
        ("Dozens of fighters from Boko Haram were killed.", "en", "Dozens", ("Boko Haram", "Rebel group", "NG")),
        (
            "Gunmen killed two people in Pakistan.",
            "en",
            "Gunmen",
            ("Unidentified armed group", "Political militia", "PK"),
        ),
        ("Police in Kenya fired at protesters.", "en", "protesters", ("Protesters (Kenya)", "Protesters", "KE")),
        ("Six Burmese villagers were shot.", "en", "Six", ("Civilians (Myanmar)", "Civilians", "MM")),
        ("The Turks said they would stay.", "en", "The Turks", ("Government of Turkey", "Government", "TR")),
        ("Iraq's defence ministry denied it.", "en", "Iraq's", ("Ministry of Defence of Iraq", "Government", "IQ")),
        (
            "Suspected jihadists burned a church in Mozambique.",
            "en",
            "Suspected",
            ("Unidentified jihadist group", "Rebel group", "MZ"),
        ),
    ],
)
def test_composed(actor_of, text, language, words, expected):
    found = actor_of(text, language, words)
    assert (found.actor.name, found.actor.kind, found.actor.country) == expected


@pytest.mark.parametrize(
    ("text", "language", "words", "name"),
    [
        ("Des frappes israéliennes ont visé le port.", "fr", "israéliennes", "Israel Defense Forces"),
        ("Les sanctions américaines restent en place.", "fr", "américaines", "Government of the United States"),
        ("A Saudi airstrike hit the market.", "en", "Saudi", "Saudi Arabian Armed Forces"),
    ],
)
def test_an_adjective_says_who_did_a_deed(actor_of, text, language, words, name):
    assert actor_of(text, language, words).actor.name == name


def test_a_backer_is_not_the_nationality_of_those_it_backs(actor_of):
    found = actor_of("In Syria, Turkish-backed rebels shelled the village.", "en", "Turkish-backed")
    assert found.actor.country == "SY"


def test_denied_arms_make_no_armed_group(actor_of):
    found = actor_of("L'armée du Niger a tué trois hommes non armés.", "fr", "trois hommes")
    assert found.actor.kind == "Civilians"


def test_the_heads_are_tokens_that_the_parse_finds(mentions):
    text = "Les soldats français et les rebelles tchadiens se sont affrontés."
    heads = {text[m.head : m.head + 8] for m in mentions(text, "fr") if m.actor.kind != "Civilians"}
    assert heads == {"soldats ", "rebelles"}


def test_one_noun_with_two_countries_is_two_actors(mentions):
    names = {m.actor.name for m in mentions("Les ministres grec et italien ont signé.", "fr")}
    assert names == {"Government of Greece", "Government of Italy"}


def test_mentions_are_slices_of_the_text(mentions):
    text = "Selon l'AFP, quatre soldats congolais ont été tués par le M23.\n\nLes rebelles démentent."
    found = mentions(text, "fr")
    assert len(found) >= 4
    assert all(text[m.start : m.end] == m.text and m.start <= m.head < m.end for m in found)
    assert [m.start for m in found] == sorted(m.start for m in found)


def test_foreign_forces_are_no_rebels(actor_of):
    found = actor_of("Les forces étrangères ont quitté le Niger.", "fr", "Les forces")
    assert (found.actor.name, found.actor.kind) == ("Foreign forces", "External forces")


def test_one_citizen_is_no_government(actor_of):
    assert actor_of("La police du Togo a arrêté le Béninois.", "fr", "le Béninois").actor.kind == "Civilians"
