"""Where a happening took place: the place of its clause, of its target, of its sentence, or the one the narrative stands at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geomap.events import lands, nearness, orientation, unlisted
from geomap.events.arguments import Roles
from geomap.events.clauses import RELATIVE_CLAUSES, lemma
from geomap.events.context import Context
from geomap.events.joining import Group
from geomap.events.nearness import head_of
from geomap.events.small_words import small_words, word

if TYPE_CHECKING:
    from geomap.model import PlaceMention, Sentence

# Names at most this much dearer than the best may name the same spot more exactly.
_TOGETHER = 8.0
_TOWN = 3
_FUZZY = 5
# What befalls a whole country where the text names no town for it.
_NATIONAL = frozenset({"coup", "downfall", "emergency"})
_WIDE = frozenset({4, 6})
_UNLISTED = "Its sentence says “{}”, which is in no gazetteer: it stands at what it is said to lie in or near."
# Characters between two names that still speak of one spot.
_BESIDE = 45


@dataclass(frozen=True, slots=True)
class Found:
    """A place with how it was found.

    Attributes:
        mention: The place name; None where there is none.
        inherited: Whether it is not said of the happening itself: it stands outside the sentence, or elsewhere in it.
        why: One sentence for people.
        here: Whether an inherited place is one that the happening's own sentence names.
    """

    mention: PlaceMention | None
    inherited: bool = False
    why: str = "The text names no place for it."
    here: bool = False

    @property
    def taken_over(self) -> bool:
        """Whether its own sentence says nothing of the place."""
        return self.mention is None or (self.inherited and not self.here)


NOWHERE = Found(None)


def place_of(group: Group, roles: Roles, context: Context, running: PlaceMention | None) -> Found:
    """Finds the place of a happening.

    Args:
        group: Its triggers.
        roles: Tokens of its actors.
        context: The document.
        running: The place at which the narrative stood before this sentence, None at its beginning.

    Returns:
        The place name, or `NOWHERE`; never one that stands for a government or people.
    """
    kind = group.main.item.kind
    if kind.place == "none":
        return NOWHERE
    sentence = group.main.sentence
    if kind.place == "running" and running is not None and _is_there(group, sentence, context):
        return Found(running, True, f"It is told of a place named before, “{running.text}”.")
    every = nearness.ranked(group, roles, sentence, context, running)
    named = [entry for entry in every if not _only_a_part(entry[1], context) or not usable(entry[1])]
    if named and not usable(named[0][1]) and named[0][0] <= nearness.limit(group):
        return Found(
            unlisted.settled(_from(named[0], every), sentence, context, running),
            False,
            _UNLISTED.format(named[0][1].text),
        )
    ranked = _named_first([(cost, mention) for cost, mention in every if usable(mention)], group, context)
    if ranked and ranked[0][0] <= nearness.limit(group):
        here = _finest(ranked[0][1], [mention for cost, mention in ranked if cost <= ranked[0][0] + _TOGETHER], context)
        here = lands.at_its_side(_together(here, sentence, context), context)
        if running is not None and _only_a_part(here, context) and _narrows(running, here):
            return Found(running, True, f"The text was last at “{running.text}”.")
        return said(here)
    if kind.place == "meeting" or _is_dated_aside(group, sentence, context):
        return NOWHERE
    for _, mention in ranked:
        finer = (mention.where_prec or 9) < (1 if running is None else running.where_prec or 9)
        if running is None or mention.place == running.place or (_within(mention, running) and finer):
            return Found(mention, True, f"Its sentence speaks of “{mention.text}”.", here=True)
    return NOWHERE if running is None else _taken_over(running, group, context)


def said(mention: PlaceMention) -> Found:
    """A place that a happening's own words name."""
    return Found(mention, False, f"Its sentence says “{mention.text}”.")


def _taken_over(running: PlaceMention, group: Group, context: Context) -> Found:
    """The place at which the narrative stands as that of a happening that names none."""
    if group.main.item.kind.name in _NATIONAL:
        return Found(orientation.coarse(running, context) or running, True, "It is of a whole country.")
    return Found(lands.at_its_side(running, context), True, f"The text was last at “{running.text}”.")


def _from(
    first: tuple[float, PlaceMention], every: list[tuple[float, PlaceMention]]
) -> list[tuple[float, PlaceMention]]:
    return [first, *(entry for entry in every if entry is not first)]


def _named_first(
    ranked: list[tuple[float, PlaceMention]], group: Group, context: Context
) -> list[tuple[float, PlaceMention]]:
    """Leaves "the south of the country" out where the sentence names a region or town ("in Guaviare, in the south of the country")."""
    named = {
        mention.place.country_code
        for cost, mention in ranked
        if cost <= nearness.limit(group)
        and (mention.where_prec or 9) < _FUZZY
        and mention.place is not None
        and not _only_a_part(mention, context)
    }
    return [
        (cost, mention)
        for cost, mention in ranked
        if not (mention.place is not None and mention.place.country_code in named and _only_a_part(mention, context))
    ]


def _only_a_part(here: PlaceMention, context: Context) -> bool:
    """Whether a place is a part of a country that the sentence does not name ("the north of the country")."""
    return all(mention.start != here.start for mention in context.places)


def _narrows(running: PlaceMention, part: PlaceMention) -> bool:
    """Whether the narrative stands at a place, not the capital, that a part of its country only says again in wider words."""
    finer = (running.where_prec or 9) < (part.where_prec or 9)
    return finer and running.place is not None and running.place.feature != "PPLC" and _within(running, part)


def _is_dated_aside(group: Group, sentence: Sentence, context: Context) -> bool:
    """Whether a happening is told in a relative clause that has a date of its own: what the rest is about says nothing of its place."""
    verb = group.main.verb
    if verb.dep_ not in RELATIVE_CLAUSES:
        return False
    start, end = verb.left_edge.idx + sentence.start, verb.right_edge.idx + sentence.start
    return any(start <= date.start <= end for date in context.dates_in(sentence))


def _is_there(group: Group, sentence: Sentence, context: Context) -> bool:
    """Whether a happening is told in a "where" clause of a place that was named before ("the region, where a deal ...")."""
    wheres = small_words(context.language, "where")
    for verb in (group.main.verb, *group.main.verb.ancestors):
        if verb.dep_ in RELATIVE_CLAUSES and any(word(child) in wheres for child in verb.children):
            noun = verb.head
            return lemma(noun) in context.words.classes["territory"] and not any(
                context.is_place(t, sentence) for t in noun.subtree if t.i < verb.left_edge.i
            )
    return False


def usable(mention: PlaceMention) -> bool:
    """Whether something can have happened at a place name: literal and resolved."""
    return mention.use == "literal" and mention.latitude is not None


def _finest(best: PlaceMention, others: Sequence[PlaceMention], context: Context) -> PlaceMention:
    """The most exact of several names for one spot ("in Manbij, northern Syria"): names of the same country that stand close by."""
    text = context.text
    choice = best
    for other in sorted(others, key=lambda mention: abs(mention.start - best.start)):
        if other is choice or not _within(other, choice):
            continue
        between = text[min(other.end, choice.end) : max(other.start, choice.start)]
        if len(between) < _BESIDE and (other.where_prec or 9) < (choice.where_prec or 9):
            choice = other
    return choice


def _together(here: PlaceMention, sentence: Sentence, context: Context) -> PlaceMention:
    """Two countries or provinces named side by side ("in Syria and Iraq") as one fuzzy area between them."""
    head = head_of(here, sentence)
    if head is None or (here.where_prec or 0) not in _WIDE or here.latitude is None or here.longitude is None:
        return here
    chain = {token.i for token in (head, *head.conjuncts)}
    for other in context.places_in(sentence):
        token = head_of(other, sentence)
        if other.start <= here.start or token is None or token.i not in chain or other.where_prec != here.where_prec:
            continue
        if usable(other) and other.latitude is not None and other.longitude is not None:
            text = context.text[here.start : other.end]
            point = ((here.latitude + other.latitude) / 2, (here.longitude + other.longitude) / 2)
            return replace(
                here,
                end=other.end,
                text=text,
                latitude=point[0],
                longitude=point[1],
                where_prec=_FUZZY,
                location=f"{here.location or here.text} – {other.location or other.text}",
            )
    return here


def _within(inner: PlaceMention, outer: PlaceMention) -> bool:
    """Whether one place may lie in the other, by their countries and provinces."""
    if inner.place is None or outer.place is None or inner.place.country_code != outer.place.country_code:
        return False
    return (
        (outer.where_prec or 0) >= 5
        or not outer.place.admin1
        or not inner.place.admin1
        or inner.place.admin1 == outer.place.admin1
    )


def side_by_side(found: Found, group: Group, context: Context) -> list[Found]:
    """Towns coordinated with a happening's town, each the place of a happening of its own."""
    mention, sentence = found.mention, group.main.sentence
    if (
        mention is None
        or found.inherited
        or group.main.item.kind.place != "running"
        or (mention.where_prec or 9) > _TOWN
    ):
        return []
    head = head_of(mention, sentence)
    if head is None:
        return []
    chain = {token.i for token in (head, *head.conjuncts)}
    others = []
    for other in context.places_in(sentence):
        token = head_of(other, sentence)
        if (
            other is not mention
            and usable(other)
            and (other.where_prec or 9) <= _TOWN
            and token is not None
            and token.i in chain
        ):
            others.append(said(other))
    return others
