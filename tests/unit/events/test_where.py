"""Places of events: of the clause, not of whoever speaks; never a government; never invented."""

from __future__ import annotations

import pytest

from geomap.events.casting import roles_of_all
from geomap.events.context import Context
from geomap.events.datelines import story_of
from geomap.events.joining import join
from geomap.events.lands import story_country
from geomap.events.running import at_home, main_place, running_place
from geomap.events.triggers import find_triggers
from geomap.events.where import NOWHERE, place_of, side_by_side
from geomap.languages import analyse
from geomap.model import Actor, ActorMention, Document, Place, PlaceMention, Publication

PLACES = {
    "Mopti": ("PPL", "ML", "Mopti", 1),
    "Gao": ("PPL", "ML", "Gao", 1),
    "Kidal": ("PPL", "ML", "Kidal", 1),
    "Mali": ("PCLI", "ML", "", 6),
    "Niger": ("PCLI", "NE", "", 6),
    "Bamako": ("PPLC", "ML", "Bamako", 1),
    "Paris": ("PPLC", "FR", "", 1),
}


def _mentions(text, metonyms=(), unknown=()):
    found = []
    for number, (name, (feature, code, admin1, precision)) in enumerate(PLACES.items(), 1):
        start = text.find(name)
        if start >= 0:
            place = None if name in unknown else Place(number, name, 10.0 + number, 1.0, feature, code, admin1)
            use = "metonym" if name in metonyms else "literal"
            latitude, longitude = (place.latitude, place.longitude) if place else (None, None)
            found.append(
                PlaceMention(start, start + len(name), name, use, "found", place, latitude, longitude, precision, 0.9)
            )
    return tuple(sorted(found, key=lambda mention: mention.start))


def _context(language, text, **options):
    analysis = analyse([Document("d", text, language=language)])[0]
    return Context(analysis, Publication(None), places=_mentions(text, **options))


def _place(language, text, running=None, **options):
    context = _context(language, text, **options)
    group = join(find_triggers(context), context)[0]
    found = place_of(group, roles_of_all(group, context), context, running)
    return found.mention.text if found.mention else None


CASES = [
    ("en", "Rebels attacked a convoy near Gao.", "Gao"),
    ("en", "Rebels attacked a convoy in Gao, in Mali.", "Gao"),
    ("en", "Officials in Paris said rebels had attacked a convoy near Gao.", "Gao"),
    ("en", "An attack on the market in Mopti killed five people.", "Mopti"),
    ("en", "The army retook Kidal.", "Kidal"),
    ("fr", "Des hommes armés ont attaqué un convoi près de Gao.", "Gao"),
    ("fr", "L'attaque du camp de Mopti a fait six morts.", "Mopti"),
    ("fr", "L'armée a repris Kidal.", "Kidal"),
]


@pytest.mark.parametrize(("language", "text", "wanted"), CASES)
def test_place_of_the_clause(language, text, wanted):
    assert _place(language, text) == wanted


def test_a_government_is_no_place():
    assert _place("en", "Bamako accused the rebels of attacking a convoy.", metonyms=("Bamako",)) is None


def test_a_sentence_without_a_place_takes_over_the_running_one():
    running = _mentions("Gao")[0]
    assert _place("en", "Rebels attacked a convoy.", running) == "Gao"


def test_a_statement_has_no_place():
    running = _mentions("Gao")[0]
    assert _place("en", "France condemned the junta.", running) is None


def test_a_place_that_no_gazetteer_has_is_not_replaced_by_the_country():
    running = _mentions("Mali")[0]
    assert _place("en", "Rebels attacked a convoy near Gao.", running, unknown=("Gao",)) == "Gao"


def test_an_aside_with_a_date_of_its_own_takes_over_no_place():
    text = "The group, which attacked a convoy in 2006, left."
    analysis = analyse([Document("d", text, language="en")])[0]
    from geomap.model import DateSpan

    at = text.index("2006")
    context = Context(analysis, Publication(None), dates=(DateSpan(at, at + 4, "2006", None, None, None),))
    group = join(find_triggers(context), context)[0]
    assert place_of(group, roles_of_all(group, context), context, _mentions("Gao")[0]) == NOWHERE


def test_towns_side_by_side_are_places_of_their_own():
    context = _context("en", "The army retook Gao, Kidal and Mopti.")
    group = join(find_triggers(context), context)[0]
    found = place_of(group, roles_of_all(group, context), context, None)
    names = {found.mention.text, *(other.mention.text for other in side_by_side(found, group, context))}
    assert names == {"Gao", "Kidal", "Mopti"}


def test_the_running_place_is_the_last_one_named():
    text = "Nothing happened in Gao. People left Mopti. Rebels attacked a convoy."
    context = _context("en", text)
    assert running_place(context.analysis.sentences[2], context, None).text == "Mopti"
    assert main_place(context) is None


def test_actors_of_one_other_country_are_at_home():
    niger = NOWHERE.__class__(_mentions("Niger")[0], inherited=True)
    context = _context("en", "Mali is calm. Niger is not.")
    actors = [ActorMention(0, 1, 0, "x", Actor("Rebels", "Rebel group", "ML"))]
    assert at_home(niger, actors, (0, 1), context).mention.text == "Mali"
    abroad = [ActorMention(0, 1, 0, "x", Actor("Army", "State forces", "FR"))]
    assert at_home(niger, abroad, (0, 1), context) is niger


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "Rebels attacked a convoy in Mopti, 60 km from Gao.", "Mopti"),
        ("fr", "Des hommes armés ont attaqué un convoi à Mopti, au sud de Gao.", "Mopti"),
        ("fr", "Des hommes armés ont attaqué un convoi à Mopti, près de la frontière avec le Niger.", "Mopti"),
        ("en", "Paris (AFP) - Rebels attacked a convoy in Mopti on Friday.", "Mopti"),
    ],
)
def test_a_landmark_or_a_dateline_is_not_where_it_happened(language, text, name):
    assert _place(language, text) == name


def test_a_country_named_in_passing_does_not_take_the_narrative_away():
    text = "Rebels attacked Gao. Niger voiced concern. Mali asked for calm. They killed ten soldiers."
    context = _context("en", text)
    sentences = context.analysis.sentences
    assert running_place(sentences[-1], context, None).text == "Gao"


def test_a_place_that_the_sentence_names_is_not_given_up_for_the_actors_country():
    here = NOWHERE.__class__(_mentions("Niger")[0], inherited=True, here=True)
    context = _context("en", "Mali is calm. Niger is not.")
    actors = [ActorMention(0, 1, 0, "x", Actor("Rebels", "Rebel group", "ML"))]
    assert at_home(here, actors, (0, 1), context) is here


def test_whose_soldiers_they_are_is_not_what_the_text_is_about():
    text = "Niger soldiers met Niger officers. They saw Niger troops. A shop in Gao burnt."
    analysis = analyse([Document("d", text, language="en")])[0]
    places = _mentions(text)
    niger = places[0]
    starts = [i for i in range(len(text)) if text.startswith("Niger", i)]
    from dataclasses import replace

    mentions = (*(replace(niger, start=at, end=at + 5) for at in starts), places[-1])
    actors = [
        ActorMention(at, text.index(" ", at + 6), at + 6, "", Actor("Niger Armed Forces", "State forces", "NE"))
        for at in starts
    ]
    context = Context(analysis, Publication(None), places=mentions, actors=tuple(actors))
    assert story_country(context) == "ML"
    assert main_place(context).text == "Gao"


@pytest.mark.parametrize(
    ("language", "text", "places"),
    [
        ("en", "Thousands marched in Bamako after an attack near Gao.", {"marched": "Bamako", "attack": "Gao"}),
        ("en", "After a bomb exploded in Gao, the army retook Kidal.", {"exploded": "Gao", "retook": "Kidal"}),
        (
            "fr",
            "Deux jours après l'attentat de Gao, l'armée a repris Kidal.",
            {"attentat": "Gao", "repris": "Kidal"},
        ),
    ],
)
def test_what_happened_at_another_time_has_a_place_of_its_own(language, text, places):
    context = _context(language, text)
    found = {}
    for group in join(find_triggers(context), context):
        mention = place_of(group, roles_of_all(group, context), context, None).mention
        found |= {member.token.text: mention.text for member in group.members}
    assert {word: found.get(word) for word in places} == places


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Thousands have fled their homes, the spokeswoman said in Paris."),
        ("en", "The minister said in Paris that rebels had attacked a convoy."),
        ("fr", "Des rebelles ont attaqué un convoi, a déclaré le ministre à Paris."),
        ("fr", "À Paris, le ministre a déclaré que des rebelles avaient attaqué un convoi."),
    ],
)
def test_where_something_was_said_is_not_where_it_happened(language, text):
    assert _place(language, text) is None
    assert main_place(_context(language, text)) is None


def test_what_was_said_keeps_its_own_place():
    assert _place("en", "The minister said rebels had attacked a convoy in Gao.") == "Gao"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "fr",
            "Mali: deux civils tués.\nUn hameau a brûlé à Gao.\nNiger: un village attaqué.\nDes rebelles ont tué dix civils.",
        ),
        (
            "en",
            "Mali: two civilians killed.\nA hamlet burnt in Gao.\nNiger: village attacked.\nRebels killed ten civilians.",
        ),
    ],
)
def test_each_story_of_a_digest_stands_in_the_country_that_it_opens_with(language, text):
    context = _context(language, text)
    sentences = context.analysis.sentences
    assert running_place(sentences[-1], context, None).text == "Niger"
    assert story_of(sentences[1], context).text == "Mali"


def test_no_story_of_a_digest_without_a_place_before_the_colon():
    context = _context("en", "Toll: two civilians killed in Mali. They died in Gao.")
    assert story_of(context.analysis.sentences[-1], context) is None
