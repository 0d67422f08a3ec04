"""Where the narrative stands: the place that a sentence without one of its own takes over, and the country that its actors tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geomap.events.datelines import dateline_of, is_dateline, label_of, story_of
from geomap.events.lands import story_country
from geomap.events.nearness import head_of, is_of_speech
from geomap.events.orientation import country_mention
from geomap.events.where import Found, usable

if TYPE_CHECKING:
    from geomap.events.context import Context
    from geomap.model import ActorMention, PlaceMention, Sentence

_SENTENCES_BACK = 3
_COUNTRY = 6
_DOMESTIC = frozenset({"coup", "arrest", "sentence", "emergency", "election", "resignation"})
_AT_HOME = frozenset({"Rebel group", "Political militia", "Identity militia", "Protesters", "Rioters", "Civilians"})


def running_place(sentence: Sentence, context: Context, last: PlaceMention | None) -> PlaceMention | None:
    """The place at which the narrative stands before a sentence: the last one named or the last happening's, whichever is nearer.

    A country named in passing does not take the narrative away from a finer place in it.
    """
    at = context.sentence_at(last.start) if last is not None else -1
    country: PlaceMention | None = None
    label = label_of(sentence, context)
    if label is not None:
        return label
    for index in range(sentence.index - 1, max(-1, sentence.index - 1 - _SENTENCES_BACK), -1):
        if index == at:
            return last
        sentence_before = context.analysis.sentences[index]
        named = [m for m in context.places_in(sentence_before) if _moves_there(m, sentence_before, context)]
        best = min(named, key=lambda mention: mention.where_prec or 9, default=None)
        if best is not None and best.where_prec != _COUNTRY:
            return best
        country = country or best
        label = label_of(sentence_before, context)
        if label is not None:
            return country or label
    return country or last


def _moves_there(mention: PlaceMention, sentence: Sentence, context: Context) -> bool:
    """Whether naming a place moves the narrative there: not whose an actor is, the dateline, or a country that the text is not about."""
    if not usable(mention) or context.is_of_actor(mention) or is_dateline(mention, sentence, context):
        return False
    head, place = head_of(mention, sentence), mention.place
    if head is not None and is_of_speech(head, context.language):
        return False
    return mention.where_prec != _COUNTRY or place is None or place.country_code == story_country(context)


def main_place(context: Context) -> PlaceMention | None:
    """The place that a document names most often, the first of equals, else its dateline; None where it names none that is resolved."""
    count: dict[int, int] = {}
    first: dict[int, PlaceMention] = {}
    for mention in context.places:
        sentence = context.analysis.sentences[context.sentence_at(mention.start)]
        head = head_of(mention, sentence)
        spoken = head is not None and is_of_speech(head, context.language)
        if spoken or not usable(mention) or is_dateline(mention, sentence, context):
            continue
        if mention.place is not None and _tells_scene(mention, context):
            count[mention.place.geonames_id] = count.get(mention.place.geonames_id, 0) + 1
            first.setdefault(mention.place.geonames_id, mention)
    filed = dateline_of(context)
    if not count:
        return filed
    best = max(count, key=lambda key: (count[key], -first[key].start))
    return first[best] if count[best] > 1 or len(count) == 1 else filed


def _tells_scene(mention: PlaceMention, context: Context) -> bool:
    """Whether a name says where the text plays: also inside an actor's name, where that is of the country it is about."""
    at_home = mention.place is not None and mention.place.country_code == story_country(context)
    return at_home or not context.is_of_actor(mention)


def at_home(
    found: Found, actors: Sequence[ActorMention], trigger: tuple[int, int], context: Context, kind: str = ""
) -> Found:
    """Corrects a place that was only taken over, where the actors are all of one other country and at home there.

    Args:
        found: The place as found so far.
        actors: All actors of the happening.
        trigger: Offsets of its trigger.
        context: The document.
        kind: Name of the kind of happening: a coup or an arrest is at home of itself.

    Returns:
        The actors' country in place of one taken over from another country, or of none; else `found` itself.
    """
    countries = {mention.actor.country for mention in actors if mention.actor.country}
    at_home = any(m.actor.kind in _AT_HOME and _says_country(m, context) for m in actors)
    told_at = context.analysis.sentences[context.sentence_at(trigger[0])]
    if found.mention is not None and story_of(told_at, context) is not None:
        return found
    if not found.taken_over or len(countries) != 1 or not (kind in _DOMESTIC or at_home):
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


def _says_country(mention: ActorMention, context: Context) -> bool:
    """Whether an actor's country is known of itself: it has a name, its own words say it, or the text plays there."""
    country = mention.actor.country
    if not country or mention.actor.named or context.knowledge is None:
        return bool(country)
    told = (context.knowledge.demonym(part, context.language) for part in mention.text.split())
    return country in told or country == story_country(context)
