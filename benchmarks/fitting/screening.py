"""Fitting the quick look that says whether an article may tell an event: articles that were read, and the model of their sentences.

A document tells an event where one of its sentences does, so the chances of its sentences are joined (noisy-or) and fitted
to whether the reading found an event; where in the text it found them counts too, with less weight.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from fitting.linear import Numbers, columns_of, matrix
from geomap.screening import signs
from geomap.screening.glance import Glimpse, glance
from geomap.screening.vocabulary import TOKEN, Vocabulary

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

FOLDS = 5
RIDGE = 30.0
# A feature must occur in so many sentences.
LEAST = 30
# How much where the events stand counts beside whether there is one.
SENTENCES = 0.3


@dataclass(frozen=True, slots=True)
class Article:
    """An article that was read.

    Attributes:
        name: Its id.
        language: ISO 639-1 code.
        length: Characters.
        events: Offset of the trigger and confidence of each event that the reading found.
        glimpses: What the quick look sees.
        told: Indices of the glimpses with those triggers.
    """

    name: str
    language: str
    length: int
    events: tuple[tuple[int, float], ...]
    glimpses: list[Glimpse]
    told: frozenset[int]

    @property
    def fold(self) -> int:
        """The fold that it belongs to, by its name."""
        return int(hashlib.sha256(self.name.encode()).hexdigest(), 16) % FOLDS


def article(
    name: str, language: str, text: str, events: Sequence[tuple[int, float]], vocabulary: Vocabulary
) -> Article:
    """Looks at an article that was read."""
    starts = [token.start() for token in TOKEN.finditer(text)]
    glimpses = glance(text, vocabulary)
    firsts = [glimpse.start for glimpse in glimpses]
    told = {bisect_right(firsts, bisect_right(starts, offset) - 1) - 1 for offset, _ in events}
    return Article(name, language, len(text), tuple(events), glimpses, frozenset(told))


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences with a possible trigger: features, whether each tells an event, and the number of its article."""

    rows: list[dict[str, float]]
    told: Numbers
    of: Numbers


def sentences_of(articles: Sequence[Article]) -> Sentences:
    """The sentences of articles as a model sees them."""
    rows, told, of = [], [], []
    for number, each in enumerate(articles):
        whole = signs.of_document(each.glimpses)
        for i, features in signs.of_sentences(each.glimpses):
            rows.append({**whole, **features})
            told.append(float(i in each.told))
            of.append(number)
    return Sentences(rows, np.array(told), np.array(of))


def fit(articles: Sequence[Article]) -> dict[str, float]:
    """The weights of articles' sentences."""
    cases = sentences_of(articles)
    names = columns_of(cases.rows, LEAST)
    numbers, place = np.unique(cases.of, return_inverse=True)
    any_told = np.array([float(bool(articles[int(number)].events)) for number in numbers])
    x = matrix(cases.rows, names)
    fitted = _least_loss(x, cases.told, place, any_told)
    return dict(zip(names, map(float, fitted), strict=True))


def _least_loss(x: csr_matrix, told: Numbers, place: Numbers, any_told: Numbers) -> Numbers:
    def loss(b: Numbers) -> tuple[float, Numbers]:
        z = x @ b
        untold = np.logaddexp(0, z)  # minus the logarithm of the chance that a sentence tells nothing
        p = 1 / (1 + np.exp(-np.clip(z, -35, 35)))
        none = np.maximum(np.bincount(place, weights=untold, minlength=len(any_told)), 1e-9)
        some = -np.expm1(-none)
        documents = np.where(any_told > 0, -np.log(some), none)
        slope = np.where(any_told > 0, -np.exp(-none) / some, 1.0)
        value = documents.sum() + SENTENCES * (untold - told * z).sum() + RIDGE / 2 * (b @ b)
        return float(value), x.T @ (slope[place] * p + SENTENCES * (p - told)) + RIDGE * b

    found: Numbers = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    return found


def held_out(articles: Sequence[Article]) -> Numbers:
    """For each article the weight of its likeliest sentence by weights that never saw it; minus infinity without a trigger."""
    scores = np.full(len(articles), -np.inf)
    for fold in range(FOLDS):
        weights = fit([each for each in articles if each.fold != fold])
        for number, each in enumerate(articles):
            if each.fold == fold:
                scores[number] = likeliest(each, weights)
    return scores


def likeliest(each: Article, weights: Mapping[str, float]) -> float:
    """The weight of an article's likeliest sentence."""
    base = signs.weigh(signs.of_document(each.glimpses), weights)
    return base + max((signs.weigh(f, weights) for _, f in signs.of_sentences(each.glimpses)), default=-np.inf)
