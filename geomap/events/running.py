"""Where the narrative stands: the place that a sentence without one of its own takes over, and the country that its actors tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geomap.events.where import Found, usable
from geomap.model import PlaceMention

if TYPE_CHECKING:
    from geomap.events.context import Context
    from geomap.model import ActorMention, Sentence

_SENTENCES_BACK = 3
_AT_HOME = frozenset({"Rebel group", "Political militia", "Identity militia", "Protesters", "Rioters", "Civilians"})


def running_place(sentence: Sentence, context: Context, last: PlaceMention | None) -> PlaceMention | None:
    """The place at which the narrative stands before a sentence: the last one named or the last happening's, whichever is nearer."""
    at = context.sentence_at(last.start) if last is not None else -1
    for index in range(sentence.index - 1, max(-1, sentence.index - 1 - _SENTENCES_BACK), -1):
        if index == at:
            return last
        sentence_before = context.analysis.sentences[index]
        named = [
            m for m in context.places_in(sentence_before) if usable(m) and not _of_actor(m, sentence_before, context)
        ]
        if named:
            return min(named, key=lambda mention: mention.where_prec or 9)
    return last


def _of_actor(mention: PlaceMention, sentence: Sentence, context: Context) -> bool:
    """Whether a place name only says whose an actor is ("US troops")."""
    return any(a.start <= mention.start and mention.end < a.end for a in context.actors_in(sentence))


def main_place(context: Context) -> PlaceMention | None:
    """The place that a document names most often, the first of equals; None where it names none that is resolved."""
    count: dict[int, int] = {}
    first: dict[int, PlaceMention] = {}
    for mention in context.places:
        if usable(mention) and mention.place is not None:
            count[mention.place.geonames_id] = count.get(mention.place.geonames_id, 0) + 1
            first.setdefault(mention.place.geonames_id, mention)
    if not count:
        return None
    best = max(count, key=lambda key: (count[key], -first[key].start))
    return first[best] if count[best] > 1 or len(count) == 1 else None


def at_home(found: Found, actors: Sequence[ActorMention], trigger: tuple[int, int], context: Context) -> Found:
    """Corrects a place that was only taken over, where the actors are all of one other country and at home there.

    Args:
        found: The place as found so far.
        actors: All actors of the happening.
        trigger: Offsets of its trigger.
        context: The document.

    Returns:
        The actors' country in place of one taken over from another country, or of none; else `found` itself.
    """
    countries = {mention.actor.country for mention in actors if mention.actor.country}
    if (
        not (found.inherited or found.mention is None)
        or len(countries) != 1
        or not any(m.actor.kind in _AT_HOME for m in actors)
    ):
        return found
    country = countries.pop()
    if (
        found.mention is not None
        and found.mention.place is not None
        and found.mention.place.country_code in {country, ""}
    ):
        return found
    mention = country_mention(country, trigger, context)
    return Found(mention, True, "Its actors are all of that country.") if mention is not None else found


def country_mention(code: str, trigger: tuple[int, int], context: Context) -> PlaceMention | None:
    """A country as a place: as the text names it, else as the gazetteer has it."""
    for mention in context.places:
        if (
            mention.place is not None
            and mention.place.country_code == code
            and mention.place.feature.startswith("PCL")
            and mention.latitude is not None
        ):
            return mention
    if context.gazetteer is None or context.knowledge is None:
        return None
    name = context.knowledge.country(code)
    place = next(
        (p for p in context.gazetteer.find(name) if p.country_code == code and p.feature.startswith("PCL")), None
    )
    if place is None:
        return None
    return PlaceMention(
        trigger[0],
        trigger[1],
        name,
        "literal",
        "found",
        place,
        place.latitude,
        place.longitude,
        6,
        0.5,
        "The country of the actors.",
        place.name,
    )
