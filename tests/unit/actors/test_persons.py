"""Persons: leaders, titles, appositions, surnames; and unlisted groups."""

import datetime as dt

import pytest


@pytest.mark.parametrize(
    ("text", "language", "words", "expected"),
    [
        ("Emmanuel Macron a condamné l'attaque.", "fr", "Emmanuel", ("Government of France", "Emmanuel Macron")),
        (
            "Le général Hemedti a promis une trêve.",
            "fr",
            "Le général",
            ("Rapid Support Forces", "Mohamed Hamdan Dagalo"),
        ),
        (
            "The Russian defence minister, Ivan Petrovsky, denied it.",
            "en",
            "The Russian",
            ("Government of Russia", "Ivan Petrovsky"),
        ),
        ("Hamas spokesman Fawzi Barhoum accused Israel.", "en", "Hamas", ("Hamas", "Fawzi Barhoum")),
        ("The Kremlin denied it.", "en", "The Kremlin", ("Government of Russia", "")),
        (
            "Le porte-parole de l'armée nigérienne, Moussa Diallo, confirme.",
            "fr",
            "Le porte-parole",
            ("Niger Armed Forces", "Moussa Diallo"),
        ),
    ],
)
def test_persons_are_the_bodies_they_speak_for(actor_of, text, language, words, expected):
    found = actor_of(text, language, words)
    assert (found.actor.name, found.person) == expected


def test_a_private_person_is_a_civilian_by_name(actor_of):
    found = actor_of("Police in Ghana arrested Kwame Owusu.", "en", "Kwame")
    assert (found.actor.name, found.actor.kind, found.source) == ("Kwame Owusu", "Civilians", "unlisted")


def test_a_surname_is_whoever_bore_it_before(actor_of):
    text = "Nigerian governor John Adebayo spoke on Monday. On Tuesday Adebayo met the elders."
    assert actor_of(text, "en", "Adebayo met").actor.name == actor_of(text, "en", "Nigerian").actor.name


def test_unlisted_groups_are_named_by_their_proper_noun(actor_of):
    found = actor_of("The Black Falcon Brigade attacked a convoy in Yemen.", "en", "The Black")
    assert (found.actor.name, found.actor.kind, found.source) == ("Black Falcon Brigade", "Rebel group", "unlisted")
    official = actor_of("The Armed Forces of Kenya responded.", "en", "The Armed")
    assert official.actor.name == "Kenya Defence Forces"


def test_acronyms_shared_by_several_follow_the_story(actor_of):
    sudan = actor_of("In Sudan, the RSF shelled Khartoum. Sudan is at war.", "en", "the RSF")
    press = actor_of("RSF et Reporters sans frontières dénoncent l'arrestation d'un journaliste.", "fr", "RSF")
    assert (sudan.actor.name, press.actor.name) == ("Rapid Support Forces", "Reporters Without Borders")


def test_a_name_with_two_holders_and_a_group_in_power_follow_the_date(dated):
    before, after = dt.date(1991, 2, 25), dt.date(2003, 4, 2)
    text = "President Bush spoke to US troops."
    assert [m.person for m in dated(text, "en", before) if m.person] == ["George H. W. Bush"]
    assert [m.person for m in dated(text, "en", after) if m.person] == ["George W. Bush"]
    kinds = [dated("The Taliban banned the march.", "en", day)[0].actor.kind for day in (after, dt.date(2023, 5, 1))]
    assert kinds == ["Rebel group", "Government"]


def test_a_surname_is_whose_the_text_says_first(mentions):
    text = "Police chief Robert Arce praised the patrols in La Paz, Bolivia. Rebels attacked a bus, Mr Arce said."
    assert "Luis Arce" not in {mention.person for mention in mentions(text, "en")}
    text = "Le président Luis Arce a salué les patrouilles à La Paz, en Bolivie. Des rebelles ont attaqué un bus, a dit M. Arce."
    assert "Luis Arce" in {mention.person for mention in mentions(text, "fr")}
