"""How many were killed and injured: every toll that a document states, with where it is stated and how it is meant.

A toll is a predicate of death or injury with a countable phrase in the right role (see `casualties`). Figures that
the text only fears, denies, attempts or makes conditional are left out; counts of anything but people never stand in
that role.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.casualties import Casualties, Reading
from geomap.events.clauses import governing_verb, lemma
from geomap.events.figure_words import FigureWords, Kind, figure_words
from geomap.events.status import status_of
from geomap.events.victims import Counter
from geomap.model import ActorMention, Analysis, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PERSONS = frozenset({"PER", "PERSON"})


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
        adverse: True where that names the other side of a conflict ("terroristes"), False where it names people of this one, None where
            it may be anybody ("personnes").
        earlier: True where the text says that a later figure replaced it ("un précédent bilan").
        revised: True where it replaces earlier ones ("le bilan passe à 89").
        added: True where it is said to come on top ("un autre soldat", "also").
        total: True where it counts more than one event ("au total").
        whole: True where a toll noun carries it ("the death toll rose to 89"), which is that of the happening told before.
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
    whole: bool = False
    adverse: bool | None = None

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
        if sentence.parse is not None and not sentence.furniture and _may_tell(sentence.parse, facts)
        for toll in _Reader(sentence, sentence.parse, facts, analysis, persons, groups).tolls()
    )


def _may_tell(parse: Doc, facts: FigureWords) -> bool:
    """Whether a sentence has a word that tolls are read from; most have none, and counting their phrases takes long."""
    return any(map(facts.may_tell, parse))


class _Reader:
    """Reads one sentence's tolls."""

    def __init__(
        self,
        sentence: Sentence,
        parse: Doc,
        facts: FigureWords,
        analysis: Analysis,
        persons: set[int],
        groups: set[int],
    ) -> None:
        self.sentence, self.parse, self.facts, self.analysis = sentence, parse, facts, analysis
        self.persons, self.groups = persons, groups
        self.counter = Counter(parse, facts, self._is_person)
        self.casualties = Casualties(self.counter, facts, self._is_named, lambda verb: self._status(verb) == "denied")

    def _is_person(self, token: Token) -> bool:
        offset = self.sentence.start + token.idx
        return offset in self.persons or (offset not in self.groups and token.ent_type_ in _PERSONS)

    def _is_named(self, token: Token) -> bool:
        return self.sentence.start + token.idx in self.groups

    def _status(self, verb: Token) -> str:
        return status_of(verb, self.sentence, self.analysis) if verb.pos_ in {"VERB", "AUX"} else "occurred"

    def tolls(self) -> list[Toll]:
        """All tolls of the sentence, each number and each predicate used once a kind, the more specific predicate first."""
        found: list[Toll] = []
        used: set[tuple[Kind, str, int]] = set()
        for reading in self.casualties.readings():
            keys: set[tuple[Kind, str, int]] = {(reading.kind, "number", at) for at in reading.count.quantities}
            keys |= {(reading.kind, "token", reading.token.i)}
            if not reading.count.quantities:
                keys |= {(reading.kind, "phrase", reading.count.first)}
            if keys & used or self._unreal(reading):
                continue
            used |= keys
            found.append(self._toll(reading))
        return sorted(found, key=lambda toll: (toll.start, toll.kind))

    def _unreal(self, reading: Reading) -> bool:
        """Whether nobody was killed or hurt, or nobody is said not to have been."""
        token, none = reading.token, reading.count.low == 0
        verb = token if token.pos_ == "VERB" else governing_verb(token)
        status = self._status(verb)
        if status in {"planned", "possible"} or (status == "denied" and not none):
            return True
        lightly = none and any(child.lower_ in self.facts.toll("badly") for child in token.children)
        return lightly or self._attempted(verb)

    def _attempted(self, verb: Token) -> bool:
        """Such as "tried to assassinate": nobody died of it."""
        parts = (verb, *(child for child in verb.children if child.dep_.startswith("aux")))
        infinitive = any("Inf" in part.morph.get("VerbForm", []) for part in parts)
        return infinitive and verb.head.i != verb.i and lemma(verb.head) in self.facts.toll("attempts")

    def _toll(self, reading: Reading) -> Toll:
        count, token = reading.count, reading.token
        first, last = self.parse[count.first], self.parse[count.last - 1]
        near = self.counter.words[max(0, count.first - 3) : count.last + 3]
        noun = self.casualties.toll_nouns.of(token)
        earlier = self.casualties.toll_nouns.earlier(token)
        return Toll(
            reading.kind,
            self.sentence.index,
            token.i,
            count.low,
            count.high,
            count.civilians,
            self.sentence.start + first.idx,
            self.sentence.start + last.idx + len(last),
            count.noun,
            earlier=earlier,
            revised=noun is not None and not earlier and self.casualties.toll_nouns.changes(token),
            added=bool(set(near) & self.facts.also),
            total=self._says_total(),
            genitive=reading.genitive,
            implied=count.implied,
            whole=noun is not None,
            adverse=self._adverse(count.noun),
        )

    def _adverse(self, noun: str) -> bool | None:
        if noun in self.facts.adversaries:
            return True
        known = bool({noun, f"{noun}s"} & (self.facts.persons | self.facts.civilians))
        return False if known and noun not in self.facts.anybody else None

    def _says_total(self) -> bool:
        words = self.counter.words
        return any(
            tuple(words[i : i + len(phrase)]) == phrase for phrase in self.facts.total for i in range(len(words))
        )
