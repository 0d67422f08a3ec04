"""Finding the words that say that something happened: verbs and nouns of the lexicons whose conditions hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.announced import MOODS, moods
from geomap.events.clauses import lemma
from geomap.events.conditions import hanging, holds
from geomap.events.context import Context
from geomap.events.happening import Trigger
from geomap.events.phrases import hosts, noun_parts
from geomap.events.small_words import Forms, is_time, small_words, word
from geomap.events.syntax import Parts, obliques, verb_parts
from geomap.events.words import Frame, Item

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from geomap.model import Sentence

_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})


class Candidate:
    """A trigger in the making: its token, the lexicon item that it satisfies, and the parts of its clause or phrase.

    Attributes:
        sentence: The sentence it stands in.
        token: The verb, or the noun that heads the trigger phrase.
        verb: The verb of its clause that carries tense and negation; the token itself for a verb.
        item: The lexicon item.
        parts: Parts of the verb's clause, or of the noun's phrase and its containers.
        first: Index of the trigger's first token.
        last: Index of its last token.
    """

    def __init__(self, sentence: Sentence, token: Token, item: Item, parts: Parts, extent: tuple[int, int]) -> None:
        self.sentence = sentence
        self.token = token
        self.item = item
        self.parts = parts
        self.first, self.last = extent
        self.nominal = token.pos_ not in _VERBAL
        self.verb = token if not self.nominal else _governor(token)

    @property
    def frame(self) -> Frame:
        """Who is who in the item."""
        return self.item.frame

    def trigger(self) -> Trigger:
        """The room's common value for it."""
        doc, kind = self.token.doc, self.item.kind
        start = self.sentence.start + doc[self.first].idx
        end = self.sentence.start + doc[self.last].idx + len(doc[self.last].text)
        return Trigger(
            sentence=self.sentence.index,
            token=self.token.i,
            verb=self.verb.i,
            start=start,
            end=end,
            nominal=self.nominal,
            entry=kind.name,
            event_type=kind.event_type,
            sub_event_type=kind.sub_event_type,
            plover_type=kind.plover_type,
        )


def _governor(noun: Token) -> Token:
    """The nearest verb above a noun, the noun itself where there is none."""
    return next((above for above in noun.ancestors if above.pos_ in _VERBAL), noun)


def find_triggers(context: Context) -> list[Candidate]:
    """All triggers of a document, in text order; the parses are read once."""
    found: list[Candidate] = []
    for sentence in context.analysis.sentences:
        if sentence.parse is not None and not sentence.furniture:
            found += in_sentence(sentence, sentence.parse, context)
    return found


def in_sentence(sentence: Sentence, doc: Doc, context: Context) -> list[Candidate]:
    """The triggers of one sentence, in text order."""
    taken: set[int] = set()
    found = list(_verbs(sentence, doc, context, taken, several=True))
    found += _nouns(sentence, doc, context, taken)
    found += _verbs(sentence, doc, context, taken, several=False)
    return _without_modifiers(sorted(found, key=lambda candidate: candidate.token.i))


def _nouns(sentence: Sentence, doc: Doc, context: Context, taken: set[int]) -> Iterator[Candidate]:
    index = context.words.nouns
    forms = context.forms[sentence.index]
    for i, token in enumerate(doc):
        if i in taken or token.pos_ not in _NOMINAL:
            continue
        parts: dict[int, Parts] = {}
        for item in _items(index, forms[i]):
            last = _matched(item.words, forms, i)
            if last is None:
                continue
            head = _noun_head(doc, i, last)
            if head.i not in parts:
                parts[head.i] = _phrase_parts(head, range(i, last + 1), context.language)
            if (
                head.pos_ in _VERBAL
                or _is_attribute(head, context)
                or not holds(item, head, parts[head.i], context, sentence)
            ):
                continue
            taken.update(range(i, last + 1))
            outside = {name: [t for t in tokens if not i <= t.i <= last] for name, tokens in parts[head.i].items()}
            yield Candidate(sentence, head, item, outside, (i, last))
            break


def _is_attribute(noun: Token, context: Context) -> bool:
    """Whether a noun only says of what sort another is ("avions de combat"), or is the name of a month."""
    if noun.ent_type_ == "DATE" or (noun.pos_ == "PROPN" and is_time(noun, context.language)):
        return True
    case = next((child for child in noun.children if child.dep_ == "case"), None)
    if noun.dep_ != "nmod" or case is None or word(case) not in {"de", "d'"}:
        return False
    gear = lemma(noun.head) in context.words.classes.get("gear", frozenset())
    bare = noun.i == case.i + 1 and (gear or "Plur" not in noun.morph.get("Number", []))
    return (
        bare
        and not hosts(noun, context.language)
        and noun.head.pos_ == "NOUN"
        and not any(c.dep_ in {"amod", "nmod", "acl"} for c in noun.children)
    )


def _items(index: Mapping[str, tuple[Item, ...]], form: Forms) -> Sequence[Item]:
    """Items that a token may begin, most specific first."""
    lemma, word = form
    items, others = index.get(word, ()), index.get(lemma, ()) if lemma != word else ()
    if not others:
        return items
    joined = [*items, *(item for item in others if item not in items)]
    return sorted(joined, key=lambda item: item.weight, reverse=True)


def _matched(phrase: tuple[str, ...], forms: Sequence[Forms], i: int) -> int | None:
    """Index of the last token of a phrase that begins at token `i`, None where it does not stand there."""
    if i + len(phrase) > len(forms):
        return None
    for step, part in enumerate(phrase):
        if part not in forms[i + step]:
            return None
    return i + len(phrase) - 1


def _head(doc: Doc, first: int, last: int) -> Token:
    """The token of a phrase that what lies outside governs."""
    for i in range(first, last + 1):
        token = doc[i]
        if token.pos_ in {"NOUN", "PROPN", "ADJ", "VERB"} and (token.head.i < first or token.head.i > last):
            return token
    return doc[last]


def _noun_head(doc: Doc, first: int, last: int) -> Token:
    """The head of a phrase; its first noun where the parser took an adjective of it for a verb ("mise en résidence surveillée")."""
    head = _head(doc, first, last)
    return doc[first] if head.pos_ in _VERBAL and last > first and doc[first].pos_ == "NOUN" else head


def _phrase_parts(noun: Token, extent: range, language: str) -> Parts:
    """The parts of a noun, of the other words of its phrase, and of its containers ("a series of strikes by jets")."""
    parts = noun_parts(noun, language)
    for mistaken in (noun.doc[i] for i in extent if noun.doc[i].pos_ in _VERBAL and i != noun.i):
        genitive = next(iter(small_words(language, "genitives")), "")
        parts.setdefault(genitive, []).extend(
            token for token in verb_parts(mistaken, language).get("object", ()) if token.i not in extent
        )
    around = [noun.doc[i] for i in extent if i != noun.i and noun.doc[i].pos_ in _NOMINAL] + hosts(noun, language)
    for other in around:
        for name, tokens in noun_parts(other, language).items():
            parts.setdefault(name, []).extend(token for token in tokens if token != noun and token not in around)
    return parts


def _verbs(sentence: Sentence, doc: Doc, context: Context, taken: set[int], *, several: bool) -> Iterator[Candidate]:
    """Verb triggers: in a first round those of several words, which would else lose a noun ("faire des morts"), then the single verbs."""
    index = context.words.verbs
    for token, (own, written) in zip(doc, context.forms[sentence.index], strict=True):
        listed = index.get(own) or index.get(written)
        if not listed or token.i in taken or not _is_told(token):
            continue
        items = [item for item in listed if (len(item.words) > 1) == several]
        if not items:
            continue
        parts = verb_parts(token, context.language)
        if any(MOODS.intersection(item.needs) for item in items):
            parts = parts | moods(token, context.language)
        for item in items:
            extra = hanging(token, item.words[1:], parts)
            if extra is None or taken.intersection(extra) or not holds(item, token, parts, context, sentence):
                continue
            rest = {name: [t for t in tokens if t.i not in extra] for name, tokens in parts.items()}
            for noun in (doc[i] for i in extra if doc[i].pos_ == "NOUN"):
                for name, other in obliques(noun, context.language):
                    rest.setdefault(name, []).insert(0, other)
                rest.setdefault("object", []).extend(_objects_behind(noun))
            span = [token.i, *(i for i in extra if abs(i - token.i) < 8)]
            taken.update([token.i, *extra])
            yield Candidate(sentence, token, item, rest, (min(span), max(span)))
            break


def _is_told(verb: Token) -> bool:
    """Whether a word heads a clause: no auxiliary, and no participle that means people ("the injured", "the accused")."""
    if verb.dep_ in {"aux", "aux:tense", "aux:pass", "auxpass", "cop"}:
        return False
    if verb.dep_ in {"pobj", "nsubj", "dobj"} and any(child.dep_ == "det" for child in verb.children):
        return False
    return verb.pos_ in _VERBAL or verb.dep_ in {"acl", "ROOT", "relcl", "acl:relcl", "advcl", "ccomp"}


def _objects_behind(noun: Token) -> list[Token]:
    """The object of a verb of several words that the parser hung on its noun: "ont pris d'assaut le village"."""
    return [
        child
        for child in noun.children
        if child.i > noun.i
        and child.dep_ == "nmod"
        and child.pos_ in {"NOUN", "PROPN"}
        and any(part.dep_ == "det" for part in child.children)
        and not any(part.dep_ == "case" for part in child.children)
    ]


def _is_modifier(noun: Token) -> bool:
    """Whether a noun stands before or after another without a preposition."""
    bare = not any(child.dep_ == "case" for child in noun.children)
    return noun.dep_ in {"compound", "amod"} or (noun.dep_ == "nmod" and bare)


def _without_modifiers(found: list[Candidate]) -> list[Candidate]:
    """Drops a trigger that only modifies another ("bomb" in "bomb attack"), leaving the more telling kind on the one that stays."""
    by_token = {candidate.token.i: candidate for candidate in found}
    dropped: set[int] = set()
    for candidate in found:
        head = candidate.token.head
        if not (
            candidate.nominal and head.i in by_token and head.i != candidate.token.i and _is_modifier(candidate.token)
        ):
            continue
        other = by_token[head.i]
        if "vague" in other.item.kind and candidate.item.kind.event_type != "Diplomacy":
            other.item = replace(other.item, kind=candidate.item.kind)
        dropped.add(id(candidate))
    return [candidate for candidate in found if id(candidate) not in dropped]
