"""What a reader takes for granted and no word says: marchers march, a coup is against the government, a state arrests, a reply goes back.

Only what follows from the kind of happening and from the happening told just before is filled in, and only where the text leaves it open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.classify import ARMED
from geomap.events.clauses import lemma
from geomap.events.small_words import small_words, word
from geomap.model import Actor, ActorMention

if TYPE_CHECKING:
    from geomap.events.context import Context
    from geomap.events.drafting import Draft
    from geomap.model import ActorKind

_CROWDS: dict[str, ActorKind] = {"Protests": "Protesters", "Riots": "Rioters"}
_NOBODY_IN_PARTICULAR = ("Civilians", "Protesters", "Rioters")
_FOUGHT = frozenset({"Battles", "Explosions/Remote violence"})
_MOVES = frozenset({"deployment", "withdrawal"})
_REPLY_REACH = 3
# Words on either side of a trigger that are looked at for what a march is against.
_PHRASE = 4


def complete(draft: Draft, earlier: Sequence[Draft], context: Context) -> None:
    """Fills actors that go without saying.

    Args:
        draft: The happening; its actors are changed in place.
        earlier: The happenings told before it.
        context: The document.
    """
    country = draft.country or _home(draft)
    _forces(draft, context)
    if draft.decision.event_type in _CROWDS:
        _crowd(draft, country, context)
    elif draft.group.main.item.kind.name == "coup" and not draft.actors2 and country:
        draft.actors2 = _government(draft, country, context)
    elif "official" in draft.group.main.item.kind and not draft.actors1 and country:
        draft.actors1 = _government(draft, country, context)
    elif draft.group.main.item.kind.name == "capture" and draft.actors1 and not draft.actors2:
        draft.actors2 = _held_before(draft, earlier)
    elif draft.group.main.item.kind.name == "incursion" and not draft.actors2 and draft.country:
        draft.actors2 = _intruded(draft, draft.country, context)
    elif _is_reply(draft, context):
        _reply(draft, earlier)
    if draft.decision.event_type == "Violence against civilians" and draft.tolls and not draft.actors2 and country:
        draft.actors2 = _civilians(draft, country, context)


def _forces(draft: Draft, context: Context) -> None:
    """States that fight are their forces, and forces that nobody is said to have sent move themselves."""
    if draft.decision.event_type in _FOUGHT or draft.decision.sub_event_type == "Change to group/activity":
        draft.actors1 = [_as_forces(mention, context) for mention in draft.actors1]
    if draft.decision.event_type in _FOUGHT:
        forces = [_as_forces(mention, context) for mention in draft.actors2]
        draft.actors2 = [mention for mention in forces if mention.actor not in {m.actor for m in draft.actors1}]
    if draft.group.main.item.kind.name in _MOVES:
        _move_themselves(draft)


def _move_themselves(draft: Draft) -> None:
    """Forces of whom nobody says who sent them move themselves ("500 soldiers were deployed"); those that are sent are no other side."""
    objects = {token.idx + draft.sentence.start for token in draft.group.main.parts.get("object", ())}
    moved = [
        mention
        for mention in draft.actors2
        if mention.actor.kind in ARMED and (not draft.actors1 or mention.head in objects)
    ]
    draft.actors1 = draft.actors1 or moved
    draft.actors2 = [mention for mention in draft.actors2 if mention not in moved]


def _as_forces(mention: ActorMention, context: Context) -> ActorMention:
    """A state that fights does so by its forces: "Turkey launched strikes" is said of the Turkish Armed Forces."""
    actor, knowledge = mention.actor, context.knowledge
    if actor.kind != "Government" or not actor.country or mention.person or knowledge is None:
        return mention
    adjective = knowledge.adjective(actor.country)
    composed = f"{adjective} Armed Forces" if adjective else f"Armed Forces of {knowledge.of(actor.country)}"
    name = knowledge.fact(actor.country, "forces") or composed
    return replace(mention, actor=Actor(name, "State forces", actor.country))


def _home(draft: Draft) -> str | None:
    return next((m.actor.country for m in (*draft.actors2, *draft.actors1) if m.actor.country), None)


def _implied(draft: Draft, actor: Actor) -> ActorMention:
    """A mention of an actor that the trigger's own word implies."""
    trigger = draft.group.main.trigger()
    return ActorMention(
        trigger.start, trigger.end, trigger.start, draft.group.main.token.text, actor, source="composed"
    )


def _crowd(draft: Draft, country: str | None, context: Context) -> None:
    """Puts the crowd first, and whoever stood against it second."""
    kind = _CROWDS[draft.decision.event_type]
    crowd = [m for m in draft.actors1 if m.actor.kind in {"Protesters", "Rioters", "Civilians", "Other"}]
    others = [m for m in (*draft.actors1, *draft.actors2) if m not in crowd]
    if not crowd:
        crowd = [m for m in draft.actors2 if m.actor.kind in {"Protesters", "Rioters"}]
        others = [m for m in others if m not in crowd]
    if not crowd and context.knowledge is not None:
        name = f"{kind} ({context.knowledge.in_brackets(country)})" if country else kind
        crowd = [_implied(draft, Actor(name, kind, country, named=False))]
    draft.actors1 = [_as_crowd(mention, kind, context) for mention in crowd]
    victims = draft.decision.sub_event_type == "Mob violence"
    draft.actors2 = [m for m in others if victims or m.actor.kind != "Civilians"]
    if draft.actors2 or not country or context.knowledge is None:
        return
    if draft.decision.sub_event_type in {"Excessive force against protesters", "Protest with intervention"}:
        of = context.knowledge.of(country)
        draft.actors2 = [_implied(draft, Actor(f"Security forces of {of}", "State forces", country))]
    elif small_words(context.language, "against_government") & _words_of(draft):
        draft.actors2 = _government(draft, country, context)


def _as_crowd(mention: ActorMention, kind: ActorKind, context: Context) -> ActorMention:
    """People at large are what they do: who marches is a protester, who riots a rioter; a people keeps its name."""
    actor = mention.actor
    if not actor.name.startswith(_NOBODY_IN_PARTICULAR) or mention.person or context.knowledge is None:
        return mention
    home = f" ({context.knowledge.in_brackets(actor.country)})" if actor.country else ""
    return replace(mention, actor=Actor(f"{kind}{home}", kind, actor.country, named=False))


def _words_of(draft: Draft) -> set[str]:
    """The words of the trigger's phrase, lower case."""
    token = draft.group.main.token
    return {word(part) for part in token.subtree if abs(part.i - token.i) <= _PHRASE} | {
        lemma(part) for part in token.children
    }


def _government(draft: Draft, country: str, context: Context) -> list[ActorMention]:
    if context.knowledge is None:
        return []
    actor = Actor(f"Government of {context.knowledge.of(country)}", "Government", country)
    if any(
        m.actor == actor or (m.actor.kind == "Government" and m.actor.country == country)
        for m in (*draft.actors1, *draft.actors2)
    ):
        return []
    return [_implied(draft, actor)]


def _intruded(draft: Draft, country: str, context: Context) -> list[ActorMention]:
    """Into whose land, waters or air a foreign force came."""
    foreign = any(m.actor.country not in {None, country} for m in draft.actors1)
    return _government(draft, country, context) if foreign else []


def _civilians(draft: Draft, country: str, context: Context) -> list[ActorMention]:
    """Violence against civilians whose dead or injured are only counted befell civilians."""
    if context.knowledge is None or any(m.actor.kind == "Civilians" for m in draft.actors1):
        return []
    name = f"Civilians ({context.knowledge.in_brackets(country)})"
    return [_implied(draft, Actor(name, "Civilians", country, named=False))]


def _held_before(draft: Draft, earlier: Sequence[Draft]) -> list[ActorMention]:
    """From whom ground was taken, where only an earlier capture or retreat says whom it was taken from."""
    own = {m.actor for m in draft.actors1}
    for other in reversed(earlier):
        name = other.group.main.item.kind.name
        losers = other.actors2 if name in {"capture", "defeat"} else other.actors1 if name == "withdrawal" else []
        armed = [m for m in losers if m.actor.kind in ARMED and m.actor not in own]
        if armed:
            return armed[:1]
    return []


def _is_reply(draft: Draft, context: Context) -> bool:
    return lemma(draft.group.main.token) in context.words.classes.get("replies", frozenset())


def _reply(draft: Draft, earlier: Sequence[Draft]) -> None:
    """Turns the sides of the happening told before round ("the army returned fire")."""
    before = next(
        (
            d
            for d in reversed(earlier)
            if d.decision.event_type in {"Battles", "Explosions/Remote violence", "Violence against civilians"}
        ),
        None,
    )
    if before is None or draft.sentence.index - before.sentence.index > _REPLY_REACH:
        return
    if not draft.actors1 and any(m.actor.kind in ARMED for m in before.actors2):
        draft.actors1 = list(before.actors2)
    if not draft.actors2 and {m.actor for m in draft.actors1} & {m.actor for m in before.actors2}:
        draft.actors2 = list(before.actors1)
