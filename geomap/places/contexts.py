"""Evidence for a place name from its own form and from the words on both sides of it."""

from __future__ import annotations

from collections.abc import Iterator

from geomap.places.lexicon import PlaceWords
from geomap.places.spans import Span
from geomap.places.views import View

_ACRONYM = 5
_OPENERS = frozenset({".", '"', "“", "«", ":", "–", "—", "-", "*", "("})
_APOSTROPHES = frozenset({"'", "’"})
# How many words may lead to a landmark, and what may stand before and between them.
_LANDMARK = 12
_LEADING_SIGNS = frozenset({"", ",", "(", "–", "—", "-"})
_INNER_SIGNS = frozenset({"", ",", "-", "'", "’", "."})
_HYPHENS = frozenset({"-", "–", "/"})


def of_form(span: Span, view: View, words: PlaceWords) -> Iterator[str]:
    """Features of the stretch itself: its words, its capitals, its place in the sentence, its parts of speech."""
    lows = view.lows[span.first : span.last + 1]
    if len(lows) > 1:
        yield from _of_several_words(span, lows, words)
    if all(low in words.not_places for low in lows):
        yield "never a place"
    elif lows[0] in words.not_places and lows[0] not in words.articles:
        yield "opens with a common word"
    if span.inside:
        yield "inside listed words"
    if view.shouted:
        yield "shouted"
    elif span.text.isupper() and len(span.text) <= _ACRONYM and not span.code:
        yield "acronym"
    if span.first == 0 or view.gap(span.first).strip(" \n") in _OPENERS:
        yield "opens sentence"
    tokens = view.tokens_of(span.first, span.last)
    if tokens and not any(token.pos_ == "PROPN" for token in tokens):
        yield "no proper noun"
    if tokens and tokens[-1].pos_ in {"VERB", "ADJ", "ADV", "AUX"}:
        yield "ends on verb or adjective"


def _of_several_words(span: Span, lows: list[str], words: PlaceWords) -> Iterator[str]:
    yield "two words" if len(lows) == 2 else "many words"
    if "gazetteer" in span.kinds:
        yield "listed words"
    if lows[0] in words.articles:
        yield "opens with article"
    if lows[-1] in words.after:
        yield "place noun behind"
    if lows[0] in words.before:
        yield "place noun in front"
    if lows[0] in words.positions:
        yield "position in front"
    if any("organisation" in words.classes.get(low, ()) for low in lows):
        yield "organisation word inside"


def of_left(span: Span, view: View, words: PlaceWords) -> Iterator[str]:
    """Features of the words in front."""
    i = span.first - 1
    if i < 0:
        return
    gap, low = view.gap(span.first), view.lows[i]
    if view.caps[i] and gap in _HYPHENS:
        yield "left hyphened capital"
    elif i == 0 and not gap.strip() and "place" in words.classes.get(low, ()):
        yield from _of_small_left(view, i, words)
    elif view.caps[i] and gap in {" ", ". ", *_APOSTROPHES} and low not in words.articles:
        yield f"left {_kind_of_left(low, words)}"
    elif gap == ", " and view.caps[i]:
        yield "left name, comma"
    elif not gap.strip() or gap.strip() in _APOSTROPHES:
        yield from _of_small_left(view, i, words)


def _of_small_left(view: View, i: int, words: PlaceWords) -> Iterator[str]:
    if view.lows[i] in words.articles and i > 0:
        yield "article"
        i -= 1
    low = view.lows[i]
    if low in words.linkers and i > 0 and view.lows[i - 1] in words.levels:
        yield "designator in front"
    elif low in words.levels:
        yield "designator beside"
    elif low in words.positions:
        yield "position beside"
    else:
        yield from (f"left {group}" for group in words.classes.get(low, ()))
    if low in words.conjunctions and i > 0 and view.caps[i - 1]:
        yield "left name, and"
    if any(
        token.pos_ == "VERB" and token.lemma_.lower() in words.acts.get("ground", ()) for token in view.tokens_of(i, i)
    ):
        yield "left ground verb"


def _kind_of_left(low: str, words: PlaceWords) -> str:
    groups = words.classes.get(low, frozenset())
    if "title" in groups:
        return "capital title"
    if low in words.positions:
        return "capital position"
    if low in words.not_places:
        return "common capital"
    return "capital organisation" if "organisation" in groups else "capital"


def of_right(span: Span, view: View, words: PlaceWords) -> Iterator[str]:
    """Features of the words behind."""
    i = span.last + 1
    if i >= len(view.words):
        yield "ends sentence"
        return
    if has_landmark(span, view, words):
        yield "landmark behind"
    gap, low = view.gap(i), view.lows[i]
    if gap in _APOSTROPHES and low == "s":
        yield "possessive"
    elif gap == "-" and (low in words.literal_suffixes or low in words.acting_suffixes):
        yield "right suffix"
    elif view.caps[i]:
        yield from _of_right_capital(view, i, gap, words)
    elif gap == " " and low in words.levels:
        yield "designator behind"
    elif gap == ", " and view.words[i].isdigit():
        yield "right comma, number"
    elif gap == "-":
        yield "right hyphen"
    if gap == " (":
        yield "right bracket"


def has_landmark(span: Span, view: View, words: PlaceWords) -> bool:
    """Whether words that only help to find a place lead from the stretch to another name ("X, a town 30 km north of Y")."""
    first = span.last + 1
    end = next((i for i in range(first, min(first + _LANDMARK, len(view.words))) if view.caps[i]), None)
    if end is None or end == first or view.gap(first).strip() not in _LEADING_SIGNS:
        return False
    if any(view.gap(i).strip() not in _INNER_SIGNS for i in range(first + 1, end + 1)):
        return False
    between = view.lows[first:end]
    leads = words.near.search(view.text[view.ends[span.last] : view.starts[end]]) or any(
        low in words.units or low in words.directions or low in words.borders for low in between[:-1]
    )
    return bool(leads) and all(_may_lead(low, words) for low in between)


def _may_lead(low: str, words: PlaceWords) -> bool:
    known = (words.articles, words.linkers, words.levels, words.parts, words.directions, words.positions, words.units)
    return low.isdigit() or low in words.leading or low in words.borders or any(low in group for group in known)


def _of_right_capital(view: View, i: int, gap: str, words: PlaceWords) -> Iterator[str]:
    if gap in _HYPHENS:
        yield "right hyphened capital"
    elif gap == " ":
        yield f"right capital {_kind_of_right(view.lows[i], words)}"
    elif gap == ", ":
        yield "right comma, name"
        word = view.words[i]
        if word in words.after_town or f"{word}." in words.after_town or word in words.codes:
            yield "right comma, code"


def _kind_of_right(low: str, words: PlaceWords) -> str:
    groups = words.classes.get(low, frozenset())
    if "organisation" in groups:
        return "organisation"
    if low in words.after:
        return "place noun"
    return "suffix" if "suffix" in groups else "name"
