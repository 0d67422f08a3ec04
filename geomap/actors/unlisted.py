"""Groups and organisations that no pack lists: named by their proper noun, their kind told by the words of the name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.actors import phrases
from geomap.actors.lexicon import Words, adjective_forms, forms
from geomap.model import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.actors.reader import Reader


def unlisted(token: Token, reader: Reader) -> str | None:
    """The proper name in a noun's complement ("le groupe Ansaroul", "the Mahdi militia"), or None.

    Args:
        token: The noun: "groupe", "militia".
        reader: The reader of its sentence, which knows what is a place or a country.
    """
    for noun in phrases.complements(token):
        if (
            noun.pos_ != "PROPN"
            or noun.ent_type_ in {"PER", "PERSON", "GPE", "LOC", "NORP", "DATE"}
            or phrases.preposition(noun)
        ):
            continue
        offset = reader.offset(noun)
        if (
            reader.story.place_at(offset) is not None
            or reader.story.country_at(offset) is not None
            or noun.i in reader.inside_name
        ):
            continue
        return (
            " ".join(
                t.text for t in phrases.phrase_tokens(noun) if t.pos_ in {"PROPN", "X", "NUM", "PUNCT", "ADP"}
            ).strip()
            or None
        )
    return None


def proper_phrase(token: Token, reader: Reader) -> tuple[str, ActorKind | None]:
    """The name that a capitalised noun makes with other proper nouns ("Council of Islamic Courts").

    "Armed Forces" or "Garde nationale" are no such names: their other words are in `plain_parts` of actors.yaml.

    Args:
        token: A noun with a role.
        reader: The reader of its sentence.

    Returns:
        The name, empty where the phrase is a common one, and the kind that a word of it tells, None where none does.
    """
    if not token.text[:1].isupper() or token.is_sent_start:
        return "", None
    tokens = [t for t in phrases.phrase_tokens(token) if t.pos_ not in {"DET", "PUNCT", "NUM"}]
    others = [t for t in tokens if t.i != token.i and t.text[:1].isupper() and not _is_plain(t, reader)]
    if not others:
        return "", None
    first, last = _capitalised_stretch(token, {t.i for t in tokens if t.text[:1].isupper()})
    words = reader.words
    kind = next(
        (words.group_names[f] for t in token.doc[first : last + 1] for f in forms(t) if f in words.group_names), None
    )
    return token.doc[first : last + 1].text, kind


def _capitalised_stretch(token: Token, capitals: set[int]) -> tuple[int, int]:
    """The first and last token of the capitalised words around one, small words like "of" between them included."""
    first = last = token.i
    doc = token.doc
    while first - 1 in capitals or (first - 2 in capitals and doc[first - 1].pos_ in {"ADP", "DET"}):
        first -= 1
    while last + 1 in capitals or (last + 2 in capitals and doc[last + 1].pos_ in {"ADP", "DET"}):
        last += 1
    return first, last


def _is_plain(token: Token, reader: Reader) -> bool:
    """Whether a capitalised word makes no proper name: a country, a place, a person, or a word like "Armed"."""
    offset = reader.offset(token)
    if (
        reader.story.place_at(offset) is not None
        or reader.story.country_at(offset) is not None
        or token.ent_type_ in {"PER", "PERSON", "GPE", "LOC"}
    ):
        return True
    return bool(
        set(adjective_forms(token)) & (reader.words.plain_parts | set(reader.words.ministries))
        or token.i in reader.inside_name
        or token.i in reader.name_at
    )


def unlisted_organisation(token: Token, words: Words) -> tuple[str, ActorKind]:
    """The name and the likely kind of an organisation that the entity recogniser found; an empty name where it is none.

    Args:
        token: A token of the entity.
        words: The language's actor words.
    """
    entity = next((span for span in token.doc.ents if span.start <= token.i < span.end), None)
    if entity is None or not any(t.text[:1].isupper() for t in entity):
        return "", "Other"
    tokens = list(entity)
    while tokens and tokens[0].pos_ in {"DET", "ADP"}:
        tokens = tokens[1:]
    if not tokens or phrases.span_head(tokens).i != token.i:
        return "", "Other"
    name = token.doc[tokens[0].i : tokens[-1].i + 1].text.strip("'\"“”«» ")
    for word in tokens:
        for form in forms(word):
            if form in words.group_names:
                return name, words.group_names[form]
    return name, "Other"
