"""Expressions of each kind, alone, against Tuesday 12 February 2013 unless a day is given."""

from __future__ import annotations

import pytest

FRENCH = [
    ("le 17 août 2011", "2011-08-17"),
    ("samedi 9 mars", "2013-03-09"),
    ("le premier juin", "2013-06-01"),
    ("vingt-deux avril 1998", "1998-04-22"),
    ("05/11/2009", "2009-11-05"),
    ("avant-hier soir", "2013-02-10"),
    ("vendredi soir", "2013-02-08"),
    ("jeudi dernier", "2013-02-07"),
    ("samedi en huit", "2013-02-23"),
    ("il y a quatre jours", "2013-02-08"),
    ("il y a six mois", "2012-08-01/2012-08-31"),
    ("il y a une dizaine de jours", "2013-01-31/2013-02-04"),
    ("l'année passée", "2012-01-01/2012-12-31"),
    ("le mois prochain", "2013-03-01/2013-03-31"),
    ("début mai", "2013-05-01/2013-05-10"),
    ("à la mi-juin", "2013-06-10/2013-06-19"),
    ("fin 2019", "2019-11-01/2019-12-31"),
    ("ces derniers jours", "2013-02-05/2013-02-12"),
    ("dans la nuit de lundi à mardi", "2013-02-11/2013-02-12"),
    ("dans la nuit du 8 au 9 février", "2013-02-08/2013-02-09"),
    ("du 3 au 5 mars", "2013-03-03/2013-03-05"),
    ("entre le 28 octobre et le 2 novembre 2016", "2016-10-28/2016-11-02"),
    ("depuis le 27 janvier", "2013-01-27/2013-02-12"),
    ("depuis 2007", "2007-01-01/2007-12-31"),
    ("l'été 2014", "2014-06-01/2014-08-31"),
    ("au troisième trimestre 2018", "2018-07-01/2018-09-30"),
    ("au second semestre 2015", "2015-07-01/2015-12-31"),
    ("la première quinzaine de mars", "2013-03-01/2013-03-15"),
    ("les années 1970", "1970-01-01/1979-12-31"),
    ("les années 90", "1990-01-01/1999-12-31"),
    ("le lundi de Pâques 2013", "2013-04-01"),
    ("le lendemain du 11 novembre", "2013-11-12"),
    ("le dernier vendredi de mars", "2013-03-29"),
    ("les six premiers mois de 2011", "2011-01-01/2011-06-30"),
    ("les trois derniers mois de 2012", "2012-10-01/2012-12-31"),
    ("les premiers mois de 2011", "2011-01-01/2011-03-31"),
    ("il y a plus d'une décennie", "2003-01-01/2003-12-31"),
    ("voilà trois jours", "2013-02-09"),
    ("les trois prochains mois", "2013-03-01/2013-05-31"),
]
ENGLISH = [
    ("17 August 2011", "2011-08-17"),
    ("August 17th, 2011", "2011-08-17"),
    ("the ninth of March", "2013-03-09"),
    ("the first six months of 2011", "2011-01-01/2011-06-30"),
    ("the last three months of 2012", "2012-10-01/2012-12-31"),
    ("the first two months of last year", "2012-01-01/2012-02-29"),
    ("the first half of this year", "2013-01-01/2013-06-30"),
    ("2011-08-17", "2011-08-17"),
    ("8/17/2011", "2011-08-17"),
    ("17.8.2011", "2011-08-17"),
    ("Saturday, 9 March", "2013-03-09"),
    ("the day before yesterday", "2013-02-10"),
    ("Friday night", "2013-02-08"),
    ("last Thursday", "2013-02-07"),
    ("next Thursday", "2013-02-21"),
    ("this coming Thursday", "2013-02-14"),
    ("four days ago", "2013-02-08"),
    ("six months ago", "2012-08-01/2012-08-31"),
    ("a decade ago", "2003-01-01/2003-12-31"),
    ("last year", "2012-01-01/2012-12-31"),
    ("early 2020", "2020-01-01/2020-03-31"),
    ("mid-March", "2013-03-10/2013-03-19"),
    ("the late 1990s", "1997-01-01/1999-12-31"),
    ("in recent weeks", "2013-01-22/2013-02-12"),
    ("the past 48 hours", "2013-02-10/2013-02-12"),
    ("from 3 to 5 March", "2013-03-03/2013-03-05"),
    ("March 3-5, 2020", "2020-03-03/2020-03-05"),
    ("between Friday and Sunday", "2013-02-08/2013-02-10"),
    ("since December", "2012-12-01/2013-02-12"),
    ("since 2007", "2007-01-01/2007-12-31"),
    ("the summer of 2014", "2014-06-01/2014-08-31"),
    ("the third quarter of 2018", "2018-07-01/2018-09-30"),
    ("Q4 2018", "2018-10-01/2018-12-31"),
    ("the 1970s", "1970-01-01/1979-12-31"),
    ("Easter Monday 2013", "2013-04-01"),
    ("the last Friday of March", "2013-03-29"),
    ("week 31", "2013-07-29/2013-08-04"),
    ("two weeks after 3 March 2015", "2015-03-17"),
    ("nineteen ninety-six", "1996-01-01/1996-12-31"),
]
SPANISH = [
    ("el 17 de agosto de 2011", "2011-08-17"),
    ("anoche", "2013-02-11"),
    ("la semana pasada", "2013-02-04/2013-02-10"),
    ("a mediados de junio", "2013-06-10/2013-06-19"),
    ("hace dos años", "2011-01-01/2011-12-31"),
]
GERMAN = [
    ("am 17. August 2011", "2011-08-17"),
    ("Freitagabend", "2013-02-08"),
    ("vorige Woche", "2013-02-04/2013-02-10"),
    ("Anfang Mai", "2013-05-01/2013-05-10"),
    ("vom 3. bis 5. März", "2013-03-03/2013-03-05"),
]
CASES = [
    (language, words, days)
    for language, cases in (("fr", FRENCH), ("en", ENGLISH), ("es", SPANISH), ("de", GERMAN))
    for words, days in cases
]


@pytest.mark.parametrize(("language", "words", "days"), CASES)
def test_an_expression_denotes_its_days(find, language, words, days):
    first, _, last = days.partition("/")
    spans = [(str(span.first), str(span.last)) for span in find(words, language)]
    assert spans == [(first, last or first)]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "le 31 février"),
        ("fr", "le 29 février 2019"),
        ("en", "31 June 2020"),
        ("en", "November 31"),
        ("en", "2019-02-29"),
        ("de", "am 31. April 2012"),
    ],
)
def test_a_day_that_does_not_exist_is_reported_without_days(find, language, words):
    (span,) = find(words, language)
    assert (span.first, span.last, span.precision) == (None, None, None)
    assert span.why == "no such day in the calendar"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Give him a second chance."),
        ("en", "They may march on the capital."),
        ("en", "The 12-day siege ended a three-year war."),
        ("en", "He was held for three years and is 45 years old."),
        ("en", "Every Monday they pray, and on Fridays they protest."),
        ("en", "He has 1,998 cattle and sold 2000 people tickets."),
        ("en", "The 11-member group met the 25-nation bloc."),
        ("fr", "Deux des sept derniers otages ont fui."),
        ("fr", "Tous les lundis ils prient, et chaque année ils manifestent."),
        ("fr", "La planète Mars est rouge."),
        ("fr", "Le siège a duré douze jours et la guerre trois ans."),
        ("fr", "Le second tour opposera deux candidats, dont sept femmes."),
        ("fr", "L'armée compte 2000 soldats."),
    ],
)
def test_what_only_looks_like_a_date_is_left_alone(find, language, text):
    assert find(text, language) == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "Le lendemain de l'attaque, tout était calme."), ("en", "He fled the day after the attack.")],
)
def test_what_counts_from_an_event_is_seen_but_not_guessed(find, language, text):
    (span,) = find(text, language)
    assert span.first is None
    assert "event" in span.why


def test_what_counts_from_an_event_adds_nothing_to_the_date_beside_it(find):
    (span,) = find("They fled on 3 March 2020, a day after the attack.", "en")
    assert str(span.first) == str(span.last) == "2020-03-03"


def test_without_a_publication_date_only_full_dates_have_days(find):
    full, weekday = find("On 3 March 2020 they fled; on Friday they came back.", "en", None)
    assert str(full.first) == "2020-03-03"
    assert weekday.first is None


def test_precision_follows_the_length(find):
    spans = find("On 3 March 2020, the week of 9 March 2020, in April 2020.", "en")
    assert [span.precision for span in spans] == [1, 2, 3]


def test_offsets_leave_out_prepositions_and_stops(find):
    text = "Fighting began in March 2015, on Friday."
    assert [span.text for span in find(text, "en")] == ["March 2015", "Friday"]


def test_offsets_hold_where_small_letters_are_longer(find):
    text = "İİİ İzmir, 3 March 2020."
    (span,) = find(text, "en")
    assert text[span.start : span.end] == span.text == "3 March 2020"


def test_ends_of_a_range_come_on_request(find):
    text = "The budget of July 2021 – June 2022 was cut."
    assert [span.text for span in find(text, "en")] == ["July 2021 – June 2022"]
    whole, first, last = find(text, "en", nested=True)
    assert [str(span.first) for span in (whole, first, last)] == ["2021-07-01", "2021-07-01", "2022-06-01"]


def test_a_list_of_days_is_several_dates(find):
    spans = find("Marches took place on 3, 4 and 6 March 2020.", "en")
    assert [str(span.first) for span in spans] == ["2020-03-03", "2020-03-04", "2020-03-06"]
