"""The ways in which a sentence says that people were killed or hurt, each with the phrase that says how many.

One method a construction: the counted word ("9 morts"), the verb and its kin ("tuer", "mourir", "perdre la vie",
"coûter la vie à"), the adjective said of people ("found dead"), the noun with its victim ("la mort de deux civils"),
the toll ("le bilan passe à 89"), and none at all ("no casualties").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.befallen import Befallen
from geomap.events.clauses import (
    children,
    conjuncts,
    governing_verb,
    is_passive,
    lemma,
    nouns_after,
    objects,
    subjects,
)
from geomap.events.figure_words import FigureWords, Kind
from geomap.events.numbers import Quantity
from geomap.events.toll_nouns import TollNouns
from geomap.events.victims import Count, Counter

if TYPE_CHECKING:
    from spacy.tokens import Token

KINDS: tuple[Kind, ...] = ("killed", "injured")
_GENITIVES = frozenset({"de", "d'", "du", "des", "of"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A predicate of death or injury with its count.

    Attributes:
        kind: "killed" or "injured".
        token: The predicate: the verb, or the counted noun.
        count: How many.
        genitive: True for a noun with its victim ("la mort de deux civils").
    """

    kind: Kind
    token: Token
    count: Count
    genitive: bool = False


class Casualties:
    """Reads the casualties of one sentence.

    Args:
        counter: Counts the sentence's phrases.
        facts: Its language's words.
        named: Tells whether a token stands in the name of an actor that is no person.
        denied: Tells whether a verb is denied.
    """

    def __init__(
        self, counter: Counter, facts: FigureWords, named: Callable[[Token], bool], denied: Callable[[Token], bool]
    ) -> None:
        self.counter, self.facts = counter, facts
        self.parse = counter.parse
        self._telling = [token for token in self.parse if facts.may_tell(token)]
        self._named, self._denied = named, denied
        self.toll_nouns = TollNouns(counter, facts)
        self._befallen = Befallen(counter)

    def readings(self) -> Iterator[Reading]:
        """Every predicate with the count in its role, the most specific kinds first; one number may be read more than once."""
        for read in (self._counted, self._by_verb, self._dead):
            for kind in KINDS:
                for token in self._telling:
                    yield from (Reading(kind, token, count) for count in read(kind, token))
        for kind in KINDS:
            for token in self._telling:
                yield from (Reading(kind, token, count, genitive=True) for count in self._genitive(kind, token))
        yield from (Reading("killed", noun, count) for noun, count in self.toll_nouns.bare(self._telling))
        yield from self._of_either_kind()

    def _counted(self, kind: Kind, token: Token) -> Iterator[Count]:
        """Such as "9 morts", "14 dead": the word itself is counted."""
        if token.lower_ not in self.facts.of(kind, "counted"):
            return
        quantity = self._own_number(token)
        if quantity is None:
            if (self._none(token) or self._without(token)) and not self._one_sided(token):
                yield Count(0, 0, None, token.left_edge.i, token.i + 1)
        elif quantity.value is not None and not self.counter.is_part(token):
            all_civilians = any({child.lower_, lemma(child)} & self.facts.civilians for child in token.children)
            yield self._count(quantity, token, quantity.value if all_civilians else self.counter.civilian_part(token.i))

    @staticmethod
    def _count(quantity: Quantity, token: Token, civilians: int | None = None) -> Count:
        last = max(quantity.last, token.i + 1)
        return Count(quantity.low, quantity.high, civilians, quantity.first, last, (quantity.first,), lemma(token))

    def _own_number(self, token: Token) -> Quantity | None:
        """The number that stands directly before a counted word: "9 morts", not "9 soldats morts"."""
        quantity = self.counter.number_of(token)
        if quantity is None:
            return None
        between = (word for word in self.parse[quantity.last : token.i] if word.lower_ not in self.facts.also)
        return None if any(word.pos_ in {"NOUN", "PROPN", "VERB", "AUX", "PRON"} for word in between) else quantity

    def _none(self, token: Token) -> bool:
        """Such as "no deaths", "aucun mort", "ni mort ni blessé"."""
        before = self.counter.words[token.i - 1] if token.i else ""
        negative = (child for child in token.children if child.lower_ in self.facts.none)
        return before in self.facts.none or any(child.dep_ != "cc" for child in negative)

    def _one_sided(self, token: Token) -> bool:
        """Such as "the mission suffered no casualties": that says nothing of the others."""
        return lemma(governing_verb(token)) in self.facts.toll("one_sided")

    def _without(self, token: Token) -> bool:
        """Such as "sans mort", "sans faire de victimes", "n'a pas fait de morts"."""
        without = self.facts.toll("without")
        if any(child.lower_ in without for child in token.children):
            return True
        verb = governing_verb(token)
        if verb.i == token.i or token not in objects(verb) or lemma(verb) not in self.facts.toll("causing"):
            return False
        if verb.i < token.i and any(word.lower_ in without for word in (*verb.children, verb.head)):
            return True
        return self._denied(verb) and self._own_number(token) is None

    def _by_verb(self, kind: Kind, verb: Token) -> Iterator[Count]:
        """Such as "tuer" and its kin, in the active, the passive and as participles; "mourir"; "perdre la vie"; "coûter la vie à"."""
        if verb.pos_ not in {"VERB", "AUX", "ADJ"} or self._is_counted_word(kind, verb):
            return
        word = lemma(verb)
        dying = self.facts.phrases(kind, "dying_phrases").get(word, ())
        if word in self.facts.of(kind, "verbs") or self._done_to_death(kind, verb):
            yield from self._with_company(verb, self._befallen.victims(verb))
        elif word in self.facts.of(kind, "dying") or any(lemma(noun) in dying for noun in objects(verb)):
            yield from self._with_company(verb, self._befallen.subjects(verb))
        elif word in self.facts.of(kind, "losing"):
            yield from (count for count in self._with_company(verb, self._lost(verb)) if not count.implied)
        elif word in self.facts.phrases(kind, "costing"):
            yield from self._cost(kind, verb)

    def _done_to_death(self, kind: Kind, verb: Token) -> bool:
        """Such as "hacked to death", "burned alive": the way in which it was done killed."""
        own = lemma(verb)
        after = " ".join(self.counter.words[verb.i + 1 : verb.right_edge.i + 1])
        ways = self.facts.phrases(kind, "ways")
        return any(own in verbs and f" {way} " in f" {after} " for way, verbs in ways.items())

    def _lost(self, verb: Token) -> list[Token]:
        """The fighters that a side lost; towns, battles and votes are lost too."""
        return [noun for noun in objects(verb)[:1] if self.counter.is_people(noun)]

    def _is_counted_word(self, kind: Kind, verb: Token) -> bool:
        """Whether a participle is itself what is counted or denied: "30 injured", "ni blessé"."""
        if verb.lower_ not in self.facts.of(kind, "counted"):
            return False
        return self._own_number(verb) is not None or (verb.i > 0 and self.counter.words[verb.i - 1] in self.facts.none)

    def _with_company(self, verb: Token, victims: list[Token]) -> Iterator[Count]:
        """The victims and those who share their fate."""
        for victim in victims:
            count = self.counter.phrase(victim)
            if count is None or self._no_people(verb, victim):
                continue
            company = self.counter.together_with(verb)
            yield self.counter.add(count, company) if company is not None and company.first > count.last else count

    def _no_people(self, verb: Token, victim: Token) -> bool:
        """Whether a verb that also does for aircraft, orders and rivals has no people for its object."""
        if lemma(verb) not in self.facts.of("killed", "people_only"):
            return False
        if not victim.text.isalpha() and any(letter.isdigit() for letter in victim.text) and victim.pos_ != "NUM":
            return True  # what is called by a code, "a MiG-29", is a machine
        people = any(self.counter.is_people(noun) for noun in conjuncts(victim))
        return not (people or victim.pos_ in {"PRON", "NUM"} or self._named(victim))

    def _cost(self, kind: Kind, verb: Token) -> Iterator[Count]:
        """Such as "a coûté la vie à 14 militaires", "claimed 12 lives", "claimed the lives of 12 people"."""
        lives = self.facts.phrases(kind, "costing")[lemma(verb)]
        for noun in objects(verb):
            if lemma(noun) not in lives:
                continue
            quantity = self.counter.number_of(noun)
            if quantity is not None and quantity.value is not None:
                yield self._count(quantity, noun)
                continue
            targets = (
                *nouns_after(noun, frozenset({"of", "à", "au", "aux", "de"})),
                *nouns_after(verb, frozenset({"à", "au", "aux"})),
            )
            yield from [count for target in targets if (count := self.counter.phrase(target)) is not None][:1]

    def _dead(self, kind: Kind, token: Token) -> Iterator[Count]:
        """Such as "ont été retrouvés morts", "left five people dead", "sont morts": an adjective said of people."""
        if token.lower_ not in self.facts.of(kind, "dead") or self._own_number(token) is not None:
            return
        for victim in self._so_found(kind, token):
            if victim.i != token.i and victim.lower_ not in self.facts.toll("either"):
                count = self.counter.phrase(victim)
                if count is not None:
                    yield count

    def _so_found(self, kind: Kind, token: Token) -> list[Token]:
        """Whom the adjective is said of."""
        head = token.head
        if any(child.dep_ == "cop" for child in token.children):
            return subjects(token)[:1]
        if lemma(head) in self.facts.of(kind, "found") and head.pos_ in {"VERB", "AUX"}:
            found = subjects(head) if is_passive(head) else [noun for noun in objects(head) if noun.i != token.i]
            return found[:1]
        if token.dep_ in {"acomp", "attr"} and lemma(head) == "be":
            return subjects(head)[:1]
        return [head] if token.dep_ == "amod" and head.pos_ == "NOUN" and head.i < token.i else []

    def _genitive(self, kind: Kind, noun: Token) -> Iterator[Count]:
        """Such as "la mort de deux civils", "the killing of three men", "the soldier's death"."""
        if noun.pos_ not in {"NOUN", "PROPN", "VERB"} or lemma(noun) not in self.facts.of(kind, "deaths"):
            return
        if self._own_number(noun) is not None:
            return
        for victim in (*nouns_after(noun, _GENITIVES), *children(noun, frozenset({"poss"}))):
            count = self.counter.phrase(victim)
            if count is not None and count.low != 0:
                yield count
                return

    def _of_either_kind(self) -> Iterator[Reading]:
        """Such as "no casualties", "aucune victime": none killed and none injured; in French a count of "victimes" is of dead."""
        for token in self._telling:
            if token.lower_ not in self.facts.toll("either"):
                continue
            if (self._none(token) or self._without(token)) and not self._one_sided(token):
                for kind in KINDS:
                    yield Reading(kind, token, Count(0, 0, None, token.left_edge.i, token.i + 1))
            elif self.facts.lexicon.get("toll", {}).get("either_is_deaths") and self._deadly(token):
                quantity = self.counter.number_of(token)
                if quantity is not None and quantity.value is not None:
                    yield Reading("killed", token, self._count(quantity, token))

    def _deadly(self, token: Token) -> bool:
        """Such as "a fait 12 victimes", "12 victimes" of a toll: not those who were rescued or robbed."""
        verb = governing_verb(token)
        made = lemma(verb) in self.facts.toll("making") and token in objects(verb)
        return made or self.toll_nouns.of(token) is not None
