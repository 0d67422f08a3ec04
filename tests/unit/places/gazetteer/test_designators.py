"""What kind of division a name is of comes off it, in several languages."""

from __future__ import annotations

import pytest

from geomap.places.gazetteer.designators import bare_name, english_bare_name


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("Idlib Governorate", "Idlib"),
        ("Gouvernorat d'Alep", "Alep"),
        ("Gouvernorat d’Idlib", "Idlib"),
        ("Muhafazat Halab", "Halab"),
        ("محافظة حلب", "حلب"),
        ("Cercle de Ménaka", "Ménaka"),
        ("Ménaka Cercle", "Ménaka"),
        ("Donetsk Oblast", "Donetsk"),
        ("Донецкая область", "Донецкая"),
        ("Région de l'Est", "Est"),
        ("Département du Cantal", "Cantal"),
        ("Condado de San Juan", "San Juan"),
        ("Mkoa wa Ituri", "Ituri"),
        ("Politischer Bezirk Lienz", "Lienz"),
    ],
)
def test_designators_come_off(written: str, bare: str) -> None:
    assert bare_name(written) == bare


@pytest.mark.parametrize("written", ["Idlib", "Province", "Deir ez-Zor", "État", "Regional"])
def test_a_name_without_designator_has_no_bare_form(written: str) -> None:
    assert bare_name(written) == ""


def test_english_designators_only() -> None:
    assert english_bare_name("Aleppo Governorate") == "Aleppo"
    assert english_bare_name("Gouvernorat d'Alep") == ""
