"""Tolls: what a sentence says of killed and injured, and the numbers it says it with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.events.figures import find_tolls
from geomap.events.numbers import LARGEST, read
from geomap.events.toll_sums import figures_of
from geomap.events.tolls import Anchor, tolls_for
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
    ("k57", "57 miliciens ont été tués pendant la prise mardi de la caserne."),
    ("k76", "Au total, 57 miliciens et 19 gendarmes ont été tués durant la bataille."),
    ("k26 i30c9", "La frappe sur une gare a fait plus de 26 morts et une trentaine de blessés, dont 9 enfants."),
    ("k19c19", "Quelque dix-neuf villageois auraient été tués par les obus, d'après un instituteur."),
    ("k22", "La milice a contre-attaqué à l'aube, tuant 22 gardes."),
    ("k73r", "Le bilan passe à 73 morts."),
    ("k342", "Trois cent quarante-deux recrues ont trouvé la mort."),
    ("k3c3", "La mort de trois civils ne fait plus de doute."),
    ("k0 i0", "La roquette s'est écrasée dans un verger, sans faire de victimes."),
    ("k21", "L'embuscade de samedi, qui a coûté la vie à 21 douaniers, n'est pas élucidée."),
    ("k9", "Neuf caporaux enlevés lundi ont été découverts morts au fond d'un puits."),
    ("k5", "Le colonel Yaya Baro est mort en même temps que quatre de ses gardes."),
    ("k58r i17r", "Le bilan de la tuerie s'est alourdi à 58 morts et 17 blessés, selon l'hôpital."),
    ("k24e", "Le bilan précédent faisait état de 24 victimes."),
    ("k9", "Les insurgés se vantent d'avoir tué vendredi neuf de leurs adversaires."),
    ("", "Des dizaines de personnes ont été tuées."),
    ("", "Un pareil incendie pourrait tuer 450 personnes."),
    ("", "Il est âgé de 41 ans et a dépensé 3 millions d'euros."),
    ("k60", "La bataille a fait plus d'une soixantaine de morts."),
    ("k7 i10", "Sept douaniers ont été tués et dix autres blessés au passage d'un pont piégé."),
    ("k0", "L'attaque n'a fait aucun mort."),
    ("k0 i0", "L'explosion n'a fait ni mort ni blessé."),
    ("", "La défense aérienne a abattu un drone."),
    ("k1", "Les soldats ont abattu un assaillant."),
    ("k10c4", "Dix personnes, dont quatre civils, ont péri dans le pilonnage."),
    ("k52r", "Le nombre de tués s'élève maintenant à 52."),
    (
        "k17 k1",
        "Dix-sept insurgés ont été tués lors d'accrochages, pendant lesquels un gendarme a également perdu la vie.",
    ),
    ("k22", "Vingt-deux corps ont été découverts sous les gravats."),
    ("k8 i3", "Les secouristes font état d'un bilan de 8 morts et 3 blessés."),
    ("k1", "Une colonelle a été tuée pendant qu'elle rentrait avec sa sœur et son garde du corps."),
    ("", "L'équipe a éliminé le champion en titre."),
    ("", "Les rebelles ont tenté d'assassiner le ministre."),
    ("k4c4", "Trois bergers et un vieillard tués par un obus."),
    ("k31", "Le régiment a perdu 31 hommes lundi lors de la chute de son fort."),
    ("k30c1e", "Une première annonce faisait état de 29 gendarmes et d'un civil tués."),
    ("k11", "La gendarmerie a reconnu que onze de ses hommes, postés près du barrage, avaient été tués."),
]

ENGLISH = [
    ("k17c17 i40", "Some 17 civilians were killed and 40 others wounded when shells hit a bus depot, nurses said."),
    ("k85", "Gunships killed around 70 insurgent gunmen and 15 hired guards, the colonel claimed."),
    ("k52r i20", "The death toll climbed to 52, while between 20 and 30 others were hurt."),
    ("k0 i0", "A drone crashed in an orchard, causing a small fire but no casualties."),
    ("k32c9", "A car bomber killed at least thirty-two people, including 9 women, and left scores wounded."),
    ("k2", "The sergeant was killed alongside a Kenyan engineer."),
    ("k18", "Shelling killed 18 people, farmers and a priest said."),
    ("k4", "The ambush killed four men, firefighters and the mayor told our correspondent."),
    ("i9", "Nine others were wounded in the crossfire."),
    ("k16 i44", "The mortar fire left 16 dead and 44 injured."),
    ("k64c21", "The barrage killed no fewer than 64 people, 21 of them women."),
    ("", "Scores of people were killed in the raid."),
    ("k12", "The attack claimed the lives of 12 people."),
    ("k12", "The attack claimed 12 lives."),
    ("k3", "Gunmen shot dead three policemen in the town."),
    ("k0", "No one was killed in the attack."),
    ("k0", "Not a single sailor was killed."),
    ("i0", "Nobody was injured in the attack."),
    ("", "No one was seriously hurt."),
    ("", "The mission suffered no casualties."),
    ("k31", "The regiment lost 31 men on Monday."),
    ("", "The coalition lost 31 seats."),
    ("k5 i7", "Five sappers died and seven were wounded when a bridge blew up."),
    ("k3 k1", "One soldier was killed on Monday and three others died on Tuesday."),
    ("", "The attack could kill 3,000 people."),
    ("", "Nobody could tell whether the shelling had caused casualties."),
    ("", "The minister denied that soldiers had killed 12 villagers."),
    ("k132 i78", "The brigade has suffered 210 casualties (132 dead and 78 wounded)."),
    ("k123", "He added that 92 insurgents and 31 gendarmes had been killed in 140 skirmishes."),
    ("k8e", "An earlier toll put the number of dead at eight."),
    ("k44", "The battalion saw 44 recruits killed between 1997 and March 2003."),
    ("", "The 1998 strikers were later killed."),
    ("k5", "Five of the 12 attackers were killed."),
    ("", "The rebels tried to assassinate the minister."),
    ("", "The editor was not a random victim."),
    ("", "The campaign eliminated the self-proclaimed emirate."),
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
    text = "Une première phrase sans chiffres. Au moins vingt sapeurs ont été tués."
    (toll,) = _tolls("fr", text)
    assert text[toll.start : toll.end] == "Au moins vingt sapeurs"


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
    text = "Dix-sept insurgés ont été tués lors de combats, pendant lesquels un gendarme a également perdu la vie."
    (battle,) = _figures("fr", text, ("combats", "Battles"))
    assert battle.fatalities == 18


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


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", ["abattu", "un", "Su-25"]), ("en", ["downed", "a", "MiG-29"]), ("en", ["the", "M23", "rebels"])],
)
def test_the_digits_of_a_name_are_no_count(language, words):
    assert not [quantity for quantity in read(words, language) if quantity.value != 1]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "La chasse turque a abattu lundi un Su-25 de l'armée syrienne."),
        ("en", "The rebels shot down a MiG-29 of the air force on Monday."),
    ],
)
def test_an_aircraft_shot_down_is_nobody_killed(language, text):
    assert not [
        toll for toll in find_tolls(analyse([Document("d", text, language=language)])[0]) if toll.kind == "killed"
    ]
