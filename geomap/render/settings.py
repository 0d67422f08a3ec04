"""What every page is told, whether its events are in it or come from a service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from geomap.languages import installed, lexicon
from geomap.render.text import LANGUAGES, palette, strings
from geomap.store import foreign_tables


def languages_of(lang: str | None) -> Sequence[str]:
    """The languages that a page can be shown in: the one asked for, or all."""
    return [lang] if lang else LANGUAGES


def page_settings(
    *,
    lang: str | None,
    theme: str,
    title: str | None,
    subtitle: str | None,
    run: Mapping[str, Any] | None,
    aliases: Mapping[str, Sequence[str]] | None,
) -> dict[str, Any]:
    """The settings that do not depend on where the events come from.

    Args:
        lang: ISO 639-1 code of the page's language; None lets the reader choose.
        theme: "light", "dark" or "auto".
        title: Headline; by default said in the page's language.
        subtitle: Line under it.
        run: What is known of the run that read the events.
        aliases: Other names of actors, by name.

    Returns:
        JSON-ready values by the names that the page's scripts know.
    """
    return {
        "palette": palette(),
        "strings": strings(lang or "en"),
        "translations": {code: strings(code) for code in LANGUAGES} if lang is None else {},
        "lang": lang,
        "theme": theme,
        "title": title,
        "subtitle": subtitle,
        "run": dict(run or {}),
        "aliases": {name: list(names) for name, names in (aliases or {}).items()},
        "graphic": {code: dict(lexicon(code, "graphic")) for code in sorted(installed())},
        "unordered": [table.name for table in foreign_tables() if table.unordered],
    }
