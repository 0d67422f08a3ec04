"""Event tables that others publish: which of their columns are ours under another name.

The names stand in `foreign_columns.yaml`, so that a table of another project is taught by adding a line there.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import yaml


@cache
def _known() -> dict[str, Any]:
    text = resources.files("geomap.render").joinpath("foreign_columns.yaml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def rename_known(columns: dict[str, Any]) -> dict[str, Any]:
    """Give foreign columns our names and spell out their codes; every other column keeps its name.

    A column already called by our name is never replaced. Names are compared without regard to case, so that ACLED's
    capitals are read too.
    """
    lowered = {name.lower(): name for name in columns}
    renamed = dict(columns)
    for ours, theirs in _known()["columns"].items():
        if ours in renamed:
            continue
        source = next((lowered[name] for name in (ours, *theirs) if name in lowered and lowered[name] in renamed), None)
        if source is not None:
            renamed[ours] = renamed.pop(source)
    for ours, rule in _known()["translated"].items():
        if ours not in renamed and rule["from"] in lowered:
            renamed[ours] = [_spelled(rule["values"], value) for value in renamed.pop(lowered[rule["from"]])]
    for ours, words in _known()["codes"].items():
        if ours in renamed:
            renamed[ours] = [_spelled(words, value) for value in renamed[ours]]
    for ours in _known()["whole_numbers"]:
        if ours in renamed:
            renamed[ours] = [_whole(value) for value in renamed[ours]]
    return renamed


def _spelled(words: dict[str, Any], value: Any) -> Any:
    """Replace a code ("1", 1 or 1.0) by its words."""
    text = str(value)
    return words.get(text.removesuffix(".0"), value)


def _whole(value: Any) -> Any:
    """Write an identifier that a table reader made a float (214797.0) as it was."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else value
