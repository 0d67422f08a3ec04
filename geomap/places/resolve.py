"""Which gazetteer entry each name means, decided for all names of a document together.

Entries are scored by what is known of them alone, then by how well they fit the other names: their countries,
provinces and distances, and what the text says contains what. Scores become chances against each other and against
"none of these"; a second and a third round use the chances of the round before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from geomap.model import Place
from geomap.places.candidates import Option, level_of
from geomap.places.obeying import obey
from geomap.places.weights import Weights, total

Numbers = NDArray[np.float64]
_RADIUS_KM = 6371.0088
_SAME_KM = 161.0
_SOURCES = 3
_ROUNDS = 2
_SCALES = (25.0, 100.0, 400.0)
DYNAMIC = (
    "same country",
    "same province",
    "near 25",
    "near 100",
    "near 400",
    "beside",
    "inside",
    "holds",
    "same province, smaller",
    "near 100, smaller",
)


@dataclass(slots=True)
class Group:
    """All mentions of one name under one designator, which are taken for one place.

    Attributes:
        name: Folded name; groups of one name are no evidence for each other.
        options: Entries considered.
        mentions: How often it is mentioned.
        inside: Groups that the text says contain it ("Idlib, en Syrie").
        beside: Groups mentioned right before or after it.
        asked: Whether a geocoder gave the options, for a name that the gazetteer lacks; its likeliest answer is taken.
        acts: Whether the name stands for a government wherever it is mentioned, which says little of where others lie.
        settled: Whether the user said which place it is: the only option, and certain; or that it is none.
        chances: Chance of each option, filled in by `settle`.
    """

    name: str
    options: list[Option]
    mentions: int = 1
    inside: set[int] = field(default_factory=set)
    beside: set[int] = field(default_factory=set)
    asked: bool = False
    settled: bool = False
    acts: bool = False
    chances: Numbers = field(default_factory=lambda: np.zeros(0))

    def best(self) -> int | None:
        """Number of the likeliest option, None without any."""
        return int(self.chances.argmax()) if len(self.chances) else None

    def certainty(self) -> float:
        """Chance that the place lies where the likeliest option does: that of all options within 161 km of it."""
        best = self.best()
        if best is None:
            return 0.0
        radians = np.radians([(option.place.latitude, option.place.longitude) for option in self.options])
        points = _unit_vectors(radians)
        return min(1.0, float(self.chances[_distances(points, points[best : best + 1])[:, 0] <= _SAME_KM].sum()))


@dataclass(slots=True)
class _Table:
    """All options of a document as columns."""

    group: NDArray[np.int64]
    names: NDArray[np.int64]
    points: Numbers
    countries: NDArray[np.int64]
    provinces: NDArray[np.int64]
    wide: NDArray[np.bool_]
    bounds: list[tuple[int, int]]


def settle(groups: Sequence[Group], hints: Mapping[str, float], weights: Weights) -> None:
    """Fill in the chance of each option of each group, and the features that depend on the other groups.

    Args:
        groups: The document's names.
        hints: Weight of countries that the document speaks of without naming them as places (demonyms, actors, its
            source).
        weights: Fitted weights.
    """
    table, codes = _tabulate(groups)
    if not len(table.group):
        for group in groups:
            group.chances = np.zeros(0)
        return
    _share_out(groups, table, _scores(groups, weights.first), weights.first["none"])
    base = _scores(groups, {name: weight for name, weight in weights.resolution.items() if name not in DYNAMIC})
    moving = np.array([weights.resolution.get(name, 0.0) for name in DYNAMIC])
    for _ in range(_ROUNDS):
        columns = dynamic(groups, table, codes, hints)
        _share_out(groups, table, base + columns @ moving, weights.resolution["none"])
    for option, row in zip((option for group in groups for option in group.options), columns, strict=True):
        for name in DYNAMIC:
            option.features.pop(name, None)
        option.features.update({name: float(value) for name, value in zip(DYNAMIC, row, strict=True) if value})
    obey(groups, hints)


def _scores(groups: Sequence[Group], weights: Mapping[str, float]) -> Numbers:
    return np.array([total(weights, option.features) for group in groups for option in group.options])


def _tabulate(groups: Sequence[Group]) -> tuple[_Table, dict[str, int]]:
    codes: dict[str, int] = {}
    names: dict[str, int] = {}
    rows: list[tuple[int, int, int, int]] = []
    degrees: list[tuple[float, float]] = []
    wide: list[bool] = []
    bounds = []
    for number, group in enumerate(groups):
        start = len(rows)
        for option in group.options:
            place = option.place
            country = codes.setdefault(place.country_code, len(codes)) if place.country_code else -1
            rows.append((number, names.setdefault(group.name, len(names)), country, place.admin1_id or -1))
            degrees.append((place.latitude, place.longitude))
            wide.append(level_of(place) == "country")
        bounds.append((start, len(rows)))
    columns = np.array(rows, dtype=np.int64).reshape(-1, 4)
    return _Table(
        columns[:, 0],
        columns[:, 1],
        _unit_vectors(np.radians(np.array(degrees).reshape(-1, 2))),
        columns[:, 2],
        columns[:, 3],
        np.array(wide, dtype=np.bool_),
        bounds,
    ), codes


def _unit_vectors(radians: Numbers) -> Numbers:
    """Points on the unit sphere from (latitude, longitude) rows in radians."""
    north, east = radians[:, 0], radians[:, 1]
    return np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], axis=1)


def _share_out(groups: Sequence[Group], table: _Table, scores: Numbers, none: float) -> None:
    for group, (start, end) in zip(groups, table.bounds, strict=True):
        if group.settled:
            group.chances = np.ones(end - start)
            continue
        own = scores[start:end]
        top = max(float(own.max()), none) if end > start else none
        raised = np.exp(own - top)
        group.chances = raised / (raised.sum() + np.exp(none - top))


def dynamic(groups: Sequence[Group], table: _Table, codes: Mapping[str, int], hints: Mapping[str, float]) -> Numbers:
    """The features of every option that depend on the other groups, one column for each name of DYNAMIC."""
    chances = np.concatenate([group.chances for group in groups])
    mass = chances * np.sqrt(np.array([group.mentions for group in groups]))[table.group]
    columns = np.zeros((len(chances), len(DYNAMIC)))
    columns[:, 0] = _country_share(table, mass, codes, hints)
    columns[:, 1] = _province_share(table, mass)
    sources = _sources(table, chances)
    away = _distances(table.points, table.points[sources])
    others = table.names[:, None] != table.names[sources][None, :]
    for column, scale in enumerate(_SCALES, start=2):
        columns[:, column] = 1 - np.exp(-(others * chances[sources][None, :] * np.exp(-away / scale)).sum(axis=1))
    columns[:, 5] = _beside(groups, table, chances, sources, away)
    _containment(groups, table, chances, columns)
    return columns


def _country_share(table: _Table, mass: Numbers, codes: Mapping[str, int], hints: Mapping[str, float]) -> Numbers:
    """Share of the other names' weight, and of the hints, that lies in an option's country."""
    count = len(codes)
    own = np.zeros((int(table.names.max()) + 1, count + 1))
    np.add.at(own, (table.names, table.countries), mass)
    own[:, count] = 0.0
    hinted = np.zeros(count + 1)
    for code, weight in hints.items():
        if code in codes:
            hinted[codes[code]] += weight
    whole = own.sum(axis=0)
    rest = whole.sum() + sum(hints.values()) - own.sum(axis=1)
    values: Numbers = (whole + hinted)[table.countries] - own[table.names, table.countries]
    values[table.countries < 0] = 0.0
    shared: Numbers = values / (rest[table.names] + 0.5)
    return shared


def _province_share(table: _Table, mass: Numbers) -> Numbers:
    """Share of the other names' weight that lies in an option's first-order division, saturating."""
    by_province: dict[int, float] = defaultdict(float)
    by_both: dict[tuple[int, int], float] = defaultdict(float)
    for number, province, value in zip(table.names.tolist(), table.provinces.tolist(), mass.tolist(), strict=True):
        if province >= 0:
            by_province[province] += value
            by_both[number, province] += value
    pairs = zip(table.names.tolist(), table.provinces.tolist(), strict=True)
    others = np.array([by_province[p] - by_both[n, p] if p >= 0 else 0.0 for n, p in pairs])
    return np.where(table.provinces >= 0, 1 - np.exp(-others), 0.0)


def _sources(table: _Table, chances: Numbers) -> NDArray[np.int64]:
    """The likeliest options of each group, to take distances from; countries are too wide to be near anything."""
    chosen: list[int] = []
    for start, end in table.bounds:
        if end > start:
            best = start + np.argsort(-chances[start:end])[:_SOURCES]
            chosen.extend(best[~table.wide[best]].tolist())
    return np.array(chosen, dtype=np.int64)


def _distances(points: Numbers, others: Numbers) -> Numbers:
    return _RADIUS_KM * np.arccos(np.clip(points @ others.T, -1.0, 1.0))


def _beside(
    groups: Sequence[Group], table: _Table, chances: Numbers, sources: NDArray[np.int64], away: Numbers
) -> Numbers:
    """Nearness to the names mentioned next to it."""
    values = np.zeros(len(chances))
    source_groups = table.group[sources]
    for group, (start, end) in zip(groups, table.bounds, strict=True):
        if group.beside and end > start:
            columns = np.isin(source_groups, list(group.beside))
            if columns.any():
                values[start:end] = (
                    chances[sources][columns][None, :] * np.exp(-away[start:end][:, columns] / 150.0)
                ).max(axis=1)
    return values


def _containment(groups: Sequence[Group], table: _Table, chances: Numbers, columns: Numbers) -> None:
    """What the text says lies in what: a share for the thing contained and one for its container."""
    inside, holds = DYNAMIC.index("inside"), DYNAMIC.index("holds")
    for number, group in enumerate(groups):
        start, _ = table.bounds[number]
        for container in group.inside:
            outer_start, _ = table.bounds[container]
            for i, option in enumerate(group.options):
                for j, outer in enumerate(groups[container].options):
                    if lies_in(option.place, outer.place):
                        columns[start + i, inside] = max(columns[start + i, inside], chances[outer_start + j])
                        columns[outer_start + j, holds] = max(columns[outer_start + j, holds], chances[start + i])


def lies_in(inner: Place, outer: Place) -> bool:
    """Whether one entry lies in another, by the ids of divisions and the codes of countries."""
    if inner.geonames_id == outer.geonames_id:
        return False
    level = level_of(outer)
    if level == "country":
        return bool(inner.country_code) and inner.country_code == outer.country_code and level_of(inner) != "country"
    if level == "admin1":
        return inner.admin1_id == outer.geonames_id
    if level == "admin2":
        return inner.admin2_id == outer.geonames_id
    return False
