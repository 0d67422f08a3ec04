"""The country that a bare "the army" belongs to, weighed over a whole document."""

import datetime as dt

import pytest

GABON = (
    "Le président gabonais a réuni ses ministres jeudi à la demande du gouvernement du Gabon.\n\n"
    "Son prédécesseur vit en exil au Maroc, où l'armée ne le gêne pas. L'armée reste au pouvoir."
)
MALAWI = (
    "Malawi's president dismissed his ministers on Monday. The Malawian opposition objected.\n\n"
    "His predecessor lives in exile in Botswana, and the army remains divided. The police arrested six people."
)


@pytest.mark.parametrize(
    ("text", "language", "words", "country"),
    [(GABON, "fr", "L'armée reste", "GA"), (MALAWI, "en", "the army", "MW"), (MALAWI, "en", "The police", "MW")],
)
def test_a_country_of_exile_is_not_the_country_of_the_story(actor_of, text, language, words, country):
    assert actor_of(text, language, words).actor.country == country


def test_each_story_of_a_digest_has_its_own_country(actor_of):
    text = (
        "Kenya: bus attacked\n\nGunmen shot at a bus in Kenya on Monday.\n\n"
        "Peru: miners strike\n\nMiners blocked a road in Peru. They want higher wages in Peru.\n\n"
        "Nepal: floods\n\nA river burst its banks in Nepal. The army sent boats."
    )
    assert actor_of(text, "en", "The army").actor.country == "NP"


@pytest.mark.parametrize(
    ("text", "language", "words", "country"),
    [
        ("Zairean troops fled the town.", "en", "Zairean", "CD"),
        ("Rhodesian soldiers burnt a village.", "en", "Rhodesian", "ZW"),
        ("La police est-allemande a arrêté dix personnes.", "fr", "La police", "DE"),
        ("L'armée voltaïque a pris le pouvoir.", "fr", "L'armée", "BF"),
    ],
)
def test_former_states_go_with_those_that_follow_them(actor_of, text, language, words, country):
    assert actor_of(text, language, words).actor.country == country


@pytest.mark.parametrize(("year", "kind"), [(1997, "Rebel group"), (1998, "Government")])
def test_a_rebel_who_came_to_power_speaks_for_the_body_of_the_day(dated, year, kind):
    found = dated("Laurent Kabila refused a truce.", "en", dt.date(year, 3, 1))
    assert [m.actor.kind for m in found if m.person] == [kind]


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("In Nigeria, a Swiss surveyor ran away from his kidnappers.", "en", "his kidnappers"),
        ("Au Nigeria, deux Suisses ont échappé à leurs ravisseurs.", "fr", "leurs ravisseurs"),
    ],
)
def test_kidnappers_are_not_of_their_victims_country(actor_of, text, language, words):
    assert actor_of(text, language, words).actor.country == "NG"
