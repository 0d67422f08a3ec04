"""The stage itself: analyses in, place mentions out."""

from __future__ import annotations

import functools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Protocol

from geomap.errors import GeocoderError
from geomap.model import Analysis, Candidate, Place, PlaceMention, Use
from geomap.places.candidates import CandidateFinder
from geomap.places.document import Mention, Reading, read
from geomap.places.gazetteer import fold
from geomap.places.recognise import Name, Recogniser, given
from geomap.places.resolve import Group, settle
from geomap.places.rules import NO_RULES, PlaceRules
from geomap.places.use import use_features, use_of
from geomap.places.views import View
from geomap.places.weights import Weights, calibrated, load_weights
from geomap.places.where import FUZZY, Spot, midway, spot_of
from geomap.places.wording import reason_found, reason_open

_NEXT_TO = 8
_POSSIBLE = 0.08


class KnowledgeLike(Protocol):
    """What this room asks of the knowledge room."""

    def names_in(self, text: str, language: str) -> Sequence[Any]:
        """Known actors in a text."""

    def demonym(self, word: str, language: str) -> str | None:
        """Country of a demonym."""

    def country_names(self, language: str) -> Mapping[str, str]:
        """Folded names of countries and their codes."""


class Fallback(Protocol):
    """A geocoder asked for names that the gazetteer lacks."""

    def find(self, name: str, country_code: str = "") -> tuple[Place, ...]:
        """Places of a name; raises GeocoderError where it could not be asked."""


def locate(
    analyses: Sequence[Analysis],
    gazetteer: Any,
    knowledge: Any,
    *,
    explain: bool = False,
    fallback: Fallback | None = None,
    rules: PlaceRules = NO_RULES,
) -> list[tuple[PlaceMention, ...]]:
    """Find and resolve the place names of documents.

    Args:
        analyses: Documents with sentences, parsed or not.
        gazetteer: What `open_gazetteer` gave.
        knowledge: What `load_knowledge` gave.
        explain: Whether to keep every candidate with its score and features.
        fallback: Geocoder for names that the gazetteer lacks.
        rules: What the user has settled about names.

    Returns:
        The mentions of each document in order of the text, parallel to `analyses`. Names used for governments or
        inside other names are among them, marked by `use`; unresolved ones too, with the reason in `why`.
    """
    return [
        _locator(analysis.language, gazetteer, knowledge).mentions(
            analysis, explain=explain, fallback=fallback, rules=rules
        )
        for analysis in analyses
    ]


def worth_parsing(
    analyses: Sequence[Analysis], gazetteer: Any, knowledge: Any, rules: PlaceRules = NO_RULES
) -> list[frozenset[int]]:
    """Which sentences a parse could tell something about: those where a place name is possible.

    Parsing costs ten times what this does; a caller who wants places only may leave the other sentences unparsed.

    Args:
        analyses: Documents cut into sentences, not parsed.
        gazetteer: What `open_gazetteer` gave.
        knowledge: What `load_knowledge` gave.
        rules: What the user has settled about names.

    Returns:
        Indices of sentences, one set a document.
    """
    return [_locator(analysis.language, gazetteer, knowledge).possible(analysis, rules) for analysis in analyses]


@functools.lru_cache(maxsize=8)
def _locator(language: str, gazetteer: Any, knowledge: Any) -> _Locator:
    """The reader of one language, kept from batch to batch with what it has looked up."""
    return _Locator(language, gazetteer, knowledge, load_weights())


def recogniser(language: str, gazetteer: Any, knowledge: Any) -> Recogniser:
    """The recogniser of one language, for fitting."""
    return _locator(language, gazetteer, knowledge).recogniser


def reading_of(analysis: Analysis, gazetteer: Any, knowledge: Any, weights: Weights) -> Reading:
    """A document's names with their candidates, not yet settled, for fitting."""
    return _Locator(analysis.language, gazetteer, knowledge, weights).reading(analysis)


class _Locator:
    """Everything for documents of one language."""

    def __init__(self, language: str, gazetteer: Any, knowledge: KnowledgeLike, weights: Weights) -> None:
        self._language = language
        self._gazetteer = gazetteer
        self._knowledge = knowledge
        self._weights = weights
        self._actors = functools.lru_cache(maxsize=4096)(self._look_for_actors)
        self._country_names = frozenset(knowledge.country_names(language))
        self._demonym = functools.lru_cache(maxsize=4096)(self._look_for_demonym)
        self.recogniser = Recogniser(language, gazetteer, self._known, self._demonym, weights)
        self._finder = CandidateFinder(gazetteer, self.recogniser.words, self._country_names, self._demonym)

    def mentions(
        self, analysis: Analysis, *, explain: bool, fallback: Fallback | None, rules: PlaceRules
    ) -> tuple[PlaceMention, ...]:
        """The document's mentions, resolved."""
        reading = self.reading(analysis, rules)
        settle(reading.groups, reading.hints, self._weights)
        unasked = self._ask(reading, fallback) if fallback else frozenset()
        scores = [self._score(group) for group in reading.groups]
        spots = [self._spot(m, reading.groups[m.group], scores[m.group]) for m in reading.mentions]
        _pair_up(reading.mentions, spots)
        found = (
            self._mention(
                mention,
                reading.groups[mention.group],
                spot,
                scores[mention.group],
                explain=explain,
                asked=mention.group not in unasked,
            )
            for mention, spot in zip(reading.mentions, spots, strict=True)
        )
        return tuple(rules.applied(mention) for mention in found)

    def _ask(self, reading: Reading, fallback: Fallback) -> frozenset[int]:
        """Ask a geocoder for the names that the gazetteer lacks, then settle; gives those it could not be asked."""
        unasked = set()
        for number, group in enumerate(reading.groups):
            if group.settled or any("sounds alike" not in option.features for option in group.options):
                continue
            text = next(mention.name.span.text for mention in reading.mentions if mention.group == number)
            try:
                found = fallback.find(text, self._main_country(reading))
            except GeocoderError:
                unasked.add(number)
                continue
            if found:
                group.options, group.asked = self._finder.compared(text, found), True
        settle(reading.groups, reading.hints, self._weights)
        return frozenset(unasked)

    def _main_country(self, reading: Reading) -> str:
        """The country of most of the document's settled names, empty without any."""
        weights: dict[str, float] = defaultdict(float, reading.hints)
        for mention in reading.mentions:
            best = reading.groups[mention.group].best()
            if best is not None:
                weights[reading.groups[mention.group].options[best].place.country_code] += float(
                    reading.groups[mention.group].chances[best]
                )
        return max(weights, key=weights.__getitem__, default="")

    def possible(self, analysis: Analysis, rules: PlaceRules) -> frozenset[int]:
        """Indices of the sentences that may hold a place name."""
        views = self.recogniser.views(analysis)
        settled = (name.span for name in rules.added_to((), views))
        likely = (span for span in self.recogniser.weighed(views) if span.chance >= _POSSIBLE)
        return frozenset(span.number for span in (*likely, *settled))

    def reading(self, analysis: Analysis, rules: PlaceRules = NO_RULES) -> Reading:
        """The document's names with their uses and candidates, not yet settled."""
        names, views = self._names(analysis, rules)
        uses = [rules.use(name.span.text) or self._use(name) for name in names]
        reading = read(names, uses, self.recogniser.words, self._finder.options, self._demonym)
        rules.settle(reading.groups)
        reading.hints = self._hints(views)
        return reading

    def _names(self, analysis: Analysis, rules: PlaceRules) -> tuple[list[Name], list[View]]:
        views = self.recogniser.views(analysis)
        spans = analysis.document.spans
        if spans is None:
            recognised = self.recogniser.names(views)
            names = rules.added_to(recognised, views)
            added = [name for name in names if name not in recognised]
        else:
            names = added = given(views, spans, self.recogniser.words)
        for name in added:
            self.recogniser.describe(name)
        return names, views

    def _use(self, name: Name) -> Use:
        return use_of(
            use_features(name, self.recogniser.words, self.recogniser.listing(name.span.text)), self._weights.use
        )

    def _look_for_actors(self, text: str) -> tuple[tuple[int, int, str, str | None], ...]:
        return tuple(
            (m.start, m.end, m.entry.category, m.entry.country) for m in self._knowledge.names_in(text, self._language)
        )

    def _known(self, text: str, _: str) -> Iterable[tuple[int, int, str]]:
        return [(start, end, category) for start, end, category, _country in self._actors(text)]

    def _look_for_demonym(self, word: str) -> str | None:
        if fold(word) in self._country_names:
            return None
        return self._knowledge.demonym(word, self._language) or (
            self._knowledge.demonym(word.capitalize(), self._language) if word.islower() else None
        )

    def _hints(self, views: Sequence[View]) -> dict[str, float]:
        """Weights of countries by their demonyms and known actors; each further mention counts less."""
        counts: Counter[str] = Counter()
        daily = self.recogniser.words.country_words
        written = Counter(pair for seen in views for pair in zip(seen.words, seen.caps, strict=True))
        for (word, capital), times in written.items():
            country = daily.get(word.lower())
            if country is None and (capital or self._language != "en"):
                country = self._demonym(word)
            if country:
                counts[country] += times
        return {country: math.sqrt(0.5 * count) for country, count in counts.items()}

    def _spot(self, mention: Mention, group: Group, score: float) -> Spot | None:
        best = group.best()
        if best is None or not (group.asked or score >= self._weights.accept):
            return None
        return spot_of(group.options[best].place, mention.name.span.text, mention.around)

    def _score(self, group: Group) -> float:
        if group.settled or not group.options:
            return float(bool(group.options))
        return calibrated(self._weights.calibration, group.certainty())

    def _mention(
        self, mention: Mention, group: Group, spot: Spot | None, score: float, *, explain: bool, asked: bool
    ) -> PlaceMention:
        name, best = mention.name, group.best()
        chosen = group.options[best] if best is not None and spot else None
        return PlaceMention(
            start=name.start,
            end=name.end,
            text=name.span.text,
            use=mention.use,
            outcome="found" if chosen else "none" if asked else "unasked",
            place=chosen.place if chosen else None,
            latitude=spot.latitude if spot else None,
            longitude=spot.longitude if spot else None,
            where_prec=spot.where_prec if spot else None,
            score=score,
            why=reason_found(chosen, group) if chosen else reason_open(group, best, could_ask=asked),
            location=spot.location if spot else name.span.text,
            candidates=_candidates(group) if explain else (),
        )


def _candidates(group: Group) -> tuple[Candidate, ...]:
    order = sorted(range(len(group.options)), key=lambda i: -group.chances[i])
    return tuple(
        Candidate(group.options[i].place, float(group.chances[i]), dict(group.options[i].features)) for i in order
    )


def _pair_up(mentions: Sequence[Mention], spots: list[Spot | None]) -> None:
    """Put "between X and Y", and the road from X to Y, halfway."""
    for i, (one, other) in enumerate(pairwise(mentions)):
        first, second = spots[i], spots[i + 1]
        pair = one.around.between or (one.around.route and other.name.view is one.name.view and _joined(one, other))
        if pair and first and second and one.use == other.use == "literal" and _is_point(first) and _is_point(second):
            spots[i] = spots[i + 1] = midway(first, second)


def _joined(one: Mention, other: Mention) -> bool:
    """Whether two names stand next to each other, as in "from X to Y" and "X-Y"."""
    return other.name.span.start - one.name.span.end <= _NEXT_TO


def _is_point(spot: Spot) -> bool:
    return spot.where_prec <= FUZZY
