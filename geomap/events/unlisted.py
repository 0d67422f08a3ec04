"""Places that a text names and no gazetteer holds: they keep their name and stand at the smallest named place around them.

"The village of X, in the province of Y" is put at Y with Y's precision; a village with a distance and a bearing from a known town is
put there. A namesake elsewhere in the world is never taken for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events import lands, orientation
from geomap.events.orientation import country_mention
from geomap.events.relations import surrounds

if TYPE_CHECKING:
    from geomap.events.context import Context
    from geomap.model import PlaceMention, Sentence

_NEAR, _DISTRICT, _FUZZY, _COUNTRY = 2, 3, 5, 6


def settled(
    ranked: Sequence[tuple[float, PlaceMention]], sentence: Sentence, context: Context, running: PlaceMention | None
) -> PlaceMention:
    """An unlisted place at the smallest place that the text puts it in or near.

    Args:
        ranked: The names of the sentence with their costs, the unlisted one first.
        sentence: Their sentence.
        context: The document.
        running: Where the narrative stands.

    Returns:
        The mention with the point, precision and divisions of what it was put at; as it is where the text says nothing of that.
    """
    mention = ranked[0][1]
    stated = _stated(mention, sentence, context)
    others = [other for _, other in ranked[1:] if _is_located(other) and (other.where_prec or 0) >= _DISTRICT]
    for choice in (stated, others, _told_before(mention, running, context)):
        best = min(choice, key=lambda other: other.where_prec or 9, default=None)
        if best is not None:
            return _at(mention, lands.at_its_side(best, context))
    return mention


def _stated(mention: PlaceMention, sentence: Sentence, context: Context) -> list[PlaceMention]:
    """What the text says that a name lies in or near: beside it, or beside the same name elsewhere in the document."""
    found: list[PlaceMention] = []
    same = [other for other in context.places if other.text == mention.text and other.start != mention.start]
    for one in (mention, *same):
        home = sentence if one is mention else context.analysis.sentences[context.sentence_at(one.start)]
        around = surrounds(one, home, context)
        found += [_beside(other) for other in around.near if _is_landmark(other)]
        found += [other for other in around.within if _is_located(other)]
    return found


def _is_landmark(mention: PlaceMention) -> bool:
    """Whether something near a name is near its point, which of a country or its border cannot be said."""
    wide = mention.place is not None and mention.place.feature.startswith(("PCL", "TERR"))
    return _is_located(mention) and not wide and (mention.where_prec or 9) <= _FUZZY


def _is_located(mention: PlaceMention) -> bool:
    return mention.place is not None and mention.latitude is not None and mention.use == "literal"


def _beside(mention: PlaceMention) -> PlaceMention:
    """A landmark as the place of what lies near it."""
    return replace(mention, where_prec=max(mention.where_prec or _NEAR, _NEAR))


def _at(mention: PlaceMention, outer: PlaceMention) -> PlaceMention:
    return replace(
        outer,
        start=mention.start,
        end=mention.end,
        text=mention.text,
        location=mention.text,
        use="literal",
        why=f"In no gazetteer; put at “{outer.location or outer.text}”, which the text names with it.",
    )


def _told_before(mention: PlaceMention, running: PlaceMention | None, context: Context) -> list[PlaceMention]:
    """The division in which the narrative stands, where the text has named one, else its country."""
    if running is None or running.place is None:
        country = lands.story_country(context)
        whole = country_mention(country, (mention.start, mention.end), context) if country else None
        return [whole] if whole is not None else []
    country, admin1 = running.place.country_code, running.place.admin1
    if _DISTRICT <= (running.where_prec or 0) <= _COUNTRY:
        return [running]
    named: Iterable[PlaceMention] = (
        other
        for other in context.places
        if other.start < mention.start and _is_located(other) and (other.where_prec or 0) in {_DISTRICT, _DISTRICT + 1}
    )
    divisions = [o for o in named if o.place and o.place.country_code == country and o.place.admin1 == admin1]
    if divisions:
        return divisions[-1:]
    whole = orientation.coarse(running, context)
    return [whole] if whole is not None else []
