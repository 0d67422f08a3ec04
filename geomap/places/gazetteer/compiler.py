"""Writing an index: entries in, a folder of mapped files out."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from geomap.places.gazetteer.assemble import Progress
from geomap.places.gazetteer.columns import write_columns, write_stamp
from geomap.places.gazetteer.entries import Entry, NameKind, prominence
from geomap.places.gazetteer.folding import ABBREVIATIONS, fold, skeleton

KIND_BITS = 2
KIND_MASK = (1 << KIND_BITS) - 1
_CODE = int(NameKind.CODE)
SHORTENED = tuple(f"{word} " for word in ABBREVIATIONS)
NAMES_TRIE = "names.marisa"
LOOSE_TRIE = "loose.marisa"
CODES = "codes.tsv"
CELLS_EAST, CELLS_NORTH = 360, 180


def compile_index(
    entries: Iterable[Entry],
    folder: Path,
    version: str,
    *,
    about: Mapping[str, Any] | None = None,
    parents: Mapping[int, int] | None = None,
    codes: Mapping[str, int] | None = None,
    progress: Progress = lambda _what, _share: None,
) -> None:
    """Write an index into an empty folder; its stamp is written last.

    Args:
        entries: The places. Their order does not matter.
        folder: An existing, empty folder.
        version: Goes into the stamp; opening demands the same.
        about: What else the stamp should tell.
        parents: The id of the division or country above each division.
        codes: Divisions' ids by code.
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
    lines = (f"{code}\t{identifier}\n" for code, identifier in (codes or {}).items())
    (folder / CODES).write_text("".join(lines), encoding="utf-8")
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


class _Heads(dict[tuple[str, NameKind], str]):
    """What stands before a name in the column of all names: its kind and language."""

    def __missing__(self, pair: tuple[str, NameKind]) -> str:
        self[pair] = f"{int(pair[1])}{pair[0]}\t"
        return self[pair]


_HEADS = _Heads()


def _name_lines(row: Entry) -> Iterable[str]:
    for name, pair in row.names.items():
        yield _HEADS[pair] + name


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
    # A folded name's rows with the kind of name in the low bits: a bare number where there is one row, as for most.
    exact: dict[str, int | list[int]] = {}
    for number, row in enumerate(rows):
        for folded, kind in _folded_names(row).items():
            known = exact.get(folded)
            value = number << KIND_BITS | kind
            if known is None:
                exact[folded] = value
            elif isinstance(known, int):
                exact[folded] = [known, value]
            else:
                known.append(value)
    progress("index of names", 0.8)
    columns = _postings("exact", _write_trie(folder / NAMES_TRIE, exact), exact, _codes_last)
    progress("index of spellings", 0.9)
    loose: dict[str, list[int]] = {}
    for folded, found in exact.items():
        key = skeleton(folded)
        if key:
            values = [found] if isinstance(found, int) else found
            numbers = [value >> KIND_BITS for value in values if value & KIND_MASK != _CODE]
            loose.setdefault(key, []).extend(numbers)
    columns.update(
        _postings("loose", _write_trie(folder / LOOSE_TRIE, loose), loose, lambda numbers: sorted(set(numbers)))
    )
    return columns


def _folded_names(row: Entry) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, (_, kind) in row.names.items():
        folded = fold(name)
        if folded and (folded not in found or kind < found[folded]):
            found[folded] = int(kind)
    for folded in [folded for folded in found if folded.startswith(SHORTENED)]:
        word, rest = folded.split(" ", 1)
        found.setdefault(f"{ABBREVIATIONS[word]} {rest}", int(NameKind.DERIVED))
    return found


def _codes_last(values: list[int]) -> list[int]:
    return sorted(values, key=lambda value: (value & KIND_MASK == _CODE, value))


def _write_trie(path: Path, keys: Iterable[str]) -> list[str]:
    """Write the trie and return its keys in the order of their numbers."""
    from marisa_trie import Trie

    trie = Trie(keys)
    trie.save(str(path))
    ordered = [""] * len(trie)
    for key, number in trie.items():
        ordered[number] = key
    return ordered


def _postings(
    name: str,
    ordered: list[str],
    found: Mapping[str, Any],
    values_of: Callable[[list[int]], list[int]],
) -> dict[str, array[Any] | bytes]:
    starts = array("I", [0])
    values = array("I")
    for key in ordered:
        one_or_more = found[key]
        if isinstance(one_or_more, int):
            values.append(one_or_more)
        else:
            values.extend(values_of(one_or_more))
        starts.append(len(values))
    return {f"{name}_start": starts, f"{name}_value": values}
