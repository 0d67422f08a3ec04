"""The nouns of a whole toll, "bilan" and "death toll": which figure is theirs, and whether it moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from geomap.events.clauses import SUBJECTS, governing_verb, lemma, objects, path_to_root, subjects
from geomap.events.figure_words import FigureWords
from geomap.events.numbers import Quantity
from geomap.events.reporting import claim_words
from geomap.events.victims import Count, Counter

if TYPE_CHECKING:
    from spacy.tokens import Token


class TollNouns:
    """Reads the toll nouns of one sentence.

    Args:
        counter: Counts the sentence's phrases.
        facts: Its language's words.
    """

    def __init__(self, counter: Counter, facts: FigureWords) -> None:
        self.counter, self.facts = counter, facts
        self.parse = counter.parse

    def of(self, token: Token) -> Token | None:
        """The noun "bilan" or "toll" that a figure's clause has for its subject or object, or that the figure hangs on."""
        verb = self._clause_of(token)
        return next((noun for noun in (*subjects(verb), *objects(verb), *token.ancestors) if self._is_toll(noun)), None)

    def earlier(self, token: Token) -> bool:
        """Whether the figure is one that was given before: "un précédent bilan", "a first statement had spoken of"."""
        verb = self._clause_of(token)
        nouns = [noun for noun in (self.of(token), *subjects(verb)) if noun is not None]
        documents = claim_words(self.facts.language).documents
        earlier = self.facts.toll("earlier")
        return any(
            (self._is_toll(noun) or lemma(noun) in documents)
            and any({lemma(child), child.lower_} & earlier for child in noun.children)
            for noun in nouns
        )

    def changes(self, token: Token) -> bool:
        """Whether the figure's clause says that the toll moved: "passe à", "rose to"."""
        return lemma(self._clause_of(token)) in self.facts.toll("change")

    @staticmethod
    def _clause_of(token: Token) -> Token:
        """The nearest word above that has a subject, whatever the tagger took it for, else the governing verb."""
        own = (above for above in path_to_root(token) if any(child.dep_ in SUBJECTS for child in above.children))
        return next(own, governing_verb(token))

    def _is_toll(self, noun: Token) -> bool:
        nouns = self.facts.toll("nouns")
        phrase = " ".join(self.counter.words[noun.i : noun.i + 3])
        return lemma(noun) in nouns or any(phrase.startswith(name) for name in nouns if " " in name)

    def bare(self, telling: Iterable[Token]) -> Iterator[tuple[Token, Count]]:
        """Such as "the death toll rose to 45": a number without a noun that the toll's verb carries.

        Args:
            telling: The words of the sentence that tolls are read from.
        """
        for noun in telling:
            if not self._is_toll(noun):
                continue
            verb = governing_verb(noun)
            for quantity in self.counter.quantities:
                if quantity.value is not None and quantity.first >= noun.i and self._carried(quantity, verb, noun):
                    changed = quantity.bound == "range" and lemma(verb) in self.facts.toll("change")
                    low = quantity.high if changed else quantity.low
                    count = Count(low, quantity.high, None, quantity.first, quantity.last, (quantity.first,))
                    yield noun, count
                    break

    def _carried(self, quantity: Quantity, verb: Token, noun: Token) -> bool:
        """Whether a bare number hangs on a toll or its verb by "to", "at", "à"."""
        head = self.parse[quantity.last - 1]
        follows = self.parse[quantity.last] if quantity.last < len(self.parse) else None
        bare = follows is None or follows.pos_ not in {"NOUN", "ADJ", "PROPN", "NUM"}
        introduced = self.counter.words[quantity.first - 1] in self.facts.toll("prepositions")
        return bare and introduced and (verb.is_ancestor(head) or noun.is_ancestor(head))
