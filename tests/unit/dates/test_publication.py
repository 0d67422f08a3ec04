"""The publication date: given, stated, inferred, or left open."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

from geomap.dates import infer_publication
from geomap.languages import segment
from geomap.model import Document, Publication

TODAY = dt.date(2026, 6, 1)


@dataclass(frozen=True)
class Entry:
    """An actor as the knowledge room describes one."""

    key: str
    name: str
    category: str
    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True)
class Match:
    """A name found in a text."""

    start: int
    end: int
    text: str
    entry: Entry
    ambiguous: bool = False
    others: tuple[Entry, ...] = ()


class Knowledge:
    """Knows one rebel group, founded in 2016, and one president, in office from 2001 to 2021."""

    entries = (
        Entry("front", "Northern Front", "armed_group", dt.date(2016, 4, 1), None),
        Entry("boro", "President Boro", "leader", dt.date(2001, 1, 1), dt.date(2021, 12, 31)),
    )

    def names_in(self, text: str, language: str) -> list[Match]:
        """The names in a text."""
        del language
        names = {"Front du Nord": self.entries[0], "Boro": self.entries[1]}
        return [
            Match(text.index(name), text.index(name) + len(name), name, entry)
            for name, entry in names.items()
            if name in text
        ]


def infer(text: str, language: str = "fr", knowledge: Knowledge | None = None, **options: object) -> Publication:
    """The publication of one text."""
    given = {key: options.pop(key) for key in ("published", "url") if key in options}
    document = Document("a", text, language=language, **given)
    return infer_publication([segment(document, language)], knowledge, today=TODAY, **options)[0]


REPORT = "Le Front du Nord tient deux collines, reconnaissait mardi 3 mars un conseiller du président Boro."


def test_a_given_date_stands():
    publication = infer(REPORT, published=dt.date(2001, 2, 3))
    assert publication.day == dt.date(2001, 2, 3)
    assert not publication.inferred


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Publié le 12 mai 2019 à 10h30\n\nL'armée a repris la ville."),
        ("fr", "L'armée a repris la ville.\n\nMis à jour le : 12/05/2019"),
        ("fr", "BAMAKO, 12 mai 2019 (AFP) - L'armée a repris la ville."),
        ("en", "Published: May 12, 2019\n\nThe army retook the town."),
        ("en", "KABUL, May 12, 2019 (Reuters) - The army retook the town."),
        ("en", "The army retakes the town\n12 May 2019\nThe army retook the town in the north."),
        ("de", "Veröffentlicht am 12. Mai 2019\n\nDie Armee kam."),
        ("es", "Publicado el 12 de mayo de 2019\n\nEl ejército llegó."),
    ],
)
def test_a_stated_date_is_read(language, text):
    publication = infer(text, language)
    assert (publication.day, publication.inferred) == (dt.date(2019, 5, 12), True)
    assert publication.evidence


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Tunis, 3 mars 2020 - Le marché a rouvert."),
        ("fr", "Port-au-Prince (Agence) - 3 mars 2020 : le marché a rouvert."),
        ("en", "Addis Ababa, 3 March 2020 (Agency) – The market has opened again."),
        ("en", "A title\n\nTunis, March 3, 2020 - The market has opened again."),
    ],
)
def test_a_place_and_a_dash_around_it_make_a_dateline(language, text):
    assert infer(text, language).day == dt.date(2020, 3, 3)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Tunis, le 3 mars 2020, a rouvert son marché."),
        ("en", "The market of Tunis opened on 3 March 2020 - it had been shut."),
    ],
)
def test_a_date_in_a_sentence_is_no_dateline(language, text):
    assert "dateline" not in " ".join(infer(text, language).evidence)


def test_an_address_states_a_date():
    publication = infer("L'armée a repris la ville.", url="https://example.org/2019/05/12/armee.html")
    assert publication.day == dt.date(2019, 5, 12)


def test_weekday_and_actors_leave_one_year():
    publication = infer(REPORT, knowledge=Knowledge())
    assert publication.day == dt.date(2020, 3, 3)
    assert publication.inferred
    assert any("2001 to 2021" in reason for reason in publication.evidence)
    assert any("since 2016" in reason for reason in publication.evidence)


def test_a_former_president_may_be_named_later():
    publication = infer(REPORT.replace("du président", "de l'ancien président"), knowledge=Knowledge())
    assert publication.day is None
    assert publication.candidates == (dt.date(2020, 3, 3), dt.date(2026, 3, 3))


def test_several_years_left_are_all_named_and_none_is_chosen():
    publication = infer(REPORT)
    assert publication.day is None
    assert dt.date(2015, 3, 3) in publication.candidates
    assert len(publication.candidates) > 1


def test_a_year_that_the_user_vouches_for_settles_it():
    assert infer(REPORT, assume_year=2015).day == dt.date(2015, 3, 3)


def test_an_assumed_year_does_not_override_the_evidence():
    assert infer(REPORT, knowledge=Knowledge(), assume_year=2015).day == dt.date(2020, 3, 3)


def test_years_looked_back_on_bound_it():
    publication = infer(REPORT + " La guerre a commencé en 2017.")
    assert publication.candidates == (dt.date(2020, 3, 3), dt.date(2026, 3, 3))


def test_yesterday_with_its_date_was_told_the_day_after():
    text = "The Front attacked yesterday, Monday 2 March 2020, an army post."
    assert infer(text, "en").day == dt.date(2020, 3, 3)


def test_last_sunday_was_not_told_on_that_sunday():
    text = "Ten died last Sunday. The attack on Sunday 1 March 2020 was the worst."
    assert infer(text, "en").day == dt.date(2020, 3, 2)


def test_nothing_to_go_by_is_said():
    publication = infer("L'armée a repris la ville vendredi.")
    assert publication.day is None
    assert publication.candidates == ()
    assert publication.evidence


def test_the_future_is_no_publication_date():
    publication = infer("Le sommet aura lieu le mardi 3 mars 2037.")
    assert publication.day is None
