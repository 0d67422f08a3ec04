"""Calendar arithmetic."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.dates import days
from geomap.dates.days import Interval

UNITS = sorted({*days.MONTHS_IN, "day", "week"})


@given(day=st.dates(min_value=dt.date(300, 1, 1), max_value=dt.date(9800, 1, 1)), unit=st.sampled_from(UNITS))
def test_a_period_holds_its_day_and_touches_the_next(day, unit):
    period = days.period(unit, day)
    assert period.first <= day <= period.last
    assert days.shifted(unit, day, 1).first == period.last + dt.timedelta(1)
    assert days.shifted(unit, day, -1).last == period.first - dt.timedelta(1)


@pytest.mark.parametrize(
    ("year", "day"), [(2008, "03-23"), (2011, "04-24"), (2020, "04-12"), (2024, "03-31"), (2038, "04-25")]
)
def test_easter(year, day):
    assert str(days.easter(year)) == f"{year}-{day}"


def test_the_31st_becomes_the_last_day_of_a_shorter_month():
    assert days.step("month", dt.date(2020, 1, 31), 1) == dt.date(2020, 2, 29)


def test_beyond_the_calendar_is_an_error():
    with pytest.raises(ValueError, match="year"):
        days.step("year", dt.date(9999, 1, 1), 1)


def test_nth_weekday_counts_from_either_end():
    march = Interval(dt.date(2020, 3, 1), dt.date(2020, 3, 31))
    assert days.nth_weekday(march, 0, 2) == dt.date(2020, 3, 9)
    assert days.nth_weekday(march, 0, -1) == dt.date(2020, 3, 30)
    with pytest.raises(ValueError, match="no weekday"):
        days.nth_weekday(march, 0, 6)
