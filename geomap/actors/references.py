"""Pronouns, "ces dernières", "the latter", relative pronouns: which earlier mention they point to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.actors.lexicon import Role, forms
from geomap.actors.memory import Reading, Remembered
from geomap.actors.phrases import feature
from geomap.knowledge import fold
from geomap.model import ORGANISED

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.actors.reader import Reader

_ALIKE = 3  # sentences back in which a noun of the same role is meant rather than anybody of the kind
_FAR = 2  # sentences that a pronoun reaches back
_ARMED_GROUPS = frozenset(["Rebel group", "Political militia", "Identity militia"])
_PERSONAL = frozenset(["he", "she", "him", "her"])


def refer(token: Token, reader: Reader) -> Reading | None:
    """What a referring word stands for, or None.

    Args:
        token: Any token.
        reader: The reader of its sentence, with the memory of what came before.
    """
    word = fold(token.text)
    if token.pos_ != "PRON" and word not in reader.words.last:
        return None
    if (
        word in reader.words.last
        and token.dep_ not in {"amod", "det"}
        and any(fold(c.text) in reader.words.demonstratives | reader.words.definite for c in token.children)
    ):
        return _reading(_nearest(reader, gender(token), is_plural(token), exact=True, far=_FAR))
    if (
        token.pos_ != "PRON"
        or "expl" in token.dep_
        or any(fold(child.text) == "y" for child in token.children)  # "il y a" as one expression
        or (word == "il" and fold(token.head.lemma_) in reader.words.impersonal and _bare(token))
    ):
        return None
    if word not in reader.words.pronouns:
        return None
    wanted, number = reader.words.pronouns[word]
    plural = number == "p"
    if word in _PERSONAL:
        return _reading(_nearest_person(reader, wanted))
    return _reading(_nearest(reader, wanted, plural, exact=False, far=_FAR))


def definite(token: Token, role: Role, reader: Reader) -> Remembered | None:
    """The earlier mention that a bare definite phrase points back to: one of the same role, or of a kind it may mean.

    Args:
        token: The noun: "rebels" of "the rebels".
        role: Its role.
        reader: The reader of its sentence, with the memory of what came before.
    """
    earlier = [m for m in reader.memory.recent if role.person or not m.reading.person]
    if reader.story.setting.is_digest:  # each of its stories speaks of its own army
        home = reader.story.country_of(reader.sentence, token)
        earlier = [m for m in earlier if home is None or m.reading.actor.country in {None, home}]
    one_group = not is_plural(token) and any(
        form in reader.words.nouns and reader.words.nouns[form].id == "group" for form in forms(token)
    )
    noun = forms(token)[0]
    if role.kind == "Civilians" and role.id != "people":
        earlier = [m for m in earlier if m.reading.role == role.id and m.noun == noun]
    akin = [
        m
        for m in earlier
        if m.reading.actor.kind in role.refers and (m.reading.actor.named or _may_be_anybody(role, one_group))
    ]
    alike = [m for m in earlier if _is_alike(m, role, noun)]
    named = [m for m in akin if m.reading.actor.known or m.reading.source == "unlisted"]
    if one_group and akin:
        return (named or akin)[-1]
    near = [m for m in alike if reader.sentence.index - m.sentence <= _ALIKE]
    if alike:  # a group named once in passing is not who "the rebels" have been all along
        akin = [m for m in akin if m.subject or sum(m.reading.actor == other.reading.actor for other in akin) > 1]
    found = near or sorted([*alike, *akin], key=lambda m: m.start)
    return found[-1] if found else None


def _is_alike(earlier: Remembered, role: Role, noun: str) -> bool:
    """Whether an earlier phrase has the same role, or is a known name with the same noun: "Syrian rebels"."""
    reading = earlier.reading
    if reading.role == role.id:
        return reading.explicit or (reading.source == "composed" and role.kind in _ARMED_GROUPS)
    return not reading.role and earlier.noun == noun and reading.actor.kind in role.refers


def _may_be_anybody(role: Role, one_group: bool) -> bool:
    return role.generic and not one_group


def _bare(token: Token) -> bool:
    """Whether an "il" is nobody's: "il y a", "il faut", "il s'agit", but not "il a fui"."""
    return token.head.pos_ == "VERB" or any(fold(child.text) == "y" for child in token.head.children)


def _reading(found: Remembered | None) -> Reading | None:
    if found is None:
        return None
    first = found.reading
    return Reading(first.actor, first.person, "reference", found.start, first.role, explicit=False)


def _nearest_person(reader: Reader, wanted: str) -> Remembered | None:
    """The nearest person, a subject first, whom nothing said to be of the other gender; the pronoun's is remembered."""
    genders = reader.memory.genders
    near = [m for m in reader.memory.recent if m.reading.person and reader.sentence.index - m.sentence <= _FAR]
    near = [m for m in near if genders.get(m.reading.person, m.gender or wanted) == wanted]
    best = [m for m in near if m.subject] or near
    if not best:
        return None
    genders.setdefault(best[-1].reading.person, wanted)
    return best[-1]


def _nearest(reader: Reader, wanted: str, plural: bool, *, exact: bool, far: int) -> Remembered | None:
    """The nearest mention that agrees: subjects before others, the same sentence or the one before first."""
    near = [
        m
        for m in reader.memory.recent
        if reader.sentence.index - m.sentence <= far and _agrees(m, wanted, plural, exact=exact)
    ]
    if exact:
        return near[-1] if near else None
    for distance in range(far + 1):
        here = [m for m in near if reader.sentence.index - m.sentence == distance]
        subjects = [m for m in here if m.subject]
        if subjects or here:
            return subjects[-1] if subjects else here[-1]
    return None


def _agrees(earlier: Remembered, wanted: str, plural: bool, *, exact: bool) -> bool:
    if wanted == "n":
        return not earlier.plural and not earlier.reading.person and earlier.reading.actor.kind in ORGANISED
    if wanted == "any":
        return earlier.plural or (not earlier.reading.person and earlier.reading.actor.kind in ORGANISED)
    if earlier.plural != plural:
        return False
    return (
        not earlier.gender
        or earlier.gender == wanted
        or (not exact and wanted == "m" and bool(earlier.reading.person) and earlier.gender != "f")
    )


def gender(token: Token) -> str:
    """A noun's gender, "m" or "f", as the parse says; empty where it does not.

    French adjectives and participles speak for a bare plural.
    """
    for word in [token, *(c for c in token.children if c.dep_ in {"det", "amod", "acl"})]:
        value = feature(word, "Gender")
        if value:
            return "f" if value == "Fem" else "m"
    return "f" if any(form.endswith("iere") for form in forms(token)[:2]) else ""


def is_plural(token: Token) -> bool:
    """Whether a noun is plural, by its morphology or that of its determiner."""
    for word in [token, *(c for c in token.children if c.dep_ in {"det", "case"})]:
        value = feature(word, "Number")
        if value:
            return value == "Plur"
    return False
