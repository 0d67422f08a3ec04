"""Pronouns and definite phrases point back to what was named."""

import pytest


@pytest.mark.parametrize(
    ("text", "language", "words", "name"),
    [
        ("Le M23 a pris Bunagana. Le groupe avance vers le sud.", "fr", "Le groupe", "March 23 Movement (M23)"),
        ("L'armée malienne a frappé. L'armée dit avoir tué dix hommes.", "fr", "L'armée dit", "Malian Armed Forces"),
        (
            "Le raid visait les forces tchadiennes. Ces dernières ont riposté.",
            "fr",
            "Ces dernières",
            "Chadian Armed Forces",
        ),
        ("Al-Shabaab attacked the base. The militants fled.", "en", "The militants", "Al-Shabaab"),
        ("Boko Haram raided the town. It later claimed the attack.", "en", "It later", "Boko Haram"),
        ("President Salva Kiir spoke. He promised talks.", "en", "He", "Government of South Sudan"),
        ("Rebels from the ELN attacked. They took three hostages.", "en", "They", "National Liberation Army (ELN)"),
    ],
)
def test_references(actor_of, text, language, words, name):
    found = actor_of(text, language, words)
    assert found.actor.name == name
    assert found.source == "reference"
    assert found.antecedent is not None
    assert found.antecedent < found.start


def test_impersonal_pronouns_are_nobody(mentions):
    text = "Le Hamas a tiré. Il y a trois morts. Il faut une trêve."
    assert not any(m.text == "Il" for m in mentions(text, "fr"))


def test_a_possessive_takes_its_country_from_the_nearest_name(actor_of):
    found = actor_of("Turkey denied it. Greece protested after its soldiers were detained.", "en", "its soldiers")
    assert found.actor.country == "GR"


@pytest.mark.parametrize(
    ("text", "language", "words", "name"),
    [
        (
            "Au Nigeria, Boko Haram a reculé. Ses combattants ont fui vers le lac.",
            "fr",
            "Ses combattants",
            "Boko Haram",
        ),
        (
            "The ELN denied that its fighters had crossed from Colombia.",
            "en",
            "its fighters",
            "National Liberation Army (ELN)",
        ),
    ],
)
def test_the_fighters_of_a_group_are_the_group(actor_of, text, language, words, name):
    assert actor_of(text, language, words).actor.name == name
