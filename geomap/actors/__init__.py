"""Actors: who acts in a text, by canonical name, kind and country.

Known names come from the knowledge room, others are composed from a noun, a demonym and the story's country ("soldats
turcs"), and
pronouns and definite phrases point back to what was named before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geomap.actors.inter import inter_code
from geomap.actors.privacy import private_names

if TYPE_CHECKING:
    from geomap.knowledge import Knowledge
    from geomap.model import ActorKind, ActorMention, Analysis, PlaceMention, Publication

__all__ = ["claimant_name", "identify", "inter_code", "noun_kinds", "private_names"]


def identify(
    analyses: Sequence[Analysis],
    places: Sequence[Sequence[PlaceMention]],
    knowledge: Knowledge,
    publications: Sequence[Publication] | None = None,
) -> list[tuple[ActorMention, ...]]:
    """Find the actors of documents.

    Args:
        analyses: Parsed documents.
        places: The place mentions of each, parallel to `analyses`; a metonym ("Ankara") is a government.
        knowledge: What `geomap.knowledge.load_knowledge` gave.
        publications: When each appeared, parallel to `analyses`: it tells two holders of one name apart. By
            default the day given with each document.

    Returns:
        The mentions of each document in the order of its text. Where one noun has two countries ("les
        pêcheurs ghanéens et ivoiriens") the second adjective is a mention of its own.
    """
    from geomap.actors.mentions import mentions_of

    days = [p.day for p in publications] if publications else [analysis.document.published for analysis in analyses]
    return [
        mentions_of(analysis, found, knowledge, day)
        for analysis, found, day in zip(analyses, places, days, strict=True)
    ]


def noun_kinds(language: str) -> dict[ActorKind, list[str]]:
    """The nouns that stand for somebody who acts, by the kind of actor.

    Args:
        language: ISO 639-1 code of an installed pack.

    Returns:
        Kinds with the base forms of their nouns, some of several words, without accents.
    """
    from geomap.actors.lexicon import words

    found: dict[ActorKind, list[str]] = {}
    for noun, role in words(language).nouns.items():
        found.setdefault(role.kind, []).append(noun)
    return found


def claimant_name(mention: ActorMention) -> str:
    """How a mention is called as a source: its body's name; a private person by the person's own name."""
    return mention.actor.name or mention.person or mention.text
