"""Groups and organisations that no pack lists, by their proper noun or as the entity recogniser saw them."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from geomap.actors import phrases
from geomap.actors.lexicon import adjective_forms, forms

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.actors.reader import Reader


def unlisted(token: Token, reader: Reader) -> str | None:
    """The proper name in a noun's complement ("le groupe Ansaroul", "the Mahdi militia"), or None.

    Args:
        token: The noun: "groupe", "militia".
        reader: The reader of its sentence, which knows what is a place or a country.
    """
    for noun in () if reader.title_case else phrases.complements(token):
        if (
            noun.pos_ != "PROPN"
            or noun.ent_type_ in {"PER", "PERSON", "GPE", "LOC", "NORP", "DATE"}
            or phrases.preposition(noun)
            or any(form in reader.words.nouns for form in forms(noun))
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


def proper_phrase(token: Token, reader: Reader) -> str:
    """The name that a capitalised noun makes with other words ("Council of Islamic Courts", "Front patriotique").

    "Armed Forces" or "Garde nationale" are no such names: their other words are in `plain_parts` of actors.yaml.

    Args:
        token: A noun with a role.
        reader: The reader of its sentence.

    Returns:
        The name, empty where the phrase is a common one.
    """
    if not token.text[:1].isupper() or token.is_sent_start or reader.title_case:
        return ""
    tokens = [t for t in phrases.phrase_tokens(token) if t.pos_ not in {"DET", "PUNCT", "NUM"}]
    others = [t for t in tokens if t.i != token.i and t.text[:1].isupper() and not _is_plain(t, reader)]
    if others:
        first, last = _capitalised_stretch(token, {t.i for t in tokens if t.text[:1].isupper()})
        return str(token.doc[first : last + 1].text)
    entity = _organisation(token)
    if not entity or not any(form in reader.words.group_names for form in forms(token)):
        return ""
    return _text(entity) if any(_tells(t, reader) and t.i != token.i for t in entity) else ""


def _capitalised_stretch(token: Token, capitals: set[int]) -> tuple[int, int]:
    """The first and last token of the capitalised words around one, small words like "of" between them included."""
    first = last = token.i
    doc = token.doc
    while first - 1 in capitals or (first - 2 in capitals and doc[first - 1].pos_ in {"ADP", "DET"}):
        first -= 1
    while last + 1 in capitals or (last + 2 in capitals and doc[last + 1].pos_ in {"ADP", "DET"}):
        last += 1
    return first, last


def _tells(token: Token, reader: Reader) -> bool:
    """Whether a word makes a name of a common noun."""
    return token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"} and not _is_plain(token, reader)


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


def unlisted_organisation(token: Token) -> str:
    """The name of the organisation that the entity recogniser found at a token; empty where there is none.

    Args:
        token: The head of the name.
    """
    tokens = _organisation(token)
    return _text(tokens) if tokens and phrases.span_head(tokens).i == token.i else ""


def _organisation(token: Token) -> list[Token]:
    """The tokens of the capitalised entity that a token belongs to, without its article and what follows a bracket."""
    entity = next((span for span in token.doc.ents if span.start <= token.i < span.end and span.label_ == "ORG"), None)
    if entity is None or not any(t.text[:1].isupper() for t in entity):
        return []
    tokens = list(itertools.takewhile(lambda t: t.text != "(", entity))
    return list(itertools.dropwhile(lambda t: t.pos_ in {"DET", "ADP"}, tokens))


def _text(tokens: list[Token]) -> str:
    return str(tokens[0].doc[tokens[0].i : tokens[-1].i + 1].text).strip("'\"“”«» ")
