"""Levels of the basemap: rings of land and the lines between them, and where a level that is costly to make is kept."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs

from geomap.render.blocks import BlockWriter
from geomap.render.shapes import Whole, pack_lines


@dataclass(frozen=True, slots=True)
class Level:
    """Rings of land by country, and the lines between them, in degrees times `scale`."""

    rings: list[Whole]
    owners: list[int]
    lines: list[Whole]
    kinds: list[int]
    scale: int

    def pack(self, writer: BlockWriter, *, late: bool = False) -> dict[str, Any]:
        """Write the level's blocks."""
        return {
            "land": pack_lines(self.rings, self.owners, self.scale, writer, late=late),
            "lines": pack_lines(self.lines, self.kinds, self.scale, writer, late=late),
        }


def kept_level(key: str, make: Callable[[], Level]) -> Level:
    """Give the level kept under a key, else make it and keep it. A cache that cannot be written is no error."""
    path = _folder() / f"world-{key}.npz"
    with suppress(OSError, ValueError, KeyError, EOFError):
        return _load(str(path), path.stat().st_mtime_ns)
    level = make()
    with suppress(OSError):
        _save(path, level)
    return level


def _folder() -> Path:
    return Path(platformdirs.user_cache_dir("geomap")) / "basemap"


@lru_cache(maxsize=2)
def _load(path: str, changed: int) -> Level:  # noqa: ARG001 - a file written anew is read anew
    with np.load(path, allow_pickle=False) as kept:
        rings = _cut(kept["ring_points"], kept["ring_sizes"])
        lines = _cut(kept["line_points"], kept["line_sizes"])
        return Level(rings, kept["owners"].tolist(), lines, kept["kinds"].tolist(), int(kept["scale"]))


def _save(path: Path, level: Level) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
        np.savez(
            part,
            ring_points=_joined(level.rings),
            ring_sizes=np.array([len(ring) for ring in level.rings]),
            owners=np.array(level.owners),
            line_points=_joined(level.lines),
            line_sizes=np.array([len(line) for line in level.lines]),
            kinds=np.array(level.kinds),
            scale=level.scale,
        )
    Path(part.name).replace(path)


def _joined(lines: Sequence[Whole]) -> Whole:
    return np.concatenate(lines) if lines else np.zeros((0, 2), dtype=np.int64)


def _cut(points: Whole, sizes: Whole) -> list[Whole]:
    return np.split(points, np.cumsum(sizes)[:-1]) if len(sizes) else []
