"""What a document is about: conflict or not, another world, and whether it is too short to tell."""

from __future__ import annotations

import collections
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.classify import ARMED
from geomap.events.context import Context
from geomap.events.joining import Group
from geomap.events.worlds import CRIME, theme

if TYPE_CHECKING:
    from geomap.model import ActorMention

# A document of this many signs of conflict, and of more of them than of other worlds, is about conflict.
_SIGNS = 3.0
_OTHER_WEIGHT = 1.5
_WORD_WEIGHT = 0.5
_LESSER_WORLDS = 0.5
_FIRM_SIGN = 2.0
_LOOSE_SIGN = 1.5
_SENTENCES_A_SIGN = 12
# A text of one sentence need not show as many signs as an article.
_FIRST_SIGN = 1.0
_SIGNS_A_SENTENCE = 0.3
# A text of so few sentences (a headline, a post, a line of a ticker) says nothing beside what happened.
_BRIEF = 3
_BRIEF_TEXT = 500
VIOLENT = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians", "Riots"})


@dataclass(frozen=True, slots=True)
class Subject:
    """What a document is about.

    Attributes:
        conflict: Whether it is about conflict.
        brief: Whether it is so short that it shows no more than what happened.
        theme: The other world that it is of (see `worlds.theme`), None where there is none.
    """

    conflict: bool
    brief: bool = False
    theme: str | None = None


def subject_of(groups: Sequence[Group], context: Context) -> Subject:
    """What a document is about: its firm triggers and armed actors against the words of other worlds.

    Args:
        groups: The triggers of its prose.
        context: The document.
    """
    worlds = context.other_worlds
    brief = len(worlds) <= _BRIEF and len(context.text) <= _BRIEF_TEXT
    other = _others(context)
    length = max(1, len(context.analysis.sentences))
    enough = max(min(_SIGNS, _FIRST_SIGN + _SIGNS_A_SENTENCE * length), length / _SENTENCES_A_SIGN)
    signs = _signs(groups, context, brief=brief)
    conflict = signs >= enough and signs >= _OTHER_WEIGHT * other
    return Subject(conflict, brief, None if conflict else theme([*worlds.values()]))


def _others(context: Context) -> float:
    """Sentences of other worlds; where there are several worlds, as in a bulletin, those of the lesser ones weigh less."""
    counts = collections.Counter(world for found in context.other_worlds.values() for world in set(found.values()))
    del counts[CRIME]
    most = max(counts.values(), default=0)
    return most + _LESSER_WORLDS * (counts.total() - most)


def bears_arms(mention: ActorMention) -> bool:
    """Whether an actor is a side of conflicts; the police, who are in every crime report, are not by themselves."""
    return mention.actor.kind in ARMED and "police" not in mention.actor.name.lower()


def _signs(groups: Sequence[Group], context: Context, *, brief: bool) -> float:
    """How far triggers, armed actors and words say that there is a conflict."""
    firm = sum(_sign(group, brief=brief) for group in groups)
    armed = sum(bears_arms(mention) for mention in context.actors if mention.source != "reference")
    acts = sum(group.main.item.kind.event_type in VIOLENT for group in groups) if armed else 0
    violent = context.words.classes.get("wars", frozenset()) | context.words.classes.get("violent", frozenset())
    words = sum(lemma in violent for forms in context.forms.values() for lemma, _ in forms)
    return firm + armed + (words + acts) * _WORD_WEIGHT


def _sign(group: Group, *, brief: bool) -> float:
    """How far a trigger says by itself that there is a conflict."""
    kind = group.main.item.kind
    if kind.event_type in {"Protests", "Riots"}:
        return 0.0
    if kind.backing != "none":
        return _LOOSE_SIGN if brief and "fought" in kind else 0.0
    return _FIRM_SIGN if kind.event_type in VIOLENT or "firm" in kind else _LOOSE_SIGN
