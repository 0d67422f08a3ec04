"""What a trigger in one sentence says happened, before it becomes an `Event`: the value that the modules of this room share."""

from __future__ import annotations

from dataclasses import dataclass

from geomap.model import ActorMention, PlaceMention, Span


@dataclass(frozen=True, slots=True)
class Trigger:
    """The words that say that something happened, and what kind of happening their lexicon entry makes of it.

    Attributes:
        sentence: Index of the sentence in the analysis.
        token: Index, in the sentence's parse, of the token that governs the arguments (the verb, or the noun of a nominal trigger;
            for a light verb with its noun, "carried out an attack", it is the noun, and `verb` the light verb).
        verb: Index of the clause's verb that carries tense, negation and mood: the trigger itself, the light verb, or the verb that
            governs the nominal trigger; equal to `token` where there is none.
        start: Offset of the trigger's first character in the document's text.
        end: Offset after its last.
        nominal: True where a noun is the trigger.
        entry: Name of the lexicon entry ("air_strike"), for explanations and merging.
        event_type: ACLED's type, or `Diplomacy`.
        sub_event_type: ACLED's sub-type, the guide's for `Diplomacy`, None where unsure.
        plover_type: One of PLOVER's sixteen, None where none fits.
    """

    sentence: int
    token: int
    verb: int
    start: int
    end: int
    nominal: bool
    entry: str
    event_type: str
    sub_event_type: str | None
    plover_type: str | None


@dataclass(frozen=True, slots=True)
class Happening:
    """A trigger with its arguments found in the same sentence or carried over from earlier ones.

    Attributes:
        trigger: What says it; its type is final, decided from the trigger, the actors' kinds and the instrument.
        actors1: Who did it, the first being the principal one.
        actors2: To whom; in violence against civilians the target.
        place: Where, a literal mention of the document; None where the text tells none.
        inherited_place: True where the place was taken from an earlier sentence or the title.
        spans: Arguments found near the trigger, with offsets in the document's text (not in a quote, which is not chosen yet).
        quote_start: Offset of the clause or sentence that carries the event.
        quote_end: Offset after it.
        definite: True for a nominal trigger that points back ("the attack", "cette attaque").
    """

    trigger: Trigger
    actors1: tuple[ActorMention, ...] = ()
    actors2: tuple[ActorMention, ...] = ()
    place: PlaceMention | None = None
    inherited_place: bool = False
    spans: tuple[Span, ...] = ()
    quote_start: int = 0
    quote_end: int = 0
    definite: bool = False
