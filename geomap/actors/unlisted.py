"""Groups and organisations that no pack lists: named by their proper noun, their kind told by the words of the name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.actors import phrases
from geomap.actors.lexicon import Words, forms
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
        if noun.pos_ != "PROPN" or noun.ent_type_ in {"PER", "PERSON", "GPE", "LOC", "NORP", "DATE"} or phrases.preposition(noun) not in {""}:
            continue
        offset = reader.offset(noun)
        if reader.story.place_at(offset) is not None or reader.story.country_at(offset) is not None or noun.i in reader.inside_name:
            continue
        return " ".join(t.text for t in phrases.phrase_tokens(noun) if t.pos_ in {"PROPN", "X", "NUM", "PUNCT", "ADP"}).strip() or None
    return None


def unlisted_organisation(token: Token, words: Words) -> tuple[str, ActorKind]:
    """The name and the likely kind of an organisation that the entity recogniser found; an empty name where it is none.

    Args:
        token: A token of the entity.
        words: The language's actor words.
    """
    entity = next((span for span in token.doc.ents if span.start <= token.i < span.end), None)
    if entity is None or not any(t.text[:1].isupper() for t in entity):
        return "", "Other"
    tokens = [t for t in entity]
    while tokens and tokens[0].pos_ in {"DET", "ADP"}:
        tokens = tokens[1:]
    if not tokens or phrases.span_head(tokens).i != token.i:
        return "", "Other"
    name = token.doc[tokens[0].i : tokens[-1].i + 1].text
    for word in tokens:
        for form in forms(word):
            if form in words.group_names:
                return name, words.group_names[form]  # type: ignore[return-value]
    return name, "Other"
