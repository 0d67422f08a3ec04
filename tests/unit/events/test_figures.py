"""Tolls: what a sentence says of killed and injured, and the numbers it says it with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.events.figures import find_tolls
from geomap.events.numbers import LARGEST, read
from geomap.events.tolls import Anchor, figures_of, tolls_for
from geomap.languages import analyse
from geomap.model import Document


def _tolls(language, text):
    return find_tolls(analyse([Document("d", text, language=language)])[0])


def _told(tolls):
    """Killed and injured in short: "k88 i20", civilians after a c, "e" for an earlier figure, "r" for a revised one."""
    marks = [
        f"{toll.kind[0]}{toll.value}"
        + (f"c{toll.civilians}" if toll.civilians is not None else "")
        + ("e" if toll.earlier else "")
        + ("r" if toll.revised else "")
        for toll in tolls
    ]
    return " ".join(sorted(marks, reverse=True))


FRENCH = [
    ("k63", "63 terroristes ont été tués lors de l'assaut jeudi du camp."),
    ("k88", "Selon le ministère, 63 terroristes et 25 soldats ont été tués lors de l'assaut."),
    ("k38 i20c12", "Le raid sur un convoi a fait au moins 38 morts et une vingtaine de blessés, dont 12 femmes."),
    ("k16c16", "Au moins seize civils auraient été tués dans un bombardement, selon un élu."),
    ("k36", "Les forces loyalistes ont riposté, tuant 36 soldats."),
    ("k89r", "Le bilan passe à 89 morts."),
    ("k231", "Deux cent trente et un soldats ont trouvé la mort."),
    ("k2c2", "La mort de deux civils a été confirmée."),
    ("k0 i0", "L'obus est tombé dans un champ, sans faire de victimes."),
    ("k14", "L'attentat de mardi, qui a coûté la vie à 14 militaires, reste sans auteur."),
    ("k12", "Douze personnes arrêtées la veille ont été retrouvées mortes dans leurs cellules."),
    ("k3", "Moussa Diallo a été tué en même temps que deux autres personnes."),
    ("k41r i33r", "Le bilan de l'embuscade s'est alourdi à 41 morts et 33 blessés, a annoncé le ministère."),
    ("k37e", "Un précédent bilan faisait état de 37 victimes."),
    ("k6", "La capitale accuse ses voisins d'avoir tué dimanche six de ses soldats."),
    ("", "Des dizaines de personnes ont été tuées."),
    ("", "Une telle attaque pourrait tuer 300 personnes."),
    ("", "Il est âgé de 41 ans et a dépensé 3 millions d'euros."),
    ("k100", "Le raid a fait plus d'une centaine de morts."),
    ("k5 i12", "Cinq policiers ont été tués et douze autres blessés dans l'explosion d'une mine."),
    ("k0", "L'attaque n'a fait aucun mort."),
    ("k0 i0", "L'explosion n'a fait ni mort ni blessé."),
    ("", "La défense aérienne a abattu un drone."),
    ("k1", "Les soldats ont abattu un assaillant."),
    ("k10c4", "Dix personnes, dont quatre civils, ont péri dans le pilonnage."),
    ("k45r", "Le nombre de morts s'élève désormais à 45."),
    (
        "k24 k1",
        "Vingt-quatre personnes ont été tuées au cours de combats, au cours desquels un soldat a également trouvé la mort.",
    ),
    ("k13", "Treize corps ont été découverts dans une fosse."),
    ("k6 i1", "Les premières évaluations font état d'un bilan de 6 morts et 1 blessé."),
    ("k1", "Un élu a été tué alors qu'il voyageait avec son fils et son chauffeur."),
    ("", "L'équipe a éliminé le champion en titre."),
    ("", "Les rebelles ont tenté d'assassiner le ministre."),
    ("k3c3", "Deux femmes et un bébé tués dans l'explosion d'une bombe."),
    ("k49", "La garnison a perdu 49 soldats vendredi dans l'attaque de son poste."),
    ("k54c1e", "Un premier communiqué avait fait état de 53 soldats et d'un civil tués."),
    ("k13", "L'armée a annoncé que treize de ses soldats, déployés au sein de la force, avaient été tués."),
]

ENGLISH = [
    ("k13c13 i25", "At least 13 civilians were killed and 25 others wounded in two strikes, the monitor said."),
    ("k180", "Jets killed about 120 rebel fighters and 60 foreign mercenaries, the ministry said."),
    ("k45r i10", "The death toll rose to 45, while between 10 and 15 people were injured."),
    ("k0 i0", "The shell hit the runway, causing fires but no casualties."),
    ("k25c12", "A suicide bomber killed at least twenty-five people, including 12 children, and left dozens wounded."),
    ("k2", "The soldier was killed alongside a local interpreter."),
    ("k13", "A strike killed 13 people, residents and a medic said."),
    ("k3", "The blast killed three men, police and local officials told a reporter."),
    ("i5", "Five others were wounded in the blast."),
    ("k14 i30", "The bombing left 14 dead and 30 injured."),
    ("k87c30", "The raid killed at least 87 people, 30 of them children."),
    ("", "Scores of people were killed in the raid."),
    ("k12", "The attack claimed the lives of 12 people."),
    ("k12", "The attack claimed 12 lives."),
    ("k3", "Gunmen shot dead three policemen in the town."),
    ("k0", "No one was killed in the attack."),
    ("k0", "Not a single person was killed."),
    ("i0", "Nobody was injured in the attack."),
    ("", "No one was seriously hurt."),
    ("", "The mission suffered no casualties."),
    ("k49", "The garrison lost 49 soldiers on Friday."),
    ("", "The party lost 49 seats."),
    ("k6 i8", "Six soldiers died and eight were wounded when a mine exploded."),
    ("k3 k1", "One soldier was killed on Monday and three others died on Tuesday."),
    ("", "The attack could kill 3,000 people."),
    ("", "It is unclear if the strike caused any casualties."),
    ("", "The minister denied that soldiers had killed 12 villagers."),
    ("k93 i55", "The rebels have sustained 148 casualties (93 dead and 55 wounded)."),
    ("k198", "It said that 145 guerrillas and 53 soldiers had been killed in 386 clashes."),
    ("k7e", "An earlier toll put the number of dead at seven."),
    ("k105", "The army saw 105 troops killed between 2006 and June 2011."),
    ("", "The 2011 protesters were later killed."),
    ("k5", "Five of the 12 attackers were killed."),
    ("", "The rebels tried to assassinate the minister."),
    ("", "He was not a chance victim."),
    ("", "The operation eliminated the self-styled caliphate."),
    ("k12", "The army neutralized 12 militants."),
    ("k3", "The blast killed two soldiers and a policeman."),
]


CASES = [("fr", *case) for case in FRENCH] + [("en", *case) for case in ENGLISH]


@pytest.fixture(scope="module")
def analyses():
    """One analysis a sentence: parsed together, which is faster."""
    return analyse([Document(str(i), text, language=language) for i, (language, _, text) in enumerate(CASES)])


@pytest.mark.parametrize("index", range(len(CASES)), ids=[case[2] for case in CASES])
def test_tolls(analyses, index):
    assert _told(find_tolls(analyses[index])) == CASES[index][1]


def test_offsets_mark_the_words_in_the_document():
    text = "Une première phrase sans chiffres. Au moins seize soldats ont été tués."
    (toll,) = _tolls("fr", text)
    assert text[toll.start : toll.end] == "Au moins seize soldats"


def _figures(language, text, *anchors):
    analysis = analyse([Document("d", text, language=language)])[0]
    placed = []
    for word, event_type in anchors:
        sentence = next(s for s in analysis.sentences if any(token.text == word for token in s.parse))
        token = next(token for token in sentence.parse if token.text == word)
        placed.append(Anchor(sentence.index, (token.i,), event_type))
    return [figures_of(own) for own in tolls_for(placed, find_tolls(analysis), analysis)]


def test_a_toll_goes_to_the_event_of_its_clause():
    text = "Le raid de lundi a fait 4 morts à l'est, tandis qu'une fusillade a tué 9 civils au nord."
    raid, shooting = _figures("fr", text, ("raid", "Battles"), ("fusillade", "Violence against civilians"))
    assert (raid.fatalities, shooting.fatalities, shooting.civilians) == (4, 9, 9)


def test_a_toll_in_the_next_sentence_goes_back_to_its_event():
    (attack,) = _figures("en", "Gunmen attacked the post. At least eleven soldiers died.", ("attacked", "Battles"))
    assert attack.fatalities == 11


def test_talks_kill_nobody():
    (talks,) = _figures("en", "The two sides met on Monday. Three soldiers were killed.", ("met", "Diplomacy"))
    assert talks.fatalities is None


def test_what_is_protested_is_not_the_protests_toll():
    (protest,) = _figures("en", "Thousands protested over the killing of three students.", ("protested", "Protests"))
    assert protest.fatalities is None


def test_a_revised_toll_is_the_headline_and_the_first_the_low_end():
    text = "A blast tore through the market. It killed 30 people. The death toll later rose to 41."
    (blast,) = _figures("en", text, ("blast", "Explosions/Remote violence"))
    assert (blast.fatalities, blast.low, blast.high) == (41, 30, 41)


def test_figures_of_one_sentence_add_up():
    text = "Vingt-quatre assaillants ont été tués au cours de combats, au cours desquels un soldat a également trouvé la mort."
    (battle,) = _figures("fr", text, ("combats", "Battles"))
    assert battle.fatalities == 25


NUMBERS = [
    ("fr", "vingt et un", 21),
    ("fr", "soixante et onze", 71),
    ("fr", "quatre-vingt-dix-sept", 97),
    ("fr", "quatre vingt trois", 83),
    ("fr", "deux mille dix-neuf", 2019),
    ("fr", "cent un", 101),
    ("fr", "1.500", 1500),
    ("fr", "1 500", 1500),
    ("fr", "2,5 millions", 2_500_000),
    ("fr", "une vingtaine", 20),
    ("fr", "plus d' une centaine", 100),
    ("fr", "plusieurs dizaines", None),
    ("en", "one hundred and five", 105),
    ("en", "thirty thousand two hundred and six", 30206),
    ("en", "two dozen", 24),
    ("en", "more than a dozen", 12),
    ("en", "330,000", 330_000),
    ("en", "between 10 and 15", 10),
    ("en", "dozens", None),
]


@pytest.mark.parametrize(("language", "words", "value"), NUMBERS)
def test_numbers(language, words, value):
    (quantity,) = read(words.split(" "), language)
    assert (quantity.value, quantity.first, quantity.last) == (value, 0, len(words.split(" ")))


@pytest.mark.parametrize("words", ["$ 5 million", "41 years", "30 %", "20 km", "3 March", "in 2015"])
def test_measures_money_ages_and_days_are_no_counts(words):
    assert read(words.split(), "en") == ()


def test_bounds_are_kept():
    assert [(q.low, q.high) for q in read(["at", "least", "12", ",", "up", "to", "20", ",", "about", "30"], "en")] == [
        (12, None),
        (None, 20),
        (30, 30),
    ]


@given(st.lists(st.text(max_size=12), max_size=12), st.sampled_from(["fr", "en"]))
def test_any_words_can_be_read(words, language):
    last = 0
    for quantity in read(words, language):
        assert last <= quantity.first < quantity.last <= len(words)
        assert quantity.value is None or 0 <= quantity.value <= LARGEST
        last = quantity.last


@given(st.integers(min_value=0, max_value=LARGEST))
def test_grouped_digits_read_as_their_number(number):
    digits = f"{number:,}"
    english, french = read([digits, "people"], "en"), read([digits.replace(",", "."), "morts"], "fr")
    plain = "," not in digits and len(digits) == 4
    if not plain:
        assert [q.value for q in english] == [number]
        assert [q.value for q in french] == [number]


def _french(number):
    """A number under a thousand in French words, by the textbook's rules."""
    units = [
        "zéro",
        "un",
        "deux",
        "trois",
        "quatre",
        "cinq",
        "six",
        "sept",
        "huit",
        "neuf",
        "dix",
        "onze",
        "douze",
        "treize",
        "quatorze",
        "quinze",
        "seize",
        "dix-sept",
        "dix-huit",
        "dix-neuf",
    ]
    tens = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}
    if number < 20:
        return units[number]
    if number < 100:
        base = max(ten for ten in tens if ten <= number)
        rest = number - base
        if rest == 0:
            return tens[base] + ("s" if base == 80 else "")
        joined = " et " if rest in {1, 11} and base != 80 else "-"
        return tens[base] + joined + units[rest]
    hundreds, rest = divmod(number, 100)
    head = "cent" if hundreds == 1 else f"{units[hundreds]} cent" + ("s" if rest == 0 else "")
    return head if rest == 0 else f"{head} {_french(rest)}"


@given(st.integers(min_value=2, max_value=999))
def test_french_number_words(number):
    (quantity,) = read([*_french(number).split(), "morts"], "fr")
    assert quantity.value == number
