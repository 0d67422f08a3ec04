"""Names that a text itself introduces with their acronym: "the People's Patriotic Front (PPF)".

What no pack lists is then known in the rest of the document, under its full name and under its acronym.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from geomap.actors.kinds import kind_of_name
from geomap.actors.lexicon import Words
from geomap.knowledge import Entry, NameMatch, fold

_BRACKETED = re.compile(r"\s*\(([A-Z][A-Za-z0-9.-]{1,11})[,)]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_FARTHEST = 14  # words of a name
_BREAK = re.compile(r"[.;:!?()\"“”«»\n]")


def introduced(
    text: str, known: Sequence[NameMatch], lexicon: Words, elsewhere: Sequence[tuple[int, int]] = ()
) -> list[NameMatch]:
    """The known names of a text, with every mention of those that the text introduces, in full or by their acronym.

    Args:
        text: The document.
        known: The names that the knowledge room found in it. A known acronym that the text gives to somebody else
            is dropped; whatever else they cover is left alone.
        lexicon: The actor words of its language.
        elsewhere: Starts and ends of the names of countries and places, which introduce nobody.

    Returns:
        Matches in the order of the text; what the text introduces has an entry without key and country.
    """
    definitions = list(_definitions(text, known, lexicon, elsewhere))
    given = {acronym for _, acronym in definitions}
    found = {match.start: match for match in known if match.text not in given}
    taken = [(match.start, match.end) for match in found.values()]
    for name, acronym in definitions:
        kind = kind_of_name(name, text, [at.start() for at in _mentions(name, acronym, text)], lexicon)
        entry = Entry("", name, "armed_group" if kind != "Other" else "organisation", kind)
        for at in _mentions(name, acronym, text):
            if not any(start < at.end() and at.start() < end for start, end in taken):
                found.setdefault(at.start(), NameMatch(at.start(), at.end(), at.group(), entry))
    return [found[start] for start in sorted(found)]


def _definitions(
    text: str, known: Sequence[NameMatch], lexicon: Words, elsewhere: Sequence[tuple[int, int]]
) -> Iterator[tuple[str, str]]:
    """The full names and acronyms that stand together, the name first, where it is not the known one's."""
    seen: set[str] = set()
    named = {match.text: match.entry for match in known}
    taken = [(match.start, match.end) for match in known]
    for bracket in _BRACKETED.finditer(text):
        acronym, end = bracket.group(1), bracket.start()
        capitals = sum(character.isupper() for character in acronym)
        if capitals < 2 or acronym in seen or any(start < end <= stop for start, stop in taken):
            continue
        start = _where_spelt(text, end, acronym, lexicon)
        if start is None or any(start < stop and begin < end for begin, stop in taken):
            continue
        if any((begin <= start and end <= stop) or begin == bracket.start(1) for begin, stop in elsewhere):
            continue
        if acronym not in named or not _is_called(named[acronym], text[start:end]):
            seen.add(acronym)
            yield text[start:end], acronym


def _is_called(entry: Entry, name: str) -> bool:
    """Whether a name is a wording of an entry's: it shares half of its longer words with one of them."""
    words = _long_words(name)
    return any(
        len(words & _long_words(own)) * 2 >= len(words)
        for own in (entry.name, *(alias for aliases in entry.aliases.values() for alias in aliases))
    )


def _long_words(name: str) -> set[str]:
    return {word for word in fold(name).split() if len(word) > 3}


def _where_spelt(text: str, end: int, acronym: str, lexicon: Words) -> int | None:
    """Where the shortest capitalised stretch before a bracket begins whose words' initials spell an acronym."""
    letters = [character for character in fold(acronym) if character.isalnum()]
    clause = max((mark.end() for mark in _BREAK.finditer(text, max(0, end - 200), end)), default=max(0, end - 200))
    words = [
        (word.end() - len(written), written)
        for word in list(_WORD.finditer(text, clause, end))[-_FARTHEST:]
        for written in [re.sub(r"^[dl]['’]", "", word.group(), flags=re.IGNORECASE)]
    ]
    first = _spell(words, letters, lexicon.small_words)
    return words[first][0] if first is not None else None


def _spell(words: Sequence[tuple[int, str]], letters: Sequence[str], small: frozenset[str]) -> int | None:
    """The index of the capitalised word from which on the initials spell letters, small words left out if need be."""
    if not words:
        return None
    written = words[-1][1]
    if fold(written) in small:
        found = _spell(words[:-1], letters, small)
        if found is not None:
            return found
    if fold(written)[:1] != letters[-1]:
        return None
    if len(letters) == 1:
        return len(words) - 1 if written[:1].isupper() else None
    return _spell(words[:-1], letters[:-1], small)


def _mentions(name: str, acronym: str, text: str) -> Iterator[re.Match[str]]:
    return re.finditer(rf"(?<!\w)(?:{re.escape(name)}|{re.escape(acronym)})(?!\w)", text)
