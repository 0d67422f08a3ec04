import pytest

from geomap.places.lexicon import place_words
from geomap.places.surroundings import surroundings


@pytest.mark.parametrize(
    ("language", "text", "name", "level"),
    [
        ("fr", "On a pillé le gouvernorat de Sohag.", "Sohag", "admin1"),
        ("fr", "Un poste de la province de la Tapoa a brûlé.", "Tapoa", "admin1"),
        ("fr", "Le gouvernorat syrien d'Alep est calme.", "Alep", "admin1"),
        ("fr", "Des tirs dans la ville d'Omdurman.", "Omdurman", "town"),
        ("fr", "Le cercle de Koro reste coupé.", "Koro", "admin2"),
        ("en", "Shells hit Donetsk Oblast again.", "Donetsk", "admin1"),
        ("en", "Troops left the province of Anbar.", "Anbar", "admin1"),
        ("en", "A barn burned in Vermilion Parish.", "Vermilion Parish", "admin2"),
        ("en", "They crossed into Kassala state.", "Kassala", "admin1"),
    ],
)
def test_a_designator_on_either_side_gives_the_level(name_in, language, text, name, level):
    assert level in surroundings(name_in(text, name, language), place_words(language)).levels


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("fr", "Le maire de Koro a fui la région.", "Koro"),
        ("en", "The mayor of Djibo left the province.", "Djibo"),
        ("fr", "La province, selon Bamako, est sûre.", "Bamako"),
    ],
)
def test_other_nouns_are_no_designators(name_in, language, text, name):
    assert surroundings(name_in(text, name, language), place_words(language)).levels == ()


def test_the_adjective_between_designator_and_name_is_kept(name_in, french):
    assert (
        surroundings(name_in("Une ferme de la province kényane de Garissa.", "Garissa", "fr"), french).adjective
        == "kényane"
    )


@pytest.mark.parametrize(
    ("language", "text", "name", "bearing", "kilometres"),
    [
        ("en", "It fell 20 km north of Kobani.", "Kobani", 0, 20),
        ("en", "A post 12 miles west of Mosul burned.", "Mosul", 270, 12 * 1.609),
        ("fr", "À 35 kilomètres au sud-est de Gao, un convoi.", "Gao", 135, 35),
        ("fr", "Un camp à 2,5 km à l'ouest de Goma.", "Goma", 270, 2.5),
        ("en", "It flew 1,200 km east of Omsk.", "Omsk", 90, 1200),
    ],
)
def test_distance_and_bearing(name_in, language, text, name, bearing, kilometres):
    found = surroundings(name_in(text, name, language), place_words(language))
    assert (found.bearing, found.kilometres) == (bearing, pytest.approx(kilometres))
    assert found.beside


@pytest.mark.parametrize(
    ("language", "text", "name", "part"),
    [
        ("fr", "Des combats dans le nord du Mali.", "Mali", "nord"),
        ("en", "Raids in northern Syria went on.", "Syria", "northern"),
        ("en", "People in the south of Yemen fled.", "Yemen", "south"),
        ("fr", "Dans le nord de la province du Soum, trois morts.", "Soum", "nord"),
    ],
)
def test_a_part_of_the_place(name_in, language, text, name, part):
    found = surroundings(name_in(text, name, language), place_words(language))
    assert found.part == part
    assert found.kilometres is None


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("fr", "Une embuscade près de Djibo a fait six morts.", "Djibo"),
        ("fr", "Aux environs d'Arbinda, on a tiré.", "Arbinda"),
        ("en", "They camped near Rann for a week.", "Rann"),
        ("en", "On the outskirts of Sirte, tanks waited.", "Sirte"),
    ],
)
def test_nearness(name_in, language, text, name):
    assert surroundings(name_in(text, name, language), place_words(language)).beside


@pytest.mark.parametrize(
    ("text", "phrase"), [("Un tir près d'Arbinda.", "près d'"), ("Un tir près de Djibo.", "près de")]
)
def test_words_of_nearness_keep_their_apostrophe(name_in, french, text, phrase):
    name = text.split()[-1].removeprefix("d'").rstrip(".")
    assert surroundings(name_in(text, name, "fr"), french).phrase == phrase


def test_near_with_a_number_is_no_place_nearby(name_in, french):
    assert not surroundings(name_in("Près de 20 personnes ont quitté Mossoul.", "Mossoul", "fr"), french).beside


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("fr", "À la frontière avec l'Algérie, des tirs.", "Algérie"),
        ("en", "Near the border with Niger, a mine blew up.", "Niger"),
        ("en", "Along the Cameroon border, posts were burned.", "Cameroon"),
    ],
)
def test_borders(name_in, language, text, name):
    assert surroundings(name_in(text, name, language), place_words(language)).border


def test_pairs_and_roads(name_in, english, french):
    assert surroundings(name_in("Shells fell between Bakhmut and Soledar.", "Bakhmut"), english).between
    assert surroundings(name_in("Une mine sur la route de Gao à Kidal.", "Gao", "fr"), french).route
    assert not surroundings(name_in("He drove to Gao.", "Gao"), english).route
