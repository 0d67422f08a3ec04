"""Arguments: who did it and to whom, through voice, light verbs, coordination, relative and participle clauses."""

from __future__ import annotations

import pytest

from geomap.events.arguments import roles_of
from geomap.events.context import Context
from geomap.events.mentions import mentions_of
from geomap.events.triggers import find_triggers
from geomap.languages import analyse
from geomap.model import Actor, ActorMention, Document, Publication


def _roles(language, text, kind):
    analysis = analyse([Document("d", text, language=language)])[0]
    context = Context(analysis, Publication(None))
    candidate = next(c for c in find_triggers(context) if c.item.kind.name == kind)
    roles = roles_of(candidate, context)
    return [t.text for t in roles.actor1], [t.text for t in roles.actor2]


CASES = [
    ("en", "Rebels attacked the convoy.", "attack", "Rebels", "convoy"),
    ("en", "The convoy was attacked by rebels.", "attack", "rebels", "convoy"),
    ("en", "The army carried out an attack on the village.", "attack", "army", "village"),
    ("en", "The rebels, who had attacked the base, fled.", "attack", "rebels", "base"),
    ("en", "The base that the rebels attacked was empty.", "attack", "rebels", "base"),
    ("en", "Soldiers arrested by the rebels were freed.", "arrest", "rebels", "Soldiers"),
    ("en", "The governor accused soldiers of killing herders.", "killing", "soldiers", "herders"),
    ("en", "An attack by gunmen on the market was reported.", "attack", "gunmen", "market"),
    ("en", "The group claimed responsibility for the attack.", "attack", "group", ""),
    ("en", "The base came under attack.", "attack", "", "base"),
    ("fr", "Les rebelles ont attaqué le convoi.", "attack", "rebelles", "convoi"),
    ("fr", "Le convoi a été attaqué par des rebelles.", "attack", "rebelles", "convoi"),
    ("fr", "L'armée a mené une attaque contre le village.", "attack", "armée", "village"),
    ("fr", "L'attaque du poste par les insurgés a duré une heure.", "attack", "insurgés", "poste"),
    ("fr", "Le groupe a revendiqué l'attaque.", "attack", "groupe", ""),
    ("fr", "L'armée affirme avoir tué trois assaillants.", "killing", "armée", "assaillants"),
]


@pytest.mark.parametrize(("language", "text", "kind", "doer", "target"), CASES)
def test_roles(language, text, kind, doer, target):
    actor1, actor2 = _roles(language, text, kind)
    assert (doer in actor1) if doer else not actor1
    assert (target in actor2) if target else not actor2


def _mention(text, phrase, name, kind, country=None):
    start = text.index(phrase)
    head = start + phrase.rindex(" ") + 1 if " " in phrase else start
    return ActorMention(start, start + len(phrase), head, phrase, Actor(name, kind, country))


def _context(language, text, *mentions):
    analysis = analyse([Document("d", text, language=language)])[0]
    return Context(analysis, Publication(None), actors=mentions)


def test_the_actor_is_found_inside_the_phrase_that_is_none():
    text = "Jets bombed the positions of the rebels."
    context = _context("en", text, _mention(text, "the rebels", "Rebels", "Rebel group"))
    candidate = find_triggers(context)[0]
    roles = roles_of(candidate, context)
    assert [m.actor.name for m in mentions_of(roles.actor2, candidate.sentence, context)] == ["Rebels"]


def test_coordinated_neighbours_come_along():
    text = "Soldiers and policemen attacked the camp."
    context = _context(
        "en",
        text,
        _mention(text, "Soldiers", "Army", "State forces"),
        _mention(text, "policemen", "Police", "State forces"),
    )
    candidate = find_triggers(context)[0]
    found = mentions_of(roles_of(candidate, context).actor1, candidate.sentence, context)
    assert [m.actor.name for m in found] == ["Army", "Police"]


def test_a_possessive_points_to_the_subject_above():
    text = "The ministry said one of its jets had shot down a drone."
    context = _context("en", text, _mention(text, "The ministry", "Ministry", "Government"))
    candidate = next(c for c in find_triggers(context) if c.item.kind.name == "shoot_down")
    found = mentions_of(roles_of(candidate, context).actor1, candidate.sentence, context)
    assert [m.actor.name for m in found] == ["Ministry"]
