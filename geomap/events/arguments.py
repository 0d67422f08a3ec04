"""Who did it and to whom: the frame of a trigger filled from the parts of its clause, its noun phrase and its light verb."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geomap.events.clauses import is_passive, lemma, objects
from geomap.events.context import Context
from geomap.events.phrases import content_of, outermost
from geomap.events.small_words import is_article, is_time, role_parts, small_words
from geomap.events.subjects import subjects_of
from geomap.events.syntax import Parts, obliques, verb_parts
from geomap.events.triggers import Candidate

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.model import Sentence

_OBJECT_LABELS = frozenset({"obj", "dobj", "attr", "oprd"})
# What the parser at times calls a noun after a light verb that is its object.
_MISTAKEN = frozenset({"xcomp", "ccomp", "dep", "obl:arg"})
_PASSIVE_LABELS = frozenset({"nsubj:pass", "nsubjpass"})
_SUBJECT_LABELS = frozenset({"nsubj", "nsubj:pass", "nsubjpass", "csubj"})


@dataclass
class Roles:
    """Tokens that fill a trigger's roles, in order of nearness.

    Attributes:
        actor1: Who did it.
        actor2: To whom, or at what.
        verbs: Light verbs and participles that carried arguments; places and dates may hang on them too.
        victims: Whom the outcome told with the act befell ("attacked the village, killing ten farmers"), for where the act itself
            names nobody.
    """

    actor1: list[Token] = field(default_factory=list)
    actor2: list[Token] = field(default_factory=list)
    verbs: list[Token] = field(default_factory=list)
    victims: list[Token] = field(default_factory=list)


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
        _from_participles(roles, candidate, candidate.token, context)
        if top != candidate.token:
            _from_participles(roles, candidate, top, context)
            roles.actor2 += _befallen(top, context)
        _from_governor(roles, candidate, top, context)
    elif candidate.item.kind.name == "meeting" and not roles.actor2:
        roles.actor2 += _company(candidate.token, context)
    roles.actor1 = _unique(roles.actor1)
    roles.actor2 = [token for token in _unique(roles.actor2) if token not in roles.actor1]
    return roles


def _befallen(top: Token, context: Context) -> list[Token]:
    """Whom a clause says that the noun befell: the subject of "was the target of", "a été la cible de"."""
    if lemma(top) not in small_words(context.language, "targets"):
        return []
    copula = any(child.dep_ == "cop" for child in top.children)
    return subjects_of(top if copula else top.head, context.language) if copula or top.dep_ == "attr" else []


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
    if not candidate.nominal:
        roles.actor2 += _opponents(candidate, parts, context)


def _opponents(candidate: Candidate, parts: Parts, context: Context) -> list[Token]:
    """Against whom, hung on the object of a verb: "fired dozens of missiles at", "fought a war with"."""
    language, wanted = context.language, set(candidate.frame.actor2) - {"object", "subject"}
    held = [
        noun for token in parts.get("object", ()) for noun in (token, content_of(token, language)) if noun is not None
    ]
    opposing = role_parts(language, "against") + tuple(small_words(language, "opposing"))
    opposing = tuple(wanted) if candidate.frame.name == "fires" else opposing  # "missiles vers un navire"
    return [noun for token in held for name, noun in obliques(token, language) if name in wanted and name in opposing]


def _is_target(token: Token, part: str, agent: bool, sentence: Sentence, context: Context) -> bool:
    """Whether a genitive or a modifier names what a deed was done to ("l'attaque du camp", "the embassy attack"), not who did it."""
    classes = context.words.classes
    mention = context.actor_at(token, sentence)
    suffers = agent and part in small_words(context.language, "genitives")
    sites = (classes["military_targets"] | classes["civilian_targets"]) - classes["troops"]
    if mention is not None and mention.head == sentence.start + token.idx:
        return suffers or mention.actor.kind == "Civilians" or (lemma(token) in sites and part != "maker")
    return suffers or lemma(token) in classes["military_targets"] | classes["civilian_targets"] | classes["territory"]


def _carrying(verb: Token, candidate: Candidate, context: Context) -> frozenset[str]:
    """The classes of light verb that a verb is in for a trigger: who announces a truce makes it, who announces deaths reports them."""
    light, kind = context.words.light.get(lemma(verb), frozenset()), candidate.item.kind
    reports = kind.outcome or ("harm" in kind and "policy" not in kind)
    return light | {"does"} if "announces" in light and not reports else light


def _from_participles(roles: Roles, candidate: Candidate, noun: Token, context: Context) -> None:
    """Arguments of the participles and relative clauses that modify a noun trigger: "menée par", "targeting", "qui a visé"."""
    for child in (*noun.children, *_astray_participles(noun, context)):
        if child.pos_ not in {"VERB", "AUX"} or child.dep_ not in {"acl", "relcl", "acl:relcl", "amod"}:
            continue
        light = _carrying(child, candidate, context)
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


def _astray_participles(noun: Token, context: Context) -> list[Token]:
    """Participles of claiming that the parser hung on the trigger's complement: "l'attaque du camp, revendiquée par le groupe"."""
    complements = [child for child in noun.children if child.dep_ in {"nmod", "prep"}]
    below = [*complements, *(deeper for child in complements for deeper in child.children)]
    return [
        verb
        for above in below
        for verb in above.children
        if verb.dep_ in {"acl", "relcl", "acl:relcl"} and "claims" in context.words.light.get(lemma(verb), ())
    ]


def _from_governor(roles: Roles, candidate: Candidate, top: Token, context: Context) -> None:
    """Arguments of the light verb that governs a noun trigger."""
    above, through = _governor(top, context.language)
    if above.pos_ == "NOUN" and lemma(above) in context.words.classes["responsibility"] and above.head.pos_ == "VERB":
        roles.actor1 += subjects_of(above.head, context.language)
        roles.verbs.append(above.head)
    elif above.pos_ in {"VERB", "AUX"}:
        light = _carrying(above, candidate, context)
        parts = verb_parts(above, context.language)
        if through:
            _from_preposition(roles, candidate, through, light, (above, parts), context)
        else:
            _from_clause(roles, candidate, top, light, (above, parts), context)


def _governor(top: Token, language: str) -> tuple[Token, str]:
    """What governs a noun, and the preposition between them, empty where there is none."""
    above = top.head
    if _is_astray(top, language):
        return above.head, ""
    if above.dep_ in {"prep", "agent"}:
        return above.head, lemma(above)
    if top.dep_ in _OBJECT_LABELS | _SUBJECT_LABELS:
        return above, ""
    cases = (child for child in top.children if child.dep_ == "case" and not is_article(child, language))
    return above, next((lemma(child) for child in cases), "")


def _is_astray(top: Token, language: str) -> bool:
    """Whether the parser hung a noun on a bare word of time between it and its verb ("a mené lundi des frappes")."""
    time, verb = top.head, top.head.head
    cases = [child for child in (*time.children, *top.children) if child.dep_ == "case"]
    bare = all(is_article(child, language) for child in cases)
    return verb.pos_ == "VERB" and verb.i < time.i < top.i and is_time(time, language) and bare


def _from_clause(
    roles: Roles, candidate: Candidate, top: Token, light: frozenset[str], clause: tuple[Token, Parts], context: Context
) -> None:
    """Arguments of a light verb whose subject or object the noun is."""
    verb, parts = clause
    only_hits = "hits" in light and "does" not in light
    objective = top.dep_ in _OBJECT_LABELS | _PASSIVE_LABELS | _MISTAKEN or top in objects(verb)
    if not only_hits and (objective or _is_astray(top, context.language)):
        _as_object(roles, light, parts, verb, context, diplomatic=candidate.item.kind.event_type == "Diplomacy")
    elif "hits" in light and top.dep_ in _PASSIVE_LABELS:
        roles.actor1 += parts.get("subject", [])
        roles.verbs.append(verb)
    elif "hits" in light and top.dep_ in _SUBJECT_LABELS and not is_passive(verb):
        hit = [token for token in parts.get("object", ()) if token != top]
        (roles.victims if candidate.frame.name == "between" and roles.actor1 else roles.actor2).extend(hit)
        roles.verbs.append(verb)
    elif "takes_place" in light and top.dep_ in _SUBJECT_LABELS and not is_passive(verb):
        _from_happening(roles, candidate, parts, context.language)


def _from_happening(roles: Roles, candidate: Candidate, parts: Parts, language: str) -> None:
    """The sides that the verb of a happening takes: "clashes broke out between the army and rebels", "war resumed with the rebels"."""
    for filled, names, listed in (
        (roles.actor1, candidate.frame.actor1, "sides"),
        (roles.actor2, candidate.frame.actor2, "opposing"),
    ):
        for name in set(names) & small_words(language, listed):
            filled.extend(parts.get(name, ()))


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
