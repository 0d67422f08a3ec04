"""Which stretches of a document are place names: evidence of the sentence first, then of the whole document.

A name that is plainly a place once is likely one everywhere in the document; a word that is part of a person's name
is likely a person elsewhere too. The chances add up by fitted weights, and where stretches overlap the likeliest
stays.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from geomap.model import Analysis, Place
from geomap.places.codes import code_of
from geomap.places.document_evidence import document_features
from geomap.places.evidence import Listing, listing, local_features
from geomap.places.lexicon import PlaceWords, place_words
from geomap.places.spans import Span, SpanFinder
from geomap.places.views import View, view
from geomap.places.weights import Weights, chance, total

# Names whose entries are kept in mind.
_NAMES_KEPT = 8_192


class Lookup(Protocol):
    """What recognition asks of a gazetteer."""

    def find(self, name: str) -> tuple[Place, ...]:
        """Entries under a name."""

    def has_name(self, name: str) -> bool:
        """Whether there is any."""


KnownNames = Callable[[str, str], Iterable[tuple[int, int, str]]]


@dataclass(slots=True)
class Name:
    """A stretch taken for a place name, in its sentence."""

    span: Span
    view: View

    @property
    def start(self) -> int:
        """Offset in the document."""
        return self.view.sentence.start + self.span.start

    @property
    def end(self) -> int:
        """Offset in the document, exclusive."""
        return self.view.sentence.start + self.span.end


class Recogniser:
    """Finds place names in documents of one language.

    Args:
        language: ISO 639-1 code of an installed pack.
        gazetteer: The names of places.
        known_names: Actors' names in a text: start, end and category of each.
        demonym: From a people or an adjective, that is no country's name, to its country.
        weights: Fitted weights.
    """

    def __init__(
        self,
        language: str,
        gazetteer: Lookup,
        known_names: KnownNames,
        demonym: Callable[[str], str | None],
        weights: Weights,
    ) -> None:
        self.words: PlaceWords = place_words(language)
        self._language = language
        self._gazetteer = gazetteer
        self._known_names = known_names
        self._demonym = demonym
        self._weights = weights
        self._finder = SpanFinder(self.words, gazetteer.has_name)
        self.listing = functools.lru_cache(maxsize=_NAMES_KEPT)(self._listing)

    def names(self, views: Sequence[View]) -> list[Name]:
        """Place names of a document in order, none overlapping."""
        chosen = choose(self.weighed(views), self._weights.threshold)
        return [Name(span, views[span.number]) for span in chosen]

    def weighed(self, views: Sequence[View]) -> list[Span]:
        """Every stretch that might be a name, with its chance in the light of the whole document."""
        spans = self.candidates(views)
        for span in spans:
            span.chance = chance(total(self._weights.local, span.features))
        for span, features in zip(spans, document_features(spans, views), strict=True):
            span.chance = chance(total(self._weights.document, features))
        return spans

    def views(self, analysis: Analysis) -> list[View]:
        """The document's sentences as words."""
        text = analysis.document.text
        return [view(sentence, text) for sentence in analysis.sentences]

    def candidates(self, views: Sequence[View]) -> list[Span]:
        """Every stretch that might be a name, with the evidence of its sentence."""
        spans = []
        for number, seen in enumerate(views):
            found = self._finder.spans(seen, number)
            if not found:
                continue
            found = [span for span in found if span.code or not self.is_demonym(span.text)]
            known = tuple(self._known_names(seen.text, self._language))
            found = [span for span in found if not self._is_publisher(span, seen, known)]
            found = [span for span in found if not _is_part_of_actor(span, seen.text, known)]
            for span in found:
                span.countries = self.listing(span.text).countries
                span.features = local_features(
                    span, seen, self.words, self.listing(span.text), known, language=self._language
                )
            spans.extend(found)
        return spans

    def is_demonym(self, text: str) -> bool:
        """Whether a word is a people or an adjective and nobody's own name ("Iraqi", but not "Georgia")."""
        return " " not in text and self._demonym(text) is not None and not self.listing(text).main

    def _is_publisher(self, span: Span, seen: View, known: Iterable[tuple[int, int, str]]) -> bool:
        """Whether the stretch lies in the name of an agency ("Sana reported"), but not behind a word of place."""
        if span.first and "place" in self.words.classes.get(seen.lows[span.first - 1], ()):
            return False
        return any(category == "media" and start <= span.start and span.end <= end for start, end, category in known)

    def describe(self, name: Name) -> None:
        """Fill in the sentence's evidence on a name that was found otherwise."""
        known = tuple(self._known_names(name.view.text, self._language))
        name.span.features = local_features(
            name.span, name.view, self.words, self.listing(name.span.text), known, language=self._language
        )

    def _listing(self, name: str) -> Listing:
        """What the gazetteer holds under a name."""
        return listing(name, self._gazetteer.find(name))


def choose(spans: Iterable[Span], threshold: float) -> list[Span]:
    """The likeliest spans that do not overlap, in order of the text."""
    taken: Mapping[int, list[Span]] = defaultdict(list)
    for span in sorted(spans, key=lambda span: (-span.chance, -(span.end - span.start), span.start)):
        if span.chance < threshold:
            break
        if all(span.end <= other.start or other.end <= span.start for other in taken[span.number]):
            taken[span.number].append(span)
    return sorted((span for group in taken.values() for span in group), key=lambda span: (span.number, span.start))


def given(views: Sequence[View], offsets: Iterable[tuple[int, int]], words: PlaceWords) -> list[Name]:
    """Names at offsets that somebody else found; each begins in the sentence that holds its first character."""
    names = []
    for start, end in sorted(offsets):
        number = max((i for i, seen in enumerate(views) if seen.sentence.start <= start), default=0)
        if not views:
            break
        seen = views[number]
        own_start, own_end = start - seen.sentence.start, end - seen.sentence.start
        inside = [i for i in range(len(seen.words)) if seen.starts[i] < own_end and own_start < seen.ends[i]]
        if not inside and not seen.words:
            continue
        inside = inside or [min(range(len(seen.words)), key=lambda i: abs(seen.starts[i] - own_start))]
        text = seen.text[own_start:own_end]
        span = Span(
            number,
            inside[0],
            inside[-1],
            own_start,
            own_end,
            text,
            {"given"},
            code_of(seen, inside[0], inside[-1], text, words),
        )
        names.append(Name(span, seen))
    return names


def _is_part_of_actor(span: Span, text: str, known: Iterable[tuple[int, int, str]]) -> bool:
    """Whether the stretch is one side of a hyphen in an actor's name: nobody is at a Cross in "à la Croix-Rouge"."""
    joined = text[span.start - 1 : span.start] == "-" or text[span.end : span.end + 1] == "-"
    return joined and any(start <= span.start and span.end <= end for start, end, _ in known)
