"""Data blocks: how numbers and words travel inside the page.

A block is gzip of raw little-endian numbers, or of a JSON array of words, written in base64 between script tags that
no browser runs. The page decodes a block when it first needs it (`assets/data.js` is the other half of this file).
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[Any]
CHUNK_ROWS = 4096
_TYPES = {
    "i1": "Int8",
    "u1": "Uint8",
    "i2": "Int16",
    "u2": "Uint16",
    "i4": "Int32",
    "u4": "Uint32",
    "f4": "Float32",
    "f8": "Float64",
}
_GZIP = 16 + zlib.MAX_WBITS
_LEVEL = 6


def squeeze(raw: bytes) -> str:
    """Compress bytes to gzip and spell them in base64."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    return base64.b64encode(packer.compress(raw) + packer.flush()).decode("ascii")


def smallest_unsigned(highest: int) -> str:
    """Give the numpy type that holds 0 to `highest` in the fewest bytes."""
    return "u1" if highest < 1 << 8 else "u2" if highest < 1 << 16 else "u4"


@dataclass(slots=True)
class BlockWriter:
    """Collects blocks and hands out their ids.

    Blocks added with `late=True` (long texts) are written at the end of the page, so that the map is drawn before they
    are read. Compressing runs on threads, since zlib lets go of the interpreter.
    """

    _jobs: list[tuple[str, bool, Callable[[], bytes]]] = field(default_factory=list)

    def numbers(self, values: Numbers, *, delta: bool = False, late: bool = False) -> dict[str, Any]:
        """Add an array of numbers and return what the page must know to read it.

        Args:
            values: One-dimensional array of a type that JavaScript has.
            delta: Write differences to the number before, which compress better for lines and sorted values.
            late: Write the block at the end of the page.
        """
        flat = np.ascontiguousarray(values).astype(values.dtype.newbyteorder("<"), copy=False)
        stored = np.diff(flat, prepend=flat.dtype.type(0)) if delta else flat
        block = self._add(late, stored.tobytes)
        return {"block": block, "type": _TYPES[flat.dtype.str[1:]], "length": int(flat.size), "delta": delta}

    def words(self, values: Sequence[Any], *, late: bool = False) -> dict[str, Any]:
        """Add one JSON array (of strings, nulls or anything JSON holds) as one block."""
        return {"block": self._add(late, partial(_as_json, values)), "length": len(values)}

    def chunked_words(self, values: Sequence[Any], rows: int = CHUNK_ROWS) -> dict[str, Any]:
        """Add a long column of words as late blocks of `rows` rows, each decoded on its own."""
        starts = range(0, len(values), rows)
        blocks = [self._add(True, partial(_as_json, values[start : start + rows])) for start in starts]
        return {"blocks": blocks, "rows": rows, "length": len(values)}

    def written(self) -> tuple[str, str]:
        """Compress everything and return the markup of the early and of the late blocks."""
        early: list[str] = []
        late: list[str] = []
        with ThreadPoolExecutor(max_workers=2) as pool:
            done: Iterator[str] = pool.map(lambda job: squeeze(job[2]()), self._jobs)
            for (block, is_late, _), payload in zip(self._jobs, done, strict=True):
                tag = f'<script type="application/gzip;base64" id="{block}">{payload}</script>'
                (late if is_late else early).append(tag)
        return "\n".join(early), "\n".join(late)

    def _add(self, late: bool, raw: Callable[[], bytes]) -> str:
        block = f"gm-block-{len(self._jobs)}"
        self._jobs.append((block, late, raw))
        return block


def _as_json(values: Sequence[Any]) -> bytes:
    """Spell values as JSON; lone surrogates, which UTF-8 cannot hold, become the replacement character."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
