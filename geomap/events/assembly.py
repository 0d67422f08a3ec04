"""From triggers to events: the one place in the room that asks every other module of it, one document at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from geomap.actors import inter_code
from geomap.events import classify, confidence, figures, relevance, timing, where
from geomap.events.arguments import Roles, mentions_of, roles_of
from geomap.events.claims import Claim, claimants_of
from geomap.events.context import Context
from geomap.events.happening import Happening
from geomap.events.joining import Group, join
from geomap.events.merging import within_document
from geomap.events.quotes import quote_of, spans_in
from geomap.events.status import status_of
from geomap.events.tolls import Anchor, figures_of, tolls_for
from geomap.events.triggers import find_triggers
from geomap.model import Event, Report, Span

if TYPE_CHECKING:
    from geomap.events.classify import Decision
    from geomap.events.figures import Toll
    from geomap.events.timing import EventTime
    from geomap.events.where import Found
    from geomap.model import ActorMention, PlaceMention, Role, Sentence, Status

# A happening told with one figure over more days than a month is many happenings.
_ONE_EVENT_DAYS = 31
_LEAD_SENTENCES = 3


@dataclass
class Draft:
    """One happening while its fields are being settled."""

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

    @property
    def sentence(self) -> Sentence:
        """The sentence that tells it."""
        return self.group.main.sentence


def document_events(context: Context) -> tuple[Event, ...]:
    """The events of one document, several reports of one happening merged.

    Args:
        context: The document with what the earlier rooms found.

    Returns:
        Events in text order.
    """
    return within_document([_event(draft, context) for draft in _drafts(context)])


def _drafts(context: Context) -> list[Draft]:
    groups = [group for found in _by_sentence(find_triggers(context)) for group in join(found, context)]
    conflict = relevance.about_conflict(groups, context)
    tolls = figures.find_tolls(context.analysis, context.actors)
    drafts: list[Draft] = []
    last: PlaceMention | None = None
    for group in groups:
        draft = _draft(group, tolls, last, context)
        if relevance.is_event(group, _evidence(draft, context), context, conflict=conflict):
            drafts.append(draft)
            if draft.found.mention is not None:
                last = draft.found.mention
    anchors = [_anchor(draft) for draft in drafts]
    for draft, own in zip(drafts, tolls_for(anchors, tolls, context.analysis), strict=True):
        draft.tolls = list(own)
    return drafts


def _anchor(draft: Draft) -> Anchor:
    tokens = tuple(member.token.i for member in draft.group.members)
    return Anchor(draft.sentence.index, tokens, draft.decision.event_type, draft.status, draft.decision.kind.name)


def _is_aggregate(draft: Draft) -> bool:
    """Whether a draft counts many happenings: a total, or a toll or a plural over more than a month."""
    if any(toll.total for toll in draft.tolls):
        return True
    if draft.time.first is None or draft.time.last is None or (draft.time.last - draft.time.first).days <= _ONE_EVENT_DAYS:
        return False
    main = draft.group.main
    return bool(draft.tolls) or (main.nominal and "Plur" in main.token.morph.get("Number"))


def _by_sentence(candidates: Sequence[Any]) -> list[list[Any]]:
    found: dict[int, list[Any]] = {}
    for candidate in candidates:
        found.setdefault(candidate.sentence.index, []).append(candidate)
    return list(found.values())


def _draft(group: Group, tolls: Sequence[Toll], last: PlaceMention | None, context: Context) -> Draft:
    main, sentence = group.main, group.main.sentence
    roles = _roles(group, context)
    actors1 = mentions_of(roles.actor1, sentence, context)
    actors2 = [m for m in mentions_of(roles.actor2, sentence, context) if m.actor not in {a.actor for a in actors1}]
    if main.frame.mutual and len(actors1) > 1 and not actors2:
        actors1, actors2 = actors1[:1], actors1[1:]
    found = where.place_of(group, roles, [*actors1, *actors2], context, where.running_place(sentence, context, last))
    status = status_of(main.token, sentence, context.analysis, main.verb)
    time = timing.date_of(main.token, sentence, context.analysis, context.dates, context.publication, status)
    claims = claimants_of(main.token, sentence, context.analysis, context.actors, context.knowledge)
    country = found.mention.place.country_code if found.mention and found.mention.place else None
    decision = classify.decide(group, actors1, actors2, context, country)
    own = [toll for toll in tolls if toll.sentence == sentence.index and toll.token in {m.token.i for m in group.members}]
    return Draft(group, roles, actors1, actors2, found, status, time, own, claims, decision)


def _roles(group: Group, context: Context) -> Roles:
    """The roles of the main trigger, those it leaves open filled from the triggers joined to it."""
    roles = roles_of(group.main, context)
    acts = {member.token for member in group.members} | {member.verb for member in group.members if member.nominal}
    for other in group.others:
        more = roles_of(other, context)
        roles.verbs += more.verbs
        if not roles.actor1:
            roles.actor1 = [token for token in more.actor1 if token not in acts and not _is_act(token, group)]
        if not roles.actor2:
            roles.actor2 = [token for token in more.actor2 if token not in acts and token not in roles.actor1]
    return roles


def _is_act(token: Any, group: Group) -> bool:
    """Whether a token is one of the group's nominal triggers or holds one ("a series of strikes")."""
    return any(member.nominal and (member.token == token or token.is_ancestor(member.token)) for member in group.members)


def _evidence(draft: Draft, context: Context) -> relevance.Evidence:
    found, sentence = draft.found, draft.sentence
    here = None if found.inherited else found.mention
    return relevance.Evidence(
        actors1=draft.actors1,
        actors2=draft.actors2,
        place=here,
        dated=bool(context.dates_in(sentence)),
        toll=bool(draft.tolls),
        status=draft.status,
        place_token=_tokens_at(sentence, here.start, here.end)[0] if here is not None else -1,
        date_tokens=frozenset(i for date in context.dates_in(sentence) for i in _tokens_at(sentence, date.start, date.end)),
    )


def _tokens_at(sentence: Sentence, start: int, end: int) -> list[int]:
    """Indices of the tokens of a stretch of the document."""
    if sentence.parse is None:
        return [-1]
    span = sentence.parse.char_span(start - sentence.start, end - sentence.start, alignment_mode="expand")
    return [token.i for token in span] if span is not None and len(span) else [-1]


def happening_of(draft: Draft, context: Context) -> Happening:
    """The room's common value for a draft."""
    decision, main = draft.decision, draft.group.main
    trigger = replace(
        main.trigger(),
        entry=decision.kind.name,
        event_type=decision.event_type,
        sub_event_type=decision.sub_event_type,
        plover_type=decision.plover_type,
    )
    quote = quote_of(draft.sentence, [(start, end) for _, start, end in _marks(draft, context)], main.verb, context)
    return Happening(
        trigger=trigger,
        actors1=tuple(draft.actors1),
        actors2=tuple(draft.actors2),
        place=draft.found.mention,
        inherited_place=draft.found.inherited,
        spans=tuple(Span(role, start, end) for role, start, end in _marks(draft, context)),
        quote_start=quote[0],
        quote_end=quote[1],
        definite="Def" in main.token.morph.get("Definite"),
    )


def _marks(draft: Draft, context: Context) -> list[tuple[Role, int, int]]:
    """Where in the document the trigger, place, date, actors, toll and claimants stand, those of other sentences left out."""
    trigger = draft.group.main.trigger()
    marks: list[tuple[Role, int, int]] = [("trigger", trigger.start, trigger.end)]
    if draft.found.mention is not None:
        marks.append(("place", draft.found.mention.start, draft.found.mention.end))
    if draft.time.start is not None and draft.time.end is not None:
        marks.append(("date", draft.time.start, draft.time.end))
    marks += [("actor1", mention.start, mention.end) for mention in draft.actors1]
    marks += [("actor2", mention.start, mention.end) for mention in draft.actors2]
    marks += [("toll", toll.start, toll.end) for toll in draft.tolls]
    marks += [("claimant", claim.start, claim.end) for claim in draft.claims]
    low, high = draft.sentence.start, draft.sentence.end
    return [mark for mark in marks if low <= mark[1] and mark[2] <= high]


def report_id(text: str, start: int, end: int) -> str:
    """Id of a report: a hash of the document's text and the trigger's offsets."""
    digest = hashlib.sha256(text.encode("utf-8"))
    digest.update(f"|{start}|{end}".encode())
    return digest.hexdigest()[:16]


def _confidence(draft: Draft) -> float:
    """The chance that type, place and date are all right, from features that confidence.yaml weighs."""
    mention, time = draft.found.mention, draft.time
    return confidence.score(
        {
            "verbal_trigger": float(not draft.group.main.nominal),
            "actor1_known": float(bool(draft.actors1)),
            "actor2_known": float(bool(draft.actors2)),
            "outcome_stated": float(bool(draft.tolls)),
            "place_score": mention.score if mention is not None else 0.0,
            "place_in_sentence": float(mention is not None and not draft.found.inherited),
            "place_exact": float(mention is not None and mention.where_prec in {1, 2}),
            "date_in_clause": float(bool(time.text) and time.start is not None and draft.sentence.start <= time.start < draft.sentence.end),
            "date_inherited": float(time.first is not None and not time.text),
            "date_known": float(time.first is not None),
            "occurred": float(draft.status == "occurred"),
            "in_lead": float(draft.sentence.index < _LEAD_SENTENCES),
        }
    )


def _event(draft: Draft, context: Context) -> Event:
    happening = happening_of(draft, context)
    document, trigger = context.analysis.document, happening.trigger
    identity = report_id(document.text, trigger.start, trigger.end)
    mention = happening.place
    place = mention.place if mention is not None else None
    code = place.country_code if place is not None and place.country_code else None
    quote = document.text[happening.quote_start : happening.quote_end]
    claimants = tuple(dict.fromkeys(claim.name for claim in draft.claims))
    numbers = figures_of(draft.tolls)
    report = Report(
        report_id=identity,
        doc_id=document.doc_id,
        source=document.source,
        source_url=document.url,
        source_date=context.publication.day,
        quote=quote,
        quote_start=happening.quote_start,
        quote_end=happening.quote_end,
        claimants=claimants,
        fatalities=numbers.fatalities,
        injured=numbers.injured,
    )
    return Event(
        event_id=identity,
        event_type=trigger.event_type,
        sub_event_type=trigger.sub_event_type,
        plover_type=trigger.plover_type,
        status=draft.status,
        event_date=draft.time.first,
        end_date=draft.time.last,
        date_text=draft.time.text,
        time_precision=draft.time.precision,
        date_prec=None,
        **_actor_fields("1", draft.actors1, code),
        **_actor_fields("2", draft.actors2, code),
        location=mention.location or mention.text if mention is not None else None,
        latitude=mention.latitude if mention is not None else None,
        longitude=mention.longitude if mention is not None else None,
        where_prec=mention.where_prec if mention is not None else None,
        country=context.knowledge.country(code) if code and context.knowledge is not None else None,
        country_code=code,
        iso3=context.knowledge.iso3(code) if code and context.knowledge is not None else None,
        admin1=(place.admin1 or None) if place is not None else None,
        admin2=(place.admin2 or None) if place is not None else None,
        adm1_pcode=(place.adm1_pcode or None) if place is not None else None,
        adm2_pcode=(place.adm2_pcode or None) if place is not None else None,
        geonames_id=place.geonames_id if place is not None and place.geonames_id > 0 else None,
        fatalities=numbers.fatalities,
        fatalities_low=numbers.low,
        fatalities_high=numbers.high,
        fatalities_civilians=numbers.civilians,
        injured=numbers.injured,
        claimants=claimants,
        aggregate=_is_aggregate(draft),
        background=timing.is_background(draft.time, context.publication),
        confidence=_confidence(draft),
        quote=quote,
        quote_start=happening.quote_start,
        quote_end=happening.quote_end,
        spans=spans_in((happening.quote_start, happening.quote_end), _marks(draft, context)),
        doc_id=document.doc_id,
        title=document.title,
        source=document.source,
        source_url=document.url,
        source_date=context.publication.day,
        source_date_inferred=context.publication.inferred,
        language=context.language,
        reports=(report,),
    )


def _actor_fields(number: str, mentions: Sequence[ActorMention], event_country: str | None) -> dict[str, Any]:
    """The five properties of one side: the principal actor first, the others beside it."""
    names = list(dict.fromkeys(mention.actor.name for mention in mentions))
    principal = mentions[0].actor if mentions else None
    return {
        f"actor{number}": principal.name if principal else None,
        f"assoc_actor_{number}": tuple(names[1:]),
        f"actor{number}_kind": principal.kind if principal else None,
        f"inter{number}": inter_code(principal.kind, principal.country, event_country) if principal else None,
        f"actor{number}_country": principal.country if principal else None,
    }
