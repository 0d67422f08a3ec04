"""Knowledge: states and their forces, armed groups, organisations, offices, leaders and media.

With aliases, country, kind and years.

The facts are the YAML packs of this folder; the code only looks them up.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from geomap.doors import opened_on_use
from geomap.knowledge.entries import Category, CountryMatch, Entry, NameMatch, Term
from geomap.knowledge.folding import fold

if TYPE_CHECKING:
    from pathlib import Path

    from geomap.knowledge.lookup import Knowledge

__all__ = ["Category", "CountryMatch", "Entry", "Knowledge", "NameMatch", "Term", "fold", "load_knowledge"]

__getattr__ = opened_on_use(__name__, {"Knowledge": "lookup"})  # it brings the matcher with it


@lru_cache(maxsize=4)
def load_knowledge(extra: Path | None = None, own: tuple[Entry, ...] = ()) -> Knowledge:
    """Load what is known of actors and countries; the second call costs nothing.

    Args:
        extra: The user's own YAML pack, or a folder of them, in the form of this room's packs; its entries come on top.
        own: Actors of the user's, which come before all others of their names.

    Returns:
        The look-up.

    Raises:
        SetupError: A pack cannot be read.
    """
    from geomap.knowledge.lookup import Knowledge
    from geomap.knowledge.reading import read_packs

    return Knowledge(read_packs(extra), own)
