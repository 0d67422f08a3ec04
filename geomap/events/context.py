"""One document as the events room sees it: its parses, and which place, actor or date each token belongs to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from geomap.events.clauses import lemma
from geomap.events.phrases import content_of
from geomap.events.small_words import Forms, forms, small_words, word
from geomap.events.words import Words, words
from geomap.events.worlds import worlds_in
from geomap.model import Actor, ActorMention, Analysis, DateSpan, PlaceMention, Publication, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

_PERSONS = frozenset({"PER", "PERSON"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})


@dataclass(frozen=True)
class Context:
    """A document with what the earlier rooms found in it.

    Attributes:
        analysis: The document's sentences.
        publication: When it appeared.
        dates: Date expressions in text order.
        places: Place names in text order.
        actors: Actor mentions in text order.
        knowledge: Names, countries and demonyms; None for tests of grammar alone.
        gazetteer: Where a country's own point is looked up; None where that is not wanted.
    """

    analysis: Analysis
    publication: Publication
    dates: Sequence[DateSpan] = ()
    places: Sequence[PlaceMention] = ()
    actors: Sequence[ActorMention] = ()
    knowledge: Any = None
    gazetteer: Any = None

    @property
    def language(self) -> str:
        """ISO 639-1 code of the document's language."""
        return self.analysis.language

    @property
    def text(self) -> str:
        """The document's text."""
        return self.analysis.document.text

    @cached_property
    def words(self) -> Words:
        """The language's triggers."""
        return words(self.language)

    @cached_property
    def other_worlds(self) -> dict[int, dict[str, str]]:
        """The words of other worlds than that of conflict in each sentence of prose, by its index (see `worlds.worlds_in`)."""
        return {index: worlds_in(words, self.language) for index, words in self.forms.items()}

    @cached_property
    def forms(self) -> dict[int, list[Forms]]:
        """The forms of the words of each sentence of prose, by its index."""
        return {
            sentence.index: [forms(token) for token in sentence.parse]
            for sentence in self.analysis.sentences
            if sentence.parse is not None and not sentence.furniture
        }

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.analysis.sentences]

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that an offset of the text lies in."""
        return max(0, bisect_right(self._starts, offset) - 1)

    @cached_property
    def _actors_in(self) -> dict[int, list[ActorMention]]:
        found: dict[int, list[ActorMention]] = {}
        for mention in self.actors:
            found.setdefault(self.sentence_at(mention.head), []).append(mention)
        return found

    @cached_property
    def _places_in(self) -> dict[int, list[PlaceMention]]:
        found: dict[int, list[PlaceMention]] = {}
        for mention in self.places:
            found.setdefault(self.sentence_at(mention.start), []).append(mention)
        return found

    @cached_property
    def _dates_in(self) -> dict[int, list[DateSpan]]:
        found: dict[int, list[DateSpan]] = {}
        for span in self.dates:
            found.setdefault(self.sentence_at(span.start), []).append(span)
        return found

    def actors_in(self, sentence: Sentence) -> list[ActorMention]:
        """The actor mentions of a sentence, in text order."""
        return self._actors_in.get(sentence.index, [])

    def places_in(self, sentence: Sentence) -> list[PlaceMention]:
        """The place names of a sentence, in text order."""
        return self._places_in.get(sentence.index, [])

    def dates_in(self, sentence: Sentence) -> list[DateSpan]:
        """The date expressions of a sentence, in text order."""
        return self._dates_in.get(sentence.index, [])

    @cached_property
    def scenes(self) -> list[PlaceMention]:
        """The places where the text says that something is, those left out that only say whose an actor is ("US troops")."""
        return [place for place in self.places if place.use == "literal" and not self.is_of_actor(place)]

    def is_of_actor(self, place: PlaceMention) -> bool:
        """Whether a place name only says whose an actor is, as part of that actor's name."""
        sentence = self.analysis.sentences[self.sentence_at(place.start)]
        return any(
            actor.start <= place.start
            and place.end <= actor.end
            and (actor.start, actor.end) != (place.start, place.end)
            for actor in self.actors_in(sentence)
        )

    def actor_at(self, token: Token, sentence: Sentence) -> ActorMention | None:
        """The actor whose head a token is, or else the shortest mention that covers it; never a place name taken for one.

        A country's name that serves as an adjective is none ("a U.S. strike").
        """
        offset = sentence.start + token.idx
        covering = None
        adjective = token.dep_ == "compound" and word(token) in small_words(self.language, "adjectival")
        if not adjective and any(
            place.start <= offset < place.end and place.use == "literal" for place in self.places_in(sentence)
        ):
            return None
        for mention in self.actors_in(sentence):
            if mention.head == offset:
                return mention
            if mention.start <= offset < mention.end and (
                covering is None or mention.end - mention.start < covering.end - covering.start
            ):
                covering = mention
        return covering

    def state_at(self, token: Token, sentence: Sentence) -> ActorMention | None:
        """The government of the country that a token names, where it names one."""
        place = self.place_at(token, sentence)
        if place is None or place.place is None or not place.place.feature.startswith("PCL") or self.knowledge is None:
            return None
        code = place.place.country_code
        actor = Actor(f"Government of {self.knowledge.of(code)}", "Government", code)
        return ActorMention(place.start, place.end, place.start, place.text, actor, source="composed")

    def place_at(self, token: Token, sentence: Sentence) -> PlaceMention | None:
        """The place name that a token is part of."""
        offset = sentence.start + token.idx
        return next((mention for mention in self.places_in(sentence) if mention.start <= offset < mention.end), None)

    def is_place(self, token: Token, sentence: Sentence) -> bool:
        """Whether a token names a place where something can happen."""
        mention = self.place_at(token, sentence)
        if mention is not None:
            return mention.use == "literal" or mention.place is not None
        return not self.places and token.ent_type_ in _PLACES

    def is_person(self, token: Token) -> bool:
        """Whether a token is part of a person's name or a personal pronoun."""
        return token.ent_type_ in _PERSONS or token.pos_ == "PRON"

    def matches(self, token: Token, listed: frozenset[str], sentence: Sentence) -> bool:
        """Whether a token is one of the words of a lexicon's condition: lemmas, "@classes", "@place", "@actors".

        "@named" are actors that no pronoun stands for.
        """
        own = lemma(token)
        if own in listed or token.lower_ in listed:
            return True
        for name in listed:
            if name.startswith("@") and self._in_class(token, name[1:], own, sentence):
                return True
        inner = content_of(token, self.language)
        return inner is not None and self.matches(inner, listed, sentence)

    def _in_class(self, token: Token, name: str, own: str, sentence: Sentence) -> bool:
        if name == "place":
            return self.is_place(token, sentence)
        if name == "named":
            return token.pos_ != "PRON" and self.actor_at(token, sentence) is not None
        if name == "actors":
            return (
                self.actor_at(token, sentence) is not None or token.pos_ == "PRON" or self._person_without_actors(token)
            )
        if own in self.words.classes.get(name, frozenset()):
            return True
        if name in {"persons", "officials"} and token.pos_ == "PRON":
            return True
        if name in {"persons", "officials"} and self.is_person(token):
            return True
        mention = self.actor_at(token, sentence) if name in {"officials", "armed", "troops"} else None
        if mention is None:
            return False
        if name == "officials":
            return mention.actor.kind in {
                "Government",
                "State forces",
                "Intergovernmental organisation",
                "External forces",
                "Rebel group",
            }
        return mention.actor.kind in {
            "State forces",
            "Rebel group",
            "Political militia",
            "Identity militia",
            "External forces",
        }

    def _person_without_actors(self, token: Token) -> bool:
        return not self.actors and (token.ent_type_ != "" or token.pos_ == "PROPN")
