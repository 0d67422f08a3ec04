"""The values that pass between the rooms: plain, frozen, picklable, without behaviour beyond their own consistency.

Conventions: offsets count code points of `Document.text` and ends are exclusive; days are `datetime.date`, intervals
inclusive; coordinates are WGS 84 decimal degrees, named `latitude` and `longitude` and never paired in a bare tuple.
"""

from geomap.model.events import Event, Report, Span
from geomap.model.mentions import Actor, ActorMention, Candidate, DateSpan, Place, PlaceMention, Publication
from geomap.model.terms import ORGANISED, ActorKind, Outcome, Role, Status, Use
from geomap.model.texts import Analysis, Document, Sentence

__all__ = [
    "ORGANISED",
    "Actor",
    "ActorKind",
    "ActorMention",
    "Analysis",
    "Candidate",
    "DateSpan",
    "Document",
    "Event",
    "Outcome",
    "Place",
    "PlaceMention",
    "Publication",
    "Report",
    "Role",
    "Sentence",
    "Span",
    "Status",
    "Use",
]
