"""Reading the YAML packs of this folder into plain records.

They are kept as JSON in the user's cache because YAML is slow to parse.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import platformdirs
import yaml

from geomap.errors import SetupError
from geomap.knowledge.entries import Entry, KindTerm, Term
from geomap.knowledge.folding import fold
from geomap.yaml_text import from_yaml

HERE = Path(__file__).parent
_FORMAT = 1

Pack = Mapping[str, Any]


def read_packs(extra: Path | None = None) -> dict[str, Pack]:
    """Read every pack of this folder and, after them, the user's own.

    Args:
        extra: A YAML file or a folder of such files in the form of this folder's, whose entries are added.

    Returns:
        File stem to content.

    Raises:
        SetupError: A file is not readable as YAML or not a mapping.
    """
    files = sorted(HERE.glob("*.yaml"))
    if extra is not None:
        files += sorted(extra.glob("*.yaml")) if extra.is_dir() else [extra]
    contents = {str(file): _content(file) for file in files}
    stamp = hashlib.blake2b(repr((_FORMAT, sorted(contents.items()))).encode(), digest_size=12).hexdigest()
    cached = platformdirs.user_cache_path("geomap") / "knowledge" / f"{stamp}.json"
    with contextlib.suppress(OSError, ValueError):
        packs: dict[str, Pack] = json.loads(cached.read_text(encoding="utf-8"))
        return packs
    packs = {_stem(name): _parse(name, content) for name, content in contents.items()}
    _keep(cached, packs)
    return packs


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise SetupError(
            f"The knowledge file {file} cannot be read ({error.strerror}); check its path and permissions."
        ) from error


def _stem(name: str) -> str:
    path = Path(name)
    return path.stem if path.parent == HERE else name


def _parse(name: str, content: bytes) -> Pack:
    try:
        pack = from_yaml(content)
    except yaml.YAMLError as error:
        raise SetupError(f"The knowledge file {name} is not valid YAML: {error}.") from error
    if not isinstance(pack, dict):
        raise SetupError(f"The knowledge file {name} must hold a mapping with `category` and `entries`.")
    return pack


def _keep(cached: Path, packs: Mapping[str, Pack]) -> None:
    """Write the parsed packs for next time; a cache that cannot be written costs only time."""
    with contextlib.suppress(OSError):
        cached.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=cached.parent, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(packs, out, ensure_ascii=False, default=str)  # YAML reads some dates as such
        Path(temporary).replace(cached)
        for old in cached.parent.glob("*.json"):
            if old != cached:
                old.unlink(missing_ok=True)


def entries_of(pack: Pack) -> Iterator[tuple[Entry, tuple[str, ...] | None]]:
    """The entries of one pack, each with its weak aliases (names that need other evidence).

    None where the pack lists none.

    A pack says `category`, `kind` and `entries`, which go by country (ISO alpha-2, or `world`) and then by
    English name. What follows
    a name is nothing, a period or a leader's terms ("president 2014-08..; prime minister 2003-03..2014-08"), or a
    mapping of `years`, `kinds` (periods in which it was of another kind than `kind`), `terms`, `kind`, `category`,
    `speaks_for`, `weak` and aliases by language (`any`, `en`, `fr`, ...).
    A leader's bare surname is weak by itself, unless `weak` says otherwise: `weak: []` for a surname that is a
    common word.
    """
    for place, named in pack["entries"].items():
        country = None if place == "world" else place
        for name, facts in (named or {}).items():
            yield _entry(str(name), country, _as_mapping(facts, pack["category"]), pack)


def _as_mapping(facts: Any, category: str) -> dict[str, Any]:
    if isinstance(facts, dict):
        return facts
    if facts is None:
        return {}
    return {"terms" if category == "leader" else "years": str(facts)}


def _entry(
    name: str, country: str | None, facts: Mapping[str, Any], pack: Pack
) -> tuple[Entry, tuple[str, ...] | None]:
    aliases = {
        language: tuple(map(str, value))
        for language, value in facts.items()
        if isinstance(value, list) and language != "weak"
    }
    terms = tuple(map(_term, filter(None, map(str.strip, str(facts.get("terms", "")).split(";")))))
    first, last = parse_period(str(facts.get("years", "")))
    if terms:
        first = min((t.first for t in terms if t.first), default=None)
        last = None if any(t.last is None for t in terms) else max(t.last for t in terms if t.last)
    category = facts.get("category", pack["category"])
    speaks_for = facts.get("speaks_for", pack.get("speaks_for", ""))
    weak = tuple(map(str, facts["weak"])) if "weak" in facts else None
    key = str(facts.get("key") or fold(name).replace(" ", "-"))
    kind = facts.get("kind", pack["kind"])
    kinds = tuple(KindTerm(was, *parse_period(str(period))) for was, period in facts.get("kinds", {}).items())
    return Entry(key, name, category, kind, country, first, last, aliases, speaks_for, terms, kinds), weak


def _term(text: str) -> Term:
    """A term as written in the packs: the office, a body in square brackets if need be, a space, the period."""
    office, _, period = text.rpartition(" ")
    office, _, body = office.removesuffix("]").partition(" [")
    return Term(office, *parse_period(period), body)


def parse_period(text: str) -> tuple[dt.date | None, dt.date | None]:
    """Read "2017-01..2025-01-29", "1999..", "..1994" or "2011" (from then on).

    Args:
        text: Two dates of whatever precision, either of which may be missing.

    Returns:
        First and last day, inclusive, as wide as the precision allows; None where open.
    """
    start, _, end = text.partition("..")
    return _first_day(start), _last_day(end)


def _first_day(text: str) -> dt.date | None:
    if not text:
        return None
    year, month, day = [*map(int, text.split("-")), 1, 1][:3]
    return dt.date(year, month, day)


def _last_day(text: str) -> dt.date | None:
    if not text:
        return None
    parts = [*map(int, text.split("-"))]
    if len(parts) == 3:
        return dt.date(*parts)
    year, month = parts if len(parts) == 2 else (parts[0], 12)
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
