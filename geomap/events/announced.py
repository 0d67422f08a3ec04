"""Acts that lie in how a verb is said rather than in its word: "will never negotiate" refuses, "must withdraw" demands.

Lexicon items ask for them by the parts below under `needs`. What an item asks for says what the act is, so it does not make the
act itself denied or planned: who refuses to negotiate has refused.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from geomap.events.clauses import COMPLEMENTS, lemma
from geomap.events.mood import own_negation, own_tense
from geomap.events.status_cues import cues_of
from geomap.events.syntax import Parts
from geomap.languages import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

MOODS = frozenset({"negated", "future", "obliged"})


def moods(verb: Token, language: str) -> Parts:
    """How a verb is said, as parts that lexicon items can need.

    Args:
        verb: A verb.
        language: ISO 639-1 code.

    Returns:
        "negated", "future" and "obliged", each with the verb itself where it holds.
    """
    cues = cues_of(language)
    carrier = _carrier(verb)
    found: Parts = {}
    if any(own_negation(part, cues) == "denied" for part in {verb, carrier}):
        found["negated"] = [verb]
    if own_tense(carrier, cues) == "planned":
        found["future"] = [verb]
    must = _obligations(language)
    if any(child.dep_.startswith("aux") and lemma(child) in must for child in verb.children) or (
        carrier.i != verb.i and lemma(carrier) in must
    ):
        found["obliged"] = [verb]
    return found


def _carrier(verb: Token) -> Token:
    """The verb whose infinitive the verb is and which bears its tense ("doivent cesser"), the verb itself without one."""
    finite = any("Fin" in child.morph.get("VerbForm", []) for child in verb.children if child.dep_.startswith("aux"))
    infinitive = "Inf" in verb.morph.get("VerbForm", []) and not finite
    return verb.head if infinitive and verb.dep_ in COMPLEMENTS and verb.head.pos_ in {"VERB", "AUX"} else verb


@functools.cache
def _obligations(language: str) -> frozenset[str]:
    return frozenset(lexicon(language, "status").get("obligation") or ())
