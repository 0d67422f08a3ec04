"""Whose camp a force belongs to: a people ("Kurdish"), a cause ("anti-junta") or a backer ("Rwanda-backed")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.actors.lexicon import adjective_forms, forms
from geomap.actors.phrases import complements, describing_words, preposition
from geomap.knowledge import fold

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.actors.reader import Reader

_AGENTS = frozenset(["agent", "obl:agent", "obl:arg", "obl:mod", "obl", "npadvmod", "prep", "pobj"])
_VAGUE = frozenset(["Tribal", "Ethnic", "Foreign"])


def camp_of(token: Token, reader: Reader) -> str:
    """The English word for the people or camp that a phrase names ("Tuareg", "Pro-Russian"), else empty.

    Args:
        token: The head of the phrase.
        reader: The reader of its sentence.
    """
    near = [word for word in describing_words(token) if word.i not in reader.inside_name]
    near += [
        word
        for noun in complements(token)
        if preposition(noun) in reader.words.belonging
        for word in (noun, *describing_words(noun))
    ]
    found = list(filter(None, (_modifier(word, reader) for word in near)))
    named = next((modifier for modifier in found if modifier not in _VAGUE), "")
    backer = "" if named else backer_of(token, reader)
    if backer:
        return f"Pro-{reader.story.knowledge.adjective(backer) or reader.story.knowledge.country(backer)}"
    return named or (found[0] if found else "")


def _modifier(word: Token, reader: Reader) -> str:
    """What a describing word says, read with what is hyphened to it and with the people that it is led by."""
    words = reader.words.modifiers
    parts = compound(word)
    for form in (fold("".join(t.text_with_ws for t in parts)), *adjective_forms(word)):
        if form in words:
            return words[form]
    if parts[-1].i == word.i and len(parts) > 1 and reader.words.backing.intersection(forms(word)):
        return next((words[form] for form in adjective_forms(parts[0]) if form in words), "")
    return ""


def compound(token: Token) -> list[Token]:
    """A token with those that hyphens join to it without a space: "anti", "-", "junta"."""
    doc, first, last = token.doc, token.i, token.i
    while (
        first > 1 and doc[first - 1].text == "-" and not doc[first - 1].whitespace_ and not doc[first - 2].whitespace_
    ):
        first -= 2
    while (
        last + 2 < len(doc)
        and doc[last + 1].text == "-"
        and not doc[last].whitespace_
        and not doc[last + 1].whitespace_
    ):
        last += 2
    return list(doc[first : last + 1])


def backer_of(token: Token, reader: Reader) -> str:
    """The country that backs or leads a force, ISO alpha-2, else empty.

    "Rwanda-backed rebels", "rebels supported by Rwanda", "rebelles soutenus par Kigali", "pro-Kiev forces".
    """
    return next(filter(None, (_sided_with(word, reader) or _led_by(word, reader) for word in _qualifying(token))), "")


def _sided_with(word: Token, reader: Reader) -> str:
    """The country of "pro-Kiev", "pro-Iranian", "prorusse"."""
    knowledge, language = reader.story.knowledge, reader.story.language
    written = fold("".join(part.text for part in compound(word)))
    prefix = next((prefix for prefix in reader.words.siding if written.startswith(prefix)), "")
    other = written[len(prefix) :].strip()
    if not prefix or not other:
        return ""
    found = knowledge.demonym(other.capitalize(), language) or knowledge.capitals.get(other)
    return found or knowledge.country_names(language).get(other, "")


def _led_by(word: Token, reader: Reader) -> str:
    """The country of "Rwanda-backed" and "soutenus par le Rwanda"."""
    if not reader.words.backing.intersection(forms(word)):
        return ""
    parts = compound(word)
    nouns = [parts[0]] if len(parts) > 1 else _doers(word, reader)
    return next(filter(None, (_country_at(noun, reader) for noun in nouns)), "")


def _qualifying(token: Token) -> list[Token]:
    near = [
        child for child in token.children if child.dep_ in {"amod", "acl", "compound", "nmod", "relcl", "acl:relcl"}
    ]
    return sorted(near, key=lambda child: abs(child.i - token.i))


def _doers(participle: Token, reader: Reader) -> list[Token]:
    """The nouns by which a participle says that something is done."""
    found = [noun for child in participle.children if child.dep_ in _AGENTS for noun in (child, *child.children)]
    return [noun for noun in found if noun.pos_ in {"PROPN", "NOUN"} and preposition(noun) in reader.words.doing]


def _country_at(token: Token, reader: Reader) -> str:
    """The country of a noun, by its own name or by a people that describes it ("Rwandan troops")."""
    match = reader.story.country_at(reader.offset(token))
    return match.code if match is not None else reader.country_in(token) or ""
