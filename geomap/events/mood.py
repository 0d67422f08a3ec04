"""What a verb says of itself: negated, conditional, future, or told on hearsay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from geomap.events.clauses import SUBJECTS, lemma
from geomap.events.status_cues import Cues
from geomap.model import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

_AUXILIARY = ("aux", "cop")
# Auxiliaries of compound tenses: their conditional is that of hearsay, "auraient tué".
_PERFECT = frozenset({"avoir", "être"})


def own_negation(verb: Token, cues: Cues) -> Status | None:
    """Such as "did not bomb", "n'a pas bombardé", "without firing", "nobody was arrested"."""
    for mark in _marks(verb):
        negative = mark.dep_ == "neg" or bool({lemma(mark), mark.lower_} & cues.negation)
        if negative and not _only(mark, cues):
            return "denied"
    if any(child.lower_ in cues.without for child in verb.children):
        return "denied"
    if verb.dep_ == "pcomp" and verb.head.lower_ in cues.without:
        return "denied"
    return "denied" if any(_is_nobody(child, cues) for child in verb.children if child.dep_ in SUBJECTS) else None


def _marks(verb: Token) -> Iterator[Token]:
    """The words at a verb or its auxiliaries that can negate it."""
    for child in verb.children:
        if child.dep_ in {"neg", "advmod", "mark", "aux", "preconj"}:
            yield child
        if child.dep_.startswith(_AUXILIARY):
            yield from (grandchild for grandchild in child.children if grandchild.dep_ in {"neg", "advmod"})


def _only(mark: Token, cues: Cues) -> bool:
    """Such as "not only"."""
    following = mark.doc[mark.i + 1].lower_ if mark.i + 1 < len(mark.doc) else ""
    return following in cues.not_negation


def _is_nobody(subject: Token, cues: Cues) -> bool:
    """Such as "nobody", "aucun soldat", "personne n'a"."""
    if subject.lower_ in cues.nobody:
        return not any(child.dep_ == "det" and child.lower_ not in cues.negation for child in subject.children)
    return any(child.dep_ == "det" and child.lower_ in cues.negation for child in subject.children)


def own_condition(verb: Token, cues: Cues) -> Status | None:
    """Such as "if they attack", and the main clause that hangs on such a condition, unless it is told as past."""
    if has_condition(verb, cues):
        return "possible"
    hangs = any(child.dep_ in {"advcl", "ccomp"} and has_condition(child, cues) for child in verb.children)
    return "possible" if hangs and not _plain_past(verb) else None


def has_condition(verb: Token, cues: Cues) -> bool:
    """Whether a clause is itself introduced as a condition; "even if" and "asked if" are none."""
    for child in verb.children:
        if child.dep_ == "mark" and child.lower_.replace("’", "'") in cues.conditional:
            before = child.doc[child.i - 1].lower_ if child.i else ""
            ahead = child.i < verb.head.i < verb.i
            return before not in cues.even_if and (ahead or lemma(verb.head) not in cues.asking)
    return False


def _parts(verb: Token) -> list[Token]:
    """A verb's auxiliaries and copula, then the verb."""
    return [*(child for child in verb.children if child.dep_.startswith(_AUXILIARY)), verb]


def _plain_past(verb: Token) -> bool:
    parts = _parts(verb)
    modal = any(part.tag_ == "MD" for part in parts)
    conditional = any("Cnd" in part.morph.get("Mood", []) for part in parts)
    tenses = {tense for part in parts for tense in part.morph.get("Tense", [])}
    return "Past" in tenses and "Fut" not in tenses and not modal and not conditional


def own_tense(verb: Token, cues: Cues) -> Status | None:
    """Future, modal or conditional on the verb itself or its auxiliaries."""
    parts = _parts(verb)
    if any(_is_future(part, cues) for part in parts):
        return "planned"
    for auxiliary in parts[:-1]:
        words = {auxiliary.lower_, lemma(auxiliary)}
        if words & cues.future_in_past:
            return _future_in_past(verb, parts)
        status = next((cues.modals[word] for word in sorted(words) if word in cues.modals), None)
        if status is not None:
            return status
    return _conditional(verb, parts, cues)


def _is_future(part: Token, cues: Cues) -> bool:
    tagged = "Fut" in part.morph.get("Tense", []) and cues.future_form.search(part.lower_) is not None
    return tagged or _built(part, cues.future_endings) or _third(part, cues.future_third, cues)


def _is_conditional(part: Token, cues: Cues) -> bool:
    tagged = "Cnd" in part.morph.get("Mood", []) and cues.conditional_form.search(part.lower_) is not None
    return tagged or _built(part, cues.conditional_endings) or _third(part, cues.conditional_third, cues)


def _third(part: Token, form: re.Pattern[str], cues: Cues) -> bool:
    """Whether a finite verb is a third person by its form, "recevra", and not the past of a verb in "-rer", "montra"."""
    if part.pos_ not in {"VERB", "AUX"} or "Fin" not in part.morph.get("VerbForm", []) or not form.search(part.lower_):
        return False
    ending, past = cues.first_group
    stem = lemma(part).removesuffix(ending)
    return not (lemma(part).endswith(ending) and part.lower_.startswith(stem) and part.lower_[len(stem) :] in past)


def _built(part: Token, endings: tuple[str, ...]) -> bool:
    """Whether a form is its infinitive with one of the endings: "poursuivrait", whatever the tagger made of it."""
    infinitive = lemma(part)
    stem = infinitive.removesuffix("e")
    long_enough = len(stem) > 2 and part.lower_ != infinitive
    return long_enough and part.lower_.startswith(stem) and part.lower_[len(stem) :] in endings


def _future_in_past(verb: Token, parts: list[Token]) -> Status:
    """Such as "said it would withdraw" is planned; "it would withdraw if", "would have" is possible."""
    perfect = any(lemma(part) == "have" for part in parts[:-1])
    return "planned" if not perfect and _is_reported(verb) else "possible"


def _is_reported(verb: Token) -> bool:
    return verb.dep_ in {"ccomp", "parataxis"} or any(child.dep_ == "parataxis" for child in verb.children)


def _conditional(verb: Token, parts: list[Token], cues: Cues) -> Status | None:
    """French conditional: its past is hearsay of what happened; its present in a reported clause is a future seen from the past."""
    finite = next((part for part in parts if _is_conditional(part, cues)), None)
    if finite is None:
        return None
    hearsay = finite.dep_ == "cop" or any(lemma(part) in _PERFECT for part in parts[:-1] if part.dep_ != "cop")
    if hearsay:
        return None
    return "planned" if _is_reported(verb) else "possible"
