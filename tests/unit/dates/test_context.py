"""Which side of the publication date a bare date lies on, and what later mentions count from."""

from __future__ import annotations

import datetime as dt

import pytest

from geomap.dates import find_dates
from geomap.languages import analyse
from geomap.model import Document, Publication

TUESDAY = dt.date(2020, 3, 3)

CASES = [
    ("fr", "Les deux ministres se rencontreront à Genève le 5 mars.", "2020-03-05"),
    ("fr", "Les deux ministres se sont rencontrés à Genève le 27 février.", "2020-02-27"),
    ("fr", "Le ministre doit se rendre vendredi à Alger.", "2020-03-06"),
    ("fr", "Des hommes armés ont tué vendredi dix civils.", "2020-02-28"),
    ("fr", "Un second tour est prévu le 14 novembre.", "2020-11-14"),
    ("fr", "Il a promis que l'armée partira jeudi.", "2020-03-05"),
    ("fr", "L'attaque aurait fait dix morts jeudi.", "2020-02-27"),
    ("fr", "Le village avait été pris en octobre.", "2019-10-01"),
    ("fr", "Les élections auront lieu en octobre.", "2020-10-01"),
    ("fr", "Ils avaient été enlevés mi-mars.", "2019-03-10"),
    ("en", "The president will meet the rebels on Friday.", "2020-03-06"),
    ("en", "Gunmen killed ten villagers on Friday.", "2020-02-28"),
    ("en", "The man is scheduled to appear in court on Friday.", "2020-03-06"),
    ("en", "The strike was to continue until Thursday.", "2020-03-05"),
    ("en", "Ten people were killed Tuesday.", "2020-03-03"),
    ("en", "Protesters are expected to march on Saturday.", "2020-03-07"),
    ("en", "Talks broke down in October.", "2019-10-01"),
    ("en", "Talks will resume in October.", "2020-10-01"),
    ("en", "Fighting has dropped ahead of the vote on Sunday.", "2020-03-08"),
]


def first_days(text: str, language: str, *, parsed: bool) -> list[str]:
    """The first days of a text's dates, published on a Tuesday."""
    document = Document("a", text, language=language, published=TUESDAY)
    if parsed:
        (analysis,) = analyse([document])
    else:
        from geomap.languages import segment

        analysis = segment(document, language)
    return [str(span.first) for span in find_dates([analysis], [Publication(TUESDAY)])[0]]


@pytest.mark.parametrize(("language", "text", "day"), CASES)
@pytest.mark.parametrize("parsed", [True, False], ids=["parsed", "words"])
def test_tense_chooses_the_side(language, text, day, parsed):
    assert first_days(text, language, parsed=parsed) == [day]


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("en", "Clashes began on 9 January. Two days later the town fell.", ["2020-01-09", "2020-01-11"]),
        ("en", "The convoy left on 9 January and was hit the next day.", ["2020-01-09", "2020-01-10"]),
        ("en", "Exports fell in 2014. A year earlier they had risen.", ["2014-01-01", "2013-01-01"]),
        ("fr", "L'assaut a eu lieu le 9 janvier. Le lendemain, la ville tombait.", ["2020-01-09", "2020-01-10"]),
        ("fr", "Il fut pris le 9 janvier 2012 et tué le même jour.", ["2012-01-09", "2012-01-09"]),
        ("fr", "Les résultats sont attendus le 4 mars et le second tour le 19.", ["2020-03-04", "2020-03-19"]),
        ("en", "He was shot on 9 July 2011. After the July 9 murder, police came.", ["2011-07-09", "2011-07-09"]),
        ("en", "He appeared on Friday. They plan to study lapses at Friday's trial.", ["2020-02-28", "2020-02-28"]),
    ],
)
def test_later_dates_count_from_earlier_ones(language, text, days):
    assert first_days(text, language, parsed=True) == days


def test_an_hour_is_kept_as_its_day():
    assert first_days("A bomb went off on Friday at 8:30 am.", "en", parsed=False) == ["2020-02-28"]
    assert first_days("On Friday troops came. At 8:30 am a bomb went off.", "en", parsed=False)[-1] == "2020-02-28"


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("The bill said the lease on the base ran out on 14 May.", TUESDAY, "2020-05-14"),
        ("The first case was announced on 18 March.", dt.date(2020, 12, 23), "2020-03-18"),
        ("He was dismissed on 15 December.", dt.date(2020, 1, 12), "2019-12-15"),
        ("They will look into the attack of 20 February.", TUESDAY, "2020-02-20"),
    ],
)
def test_a_far_year_is_not_meant_without_being_named(text, published, day):
    (analysis,) = analyse([Document("a", text, language="en")])
    (span,) = find_dates([analysis], [Publication(published)])[0]
    assert str(span.first) == day


VAGUE = [
    (
        "fr",
        "Le putsch a eu lieu en juillet 1994. Quelques mois plus tard, des officiers ont été arrêtés.",
        "1994-08-01",
        "1995-01-01",
    ),
    ("en", "The coup took place in July 1994. A few months later, officers were arrested.", "1994-08-01", "1995-01-01"),
    (
        "fr",
        "Le village est tombé le 10 février. Quelques jours plus tôt, un pont avait sauté.",
        "2020-02-03",
        "2020-02-09",
    ),
    ("en", "The village fell on 10 February. Days earlier, a bridge had been blown up.", "2020-02-03", "2020-02-09"),
    ("fr", "Le village est tombé le 10 février. Cette nuit-là, des maisons ont brûlé.", "2020-02-10", "2020-02-10"),
    ("en", "The village fell on 10 February. That same night, houses burnt.", "2020-02-10", "2020-02-10"),
    (
        "en",
        "The village fell on 10 February. Earlier in the day, a bridge had been blown up.",
        "2020-02-10",
        "2020-02-10",
    ),
    (
        "fr",
        "Le village est tombé dans la nuit du 9 au 10 février. Le lendemain, un pont a sauté.",
        "2020-02-10",
        "2020-02-11",
    ),
]


@pytest.mark.parametrize(("language", "text", "first", "last"), VAGUE)
def test_what_is_told_next_counts_from_the_days_named_before(find, language, text, first, last):
    span = find(text, language, "2020-03-03")[-1]
    assert (str(span.first), str(span.last)) == (first, last)


@pytest.mark.parametrize(
    ("language", "text"), [("fr", "Quelques mois plus tard, il a fui."), ("en", "A few months later, he fled.")]
)
def test_what_counts_from_no_day_has_none(find, language, text):
    (span,) = find(text, language)
    assert span.first is None


def test_a_vague_time_beside_a_date_is_that_date(find):
    (span,) = find("Days earlier, on 30 January, rebels had fled.", "en", "2020-03-03")
    assert str(span.first) == str(span.last) == "2020-01-30"


@pytest.mark.parametrize(("language", "text"), [("fr", "Ils ont fui vers midi."), ("en", "They fled around noon.")])
def test_an_hour_of_no_named_day_leaves_the_day_uncertain(find, language, text):
    (span,) = find(text, language, "2020-03-03")
    assert (str(span.first), span.precision) == ("2020-03-03", 2)


def test_the_middle_of_last_month_is_this_years_once_it_is_over(find):
    (span,) = find("Ils ont été enlevés mi-juin dernier.", "fr", "2021-06-23")
    assert str(span.first) == "2021-06-10"
