"""Additions are used at once, listed, kept apart from the embedded part, and removed for good."""

from __future__ import annotations

from pathlib import Path

import pytest

from geomap.errors import SetupError, UsageError
from geomap.places.gazetteer import Gazetteer, add_places, list_additions, open_gazetteer, remove_addition
from geomap.places.gazetteer.adding import Home
from geomap.places.gazetteer.own import ABOUT, INDEX


def table(folder: Path, *rows: str, name: str = "camps.csv") -> Path:
    path = folder / name
    head = "name,latitude,longitude,country,geonames_id,feature,admin1,aliases\n"
    path.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_an_addition_is_used_at_once_and_gone_when_removed(home: Home, tmp_path: Path) -> None:
    addition = add_places(table(tmp_path, "Camp Quvexo,35.95,36.65,SY,,,,Quvexo II"), home=home)
    assert (addition.name, addition.kind, addition.count, addition.file) == ("camps", "places", 1, "camps.csv")
    gazetteer = open_gazetteer(own=home.own)
    (camp,) = gazetteer.find("quvexo ii")
    assert (camp.name, camp.country_code, camp.admin1) == ("Camp Quvexo", "SY", "Idlib")
    assert gazetteer.has_name("camp quvexo")
    assert [span.folded for span in gazetteer.scan("au Camp Quvexo, jeudi")] == ["camp quvexo"]
    assert gazetteer.reverse(35.951, 36.651) == camp
    assert list_additions(home.own) == [addition]
    assert remove_addition("camps", home.own) == addition
    without = open_gazetteer(own=home.own)
    assert without.find("Camp Quvexo") == ()
    assert list_additions(home.own) == []
    assert gazetteer.version != without.version


def test_the_country_and_province_are_those_of_the_nearest_town(home: Home, tmp_path: Path) -> None:
    add_places(table(tmp_path, "Puits Zamboro,15.9,-0.05,,,,,"), home=home)
    (well,) = open_gazetteer(own=home.own).find("Puits Zamboro")
    assert (well.country_code, well.admin1) == ("ML", "Gao")


def test_divisions_may_be_given_by_name_and_the_country_in_words(home: Home, tmp_path: Path) -> None:
    add_places(table(tmp_path, "Quvexo,14.1,-1.6,Burkina Faso,,,Centre-Nord,"), home=home)
    (place,) = open_gazetteer(own=home.own).find("Quvexo")
    assert (place.country_code, place.admin1) == ("BF", "Centre-Nord")


def test_ones_own_list_corrects_a_known_place_and_keeps_its_other_names(home: Home, tmp_path: Path) -> None:
    add_places(table(tmp_path, "Saraqib,35.87,36.81,SY,164816,PPLA3,,"), home=home)
    gazetteer = open_gazetteer(own=home.own)
    (place,) = gazetteer.find("Sarâqib")
    assert (place.latitude, place.longitude, place.feature) == (35.87, 36.81, "PPLA3")
    assert place.admin1 == "Idlib"
    assert gazetteer.find("Saraqeb") == (place,)


def _dump(identifier: int, name: str, alias: str, latitude: float, longitude: float) -> str:
    return (
        f"{identifier}\t{name}\t{name}\t{alias}\t{latitude}\t{longitude}\tP\tPPL\tSY\t\t12\t\t\t\t0\t\t\t\t2026-01-01\n"
    )


def test_a_dump_completes_a_known_place_but_does_not_move_it(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "SY.txt"
    file.write_text(
        _dump(164816, "سراقب", "Sraqvexo", 35.865, 36.80)  # the same town under its Arabic name
        + _dump(169389, "Quvexo", "", 33.0, 36.0)  # another town under a wrong id
        + _dump(90000001, "Tell Quvexo", "", 35.7, 36.7),  # a new one
        encoding="utf-8",
    )
    add_places(file, home=home)
    gazetteer = open_gazetteer(own=home.own)
    (saraqib,) = gazetteer.find("Sraqvexo")
    assert (saraqib.geonames_id, saraqib.name, saraqib.latitude) == (164816, "Saraqib", 35.86447)
    assert saraqib.population > 0
    (other,) = gazetteer.find("Quvexo")
    assert other.geonames_id < 0
    idlib = gazetteer.get(169389)
    assert idlib is not None
    assert idlib.name == "Idlib"
    (new,) = gazetteer.find("Tell Quvexo")
    assert (new.geonames_id, new.admin1) == (90000001, "Idlib")


def test_a_place_of_our_list_gives_way_to_the_same_one_in_a_fuller_file(home: Home, tmp_path: Path) -> None:
    embedded = open_gazetteer(own=home.own)
    ours = next(place for place in embedded.find("Sarmada") if place.country_code == "SY")
    assert ours.geonames_id < 0
    file = tmp_path / "SY.txt"
    file.write_text(_dump(90000002, "Sarmada", "", 36.186, 36.722), encoding="utf-8")
    add_places(file, home=home)
    found = [place.geonames_id for place in open_gazetteer(own=home.own).find("Sarmada") if place.country_code == "SY"]
    assert found == [90000002]


def test_adding_again_under_one_name_replaces(home: Home, tmp_path: Path) -> None:
    add_places(table(tmp_path, "Quvexo,35,36,SY,,,,"), home=home, name="Mine!")
    add_places(table(tmp_path, "Zamboro,35,36,SY,,,,", name="other.csv"), home=home, name="mine")
    gazetteer = open_gazetteer(own=home.own)
    assert gazetteer.find("Quvexo") == ()
    assert len(gazetteer.find("Zamboro")) == 1
    assert [addition.name for addition in list_additions(home.own)] == ["mine"]


def test_a_bad_file_leaves_what_was_there(home: Home, tmp_path: Path) -> None:
    add_places(table(tmp_path, "Quvexo,35,36,SY,,,,"), home=home)
    with pytest.raises(UsageError, match=r"camps\.csv, line 2"):
        add_places(table(tmp_path, "Zamboro,95,36,SY,,,,"), home=home)
    assert len(open_gazetteer(own=home.own).find("Quvexo")) == 1
    assert home.own is not None
    assert [path.name for path in home.own.iterdir()] == ["camps"]


def test_an_index_of_an_older_geomap_is_compiled_again_from_the_kept_file(home: Home, tmp_path: Path) -> None:
    add_places(table(tmp_path, "Quvexo,35,36,SY,,,,"), home=home)
    assert home.own is not None
    for file in (home.own / "camps" / INDEX).iterdir():
        file.write_bytes(b"old")
    assert len(open_gazetteer(own=home.own).find("Quvexo")) == 1


def test_a_broken_addition_is_named_with_the_mend(home: Home, tmp_path: Path) -> None:
    add_places(table(tmp_path, "Quvexo,35,36,SY,,,,"), home=home)
    assert home.own is not None
    (home.own / "camps" / INDEX / "stamp.json").unlink()
    (home.own / "camps" / "camps.csv.gz").unlink()
    with pytest.raises(SetupError, match=r"camps.*geomap gazetteer remove camps"):
        open_gazetteer(own=home.own)
    (home.own / "camps" / ABOUT).write_text("{}")
    with pytest.raises(SetupError, match="remove that folder"):
        list_additions(home.own)


def test_what_cannot_be_added_or_removed(home: Home, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file"):
        add_places(tmp_path / "nothing.csv", home=home)
    with pytest.raises(UsageError, match="--name"):
        add_places(table(tmp_path, "Quvexo,35,36,SY,,,,"), home=home, name="!!!")
    with pytest.raises(UsageError, match="No addition is called x; there is nothing"):
        remove_addition("x", home.own)
    (tmp_path / "in-the-way").write_text("")
    with pytest.raises(SetupError, match="XDG_DATA_HOME"):
        add_places(table(tmp_path, "Quvexo,35,36,SY,,,,"), home=Home(own=tmp_path / "in-the-way"))


CAPITALS = {"SY": "Damas", "ML": "Bamako", "UA": "Kiev"}


@pytest.mark.slow
@pytest.mark.parametrize("country", CAPITALS)
def test_fuller_files_of_countries(shared: Path, gazetteer: Gazetteer, home: Home, country: str) -> None:
    addition = add_places(shared / "corpora" / "gazetteers" / f"{country}.txt", home=home)
    fuller = open_gazetteer(own=home.own)
    assert addition.count > 10_000
    known = gazetteer.country(country)
    assert known is not None
    same_country = fuller.country(country)
    assert same_country is not None
    assert (same_country.name, same_country.latitude) == (known.name, known.latitude)
    capital = next(place for place in gazetteer.find(CAPITALS[country]) if place.feature == "PPLC")
    for town, _ in gazetteer.near(capital.latitude, capital.longitude, 150, limit=40):
        same = fuller.get(town.geonames_id)
        assert same is not None
        assert (same.name, same.admin1) == (town.name, town.admin1)
    places = [place for place, _ in fuller.near(capital.latitude, capital.longitude, 100, limit=200)]
    assert sum(bool(place.admin1) for place in places) > 0.9 * len(places)
