"""Civilians who attack: herders, youths or villagers who kill, raid or fight are a communal militia while they do so.

ACLED enters them as "Unidentified Communal Militia" (Codebook 2023, "Identity militias"); marchers and rioters are not meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.classify import VIOLENT
from geomap.model import Actor, ActorMention

if TYPE_CHECKING:
    from geomap.events.context import Context
    from geomap.events.ontology import Kind


def as_militias(mentions: Sequence[ActorMention], kind: Kind, context: Context) -> list[ActorMention]:
    """Those who did a deed, unnamed civilians turned into the communal militia that they are in it.

    Args:
        mentions: Who did it.
        kind: What was done.
        context: The document.
    """
    if kind.event_type not in VIOLENT or "harm" not in kind:
        return list(mentions)
    return [_as_militia(mention, context) if _are_several(mention, context) else mention for mention in mentions]


def _are_several(mention: ActorMention, context: Context) -> bool:
    """Whether a mention is of several people, as its head noun says."""
    sentence = context.analysis.sentences[context.sentence_at(mention.head)]
    span = (
        sentence.parse.char_span(
            mention.head - sentence.start, mention.head - sentence.start + 1, alignment_mode="expand"
        )
        if sentence.parse
        else None
    )
    return span is not None and any("Plur" in token.morph.get("Number", []) for token in span)


def _as_militia(mention: ActorMention, context: Context) -> ActorMention:
    actor, knowledge = mention.actor, context.knowledge
    if actor.kind != "Civilians" or mention.person or knowledge is None or not _is_crowd(actor):
        return mention
    people = actor.name.partition("civilians")[0] if "civilians" in actor.name else ""
    home = f" ({knowledge.in_brackets(actor.country)})" if actor.country else ""
    name = f"{people}communal militia{home}" if people else f"Unidentified communal militia{home}"
    return replace(mention, actor=Actor(name, "Identity militia", actor.country, named=bool(people)))


def _is_crowd(actor: Actor) -> bool:
    """Whether an actor is people at large, not journalists, doctors or prisoners."""
    return actor.name.startswith("Civilians") or "civilians" in actor.name
