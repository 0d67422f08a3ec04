"""Types: settled from the trigger, the instrument, and what the actors are."""

from __future__ import annotations

import pytest

from geomap.events.classify import decide
from geomap.events.context import Context
from geomap.events.joining import join
from geomap.events.triggers import find_triggers
from geomap.languages import analyse
from geomap.model import Actor, ActorMention, Document, Publication

ARMY, REBELS, CIVILIANS = "State forces", "Rebel group", "Civilians"


def _decision(text, kind1=None, kind2=None, country=None, status="occurred"):
    analysis = analyse([Document("d", text, language="en")])[0]
    context = Context(analysis, Publication(None))
    group = join(find_triggers(context), context)[0]
    one, two = ([ActorMention(0, 1, 0, "x", Actor(k, k, "ML"))] if k else [] for k in (kind1, kind2))
    found = decide(group, one, two, context, country, status)
    return found.event_type, found.sub_event_type


CASES = [
    ("Rebels attacked soldiers.", REBELS, ARMY, ("Battles", "Armed clash")),
    ("Rebels attacked villagers.", REBELS, CIVILIANS, ("Violence against civilians", "Attack")),
    ("Rebels attacked a military base.", REBELS, None, ("Battles", "Armed clash")),
    ("Rebels attacked a market.", REBELS, None, ("Violence against civilians", "Attack")),
    ("The army attacked the town.", ARMY, None, ("Battles", "Armed clash")),
    ("A drone attack hit the camp.", None, None, ("Explosions/Remote violence", "Air/drone strike")),
    ("A rocket attack hit the camp.", None, None, ("Explosions/Remote violence", "Shelling/artillery/missile attack")),
    (
        "A soldier was killed by a landmine.",
        None,
        ARMY,
        ("Explosions/Remote violence", "Remote explosive/landmine/IED"),
    ),
    ("The army retook the town.", ARMY, REBELS, ("Battles", "Government regains territory")),
    ("Rebels seized the town.", REBELS, ARMY, ("Battles", "Non-state actor overtakes territory")),
    ("The army shot dead protesters.", ARMY, "Protesters", ("Protests", "Excessive force against protesters")),
    ("Protesters attacked the embassy.", "Protesters", "Government", ("Riots", "Violent demonstration")),
    ("Police clashed with protesters.", ARMY, "Protesters", ("Riots", "Violent demonstration")),
    ("A violent protest broke out.", None, None, ("Riots", "Violent demonstration")),
    ("Thousands held a protest.", None, None, ("Protests", "Peaceful protest")),
    (
        "Rebels arrested two nurses.",
        REBELS,
        CIVILIANS,
        ("Violence against civilians", "Abduction/forced disappearance"),
    ),
]


@pytest.mark.parametrize(("text", "kind1", "kind2", "wanted"), CASES)
def test_types(text, kind1, kind2, wanted):
    assert _decision(text, kind1, kind2) == wanted


def test_ground_taken_abroad_is_not_regained():
    assert _decision("The army seized the town.", ARMY, country="UA")[1] == "Non-state actor overtakes territory"
    assert _decision("The army seized the town.", ARMY, country="ML")[1] == "Government regains territory"


def test_announced_sanctions_are_a_threat():
    text = "The ministers would sanction the generals."
    assert _decision(text, "Government", ARMY, status="possible") == ("Diplomacy", "Threat")
    assert _decision(text, "Government", ARMY) == ("Diplomacy", "Sanctions")
