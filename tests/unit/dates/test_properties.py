"""What holds of every text: no exception, exact offsets, days within the calendar."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geomap.dates import date_record, find_dates, infer_publication
from geomap.languages import lexicon, segment
from geomap.model import Document, Publication

LANGUAGES = ("fr", "en", "es", "de")
DAYS = st.none() | st.dates()


def vocabulary(language: str) -> list[str]:
    """Words that a language's pack speaks of, and numbers and signs."""
    words: list[str] = [
        "3",
        "31",
        "1999",
        "12/13",
        "2020-02-30",
        "9999",
        "0001-01-01",
        "8:30",
        "-",
        ",",
        ".",
        "/",
        "(",
        "'",
    ]
    for contents in lexicon(language, "dates")["words"].values():
        entries = contents.values() if isinstance(contents, dict) else contents
        for entry in entries:
            forms = entry["words"] if isinstance(entry, dict) else entry
            words.extend([str(forms)] if not isinstance(forms, list) else [str(form) for form in forms])
    return [*words, *lexicon(language, "dates")["before_dates"], *lexicon(language, "dates")["trim"]]


def check(text: str, language: str, day: dt.date | None) -> None:
    """Asserts what must hold."""
    document = Document("a", text, language=language, published=day)
    for span in find_dates([segment(document, language)], [Publication(day)], nested=True)[0]:
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.text
        assert (span.first is None) == (span.last is None) == (span.precision is None)
        if span.first and span.last:
            assert span.first <= span.last
        assert span.why
        assert set(date_record(document, span)) == {
            "doc_id", "start", "end", "text", "date_start", "date_end", "time_precision", "why",
        }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=200), day=DAYS)
def test_any_text_goes_in(language, text, day):
    check(text, language, day)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_words_of_time_go_in(language, data):
    words = data.draw(st.lists(st.sampled_from(vocabulary(language)), max_size=14))
    glue = data.draw(st.sampled_from([" ", " ", "", "\n"]))
    check(glue.join(words), language, data.draw(DAYS))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_text_has_a_publication_or_none(data):
    language = data.draw(st.sampled_from(LANGUAGES))
    text = " ".join(data.draw(st.lists(st.sampled_from(vocabulary(language)), max_size=14)))
    document = Document("a", text, language=language)
    (publication,) = infer_publication([segment(document, language)], None, today=dt.date(2026, 6, 1))
    assert publication.day is None or publication.day <= dt.date(2026, 6, 2)


@given(day=st.dates(min_value=dt.date(1600, 1, 1), max_value=dt.date(2199, 12, 31)))
def test_a_full_date_is_read_back(day):
    months = {number: forms[0] for number, forms in lexicon("en", "dates")["words"]["MONTH"].items()}
    text = f"Troops left on {day.day} {months[day.month].title()} {day.year}."
    (span,) = find_dates([segment(Document("a", text, language="en"), "en")], [Publication(None)])[0]
    assert (span.first, span.last) == (day, day)


def test_an_empty_text_has_no_dates():
    assert find_dates([segment(Document("a", "", language="en"), "en")], [Publication(None)]) == [()]


def test_documents_and_publications_must_pair_up():
    with pytest.raises(ValueError, match="zip"):
        find_dates([segment(Document("a", "x", language="en"), "en")], [])
