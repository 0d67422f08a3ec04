"""Known names in texts: aliases of both languages, case, boundaries, overlaps, weak names."""

from itertools import pairwise

import pytest

from geomap.knowledge import Entry, load_knowledge


@pytest.fixture(scope="module")
def knowledge():
    return load_knowledge()


def named(knowledge, text, language):
    return [(text[m.start : m.end], m.entry.name) for m in knowledge.names_in(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "written", "name"),
    [
        ("Le M23 avance.", "fr", "M23", "March 23 Movement (M23)"),
        (
            "Le Groupe de soutien à l'islam et aux musulmans revendique.",
            "fr",
            "Groupe de soutien à l'islam et aux musulmans",
            "Jama'at Nusrat al-Islam wal-Muslimin (JNIM)",
        ),
        ("Un responsable de l'Otan a parlé.", "fr", "Otan", "NATO"),
        ("Les shebabs ont fui.", "fr", "shebabs", "Al-Shabaab"),
        ("Fighters of the New People’s Army fled.", "en", "New People’s Army", "New People's Army (NPA)"),
        ("HAYAT TAHRIR AL SHAM said so.", "en", "HAYAT TAHRIR AL SHAM", "Hayat Tahrir al-Sham"),
        ("the Houthis claimed it", "en", "Houthis", "Houthi movement"),
        ("Vladimir Poutine a réagi.", "fr", "Vladimir Poutine", "Vladimir Putin"),
        ("Le Quai d’Orsay dément.", "fr", "Quai d’Orsay", "Quai d'Orsay"),
        ("MSF treated them.", "en", "MSF", "Médecins Sans Frontières"),
    ],
)
def test_names_are_found_as_newspapers_write_them(knowledge, text, language, written, name):
    assert (written, name) in named(knowledge, text, language)


def test_acronyms_keep_their_case_and_names_need_a_capital(knowledge):
    assert named(knowledge, "l'EI avance", "fr") == [("EI", "Islamic State")]
    assert named(knowledge, "un ei dans heidi, isis et hts", "fr") == []
    assert named(knowledge, "the white house on the hill", "en") == []


def test_whole_words_only_and_the_longest_name_wins(knowledge):
    assert named(knowledge, "Hamasa is no group", "en") == []
    assert named(knowledge, "The Syrian Democratic Forces met.", "en") == [
        ("Syrian Democratic Forces", "Syrian Democratic Forces")
    ]
    matches = knowledge.names_in("Islamic State West Africa Province and Islamic State Khorasan Province", "en")
    assert [m.entry.country for m in matches] == ["NG", "AF"]
    assert all(a.end <= b.start for a, b in pairwise(matches))


def test_french_names_are_not_looked_for_in_english_texts(knowledge):
    assert named(knowledge, "le Groupe islamique armé", "fr")
    assert not named(knowledge, "le Groupe islamique armé", "en")


def test_a_bare_surname_is_weak_unless_listed(knowledge):
    (lavrov,) = knowledge.names_in("Lavrov spoke", "en")
    assert not lavrov.ambiguous
    (cameron,) = knowledge.names_in("Déby spoke", "en")
    assert not cameron.ambiguous
    weak = knowledge.names_in("Carter spoke", "en")
    assert weak
    assert weak[0].ambiguous
    assert knowledge.names_in("In May the army came", "en") == []


def test_a_name_of_several_entries_says_so(knowledge):
    (match,) = knowledge.names_in("RSF said", "en")
    assert {match.entry.name, *(entry.name for entry in match.others)} == {
        "Rapid Support Forces",
        "Reporters Without Borders",
    }


def test_years_of_groups_and_leaders_are_known(knowledge):
    assert knowledge.get("hayat-tahrir-al-sham").first.isoformat() == "2017-01-01"
    assad = knowledge.get("bashar-al-assad")
    assert (assad.first.isoformat(), assad.last.isoformat()) == ("2000-07-01", "2024-12-08")
    erdogan = knowledge.get("recep-tayyip-erdogan")
    assert [term.office for term in erdogan.terms] == ["prime minister", "president"]
    assert erdogan.years == (2003, None)


def test_a_users_own_pack_adds_entries(tmp_path):
    pack = tmp_path / "own.yaml"
    pack.write_text(
        "category: armed_group\nkind: Rebel group\nentries:\n  FR:\n    Ligue des Dunes: {years: 2021.., fr: [LDD]}\n",
        encoding="utf-8",
    )
    own = load_knowledge(pack)
    (match,) = own.names_in("La LDD a attaqué", "fr")
    assert (match.entry.name, match.entry.country, match.entry.years) == ("Ligue des Dunes", "FR", (2021, None))
    assert own.get("hamas").country == "PS"


def test_own_actors_come_before_all_others_of_their_names():
    own = Entry("the-front", "The Front", "armed_group", "Rebel group", "ML", aliases={"any": ("PMF",)})
    known = load_knowledge(own=(own,))
    [match] = known.names_in("The PMF took the town.", "en")
    assert (match.entry, [other.name for other in match.others]) == (own, ["Popular Mobilization Forces"])
    [usual] = load_knowledge().names_in("The PMF took the town.", "en")
    assert usual.entry.name == "Popular Mobilization Forces"


def test_an_own_actor_takes_the_place_of_the_one_of_its_name_and_keeps_the_other_names():
    own = Entry("popular-mobilization-forces", "Popular Mobilization Forces", "force", "State forces", "IQ")
    known = load_knowledge(own=(own,))
    [match] = known.names_in("Le Hachd al-Chaabi a pris la ville.", "fr")
    assert (match.entry.kind, match.others) == ("State forces", ())
    assert sum(entry.name == own.name for entry in known.entries) == 1
