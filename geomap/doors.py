"""Doors of rooms: a room's names are there at once, what stands behind them is imported on first use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def opened_on_use(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """The `__getattr__` (PEP 562) of a package whose names are imported when they are asked for.

    Args:
        package: Name of the package.
        homes: The module, within the package, of each name that the package offers; "module:attribute" where it has
            another name there.

    Returns:
        A function that gives what a name stands for and raises AttributeError for other names.
    """

    def attribute(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module, _, other_name = homes[name].partition(":")
        return getattr(import_module(f"{package}.{module}"), other_name or name)

    return attribute
