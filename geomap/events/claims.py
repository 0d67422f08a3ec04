"""Who says so: the claimants of an event, from verbs of reporting, "according to", and the speakers of quotes.

A claimant is named as the actors room names the mention that speaks; a source without a name is called by what it is ("Witnesses").
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from geomap.events.clauses import SUBJECTS, children, conjuncts, is_passive, lemma, path_to_root
from geomap.languages import lexicon
from geomap.model import ActorMention, Analysis, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.knowledge.entries import NameMatch

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
class _Cues:
    verbs: frozenset[str]
    phrases: Mapping[str, frozenset[str]]
    claiming: frozenset[str]
    clause_only: frozenset[str]
    prepositions: tuple[tuple[str, ...], ...]
    citing: frozenset[str]
    documents: frozenset[str]
    pronouns: frozenset[str]
    nobody: frozenset[str]
    generic: Mapping[str, str]
    opening: frozenset[str]
    closing: frozenset[str]


@functools.cache
def _cues(language: str) -> _Cues:
    facts = lexicon(language, "claims")
    quotes = facts.get("quotes", {})
    return _Cues(
        verbs=frozenset(facts.get("verbs", ())),
        phrases={verb: frozenset(seconds) for verb, seconds in facts.get("phrases", {}).items()},
        claiming=frozenset(facts.get("claiming", ())),
        clause_only=frozenset(facts.get("clause_only", ())),
        prepositions=tuple(
            sorted((tuple(p.replace("'", "' ").split()) for p in facts.get("prepositions", ())), key=len, reverse=True)
        ),
        citing=frozenset(facts.get("citing", ())),
        documents=frozenset(facts.get("documents", ())),
        pronouns=frozenset(facts.get("pronouns", ())),
        nobody=frozenset(facts.get("nobody", ())),
        generic=facts.get("generic", {}),
        opening=frozenset(quotes.get("open", ())),
        closing=frozenset(quotes.get("close", ())),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """One document's mentions and names, asked about one sentence at a time."""

    analysis: Analysis
    actors: Sequence[ActorMention]
    knowledge: Names | None
    cues: _Cues


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
    reader = _Reader(analysis, actors, knowledge, _cues(analysis.language))
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
        if verb.pos_ in {"VERB", "AUX"} and (token is None or _vouches(verb, token, reader.cues)):
            if token is None and not _reports(verb, reader.cues):
                continue
            for speaker in _speakers(verb, reader.cues):
                claims += _named(speaker, sentence, reader)
    for source in _after_preposition(sentence, reader.cues):
        claims += _named(source, sentence, reader)
    return claims


def _vouches(verb: Token, token: Token, cues: _Cues) -> bool:
    """Whether a verb reports the clause of the trigger."""
    if verb.i == token.i:
        return False
    word = lemma(verb)
    if word in cues.claiming and (verb.head.i == token.i or any(child.i == token.i for child in verb.children)):
        return True
    if not _reports(verb, cues):
        return word in cues.citing and verb.dep_ in {"advcl", "acl"}
    if verb.is_ancestor(token):
        return word not in cues.clause_only or _through_clause(token, verb)
    return _inverted(verb)


def _reports(verb: Token, cues: _Cues) -> bool:
    word = lemma(verb)
    seconds = cues.phrases.get(word)
    if seconds is not None:
        return any(lemma(child) in seconds or child.lower_ in seconds for child in verb.children)
    return word in cues.verbs


def _through_clause(token: Token, verb: Token) -> bool:
    """Whether a clause, not only a noun phrase, lies between the trigger and the verb above it."""
    for step in path_to_root(token):
        if step.i == verb.i:
            return False
        if step.head.i == verb.i:
            return step.dep_ in {"ccomp", "xcomp", "parataxis", "advcl", "pcomp"}
    return False


def _inverted(verb: Token) -> bool:
    """ "..., a indiqué l'armée": a report that trails its sentence, its subject behind it, however the parser attached it."""
    doc = verb.doc
    start = min(
        [
            verb.i,
            *(
                child.i
                for child in verb.children
                if child.dep_.startswith("aux") or (child.dep_ in {"advmod", "obj"} and child.i < verb.i)
            ),
        ]
    )
    before = doc[start - 1].text if start else ""
    behind = [child for child in verb.children if child.dep_ in SUBJECTS and child.i > start]
    return before in {",", "»", "”", '"', "-", "–", ";"} and bool(behind)


def _speakers(verb: Token, cues: _Cues) -> Iterator[Token]:
    """Whose word it is: the subject, or the agent of a passive; nobody's where a passive has none."""
    agents = [child for child in verb.children if child.dep_ in {"obl:agent", "agent"}]
    agents = [
        grandchild
        for agent in agents
        for grandchild in ([agent] if agent.dep_ == "obl:agent" else children(agent, frozenset({"pobj"})))
    ]
    if lemma(verb) in cues.citing:
        yield from (part for child in verb.children if child.dep_ in {"obj", "dobj"} for part in conjuncts(child))
    elif is_passive(verb):
        yield from agents
    for subject in children(verb, SUBJECTS):
        if not is_passive(verb) or (lemma(verb) in cues.citing):
            yield from conjuncts(subject)
    if not children(verb, SUBJECTS) and verb.dep_ == "conj" and not is_passive(verb):
        yield from (part for subject in children(verb.head, SUBJECTS) for part in conjuncts(subject))
    if verb.dep_ in {"acl:relcl", "relcl"} and any(
        child.lower_ in {"qui", "who", "which"} for child in children(verb, SUBJECTS)
    ):
        yield verb.head


def _after_preposition(sentence: Sentence, cues: _Cues) -> Iterator[Token]:
    """The sources that "selon" and "according to" introduce."""
    parse = sentence.parse
    if parse is None:
        return
    words = [token.lower_.replace("’", "'") for token in parse]
    for i in range(len(words)):
        for phrase in cues.prepositions:
            if tuple(words[i : i + len(phrase)]) == phrase:
                head = _phrase_head(parse[i + len(phrase) - 1], i + len(phrase))
                if head is not None:
                    yield from conjuncts(head)
                break


def _phrase_head(preposition: Token, after: int) -> Token | None:
    """The head of the noun phrase that follows a preposition."""
    doc = preposition.doc
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
    within = [m for m in reader.actors if first <= m.start and m.end <= last and not m.source == "reference"]
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
    for mark in text[paragraph.start : sentence.start + 1]:
        if mark in reader.cues.opening and mark in reader.cues.closing:
            inside = not inside
        elif mark in reader.cues.opening:
            inside = True
        elif mark in reader.cues.closing:
            inside = False
    return inside
