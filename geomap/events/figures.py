"""How many were killed and injured: every toll that a document states, with where it is stated and how it is meant.

A toll is a predicate of death or injury ("tuer", "perdre la vie", "dead", "bilan") with a countable phrase in the right role. Figures that the
text only fears, denies or makes conditional are left out; so are counts of anything but people, which never stand in that role.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.clauses import children, conjuncts, governing_verb, is_passive, lemma, objects, subjects
from geomap.events.numbers import Quantity
from geomap.events.status import status_of
from geomap.events.victims import Count, Counter, FigureWords, Kind, figure_words
from geomap.model import ActorMention, Analysis, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

_KINDS: tuple[Kind, ...] = ("killed", "injured")


@dataclass(frozen=True, slots=True)
class Toll:
    """One count of killed or injured as the text states it.

    Attributes:
        kind: "killed" or "injured".
        sentence: Index of the sentence.
        token: Index, in its parse, of the predicate: the verb, or the counted noun.
        low: The least, None where unknown.
        high: The most, None where open.
        civilians: Those of them said to be civilians, None where not said.
        start: Offset of the figure's words in the document's text.
        end: Offset after them.
        noun: Lemma of what is counted ("soldat"), empty for a bare number.
        earlier: True where the text says that a later figure replaced it ("un précédent bilan").
        revised: True where it replaces earlier ones ("le bilan passe à 89").
        added: True where it is said to come on top ("un autre soldat", "also").
        total: True where it counts more than one event ("au total").
        implied: True where no number is written: "un soldat", "he", a name.
        genitive: True where the predicate is a noun with its victim ("la mort de deux civils"), which may point back to an older event.
    """

    kind: Kind
    sentence: int
    token: int
    low: int | None
    high: int | None
    civilians: int | None
    start: int
    end: int
    noun: str = ""
    earlier: bool = False
    revised: bool = False
    added: bool = False
    total: bool = False
    genitive: bool = False
    implied: bool = False

    @property
    def value(self) -> int | None:
        """The one figure to enter: the least where bounds are given, as in ACLED."""
        return self.low if self.low is not None else self.high


def find_tolls(analysis: Analysis, actors: Sequence[ActorMention] = ()) -> tuple[Toll, ...]:
    """Finds every toll of a document.

    Args:
        analysis: The document.
        actors: Its actor mentions, which tell persons' names from other names.

    Returns:
        Tolls in the order of the text. A figure is read once, however many predicates it stands by.
    """
    persons = {offset for mention in actors if mention.person for offset in range(mention.start, mention.end)}
    groups = {offset for mention in actors if not mention.person for offset in range(mention.start, mention.end)}
    facts = figure_words(analysis.language)
    return tuple(
        toll
        for sentence in analysis.sentences
        if sentence.parse is not None and not sentence.furniture
        for toll in _Reader(sentence, facts, analysis, persons, groups).tolls()
    )


class _Reader:
    """Reads one sentence's tolls."""

    def __init__(
        self, sentence: Sentence, facts: FigureWords, analysis: Analysis, persons: set[int], groups: set[int]
    ) -> None:
        if sentence.parse is None:
            msg = "a sentence without a parse has no tolls to read"
            raise ValueError(msg)
        self.sentence, self.facts, self.analysis = sentence, facts, analysis
        self.parse = sentence.parse
        self.persons, self.groups = persons, groups
        self.counter = Counter(self.parse, facts, self._is_person)

    def _is_person(self, token: Token) -> bool:
        offset = self.sentence.start + token.idx
        if offset in self.persons:
            return True
        return offset not in self.groups and token.ent_type_ in {"PER", "PERSON"}

    def tolls(self) -> list[Toll]:
        """All tolls of the sentence, each number used once, the more specific predicate first."""
        found: list[Toll] = []
        used: set[tuple[Kind, int]] = set()
        for kind, token, count, genitive in self._readings():
            keys = {(kind, quantity) for quantity in count.quantities} or {(kind, -1 - count.first)}
            if keys & used or self._unreal(token, count):
                continue
            used |= keys
            found.append(self._toll(kind, token, count, genitive=genitive))
        return sorted(found, key=lambda toll: (toll.start, toll.kind))

    def _unreal(self, token: Token, count: Count) -> bool:
        verb = token if token.pos_ == "VERB" else governing_verb(token)
        status = status_of(verb, self.sentence, self.analysis) if verb.pos_ in {"VERB", "AUX"} else "occurred"
        return status in {"planned", "possible"} or (status == "denied" and count.low != 0)

    def _toll(self, kind: Kind, token: Token, count: Count, *, genitive: bool) -> Toll:
        first, last = self.parse[count.first], self.parse[count.last - 1]
        near = {self.counter.words[i] for i in range(max(0, count.first - 3), min(len(self.parse), count.last + 3))}
        subject = self._toll_subject(token)
        return Toll(
            kind,
            self.sentence.index,
            token.i,
            count.low,
            count.high,
            count.civilians,
            self.sentence.start + first.idx,
            self.sentence.start + last.idx + len(last),
            count.noun,
            earlier=subject is not None
            and any({lemma(child), child.lower_} & self.facts.toll("earlier") for child in subject.children),
            revised=subject is not None and lemma(governing_verb(token)) in self.facts.toll("change"),
            added=bool(near & self.facts.also),
            total=self._says_total(),
            genitive=genitive,
            implied=count.implied,
        )

    def _says_total(self) -> bool:
        return any(
            tuple(self.counter.words[i : i + len(phrase)]) == phrase
            for phrase in self.facts.total
            for i in range(len(self.parse) - len(phrase) + 1)
        )

    def _toll_subject(self, token: Token) -> Token | None:
        """The noun "bilan" or "toll" that the figure's clause has for its subject or object."""
        verb = governing_verb(token)
        return next((noun for noun in (*subjects(verb), *objects(verb), *token.ancestors) if self._is_toll(noun)), None)

    def _is_toll(self, noun: Token) -> bool:
        nouns = self.facts.toll("nouns")
        if lemma(noun) in nouns:
            return True
        phrase = " ".join(self.counter.words[noun.i : noun.i + 3])
        return any(phrase.startswith(name) for name in nouns if " " in name)

    def _readings(self) -> Iterator[tuple[Kind, Token, Count, bool]]:
        """Every predicate with the count in its role, the most specific kinds first."""
        for kind in _KINDS:
            for token in self.parse:
                yield from ((kind, token, count, False) for count in self._counted(kind, token))
        for kind in _KINDS:
            for token in self.parse:
                for count in (*self._by_verb(kind, token), *self._dead(kind, token)):
                    yield kind, token, count, False
        for kind in _KINDS:
            for token in self.parse:
                yield from ((kind, token, count, True) for count in self._genitive(kind, token))
        yield from self._bare_toll()
        yield from self._no_casualties()

    def _counted(self, kind: Kind, token: Token) -> Iterator[Count]:
        """ "38 morts", "14 dead": the word itself is counted."""
        if token.lower_ not in self.facts.of(kind, "counted"):
            return
        quantity = self._own_number(token)
        if quantity is not None:
            if quantity.value is not None and not self.counter.is_part(token):
                civilians = (
                    quantity.value
                    if any({c.lower_, lemma(c)} & self.facts.civilians for c in token.children)
                    else self.counter.civilian_part(token.i)
                )
                yield Count(
                    quantity.low, quantity.high, civilians, quantity.first, token.i + 1, (quantity.first,), lemma(token)
                )
        elif any(child.lower_ in self.facts.none and child.dep_ != "cc" for child in token.children) or self._without(
            token
        ):
            yield Count(0, 0, None, token.left_edge.i, token.i + 1)

    def _without(self, token: Token) -> bool:
        """ "sans mort", "n'a pas fait de morts"."""
        if any(child.lower_ in self.facts.toll("without") for child in token.children):
            return True
        verb = governing_verb(token)
        if verb.i == token.i or token not in objects(verb):
            return False
        if (
            any(child.lower_ in self.facts.toll("without") for child in (*verb.children, verb.head))
            and verb.i < token.i
        ):
            return True
        return status_of(verb, self.sentence, self.analysis) == "denied" and self._own_number(token) is None

    def _own_number(self, token: Token) -> Quantity | None:
        """The number that stands directly before a counted word: "38 morts", not "38 soldats morts"."""
        quantity = self.counter.number_of(token)
        if quantity is None:
            return None
        between = self.parse[quantity.last : token.i]
        other = (
            word.pos_ in {"NOUN", "PROPN", "VERB", "AUX", "PRON"} and word.lower_ not in self.facts.also
            for word in between
        )
        return None if any(other) else quantity

    def _by_verb(self, kind: Kind, verb: Token) -> Iterator[Count]:
        """ "tuer" and its kin, in the active, the passive and as participles; "mourir"; "perdre la vie"; "coûter la vie à"."""
        if verb.pos_ not in {"VERB", "AUX", "ADJ", "NOUN"}:
            return
        if verb.lower_ in self.facts.of(kind, "counted") and self._own_number(verb) is not None:
            return
        word = lemma(verb)
        if word in self.facts.of(kind, "verbs") and verb.pos_ != "NOUN":
            yield from self._add_company(verb, self._victims(verb))
        elif word in self.facts.of(kind, "dying") and verb.pos_ in {"VERB", "AUX"}:
            yield from self._add_company(verb, self._subjects(verb))
        elif any(lemma(noun) in self.facts.phrases(kind, "dying_phrases").get(word, ()) for noun in objects(verb)):
            yield from self._add_company(verb, self._subjects(verb))
        elif word in self.facts.phrases(kind, "costing"):
            yield from self._cost(kind, verb)

    def _victims(self, verb: Token) -> list[Token]:
        if is_passive(verb):
            return self._subjects(verb)
        found = objects(verb) or self._object_astray(verb)
        if (
            not found
            and verb.dep_ in {"conj", "acl", "amod"}
            and verb.pos_ != "ADJ"
            and not any(c.dep_ == "mark" for c in verb.children)
        ):
            return self._subjects(verb) if self._bare_participle(verb) else []
        return found[:1]

    def _object_astray(self, verb: Token) -> list[Token]:
        """The object that a word of time drew away from its verb: "avoir tué dimanche six de ses soldats"."""
        for quantity in self.counter.quantities:
            between = self.parse[verb.i + 1 : quantity.first]
            if 0 < quantity.first - verb.i <= 4 and all(
                word.pos_ in {"NOUN", "ADV", "PROPN", "ADJ"} for word in between
            ):
                return [word for word in self.parse[quantity.first : quantity.last + 4] if word.pos_ == "NOUN"][:1]
        return []

    @staticmethod
    def _bare_participle(verb: Token) -> bool:
        auxiliary = any(child.dep_ in {"aux", "aux:tense"} for child in verb.children)
        return "Part" in verb.morph.get("VerbForm", []) and "Pres" not in verb.morph.get("Tense", []) and not auxiliary

    def _subjects(self, verb: Token) -> list[Token]:
        own = subjects(verb)
        if own:
            return own[:1]
        if verb.dep_ in {"acl", "amod", "acl:relcl", "relcl"} and verb.head.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}:
            return [verb.head]
        if verb.dep_ == "xcomp" and verb.head.pos_ in {"VERB", "AUX"}:
            return subjects(verb.head)[:1]
        return []

    def _add_company(self, verb: Token, victims: list[Token]) -> Iterator[Count]:
        for victim in victims:
            count = self.counter.phrase(victim)
            if count is None or self._of_nobody_else(verb, victim):
                continue
            company = self.counter.together_with(verb)
            yield self.counter.add(count, company) if company is not None and company.first > count.last else count

    def _of_nobody_else(self, verb: Token, victim: Token) -> bool:
        """Whether a verb that also does for aircraft, orders and rivals has no people for its object."""
        if lemma(verb) not in self.facts.of("killed", "people_only"):
            return False
        named = self.sentence.start + victim.idx in self.groups
        return not (named or victim.pos_ in {"PRON", "NUM"} or any(self.counter.is_people(noun) for noun in conjuncts(victim)))

    def _cost(self, kind: Kind, verb: Token) -> Iterator[Count]:
        """ "a coûté la vie à 14 militaires", "claimed 12 lives", "claimed the lives of 12 people"."""
        lives = [noun for noun in objects(verb) if lemma(noun) in self.facts.phrases(kind, "costing")[lemma(verb)]]
        for noun in lives:
            quantity = self.counter.number_of(noun)
            if quantity is not None and quantity.value is not None:
                yield Count(
                    quantity.low, quantity.high, None, quantity.first, noun.i + 1, (quantity.first,), lemma(noun)
                )
                continue
            for target in (
                *_after(noun, {"of"}),
                *_after(verb, {"à", "au", "aux"}),
                *_after(noun, {"à", "au", "aux", "de"}),
            ):
                count = self.counter.phrase(target)
                if count is not None:
                    yield count
                    break

    def _dead(self, kind: Kind, token: Token) -> Iterator[Count]:
        """ "ont été retrouvés morts", "left five people dead", "sont morts": an adjective said of people."""
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
            return (subjects(head) if is_passive(head) else [noun for noun in objects(head) if noun.i != token.i])[:1]
        if token.dep_ in {"acomp", "attr"} and lemma(head) == "be":
            return subjects(head)[:1]
        return [head] if token.dep_ == "amod" and head.pos_ == "NOUN" and head.i < token.i else []

    def _genitive(self, kind: Kind, noun: Token) -> Iterator[Count]:
        """ "la mort de deux civils", "the killing of three men", "the soldier's death"."""
        if (
            noun.pos_ not in {"NOUN", "PROPN", "VERB"}
            or lemma(noun) not in self.facts.of(kind, "deaths")
            or self._own_number(noun) is not None
        ):
            return
        for victim in (*_after(noun, {"de", "d'", "du", "des", "of"}), *children(noun, frozenset({"poss"}))):
            count = self.counter.phrase(victim)
            if count is not None and count.low != 0:
                yield count
                return

    def _bare_toll(self) -> Iterator[tuple[Kind, Token, Count, bool]]:
        """ "the death toll rose to 45": a number without a noun that the toll's verb carries."""
        for noun in self.parse:
            if not self._is_toll(noun):
                continue
            verb = governing_verb(noun)
            for quantity in self.counter.quantities:
                if quantity.value is None or quantity.first < noun.i:
                    continue
                head = self.parse[quantity.last - 1]
                before = self.counter.words[quantity.first - 1]
                follows = self.parse[quantity.last] if quantity.last < len(self.parse) else None
                bare = follows is None or follows.pos_ not in {"NOUN", "ADJ", "PROPN", "NUM"}
                if (
                    bare
                    and before in self.facts.toll("prepositions")
                    and (verb.is_ancestor(head) or noun.is_ancestor(head))
                ):
                    value = (
                        quantity.high
                        if quantity.bound == "range" and lemma(verb) in self.facts.toll("change")
                        else quantity.low
                    )
                    yield (
                        "killed",
                        noun,
                        Count(value, quantity.high, None, quantity.first, quantity.last, (quantity.first,)),
                        False,
                    )
                    break

    def _no_casualties(self) -> Iterator[tuple[Kind, Token, Count, bool]]:
        """ "no casualties", "sans faire de victimes", "aucune victime": none killed and none injured."""
        either = self.facts.toll("either")
        for token in self.parse:
            if token.lower_ not in either:
                continue
            none = any(
                child.lower_ in self.facts.none and child.dep_ != "cc" for child in token.children
            ) or self._without(token)
            if none:
                for kind in _KINDS:
                    yield kind, token, Count(0, 0, None, token.left_edge.i, token.i + 1), False
            elif self.facts.lexicon.get("toll", {}).get("either_is_deaths") and self._deadly(token):
                quantity = self.counter.number_of(token)
                if quantity is not None and quantity.value is not None:
                    yield (
                        "killed",
                        token,
                        Count(
                            quantity.low,
                            quantity.high,
                            None,
                            quantity.first,
                            token.i + 1,
                            (quantity.first,),
                            lemma(token),
                        ),
                        False,
                    )

    def _deadly(self, token: Token) -> bool:
        """ "a fait 12 victimes", "12 victimes" of a toll: not those who were rescued or robbed."""
        verb = governing_verb(token)
        return (
            lemma(verb) in {"faire"} and token in [part for noun in objects(verb) for part in conjuncts(noun)]
        ) or self._toll_subject(token) is not None


def _after(token: Token, prepositions: set[str]) -> list[Token]:
    """The nouns that hang on a token by one of the prepositions."""
    found = []
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in prepositions:
            found += [noun for noun in child.children if noun.dep_ == "pobj"]
        elif any(case.dep_ == "case" and case.lower_.replace("’", "'") in prepositions for case in child.children):
            found.append(child)
    return found
