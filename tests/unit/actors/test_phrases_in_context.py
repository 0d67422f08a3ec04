"""What a bare or shared phrase means beside what stands around it."""

import pytest


def test_insurgents_stay_the_insurgents_when_another_group_is_named_in_passing(actor_of):
    text = (
        "Insurgents hold two towns in northern Mozambique. Analysts see few links to Islamic State. "
        "The insurgents burned a clinic."
    )
    assert actor_of(text, "en", "The insurgents").actor.name == "Rebels (Mozambique)"


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("fr", "Au Tchad, des soldats et des policiers nigériens ont arrêté un marchand.", "soldats"),
        ("en", "In Chad, Nigerien soldiers and policemen arrested a trader.", "policemen"),
    ],
)
def test_a_demonym_is_shared_by_a_coordination(actor_of, language, text, words):
    assert actor_of(text, language, words).actor.country == "NE"


def test_forces_of_several_states_belong_to_no_country(actor_of):
    found = actor_of("Les forces internationales ont quitté Kaboul, en Afghanistan.", "fr", "Les forces")
    assert (found.actor.name, found.actor.kind, found.actor.country) == (
        "International forces",
        "External forces",
        None,
    )


def test_several_governments_are_nobody_in_particular(mentions):
    assert not mentions("Three governments closed their schools for a week.", "en")


def test_women_are_not_the_farmers_named_before(actor_of):
    text = "Ghanaian farmers fled to Togo. The women had lost their goats in Togo."
    assert actor_of(text, "en", "The women").actor.country == "TG"


def test_the_group_is_a_named_one_rather_than_traffickers(actor_of):
    text = "The ELN seized a village in Colombia. A trafficker was there. The group left on Friday."
    assert actor_of(text, "en", "The group").actor.name == "National Liberation Army (ELN)"


def test_a_country_that_sounds_like_a_people_is_the_country(mentions):
    assert all(m.actor.country == "CN" for m in mentions("Le maquis est soutenu par la Chine.", "fr"))


def test_a_journalist_named_by_title_is_remembered_as_one(mentions):
    text = "Le journaliste Abdou Sow a été arrêté à Dakar, au Sénégal. Sow a été libéré lundi."
    named = [m.actor.name for m in mentions(text, "fr") if m.person]
    assert named
    assert set(named) == {"Journalists (Senegal)"}
