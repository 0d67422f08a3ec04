"""geomap.toml: what is right is read, what is wrong is refused with its line and the mend."""

from __future__ import annotations

import pytest

from geomap.errors import UsageError
from geomap.model import Place
from geomap.project import NO_PROJECT, find_project, read_project

WHOLE = """\
# Our corpus.
[places]
governments = ["Damascus", "Damas"]
blocked = [
  "Jordan",
]

[places.fixed]
Tripoli = 266826
"Camp Sion" = { latitude = 14.25, longitude = -3.5, country = "ml" }

[[actors]]
name = "Sion Brigade"
aliases = ["brigade de Sion"]
kind = "Rebel group"
country = "ML"

[[actors]]
name = "Sion Council"
kind = "Other"
"""


class Shelf:
    """A gazetteer of one town and one id."""

    town = Place(1, "Bankass", 14.07, -3.5, "PPL", "ML", admin1="Mopti", admin1_id=7)

    def get(self, geonames_id):
        return self.town if geonames_id == 266826 else None

    def reverse(self, latitude, longitude, kilometres=200.0):
        return self.town if abs(latitude - 14.07) < 1 else None


@pytest.fixture
def read(tmp_path):
    def write(text):
        path = tmp_path / "geomap.toml"
        path.write_text(text, "utf-8")
        return read_project(path)

    return write


def test_a_whole_file(read):
    project = read(WHOLE)
    assert project.governments == ("Damascus", "Damas")
    assert project.blocked == ("Jordan",)
    assert [(fixed.name, fixed.geonames_id, fixed.country, fixed.line) for fixed in project.fixed] == [
        ("Tripoli", 266826, "", 9),
        ("Camp Sion", None, "ML", 10),
    ]
    brigade, council = project.actors
    assert (brigade.name, brigade.category, brigade.kind, brigade.country) == (
        "Sion Brigade", "armed_group", "Rebel group", "ML",
    )  # fmt: skip
    assert brigade.aliases == {"any": ("brigade de Sion",)}
    assert (council.category, council.country) == ("organisation", None)


def test_it_becomes_rules_for_places(read):
    rules = read(WHOLE).place_rules(Shelf())
    assert rules.verdict("DAMAS") == "government"
    assert rules.verdict("Amman") is None
    camp = rules.fixed["camp sion"]
    assert (camp.country_code, camp.admin1, camp.geonames_id < 0) == ("ML", "Mopti", True)


def test_it_says_what_it_settled(read):
    told = read(WHOLE).provenance()
    assert told["file"] == "geomap.toml"
    assert told["fixed"]["Camp Sion"] == {"latitude": 14.25, "longitude": -3.5}
    assert told["actors"] == ["Sion Brigade", "Sion Council"]
    assert told["sha256"] != read(WHOLE.replace("Jordan", "Jericho")).provenance()["sha256"]
    assert NO_PROJECT.provenance() == {}


def test_an_empty_file_settles_nothing(read):
    rules = read("# nothing yet\n").place_rules(Shelf())
    assert (rules.governments, rules.blocked, rules.fixed) == (frozenset(), frozenset(), {})


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("[places]\nblocked = [\n", 2, "not valid TOML"),
        ("[place]\nblocked = []\n", 1, "write 'places'"),
        ("# one\n\n[places]\nblokced = []\n", 4, "write 'blocked'"),
        ("[places]\nblocked = 'Jordan'\n", 2, 'write blocked = ["One", "Other"]'),
        ('[places]\nblocked = [\n  "Jordan",\n  "",\n]\n', 2, "two letters"),
        ('[places]\nblocked = ["Damas"]\ngovernments = [\n"Alep",\n"Damas",\n]\n', 2, "leave it in one of them"),
        ("[places.fixed]\nTripoli = 'Lebanon'\n", 2, "write 'Tripoli' = 266826"),
        ("[places.fixed]\nTripoli = { latitude = 34.4 }\n", 2, "latitude = 34.4, longitude"),
        ("[places.fixed.Tripoli]\nlatitude = 94.4\nlongitude = 35.8\n", 2, "from -90 to 90"),
        ("[places.fixed.Tripoli]\nlatitude = 34.4\nlongitude = 35.8\nlat = 1\n", 4, "there is no setting 'lat'"),
        ("[places.fixed]\nTripoli = { latitude = 34.4, longitude = 35.8, country = 'Lebanon' }\n", 2, '"LB"'),
        ("[[actors]]\nname = 'A B'\nkind = 'rebel group'\n", 3, 'write kind = "Rebel group"'),
        ("[[actors]]\nname = 'A B'\nkind = 'Wizards'\n", 3, "one of State forces"),
        ("[[actors]]\nname = 'A B'\n", 1, "has no kind"),
        ("[[actors]]\nkind = 'Other'\n", 1, "needs a name"),
        ("[actors]\nname = 'A B'\n", 1, "write [[actors]]"),
        (
            "[[actors]]\nname = 'A B'\nkind = 'Other'\n\n[[actors]]\nname = 'a b'\nkind = 'Other'\n",
            6,
            "is there already",
        ),
        ("[[actors]]\nname = 'A B'\nkind = 'Other'\ncountry = 'Mali'\n", 4, 'write country = "ML"'),
    ],
)
def test_what_is_wrong_is_refused_with_its_line_and_the_mend(read, text, line, says):
    with pytest.raises(UsageError) as caught:
        read(text)
    message = str(caught.value)
    assert f"line {line}" in message
    assert says in message
    assert "geomap.toml" in message


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("999", "line 3: the gazetteer has no place 999"),
        ("{ latitude = -60, longitude = 0 }", "line 3: no town lies within 50 km"),
    ],
)
def test_what_only_the_gazetteer_can_tell_is_refused_too(read, value, says):
    with pytest.raises(UsageError, match=says):
        read(f"\n[places.fixed]\nTripoli = {value}\n").place_rules(Shelf())


def test_the_nearest_file_above_is_found(tmp_path):
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    (tmp_path / "geomap.toml").write_text("")
    assert find_project(below) == tmp_path / "geomap.toml"
    (tmp_path / "a" / "geomap.toml").write_text("")
    assert find_project(below) == tmp_path / "a" / "geomap.toml"


def test_a_file_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(UsageError, match=r"nowhere\.toml cannot be read"):
        read_project(tmp_path / "nowhere.toml")
