"""Whether a place name means the place, a government or people that act under its name, or is part of another name.

The guide's convention: a name that modifies a body ("US forces", "l'armée du Mali") is literal; a name that acts,
speaks, is addressed or has a will of its own ("Ankara said", "tensions between Taiwan and China", "US-backed") is a
metonym.
"""

from __future__ import annotations

from collections.abc import Mapping

from geomap.model import Use
from geomap.places.evidence import UNPARSED, Features, Listing
from geomap.places.lexicon import PlaceWords
from geomap.places.recognise import Name
from geomap.places.syntax import Role, role_of
from geomap.places.views import View
from geomap.places.weights import total

_ACRONYM = 4
_HYPHENS = frozenset({"-", "–", "/"})
_APOSTROPHES = frozenset({"'", "’"})
USES: tuple[Use, ...] = ("literal", "metonym", "embedded")


def use_of(features: Features, weights: Mapping[str, Mapping[str, float]]) -> Use:
    """The likeliest use."""
    scores = [total(weights[use], features) for use in USES]
    return USES[max(range(len(USES)), key=scores.__getitem__)]


def use_features(name: Name, words: PlaceWords, listed: Listing) -> Features:
    """What speaks for each use.

    Args:
        name: The place name.
        words: The language's lexicon.
        listed: What the gazetteer holds under it.
    """
    features: Features = {"bias": 1.0}
    span, seen = name.span, name.view
    if listed.country or span.code in {"US", "GB"} or len(span.code) == 2:
        features["country"] = 1.0
    elif listed.capital:
        features["capital"] = 1.0
    elif listed.region:
        features["region"] = 1.0
    else:
        features["lesser place"] = 1.0
    _of_recognition(features, span.features)
    if span.text.isupper() and not seen.shouted and not span.code and span.end - span.start > _ACRONYM:
        features["capitals"] = 1.0
    _of_neighbours(features, name, words)
    role = role_of(name)
    if role:
        _of_role(features, role, words)
    _with_status(features)
    return features if role else {f"{UNPARSED}{name}": value for name, value in features.items()}


_CARRIED = (
    "is organisation",
    "in organisation",
    "in other",
    "in facility",
    "across organisation",
    "in known actor",
    "in known person",
    "shouted",
    "opens sentence",
    "designator in front",
    "designator behind",
    "designator beside",
    "position beside",
    "left place",
    "left capital",
    "left capital organisation",
    "left capital title",
    "right capital organisation",
    "right capital name",
    "right capital place noun",
    "right comma, name",
    "right bracket",
    "place noun behind",
    "ends sentence",
)


def _of_recognition(features: Features, found: Features) -> None:
    for feature in _CARRIED:
        if feature in found or f"{UNPARSED}{feature}" in found:
            features[feature] = 1.0


def _of_neighbours(features: Features, name: Name, words: PlaceWords) -> None:
    _of_right(features, name, words)
    _of_left(features, name, words)
    behind = name.view.text[name.span.end : name.span.end + 12].lstrip()
    opens = name.view.sentence.start == 0 or "opens sentence" in features
    if opens and behind.startswith(("—", "–", "--", "- ", "(")):
        features["dateline"] = 1.0


def _of_right(features: Features, name: Name, words: PlaceWords) -> None:
    seen, right = name.view, name.span.last + 1
    if right >= len(seen.words):
        return
    gap, low = seen.gap(right), seen.lows[right]
    if gap == "-" and low in words.acting_suffixes:
        features["acting suffix"] = 1.0
    elif gap == "-" and low in words.literal_suffixes:
        features["literal suffix"] = 1.0
    elif gap in _HYPHENS and seen.caps[right]:
        features["hyphened name"] = 1.0
        _of_dealings(features, seen, words, right + 1)
    elif gap in _APOSTROPHES and low == "s":
        features["possessive"] = 1.0
        _of_possessed(features, seen, words, right + 1)
    elif gap.strip() == ":":
        features["colon behind"] = 1.0


def _of_left(features: Features, name: Name, words: PlaceWords) -> None:
    seen, left = name.view, name.span.first - 1
    if left < 0:
        return
    if seen.gap(name.span.first) in _HYPHENS and seen.caps[left]:
        features["hyphened name"] = 1.0
        _of_dealings(features, seen, words, name.span.last + 1)
    if seen.lows[left] in words.articles and left > 0:
        left -= 1
    if seen.gap(left + 1).strip() in {"", *_APOSTROPHES} and not seen.caps[left]:
        features[f"after {seen.lows[left]}"] = 1.0
        if seen.lows[left] in words.linkers and left > 0:
            _of_noun(features, seen.lows[left - 1], words, "of")
    if _capital_of_noun(seen, left, words):
        features["organisation word in front"] = 1.0


def _of_possessed(features: Features, seen: View, words: PlaceWords, start: int) -> None:
    """The nouns behind a possessive, up to the third word."""
    for low in seen.lows[start : start + 3]:
        if low in words.acts.get("possessed", ()):
            features["has a will"] = 1.0
            return
        if low in words.acts.get("body_nouns", ()):
            features["has a body"] = 1.0
            return


def _of_dealings(features: Features, seen: View, words: PlaceWords, start: int) -> None:
    """A noun of dealings behind hyphened names ("the US-China summit")."""
    if any(low in words.acts.get("dealings", ()) for low in seen.lows[start : start + 3]):
        features["hyphened dealings"] = 1.0


def _of_noun(features: Features, low: str, words: PlaceWords, link: str) -> None:
    for group in _NOMINAL:
        if low in words.acts.get(group, ()):
            features[f"{group} {link}"] = 1.0


def _capital_of_noun(seen: View, left: int, words: PlaceWords) -> bool:
    """An organisation's word in capitals before the linker ("Union nationale des pharmaciens du X", "University of X")."""
    if left < 1 or seen.lows[left] not in words.linkers:
        return False
    for i in range(left - 1, max(left - 5, -1), -1):
        if seen.caps[i] and "organisation" in words.classes.get(seen.lows[i], ()):
            return True
        if seen.gap(i + 1).strip() and seen.gap(i + 1).strip() not in {"'", "’"}:
            return False
    return False


def _of_role(features: Features, role: Role, words: PlaceWords) -> None:
    features[role.relation] = 1.0
    if role.listed:
        features["listed"] = 1.0
    groups = (
        [group for group in ("place", "with", "of") if group in words.classes.get(role.preposition, ())]
        if role.preposition
        else []
    )
    for group in groups:
        features[f"preposition {group}"] = 1.0
    if role.preposition:
        features[f"by {role.preposition}"] = 1.0
    if role.governor in words.borders:
        features["of a border"] = 1.0
        return
    for kind in _kinds(role, words):
        features[f"{role.relation} of {kind}"] = 1.0
        for group in groups:
            features[f"preposition {group}, {kind}"] = 1.0


_VERBAL = ("speech", "will", "deed", "state", "ground", "addressed")
_NOMINAL = ("dealings", "possessed", "body_nouns")


def _kinds(role: Role, words: PlaceWords) -> list[str]:
    """The groups of the lexicon that the governing word belongs to."""
    groups = _VERBAL if role.verbal else _NOMINAL
    found = [group for group in groups if role.governor in words.acts.get(group, ())]
    return found or ["another verb" if role.verbal else "another noun"]


def _with_status(features: Features) -> None:
    """Countries and capitals act more than towns do: pair what the clause says with what the place is."""
    status = next((kind for kind in ("country", "capital", "region", "lesser place") if kind in features), "")
    for relation in (
        "subject",
        "object",
        "agent",
        "passive",
        "possessor",
        "compound",
        "preposition with",
        "has a will",
    ):
        if relation in features:
            features[f"{status}, {relation}"] = 1.0
