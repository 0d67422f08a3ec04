"""Joining: triggers of one sentence that tell one happening, and those that do not."""

from __future__ import annotations

import pytest

from geomap.events.context import Context
from geomap.events.drafting import drafts_of
from geomap.events.joining import join
from geomap.events.triggers import find_triggers
from geomap.languages import analyse
from geomap.model import Actor, ActorMention, Document, Publication


def _groups(language, text):
    analysis = analyse([Document("d", text, language=language)])[0]
    context = Context(analysis, Publication(None))
    return [
        (group.main.item.kind.name, sorted(other.item.kind.name for other in group.others))
        for group in join(find_triggers(context), context)
    ]


CASES = [
    ("en", "Airstrikes killed nine people.", [("air_strike", ["killing"])]),
    ("en", "Nine people were killed in a bombing.", [("bombing", ["killing"])]),
    ("en", "Gunmen attacked a bus, killing five and wounding three.", [("attack", ["killing", "wounding"])]),
    ("en", "One porter was killed and six were wounded in an ambush.", [("clash", ["killing", "wounding"])]),
    ("en", "Jets fired missiles at the camp, striking a depot.", [("shelling", ["attack"])]),
    ("en", "A soldier was killed when his car hit a landmine.", [("bombing", ["killing"])]),
    ("en", "Rebels fought a battle against the army.", [("clash", [])]),
    ("en", "The explosion of a car bomb killed nine people.", [("explosion", ["bombing", "killing"])]),
    ("fr", "L'explosion d'une voiture piégée a fait neuf morts.", [("explosion", ["bombing", "killing"])]),
    ("fr", "L'embuscade a fait six morts.", [("clash", ["killing"])]),
    ("fr", "Six soldats ont été tués dans une embuscade.", [("clash", ["killing"])]),
    ("fr", "Les insurgés ont riposté, tuant six soldats.", [("clash", ["killing"])]),
    ("fr", "Des combats ont opposé l'armée aux rebelles.", [("clash", ["clash"])]),
    ("en", "Police arrested twelve people during the protest.", [("protest", ["arrest"])]),
    ("en", "The minister condemned the attack.", [("condemnation", []), ("attack", [])]),
    ("fr", "Les otages ont été libérés et deux gardiens ont été tués.", [("release", []), ("killing", [])]),
]


@pytest.mark.parametrize(("language", "text", "groups"), CASES)
def test_groups(language, text, groups):
    assert _groups(language, text) == groups


def _actor(text, phrase, name, kind, country=None):
    start = text.index(phrase)
    head = start + len(phrase) - len(phrase.split()[-1])
    return ActorMention(start, start + len(phrase), head, phrase, Actor(name, kind, country))


def test_sides_of_a_fight_that_a_verb_sets_against_each_other():
    text = "Des combats ont opposé l'armée aux rebelles près du pont."
    analysis = analyse([Document("d", text, language="fr")])[0]
    actors = (
        ActorMention(23, 30, 25, "l'armée", Actor("Army", "State forces", "ML")),
        _actor(text, "rebelles", "Rebels", "Rebel group", "ML"),
    )
    (draft,) = drafts_of(Context(analysis, Publication(None), actors=actors))
    assert [m.actor.name for m in draft.actors1] == ["Army"]
    assert [m.actor.name for m in draft.actors2] == ["Rebels"]
    assert draft.decision.event_type == "Battles"
