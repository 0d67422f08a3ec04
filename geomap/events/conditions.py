"""Whether the conditions of a lexicon item hold of a word in its clause: what must stand beside it, and what must not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.clauses import lemma
from geomap.events.context import Context
from geomap.events.phrases import outermost
from geomap.events.small_words import condition_parts, word
from geomap.events.syntax import Parts
from geomap.events.words import Item

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.model import Sentence

_REFLEXIVE = frozenset({"s'", "se", "me", "m'"})


def hanging(verb: Token, rest: tuple[str, ...], parts: Parts) -> list[int] | None:
    """Indices of the tokens that a verb item needs beside its verb, None where one is missing."""
    if not rest:
        return []
    near = list(verb.children)
    near += [grandchild for child in near if child.dep_ == "prep" for grandchild in child.children]
    near += [
        grandchild
        for child in near
        if child.dep_ in {"dobj", "obj", "obl:arg", "obl:mod", "nmod", "pobj"}
        for grandchild in child.children
        if grandchild.dep_ == "case"
    ]
    found = []
    for part in rest:
        hit = next(
            (t for t in near if lemma(t) == part or word(t) == part or (part == "se" and word(t) in _REFLEXIVE)),
            None,
        )
        if hit is None:
            if part not in parts or not parts[part]:
                return None
            continue
        found.append(hit.i)
    return found


def holds(item: Item, token: Token, parts: Parts, context: Context, sentence: Sentence) -> bool:
    """Whether the conditions of an item hold of a token with these parts."""
    if any(not any(parts.get(part) for part in need.split("|")) for need in item.needs):
        return False
    if any(parts.get(part) for part in item.lacks) or (
        "clause" in item.lacks and any(child.dep_ == "ccomp" for child in token.children)
    ):
        return False
    if "reflexive" in item.lacks and any(word(child) in _REFLEXIVE for child in token.children):
        return False
    for name, listed in item.conditions.items():
        positive = not name.startswith("not_")
        if _condition(name.removeprefix("not_"), listed, token, parts, context, sentence) != positive:
            return False
    return True


def _condition(
    part: str, listed: frozenset[str], token: Token, parts: Parts, context: Context, sentence: Sentence
) -> bool:
    if part == "with":
        return _accompanied(token, listed, parts, context)
    names = condition_parts(context.language).get(part, (part,))
    return any(context.matches(other, listed, sentence) for name in names for other in parts.get(name, ()))


def _accompanied(token: Token, listed: frozenset[str], parts: Parts, context: Context) -> bool:
    """Whether one of the words stands beside a trigger: modifies it, completes it, governs it, or completes what governs it."""
    near = set(parts)
    near.update(f"{lemma(t)}" for tokens in parts.values() for t in tokens)
    near.update(word(t) for tokens in parts.values() for t in tokens)
    near.update(lemma(child) for tokens in parts.values() for t in tokens for child in t.children)
    near.update(lemma(child) for child in token.children)
    top = outermost(token, context.language)
    near.update(lemma(above) for above in (token.head, top.head, top.head.head) if above.i != token.i)
    if near & listed:
        return True
    return any(
        lemma(t) in context.words.classes.get(name[1:], ())
        for name in listed
        if name.startswith("@")
        for tokens in parts.values()
        for t in tokens
    )
