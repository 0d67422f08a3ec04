"""From the file to the settings; what is wrong in it is refused with its line and the mend."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from geomap.knowledge import Category, Entry
from geomap.knowledge import fold as fold_name
from geomap.model import ActorKind
from geomap.places.gazetteer import fold
from geomap.project.lines import Lines, read_lines
from geomap.project.settings import FixedPlace, Project

NAME = "geomap.toml"
_KINDS: tuple[ActorKind, ...] = get_args(ActorKind)
_CATEGORIES: Mapping[ActorKind, Category] = {
    "State forces": "force",
    "External forces": "force",
    "Government": "state",
    "Rebel group": "armed_group",
    "Political militia": "armed_group",
    "Identity militia": "armed_group",
}
_LEAST = 2
_Keys = Sequence[str | int]


def find_project(folder: Path) -> Path | None:
    """The `geomap.toml` of a folder or the nearest one above it; None where there is none."""
    folder = folder.resolve()
    return next((path for each in (folder, *folder.parents) if (path := each / NAME).is_file()), None)


def read_project(path: Path | str) -> Project:
    """The settings in a file.

    Raises:
        UsageError: The file cannot be read, or an entry in it is wrong: the message names its line and the mend.
    """
    path = Path(path)
    file = read_lines(path, path.name)
    return _Reader(file).project(hashlib.sha256(path.read_bytes()).hexdigest()[:12])


class _Reader:
    """One file on its way to settings."""

    def __init__(self, file: Lines) -> None:
        self._file = file

    def project(self, digest: str) -> Project:
        known = self._file.values
        self._only((), known, ("places", "actors"))
        places = self._table(("places",), known.get("places", {}))
        self._only(("places",), places, ("governments", "blocked", "fixed"))
        governments = self._names(("places", "governments"), places.get("governments", []))
        blocked = self._names(("places", "blocked"), places.get("blocked", []))
        fixed = self._table(("places", "fixed"), places.get("fixed", {}))
        self._once({"governments": governments, "blocked": blocked, "fixed": tuple(fixed)})
        return Project(
            path=self._file.name,
            digest=digest,
            governments=governments,
            blocked=blocked,
            fixed=tuple(self._fixed(name, value) for name, value in fixed.items()),
            actors=self._actors(known.get("actors", [])),
        )

    def _only(self, path: _Keys, table: Mapping[str, Any], allowed: Collection[str]) -> None:
        """Refuse a key that is none, with the one that was meant."""
        wrong = next((key for key in table if key not in allowed), None)
        if wrong is None:
            return
        near = difflib.get_close_matches(wrong, list(allowed), 1)
        meant = f"write {near[0]!r}" if near else f"there are {', '.join(allowed)}"
        raise self._file.problem((*path, wrong), f"there is no setting {wrong!r}; {meant}")

    def _table(self, path: _Keys, value: Any) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise self._file.problem(path, f"{path[-1]!r} is a table; write [{'.'.join(map(str, path))}]")
        return value

    def _names(self, path: _Keys, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            raise self._file.problem(path, f'{path[-1]} is a list of names; write {path[-1]} = ["One", "Other"]')
        wrong = next((name for name in value if len(fold(name)) < _LEAST), None)
        if wrong is not None:
            raise self._file.problem(path, f"{wrong!r} is no name; give two letters at least", item=wrong)
        return tuple(value)

    def _once(self, lists: Mapping[str, Sequence[str]]) -> None:
        """Refuse a name about which two things are said."""
        said: dict[str, str] = {}
        for where, names in lists.items():
            for name in names:
                before = said.setdefault(fold(name), where)
                if before != where:
                    path = ("places", where, name) if where == "fixed" else ("places", where)
                    raise self._file.problem(
                        path, f"{name!r} stands in {before!r} and in {where!r}; leave it in one of them", item=name
                    )

    def _fixed(self, name: str, value: Any) -> FixedPlace:
        path = ("places", "fixed", name)
        line = self._file.line(path)
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return FixedPlace(name, value, line=line)
        if len(fold(name)) < _LEAST:
            raise self._file.problem(path, f"{name!r} is no name; give two letters at least")
        if not isinstance(value, dict) or not {"latitude", "longitude"} <= value.keys():
            raise self._file.problem(
                path,
                f"{name!r} needs GeoNames' id or a point; write {name!r} = 266826 or "
                f'{name!r} = {{ latitude = 34.4, longitude = 35.8, country = "LB" }}',
            )
        self._only(path, value, ("latitude", "longitude", "country"))
        latitude, longitude = (self._degrees(path, key, value[key]) for key in ("latitude", "longitude"))
        country = self._country((*path, "country"), value["country"]) if "country" in value else ""
        return FixedPlace(name, None, latitude, longitude, country, line)

    def _degrees(self, path: _Keys, key: str, value: Any) -> float:
        limit = 90 if key == "latitude" else 180
        if isinstance(value, bool) or not isinstance(value, int | float) or not -limit <= value <= limit:
            raise self._file.problem((*path, key), f"{key} is a number from -{limit} to {limit}, not {value!r}")
        return float(value)

    def _country(self, path: _Keys, value: Any) -> str:
        import pycountry

        code = value.upper() if isinstance(value, str) else ""
        if code != "XK" and (len(code) != 2 or pycountry.countries.get(alpha_2=code) is None):
            found = pycountry.countries.get(name=value) if isinstance(value, str) else None
            mend = f'write country = "{found.alpha_2}"' if found else 'write ISO 3166-1 alpha-2, such as "ML"'
            raise self._file.problem(path, f"{value!r} is no country's code; {mend}")
        return code

    def _actors(self, value: Any) -> tuple[Entry, ...]:
        if not isinstance(value, list):
            raise self._file.problem(("actors",), "actors are tables of a list; write [[actors]] above each")
        entries: dict[str, Entry] = {}
        for number, table in enumerate(value):
            path = ("actors", number)
            entry = self._actor(path, self._table(path, table))
            if entry.key in entries:
                raise self._file.problem((*path, "name"), f"the actor {entry.name!r} is there already; make them one")
            entries[entry.key] = entry
        return tuple(entries.values())

    def _actor(self, path: _Keys, table: Mapping[str, Any]) -> Entry:
        self._only(path, table, ("name", "aliases", "kind", "country"))
        name = table.get("name")
        if not isinstance(name, str) or len(fold_name(name)) < _LEAST:
            at = (*path, "name") if "name" in table else path
            raise self._file.problem(at, 'an actor needs a name of two letters at least; write name = "..."')
        kind = table.get("kind")
        if kind not in _KINDS:
            near = difflib.get_close_matches(str(kind).capitalize(), _KINDS, 1)
            meant = f'write kind = "{near[0]}"' if near and kind else f"it is one of {', '.join(_KINDS)}"
            told = f"{kind!r} is no kind of actor" if "kind" in table else f"the actor {name!r} has no kind"
            raise self._file.problem((*path, "kind") if "kind" in table else path, f"{told}; {meant}")
        aliases = self._names((*path, "aliases"), table.get("aliases", []))
        country = self._country((*path, "country"), table["country"]) if "country" in table else None
        key = fold_name(name).replace(" ", "-")
        return Entry(key, name, _CATEGORIES.get(kind, "organisation"), kind, country, aliases={"any": aliases})
