"""Triggers of one sentence that tell one happening: an act and what it led to ("an attack ... killed", "ont tiré, blessant ...")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geomap.events.clauses import RELATIVE_CLAUSES, SUBJECTS, children, is_present_participle, lemma
from geomap.events.context import Context
from geomap.events.namings import answers, is_means_of, is_violent, renames, stands_beside
from geomap.events.phrases import outermost
from geomap.events.small_words import is_time, preposition, small_words, word
from geomap.events.triggers import Candidate

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBORDINATE = frozenset({"advcl", "acl", "relcl", "acl:relcl", "conj", "xcomp", "parataxis", "ccomp"})
_VERBAL = frozenset({"VERB", "AUX"})


@dataclass
class Group:
    """One happening of a sentence: the trigger that names it best and those that tell its outcome or repeat it."""

    main: Candidate
    others: list[Candidate] = field(default_factory=list)

    @property
    def members(self) -> list[Candidate]:
        """The main trigger and the others."""
        return [self.main, *self.others]


def join(candidates: Sequence[Candidate], context: Context) -> list[Group]:
    """Groups the triggers of one sentence, in text order of their main triggers."""
    cause_of: dict[int, Candidate] = {}
    for candidate in candidates:
        cause = _cause(candidate, candidates, context)
        if cause is not None and _root(cause, cause_of) is not candidate:
            cause_of[id(candidate)] = cause
    groups: dict[int, Group] = {}
    for candidate in candidates:
        if id(candidate) not in cause_of:
            groups[id(candidate)] = Group(candidate)
    for candidate in candidates:
        if id(candidate) in cause_of:
            groups[id(_root(candidate, cause_of))].others.append(candidate)
    return [_with_telling_first(group) for group in groups.values()]


def _with_telling_first(group: Group) -> Group:
    """Puts ground taken, or a strike, before the attack or reply that it was part of ("retaliated and launched a strike")."""
    if "way" not in group.main.item.kind:
        return group
    telling = next((other for other in group.others if _is_telling(other)), None)
    if telling is None:
        return group
    return Group(telling, [group.main, *(other for other in group.others if other is not telling)])


def _is_telling(candidate: Candidate) -> bool:
    kind = candidate.item.kind
    return kind.name == "capture" or "haul" in kind or kind.event_type == "Explosions/Remote violence"


def _root(candidate: Candidate, cause_of: dict[int, Candidate]) -> Candidate:
    seen = set()
    while id(candidate) in cause_of and id(candidate) not in seen:
        seen.add(id(candidate))
        candidate = cause_of[id(candidate)]
    return candidate


def _cause(effect: Candidate, candidates: Sequence[Candidate], context: Context) -> Candidate | None:
    """The trigger that tells the act of which this one tells the outcome."""
    acts = [other for other in candidates if other is not effect]
    for test in (
        _takes_part,
        _stands_around,
        _hangs_on,
        _tells_when,
        _goes_along,
        _aims,
        stands_beside,
        is_means_of,
        answers,
        renames,
    ):
        for act in acts:
            if _may_lead(act, effect) and test(act, effect, context):
                return act
    if effect.item.kind.outcome:
        return _fallback(effect, candidates)
    return _repeated(effect, candidates)


def _repeated(later: Candidate, candidates: Sequence[Candidate]) -> Candidate | None:
    """The earlier trigger that a noun of the same sentence and kind only repeats ("the head of the coup defends the coup")."""
    for other in candidates:
        if other is later:
            return None
        same = other.item.kind.name == later.item.kind.name
        if (
            same
            and (other.nominal or later.nominal)
            and ("single" in later.item.kind or lemma(other.token) == lemma(later.token))
        ):
            return other
    return None


def _may_lead(act: Candidate, effect: Candidate) -> bool:
    """Whether one trigger can tell the act and the other its outcome or a repetition."""
    if act.item.kind.outcome and not (effect.item.kind.outcome and act.token.i < effect.token.i):
        return False
    if act.item.kind.event_type == "Protests" and "reaction" in effect.item.kind:
        return True
    if "haul" in effect.item.kind and "way" in act.item.kind:
        return True
    if effect.item.kind.name == "looting" and act.item.kind.event_type == "Explosions/Remote violence":
        return True
    return effect.item.kind.outcome or is_violent(effect) or act.item.kind.event_type == effect.item.kind.event_type


def _takes_part(act: Candidate, effect: Candidate, context: Context) -> bool:
    """Whether the act is the subject of the effect's verb ("strikes killed") or the object that it repeats ("fought a battle")."""
    same = act.item.kind.event_type == effect.item.kind.event_type
    if not act.nominal and act.token.dep_ in {"csubj", "nsubj"}:  # "Shelling by the rebels killed"
        return is_violent(act) and act.token.head == effect.token
    if not act.nominal or not (is_violent(act) or same) or "answering" in effect.item.kind:
        return False
    if effect.verb.dep_ == "conj" and effect.item.kind.name == "looting" and effect.verb.head.i == act.verb.i:
        return True
    top = outermost(act.token, context.language)
    return top in effect.parts.get("subject", ()) or (not effect.nominal and top in effect.parts.get("object", ()))


def _stands_around(act: Candidate, effect: Candidate, context: Context) -> bool:
    """Whether the act is a circumstance of an outcome ("killed in an attack")."""
    met = "crowd" in act.item.kind and "reaction" in effect.item.kind
    brought = _is_raid(act, context) and "haul" in effect.item.kind
    noun = outermost(act.token, context.language)
    if not act.nominal or not _circumstance(noun, effect.verb, context):
        return False
    within = "assault" in effect.item.kind and is_violent(act) and _introduced(noun, "within", context)
    return effect.item.kind.outcome or met or brought or (within and not effect.nominal)


def _is_raid(act: Candidate, context: Context) -> bool:
    """Whether an act is one by which forces of order bring somebody or something in ("raided", "une opération")."""
    return "way" in act.item.kind and lemma(act.token) in context.words.classes.get("raids", frozenset())


def _introduced(noun: Token, by: str, context: Context) -> bool:
    """Whether a noun stands behind one of a list of prepositions."""
    introducer: Token | None = (
        noun.head if noun.dep_ == "pobj" else next((child for child in noun.children if child.dep_ == "case"), None)
    )
    if introducer is None and noun.i:
        introducer = noun.doc[noun.i - 1] if noun.doc[noun.i - 1].pos_ == "ADP" else None
    return introducer is not None and preposition(introducer, context.language) in small_words(context.language, by)


def _circumstance(noun: Token, verb: Token, context: Context) -> bool:
    """Whether a noun is an "in", "during" or "by" of the clause of a verb."""
    if not _introduced(noun, "circumstances", context):
        return False
    governor = next((above for above in noun.ancestors if above.pos_ in _VERBAL), None)
    if not any(token.pos_ in _VERBAL for token in noun.doc):
        return verb.is_ancestor(noun)
    return governor is not None and (governor.i == verb.i or verb.i in {other.i for other in governor.conjuncts})


def _hangs_on(act: Candidate, effect: Candidate, context: Context) -> bool:
    """Whether the effect's clause depends on the act: a participle, a relative clause, a coordinated verb."""
    verb = effect.verb
    if verb.dep_ not in _SUBORDINATE or (verb == act.verb and not effect.nominal):
        return False
    if "haul" in effect.item.kind and _is_raid(act, context) and not (act.nominal or effect.nominal):
        return verb.dep_ in {"conj", "advcl"} and verb.head.i == act.verb.i
    if not effect.item.kind.outcome:
        if (
            effect.nominal
            or (act.nominal and effect.item.kind.name != "capture")
            or verb.dep_ not in {"conj", "advcl"}
            or "assault" not in effect.item.kind
            or "assault" not in act.item.kind
        ):
            return False
    elif not is_violent(act) or (effect.nominal and effect.token.dep_ not in {"dobj", "obj", "pobj"}):
        return False
    elif act.nominal and verb.dep_ in RELATIVE_CLAUSES and _is_date(verb.head) and act.token.i < verb.head.i:
        return act.verb.is_ancestor(verb)
    return verb.head.i in {act.token.i, act.verb.i, outermost(act.token, context.language).i}


def _is_date(token: Token) -> bool:
    """Whether a token is a day: parsers hang a relative clause on it that belongs to the noun before ("the strikes on Monday, which")."""
    return token.ent_type_ == "DATE" or is_time(token, token.lang_)


def _goes_along(act: Candidate, effect: Candidate, context: Context) -> bool:  # noqa: ARG001 (one shape for all tests)
    """Whether a participle tells how the same doer's act went on ("fired missiles at Syria, hitting a town")."""
    if effect.nominal or act.nominal or effect.verb.tag_ != "VBG" or act.token.i > effect.token.i:
        return False
    alike = effect.item.kind.name == act.item.kind.name
    if not alike and ("assault" not in effect.item.kind or "assault" not in act.item.kind):
        return False
    same = {token.i for token in effect.parts.get("subject", ())} & {token.i for token in act.parts.get("subject", ())}
    return bool(same) and effect.verb.dep_ in _SUBORDINATE


def _tells_when(act: Candidate, effect: Candidate, context: Context) -> bool:
    """Whether the act stands in a "when" clause of the outcome ("was killed when his vehicle hit a mine")."""
    verb = act.verb
    if (
        effect.nominal
        or not effect.item.kind.outcome
        or verb.dep_ not in {"advcl", "acl"}
        or verb.head not in {effect.verb, *effect.verb.conjuncts}
        or "Inf" in verb.morph.get("VerbForm", [])
    ):
        return False
    when = small_words(context.language, "when")
    return any(word(child) in when or lemma(child) in when for child in verb.children)


def _aims(act: Candidate, effect: Candidate, context: Context) -> bool:
    """Whether a participle says what a nominal act was aimed at ("carried out strikes on Sunday, targeting a depot")."""
    light = context.words.light.get(lemma(effect.token), frozenset())
    below = effect.verb.dep_ in _SUBORDINATE and effect.verb.head.i in {act.verb.i, act.token.i}
    return (
        act.nominal
        and not effect.nominal
        and "hits" in light
        and below
        and act.token.i < effect.token.i
        and is_violent(act)
    )


def _fallback(effect: Candidate, candidates: Sequence[Candidate]) -> Candidate | None:
    """For outcomes that the parser hung elsewhere: wounded with killed; a toll in a relative clause with the act named before it."""
    earlier = [other for other in candidates if other.token.i < effect.token.i and is_violent(other)]
    if not effect.nominal and is_present_participle(effect.token) and not children(effect.token, SUBJECTS):
        above = [other for other in earlier if not other.item.kind.outcome and other.verb.is_ancestor(effect.token)]
        if above:
            return above[-1]
    if effect.nominal and effect.item.kind.name == "death":
        act = [other for other in earlier if other.verb.i == effect.verb.i]
        return act[-1] if act else None
    if effect.item.kind.name == "wounding" or effect.item.frame.name == "toll":
        act = [other for other in earlier if not other.item.kind.outcome and effect.verb.dep_ in _SUBORDINATE]
        if act:
            return act[-1]
        same = [other for other in earlier if other.item.kind.outcome]
        return same[-1] if same else None
    return None
