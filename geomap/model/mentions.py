"""What stretches of a text name: days, places and actors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from geomap.model.terms import ActorKind, Outcome, Use


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date expression and the days it denotes.

    Attributes:
        start: Offset of the expression in the document's text.
        end: Offset after it.
        text: The words themselves.
        first: First day, inclusive; None where the expression was seen but cannot be resolved.
        last: Last day, inclusive; None together with `first`.
        precision: ACLED's time precision: 1 the day is known, 2 within about a week, 3 a month or vaguer; None when
            unresolved.
        why: How it was read, for people ("Thursday before the publication date").
    """

    start: int
    end: int
    text: str
    first: dt.date | None
    last: dt.date | None
    precision: Literal[1, 2, 3] | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """The day a document appeared, as given or as inferred from its text.

    Attributes:
        day: The day, or None where nothing fixes it.
        inferred: True where `day` was not given with the document.
        candidates: Days that remain possible when `day` is None.
        evidence: Reasons, one a sentence, for people.
    """

    day: dt.date | None
    inferred: bool = False
    candidates: tuple[dt.date, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of a gazetteer.

    Attributes:
        geonames_id: GeoNames' id; negative for a place of the user's own that has none.
        name: Name for people, English where there is one.
        latitude: Degrees north.
        longitude: Degrees east.
        feature: GeoNames' feature code ("PCLI" country, "ADM1", "ADM2", "PPL", "PPLA", "PPLC", ...).
        country_code: ISO 3166-1 alpha-2, empty for seas and the like.
        admin1: Name of the first-order division it lies in (or is), empty where unknown.
        admin1_id: GeoNames' id of that division, None where unknown.
        admin2: Name of the second-order division it lies in (or is), empty where unknown.
        admin2_id: GeoNames' id of that division, None where unknown.
        population: Inhabitants, 0 where unknown.
        adm1_pcode: P-code of the first-order division, where a boundary file with P-codes was added.
        adm2_pcode: P-code of the second-order division, likewise.
    """

    geonames_id: int
    name: str
    latitude: float
    longitude: float
    feature: str
    country_code: str
    admin1: str = ""
    admin1_id: int | None = None
    admin2: str = ""
    admin2_id: int | None = None
    population: int = 0
    adm1_pcode: str = ""
    adm2_pcode: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One gazetteer entry considered for a mention, with the features that made its score (0 to 1)."""

    place: Place
    score: float
    features: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name in a text and what it was taken for.

    Attributes:
        start: Offset of the name (without designator) in the document's text.
        end: Offset after it.
        text: The name as written.
        use: The place itself, a government or people named by it, or part of another name.
        outcome: Whether it was resolved, looked up in vain, or could not be asked (an online geocoder that failed).
        place: The gazetteer entry, or None.
        latitude: Of the point meant, which "20 km north of" moves away from the entry's; None where unresolved.
        longitude: Likewise.
        where_prec: UCDP's 1 to 7, None where unresolved.
        score: Calibrated chance that `place` is right, 0 to 1.
        why: One sentence for people: why this entry, or why none.
        location: The place as a reader would name it ("north of Kobani", "Idlib"), for the event's `location`.
        candidates: The entries considered, best first.
        settled: Whether the user decided about the name; no later room decides otherwise.
    """

    start: int
    end: int
    text: str
    use: Use
    outcome: Outcome
    place: Place | None = None
    latitude: float | None = None
    longitude: float | None = None
    where_prec: int | None = None
    score: float = 0.0
    why: str = ""
    location: str = ""
    candidates: tuple[Candidate, ...] = ()
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts: canonical English name, what it is wherever it acts, and its country (ISO alpha-2 or None).

    `known` is the knowledge entry's key, empty for a composed or unlisted actor; `named` is False for generic ones
    ("gunmen").
    """

    name: str
    kind: ActorKind
    country: str | None = None
    known: str = ""
    named: bool = True


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A stretch of text that names an actor.

    Attributes:
        start: Offset of the whole noun phrase in the document's text.
        end: Offset after it.
        head: Offset of the first character of its head token, by which the parse finds it.
        text: The phrase as written.
        actor: Who it is. A person in an office is the body that office speaks for ("Erdogan" is the Government of
            Turkey).
        person: The person's name where the mention is a named person, else empty.
        source: How it was identified: "knowledge", "composed", "reference" (a pronoun or definite description),
            "unlisted".
        antecedent: Offset of the mention that a reference points to, else None.
    """

    start: int
    end: int
    head: int
    text: str
    actor: Actor
    person: str = ""
    source: Literal["knowledge", "composed", "reference", "unlisted"] = "knowledge"
    antecedent: int | None = None
