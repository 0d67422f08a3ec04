"""All the actor mentions of one document, sentence by sentence, outermost phrases first."""

from __future__ import annotations

import datetime as dt
import re
from collections import deque
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from geomap.actors import phrases
from geomap.actors.lexicon import forms, roles
from geomap.actors.memory import Memory, Reading, Remembered
from geomap.actors.names import read_adjective
from geomap.actors.naming import composed
from geomap.actors.nouns import read_misparsed
from geomap.actors.persons import is_person, surname_key
from geomap.actors.reader import Reader
from geomap.actors.references import gender, is_plural, refer
from geomap.actors.story import Story
from geomap.model import ActorMention, Analysis, PlaceMention

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.knowledge import Knowledge

_ACRONYM = re.compile(r"\s*\(([A-Z][A-Za-z0-9-]{1,9})\)")
_SUBJECTS = frozenset(["nsubj", "nsubj:pass", "nsubjpass", "agent", "obl:agent"])


def mentions_of(
    analysis: Analysis, places: Sequence[PlaceMention], knowledge: Knowledge, published: dt.date | None = None
) -> tuple[ActorMention, ...]:
    """The actor mentions of one document, in the order of its text."""
    story = Story(analysis, places, knowledge, published)
    memory = Memory()
    found: list[ActorMention] = []
    for sentence in analysis.sentences:
        if sentence.parse is None or sentence.furniture or not len(sentence.parse):
            continue
        reader = Reader(story, sentence, memory)
        found += _of_sentence(reader)
    return tuple(sorted(found, key=lambda mention: (mention.start, -mention.end)))


def _of_sentence(reader: Reader) -> Iterator[ActorMention]:
    hits, covered = _readings(reader)
    rest: list[tuple[Token, Reading | None]] = [(t, None) for t in reader.doc if t.i not in covered]
    for token, reading in sorted([*hits, *rest], key=lambda hit: hit[0].i):
        settled = reading or refer(token, reader) or read_adjective(token, reader)
        if settled is not None:
            mention = _mention(token, settled, reader)
            yield mention
            yield from _second_countries(token, mention, reader)
            _remember(token, mention, settled, reader)


def _readings(reader: Reader) -> tuple[list[tuple[Token, Reading]], set[int]]:
    """The phrases that name somebody themselves, outermost first, and the positions of the tokens that they cover."""
    hits: list[tuple[Token, Reading]] = []
    covered: set[int] = set()
    for token in _outermost_first(reader):
        if token.i in covered or token.i in reader.inside_name:
            continue
        reading = reader.read(token)
        if reading is not None:
            hits.append((token, reading))
            covered.update(t.i for t in [token, *phrases.phrase_tokens(token)])
            if reading.person and is_person(token):
                covered.update(t.i for span in token.doc.ents if span.start <= token.i < span.end for t in span)
    for number in reader.doc[:-1]:
        noun = number.nbor()
        misparsed = read_misparsed(noun, reader) if number.pos_ == "NUM" and noun.i not in covered else None
        if misparsed is not None:
            hits.append((noun, misparsed))
            covered.add(noun.i)
    return hits, covered


def _outermost_first(reader: Reader) -> Iterator[Token]:
    roots = [token for token in reader.doc if token.head.i == token.i]
    queue = deque(roots)
    while queue:
        token = queue.popleft()
        if phrases.is_nominal(token) or token.i in reader.name_at:
            yield token
        queue.extend(token.children)


def _mention(token: Token, reading: Reading, reader: Reader) -> ActorMention:
    tokens = _with_number(phrases.phrase_tokens(token))
    start = reader.offset(tokens[0])
    end = reader.offset(tokens[-1]) + len(tokens[-1].text)
    match = reader.name_at.get(token.i)
    if match is not None:
        start, end = min(start, match.start), max(end, match.end)
    return ActorMention(
        start=start,
        end=end,
        head=reader.offset(token),
        text=reader.story.text[start:end],
        actor=reading.actor,
        person=reading.person,
        source=reading.source,
        antecedent=reading.antecedent,
    )


def _with_number(tokens: list[Token]) -> list[Token]:
    """A phrase with the number before it and the participle after it that the parser hung elsewhere."""
    doc, first, last = tokens[0].doc, tokens[0].i, tokens[-1].i
    if first and doc[first - 1].pos_ == "NUM" and tokens[0].pos_ in {"ADJ", "VERB"}:
        first -= 1
        if last + 1 < len(doc) and doc[last + 1].pos_ == "VERB" and doc[first].head.i == last + 1:
            last += 1
    return [token for token in doc[first : last + 1] if not token.is_space]


def _second_countries(token: Token, mention: ActorMention, reader: Reader) -> Iterator[ActorMention]:
    """Further actors of one noun with several countries.

    "les pêcheurs ghanéens et ivoiriens", "Kenyan and Ugandan troops".
    """
    role = reader.role_of(token)
    if role is None or not role.country or mention.actor.country is None:
        return
    joined = [child for child in token.children if child.dep_ == "conj" and child.pos_ == "ADJ" and _is_bare(child)]
    for child in token.children:
        if child.dep_ in {"amod", "nmod"}:
            others = child.conjuncts
            joined += [child, *others] if others else []
    for other in sorted(joined, key=lambda word: word.i):
        match = reader.story.country_at(reader.offset(other))
        if match is not None and match.use == "demonym" and match.code != mention.actor.country:
            start = reader.offset(other)
            actor = composed(role if not role.empty else roles()["government"], match.code, reader.story.knowledge)
            yield ActorMention(start, match.end, start, match.text, actor, "", "composed")


def _is_bare(adjective: Token) -> bool:
    return not any(child.dep_ == "det" for child in adjective.children)


def _acronym_after(mention: ActorMention, reader: Reader) -> str:
    """The acronym that a text gives a name right behind it: "National Civil Police (PNC)"."""
    found = _ACRONYM.match(reader.story.text, mention.end)
    return found.group(1) if found else ""


def _remember(token: Token, mention: ActorMention, reading: Reading, reader: Reader) -> None:
    plural = is_plural(token)
    acronym = _acronym_after(mention, reader)
    if acronym and reading.source != "reference" and not reading.person:
        reader.memory.acronyms.setdefault(acronym, reading)
    reader.memory.readings.append(
        Remembered(
            reading,
            mention.start,
            reader.sentence.index,
            gender(token),
            plural,
            token.dep_ in _SUBJECTS,
            forms(token)[0],
        )
    )
    if reading.person and reading.source != "reference":
        surname = surname_key(reading.person)
        if surname not in reader.memory.persons or reader.memory.persons[surname].source == "unlisted":
            reader.memory.persons[surname] = reading
