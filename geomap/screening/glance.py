"""One quick pass over a text: what its sentences hold, by the forms of their words alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geomap.screening.forms import fold
from geomap.screening.vocabulary import TOKEN

if TYPE_CHECKING:
    from geomap.screening.vocabulary import Mark, Phrase, Vocabulary

# How far from its verb another word of a trigger may stand.
_NEAR = 12


@dataclass(slots=True)
class Glimpse:
    """What a sentence holds.

    Attributes:
        start: Index of its first token in the text.
        words: How many tokens it has.
        features: How often each feature was seen, triggers left out.
        triggers: The triggers that may be there, each with its group.
    """

    start: int
    words: int
    features: dict[str, int] = field(default_factory=dict)
    triggers: dict[str, str] = field(default_factory=dict)


def glance(text: str, vocabulary: Vocabulary) -> list[Glimpse]:
    """The sentences of a text, cut roughly: a stop that is none only makes two of one.

    Args:
        text: The text.
        vocabulary: What is known of the words of its language.
    """
    tokens = TOKEN.findall(text)
    marks = [vocabulary[token] for token in tokens]
    stops = [i for i, mark in enumerate(marks) if mark is not None and mark.stop]
    found = []
    start = 0
    for end in (*stops, len(tokens)):
        if end > start:
            found.append(_glimpse(tokens, marks, start, end))
        start = end + 1
    return found


def _glimpse(tokens: Sequence[str], marks: Sequence[Mark | None], start: int, end: int) -> Glimpse:
    glimpse = Glimpse(start, end - start)
    features, triggers = glimpse.features, glimpse.triggers
    forms: list[str] = []
    for i in range(start, end):
        mark = marks[i]
        if mark is None:
            continue
        for name in mark.features:
            features[name] = features.get(name, 0) + 1
        for phrase in mark.phrases:
            if phrase.name in triggers:
                continue
            if phrase.rest or phrase.beside:
                forms = forms or [fold(token) for token in tokens[start:end]]
                if not _stands(phrase, forms, i - start):
                    continue
            if phrase.group:
                triggers[phrase.name] = phrase.group
            else:
                features[phrase.name] = features.get(phrase.name, 0) + 1
    return glimpse


def _stands(phrase: Phrase, forms: list[str], i: int) -> bool:
    """Whether the further words of a phrase that begins at a token stand in its sentence."""
    if phrase.near:
        near = forms[max(0, i - _NEAR) : i + _NEAR]
        if any(part.isdisjoint(near) for part in phrase.rest):
            return False
    else:
        for step, part in enumerate(phrase.rest, i + 1):
            if step >= len(forms) or forms[step] not in part:
                return False
    return not any(listed.isdisjoint(forms) for listed in phrase.beside)
