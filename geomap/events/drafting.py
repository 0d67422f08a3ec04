"""Drafts: the happenings of one document while their fields are being settled, each field by the module that knows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geomap.events import (
    backing,
    casting,
    classify,
    completion,
    digests,
    figures,
    gapping,
    references,
    relevance,
    running,
    subject,
    timing,
    versions,
    where,
)
from geomap.events.announced import MOODS
from geomap.events.arguments import Roles
from geomap.events.claims import Claim, claimants_of
from geomap.events.clauses import lemma
from geomap.events.context import Context
from geomap.events.joining import Group, join
from geomap.events.small_words import small_words
from geomap.events.status import status_of
from geomap.events.tolls import Anchor, only_counted, tolls_for
from geomap.events.triggers import Candidate, find_triggers

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.events.classify import Decision
    from geomap.events.figures import Toll
    from geomap.events.timing import EventTime
    from geomap.events.where import Found
    from geomap.model import ActorMention, PlaceMention, Sentence, Status


@dataclass
class Draft:
    """One happening while its fields are being settled.

    Attributes:
        group: Its triggers.
        roles: Tokens of its actors.
        actors1: Who did it.
        actors2: To whom.
        found: Where.
        status: Whether it happened.
        time: When.
        tolls: The tolls tied to it.
        claims: Who says so.
        decision: Its type.
        part: Which of several happenings told by one trigger it is ("took Mosul and Ramadi" are two), from 0.
    """

    group: Group
    roles: Roles
    actors1: list[ActorMention]
    actors2: list[ActorMention]
    found: Found
    status: Status
    time: EventTime
    tolls: list[Toll]
    claims: tuple[Claim, ...]
    decision: Decision
    part: int = 0

    @property
    def sentence(self) -> Sentence:
        """The sentence that tells it."""
        return self.group.main.sentence

    @property
    def country(self) -> str | None:
        """ISO alpha-2 of where it happened, None where unknown."""
        mention = self.found.mention
        return (mention.place.country_code or None) if mention is not None and mention.place is not None else None


def drafts_of(context: Context) -> list[Draft]:
    """The happenings of a document, in text order.

    Args:
        context: The document with what the earlier rooms found.
    """
    by_sentence = _by_sentence(_of_prose(find_triggers(context)))
    groups = [group for found in by_sentence for group in join(found, context)]
    speech = {found[0].sentence.index: [c for c in found if "speech" in c.item.kind] for found in by_sentence}
    about = subject.subject_of(groups, context)
    groups = digests.without_headlines(groups, context)
    tolls = figures.find_tolls(context.analysis, context.actors) if groups else ()
    main_place = running.main_place(context)
    drafts: list[Draft] = []
    last: PlaceMention | None = None
    for group in groups:
        at = running.running_place(group.main.sentence, context, last) or main_place
        draft = _draft(group, tolls, at, context)
        evidence = replace(_evidence(draft, context), in_speech=_in_speech(draft, speech[draft.sentence.index]))
        if references.repeats(draft, evidence, drafts):
            references.refer_back(draft, drafts)
        elif relevance.is_event(group, evidence, context, about):
            completion.complete(draft, drafts, context)
            drafts += _split(draft, context)
            last = draft.found.mention or last
        else:
            references.refer_back(draft, drafts)
            references.lend(draft, drafts)
    anchors = [_anchor(draft, context) for draft in drafts]
    retold = only_counted(anchors, tolls, context.analysis)
    drafts = [draft for i, draft in enumerate(drafts) if i not in retold]
    anchors = [anchor for i, anchor in enumerate(anchors) if i not in retold]
    for draft, own in zip(drafts, tolls_for(anchors, tolls, context.analysis), strict=True):
        draft.tolls = list(own)
    versions.add_versions(drafts, context)
    return drafts


def _of_prose(candidates: list[Candidate]) -> list[Candidate]:
    """Leaves out headings, whose happenings the text tells again, where there is any prose."""
    return [candidate for candidate in candidates if not candidate.sentence.heading] or candidates


def _in_speech(draft: Draft, said: Sequence[Candidate]) -> bool:
    """Whether a happening is only what a demand, threat or accusation of its sentence asks for or foresees."""
    speech = [candidate.token for candidate in said]
    asked = [candidate.token for candidate in said if "asking" in candidate.item.kind]
    blamed = [candidate.token for candidate in said if "blaming" in candidate.item.kind]
    own = {member.token.i for member in draft.group.members}
    main = draft.group.main
    if main.nominal and any(
        token.i not in own and token == main.verb and token.is_ancestor(main.token) for token in asked
    ):
        return True
    if draft.decision.event_type == "Diplomacy" and any(t.i not in own and t.is_ancestor(main.token) for t in blamed):
        return True
    if draft.status == "occurred":
        return False
    return any(token.i not in own and token.is_ancestor(draft.group.main.token) for token in speech)


def _by_sentence(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    found: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        found.setdefault(candidate.sentence.index, []).append(candidate)
    return list(found.values())


def _anchor(draft: Draft, context: Context) -> Anchor:
    tokens = tuple(member.token.i for member in draft.group.members)
    placed = draft.found.mention is not None and not draft.found.inherited
    bare = not draft.actors1 and not placed and not context.dates_in(draft.sentence)
    return Anchor(draft.sentence.index, tokens, draft.decision.event_type, draft.status, draft.decision.kind.name, bare)


def _draft(group: Group, tolls: Sequence[Toll], at: PlaceMention | None, context: Context) -> Draft:
    main, sentence = group.main, group.main.sentence
    roles = casting.roles_of_all(group, context)
    actors1, actors2 = casting.cast(group, roles, context)
    found = where.place_of(group, roles, context, at)
    if main.item.kind.place == "running":
        found = running.at_home(
            found, [*actors1, *actors2], (main.trigger().start, main.trigger().end), context, main.item.kind.name
        )
    said_so = bool(MOODS.intersection(main.item.needs))
    status = "occurred" if said_so else status_of(main.token, sentence, context.analysis, main.verb)
    if status == "possible" and _only_toll_open(group, context):
        status = "occurred"
    time = timing.date_of(main.token, sentence, context.analysis, context.dates, context.publication, status)
    claims = claimants_of(main.token, sentence, context.analysis, context.actors, context.knowledge)
    if said_so and not actors1:
        actors1 = casting.speakers(claims, context)
    country = found.mention.place.country_code if found.mention and found.mention.place else None
    decision = classify.decide(group, actors1, actors2, context, country, status)
    own = [
        toll for toll in tolls if toll.sentence == sentence.index and toll.token in {m.token.i for m in group.members}
    ]
    draft = Draft(group, roles, actors1, actors2, found, status, time, own, claims, decision)
    if decision.status is not None:
        draft.status = decision.status
    return draft


def _only_toll_open(group: Group, context: Context) -> bool:
    """Whether only what an act led to is left open ("dozens could have been killed in a clash on Monday")."""
    main = group.main
    told = main.nominal and any(o.item.kind.outcome and not o.nominal and o.verb == main.verb for o in group.others)
    perfect = any(
        lemma(c) in small_words(context.language, "perfect") for c in main.verb.children if c.dep_.startswith("aux")
    )
    return told and perfect


def _evidence(draft: Draft, context: Context) -> backing.Evidence:
    found, sentence = draft.found, draft.sentence
    here = None if found.inherited else found.mention
    dates = frozenset(i for date in context.dates_in(sentence) for i in _tokens_at(sentence, date.start, date.end))
    return backing.Evidence(
        actors1=draft.actors1,
        actors2=draft.actors2,
        place=here,
        dated=_is_dated(draft, dates),
        toll=bool(draft.tolls),
        status=draft.status,
        kind=draft.decision.kind.name,
        claimed=bool(draft.claims),
        place_token=_tokens_at(sentence, here.start, here.end)[0]
        if here is not None and not _in_actor(here, sentence, context)
        else -1,
        date_tokens=dates,
    )


def _in_actor(place: PlaceMention, sentence: Sentence, context: Context) -> bool:
    return any(actor.start <= place.start and place.end <= actor.end for actor in context.actors_in(sentence))


def _is_dated(draft: Draft, dates: frozenset[int]) -> bool:
    """Whether a date stands in the clause or the phrase of a trigger."""
    for member in draft.group.members:
        own = {token.i for token in member.token.subtree}
        for i in dates:
            if i in own or (i >= 0 and _clause_of(member.token.doc[i]) in {member.verb.i, member.token.i}):
                return True
    return False


def _clause_of(token: Token) -> int:
    return next((above.i for above in token.ancestors if above.pos_ in {"VERB", "AUX"}), token.i)


def _tokens_at(sentence: Sentence, start: int, end: int) -> list[int]:
    """Indices of the tokens of a stretch of the document."""
    if sentence.parse is None:
        return [-1]
    span = sentence.parse.char_span(start - sentence.start, end - sentence.start, alignment_mode="expand")
    return [token.i for token in span] if span is not None and len(span) else [-1]


def _split(draft: Draft, context: Context) -> list[Draft]:
    """A draft for each of several towns that one trigger names side by side ("took control of Mosul and Ramadi")."""
    told = gapping.stretches(draft.group, context)
    if told:
        return [_told_in(draft, stretch, number, context) for number, stretch in enumerate(told)]
    places = where.side_by_side(draft.found, draft.group, context)
    return [draft, *(replace(draft, found=found, part=number) for number, found in enumerate(places, start=1))]


def _told_in(draft: Draft, stretch: gapping.Stretch, number: int, context: Context) -> Draft:
    """A draft with the place, the day and the victims of one stretch of what its verb tells side by side."""
    befallen = [
        m for m in context.actors_in(draft.sentence) if stretch.start <= m.head < stretch.end and m not in draft.actors1
    ]
    return replace(
        draft,
        found=where.said(stretch.place) if stretch.place is not None else draft.found,
        time=timing.said(stretch.date) if stretch.date is not None else draft.time,
        actors2=befallen or draft.actors2 if number else draft.actors2,
        part=number,
    )
