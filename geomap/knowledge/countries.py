"""Countries: their names, and the words for their people, inflected by rule from one or two forms in countries.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_FRENCH_FEMININES = (("ien", "ienne"), ("éen", "éenne"), ("yen", "yenne"), ("on", "onne"))
_ENGLISH_INVARIABLE = ("ese", "ish", "ch", "sh", "ss", "men")


def demonyms(facts: Mapping[str, Any], language: str) -> Iterator[str]:
    """All the forms of a country's adjective and people in a language.

    Args:
        facts: The country's record in countries.yaml.
        language: "fr" or "en"; other languages have none.

    Yields:
        Words, lower-case in French, capitalised in English.
    """
    if language == "fr":
        for word in facts.get("french", ()):
            yield from french_forms(word)
    elif language == "en":
        for word in facts.get("english", ()):
            yield from english_forms(word)


def french_forms(word: str) -> list[str]:
    """Masculine, feminine and plurals of a French demonym, given as "syrien" or "turc/turque".

    The second form is for irregular feminines.
    """
    masculine, _, feminine = word.partition("/")
    feminine = feminine or _french_feminine(masculine)
    return list(dict.fromkeys([masculine, feminine, _french_plural(masculine), _french_plural(feminine)]))


def _french_feminine(masculine: str) -> str:
    if masculine.endswith("e"):
        return masculine
    for ending, feminine in _FRENCH_FEMININES:
        if masculine.endswith(ending):
            return masculine.removesuffix(ending) + feminine
    return masculine + "e"


def _french_plural(singular: str) -> str:
    return singular if singular.endswith(("s", "x", "z")) else singular + "s"


def english_forms(word: str) -> list[str]:
    """Singular and plural of an English demonym: "Syrian, Syrians", "Turkish", "Frenchman, Frenchmen"."""
    if word.endswith("man"):
        stem = word.removesuffix("man")
        return (
            [word, stem + "men", stem + "woman", stem + "women"]
            if stem not in {"Ger", "O", "Ro"}
            else [word, word + "s"]
        )
    return [word] if word.endswith(_ENGLISH_INVARIABLE) else [word, word + "s"]
