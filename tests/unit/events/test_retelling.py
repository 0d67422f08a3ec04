"""Lead, detail and toll of one happening in one article: what is one event, with which day and figures, and what stays apart."""

from __future__ import annotations

import datetime as dt

import pytest

PUBLISHED = dt.date(2022, 3, 10)
VIOLENT = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})


@pytest.fixture
def told(read):
    """The violent events of a text of 10 March 2022, reports of one happening merged."""

    def events(language, text):
        return [event for event in read(language, text, published=PUBLISHED, merge=True) if event.event_type in VIOLENT]

    return events


LEAD_AND_DETAIL = [
    (
        "en",
        (
            "At least 12 soldiers were killed in an ambush in northern Mali, the army said Monday. The attack took place on Saturday near the "
            "town of Menaka. Attackers on motorbikes opened fire on a convoy. The death toll rose to 15 on Monday."
        ),
    ),
    (
        "fr",
        (
            "Douze soldats ont été tués dans une embuscade dans le nord du Mali, a annoncé lundi l'armée. L'attaque a eu lieu samedi près de "
            "Ménaka. Des assaillants à moto ont ouvert le feu sur un convoi. Le bilan est passé à 15 morts lundi."
        ),
    ),
]


@pytest.mark.parametrize(("language", "text"), LEAD_AND_DETAIL)
def test_a_lead_dated_by_who_told_it_and_its_detail_are_one_event(told, language, text):
    (event,) = told(language, text)
    assert event.event_date == event.end_date == dt.date(2022, 3, 5)
    assert (event.fatalities_low, event.fatalities) == (12, 15)
    assert len(event.reports) == 3


LATER_TOLLS = [
    (
        "fr",
        "Des jihadistes ont attaqué le camp de Boulkessi le 30 septembre. Le gouvernement avait alors reconnu la mort de 38 soldats.",
        38,
        38,
    ),
    (
        "en",
        (
            "A truck bomb exploded in central Kabul on Tuesday, killing 64 people. Rescuers searched the rubble through the night. "
            "The death toll rose to 89 on Thursday, officials said."
        ),
        64,
        89,
    ),
    (
        "fr",
        (
            "Un camion piégé a explosé mardi dans le centre de Kaboul, tuant 64 personnes. Les secours ont fouillé les décombres toute la nuit. "
            "Le bilan est passé jeudi à 89 morts, selon les autorités."
        ),
        64,
        89,
    ),
    (
        "en",
        (
            "A suicide bomber struck a market in Maiduguri on Monday. Officials revised the death toll down to 18 from 25. An earlier toll put "
            "the number of dead at 25."
        ),
        18,
        18,
    ),
    (
        "fr",
        (
            "L'armée malienne a perdu 49 soldats vendredi dans l'attaque de son poste de Ménaka. Un premier communiqué avait fait état de 53 soldats "
            "et d'un civil tués."
        ),
        49,
        49,
    ),
    (
        "en",
        (
            "Four Chadian peacekeepers were killed and 34 others wounded in Saturday's attack on a UN camp in Aguelhok. The UN said twenty attackers "
            "were also killed."
        ),
        24,
        24,
    ),
    (
        "fr",
        (
            "Quatre casques bleus tchadiens ont été tués samedi dans l'attaque du camp de la Minusma à Aguelhok. "
            "L'ONU évoque un bilan de vingt assaillants tués."
        ),
        24,
        24,
    ),
]


@pytest.mark.parametrize(("language", "text", "low", "dead"), LATER_TOLLS)
def test_a_toll_of_a_later_sentence_is_that_of_the_happening_before(told, language, text, low, dead):
    (event,) = told(language, text)
    assert (event.fatalities_low, event.fatalities) == (low, dead)


def test_further_injured_are_no_further_event(told):
    (event,) = told(
        "fr",
        "Une vingtaine de civils et sept soldats sont morts mercredi dans une attaque à Djibo. Une dizaine d'autres personnes ont été blessées.",
    )
    assert (event.fatalities, event.fatalities_civilians, event.injured) == (27, 20, 10)


VERSIONS = [
    (
        "en",
        "Between 20 and 25 rebels were killed on Wednesday in Kunduz, the defence ministry said. The Taliban said only three fighters died.",
        3,
        20,
        25,
    ),
    (
        "en",
        (
            "Air strikes on the town of Douma on Friday killed at least 27 civilians, including 11 children, the Syrian Observatory for Human Rights "
            "said. State media put the toll at 15."
        ),
        15,
        27,
        27,
    ),
    (
        "fr",
        (
            "Des frappes aériennes sur la ville de Douma ont tué vendredi au moins 27 civils, dont 11 enfants, selon l'Observatoire syrien des droits de "
            "l'homme. Les médias officiels ont fait état de 15 morts."
        ),
        15,
        27,
        27,
    ),
]


@pytest.mark.parametrize(("language", "text", "low", "dead", "high"), VERSIONS)
def test_what_two_sides_say_of_one_happening_is_one_event(told, language, text, low, dead, high):
    (event,) = told(language, text)
    assert (event.fatalities_low, event.fatalities, event.fatalities_high) == (low, dead, high)


APART = [
    (
        "en",
        "Gunmen attacked a police post in Djibo on Tuesday, killing four officers. Another attack in Djibo on Tuesday killed six soldiers.",
    ),
    (
        "fr",
        "Des hommes armés ont attaqué mardi un poste de police à Djibo, tuant quatre policiers. Une autre attaque a tué mardi six soldats à Djibo.",
    ),
    (
        "en",
        "Al-Shabab fighters killed 10 soldiers in Baidoa on Wednesday. In December, a similar attack in Baidoa killed six people.",
    ),
    (
        "fr",
        "Les shebab ont tué dix soldats mercredi à Baidoa. En décembre, une attaque similaire avait fait six morts à Baidoa.",
    ),
]


@pytest.mark.parametrize(("language", "text"), APART)
def test_happenings_told_apart_stay_apart(told, language, text):
    assert len(told(language, text)) == 2


ITEMS = [
    (
        "fr",
        (
            "Tchad: neuf soldats tués dans une embuscade au bord du lac.\n"
            "Neuf soldats tchadiens ont été tués mardi dans une embuscade de Boko Haram à Bol, a annoncé le gouvernement.\n"
            "Football: le derby reporté.\nLe derby de dimanche est reporté en raison de la pluie."
        ),
        9,
        "Bol",
    ),
    (
        "en",
        (
            "Chad: nine soldiers killed in ambush on the lake.\n"
            "Nine Chadian soldiers were killed on Tuesday in a Boko Haram ambush in Bol, the government announced.\n"
            "Football: derby postponed.\nSunday's derby is postponed because of rain."
        ),
        9,
        "Bol",
    ),
]


@pytest.mark.parametrize(("language", "text", "dead", "place"), ITEMS)
def test_an_item_of_a_digest_and_its_headline_are_one_event_with_the_best_of_each(told, language, text, dead, place):
    (event,) = told(language, text)
    assert (event.fatalities, event.location, event.event_date) == (dead, place, dt.date(2022, 3, 8))


TWO_ITEMS = [
    (
        "fr",
        (
            "Mali: cinq soldats tués à Ménaka.\nCinq soldats ont été tués lundi à Ménaka par une mine.\n"
            "Niger: cinq soldats tués à Diffa.\nCinq soldats ont été tués mardi à Diffa par une mine."
        ),
    ),
    (
        "en",
        (
            "Mali: five soldiers killed in Menaka.\nFive soldiers were killed on Monday in Menaka by a mine.\n"
            "Niger: five soldiers killed in Diffa.\nFive soldiers were killed on Tuesday in Diffa by a mine."
        ),
    ),
]


@pytest.mark.parametrize(("language", "text"), TWO_ITEMS)
def test_two_items_in_the_same_words_stay_two(told, language, text):
    assert sorted(event.location for event in told(language, text)) in (["Diffa", "Menaka"], ["Diffa", "Ménaka"])


TAKEN_UP = [
    (
        "en",
        (
            "A mine killed five soldiers near Tessalit on Tuesday. Investigators said that the device that killed the five soldiers had been set off "
            "by telephone."
        ),
    ),
    (
        "fr",
        (
            "Une mine a tué cinq soldats mardi près de Tessalit. Les enquêteurs disent que l'engin qui a tué les cinq soldats a été déclenché par "
            "téléphone."
        ),
    ),
]


@pytest.mark.parametrize(("language", "text"), TAKEN_UP)
def test_the_dead_taken_up_again_are_no_second_event(told, language, text):
    (event,) = told(language, text)
    assert event.fatalities == 5


SOME_OF = [
    (
        "en",
        "Gunmen killed forty farmers in Zamfara in May. Some of the farmers were killed by soldiers in the town of Gusau.",
    ),
    (
        "fr",
        "Des hommes armés ont tué quarante paysans au Mali en mai. Certains de ces paysans ont été tués par des soldats à Ménaka.",
    ),
]


@pytest.mark.parametrize(("language", "text"), SOME_OF)
def test_what_befell_some_of_them_stays_apart(told, language, text):
    assert len(told(language, text)) == 2
