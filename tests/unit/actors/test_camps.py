"""Whose camp a force belongs to, who follows whom, and peoples as actors."""

import pytest

CAMPS = [
    ("en", "Rebels supported by Chadian troops took Birao in the Central African Republic.", "Pro-Chadian rebels"),
    ("en", "Uganda-backed fighters took Aru in DR Congo.", "Pro-Ugandan fighters"),
    ("fr", "Des combattants appuyés par l'Ouganda ont pris Aru, en RDC.", "Pro-Ugandan fighters"),
    ("fr", "Des combattants pro-ougandais ont pris Aru, en RDC.", "Pro-Ugandan fighters"),
    ("fr", "Des combattants haoussas ont pris Zinder, au Niger.", "Hausa fighters"),
    ("en", "Kurdish-led forces arrested ten men in Raqqa, Syria.", "Syrian Democratic Forces"),
]


@pytest.mark.parametrize(("language", "text", "name"), CAMPS)
def test_a_force_is_called_after_its_people_or_its_backer(mentions, language, text, name):
    assert mentions(text, language)[0].actor.name.startswith(name)


def test_a_force_on_its_own_government_s_side_is_the_state_s(actor_of):
    found = actor_of("Les forces pro-Kiev ont repris deux villages en Ukraine.", "fr", "Les forces")
    assert found.actor.name == "Armed Forces of Ukraine"


def test_troops_of_a_regime_are_forces_not_the_government(actor_of):
    found = actor_of("Les troupes du régime ont bombardé Mandalay, en Birmanie.", "fr", "Les troupes")
    assert (found.actor.kind, found.actor.country) == ("State forces", "MM")


def test_armed_men_of_a_people_are_an_identity_militia(actor_of):
    found = actor_of("Gunmen from the Bedouin tribes burned a mill near Sweida, Syria.", "en", "Gunmen")
    assert (found.actor.name, found.actor.kind) == ("Bedouin tribes (Syria)", "Identity militia")


FOLLOWERS = [
    ("en", "Supporters of Imran Khan clashed with police in Lahore, Pakistan.", "Supporters of Imran Khan"),
    ("en", "Supporters of the opposition blocked a bridge in Lusaka, Zambia.", "Supporters"),
    ("fr", "Des partisans d'Ousmane Sonko ont marché à Dakar, au Sénégal.", "Supporters of Ousmane Sonko"),
]


@pytest.mark.parametrize(("language", "text", "name"), FOLLOWERS)
def test_supporters_are_not_whom_they_support(mentions, language, text, name):
    first = mentions(text, language)[0].actor
    assert first.name.startswith(name)
    assert first.kind == "Protesters"


def test_sympathisers_of_an_armed_group_count_as_the_group(mentions):
    first = mentions("Supporters of Hezbollah blocked the airport road in Beirut, Lebanon.", "en")[0].actor
    assert first.name == "Hezbollah"


def test_a_people_in_numbers_are_civilians_and_the_people_as_such_its_forces(mentions):
    many = mentions("A hundred Kurds fled to Erbil in Iraq.", "en")[0].actor
    assert (many.name, many.kind) == ("Kurdish civilians (Iraq)", "Civilians")
    (kurds, *_) = mentions("Les Kurdes ont repris deux quartiers de Raqqa, en Syrie.", "fr")
    assert kurds.actor.name == "Syrian Democratic Forces"


def test_officers_are_policemen_where_the_police_has_just_been_named(actor_of):
    police = actor_of("Police said two officers were hurt in Quetta, Pakistan.", "en", "two officers")
    army = actor_of("Two army officers were hurt in Quetta, Pakistan.", "en", "Two army")
    assert police.actor.name.startswith("Police")
    assert army.actor.name == "Pakistani Armed Forces"


def test_another_bearer_of_a_leaders_surname_is_not_the_leader(actor_of):
    found = actor_of("Opposition leader Juan Pérez was arrested in Caracas, Venezuela.", "en", "Opposition leader")
    assert (found.actor.name, found.person) == ("Opposition (Venezuela)", "Juan Pérez")


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("en", "Police began an anti-terrorist operation in Mopti.", "terrorist"),
        ("fr", "La police a lancé une opération anti-terroriste à Mopti.", "terroriste"),
    ],
)
def test_whom_something_is_against_is_not_its_doer(mentions, language, text, word):
    at = text.index(word)
    assert not [mention for mention in mentions(text, language) if mention.start <= at < mention.end]
