"""The type of a happening, settled from the trigger, the instrument, and what the actors are (ACLED Codebook 2023, "Event types")."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geomap.events.clauses import lemma
from geomap.events.context import Context
from geomap.events.joining import Group
from geomap.events.ontology import Kind, kinds, precedence
from geomap.events.small_words import small_words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.events.triggers import Candidate
    from geomap.model import ActorMention, Status

ARMED = frozenset({"State forces", "Rebel group", "Political militia", "Identity militia", "External forces"})
STATE = frozenset({"State forces", "Government", "External forces"})
VIOLENT = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})
UNARMED = frozenset({"Civilians", "Protesters", "Other", "Government", "Intergovernmental organisation"})
# Acts of a crowd upon single people, which make it a mob (ACLED codebook, "Mob violence").
_AGAINST_PERSONS = frozenset({"murder", "massacre", "beating"})


@dataclass(frozen=True, slots=True)
class Decision:
    """A settled type: the kind of happening, its ontology fields, and its status where the type changes that."""

    kind: Kind
    event_type: str
    sub_event_type: str | None
    plover_type: str | None
    status: Status | None = None


def decide(
    group: Group,
    actors1: Sequence[ActorMention],
    actors2: Sequence[ActorMention],
    context: Context,
    country: str | None = None,
    status: Status = "occurred",
) -> Decision:
    """Settles the type of a happening.

    Args:
        group: Its triggers.
        actors1: Who did it.
        actors2: To whom.
        context: The document.
        country: ISO alpha-2 of where it happened, where known: a state's forces that take ground abroad do not "regain" it.
        status: Whether it happened; sanctions that are only announced are a threat.
    """
    kind = _by_instrument(group, context)
    case = _Case(kind, actors1, actors2, group, context, country, status)
    if kind.outcome and not case.kinds1 and not case.kinds2 & ARMED and _in_war(group, context):
        return Decision(kind, "Battles", None, "ASSAULT")
    return _RULES.get(kind.decide, _as_is)(case)


@dataclass(frozen=True, slots=True)
class _Case:
    """What the rules look at."""

    kind: Kind
    actors1: Sequence[ActorMention]
    actors2: Sequence[ActorMention]
    group: Group
    context: Context
    country: str | None
    status: Status

    @property
    def kinds1(self) -> set[str]:
        return {mention.actor.kind for mention in self.actors1}

    @property
    def kinds2(self) -> set[str]:
        """What the first of those it was done to is."""
        return {mention.actor.kind for mention in self.actors2[:1]}

    @property
    def by_armed_group(self) -> bool:
        return bool(self.kinds1 & (ARMED - STATE)) and not self.kinds1 & STATE


def _clash(case: _Case) -> Decision:
    """A clash with a crowd is a riot."""
    if (case.kinds1 | {m.actor.kind for m in case.actors2}) & {"Protesters", "Rioters"}:
        return Decision(kinds()["riot"], "Riots", "Violent demonstration", "PROTEST")
    return _as_is(case)


def _arrest(case: _Case) -> Decision:
    """An armed group that arrests abducts."""
    return _as_is(replace(case, kind=kinds()["abduction"])) if case.by_armed_group else _as_is(case)


def _prisoner(case: _Case) -> Decision:
    """Civilians that an armed group captures are abducted; fighters are prisoners."""
    return _arrest(case) if "Civilians" in case.kinds2 else _as_is(case)


def _capture(case: _Case) -> Decision:
    """Who took ground, and whether it was fought for."""
    kind, home = case.kind, case.country
    if _given_up(case.group, case.context):
        return Decision(
            kinds()["handover"], "Strategic developments", "Non-violent transfer of territory", kind.plover_type
        )
    own = not home or any(m.actor.country in {None, home} for m in case.actors1 if m.actor.kind in STATE)
    regains = bool(case.kinds1 & STATE) and own
    sub = "Government regains territory" if regains else "Non-state actor overtakes territory"
    return Decision(kind, "Battles", sub, kind.plover_type)


def _sanctions(case: _Case) -> Decision:
    """Sanctions that are only announced are a threat."""
    if not case.group.main.nominal and case.status in {"possible", "planned"} and case.kinds1:
        return Decision(case.kind, "Diplomacy", "Threat", "THREATEN", "occurred")
    return _as_is(case)


def _threat(case: _Case) -> Decision:
    """A warning by a body that neither governs nor fights is a statement."""
    if not case.actors2 and case.kinds1 and not case.kinds1 & (ARMED | {"Government"}):
        return Decision(case.kind, "Diplomacy", "Statement", "CONSULT")
    return _as_is(case)


def _plot(case: _Case) -> Decision:
    """A plot is an act not yet done."""
    kind = case.kind
    return Decision(kind, kind.event_type, kind.sub_event_type, kind.plover_type, "planned")


def _as_is(case: _Case) -> Decision:
    kind = case.kind
    return Decision(kind, kind.event_type, kind.sub_event_type, kind.plover_type)


def _by_instrument(group: Group, context: Context) -> Kind:
    """The kind that the instrument named beside the triggers makes of a general one."""
    kind, order = group.main.item.kind, precedence()
    if "general" not in kind:
        return kind
    own = order.index(kind.name) if kind.name in order else len(order)
    named = {context.words.instruments[w] for w in _instrument_words(group, context) if w in context.words.instruments}
    named.update(other.item.kind.name for other in group.others if other.item.kind.name in order)
    if kind.name in {"bombing", "explosion"} and "air_strike" in named:
        return kinds()["air_strike"]
    best = next((name for name in order if name in named), None)
    return kinds()[best] if best and order.index(best) < own else kind


def _instrument_words(group: Group, context: Context) -> set[str]:
    found: set[str] = set()
    doers = (
        {"subject"} | small_words(context.language, "agent_prepositions") | small_words(context.language, "genitives")
    )
    for member in group.members:
        for part in small_words(context.language, "instrument_parts"):
            for token in member.parts.get(part, ()):
                if part in doers and context.actor_at(token, member.sentence) and not _machine(token, context):
                    continue
                found.update(_phrase_lemmas(token))
        if member.nominal:
            found.update(lemma(child) for child in member.token.children)
    return found


def _machine(token: Token, context: Context) -> bool:
    return lemma(token) in context.words.instruments


def _phrase_lemmas(token: Token) -> Iterable[str]:
    yield lemma(token)
    for child in token.children:
        if child.dep_ in {"amod", "compound", "nmod", "acl"}:
            yield lemma(child)


def _attack(case: _Case) -> Decision:
    """An attack is a battle between two armed sides, violence against civilians where the target bears no arms."""
    kind, kinds1, kinds2 = case.kind, case.kinds1, case.kinds2
    if kinds2 & {"Protesters"} and kinds1 & STATE and not _at_no_protest(case):
        return Decision(kinds()["protest"], "Protests", "Excessive force against protesters", "COERCE")
    if kinds2 & {"Rioters"} and kinds1 & STATE:
        return Decision(kinds()["riot"], "Riots", "Violent demonstration", "PROTEST")
    if kinds1 & {"Protesters"} and kind.name in _AGAINST_PERSONS and kinds2 & UNARMED:
        return Decision(kinds()["mob"], "Riots", "Mob violence", "ASSAULT")
    if kinds1 & {"Protesters"}:
        return Decision(kinds()["riot"], "Riots", "Violent demonstration", "PROTEST")
    if kinds1 & {"Rioters"}:
        return Decision(kinds()["mob"], "Riots", "Mob violence", "ASSAULT")
    target = _target_kind(case.group, case.context) if not kinds2 & (ARMED | UNARMED) else ""
    if kinds2 & ARMED or target == "military" or (kind.name in {"attack", "offensive"} and _between_states(case)):
        return Decision(kind, "Battles", "Armed clash", "ASSAULT")
    if target == "settlement" and (kind.name == "offensive" or kinds1 & {"State forces", "External forces"}):
        return Decision(kind, "Battles", "Armed clash", "ASSAULT")
    if kinds2 & UNARMED or target in {"civilian", "settlement"}:
        return Decision(kind, "Violence against civilians", "Attack", "ASSAULT")
    if kind.name == "offensive":
        return Decision(kind, "Battles", "Armed clash", "ASSAULT")
    return Decision(kind, "Violence against civilians", "Attack", "ASSAULT")


def _at_no_protest(case: _Case) -> bool:
    """Whether activists are put to death or shot as such, not in a crowd ("executed four activists")."""
    marching = any("crowd" in member.item.kind for member in case.group.members)
    return not marching and case.actors2[0].actor.name.startswith("Activists")


def _riot(case: _Case) -> Decision:
    """A scuffle of which an armed group is a side is a clash: "heurts avec les rebelles"."""
    sides = case.kinds1 | {m.actor.kind for m in case.actors2}
    armed = sides <= ARMED and bool(sides & {"Rebel group", "Political militia"})
    return _as_is(replace(case, kind=kinds()["clash"])) if armed and case.group.main.nominal else _as_is(case)


def _between_states(case: _Case) -> bool:
    """Whether one state's forces or government act on another's."""
    ones = {m.actor.country for m in case.actors1[:1] if m.actor.kind in STATE}
    others = {m.actor.country for m in case.actors2[:1] if m.actor.kind == "Government" and not m.person}
    return bool(ones and others) and ones != others


def _target_kind(group: Group, context: Context) -> str:
    """What the words for the target say where they name no actor: "military", "civilian" or ""."""
    classes = context.words.classes
    for member in group.members:
        for tokens in member.parts.values():
            for token in tokens:
                modifiers = {lemma(child) for child in token.children}
                if (
                    modifiers & small_words(context.language, "military")
                    or lemma(token) in classes["military_targets"] - classes["civilian_targets"]
                ):
                    return "military"
                if lemma(token) in classes["territory"] or context.is_place(token, member.sentence):
                    return "settlement"
                if lemma(token) in classes["civilian_targets"]:
                    return "civilian"
    return ""


def _in_war(group: Group, context: Context) -> bool:
    """Whether deaths are told of a war as a whole ("since the conflict began")."""
    war = context.words.classes.get("wars", frozenset())
    return any(lemma(token) in war for token in group.main.verb.subtree)


def _given_up(group: Group, context: Context) -> bool:
    """Whether ground was taken after those who held it had left."""
    leaving = context.words.classes.get("leaving", frozenset())
    verb = group.main.verb
    return any(child.dep_ == "advcl" and lemma(child) in leaving for child in verb.children)


def _protest(case: _Case) -> Decision:
    """A demonstration by what happened to it: violent, broken up, or met with deadly force."""
    kind, group, context = case.kind, case.group, case.context
    names = {member.item.kind.name for member in group.members if not _less_lethal(member, context)}
    crowd = [member.token for member in group.members if "crowd" in member.item.kind]
    force = [member.token for member in group.members if member.token not in crowd]
    ways = context.words.classes.get("violent_ways", frozenset())
    if any(lemma(child) in ways for token in crowd for child in token.children) or names & {"riot", "looting", "mob"}:
        return Decision(kinds()["riot"], "Riots", "Violent demonstration", "PROTEST")
    forceful = any(lemma(child) in ways for token in force for child in token.children)
    if forceful or names & {"killing", "death", "shooting", "murder", "massacre", "wounding", "beating", "attack"}:
        return Decision(kind, "Protests", "Excessive force against protesters", "PROTEST")
    if names & {"dispersal", "arrest"}:
        return Decision(kind, "Protests", "Protest with intervention", "PROTEST")
    return _as_is(case)


def _less_lethal(member: Candidate, context: Context) -> bool:
    """Whether a shot is one of tear gas, water or rubber, by which a crowd is driven apart."""
    listed = context.words.classes.get("crowd_weapons", frozenset())
    fired = (word for token in member.parts.get("object", ()) for word in _phrase_lemmas(token))
    return member.item.kind.name == "shooting" and any(word in listed for word in fired)


_RULES: dict[str, Callable[[_Case], Decision]] = {
    "attack": _attack,
    "killing": _attack,
    "clash": _clash,
    "arrest": _arrest,
    "prisoner": _prisoner,
    "capture": _capture,
    "sanctions": _sanctions,
    "threat": _threat,
    "plot": _plot,
    "protest": _protest,
    "riot": _riot,
}
