"""Abbreviations of places: "Long Beach, CA", "Ore.", "U.S.", as the language packs list them."""

from __future__ import annotations

from geomap.places.lexicon import PlaceWords
from geomap.places.views import View


def code_of(view: View, first: int, last: int, text: str, words: PlaceWords) -> str:
    """ISO 3166 code of an abbreviation or everyday name, empty for other words.

    Some count only behind a town ("Long Beach, CA") or with a full stop inside a sentence ("Ore. mill shuts early").
    """
    code = words.codes.get(text.replace("’", "'"))
    if code:
        return code
    behind_town = first > 0 and view.caps[first - 1] and view.gap(first) in {", ", " ", ","}
    dotted = words.after_town.get(text if text.endswith(".") else text + ".")
    if dotted and (text.endswith(".") or view.text[view.ends[last] : view.ends[last] + 1] == "."):
        inside = view.text[view.ends[last] :].lstrip(". ")[:1]
        return dotted if behind_town or inside.islower() or inside in {",", "-", "–", "—", ")"} else ""
    return words.after_town.get(text, "") if behind_town and first == last else ""
