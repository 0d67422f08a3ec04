"""How many a noun phrase counts: "40 pirates et 8 marins", "some thirty nurses", "un gardien", "nobody"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.clauses import RELATIVE_CLAUSES, conjuncts, governing_verb, lemma, words
from geomap.events.figure_words import FigureWords
from geomap.events.numbers import Quantity, read
from geomap.events.reporting import astray, claim_words, reports

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# More words between a number and its noun make it another noun's number.
_GAP = 6
_PERSONS = frozenset({"PER", "PERSON"})
_OF_THE = frozenset({"of", "the", "des", "de", "les", "ses", "ces", "its", "their", "these"})
_LINKS = frozenset({"de", "d'", "of", "des", "the", "les", "its", "ses", "their", "leurs", "'", "’s"})


@dataclass(frozen=True, slots=True)
class Count:
    """How many a phrase counts.

    Attributes:
        low: The least, None where unknown.
        high: The most, None where open or unknown.
        civilians: Those of them said to be civilians, None where not said.
        first: Index of the first token that was counted.
        last: Index after the last.
        quantities: First tokens of the numbers used, by which two readings of one number are told apart.
        noun: Lemma of what is counted.
    """

    low: int | None
    high: int | None
    civilians: int | None
    first: int
    last: int
    quantities: tuple[int, ...] = ()
    noun: str = ""

    @property
    def implied(self) -> bool:
        """Whether no number was written: one person named or described, or nobody."""
        return not self.quantities


class Counter:
    """Counts phrases of one parse.

    Args:
        parse: The sentence.
        facts: Its language's words.
        is_person: Tells whether a proper noun is a person's name.
    """

    def __init__(self, parse: Doc, facts: FigureWords, is_person: Callable[[Token], bool] | None = None) -> None:
        self.parse = parse
        self.facts = facts
        self.words = words(parse)
        self.quantities = read([token.text for token in parse], facts.language)
        self._is_person = is_person or (lambda token: token.ent_type_ in _PERSONS)

    def phrase(self, head: Token) -> Count | None:
        """Counts a noun phrase with its coordinates; parts ("dont 12 femmes") are not added, unknown ones are passed over.

        Returns:
            The count, None where nothing in it has a number.
        """
        whole = self._whole(self._antecedent(head))
        outside = self._speakers()
        heads = [
            part for part in conjuncts(whole) if part.i == whole.i or not (self.is_part(part) or part.i in outside)
        ]
        read = [count for part in heads if (count := self._one(part)) is not None]
        counts = list({count.quantities or count.first: count for count in read}.values())
        if not counts:
            return None
        if len(counts) > 1 and all(count.low == 0 for count in counts):
            return counts[0]
        return self._sum(counts, complete=len(read) == len(heads))

    def _sum(self, counts: Sequence[Count], *, complete: bool = True) -> Count:
        lows = [count.low if count.low is not None else count.high for count in counts]
        highs = [count.high for count in counts]
        civilians = [count.civilians for count in counts if count.civilians is not None]
        last = max(count.last for count in counts)
        part = self.civilian_part(last)
        known = sum(civilians) if civilians else None
        return Count(
            sum(low for low in lows if low is not None),
            sum(high for high in highs if high is not None) if complete and None not in highs else None,
            part if known is None else known,
            min(count.first for count in counts),
            last,
            tuple(quantity for count in counts for quantity in count.quantities),
            counts[0].noun,
        )

    def _speakers(self) -> set[int]:
        """Tokens that speak of the victims rather than being among them."""
        verbs = (
            token for token in self.parse if token.pos_ == "VERB" and reports(token, claim_words(self.facts.language))
        )
        return {speaker.i for verb in verbs for speaker in astray(verb)}

    def _whole(self, head: Token) -> Token:
        """What a part is a part of, where the parser took the part for the subject: "dix personnes, dont quatre civils, ont péri"."""
        if not self.is_part(head):
            return head
        quantity = self.number_of(head)
        start = quantity.first if quantity is not None else head.left_edge.i
        before = [other for other in self.quantities if other.last < start]
        noun = (
            next((token for token in self.parse[before[-1].last : start] if token.pos_ == "NOUN"), None)
            if before
            else None
        )
        return noun if noun is not None else head

    def _antecedent(self, head: Token) -> Token:
        """What a relative pronoun stands for, else the token itself."""
        if head.lower_.replace("’", "'") not in self.facts.relative:
            return head
        for above in head.ancestors:
            if above.dep_ in RELATIVE_CLAUSES and above.head.i < head.i:
                return above.head
        return head

    def _one(self, head: Token) -> Count | None:
        """Counts one noun without its coordinates."""
        quantity = self.number_of(head)
        if quantity is not None:
            if quantity.value is None:
                return None
            if (
                quantity.value == 1
                and self.words[quantity.first - 1 : quantity.first]
                and self.words[quantity.first - 1] in self.facts.none
            ):
                return Count(0, 0, None, quantity.first - 1, head.i + 1, (quantity.first,))
            noun = self._counted_noun(head)
            civilians = quantity.value if self._civilian(noun) else None
            return Count(
                quantity.low,
                quantity.high,
                civilians,
                quantity.first,
                max(quantity.last, head.i + 1),
                (quantity.first,),
                lemma(noun),
            )
        if self._is_none(head):
            return Count(0, 0, None, head.left_edge.i, head.i + 1, (), lemma(head))
        if self._is_single(head):
            first = min(
                [head.i, *(child.i for child in head.children if child.dep_ in {"det", "nummod", "poss", "amod"})]
            )
            return Count(1, 1, 1 if self._civilian(head) else None, first, head.i + 1, (), lemma(head))
        return None

    def number_of(self, head: Token) -> Quantity | None:
        """The number that counts a noun: it covers it ("une vingtaine") or stands before it with only its modifiers between."""
        for quantity in self.quantities:
            if quantity.first <= head.i < quantity.last:
                return quantity
        before = [quantity for quantity in self.quantities if quantity.last <= head.i and head.i - quantity.last < _GAP]
        if not before:
            return None
        quantity = before[-1]
        if (
            len(before) > 1
            and before[-2].last < quantity.first
            and set(self.words[before[-2].last : quantity.first]) <= _OF_THE
        ):
            quantity = before[-2]
        between = self.parse[quantity.last : head.i]
        if all(
            head.is_ancestor(token) or self.words[token.i] in _LINKS or token.pos_ in {"ADJ", "DET"}
            for token in between
        ):
            return None if any(token.is_punct and token.text in {",", ";", ":"} for token in between) else quantity
        return None

    def is_people(self, noun: Token) -> bool:
        """Whether a noun is known to name people."""
        return self._civilian(noun) or bool({noun.lower_, lemma(noun)} & self.facts.persons) or self._is_person(noun)

    def _counted_noun(self, head: Token) -> Token:
        """The people of "une vingtaine de civils", or the noun itself."""
        for child in head.children:
            if child.i > head.i and child.dep_ in {"nmod", "prep"}:
                if child.dep_ == "prep":
                    inner = [grandchild for grandchild in child.children if grandchild.dep_ == "pobj"]
                    return inner[0] if inner and child.lower_ == "of" else head
                return child if any(grandchild.lower_ in {"de", "d'", "d’"} for grandchild in child.children) else head
        return head

    def _civilian(self, noun: Token) -> bool:
        own = {noun.lower_, lemma(noun)} & self.facts.civilians
        return bool(own) or any(
            {child.lower_, lemma(child)} & self.facts.civilians
            for child in noun.children
            if child.dep_ in {"amod", "compound"}
        )

    def _is_none(self, head: Token) -> bool:
        if head.lower_.replace("’", "'") in self.facts.nobody and head.pos_ in {"PRON", "NOUN", "ADV"}:
            return head.lower_ != "personne" or not any(child.dep_ == "det" for child in head.children)
        before = set(self.words[max(0, head.left_edge.i - 1) : head.i])
        if before & self.facts.not_one and before & self.facts.single:
            return True
        return any(
            child.lower_ in self.facts.none and child.dep_ in {"det", "neg", "cc", "advmod"} for child in head.children
        )

    def _is_single(self, head: Token) -> bool:
        """Whether a phrase without a number is one person."""
        if head.pos_ == "PROPN" or head.ent_type_ in _PERSONS:
            return self._is_person(head)
        if head.pos_ == "PRON":
            return head.lower_ in self.facts.singular_pronouns
        if (
            (head.pos_ != "NOUN" and head.lower_ not in self.facts.persons)
            or lemma(head) in self.facts.collectives
            or "Plur" in head.morph.get("Number", [])
        ):
            return False
        determiners = [
            child
            for child in head.children
            if child.i < head.i and (child.dep_ in {"det", "poss"} or child.lower_ in {"du", "au"})
        ]
        return any("Plur" not in child.morph.get("Number", []) for child in determiners)

    def is_part(self, token: Token) -> bool:
        """Whether a count is a part of one before it: "dont 4 nonnes", "including six clerks", "two of them cooks"."""
        quantity = self.number_of(token)
        start = quantity.first if quantity is not None else token.left_edge.i
        after = quantity.last if quantity is not None else token.i + 1
        return any(
            tuple(self.words[max(0, start - len(phrase)) : start]) == phrase
            or tuple(self.words[after : after + len(phrase)]) == phrase
            for phrase in self.facts.part
        )

    def civilian_part(self, after: int) -> int | None:
        """Civilians named as part of the count that ends at a token."""
        for quantity in self.quantities:
            if not after <= quantity.first <= after + 12:
                continue
            if quantity.value is None:
                break
            noun = next(
                (token for token in self.parse[quantity.last : quantity.last + 4] if self._civilian(token)), None
            )
            if noun is not None and any(
                self.words[max(0, quantity.first - len(phrase)) : quantity.first] == list(phrase)
                or self.words[quantity.last : quantity.last + len(phrase)] == list(phrase)
                for phrase in self.facts.part
            ):
                return quantity.value
            break
        return None

    def add(self, one: Count, other: Count) -> Count:
        """Two counts of one event together."""
        return self._sum([one, other])

    def together_with(self, verb: Token) -> Count | None:
        """Those who share a victim's fate: "alongside his driver", "en même temps que trois gardes"."""
        for phrase in self.facts.together:
            for at in range(verb.i, len(self.words) - len(phrase)):
                end = at + len(phrase)
                if (
                    tuple(self.words[at:end]) == phrase
                    and governing_verb(self.parse[at]).i == verb.i
                    and end - verb.i < 12
                ):
                    head = next(
                        (token for token in self.parse[end : end + _GAP] if token.pos_ in {"NOUN", "PROPN"}), None
                    )
                    return self.phrase(head) if head is not None else None
        return None
