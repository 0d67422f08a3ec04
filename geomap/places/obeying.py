"""What the text says outright about where a name lies, which outweighs what names usually mean.

A designator chooses between a town and the division of its name; "X, in Y" rules out every X elsewhere; and "the village of X" is
no namesake in a country that the text never speaks of.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from geomap.places.candidates import level_of
from geomap.places.gazetteer import distance_km

if TYPE_CHECKING:
    from geomap.model import Place
    from geomap.places.candidates import Option
    from geomap.places.resolve import Group

_SAME_KM = 161.0
# A name this certain says what others lie in, or which country a text speaks of.
_SURE = 0.6
_SPOKEN_OF = 0.3
# Chance of a name that hardly any place but one in a country bears, in a text about that country.
_AT_HOME = 0.5
_FEW = 2
# A text with this share of its names in one country is about that country.
_MOSTLY = 0.6
# A town of more inhabitants is known without its country.
_KNOWN_TOWN = 100_000
_WIDE = frozenset({"country", "admin1"})
_DIVISIONS = _WIDE | {"admin2"}
# A rarer namesake this likely is taken, where the commoner one's country is named as a government only.
_LIKELY = 0.1


def obey(groups: Sequence[Group], hints: Mapping[str, float]) -> None:
    """Corrects the chances of settled names by what the text says outright.

    Args:
        groups: The document's names with their chances, changed in place.
        hints: Weight of countries that the document speaks of without naming them as places.
    """
    provinces = {group.name for group in groups if _is_asked_province(group)}
    for group in groups:
        _level(group, provinces)
    for group in groups:
        country = _said_country(group, groups)
        if country:
            _only(group, {country})
    for group in groups:
        if _is_small(group) or _is_doubtful(group):
            spoken = {*hints, *(_country(other) for other in groups if other.name != group.name)}
            if spoken - {""}:
                _only(group, spoken)
        _not_where_only_acts(group, groups)
        _across_borders(group, groups)
    for number, group in enumerate(groups):
        if not _is_far_from_neighbours(group, groups):
            _at_home(group, {*hints, *(_country(other) for i, other in enumerate(groups) if i != number)})


def _is_asked_province(group: Group) -> bool:
    """Whether a designator calls a name a province or district somewhere in the text."""
    best = group.best()
    return (
        best is not None
        and "level asked for" in group.options[best].features
        and level_of(group.options[best].place) in {"admin1", "admin2"}
    )


def _level(group: Group, provinces: Collection[str]) -> None:
    """Gives a town's chance to the division of its name, or the other way round, where a designator asks for that one."""
    best = group.best()
    if best is None:
        return
    place = group.options[best].place
    if level_of(place) == "admin1" and "level asked for" not in group.options[best].features:
        _prefer(group, best, [i for i, option in enumerate(group.options) if _is_country_of(option, place)])
    if "its chief town has its name" in group.options[best].features and group.name not in provinces:
        _prefer(group, best, [i for i, option in enumerate(group.options) if _is_chief_town(option, place)])
    if "other level" not in group.options[best].features:
        return
    asked = [
        i
        for i, option in enumerate(group.options)
        if "level asked for" in option.features
        and option.place.country_code == place.country_code
        and _away(place, option.place) <= _SAME_KM
    ]
    _prefer(group, best, asked)


def _prefer(group: Group, best: int, others: Sequence[int]) -> None:
    """Changes the likeliest entry's chance with that of the likeliest of some others."""
    if others:
        other = max(others, key=lambda i: float(group.chances[i]))
        group.chances[[best, other]] = group.chances[[other, best]]


def _is_chief_town(option: Option, division: Place) -> bool:
    """Whether an entry is the town that its division is named after: the bare name is the town's ("in Idlib")."""
    place = option.place
    inside = division.geonames_id in {place.admin1_id, place.admin2_id} and _away(place, division) <= _SAME_KM
    return inside and level_of(place) == "town" and "own name" in option.features


def _is_country_of(option: Option, province: Place) -> bool:
    """Whether an entry is the country that its province is named after ("Taiwan"): the name alone is the country's."""
    return "usual country name" in option.features and option.place.country_code == province.country_code


def _said_country(group: Group, groups: Sequence[Group]) -> str:
    """The country in which the text says that a name lies, empty where it says none."""
    for number in group.inside:
        outer = groups[number]
        best = outer.best()
        if best is None or not (outer.chances[best] >= _SURE or _is_unmistakable(outer)):
            continue
        if level_of(outer.options[best].place) in _DIVISIONS:
            return outer.options[best].place.country_code
    return ""


def _is_unmistakable(group: Group) -> bool:
    """Whether one division in the world bears a name that the text gives a division ("province du Sanmatenga")."""
    told = {"level asked for", "other level"}
    return len(group.options) == 1 and bool(told & group.options[0].features.keys())


def _country(group: Group) -> str:
    best = group.best()
    return group.options[best].place.country_code if best is not None and group.chances[best] >= _SPOKEN_OF else ""


def _not_where_only_acts(group: Group, groups: Sequence[Group]) -> None:
    """Prefers a namesake in a country where the text plays to one in a country that it only names as a government."""
    best = group.best()
    if best is None or group.settled or level_of(group.options[best].place) in _WIDE:
        return
    plays = {_country(other) for other in groups if other is not group and not other.acts} - {""}
    acts = {_country(other) for other in groups if other is not group and other.acts} - plays - {""}
    if group.options[best].place.country_code not in acts:
        return
    others = [i for i, option in enumerate(group.options) if option.place.country_code in plays]
    _prefer(group, best, [i for i in others if group.chances[i] >= _LIKELY])


def _across_borders(group: Group, groups: Sequence[Group]) -> None:
    """Prefers a region of several countries to the province of its name, in a text of several countries ("the Sahel")."""
    best = group.best()
    if best is None or group.settled or level_of(group.options[best].place) != "admin1":
        return
    regions = [i for i, option in enumerate(group.options) if _is_borderless(option)]
    own = group.options[best].place.country_code
    told = [_country(other) for other in groups if other.name != group.name]
    spoken = [country for country in told if country]
    said = "said country" in group.options[best].features
    if regions and not said and spoken.count(own) < _MOSTLY * len(spoken) and _said_country(group, groups) != own:
        _prefer(group, best, regions)


def _is_borderless(option: Option) -> bool:
    region = level_of(option.place) == "region" and "own name" in option.features
    return region and not option.place.country_code


def _is_small(group: Group) -> bool:
    """Whether a designator calls a name a village, commune or district, and its likeliest entry is not known by itself."""
    best = group.best()
    if best is None or group.asked:
        return False
    option = group.options[best]
    told = "level asked for" in option.features or "other level" in option.features
    return told and level_of(option.place) not in _WIDE and option.place.population < _KNOWN_TOWN


def _is_doubtful(group: Group) -> bool:
    """Whether a bare name's likeliest entry is a little town that is hardly likelier than none."""
    best = group.best()
    if best is None or group.asked or group.settled:
        return False
    place = group.options[best].place
    little = level_of(place) in {"town", "quarter"} and place.population < _KNOWN_TOWN
    return little and group.chances[best] < _SURE


def _at_home(group: Group, spoken: Collection[str]) -> None:
    """Trusts a name of one or two places in one country, where the text speaks of that country."""
    countries = {option.place.country_code for option in group.options}
    best = group.best()
    if best is None or len(countries) > 1 or len(group.options) > _FEW or not countries & set(spoken) - {""}:
        return
    if not {"sounds alike", "shortened"} & group.options[best].features.keys() and 0.0 < group.chances[best] < _AT_HOME:
        group.chances[best] = _AT_HOME


def _is_far_from_neighbours(group: Group, groups: Sequence[Group]) -> bool:
    """Whether a town named right beside a name lies elsewhere."""
    best = group.best()
    towns = [groups[number] for number in group.beside if _country(groups[number])]
    places = [other.options[number].place for other in towns if (number := other.best()) is not None]
    near = [place for place in places if level_of(place) in {"town", "quarter"}]
    if best is None or not near:
        return False
    own = group.options[best].place
    return all(distance_km(own.latitude, own.longitude, place.latitude, place.longitude) > _SAME_KM for place in near)


def _away(one: Place, other: Place) -> float:
    """Kilometres between two entries."""
    return distance_km(one.latitude, one.longitude, other.latitude, other.longitude)


def _only(group: Group, countries: Collection[str]) -> None:
    """Leaves a name only entries of some countries; none where it has no such entry."""
    best = group.best()
    if best is None or group.options[best].place.country_code in {"", *countries}:
        return
    if level_of(group.options[best].place) == "country":
        return
    for i, option in enumerate(group.options):
        if option.place.country_code not in countries:
            group.chances[i] = 0.0
