"""From triggers to events: the drafts of a document written out as events, one report each, and those of one happening merged."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geomap.actors import inter_code
from geomap.events import confidence, timing
from geomap.events.aggregates import is_aggregate
from geomap.events.context import Context
from geomap.events.drafting import Draft, drafts_of
from geomap.events.happening import Happening
from geomap.events.merging import within_document
from geomap.events.quotes import quote_of, spans_in
from geomap.events.toll_sums import figures_of
from geomap.model import Event, Report, Span

if TYPE_CHECKING:
    from geomap.model import ActorMention, Role

_LEAD_SENTENCES = 3


def document_events(context: Context) -> tuple[Event, ...]:
    """The events of one document, several reports of one happening merged.

    Args:
        context: The document with what the earlier rooms found.

    Returns:
        Events in text order.
    """
    return within_document([_event(draft, context) for draft in drafts_of(context)])


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
    quote = quote_of(draft.sentence, [(start, end) for _, start, end in _marks(draft)], main.verb, context)
    return Happening(
        trigger=trigger,
        actors1=tuple(draft.actors1),
        actors2=tuple(draft.actors2),
        place=draft.found.mention,
        inherited_place=draft.found.inherited,
        spans=tuple(Span(role, start, end) for role, start, end in _marks(draft)),
        quote_start=quote[0],
        quote_end=quote[1],
        definite="Def" in main.token.morph.get("Definite", []),
    )


def _marks(draft: Draft) -> list[tuple[Role, int, int]]:
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


def report_id(text: str, start: int, end: int, part: int = 0) -> str:
    """Id of a report: a hash of the document's text and the trigger's offsets; `part` tells happenings of one trigger apart."""
    digest = hashlib.sha256(text.encode("utf-8"))
    digest.update(f"|{start}|{end}".encode() + (f"|{part}".encode() if part else b""))
    return digest.hexdigest()[:16]


def _features(draft: Draft) -> dict[str, float]:
    """What speaks for type, place and date being right, as confidence.yaml weighs it."""
    mention, time = draft.found.mention, draft.time
    return {
        "verbal_trigger": float(not draft.group.main.nominal),
        "actor1_known": float(bool(draft.actors1)),
        "actor2_known": float(bool(draft.actors2)),
        "outcome_stated": float(bool(draft.tolls)),
        "place_score": mention.score if mention is not None else 0.0,
        "place_in_sentence": float(mention is not None and not draft.found.inherited),
        "place_exact": float(mention is not None and mention.where_prec in {1, 2}),
        "date_in_clause": float(
            bool(time.text) and time.start is not None and draft.sentence.start <= time.start < draft.sentence.end
        ),
        "date_inherited": float(time.first is not None and not time.text),
        "date_known": float(time.first is not None),
        "occurred": float(draft.status == "occurred"),
        "in_lead": float(draft.sentence.index < _LEAD_SENTENCES),
    }


def _event(draft: Draft, context: Context) -> Event:
    happening = happening_of(draft, context)
    document, trigger = context.analysis.document, happening.trigger
    identity = report_id(document.text, trigger.start, trigger.end, draft.part)
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
        aggregate=is_aggregate(draft),
        background=timing.is_background(draft.time, context.publication),
        confidence=confidence.of_report(identity, _features(draft)),
        quote=quote,
        quote_start=happening.quote_start,
        quote_end=happening.quote_end,
        spans=spans_in((happening.quote_start, happening.quote_end), _marks(draft)),
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
