"""Verbs that a model takes for nouns, put right after parsing: "quatre soldats sont morts", "l'Iran menace Israël".

Which forms, of which verb, the language's pack says (`mistaken_verbs`); what shows them to be verbs is an auxiliary, or a
subject where no noun has one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from geomap.languages.words import Morph

if TYPE_CHECKING:
    from geomap.languages.packs import MistakenVerb
    from geomap.languages.trees import Tree
    from geomap.languages.words import Word

_PARTICIPLE = Morph("Tense=Past|VerbForm=Part")
_PRESENT = Morph("Mood=Ind|Tense=Pres|VerbForm=Fin")
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "expl:subj"})
_COUNTED = frozenset({"det", "nummod", "case"})
_BARE = frozenset({"amod", "nmod", "dep"})


def put_right(tree: Tree, verbs: Mapping[str, MistakenVerb]) -> Tree:
    """Makes verbs of the words that were taken for nouns, in place.

    Args:
        tree: A parse.
        verbs: What the pack says, by form.

    Returns:
        The same parse.
    """
    for word in tree:
        verb = verbs.get(word.lower_)
        if verb is None or any(child.dep_ in _COUNTED for child in word.children_):
            continue
        if word.pos_ != "VERB":
            _make_verb(word, verb)
        if word.pos_ == "VERB" and not verb.auxiliary:
            _give_object(word)
    return tree


def _make_verb(word: Word, verb: MistakenVerb) -> None:
    before = [child for child in word.children_ if child.i < word.i]
    subject = next((child for child in before if child.dep_ in _SUBJECTS), None)
    auxiliary = next((child for child in before if child.pos_ == "AUX" and child.lemma_ == verb.auxiliary), None)
    if subject is None or (verb.auxiliary and auxiliary is None):
        return
    word.pos_ = word.tag_ = "VERB"
    word.lemma_ = verb.lemma
    word.morph = _PARTICIPLE if auxiliary is not None else _PRESENT
    subject.dep_ = "nsubj"
    if auxiliary is not None:
        auxiliary.dep_ = "aux:tense"


def _give_object(word: Word) -> None:
    """Makes a name behind a verb its object, which was taken for what qualifies a noun: "menace Israël"."""
    for child in word.children_:
        cased = any(part.dep_ == "case" for part in child.children_)
        if word.i < child.i <= word.i + 2 and child.dep_ in _BARE and not cased and child.text[:1].isupper():
            child.pos_, child.dep_ = "PROPN", "obj"
