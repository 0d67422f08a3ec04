"""Where a document plays: the country it is most about, and the country that a bare "the army" belongs to."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from geomap.actors.lexicon import forms, words
from geomap.actors.phrases import preposition

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.actors.story import Story
    from geomap.model import Sentence

_LEAD = 600  # characters that open a report and say what it is about
_OFFICE = 2  # weight of a leader, an office or a force, which is its country's own voice
_PLACE = 2
_LEAD_EXTRA = 1
_PASSING = 0.25  # share that a country keeps where somebody only lives in exile or travels there
_DIGEST = 3  # stories of as many different countries make a digest
_HEADLINE = 60  # characters of a line of its own that may be a headline
_RIVAL = 0.34  # share of the main country's weight from which another one may be a sentence's scene
_SURE = 0.85  # chance that a place is the right one from which a country that the text does not name is believed
_CLAUSES = frozenset(["relcl", "acl:relcl", "advcl", "ccomp", "parataxis", "csubj", "acl"])
_VERBAL = frozenset(["VERB", "AUX"])
_BODIES = frozenset(["leader", "office", "force"])


class Setting:
    """Weighs the countries of one document.

    Args:
        story: The document's names, countries and places.
    """

    def __init__(self, story: Story) -> None:
        self._story = story
        self._words = words(story.language)
        self._passing: dict[int, dict[int, float]] = {}
        self._scenes: dict[int, dict[int, str]] = {}

    @cached_property
    def weights(self) -> Counter[str]:
        """How much the document is about each country.

        Its leaders, offices and forces, its name, its people and its places; those of the lead count more, those of
        a sentence about exile or travel less.
        """
        return self._summed(item for index in range(len(self._story.analysis.sentences)) for item in self._told(index))

    @staticmethod
    def _summed(items: Iterable[tuple[str, float]]) -> Counter[str]:
        total: dict[str, float] = defaultdict(float)
        for code, weight in items:
            total[code] += weight
        return Counter({code: round(weight * 4) for code, weight in total.items()})

    @cached_property
    def _named(self) -> set[str]:
        """The countries that the text names."""
        return {match.code for match in self._story.countries}

    @cached_property
    def main_country(self) -> str | None:
        """The country that the document is most about, None where it names none."""
        return self.weights.most_common(1)[0][0] if self.weights else None

    def _told(self, index: int) -> Iterator[tuple[str, float]]:
        """What one sentence adds to each country's weight."""
        story, sentence = self._story, self._story.analysis.sentences[index]
        if sentence.furniture:
            return
        lead = _LEAD_EXTRA if sentence.start < _LEAD or sentence.index == 0 else 0
        passing = self._in_passing(sentence)
        for match in story.countries_within(sentence):
            if match.use != "capital" and not story.is_hyphenated(match):
                yield match.code, (1 + lead) * (passing.get(match.start, 1))
        for place in story.places_within(sentence):
            if place.use == "literal" and place.place is not None and place.place.country_code:
                yield place.place.country_code, (_PLACE + lead) * passing.get(place.start, 1)
        for name in story.names_within(sentence):
            if name.entry.category in _BODIES and name.entry.country and name.entry.existed(story.published):
                yield name.entry.country, _OFFICE + lead

    def _in_passing(self, sentence: Sentence) -> dict[int, float]:
        """The offsets of names that only say where somebody lives in exile or travels: "in exile in Qatar"."""
        if sentence.index not in self._passing:
            self._passing[sentence.index] = self._find_passing(sentence)
        return self._passing[sentence.index]

    def _find_passing(self, sentence: Sentence) -> dict[int, float]:
        found: dict[int, float] = {}
        tokens = list(sentence.parse or ())
        if all(map(self._words.passing.isdisjoint, map(forms, tokens))):
            return found
        for token in tokens:
            if token.pos_ in {"PROPN", "NOUN"} and self._is_passing(token):
                found[sentence.start + int(token.idx)] = _PASSING
                found.update({sentence.start + int(child.idx): _PASSING for child in token.children})
        return found

    def _is_passing(self, token: Token) -> bool:
        """Whether a name hangs, over its preposition and no more than a clause, on a word of exile or travel."""
        locating = self._words.locating | self._words.towards
        if preposition(token) not in locating:
            return False
        ancestor = token
        while ancestor.head.i != ancestor.i:
            ancestor = ancestor.head
            if self._words.passing.intersection(forms(ancestor)):
                return True
            if ancestor.pos_ in _VERBAL or ancestor.dep_ in _CLAUSES:
                return any(
                    self._words.passing.intersection(forms(word))
                    for child in ancestor.children
                    for word in (child, *child.children)
                )
        return False

    def country_of(self, sentence: Sentence, token: Token | None = None) -> str | None:
        """The country where a phrase plays.

        That of its clause's scene where there is one; else that of its sentence's where the document is about it too;
        else, in a digest of several stories, its paragraph's; else the document's.

        Args:
            sentence: The sentence.
            token: The head of the phrase, None for the sentence as a whole.
        """
        scene = self._scene(sentence)
        countries = set(scene.values())
        if token is not None and sentence.parse is not None:
            near = {at: code for at, code in scene.items() if self._same_clause(at - sentence.start, token)}
            closest = _closest_to_verb(near, sentence)
            if len(closest) == 1:
                return next(iter(closest))
        if len(countries) == 1:
            (code,) = countries
            if self.is_digest or self.weights[code] >= _RIVAL * self.weights[self.main_country or code]:
                return code
        if self.is_digest and sentence.paragraph in self._paragraphs:
            return self._paragraphs[sentence.paragraph]
        return self.main_country

    def _scene(self, sentence: Sentence) -> dict[int, str]:
        """The countries where a sentence plays by the offset of what says so, exile and travel left out."""
        if sentence.index not in self._scenes:
            self._scenes[sentence.index] = self._find_scene(sentence)
        return self._scenes[sentence.index]

    def _find_scene(self, sentence: Sentence) -> dict[int, str]:
        story = self._story
        named, passing = self._named, self._in_passing(sentence)
        scene = {
            p.start: p.place.country_code
            for p in story.places_within(sentence)
            if p.use == "literal" and p.place is not None and p.place.country_code and p.start not in passing
            if not named or p.place.country_code in named or p.score >= _SURE
            if story.text[p.end : p.end + 1] != "-"  # "the UK-based observatory"
        }
        for match in story.countries_within(sentence):
            if match.use == "demonym" or match.start in passing or story.is_hyphenated(match):
                continue
            if self._is_location(match.start, sentence):
                scene[match.start] = match.code
        return scene

    def _is_location(self, start: int, sentence: Sentence) -> bool:
        """Whether a country's name says where something is: as the places room saw it, else by "in" before it."""
        mention = self._story.place_at(start)
        if mention is not None:
            return mention.use == "literal"
        tokens = [t for t in sentence.parse or () if sentence.start + t.idx == start]
        return bool(tokens) and preposition(tokens[0]) in self._words.locating

    @staticmethod
    def _same_clause(at: int, token: Token) -> bool:
        found = next((t for t in token.doc if t.idx <= at < t.idx + len(t.text)), None)
        return found is not None and _clause(found) == _clause(token)

    @cached_property
    def _paragraphs(self) -> dict[int, str]:
        """The country that each paragraph is most about; one that names none goes with the one before it."""
        told: dict[int, list[tuple[str, float]]] = defaultdict(list)
        for index, sentence in enumerate(self._story.analysis.sentences):
            told[sentence.paragraph] += self._told(index)
        found: dict[int, str] = {}
        last = ""
        for paragraph, items in sorted(told.items()):
            total = self._summed(items)
            last = total.most_common(1)[0][0] if total else last
            if last:
                found[paragraph] = last
        return found

    @cached_property
    def is_digest(self) -> bool:
        """Whether several stories under headlines of their own stand together, each about another country."""
        sentences: Sequence[Sentence] = self._story.analysis.sentences
        paragraphs = Counter(s.paragraph for s in sentences)
        headed = sum(
            1 for s in sentences if paragraphs[s.paragraph] == 1 and (s.heading or s.end - s.start < _HEADLINE)
        )
        if headed < _DIGEST or len(set(self._paragraphs.values())) < _DIGEST:
            return False
        total = sum(self.weights.values())
        return self.weights[self.main_country or ""] < total / 2


def _closest_to_verb(scene: Mapping[int, str], sentence: Sentence) -> set[str]:
    """The countries of the places with the fewest nouns between them and their verb: "arrested in A after the fall of B" is in A."""
    steps: dict[str, int] = {}
    for at, code in scene.items():
        token = next(
            t for t in sentence.parse or () if sentence.start + t.idx <= at < sentence.start + t.idx + len(t.text)
        )
        nouns = sum(
            above.pos_ in {"NOUN", "PROPN"}
            for above in itertools.takewhile(lambda t: t.pos_ not in _VERBAL, token.ancestors)
        )
        steps[code] = min(nouns, steps.get(code, nouns))
    return {code for code, nouns in steps.items() if nouns == min(steps.values())}


def _clause(token: Token) -> int:
    """The position of the verb or root whose clause a token belongs to."""
    while (
        token.head.i != token.i and token.dep_ not in _CLAUSES and not (token.dep_ == "conj" and token.pos_ in _VERBAL)
    ):
        token = token.head
    return int(token.i)
