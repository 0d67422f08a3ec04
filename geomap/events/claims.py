"""Who says so: the claimants of an event, from verbs of reporting, "according to", and the speakers of quotes.

A claimant is named as the actors room names the mention that speaks; a source without a name is called by what it is
("Witnesses").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from geomap.events.clauses import conjuncts, lemma
from geomap.events.reporting import ClaimWords, claim_words, reports, speakers, vouches
from geomap.model import ActorMention, Analysis, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.knowledge import NameMatch

# How far back a pronoun or a statement may refer to who spoke last.
_SENTENCES_BACK = 3
_PHRASE_LABELS = frozenset(
    {
        "nmod",
        "prep",
        "pobj",
        "compound",
        "amod",
        "poss",
        "flat:name",
        "flat",
        "flat:foreign",
        "appos",
        "nummod",
        "case",
        "det",
        "fixed",
        "conj",
        "cc",
        "nn",
    }
)


class Names(Protocol):
    """What this module asks of the knowledge room."""

    def names_in(self, text: str, language: str) -> list[NameMatch]:
        """The known names in a text."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody who vouches for an event.

    Attributes:
        name: Canonical English name, or what a nameless source is.
        start: Offset in the document's text of the words that name the claimant.
        end: Offset after them.
    """

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Reader:
    """One document's mentions and names, asked about one sentence at a time."""

    analysis: Analysis
    actors: Sequence[ActorMention]
    knowledge: Names | None
    cues: ClaimWords


def claimants_of(
    token: Token, sentence: Sentence, analysis: Analysis, actors: Sequence[ActorMention], knowledge: Names | None = None
) -> tuple[Claim, ...]:
    """Finds who vouches for an event.

    Args:
        token: The trigger in the sentence's parse.
        sentence: The sentence it stands in.
        analysis: The whole document.
        actors: The document's actor mentions.
        knowledge: Looks up names that the actors room did not mention (media, monitors), None to do without.

    Returns:
        The claimants in the order of the text, each once; none where the text asserts the event itself.
    """
    reader = _Reader(analysis, actors, knowledge, claim_words(analysis.language))
    claims = _in_sentence(token, sentence, reader) or _around_quote(sentence, reader)
    unique: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda claim: claim.start):
        unique.setdefault(claim.name, claim)
    return tuple(unique.values())


def _in_sentence(token: Token | None, sentence: Sentence, reader: _Reader) -> list[Claim]:
    """Everybody in the sentence who vouches for the trigger; with no trigger, for the sentence as a whole."""
    if sentence.parse is None:
        return []
    claims: list[Claim] = []
    for verb in sentence.parse:
        if verb.pos_ in {"VERB", "AUX"} and (token is None or vouches(verb, token, reader.cues)):
            if token is None and not reports(verb, reader.cues):
                continue
            for speaker in speakers(verb, reader.cues):
                claims += _named(speaker, sentence, reader)
    for source in _after_preposition(sentence, reader.cues):
        claims += _named(source, sentence, reader)
    return claims


def _after_preposition(sentence: Sentence, cues: ClaimWords) -> Iterator[Token]:
    """The sources that "selon" and "according to" introduce."""
    parse = sentence.parse
    if parse is None:
        return
    words = [token.lower_.replace("’", "'") for token in parse]
    for i, opening in enumerate(words):
        for phrase in cues.prepositions:
            if phrase[0] == opening and tuple(words[i : i + len(phrase)]) == phrase:
                head = _phrase_head(parse[i + len(phrase) - 1], i + len(phrase))
                if head is not None:
                    yield from conjuncts(head)
                break


def _phrase_head(preposition: Token, after: int) -> Token | None:
    """The head of the noun phrase that follows a preposition, the last word itself where it is the source ("de sources")."""
    doc = preposition.doc
    if preposition.pos_ == "NOUN":
        return preposition
    for child in preposition.children:
        if child.dep_ == "pobj":
            return child
    if preposition.dep_ == "case" and preposition.head.i > preposition.i:
        return preposition.head
    return next((token for token in doc[after : after + 5] if token.pos_ in {"NOUN", "PROPN"}), None)


def _named(head: Token, sentence: Sentence, reader: _Reader) -> list[Claim]:
    """A speaker as a claim: by the mention that covers it, by a known name, by what it is; a pronoun is the last speaker."""
    word, text = lemma(head), head.lower_.replace("’", "'")
    start, end = sentence.start + head.idx, sentence.start + head.idx + len(head)
    mention = _mention_at(start, reader)
    if mention is not None and word not in reader.cues.documents:
        return [Claim(mention.person or mention.actor.name, mention.start, mention.end)]
    if text in reader.cues.pronouns or text.lstrip("-t") in reader.cues.pronouns:
        return [] if text in reader.cues.nobody and head.pos_ != "PRON" else _last_speaker(sentence, reader)
    if text in reader.cues.nobody or head.pos_ in {"DET", "SCONJ"}:
        return []
    phrase = [token for token in head.subtree if _in_phrase(token, head)]
    first = sentence.start + phrase[0].idx if phrase else start
    last = sentence.start + phrase[-1].idx + len(phrase[-1]) if phrase else end
    within = [m for m in reader.actors if first <= m.start and m.end <= last and m.source != "reference"]
    if word in reader.cues.documents:
        return [Claim(m.person or m.actor.name, m.start, m.end) for m in within[:1]] or _last_speaker(sentence, reader)
    return (
        _known(first, last, reader)
        or [Claim(m.person or m.actor.name, m.start, m.end) for m in within[:1]]
        or _generic(head, phrase, first, last, reader)
    )


def _in_phrase(token: Token, head: Token) -> bool:
    """Whether a token belongs to the noun phrase itself: no relative clauses, no further coordinates."""
    while token.i != head.i:
        if token.dep_ not in _PHRASE_LABELS or token.dep_ in {"conj", "cc"} or token.is_punct:
            return False
        token = token.head
    return True


def _mention_at(offset: int, reader: _Reader) -> ActorMention | None:
    """The mention whose head begins at an offset, else the shortest one that covers it."""
    covering = [m for m in reader.actors if m.start <= offset < m.end]
    return min(covering, key=lambda m: (m.head != offset, m.end - m.start, m.start), default=None)


def _known(start: int, end: int, reader: _Reader) -> list[Claim]:
    if reader.knowledge is None:
        return []
    found = reader.knowledge.names_in(reader.analysis.document.text[start:end], reader.analysis.language)
    return [Claim(match.entry.name, start + match.start, start + match.end) for match in found if not match.ambiguous][
        :1
    ]


def _generic(head: Token, phrase: list[Token], start: int, end: int, reader: _Reader) -> list[Claim]:
    kind = reader.cues.generic.get(lemma(head)) or reader.cues.generic.get(head.lower_)
    if kind is not None:
        return [Claim(kind, start, end)]
    if head.pos_ == "PROPN":
        words = [token for token in phrase if token.pos_ == "PROPN" or token.i == head.i]
        text = reader.analysis.document.text
        offset = start - phrase[0].idx
        return [
            Claim(
                text[offset + words[0].idx : offset + words[-1].idx + len(words[-1])],
                offset + words[0].idx,
                offset + words[-1].idx + len(words[-1]),
            )
        ]
    return []


def _last_speaker(sentence: Sentence, reader: _Reader) -> list[Claim]:
    """Who spoke last before a sentence."""
    for back in range(1, _SENTENCES_BACK + 1):
        index = sentence.index - back
        if index < 0:
            break
        claims = _in_sentence(None, reader.analysis.sentences[index], reader)
        if claims:
            return claims[-1:]
    return []


def _around_quote(sentence: Sentence, reader: _Reader) -> list[Claim]:
    """The speaker of a quote that runs over several sentences: told in the sentence that opened it, or in the one that closes it."""
    text = reader.analysis.document.text
    if not _inside_quote(text, sentence, reader):
        return []
    for step in (1, 2, 3):
        index = sentence.index - step
        if index < 0:
            break
        before = reader.analysis.sentences[index]
        claims = _in_sentence(None, before, reader)
        if claims:
            return claims[-1:]
    after = sentence.index + 1
    return (
        _in_sentence(None, reader.analysis.sentences[after], reader)[:1]
        if after < len(reader.analysis.sentences)
        else []
    )


def _inside_quote(text: str, sentence: Sentence, reader: _Reader) -> bool:
    """Whether a sentence begins within a quotation, by counting marks from its paragraph's beginning; straight marks toggle."""
    paragraph = next(s for s in reader.analysis.sentences if s.paragraph == sentence.paragraph)
    inside = False
    before = text[paragraph.start : sentence.start + 1]
    for mark in filter((reader.cues.opening | reader.cues.closing).__contains__, before):
        if mark in reader.cues.opening and mark in reader.cues.closing:
            inside = not inside
        elif mark in reader.cues.opening:
            inside = True
        elif mark in reader.cues.closing:
            inside = False
    return inside
