"""Writing an index: entries in, a folder of mapped files out."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from geomap.places.gazetteer.assemble import Progress
from geomap.places.gazetteer.columns import write_columns, write_stamp
from geomap.places.gazetteer.entries import Entry, NameKind, prominence
from geomap.places.gazetteer.folding import fold, skeleton

KIND_BITS = 2
NAMES_TRIE = "names.marisa"
LOOSE_TRIE = "loose.marisa"
CELLS_EAST, CELLS_NORTH = 360, 180


def compile_index(
    entries: Iterable[Entry],
    folder: Path,
    version: str,
    *,
    about: Mapping[str, Any] | None = None,
    parents: Mapping[int, int] | None = None,
    progress: Progress = lambda _what, _share: None,
) -> None:
    """Write an index into an empty folder; its stamp is written last.

    Args:
        entries: The places. Their order does not matter.
        folder: An existing, empty folder.
        version: Goes into the stamp; opening demands the same.
        about: What else the stamp should tell.
        parents: The id of the division or country above each division.
        progress: Called with what is being done and the share of the whole build that is done.
    """
    rows = sorted(entries, key=lambda entry: prominence(entry.feature, entry.population, entry.geonames_id))
    progress("names", 0.6)
    columns = _place_columns(rows)
    columns.update(_tree_columns(rows, parents or {}))
    columns.update(_cell_columns(rows))
    progress("names", 0.65)
    columns.update(_name_columns(rows, folder, progress))
    layout = write_columns(folder, columns)
    counts = {"places": len(rows), "names": sum(len(row.names) for row in rows)}
    tables = {"features": columns_table(rows, "feature"), "countries": columns_table(rows, "country_code")}
    write_stamp(folder, version, {"layout": layout, "counts": counts, **tables, **(about or {})})
    progress("done", 1.0)


def columns_table(rows: list[Entry], attribute: str) -> list[str]:
    """Return the distinct values of an attribute, which its column refers to by position."""
    return sorted({getattr(row, attribute) for row in rows})


def _place_columns(rows: list[Entry]) -> dict[str, array[Any] | bytes]:
    features = {code: number for number, code in enumerate(columns_table(rows, "feature"))}
    countries = {code: number for number, code in enumerate(columns_table(rows, "country_code"))}
    by_id = sorted(range(len(rows)), key=lambda row: rows[row].geonames_id)
    names, name_starts = _joined(row.name for row in rows)
    every, every_starts = _joined("\n".join(_name_lines(row)) for row in rows)
    return {
        "id": array("i", (row.geonames_id for row in rows)),
        "latitude": array("d", (row.latitude for row in rows)),
        "longitude": array("d", (row.longitude for row in rows)),
        "population": array("q", (row.population for row in rows)),
        "feature": array("H", (features[row.feature] for row in rows)),
        "country": array("H", (countries[row.country_code] for row in rows)),
        "admin1": array("i", (row.admin1_id for row in rows)),
        "admin2": array("i", (row.admin2_id for row in rows)),
        "sorted_id": array("i", (rows[row].geonames_id for row in by_id)),
        "sorted_row": array("I", by_id),
        "name": names,
        "name_start": name_starts,
        "every_name": every,
        "every_name_start": every_starts,
    }


def _name_lines(row: Entry) -> Iterable[str]:
    for name, (language, kind) in row.names.items():
        yield f"{kind:d}{language}\t{name}"


def _joined(texts: Iterable[str]) -> tuple[bytes, array[int]]:
    pieces: list[bytes] = []
    starts = array("I", [0])
    length = 0
    for text in texts:
        raw = text.encode()
        pieces.append(raw)
        length += len(raw)
        starts.append(length)
    return b"".join(pieces), starts


def _tree_columns(rows: list[Entry], parents: Mapping[int, int]) -> dict[str, array[Any] | bytes]:
    pairs = sorted((parents[row.geonames_id], number) for number, row in enumerate(rows) if row.geonames_id in parents)
    return {"parent": array("i", (pair[0] for pair in pairs)), "child_row": array("I", (pair[1] for pair in pairs))}


def cell_of(latitude: float, longitude: float) -> int:
    """Return the number of the one-degree cell that a point lies in."""
    north = min(CELLS_NORTH - 1, max(0, math.floor(latitude + 90)))
    return north * CELLS_EAST + math.floor(longitude + 180) % CELLS_EAST


def _cell_columns(rows: list[Entry]) -> dict[str, array[Any] | bytes]:
    cells: list[list[int]] = [[] for _ in range(CELLS_EAST * CELLS_NORTH)]
    for number, row in enumerate(rows):
        if row.feature.startswith("PPL") and not math.isnan(row.latitude):
            cells[cell_of(row.latitude, row.longitude)].append(number)
    starts = array("I", [0])
    for cell in cells:
        starts.append(starts[-1] + len(cell))
    return {"cell_start": starts, "cell_row": array("I", (number for cell in cells for number in cell))}


def _name_columns(rows: list[Entry], folder: Path, progress: Progress) -> dict[str, array[Any] | bytes]:
    exact: dict[str, dict[int, int]] = {}
    loose: dict[str, set[int]] = {}
    for number, row in enumerate(rows):
        for name, (_, kind) in row.names.items():
            folded = fold(name)
            if not folded:
                continue
            known = exact.setdefault(folded, {})
            known[number] = min(known.get(number, NameKind.CODE), kind)
            if kind != NameKind.CODE:
                loose.setdefault(skeleton(folded), set()).add(number)
    loose.pop("", None)
    progress("index of names", 0.85)
    columns = _postings(
        "exact",
        _write_trie(folder / NAMES_TRIE, exact),
        {name: _ordered(known) for name, known in exact.items()},
    )
    progress("index of spellings", 0.93)
    columns.update(_postings("loose", _write_trie(folder / LOOSE_TRIE, loose), {key: sorted(found) for key, found in loose.items()}))
    return columns


def _ordered(known: dict[int, int]) -> list[int]:
    """Rows with the kind of name in the low bits; codes last, else best known first."""
    return [row << KIND_BITS | kind for row, kind in sorted(known.items(), key=lambda item: (item[1] == NameKind.CODE, item[0]))]


def _write_trie(path: Path, keys: Iterable[str]) -> list[str]:
    """Write the trie and return its keys in the order of their numbers."""
    from marisa_trie import Trie

    trie = Trie(keys)
    trie.save(str(path))
    ordered = [""] * len(trie)
    for key, number in trie.items():
        ordered[number] = key
    return ordered


def _postings(name: str, ordered: list[str], found: Mapping[str, list[int]]) -> dict[str, array[Any] | bytes]:
    starts = array("I", [0])
    values = array("I")
    for key in ordered:
        values.extend(found[key])
        starts.append(len(values))
    return {f"{name}_start": starts, f"{name}_value": values}
