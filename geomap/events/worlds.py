"""Other worlds than that of conflict: words of sport, the arts, business, health, nature and ordinary crime."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.small_words import Forms
from geomap.events.words import tokens_of
from geomap.languages import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

# The world of ordinary crime touches only the work of the police and the courts: armed groups smuggle and steal too.
CRIME = "crime"
# A document is of another world where this share of its sentences has a word of that world, and at least this many have.
_THEME_SHARE = 0.3
_THEME_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """A language's worlds.yaml, compiled: the world of each word, and of phrases by their first word."""

    words: Mapping[str, str]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]


@functools.cache
def _lexicon(language: str) -> _Lexicon:
    single: dict[str, str] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for world, listed in lexicon(language, "worlds").items():
        for entry in listed:
            cut = tokens_of(str(entry), language)
            if len(cut) == 1:
                single[cut[0]] = world
            else:
                phrases.setdefault(cut[0], []).append((cut, world))
    return _Lexicon(single, {first: tuple(found) for first, found in phrases.items()})


def worlds_in(forms: Sequence[Forms], language: str) -> dict[str, str]:
    """The words and phrases of other worlds in a sentence.

    Args:
        forms: The forms of its words.
        language: ISO 639-1 code.

    Returns:
        Word or phrase, as worlds.yaml has it, to its world.
    """
    known = _lexicon(language)
    found: dict[str, str] = {}
    for i, pair in enumerate(forms):
        for form in pair:
            if form in known.words:
                found[form] = known.words[form]
                break
        for form in dict.fromkeys(pair):
            for phrase, world in known.phrases.get(form, ()):
                if len(phrase) <= len(forms) - i and all(p in forms[i + k] for k, p in enumerate(phrase)):
                    found[" ".join(phrase)] = world
    return found


def theme(found: Sequence[Mapping[str, str]]) -> str | None:
    """The other world that a document is of, None where there is none.

    Args:
        found: What `worlds_in` gave for each of its sentences of prose.
    """
    sentences: dict[str, int] = {}
    for words in found:
        for world in set(words.values()) - {CRIME}:
            sentences[world] = sentences.get(world, 0) + 1
    if not sentences:
        return None
    most = max(sentences, key=lambda world: (sentences[world], world))
    return most if sentences[most] >= max(_THEME_SENTENCES, _THEME_SHARE * len(found)) else None
