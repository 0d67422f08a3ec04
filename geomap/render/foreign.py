"""Event tables that others publish: which of their columns are ours under another name.

The facts are those of the store room (`foreign_tables.yaml`), applied here to whole columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from geomap.render.fields import FIELDS
from geomap.store import Table, table_of

Columns = dict[str, Any]


def rename_known(columns: Columns) -> Columns:
    """Give foreign columns our names and spell out their codes; every other column keeps its name.

    A column already called by our name is never replaced. Names are compared without regard to case, so that ACLED's
    capitals are read too. Of several columns that may hold a field the first that holds anything in a row is taken;
    those behind the first stay as columns of their own.
    """
    lowered = {name.strip().lower(): name for name in columns}
    table = table_of(frozenset(lowered))
    given = {low: columns[name] for low, name in lowered.items()}
    renamed = dict(columns)
    for ours, sources in table.columns.items():
        present = [name for name in sources if name in given]
        if ours in FIELDS and ours not in renamed and present and lowered[present[0]] in renamed:
            renamed[ours] = _filled([given[name] for name in present])
            renamed.pop(lowered[present[0]])
    _spell(renamed, given, table)
    if "event_id" in renamed:
        renamed["event_id"] = [_whole(value) for value in renamed["event_id"]]
    return renamed


def _spell(renamed: Columns, given: Mapping[str, Any], table: Table) -> None:
    """Spell codes out, add the fields that follow from codes, and those that hold for every row."""
    for ours, words in table.codes.items():
        if ours in renamed:
            renamed[ours] = [words.get(_code(value), words.get("*", value)) for value in renamed[ours]]
    for ours, rule in table.by.items():
        if ours not in renamed and rule["column"] in given:
            renamed[ours] = [rule["values"].get(_code(value)) for value in given[rule["column"]]]
    count = len(next(iter(given.values()), ()))
    always = {**table.constants, **({"doc_id": table.name} if table.name else {})}
    for ours, value in always.items():
        if ours not in renamed:
            renamed[ours] = [value] * count


def _filled(columns: Sequence[Any]) -> Any:
    """One column of several: in each row the first that holds anything."""
    if len(columns) == 1:
        return columns[0]
    return [next((value for value in row if not _is_blank(value)), None) for row in zip(*columns, strict=True)]


def _is_blank(value: Any) -> bool:
    return value is None or value == "" or value != value  # noqa: PLR0124 - NaN and NaT are unlike themselves


def _code(value: Any) -> str:
    """A code as text, whether a table reader made it 3, 3.0 or "03"."""
    text = "" if _is_blank(value) else str(value).strip().removesuffix(".0")
    return text.lstrip("0") or "0" if text.isdigit() else text


def _whole(value: Any) -> Any:
    """Write an identifier that a table reader made a float (214797.0) as it was."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else value
