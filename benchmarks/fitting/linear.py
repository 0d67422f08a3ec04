"""Linear models with names: logistic, multinomial and conditional, with a ridge; and monotone calibration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

Numbers = NDArray[np.float64]
Features = Mapping[str, float]
KNOTS = (0.0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)


def columns_of(rows: Sequence[Features], least: int) -> list[str]:
    """Names of features that occur at least so often, sorted."""
    counts = Counter(name for row in rows for name in row)
    return sorted(name for name, count in counts.items() if count >= least)


def matrix(rows: Sequence[Features], names: Sequence[str]) -> csr_matrix:
    """Rows of named features as a sparse matrix."""
    place = {name: i for i, name in enumerate(names)}
    cells = [(i, place[name], value) for i, row in enumerate(rows) for name, value in row.items() if name in place]
    across = np.array([cell[:2] for cell in cells], dtype=np.int64).reshape(-1, 2)
    return csr_matrix(
        (np.array([cell[2] for cell in cells]), (across[:, 0], across[:, 1])), shape=(len(rows), len(names))
    )


def logistic(
    rows: Sequence[Features], right: Sequence[float], weights: Sequence[float], *, ridge: float, least: int
) -> dict[str, float]:
    """Weights of a logistic model of `right` (0 or 1)."""
    names = columns_of(rows, least)
    x, y, w = matrix(rows, names), np.array(right, dtype=float), np.array(weights, dtype=float)

    def loss(b: Numbers) -> tuple[float, Numbers]:
        p = 1 / (1 + np.exp(-np.clip(x @ b, -35, 35)))
        value = -(w * (y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12))).sum() + ridge / 2 * (b @ b)
        return float(value), x.T @ (w * (p - y)) + ridge * b

    fitted = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    return dict(zip(names, map(float, fitted), strict=True))


def multinomial(
    rows: Sequence[Features],
    labels: Sequence[int],
    weights: Sequence[float],
    classes: Sequence[str],
    *,
    ridge: float,
    least: int,
) -> dict[str, dict[str, float]]:
    """Weights of a multinomial model, by class."""
    names = columns_of(rows, least)
    x, y, w = matrix(rows, names), np.array(labels), np.array(weights, dtype=float)
    one_hot = np.eye(len(classes))[y]

    def loss(flat: Numbers) -> tuple[float, Numbers]:
        b = flat.reshape(len(names), len(classes))
        z = x @ b
        z -= z.max(axis=1, keepdims=True)
        p = np.exp(z)
        p /= p.sum(axis=1, keepdims=True)
        value = -(w * np.log(p[np.arange(len(y)), y] + 1e-12)).sum() + ridge / 2 * (flat @ flat)
        return float(value), (x.T @ ((p - one_hot) * w[:, None]) + ridge * b).ravel()

    fitted = minimize(
        loss, np.zeros(len(names) * len(classes)), jac=True, method="L-BFGS-B", options={"maxiter": 400}
    ).x.reshape(len(names), -1)
    return {label: dict(zip(names, map(float, fitted[:, i]), strict=True)) for i, label in enumerate(classes)}


def conditional(
    rows: Sequence[Features],
    segments: Sequence[tuple[int, int]],
    right: Sequence[NDArray[np.bool_]],
    weights: Sequence[float],
    *,
    ridge: float,
    least: int,
) -> dict[str, float]:
    """Weights of a choice among the rows of each segment or none of them; "none" is the score of none.

    Args:
        rows: Features of every option.
        segments: First and last row (exclusive) of each choice.
        right: Which of the segment's rows are right; none of them where no option is.
        weights: Weight of each choice.
        ridge: Strength of the penalty.
        least: A feature must occur so often.
    """
    names = columns_of(rows, least)
    order = np.concatenate([np.arange(start, end) for start, end in segments]).astype(np.int64)
    lengths = np.array([end - start for start, end in segments])
    owner = np.repeat(np.arange(len(segments)), lengths)
    x = matrix(rows, names)[order]
    good = np.concatenate(list(right)).astype(float)
    w, any_right = np.array(weights, dtype=float), np.array([bool(mask.any()) for mask in right])
    count = len(names)

    def loss(b: Numbers) -> tuple[float, Numbers]:
        z, none = x @ b[:count], b[count]
        top = np.full(len(segments), none)
        np.maximum.at(top, owner, z)
        raised, raised_none = np.exp(z - top[owner]), np.exp(none - top)
        whole = np.bincount(owner, raised, len(segments)) + raised_none
        part = np.bincount(owner, raised * good, len(segments)) + np.where(any_right, 0.0, raised_none)
        value = -(w * np.log(part / whole + 1e-12)).sum() + ridge / 2 * (b @ b)
        slope = w[owner] * (raised / whole[owner] - raised * good / np.maximum(part, 1e-300)[owner] * any_right[owner])
        slope_none = (w * (raised_none / whole - np.where(any_right, 0.0, 1.0))).sum()
        return float(value), np.concatenate([x.T @ slope, [slope_none]]) + ridge * b

    fitted = minimize(loss, np.zeros(count + 1), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    return {**dict(zip(names, map(float, fitted[:count]), strict=True)), "none": float(fitted[count])}


def calibration(raw: Sequence[float], right: Sequence[bool], *, ridge: float = 20.0) -> list[tuple[float, float]]:
    """Knots from raw chance to share right, on a beta calibration (Kull et al. 2017) drawn towards the raw chance itself.

    Few names have a middling chance, and those of one document stand or fall together: steps fitted freely (pooled
    neighbours) held out worse than this smooth curve of three numbers.
    """
    chances, hits = np.array(raw), np.array(right, dtype=float)
    even = np.array([1.0, 1.0, 0.0])

    def loss(b: Numbers) -> float:
        z = _sides(chances) @ b
        return float(np.logaddexp(0, -z * (2 * hits - 1)).sum() + ridge / 2 * ((b - even) ** 2).sum())

    fitted = minimize(loss, even, bounds=[(0, None), (0, None), (None, None)]).x
    shares = 1 / (1 + np.exp(-_sides(np.array(KNOTS)) @ fitted))
    return [(knot, round(float(share), 3)) for knot, share in zip(KNOTS, shares, strict=True)]


def _sides(chances: Numbers) -> Numbers:
    """Logarithms of a chance and of its complement, and a constant."""
    return np.stack(
        [np.log(np.clip(chances, 1e-3, 1)), -np.log(np.clip(1 - chances, 1e-3, 1)), np.ones_like(chances)], axis=1
    )
