"""The knowledge itself: names to entries, countries and demonyms to codes, and the names that follow by rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, Literal

import babel

from geomap.errors import SetupError
from geomap.knowledge.countries import demonyms
from geomap.knowledge.entries import CountryMatch, Entry, NameMatch
from geomap.knowledge.folding import fold
from geomap.knowledge.matching import Alias, Matcher
from geomap.knowledge.reading import Pack, entries_of
from geomap.knowledge.surnames import surnames

_CountryUse = tuple[str, Literal["name", "demonym", "capital"]]


class Knowledge:
    """Looks up actors, countries and demonyms; read-only, shared by all documents.

    Args:
        packs: What `read_packs` gave.
        own: Entries that come before those of the packs: they win where two share a name, and take the place of
            the entry of the same canonical name, whose other names they keep.
    """

    def __init__(self, packs: Mapping[str, Pack], own: Sequence[Entry] = ()) -> None:
        self._countries: Mapping[str, Mapping[str, Any]] = packs["countries"]
        self._entries: dict[str, Entry] = {}
        self._weak: dict[str, tuple[str, ...] | None] = {}
        self._names: dict[str, Matcher[Entry]] = {}
        self._country_words: dict[str, Matcher[_CountryUse]] = {}
        self._described: Mapping[str, Mapping[str, str | list[str]]] = packs.get("described", {}).get("described", {})
        for stem, pack in packs.items():
            if stem not in {"countries", "described"}:
                self._add(stem, pack)
        if own:
            self._put_first(own)

    def _put_first(self, own: Sequence[Entry]) -> None:
        known = self._entries
        self._entries = {entry.key: _with_names(entry, known.get(entry.key)) for entry in own}
        self._weak.update((entry.key, ()) for entry in own)
        self._entries |= {key: entry for key, entry in known.items() if key not in self._entries}

    def _add(self, stem: str, pack: Pack) -> None:
        try:
            for entry, weak in entries_of(pack):
                self._entries[entry.key] = entry
                self._weak[entry.key] = weak
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise SetupError(
                f"The knowledge file {stem} is not in the form of the project's own packs ({error!r}); mend it or leave it out."
            ) from error

    # Actors

    def get(self, key: str) -> Entry:
        """The entry of a key.

        Raises:
            KeyError: There is none.
        """
        return self._entries[key]

    def named(self, name: str) -> Entry | None:
        """The entry whose canonical English name this is, None where there is none."""
        entry = self._entries.get(fold(name).replace(" ", "-"))
        return entry if entry is not None and entry.name == name else self._by_name.get(name)

    def described(self, people: str, country: str | None, day: dt.date | None = None) -> Entry | None:
        """Who is meant by the forces of a people or a camp ("Kurdish" in SY), None where nobody in particular is.

        Args:
            people: English word, as the language packs' `modifiers` give it.
            country: ISO alpha-2 of where the story plays.
            day: Of several who are meant at different times, the one that existed on this day.
        """
        names = self._described.get(people, {}).get(country or "", ())
        entries = [self._by_name[name] for name in ([names] if isinstance(names, str) else names)]
        return next((entry for entry in entries if entry.existed(day)), None)

    @cached_property
    def _by_name(self) -> dict[str, Entry]:
        return {entry.name: entry for entry in self._entries.values()}

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry, in the order of the packs."""
        return tuple(self._entries.values())

    def names_in(self, text: str, language: str) -> list[NameMatch]:
        """The known names in a text: longest first, whole words, not overlapping.

        Accents, hyphens and apostrophes do not matter.

        Args:
            text: Any text; offsets of the answer count its code points, ends exclusive.
            language: ISO 639-1 code; names of this language, English names and those of every language are looked for.

        Returns:
            Matches in the order of the text.
        """
        return [
            NameMatch(
                hit.start,
                hit.end,
                text[hit.start : hit.end],
                hit.aliases[0].value,
                hit.aliases[0].weak,
                tuple(
                    dict.fromkeys(alias.value for alias in hit.aliases[1:] if alias.value is not hit.aliases[0].value)
                ),
            )
            for hit in self._matcher(language).find(text)
        ]

    def all_names(self, language: str) -> Iterator[tuple[Entry, str]]:
        """Every name under which an entry is known in a language, weak ones left out."""
        for entry in self._entries.values():
            for alias in self._aliases(entry, language):
                if not alias.weak:
                    yield entry, alias.name

    def _matcher(self, language: str) -> Matcher[Entry]:
        if language not in self._names:
            self._names[language] = Matcher(
                [alias for entry in self._entries.values() for alias in self._aliases(entry, language)]
            )
        return self._names[language]

    def _aliases(self, entry: Entry, language: str) -> list[Alias[Entry]]:
        names = dict.fromkeys(
            [entry.name, *entry.aliases.get("any", ()), *entry.aliases.get("en", ()), *entry.aliases.get(language, ())]
        )
        given = self._weak[entry.key]
        weak = (
            set(surnames(entry.name)) - set(names) if given is None and entry.category == "leader" else set(given or ())
        )
        return [*(Alias(name, entry) for name in names), *(Alias(name, entry, weak=True) for name in sorted(weak))]

    # Countries

    def country(self, code: str) -> str:
        """A country's short English name ("Syria", "DR Congo"); the code itself where the country is unknown."""
        facts = self._countries.get(code)
        return str(facts["en"][0]) if facts else self._babel("en").get(code, code)

    def of(self, code: str) -> str:
        """A country's name as it follows "of": "the United Kingdom", "the Democratic Republic of the Congo"."""
        return str(self._countries.get(code, {}).get("of") or self.country(code))

    def in_brackets(self, code: str) -> str:
        """A country's name as it stands in "Civilians (...)": without an article."""
        return self.of(code).removeprefix("the ")

    def adjective(self, code: str) -> str:
        """A country's English adjective ("Turkish"), empty where it has none."""
        words = self._countries.get(code, {}).get("english") or [""]
        return str(words[0])

    def fact(self, code: str, name: str) -> str:
        """Another fact of a country ("forces", "police"), empty where countries.yaml gives none."""
        return str(self._countries.get(code, {}).get(name, ""))

    def iso3(self, code: str) -> str | None:
        """A country's ISO 3166-1 alpha-3 code; Kosovo's is the user-assigned XKX; None where there is none."""
        import pycountry

        if code == "XK":
            return "XKX"
        found = pycountry.countries.get(alpha_2=code)
        return found.alpha_3 if found else None

    def country_names(self, language: str) -> Mapping[str, str]:
        """Folded names of countries in a language, with their ISO alpha-2 codes.

        Babel's and this room's own short forms.
        """
        names = {fold(name): code for code, name in self._babel(language).items()}
        for code, facts in self._countries.items():
            names.update({fold(name): code for name in facts.get(language, ())})
        return names

    @staticmethod
    def _babel(language: str) -> dict[str, str]:
        territories = babel.Locale(language).territories
        return {
            code: name
            for code, name in territories.items()
            if len(code) == 2 and code.isalpha() and code not in {"ZZ", "EU", "EZ", "UN", "QO", "XA", "XB"}
        }

    @cached_property
    def _demonyms(self) -> dict[str, dict[str, str]]:
        table: dict[str, dict[str, str]] = {}
        for language in ("en", "fr"):
            own = table.setdefault(language, {})
            for code, facts in self._countries.items():
                for word in demonyms(facts, language):
                    own.setdefault(fold(word), code)
        return table

    def demonym(self, word: str, language: str) -> str | None:
        """The country of an adjective or a people ("turques", "Syrians", "burkinabè"), ISO alpha-2.

        Other words give None.

        English demonyms need a capital. "congolais" is taken for the DR Congo, as the larger of the two.
        """
        if language == "en" and word[:1].islower():
            return None
        return self._demonyms.get(language, {}).get(fold(word))

    @cached_property
    def capitals(self) -> Mapping[str, str]:
        """Folded names of capitals, French and English, with the country whose government they stand for."""
        return {fold(name): code for code, facts in self._countries.items() for name in facts.get("capital", ())}

    def countries_in(self, text: str, language: str) -> list[CountryMatch]:
        """The names, demonyms and capitals of countries in a text, in order and not overlapping."""
        if language not in self._country_words:
            self._country_words[language] = Matcher(list(self._words_of_countries(language)))
        return [
            CountryMatch(hit.start, hit.end, text[hit.start : hit.end], *hit.aliases[0].value)
            for hit in self._country_words[language].find(text)
        ]

    def country_words(self, language: str) -> Iterator[str]:
        """Names, demonyms and capitals of all countries."""
        return (alias.name for alias in self._words_of_countries(language))

    def _words_of_countries(self, language: str) -> list[Alias[_CountryUse]]:
        words: list[Alias[_CountryUse]] = []
        for code, facts in self._countries.items():
            words += [Alias(name, (code, "name")) for name in facts.get(language, ())]
            words += [Alias(word, (code, "demonym")) for word in demonyms(facts, language)]
            words += [Alias(name, (code, "capital")) for name in facts.get("capital", ())]
        return words


def _with_names(entry: Entry, known: Entry | None) -> Entry:
    """An entry with the names of the one it takes the place of besides its own."""
    if known is None:
        return entry
    languages = dict.fromkeys([*entry.aliases, *known.aliases])
    names = {code: (*entry.aliases.get(code, ()), *known.aliases.get(code, ())) for code in languages}
    return replace(entry, aliases=names)
