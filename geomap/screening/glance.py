"""One quick pass over a text: what its sentences hold, by the forms of their words alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geomap.screening.vocabulary import TOKEN

if TYPE_CHECKING:
    from geomap.screening.vocabulary import Mark, Phrase, Vocabulary


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
    marks = [vocabulary[token] for token in TOKEN.findall(text)]
    stops = [i for i, mark in enumerate(marks) if mark is not None and mark.stop]
    found = []
    start = 0
    for end in (*stops, len(marks)):
        if end > start:
            found.append(_glimpse(marks, start, end))
        start = end + 1
    return found


def _glimpse(marks: Sequence[Mark | None], start: int, end: int) -> Glimpse:
    glimpse = Glimpse(start, end - start)
    features, triggers = glimpse.features, glimpse.triggers
    forms = [mark.form if mark is not None else "" for mark in marks[start:end]]
    there = frozenset(forms)
    for i, mark in enumerate(marks[start:end]):
        if mark is None:
            continue
        for name in mark.features:
            features[name] = features.get(name, 0) + 1
        found = [phrase for phrase in mark.phrases if _stands(phrase, there)] if mark.phrases else []
        if mark.followed and i + 1 < len(forms):
            found += [phrase for phrase in mark.followed.get(forms[i + 1], ()) if _follows(phrase, forms, i, there)]
        for phrase in found:
            if phrase.group:
                triggers[phrase.name] = phrase.group
            else:
                features[phrase.name] = features.get(phrase.name, 0) + 1
    return glimpse


def _stands(phrase: Phrase, there: frozenset[str]) -> bool:
    """Whether a sentence has what a phrase asks for, wherever it stands."""
    for listed in phrase.beside:
        if listed.isdisjoint(there):
            return False
    return not phrase.near or not any(part.isdisjoint(there) for part in phrase.rest)


def _follows(phrase: Phrase, forms: Sequence[str], i: int, there: frozenset[str]) -> bool:
    """Whether the further words of a phrase that begins at a token, of which the first stands there, all follow it."""
    behind = forms[i + 2 : i + 1 + len(phrase.rest)]
    if len(behind) < len(phrase.rest) - 1:
        return False
    return all(form in part for form, part in zip(behind, phrase.rest[1:], strict=True)) and _stands(phrase, there)
