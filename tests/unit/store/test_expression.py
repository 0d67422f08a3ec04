"""Conditions on events: read, and never run."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geomap.errors import UsageError
from geomap.store.codec import event_of
from geomap.store.expression import Expression

EVENT = event_of({
    "event_id": "e", "event_type": "Battles", "event_date": "2020-02-27", "fatalities": 12, "country_code": "SY", "actor1": "Hayat Tahrir al-Sham",
    "quote": "Un drone armé a frappé Ménaka.", "claimants": "SANA; Army", "latitude": -3.5, "longitude": 2.0, "aggregate": True,
})  # fmt: skip


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("fatalities >= 12", True),
        ("10 < fatalities < 12", False),
        ("fatalities == 12 and not aggregate", False),
        ("injured > 0 or injured < 0", False),
        ("injured is None", True),
        ("injured == None", True),
        ("fatalities != None", True),
        ("country_code in ['SY', 'IQ']", True),
        ("country_code not in ('SY',)", False),
        ("'DRONE ARME' in quote", True),
        ("'rocket' in quote or 'sana' in claimants", True),
        ("'x' in title", False),
        ("event_date >= '2020-02-01' and event_date < '2020-03-01'", True),
        ("latitude < -3", True),
        ("latitude == -3.5", True),
        ('  actor1 == "Hayat Tahrir al-Sham"  ', True),
    ],
)
def test_conditions(text, holds):
    assert Expression(text).holds(EVENT) is holds


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "cannot be read"),
        ("fatalities = 3", "write it like"),
        ("fatalities >", "cannot be read"),
        ("deaths > 3", "no field of an event"),
        ("actor1 == Syria", "texts stand in quotes"),
        ("__import__('os').system('true')", "no field|only"),
        ("quote.upper() == 'X'", "only"),
        ("(lambda: 1)()", "only"),
        ("[x for x in quote]", "only"),
        ("fatalities ** 9 ** 9", "only"),
        ("f'{quote}' == 1", "only"),
        ("b'x' == quote", "only"),
        ("(" * 500 + "1" + ")" * 500, "cannot be read|only"),
        ("-" * 1900 + "1", "cannot be read"),
        ("1 or " * 500 + "1", "longer than"),
    ],
)
def test_anything_else_is_refused(text, says):
    with pytest.raises(UsageError, match=says):
        Expression(text)


def test_what_cannot_be_compared_is_told():
    with pytest.raises(UsageError, match="put texts in quotes"):
        Expression("actor1 > 3").holds(EVENT)


@pytest.mark.filterwarnings("error")
def test_odd_escapes_say_nothing():
    assert not Expression(r"'zz\d' in quote").holds(EVENT)


@settings(deadline=None)
@given(st.text(max_size=40))
@example("fatalities >= 12 or 0")
def test_any_text_is_a_condition_or_refused(text):
    try:
        held = Expression(text).holds(EVENT)
    except UsageError:
        return
    assert isinstance(held, bool)
    assert Expression(f"not ({text}\n)").holds(EVENT) is not held
