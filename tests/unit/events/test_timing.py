"""Which date an event takes: its clause's, its report's, the narrative's, or the day of publication."""

from __future__ import annotations

import datetime as dt

import pytest

from geomap.events.timing import UNKNOWN, EventTime, date_of, is_background
from geomap.languages import analyse
from geomap.model import DateSpan, Document, Publication

PUBLISHED = dt.date(2021, 3, 12)


def _span(text, words, first, last=None, precision=1, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    days = [dt.date.fromisoformat(day) for day in (first, last or first)]
    return DateSpan(start, start + len(words), words, days[0], days[1], precision)


def _date(language, text, word, *spans, status="occurred", published=PUBLISHED):
    (analysis,) = analyse([Document("d", text, language=language)])
    sentence, token = next((s, t) for s in analysis.sentences for t in s.parse if t.text == word)
    return date_of(token, sentence, analysis, spans, Publication(published), status)


def _days(time):
    return (time.first and time.first.isoformat(), time.last and time.last.isoformat(), time.precision)


def test_the_date_of_its_own_clause():
    text = "Rebels attacked a post on Monday and soldiers recaptured it on Wednesday."
    spans = (_span(text, "Monday", "2021-03-08"), _span(text, "Wednesday", "2021-03-10"))
    assert _days(_date("en", text, "attacked", *spans)) == ("2021-03-08", "2021-03-08", 1)
    assert _days(_date("en", text, "recaptured", *spans)) == ("2021-03-10", "2021-03-10", 1)


def test_the_date_of_a_nominal_trigger():
    text = "Le shérif a révélé mercredi l'enlèvement lundi de neuf marins."
    spans = (_span(text, "mercredi", "2021-03-10"), _span(text, "lundi", "2021-03-08"))
    time = _date("fr", text, "enlèvement", *spans)
    assert _days(time) == ("2021-03-08", "2021-03-08", 1)
    assert text[time.start : time.end] == "lundi"


def test_the_date_of_a_report_is_less_certain():
    text = "The ministry said on Wednesday that rebels had attacked a post."
    time = _date("en", text, "attacked", _span(text, "Wednesday", "2021-03-10"))
    assert (_days(time), time.step) == (("2021-03-10", "2021-03-10", 2), "report")


def test_a_relative_clause_keeps_its_date_to_itself():
    text = "Soldiers entered the town, which was a rebel base until 2016."
    time = _date("en", text, "entered", _span(text, "2016", "2016-01-01", "2016-12-31", 3))
    assert time.text != "2016"


def test_a_clause_of_time_dates_its_main_clause():
    text = "Police arrested the man when he returned on Tuesday."
    assert _days(_date("en", text, "arrested", _span(text, "Tuesday", "2021-03-09"))) == ("2021-03-09", "2021-03-09", 1)


def test_a_claims_day_is_not_the_attacks():
    text = "Le groupe a revendiqué l'attaque samedi."
    assert _days(_date("fr", text, "attaque", _span(text, "samedi", "2021-03-06")))[2] != 1


def test_the_only_day_of_a_sentence_serves_a_clause_hung_elsewhere():
    text = "The army launched what it called an operation on Tuesday, shelling several towns."
    assert _days(_date("en", text, "shelling", _span(text, "Tuesday", "2021-03-09")))[:2] == (
        "2021-03-09",
        "2021-03-09",
    )


def test_coordinated_days_make_an_interval():
    text = "Guards attacked prisoners on Monday and Tuesday."
    spans = (_span(text, "Monday", "2021-03-08"), _span(text, "Tuesday", "2021-03-09"))
    assert _days(_date("en", text, "attacked", *spans)) == ("2021-03-08", "2021-03-09", 2)


def test_a_relative_clause_of_a_happening_shares_its_day():
    text = "Two officers died on Tuesday in the raid that freed the hostages."
    assert _days(_date("en", text, "freed", _span(text, "Tuesday", "2021-03-09"))) == ("2021-03-09", "2021-03-09", 1)


def test_a_year_after_since_runs_to_publication():
    text = "Des rebelles attaquent la région depuis 2019."
    time = _date("fr", text, "attaquent", _span(text, "2019", "2019-01-01", "2019-12-31", 3))
    assert _days(time) == ("2019-01-01", "2021-03-12", 3)


def test_since_opens_an_interval_to_publication():
    text = "Hundreds have been killed since the war began in 2020."
    time = _date("en", text, "killed", _span(text, "2020", "2020-01-01", "2020-12-31", 3))
    assert _days(time) == ("2020-01-01", "2021-03-12", 3)


def test_the_sentence_that_goes_on_keeps_the_day():
    text = "Le 2 mars, des rebelles ont attaqué le poste. Ces derniers ont brûlé le village."
    time = _date("fr", text, "brûlé", _span(text, "2 mars", "2021-03-02"))
    assert (_days(time), time.step) == (("2021-03-02", "2021-03-02", 1), "running")


def test_what_is_told_next_lies_between_the_last_day_and_publication():
    text = "Le 2 mars, des rebelles ont attaqué le poste. Après cet incident, la France a envoyé des renforts."
    assert _days(_date("fr", text, "envoyé", _span(text, "2 mars", "2021-03-02"))) == ("2021-03-02", "2021-03-12", 3)


def test_fresh_news_without_a_date_is_of_the_day_of_publication():
    time = _date("en", "Rebels have attacked a post near the border.", "attacked")
    assert (_days(time), time.step) == (("2021-03-12", "2021-03-12", 2), "news")


def test_the_lead_takes_the_day_that_the_report_is_about():
    text = "Rebels have attacked a post. The raid began at dawn on Thursday."
    time = _date("en", text, "attacked", _span(text, "Thursday", "2021-03-11"))
    assert _days(time) == ("2021-03-11", "2021-03-11", 2)


def test_a_pluperfect_without_a_date_has_none():
    text = "Le ministre est arrivé. Les soldats sont là. La ville dort. Tout est calme. Les rebelles avaient pillé le marché."
    assert _date("fr", text, "pillé") == UNKNOWN


def test_plans_look_ahead():
    text = "Les présidents se rencontreront le 15 mars."
    ahead = _span(text, "15 mars", "2021-03-15")
    assert _days(_date("fr", text, "rencontreront", ahead, status="planned")) == ("2021-03-15", "2021-03-15", 1)
    behind = _span(text, "15 mars", "2020-03-15")
    assert _date("fr", text, "rencontreront", behind, status="planned") == UNKNOWN


def test_a_plan_without_a_date_is_not_dated_by_publication():
    assert _date("en", "The army will attack the town.", "attack", status="planned") == UNKNOWN


def test_to_date_dates_nothing():
    text = "L'armée a mené sa plus grande offensive à ce jour."
    time = _date("fr", text, "mené", _span(text, "ce jour", "2021-03-12"))
    assert time.text == ""


def test_without_a_day_of_publication_nothing_is_guessed():
    assert _date("en", "Rebels have attacked a post near the border.", "attacked", published=None) == UNKNOWN


@pytest.mark.parametrize(("first", "background"), [("2021-03-11", False), ("2021-02-10", False), ("2021-02-09", True)])
def test_background_is_older_than_thirty_days(first, background):
    day = dt.date.fromisoformat(first)
    assert is_background(EventTime(day, day, "", 1, ""), Publication(PUBLISHED)) is background


def test_an_undated_event_is_no_background():
    assert is_background(UNKNOWN, Publication(PUBLISHED)) is False


@pytest.mark.parametrize(
    ("language", "text", "word", "period"),
    [
        (
            "fr",
            "De janvier à juin, 40 rebelles ont fui. L'armée en a arrêté 12 et tué 30.",
            "arrêté",
            "De janvier à juin",
        ),
        (
            "en",
            "From January to June, 40 rebels fled. The army arrested 12 and killed 30.",
            "arrested",
            "From January to June",
        ),
    ],
)
def test_a_count_goes_on_over_its_period(language, text, word, period):
    spans = (_span(text, period, "2020-01-01", "2020-06-30", precision=3),)
    assert _days(_date(language, text, word, *spans)) == ("2020-01-01", "2020-06-30", 3)


def test_one_act_is_not_part_of_the_count_before():
    text = "From January to June, 40 rebels fled. The army has raided a camp."
    spans = (_span(text, "From January to June", "2020-01-01", "2020-06-30", precision=3),)
    assert _date("en", text, "raided", *spans).first == PUBLISHED


def test_a_pluperfect_goes_on_from_a_dated_one():
    text = "Le 26 février, des rebelles avaient attaqué un dépôt. Des véhicules avaient été détruits."
    time = _date("fr", text, "détruits", _span(text, "Le 26 février", "2021-02-26"))
    assert _days(time)[:2] == ("2021-02-26", "2021-02-26")


def test_what_occurred_had_ended_by_publication():
    text = "Rebels attacked a post this month."
    time = _date("en", text, "attacked", _span(text, "this month", "2021-03-01", "2021-03-31", precision=3))
    assert (time.first, time.last) == (dt.date(2021, 3, 1), PUBLISHED)


def _unknown(text, words):
    start = text.index(words)
    return DateSpan(start, start + len(words), words, None, None, None)


def test_an_act_is_counted_back_from_what_came_so_long_after():
    text = "Crowds marched in the capital on Wednesday, two days after soldiers attacked the mosque."
    spans = (_span(text, "Wednesday", "2021-03-10"), _unknown(text, "two days after"))
    assert _days(_date("en", text, "attacked", *spans)) == ("2021-03-08", "2021-03-08", 1)
    assert _days(_date("en", text, "marched", *spans)) == ("2021-03-10", "2021-03-10", 1)


def test_an_act_is_counted_back_from_publication_where_nothing_else_is_dated():
    text = "Trois jours après l'attaque du marché, la ville enterre ses morts."
    assert _days(_date("fr", text, "attaque", _unknown(text, "Trois jours après"))) == ("2021-03-09", "2021-03-09", 2)


def test_years_are_counted_back_to_a_month():
    text = "Un an après l'assassinat du juge, rien n'a changé."
    assert _days(_date("fr", text, "assassinat", _unknown(text, "Un an après"))) == ("2020-03-01", "2020-03-31", 3)


def test_the_day_of_a_sentence_is_not_that_of_the_crime():
    text = "A court on Wednesday jailed three officers for killing forty prisoners."
    assert _date("en", text, "killing", _span(text, "Wednesday", "2021-03-10")) == UNKNOWN
    text = "Un tribunal a condamné mercredi deux officiers pour l'attaque du marché."
    assert _date("fr", text, "attaque", _span(text, "mercredi", "2021-03-10")) == UNKNOWN


def test_a_crime_keeps_the_date_told_with_it():
    text = "A court jailed three officers for killing forty prisoners in 2016."
    time = _date("en", text, "killing", _span(text, "2016", "2016-01-01", "2016-12-31", 3))
    assert time.first == dt.date(2016, 1, 1)


def test_a_recent_attack_is_older_than_what_is_told():
    text = "Egypt condemned a recent attack on the village."
    assert _date("en", text, "attack") == UNKNOWN
    assert _date("fr", "Paris a dénoncé une récente attaque contre le village.", "attaque") == UNKNOWN


def test_a_story_of_these_days_goes_on_on_the_day_last_told():
    text = "On Wednesday rebels attacked the post. They burnt two trucks."
    assert _date("en", text, "burnt", _span(text, "Wednesday", "2021-03-10")).last == dt.date(2021, 3, 10)
