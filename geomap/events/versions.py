"""A second party's version of a happening just told: "State media said the jet had been hit during an operation".

Such a sentence tells nothing new, but somebody else vouches for the happening. It is known by its clause under a verb of
saying, whose subject takes up, with a definite article, a thing that the act was done to or with.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geomap.events.claims import claimants_of
from geomap.events.clauses import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.events.context import Context
    from geomap.events.drafting import Draft

_NOUNS = frozenset({"NOUN", "PROPN", "X", "NUM"})
_CLOSE = frozenset({"appos", "flat:name", "compound"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubjpass"})


def add_versions(drafts: Sequence[Draft], context: Context) -> None:
    """Adds to a draft the claimants of the next sentence, where that gives another's version of the same happening.

    Args:
        drafts: The document's drafts, whose `claims` are extended.
        context: The document with what the earlier rooms found.
    """
    told = {draft.sentence.index for draft in drafts}
    sentences = context.analysis.sentences
    for draft in drafts:
        following = draft.sentence.index + 1
        if following in told or following >= len(sentences) or not draft.claims:
            continue
        sentence = sentences[following]
        if sentence.parse is None or sentence.paragraph != draft.sentence.paragraph:
            continue
        things = _things(draft)
        for token in sentence.parse:
            if token.dep_ in _SUBJECTS and _definite(token) and {lemma(token), token.text.lower()} & things:
                claims = claimants_of(token.head, sentence, context.analysis, context.actors, context.knowledge)
                known = {claim.name for claim in draft.claims}
                added = tuple(claim for claim in claims if claim.name not in known)
                draft.claims = (*draft.claims, *added)
                break


def _things(draft: Draft) -> set[str]:
    """The nouns of the act's subject and object, as lemmas and as written."""
    parts = draft.group.main.parts
    tokens = [token for role in ("subject", "object") for top in parts.get(role, ()) for token in _phrase(top)]
    return {form for token in tokens for form in (lemma(token), token.text.lower())}


def _phrase(top: Token) -> list[Token]:
    """A noun with what names it more closely: "un avion L-39", whatever the tagger takes the number for."""
    named = [child for child in top.children if child.dep_ in _CLOSE or any(sign.isdigit() for sign in child.text)]
    return [token for token in (top, *named) if token.pos_ in _NOUNS or token is not top]


def _definite(token: Token) -> bool:
    return any(child.dep_ == "det" and "Def" in child.morph.get("Definite", []) for child in token.children)
