"""The actors that role tokens name: inside a phrase, beside it, before a verb that lost its subject, or by a possessive."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from geomap.events.clauses import is_passive, lemma
from geomap.events.context import Context
from geomap.events.small_words import is_container, preposition, role_parts, small_words, word
from geomap.events.subjects import is_finite, subjects_of
from geomap.events.triggers import Candidate

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.model import ActorMention, Sentence


def mentions_of(
    tokens: Iterable[Token],
    sentence: Sentence,
    context: Context,
    *,
    inside: bool = True,
    states: bool = False,
    owners: bool = False,
) -> list[ActorMention]:
    """The actors that role tokens name, in order, each once; with coordinated neighbours that the parser cut off.

    Args:
        tokens: Role tokens.
        sentence: Their sentence.
        context: The document.
        inside: Whether to look inside a phrase whose head is no actor ("the positions of the rebels").
        states: Whether a country's name in a role is that state's government ("support for Turkey").
        owners: Whether a country's name with a possessive is ("Israel's strikes", not "Nigeria's deadliest attack").
    """
    found: list[ActorMention] = []
    for token in tokens:
        named = states or _is_opposed(token, context) or (token.dep_ == "nsubj" and not is_passive(token.head))
        named = named or (owners and token.dep_ == "poss")
        mention = context.actor_at(token, sentence) or (context.state_at(token, sentence) if named else None)
        if mention is not None:
            found.append(mention)
        elif inside:
            found += _inside(token, sentence, context) or _by_possessive(token, sentence, context)
    found = [neighbour for mention in found for neighbour in _with_neighbours(mention, sentence, context)]
    unique: dict[tuple[str, int], ActorMention] = {}
    for mention in found:
        unique.setdefault((mention.actor.name, 0), mention)
    return list(unique.values())


def _is_opposed(token: Token, context: Context) -> bool:
    """Whether a preposition before an opponent stands before a token ("a war with India")."""
    first = token.head if token.dep_ == "pobj" else next((c for c in token.children if c.dep_ == "case"), None)
    return first is not None and preposition(first, context.language) in small_words(context.language, "opposing")


def _inside(token: Token, sentence: Sentence, context: Context) -> list[ActorMention]:
    """Actors within a noun phrase whose head is none: what a container holds, whose position, vehicle or convoy it is."""
    found: list[ActorMention] = []
    for target in _held(token, context):
        mention = context.actor_at(target, sentence)
        if mention is not None and mention not in found:
            found.append(mention)
        elif mention is None and target.pos_ == "NOUN":
            found += [m for m in _inside(target, sentence, context) if m not in found]
    return found


def _held(token: Token, context: Context) -> list[Token]:
    """The nouns that hang on a noun as its modifiers, its owner or what it is of; anything for a container."""
    held: list[Token] = []
    belonging = role_parts(context.language, "belonging")
    container = is_container(token, context.language)
    for child in token.children:
        if child.dep_ == "prep" and (container or lemma(child) in belonging):
            held += [noun for noun in child.children if noun.dep_ == "pobj"]
        elif child.dep_ in {"amod", "compound", "poss", "nmod", "appos", "flat:name", "nummod"}:
            case = next((lemma(part) for part in child.children if part.dep_ == "case"), "")
            if container or not case or case in belonging or child.dep_ == "poss":
                held.append(child)
    return held


def listed_after(mention: ActorMention, sentence: Sentence, context: Context) -> list[ActorMention]:
    """The actors listed right behind one, whatever the parser made of the list ("between the government, the UN and the rebels")."""
    text, joined = context.text, small_words(context.language, "conjunctions")
    allowed = {",", *joined, *small_words(context.language, "articles")}
    found, end = [], mention.end
    for other in context.actors_in(sentence):
        if other.start < end:
            continue
        between = [part for part in text[end : other.start].lower().replace(",", " , ").split() if part]
        if not allowed.issuperset(between) or not {",", *joined} & set(between):
            break
        found.append(other)
        end = other.end
    return found if joined & set(text[mention.end : end].lower().split()) else []


def _with_neighbours(mention: ActorMention, sentence: Sentence, context: Context) -> list[ActorMention]:
    """A mention with the one coordinated right before it in the text, which parsers often hang elsewhere."""
    text, joined = context.text, small_words(context.language, "conjunctions")
    chain = [mention]
    mentions = context.actors_in(sentence)
    for other in reversed(mentions):
        if other.end <= chain[0].start and text[other.end : chain[0].start].strip().lower() in joined:
            chain.insert(0, other)
    return chain


def doer_before(candidate: Candidate, context: Context) -> list[ActorMention]:
    """The actor named right before an active finite verb whose subject the parser lost, the first of an apposition.

    No verb may stand between the two, so that nobody else's deed is ascribed.
    """
    verb, sentence = candidate.verb, candidate.sentence
    if candidate.nominal or is_passive(verb) or not is_finite(verb) or "subject" not in candidate.frame.actor1:
        return []
    start = sentence.start + verb.idx
    before = [mention for mention in context.actors_in(sentence) if mention.end <= start]
    if not before:
        return []
    between = (t for t in verb.doc if before[-1].end <= sentence.start + t.idx < start)
    if any(t.pos_ == "VERB" or t.dep_ in {"case", "prep"} for t in between):
        return []
    first = before[-1]
    for earlier in reversed(before[:-1]):
        if context.text[earlier.end : first.start].strip(" *()") != ",":
            break
        first = earlier
    return [first]


def _by_possessive(token: Token, sentence: Sentence, context: Context) -> list[ActorMention]:
    """Whose a thing is by "its" or "ses": the subject of the clause above ("the ministry said one of its jets")."""
    possessives = small_words(context.language, "possessives")
    if not any(word(part) in possessives for part in token.subtree if part.i <= token.i + 3):
        return []
    for verb in token.ancestors:
        if verb.pos_ not in {"VERB", "AUX"}:
            continue
        for subject in subjects_of(verb, context.language):
            mention = context.actor_at(subject, sentence)
            if mention is not None and not token.is_ancestor(subject) and subject != token:
                return [mention]
    return []
