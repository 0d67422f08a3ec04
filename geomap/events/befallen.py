"""Whom death or injury befalls: the object of a killing, the subject of a dying, found also where the parser hung it elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.clauses import AUXILIARIES, first_conjunct, is_passive, objects, subjects

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.events.victims import Counter

_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_MODIFIERS = frozenset({"acl", "amod", "acl:relcl", "relcl"})


class Befallen:
    """Finds the victims of one sentence's verbs.

    Args:
        counter: Counts the sentence's phrases.
    """

    def __init__(self, counter: Counter) -> None:
        self._counter, self._parse = counter, counter.parse

    def victims(self, verb: Token) -> list[Token]:
        """Whom a verb of killing kills."""
        if is_passive(verb):
            return self.subjects(verb)
        found = objects(verb) or self._object_astray(verb)
        if found or verb.pos_ == "ADJ" or verb.dep_ not in {"conj", "ccomp", "acl", "amod"}:
            return found[:1]
        introduced = any(child.dep_ == "mark" for child in verb.children)
        return self.subjects(verb) if self._bare_participle(verb) and not introduced else []

    def _object_astray(self, verb: Token) -> list[Token]:
        """The object that a word of time drew away from its verb: "avoir tué vendredi deux de leurs guides"."""
        for quantity in self._counter.quantities:
            between = self._parse[verb.i + 1 : quantity.first]
            near = 0 < quantity.first - verb.i <= 4
            if near and all(word.pos_ in {"NOUN", "ADV", "PROPN", "ADJ"} for word in between):
                return [word for word in self._parse[quantity.first : quantity.last + 4] if word.pos_ == "NOUN"][:1]
        return []

    @staticmethod
    def _bare_participle(verb: Token) -> bool:
        auxiliary = any(child.dep_ in {"aux", "aux:tense"} for child in verb.children)
        past = "Part" in verb.morph.get("VerbForm", []) and "Pres" not in verb.morph.get("Tense", [])
        return past and not auxiliary

    def subjects(self, verb: Token) -> list[Token]:
        """The subject of a verb or participle: written, the noun it modifies ("quatre pêcheurs tués"), or its governor's."""
        own = subjects(verb)
        if own:
            return own[:1]
        head = verb.head
        if verb.dep_ in _MODIFIERS and head.pos_ in _NOUNS:
            several = "Plur" in verb.morph.get("Number", []) and "Plur" not in head.morph.get("Number", [])
            return [first_conjunct(head) if several else head]
        if verb.dep_ == "xcomp" and head.pos_ in {"VERB", "AUX"}:
            return subjects(head)[:1]
        return self._subject_astray(verb)

    def _subject_astray(self, verb: Token) -> list[Token]:
        """The noun just before a finite verb, which the parser hung elsewhere."""
        auxiliaries = [child for child in verb.children if child.dep_ in AUXILIARIES and child.i < verb.i]
        if not any("Fin" in part.morph.get("VerbForm", []) for part in (verb, *auxiliaries)):
            return []
        first = min([verb.i, *(child.i for child in auxiliaries)])
        before = self._parse[first - 1] if first else None
        if before is None or before.pos_ in {"NOUN", "PROPN"}:
            return [] if before is None else [before]
        return self._counted_before(first) if before.is_punct else []

    def _counted_before(self, end: int) -> list[Token]:
        """The people last counted before a token: "treize de ses soldats, déployés dans la région, avaient été tués"."""
        for quantity in reversed([quantity for quantity in self._counter.quantities if quantity.last <= end]):
            noun = next(
                (token for token in self._parse[quantity.first : min(quantity.last + 4, end)] if token.pos_ == "NOUN"),
                None,
            )
            if noun is not None and self._counter.is_people(noun):
                return [noun]
        return []
