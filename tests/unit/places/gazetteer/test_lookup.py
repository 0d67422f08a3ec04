"""The embedded gazetteer knows the places of conflict news by their French and English names."""

from __future__ import annotations

import pytest

from geomap.places.gazetteer import Gazetteer, NameKind

TOWNS = [
    ("Alep", 170063), ("Damas", 170654), ("Moscou", 524901), ("Le Caire", 360630), ("Pékin", 1816670),
    ("Beyrouth", 276781), ("Kaboul", 1138958), ("Bagdad", 98182), ("Mossoul", 99072), ("Kiev", 703448),
    ("Kyiv", 703448), ("Tombouctou", 2449067), ("Idleb", 169389), ("Saraqeb", 164816), ("Sarâqib", 164816),
]  # fmt: skip
COUNTRIES = [
    ("RDC", "CD"), ("DR Congo", "CD"), ("D.R.C.", "CD"), ("Centrafrique", "CF"), ("RCA", "CF"), ("Birmanie", "MM"),
    ("Burma", "MM"), ("Côte d'Ivoire", "CI"), ("Ivory Coast", "CI"), ("UK", "GB"), ("U.K.", "GB"), ("US", "US"),
    ("U.S.", "US"), ("États-Unis", "US"), ("Etats-Unis", "US"), ("UAE", "AE"), ("Émirats arabes unis", "AE"),
    ("Soudan du Sud", "SS"), ("Turquie", "TR"), ("Türkiye", "TR"), ("Syrie", "SY"), ("سوريا", "SY"), ("Россия", "RU"),
    ("Kosovo", "XK"), ("Corée du Nord", "KP"), ("North Korea", "KP"), ("Arabie saoudite", "SA"), ("Pays-Bas", "NL"),
]  # fmt: skip
DIVISIONS = [
    ("Idlib", "SY", "Idlib"), ("Idlib Governorate", "SY", "Idlib"), ("Alep", "SY", "Aleppo"), ("Halab", "SY", "Aleppo"),
    ("Donetsk", "UA", "Donetsk"), ("Donetsk Oblast", "UA", "Donetsk"), ("Lougansk", "UA", "Luhansk"),
    ("Crimée", "UA", "Crimea"), ("Nord-Kivu", "CD", "Nord-Kivu"), ("North Kivu", "CD", "Nord-Kivu"),
    ("Sud-Kivu", "CD", "Sud-Kivu"), ("Ninive", "IQ", "Nineveh"), ("Cisjordanie", "PS", "West Bank"),
    ("bande de Gaza", "PS", "Gaza Strip"), ("Extrême-Nord", "CM", "Far North"), ("Tchétchénie", "RU", "Chechnya"),
    ("Darfour-Nord", "SD", "North Darfur"), ("Tigré", "ET", "Tigray"), ("Est", "BF", "Est"), ("East", "BF", "Est"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "identifier"), TOWNS)
def test_towns_by_their_names_in_the_news(gazetteer: Gazetteer, name: str, identifier: int) -> None:
    assert identifier in {place.geonames_id for place in gazetteer.find(name)}


@pytest.mark.parametrize(("name", "code"), COUNTRIES)
def test_countries_come_first(gazetteer: Gazetteer, name: str, code: str) -> None:
    assert gazetteer.find(name)[0] == gazetteer.country(code)


@pytest.mark.parametrize(("name", "code", "division"), DIVISIONS)
def test_provinces_with_and_without_designator(gazetteer: Gazetteer, name: str, code: str, division: str) -> None:
    found = [place for place in gazetteer.find(name) if place.country_code == code and place.feature == "ADM1"]
    assert [place.name for place in found] == [division]


def test_a_province_named_after_its_capital_bears_the_capitals_names(gazetteer: Gazetteer) -> None:
    assert 170062 in {place.geonames_id for place in gazetteer.find("Alep")}
    match = next(match for match in gazetteer.matches("Halep") if match.place.geonames_id == 170062)
    assert match.kind == NameKind.DERIVED


@pytest.mark.parametrize(("name", "code"), [("St. Petersburg", "RU"), ("Ft. Worth", "US"), ("Ste-Foy", "CA")])
def test_shortened_first_words(gazetteer: Gazetteer, name: str, code: str) -> None:
    assert code in {place.country_code for place in gazetteer.find(name)}
    assert name in {name[span.start : span.end] for span in gazetteer.scan(name)}


@pytest.mark.parametrize(
    ("name", "division"),
    [
        ("N.Y.", "New York"),
        ("W.Va.", "West Virginia"),
        ("Calif.", "California"),
        ("Écosse", "Scotland"),
        ("Catalogne", "Catalunya"),
    ],
)
def test_provinces_elsewhere(gazetteer: Gazetteer, name: str, division: str) -> None:
    assert gazetteer.find(name)[0].name == division


def test_a_former_state_is_no_country_of_today(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("URSS")[0].feature == "PCLH"
    assert gazetteer.area(gazetteer.find("URSS")[0].geonames_id) is None
    assert gazetteer.country("") is None


@pytest.mark.parametrize("name", ["Middle East", "Proche-Orient", "Sahel", "mer Noire", "Red Sea", "Afrique", "Asia"])
def test_regions_and_seas(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.find(name)[0].country_code == ""


def test_codes_come_last_and_are_marked(gazetteer: Gazetteer) -> None:
    kinds = [match.kind for match in gazetteer.matches("DAM")]
    assert NameKind.CODE in kinds
    assert kinds == sorted(kinds, key=lambda kind: kind == NameKind.CODE)


def test_mechanical_romanisations_are_left_out(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("mwskw") == ()
    assert not gazetteer.has_name("mwskw")


def test_every_place_says_where_it_is(gazetteer: Gazetteer) -> None:
    saraqib = gazetteer.get(164816)
    assert saraqib is not None
    assert (saraqib.country_code, saraqib.admin1, saraqib.admin1_id) == ("SY", "Idlib", 169387)
    idlib = gazetteer.get(169389)
    assert idlib is not None
    assert (idlib.admin2, idlib.feature) == ("Idlib District", "PPLA")
    damascus = gazetteer.get(170654)
    assert damascus is not None
    assert damascus.feature == "PPLC"
    province = gazetteer.get(170062)
    assert province is not None
    assert (province.admin1, province.admin1_id, province.admin2) == ("Aleppo", 170062, "")


def test_all_countries_are_there_with_a_point(gazetteer: Gazetteer) -> None:
    countries = [gazetteer.country(shape.iso) for shape in gazetteer.country_shapes() if shape.iso]
    assert len(countries) > 235
    for country in countries:
        assert country is not None
        assert -90 <= country.latitude <= 90
        assert -180 <= country.longitude <= 180
        assert country.geonames_id > 0
    assert gazetteer.country("QQ") is None


def test_children_lead_from_country_to_district(gazetteer: Gazetteer) -> None:
    syria = gazetteer.country("SY")
    assert syria is not None
    provinces = gazetteer.children(syria.geonames_id)
    assert len(provinces) == 14
    assert {"Aleppo", "Idlib", "Deir ez-Zor"} <= {province.name for province in provinces}
    assert "Manbij District" in {district.name for district in gazetteer.children(170062)}


def test_names_with_their_languages(gazetteer: Gazetteer) -> None:
    syria = gazetteer.country("SY")
    assert syria is not None
    names = {(name.name, name.language) for name in gazetteer.names(syria.geonames_id)}
    assert {("Syrie", "fr"), ("Syria", "en"), ("سوريا", "ar")} <= names


def test_reverse_gives_the_nearest_town_or_none(gazetteer: Gazetteer) -> None:
    town = gazetteer.reverse(36.2, 37.15)
    assert town is not None
    assert town.geonames_id == 170063
    assert gazetteer.reverse(0.0, -30.0) is None


@pytest.mark.parametrize(
    ("written", "identifier"),
    [("Sarakeb", 164816), ("Al-Hassaka", 173811), ("Koupiansk", 703656), ("Ech Cheikh Miskine", 164328)],
)
def test_unusual_transliterations_are_similar(gazetteer: Gazetteer, written: str, identifier: int) -> None:
    assert identifier in {place.geonames_id for place, _ in gazetteer.find_similar(written)}


def test_similar_names_come_with_the_likest_first(gazetteer: Gazetteer) -> None:
    likeness = [score for _, score in gazetteer.find_similar("Mariupol")]
    assert likeness[0] == 100
    assert likeness == sorted(likeness, reverse=True)
    assert gazetteer.find_similar("x") == ()


def test_scanning_an_article(gazetteer: Gazetteer) -> None:
    text = "Des combats ont éclaté près d'Idlib et de Deir ez-Zor, en Syrie ; l'ONU s'en inquiète."
    found = {text[span.start : span.end] for span in gazetteer.scan(text)}
    assert {"Idlib", "Deir ez-Zor", "Syrie"} <= found
    assert "combats" not in found


def test_a_long_text_is_scanned_whole(gazetteer: Gazetteer) -> None:
    text = (
        "Les habitants d'Alep, de Homs et de Bamako ont fui vers Gaziantep. Kyiv said Moscow had shelled Kharkiv. "
        * 500
    )
    assert len(list(gazetteer.scan(text))) > 3000
