"""Whether a document is worth reading: the chance that its likeliest sentence tells an event, by weights fitted on articles that were read.

Where in doubt it is: the threshold is set so low that of 200 events on articles that the weights were not fitted on at
most one was missed.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from geomap.screening import signs
from geomap.screening.glance import glance
from geomap.screening.vocabulary import Vocabulary

if TYPE_CHECKING:
    from geomap.knowledge import Knowledge
    from geomap.model import Document
    from geomap.screening.glance import Glimpse

# Shorter texts (posts, tickers, single sentences) cost little to read and show too little to judge by.
LEAST_CHARACTERS = 600


@dataclass(frozen=True, slots=True)
class Model:
    """What weights.json holds.

    Attributes:
        threshold: Sum of weights from which a sentence makes its document worth reading.
        weights: Weight of each feature by its name in `geomap.screening.signs`, in logits.
    """

    threshold: float
    weights: Mapping[str, float]


@functools.cache
def load_model() -> Model:
    """The fitted weights."""
    content = json.loads((resources.files(__package__) / "weights.json").read_text(encoding="utf-8"))
    return Model(float(content["threshold"]), content["weights"])


@functools.lru_cache(maxsize=8)
def vocabulary(language: str, knowledge: Knowledge) -> Vocabulary:
    """What is known of the words of a language, compiled once a process."""
    return Vocabulary(language, knowledge)


def worth_reading(documents: Sequence[Document], knowledge: Knowledge) -> list[bool]:
    """Which documents may tell an event.

    Args:
        documents: Documents whose language is known and has a model.
        knowledge: What `geomap.knowledge.load_knowledge` gave.

    Returns:
        For each document whether it is to be read.
    """
    model = load_model()
    return [
        len(document.text) < LEAST_CHARACTERS
        or reaches(glance(document.text, vocabulary(document.language or "", knowledge)), model)
        for document in documents
    ]


def reaches(glimpses: Sequence[Glimpse], model: Model) -> bool:
    """Whether a sentence of a document comes up to the threshold; without a trigger none does."""
    missing = model.threshold - signs.weigh(signs.of_document(glimpses), model.weights)
    return any(signs.weigh(features, model.weights) >= missing for _, features in signs.of_sentences(glimpses))


def likeliest(glimpses: Sequence[Glimpse], model: Model) -> float:
    """The sum of weights of a document's likeliest sentence; minus infinity without a trigger."""
    base = signs.weigh(signs.of_document(glimpses), model.weights)
    return base + max((signs.weigh(f, model.weights) for _, f in signs.of_sentences(glimpses)), default=float("-inf"))
