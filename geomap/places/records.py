"""Mentions as the records that `geomap places` writes, one JSON object each."""

from __future__ import annotations

from typing import Any

from geomap.model import Document, PlaceMention


def mention_record(document: Document, mention: PlaceMention, explain: bool = False) -> dict[str, Any]:
    """One mention as a JSON object.

    Args:
        document: The document it stands in.
        mention: The mention.
        explain: Whether to add the candidates with their scores and features.

    Returns:
        `doc_id`, offsets in code points, `text`, `use`, and the place's fields, null where unresolved.
    """
    place = mention.place
    record: dict[str, Any] = {
        "doc_id": document.doc_id,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "use": mention.use,
        "outcome": mention.outcome,
        "name": place.name if place else None,
        "latitude": mention.latitude,
        "longitude": mention.longitude,
        "geonames_id": place.geonames_id if place and place.geonames_id > 0 else None,
        "country_code": (place.country_code or None) if place else None,
        "admin1": (place.admin1 or None) if place else None,
        "admin2": (place.admin2 or None) if place else None,
        "where_prec": mention.where_prec,
        "location": mention.location or None,
        "score": round(mention.score, 4),
        "why": mention.why,
    }
    if explain:
        record["candidates"] = [
            {
                "geonames_id": candidate.place.geonames_id if candidate.place.geonames_id > 0 else None,
                "name": candidate.place.name,
                "latitude": candidate.place.latitude,
                "longitude": candidate.place.longitude,
                "country_code": candidate.place.country_code or None,
                "score": round(candidate.score, 4),
                "features": {name: round(value, 3) for name, value in candidate.features.items()},
            }
            for candidate in mention.candidates
        ]
    return record
