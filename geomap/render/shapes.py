"""Geometry on its way into the page: rings and lines as whole-number steps.

Coordinates are written as longitude and latitude times `scale`, rounded, each as the difference to the one before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import shapely

from geomap.render.blocks import BlockWriter

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Whole = npt.NDArray[np.int64]
LAND, BORDER, DISPUTED = 0, 1, 2


def rings_of(shapes: Sequence[BaseGeometry], scale: int) -> tuple[list[Whole], list[int]]:
    """Break polygons into rings of whole-number (longitude, latitude) rows.

    Returns:
        The rings, and for each the index of the shape it belongs to.
    """
    parts, owner = shapely.get_parts(np.asarray(shapes, dtype=object), return_index=True)
    polygons = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    rings, part = shapely.get_rings(parts[polygons], return_index=True)
    owners = owner[polygons][part]
    whole = [np.round(shapely.get_coordinates(ring) * scale).astype(np.int64) for ring in rings]
    kept = [
        (points, int(belongs))
        for points, belongs in zip(map(_without_repeats, whole), owners, strict=True)
        if len(points) > 3
    ]
    return [points for points, _ in kept], [belongs for _, belongs in kept]


def _without_repeats(points: Whole) -> Whole:
    moved = np.any(np.diff(points, axis=0) != 0, axis=1)
    return points[np.concatenate(([True], moved))]


def pack_lines(
    lines: Sequence[Whole], labels: Sequence[int], scale: int, writer: BlockWriter, *, late: bool = False
) -> dict[str, Any]:
    """Write rings or lines, each with a small number (its owner or its kind)."""
    points = np.concatenate(lines) if lines else np.zeros((0, 2), dtype=np.int64)
    sizes = np.array([len(line) for line in lines], dtype="u4")
    return {
        "scale": scale,
        "x": writer.numbers(points[:, 0].astype("i4"), delta=True, late=late),
        "y": writer.numbers(points[:, 1].astype("i4"), delta=True, late=late),
        "sizes": writer.numbers(sizes, late=late),
        "labels": writer.numbers(np.asarray(labels, dtype="u2"), late=late),
    }


def edges_between(
    rings: Sequence[Whole], owners: Sequence[int], disputed: Sequence[bool], frame: Whole | None
) -> tuple[list[Whole], list[int]]:
    """Find each line once: coasts (one owner), borders (two owners), and borders of which an owner is disputed.

    Args:
        rings: Rings that share their points along common borders.
        owners: The country of each ring.
        disputed: For each country, whether states differ on whether it is one.
        frame: (west, south, east, north) in the rings' whole numbers; lines along it come from cutting and are left
            out.

    Returns:
        Lines and, for each, LAND, BORDER or DISPUTED.
    """
    if not rings:
        return [], []
    starts = np.concatenate([ring[:-1] for ring in rings])
    ends = np.concatenate([ring[1:] for ring in rings])
    owner = np.repeat(np.asarray(owners), [len(ring) - 1 for ring in rings])
    if frame is not None:
        on_frame = np.zeros(len(starts), dtype=bool)
        for axis, at in ((0, frame[0]), (0, frame[2]), (1, frame[1]), (1, frame[3])):
            on_frame |= (np.abs(starts[:, axis] - at) <= 1) & (np.abs(ends[:, axis] - at) <= 1)
        starts, ends, owner = starts[~on_frame], ends[~on_frame], owner[~on_frame]
    span = np.int64(1) << 31
    keys = np.sort(np.stack([starts[:, 0] * span + starts[:, 1], ends[:, 0] * span + ends[:, 1]], axis=1), axis=1)
    _, first, which, times = np.unique(keys, axis=0, return_index=True, return_inverse=True, return_counts=True)
    which = which.reshape(-1)
    doubted = np.bincount(which, weights=np.asarray(disputed, dtype=float)[owner], minlength=len(first)) > 0
    kinds = np.where(times == 1, LAND, np.where(doubted, DISPUTED, BORDER))
    return _joined_up(starts[first], ends[first], kinds)


def _joined_up(starts: Whole, ends: Whole, kinds: npt.NDArray[Any]) -> tuple[list[Whole], list[int]]:
    lines: list[Whole] = []
    labels: list[int] = []
    for kind in (LAND, BORDER, DISPUTED):
        chosen = kinds == kind
        if not chosen.any():
            continue
        segments = shapely.linestrings(np.stack([starts[chosen], ends[chosen]], axis=1).astype(float))
        merged = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(segments)))
        lines += [shapely.get_coordinates(line).astype(np.int64) for line in merged]
        labels += [kind] * len(merged)
    return lines, labels
