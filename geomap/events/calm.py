"""What a trigger must show in an article that is not about conflict: there most talks are of trade, and most protests a memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.backing import Evidence
from geomap.events.classify import ARMED
from geomap.events.clauses import lemma
from geomap.events.context import Context
from geomap.events.joining import Group
from geomap.events.nouns import carried

if TYPE_CHECKING:
    from geomap.model import Sentence

# Talks are about conflict where this share of a document's sentences speaks of it.
_STRIFE_SHARE = 0.25
_TREATY = frozenset({"agreement", "aid"})
_STATES = frozenset({"State forces", "External forces"})


def counts_in_calm(group: Group, evidence: Evidence, context: Context) -> bool:
    """Whether a trigger counts though its document is not about conflict.

    Args:
        group: The triggers.
        evidence: What stands beside them.
        context: The document.
    """
    kind = group.main.item.kind
    if kind.event_type == "Diplomacy" or kind.name in _TREATY:
        return _speaks_of_strife(group.main.sentence, context) or _with_armed_group(evidence)
    if "crowd" in kind or "unrest" in kind:
        return _is_news(group, evidence, context)
    return True


def _speaks_of_strife(sentence: Sentence, context: Context) -> bool:
    """Whether a sentence, the one before it, or much of its document has words of war, peace, arms or security."""
    listed = context.words.classes.get("strife", frozenset())
    prose = [one for one in context.analysis.sentences if one.parse is not None and not one.furniture]
    told = {one.index for one in prose if one.parse is not None and any(lemma(token) in listed for token in one.parse)}
    return bool(told & {sentence.index - 1, sentence.index}) or len(told) >= _STRIFE_SHARE * len(prose)


def _with_armed_group(evidence: Evidence) -> bool:
    return any(m.actor.kind in ARMED - _STATES for m in (*evidence.actors1, *evidence.actors2))


def _is_news(group: Group, evidence: Evidence, context: Context) -> bool:
    """Whether a crowd is told of and not only called to mind: a verb with somebody named, or with a day or a place, or a dated noun."""
    verbs = [member.verb for member in group.members if not member.nominal]
    if not verbs:
        return evidence.dated or evidence.toll or carried(group, context)
    named = any(token.pos_ in {"NOUN", "PROPN"} for token in group.main.parts.get("subject", ()))
    return named or evidence.dated or evidence.toll or evidence.place is not None
