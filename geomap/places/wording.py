"""Why a mention was taken for what it was taken for, in one sentence for people."""

from __future__ import annotations

from geomap.places.candidates import Option, level_of
from geomap.places.resolve import Group

_SOME = 0.3
_NAMES = {
    "country": "country",
    "admin1": "province",
    "admin2": "district",
    "division": "division",
    "quarter": "part of a town",
    "town": "town",
    "water": "water",
    "region": "region",
}
_REASONS = (
    ("coded", "the abbreviation is its own"),
    ("demonym", "the people are its own"),
    ("inside", "the text says what it lies in"),
    ("said country", "the text names its country beside it"),
    ("level asked for", "the text calls it that"),
    ("near 25", "other names of the text lie close by"),
    ("beside", "the name beside it lies close by"),
    ("same province", "other names of the text lie in its province"),
    ("near 100", "other names of the text lie near"),
    ("same country", "the text is about its country"),
    ("capital", "it is a capital"),
)


def reason_found(option: Option, group: Group) -> str:
    """Why an entry was chosen.

    Args:
        option: The entry with its features.
        group: The name's candidates.
    """
    place, count = option.place, len(group.options)
    inside = ", ".join(
        part for part in (place.admin1 if place.admin1 != place.name else "", place.country_code) if part
    )
    told = f"Taken for the {_NAMES[level_of(place)]} {place.name}{f' ({inside})' if inside else ''}"
    if group.asked:
        return f"{told}: the gazetteer lacks it, and the geocoder gave this."
    if count == 1:
        return f"{told}: the only entry of that name."
    reasons = [words for feature, words in _REASONS if option.features.get(feature, 0.0) >= _SOME][:2]
    return f"{told} among {count} of that name: {' and '.join(reasons) or 'the best known of them'}."


def reason_open(group: Group, best: int | None, *, could_ask: bool) -> str:
    """Why a mention was left unresolved.

    Args:
        group: The name's candidates.
        best: The likeliest of them, None without any.
        could_ask: False where a geocoder should have been asked and did not answer.
    """
    if not could_ask:
        return "The gazetteer does not hold it, and the geocoder could not be asked."
    if best is None:
        return "No gazetteer entry bears this name or one that sounds like it."
    place = group.options[best].place
    if "sounds alike" in group.options[best].features:
        return f"Only names that sound alike are listed, as {place.name} ({place.country_code}), and none fits."
    return f"The likeliest of {len(group.options)} entries, {place.name} ({place.country_code}), is too doubtful."
