"""Who plays which part in a happening: the actors of its triggers, told to be its doers or those to whom it was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events import attackers
from geomap.events.arguments import Roles, roles_of
from geomap.events.claims import Claim
from geomap.events.context import Context
from geomap.events.joining import Group
from geomap.events.mentions import doer_before, listed_after, mentions_of
from geomap.events.ontology import kinds

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.model import ActorMention

# How numbers, adjectives and nouns hang on the noun that they go before, in both label schemes.
_QUALITIES = frozenset({"amod", "compound", "nummod"})


def cast(group: Group, roles: Roles, context: Context) -> tuple[list[ActorMention], list[ActorMention]]:
    """Names the actors of a happening.

    Args:
        group: Its triggers; a demand that protesters make becomes their protest.
        roles: The tokens that fill their roles.
        context: Its document.

    Returns:
        Who did it, and to whom.
    """
    main, sentence = group.main, group.main.sentence
    kind = main.item.kind
    spoken = kind.event_type == "Diplomacy" or kind.sub_event_type == "Agreement" or "received" in kind
    actors1 = mentions_of(roles.actor1, sentence, context, states=not main.nominal or spoken, owners="planned" in kind)
    actors1 = attackers.as_militias(actors1 or doer_before(main, context), main.item.kind, context)
    doers = {mention.actor for mention in actors1}
    together = not spoken or "shared" in main.item.kind
    actors2 = [m for m in mentions_of(roles.actor2, sentence, context, states=spoken) if m.actor not in doers]
    if main.frame.name == "between" and together and len(actors1) == 1 and not actors2:
        actors1 += listed_after(actors1[0], sentence, context)
    if main.frame.mutual and together and len(actors1) > 1 and not actors2:
        actors1, actors2 = actors1[:1], actors1[1:]
    if not actors2:
        actors2 = [m for m in mentions_of(roles.victims, sentence, context, states=spoken) if m.actor not in doers]
    if main.item.kind.name == "request" and any(m.actor.name.startswith("Protesters") for m in actors1):
        main.item = replace(main.item, kind=kinds()["protest"])
    return actors1, actors2


def speakers(claims: Sequence[Claim], context: Context) -> list[ActorMention]:
    """The actors among those who say so."""
    return [
        mention
        for claim in claims
        for mention in context.actors
        if claim.start <= mention.head < max(claim.end, claim.start + 1)
    ]


def roles_of_all(group: Group, context: Context) -> Roles:
    """The roles of the main trigger, those it leaves open filled from the triggers joined to it."""
    roles = roles_of(group.main, context)
    acts = {member.token for member in group.members} | {member.verb for member in group.members if member.nominal}
    for other in group.others:
        more = roles_of(other, context)
        roles.verbs += more.verbs
        if other.frame.name == "opposes":
            roles.actor1, roles.actor2 = more.actor1, more.actor2
        own_clause = other.verb == group.main.verb
        if not roles.actor1 or (own_clause and _are_qualities(roles.actor1, group, context)):
            roles.actor1 = [token for token in more.actor1 if token not in acts and not _is_act(token, group, context)]
        befallen = [token for token in more.actor2 if token not in acts and token not in roles.actor1]
        two_sides = group.main.frame.name == "between" and bool(roles.actor1)
        if not roles.actor2 and not two_sides:
            roles.actor2 = befallen
        elif two_sides or other.item.kind.outcome or "harm" in other.item.kind:
            roles.victims += befallen
    return roles


def _are_qualities(tokens: Sequence[Token], group: Group, context: Context) -> bool:
    """Whether the words before a nominal trigger say how many or of what sort, not whose it was ("in two separate raids")."""
    before = all(token.dep_ in _QUALITIES and token.head.i > token.i for token in tokens)
    return before and not mentions_of(tokens, group.main.sentence, context, states=True)


def _is_act(token: Token, group: Group, context: Context) -> bool:
    """Whether a token is one of the group's nominal triggers or holds one ("a series of strikes"); who acts never is."""
    named = context.actor_at(token, group.main.sentence) is not None
    return not named and any(
        member.nominal and (member.token == token or token.is_ancestor(member.token)) for member in group.members
    )
