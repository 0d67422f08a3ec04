"""Which drafts count many happenings: totals, tolls over more than a month, and what is said to have happened again and again."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from geomap.events.narrative import time_words
from geomap.events.small_words import small_words, word

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.events.drafting import Draft
    from geomap.events.triggers import Candidate

# A happening told with one figure over more days than a month is many happenings.
_ONE_EVENT_DAYS = 31
_DESCRIBING = frozenset({"acl", "relcl", "acl:relcl", "amod", "appos"})


def _since(main: Candidate, language: str) -> bool:
    """Whether a happening's clause counts from some event on ("killed since the coup")."""
    return any(
        token.lower_ in time_words(language, "since")
        and token.head.i in {t.i for t in main.verb.subtree}
        and not _describes(token, main.verb)
        for token in main.verb.subtree
    )


def _describes(token: Token, verb: Token) -> bool:
    """Whether a token below a verb belongs to what only describes one of its nouns ("in Tigray, at war since November")."""
    return any(above.dep_ in _DESCRIBING for above in takewhile(lambda step: step != verb, token.ancestors))


def _is_repeated(member: Candidate, language: str) -> bool:
    """Whether a verb is said to have come true more than once ("was hit several times")."""
    if member.nominal:
        return False
    said = " ".join(word(token) for token in member.verb.subtree)
    return any(phrase in said for phrase in small_words(language, "repeatedly"))


def is_aggregate(draft: Draft) -> bool:
    """Whether a draft counts many happenings: a total, or a toll or a plural over more than a month."""
    main, language = draft.group.main, draft.group.main.token.lang_
    if any(toll.total for toll in draft.tolls) or (draft.tolls and _since(main, language)):
        return True
    if any(_is_repeated(member, language) for member in draft.group.members):
        return True
    if (
        draft.time.first is None
        or draft.time.last is None
        or (draft.time.last - draft.time.first).days <= _ONE_EVENT_DAYS
    ):
        return False
    return bool(draft.tolls) or (main.nominal and "Plur" in main.token.morph.get("Number", []))
