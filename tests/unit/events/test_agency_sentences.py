"""Ordinary sentences of news agencies, read from end to end: type, who did it, to whom, and the toll."""

from __future__ import annotations

import pytest


def _told(event):
    return event.sub_event_type, event.actor1, event.actor2, event.fatalities


CASES = [
    # An act told by a gerund as the subject of what it cost.
    (
        "en",
        "Shelling killed six people in Zaporizhzhia on Monday.",
        ("Shelling/artillery/missile attack", None, "Civilians (Ukraine)", 6),
    ),
    # What hit a mine.
    (
        "en",
        "Three soldiers died when their truck ran over a mine near Gao on Monday.",
        ("Remote explosive/landmine/IED", None, "Malian Armed Forces", 3),
    ),
    # Numbers before a noun of action are nobody; the verb tells whose it was.
    (
        "en",
        "Nigeria's army said it killed nine militants in three separate raids in Borno.",
        ("Armed clash", "Nigerian Armed Forces", "Fighters (Nigeria)", 9),
    ),
    # Whom a verb befell beside a raid that names only its place.
    (
        "en",
        "Three Palestinians were shot dead by Israeli forces during a raid on a refugee camp in Jenin.",
        ("Attack", "Israel Defense Forces", "Civilians (Palestine)", 3),
    ),
    # A country's name that is its own adjective.
    (
        "en",
        "A U.S. airstrike killed four Houthi fighters in Yemen.",
        ("Air/drone strike", "United States Armed Forces", "Houthi movement", 4),
    ),
    # People who march are protesters.
    (
        "en",
        "Thousands of people marched in Bamako on Friday.",
        ("Peaceful protest", "Protesters (Mali)", None, None),
    ),
    # Tear gas is no live fire.
    (
        "en",
        "Police fired tear gas to disperse demonstrators in Kampala on Monday.",
        ("Protest with intervention", "Protesters (Uganda)", "Police of Uganda", None),
    ),
    (
        "en",
        "Police opened fire on demonstrators in Kampala on Monday, killing two.",
        ("Excessive force against protesters", "Protesters (Uganda)", "Police of Uganda", 2),
    ),
    # Activists put to death are in no crowd.
    (
        "en",
        "Iran executed three activists on Monday.",
        ("Attack", "Government of Iran", "Activists (Iran)", 3),
    ),
    # Ways that kill.
    (
        "en",
        "Militants hacked three teachers to death in Cabo Delgado on Monday.",
        ("Attack", "Fighters (Mozambique)", "Teachers (Mozambique)", 3),
    ),
    (
        "fr",
        "Des rebelles ont battu à mort deux enseignants à Bunia lundi.",
        ("Attack", "Rebels (Democratic Republic of the Congo)", "Teachers (Democratic Republic of the Congo)", 2),
    ),
    (
        "en",
        "A man was burned alive by a mob in Kano on Monday.",
        ("Mob violence", "Rioters (Nigeria)", "Civilians (Nigeria)", 1),
    ),
    (
        "fr",
        "Une foule a brûlé vif un voleur présumé à Douala lundi.",
        ("Mob violence", "Rioters (Cameroon)", "Civilians (Cameroon)", 1),
    ),
    # What became of people, told behind "with".
    (
        "en",
        "Rebels and soldiers clashed in Marib on Monday, with nine fighters killed.",
        ("Armed clash", "Rebels (Yemen)", "Yemeni Armed Forces", 9),
    ),
    # Troops on patrol and on the alert.
    (
        "en",
        "Serbia put its army on high alert on Monday.",
        ("Change to group/activity", "Serbian Armed Forces", None, None),
    ),
]


@pytest.mark.parametrize(("language", "text", "told"), CASES)
def test_a_wire_sentence_is_read(read, language, text, told):
    assert [_told(event) for event in read(language, text, setting="conflict")] == [told]
