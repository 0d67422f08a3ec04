"""Who did it and to whom: the frame of a trigger filled from the parts of its clause, its noun phrase and its light verb."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geomap.events.clauses import is_passive, lemma, objects
from geomap.events.context import Context
from geomap.events.syntax import (
    Parts,
    is_container,
    is_finite,
    obliques,
    outermost,
    role_parts,
    small_words,
    subjects_of,
    verb_parts,
    word,
)
from geomap.events.triggers import Candidate

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.model import ActorMention, Sentence

_OBJECT_LABELS = frozenset({"obj", "dobj", "attr", "oprd"})
# What the parser at times calls a noun after a light verb that is its object.
_MISTAKEN = frozenset({"xcomp", "ccomp", "dep"})
_PASSIVE_LABELS = frozenset({"nsubj:pass", "nsubjpass"})
_SUBJECT_LABELS = frozenset({"nsubj", "nsubj:pass", "nsubjpass", "csubj"})


@dataclass
class Roles:
    """Tokens that fill a trigger's roles, in order of nearness.

    Attributes:
        actor1: Who did it.
        actor2: To whom, or at what.
        verbs: Light verbs and participles that carried arguments; places and dates may hang on them too.
    """

    actor1: list[Token] = field(default_factory=list)
    actor2: list[Token] = field(default_factory=list)
    verbs: list[Token] = field(default_factory=list)


def roles_of(candidate: Candidate, context: Context) -> Roles:
    """Fills the frame of a trigger.

    Args:
        candidate: The trigger.
        context: Its document.

    Returns:
        The tokens for each role; empty lists where the clause names nobody.
    """
    roles = Roles()
    _fill(roles, candidate, candidate.parts, context)
    if candidate.nominal:
        top = outermost(candidate.token, context.language)
        _from_participles(roles, candidate.token, context)
        if top != candidate.token:
            _from_participles(roles, top, context)
        _from_governor(roles, candidate, top, context)
    elif candidate.item.kind.name == "meeting" and not roles.actor2:
        roles.actor2 += _company(candidate.token, context)
    roles.actor1 = _unique(roles.actor1)
    roles.actor2 = [token for token in _unique(roles.actor2) if token not in roles.actor1]
    return roles


def _company(verb: Token, context: Context) -> list[Token]:
    """Whom somebody came to see, told in a clause below ("arrived to discuss security with the president")."""
    found = []
    for below in verb.subtree:
        if below.pos_ == "VERB" and below != verb:
            parts = verb_parts(below, context.language)
            found += _filling(parts, "company", context)
    return found


def _filling(parts: Parts, role: str, context: Context) -> list[Token]:
    """The tokens in the parts that a language lists for a role of light verbs (`roles` in its syntax.yaml)."""
    return [token for name in role_parts(context.language, role) for token in parts.get(name, ())]


def _unique(tokens: Iterable[Token]) -> list[Token]:
    return list({token.i: token for token in tokens}.values())


def _fill(roles: Roles, candidate: Candidate, parts: Parts, context: Context) -> None:
    frame = candidate.frame
    if frame.name == "opposes":
        against = [
            n
            for token in parts.get("object", ())
            for name, n in obliques(token, context.language)
            if name in frame.actor2
        ]
        roles.actor2 += against
    agent = bool(_filling(parts, "agent", context))
    genitives = small_words(context.language, "genitives")
    for name in frame.actor1:
        for token in parts.get(name, ()):
            if (
                name in genitives | {"maker", "owner"}
                and frame.name in {"deed", "deed_of"}
                and _is_target(token, name, agent, candidate.sentence, context)
            ):
                roles.actor2.append(token)
            else:
                roles.actor1.append(token)
    for name in frame.actor2:
        roles.actor2 += parts.get(name, ())


def _is_target(token: Token, part: str, agent: bool, sentence: Sentence, context: Context) -> bool:
    """Whether a genitive or a modifier names what a deed was done to ("l'attaque du camp", "the embassy attack"), not who did it."""
    classes = context.words.classes
    mention = context.actor_at(token, sentence)
    suffers = agent and part in small_words(context.language, "genitives")
    if mention is not None and mention.head == sentence.start + token.idx:
        return suffers or mention.actor.kind == "Civilians"
    return suffers or lemma(token) in classes["military_targets"] | classes["civilian_targets"] | classes["territory"]


def _from_participles(roles: Roles, noun: Token, context: Context) -> None:
    """Arguments of the participles and relative clauses that modify a noun trigger: "menée par", "targeting", "qui a visé"."""
    for child in noun.children:
        if child.pos_ not in {"VERB", "AUX"} or child.dep_ not in {"acl", "relcl", "acl:relcl", "amod"}:
            continue
        light = context.words.light.get(lemma(child), frozenset())
        if not light:
            continue
        roles.verbs.append(child)
        parts = verb_parts(child, context.language)
        others = [token for token in parts.get("object", ()) if token != noun]
        doers = [token for token in parts.get("subject", ()) if token != noun]
        if "ascribes" in light:
            roles.actor1 += _filling(parts, "ascribed", context)
        elif light & {"does", "claims"} and doers:
            roles.actor1 += doers
        if "hits" in light and noun in parts.get("subject", ()):
            roles.actor2 += others


def _from_governor(roles: Roles, candidate: Candidate, top: Token, context: Context) -> None:
    """Arguments of the light verb that governs a noun trigger."""
    above, through = _governor(top)
    if above.pos_ == "NOUN" and lemma(above) in context.words.classes["responsibility"] and above.head.pos_ == "VERB":
        roles.actor1 += subjects_of(above.head, context.language)
        roles.verbs.append(above.head)
    elif above.pos_ in {"VERB", "AUX"}:
        light = context.words.light.get(lemma(above), frozenset())
        parts = verb_parts(above, context.language)
        if through:
            _from_preposition(roles, candidate, through, light, (above, parts), context)
        else:
            _from_clause(roles, candidate, top, light, (above, parts), context)


def _governor(top: Token) -> tuple[Token, str]:
    """What governs a noun, and the preposition between them, empty where there is none."""
    above = top.head
    if above.dep_ in {"prep", "agent"}:
        return above.head, lemma(above)
    if top.dep_ in _OBJECT_LABELS | _SUBJECT_LABELS:
        return above, ""
    return above, next((lemma(child) for child in top.children if child.dep_ == "case"), "")


def _from_clause(
    roles: Roles, candidate: Candidate, top: Token, light: frozenset[str], clause: tuple[Token, Parts], context: Context
) -> None:
    """Arguments of a light verb whose subject or object the noun is."""
    verb, parts = clause
    only_hits = "hits" in light and "does" not in light
    if not only_hits and (top.dep_ in _OBJECT_LABELS | _PASSIVE_LABELS | _MISTAKEN or top in objects(verb)):
        _as_object(roles, light, parts, verb, context, diplomatic=candidate.item.kind.event_type == "Diplomacy")
    elif "hits" in light and top.dep_ in _PASSIVE_LABELS:
        roles.actor1 += parts.get("subject", [])
        roles.verbs.append(verb)
    elif "hits" in light and top.dep_ in _SUBJECT_LABELS and not is_passive(verb):
        roles.actor2 += [token for token in parts.get("object", ()) if token != top]
        roles.verbs.append(verb)


def _from_preposition(
    roles: Roles,
    candidate: Candidate,
    through: str,
    light: frozenset[str],
    clause: tuple[Token, Parts],
    context: Context,
) -> None:
    """Arguments of a verb that takes the noun by a preposition ("blamed for", "came under", "arrived for")."""
    verb, parts = clause
    meeting = candidate.item.kind.name == "meeting"
    if "blames" in light and through in role_parts(context.language, "blamed_for"):
        roles.actor1 += parts.get("object", [])
        return
    if "suffers" in light and through in role_parts(context.language, "under"):
        roles.actor2 += parts.get("subject", [])
    elif (meeting and through in role_parts(context.language, "came_for")) or (
        "does" in light and through in role_parts(context.language, "into")
    ):
        roles.actor1 += parts.get("subject", [])
    else:
        return
    roles.verbs.append(verb)


def _as_object(
    roles: Roles, light: frozenset[str], parts: Parts, verb: Token, context: Context, *, diplomatic: bool
) -> None:
    if "ascribes" in light:
        roles.actor1 += _filling(parts, "ascribed", context)
        roles.verbs.append(verb)
    elif light & {"does", "claims"}:
        roles.actor1 += parts.get("subject", [])
        roles.verbs.append(verb)
        roles.actor2 += [
            noun for name, noun in obliques(verb, context.language) if name in role_parts(context.language, "against")
        ]
        if diplomatic:
            roles.actor2 += [
                noun
                for name, noun in obliques(verb, context.language)
                if name in role_parts(context.language, "addressed")
            ]
    elif "suffers" in light:
        roles.actor2 += parts.get("subject", [])
        roles.verbs.append(verb)


def mentions_of(
    tokens: Iterable[Token], sentence: Sentence, context: Context, *, inside: bool = True, states: bool = False
) -> list[ActorMention]:
    """The actors that role tokens name, in order, each once; with coordinated neighbours that the parser cut off.

    Args:
        tokens: Role tokens.
        sentence: Their sentence.
        context: The document.
        inside: Whether to look inside a phrase whose head is no actor ("the positions of the rebels").
        states: Whether a country's name in a role is that state's government ("support for Turkey").
    """
    found: list[ActorMention] = []
    for token in tokens:
        mention = context.actor_at(token, sentence) or (context.state_at(token, sentence) if states else None)
        if mention is not None:
            found.append(mention)
        elif inside:
            found += _inside(token, sentence, context) or _by_possessive(token, sentence, context)
    found = [neighbour for mention in found for neighbour in _with_neighbours(mention, sentence, context)]
    unique: dict[tuple[str, int], ActorMention] = {}
    for mention in found:
        unique.setdefault((mention.actor.name, 0), mention)
    return list(unique.values())


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
