"""Reading one noun phrase: from a head token to the actor it names."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from geomap.actors import phrases
from geomap.actors.lexicon import Role, Words, adjective_forms, forms, roles, words
from geomap.actors.naming import composed, government, of_entry
from geomap.actors.story import Story
from geomap.actors.unlisted import proper_phrase, unlisted, unlisted_organisation
from geomap.knowledge import Entry, NameMatch, fold
from geomap.model import Actor, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

_PEACEKEEPERS = "un-peacekeepers"
_PERSON = frozenset(["PER", "PERSON"])
_ACTING = frozenset(["nsubj", "nsubj:pass", "nsubjpass", "obl:agent", "agent", "obj", "dobj", "iobj", "obl:arg", "dative", "appos"])
_DEEPEST = 5
_NEAR = 200  # characters that a possessive reaches back


@dataclass(frozen=True, slots=True)
class Reading:
    """What a phrase was read as; `role` is the id of the head noun's role, empty for names and persons."""

    actor: Actor
    person: str = ""
    source: Literal["knowledge", "composed", "reference", "unlisted"] = "knowledge"
    antecedent: int | None = None
    role: str = ""
    explicit: bool = True


@dataclass
class Memory:
    """What earlier phrases of the document have named: readings with the offset and grammar of their heads, and persons by surname."""

    readings: list[Remembered] = field(default_factory=list)
    persons: dict[str, Reading] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Remembered:
    """An earlier mention, as references see it."""

    reading: Reading
    start: int
    sentence: int
    gender: str
    plural: bool
    subject: bool


class Reader:
    """Reads the phrases of one sentence against the story and what was named before.

    Args:
        story: The document.
        sentence: One of its sentences, with a parse.
        memory: What earlier sentences named; read, not changed.
    """

    def __init__(self, story: Story, sentence: Sentence, memory: Memory) -> None:
        if sentence.parse is None:
            raise ValueError("a sentence without a parse cannot be read")  # noqa: TRY003
        self.story = story
        self.sentence = sentence
        self.doc = sentence.parse
        self.memory = memory
        self.words: Words = words(story.language)
        self.name_at: dict[int, NameMatch] = {}
        self.inside_name: set[int] = set()
        for match in story.names_within(sentence):
            self._place_name(match)

    def _place_name(self, match: NameMatch) -> None:
        tokens = [t for t in self.doc if self.offset(t) < match.end and self.offset(t) + len(t.text) > match.start and not t.is_space]
        if not tokens:
            return
        head = phrases.span_head(tokens)
        self.name_at[head.i] = match
        self.inside_name.update(t.i for t in tokens if t.i != head.i)

    def offset(self, token: Token) -> int:
        """A token's offset in the document."""
        return self.sentence.start + int(token.idx)

    # ----------------------------------------------------------------------------------------------------------------------------

    def read(self, token: Token, depth: int = 0) -> Reading | None:
        """The actor that the phrase of a head token names, or None."""
        if depth > _DEEPEST or token.i in self.inside_name:
            return None
        return self._name(token) or self._metonym(token) or self._noun(token, depth) or self._person(token, depth) or self._other(token)

    def _name(self, token: Token) -> Reading | None:
        match = self.name_at.get(token.i)
        if match is None:
            return None
        entry = self._mission(match.entry) if match.entry.key == _PEACEKEEPERS else match.entry
        return Reading(of_entry(entry, self.story.knowledge), entry.name if entry.category == "leader" else "")

    def _mission(self, peacekeepers: Entry) -> Entry:
        """The mission that unnamed UN peacekeepers belong to: one that the text names, else that of the story's country."""
        for match in self.story.names:
            if match.entry.category == "force" and match.entry.kind == "External forces" and match.entry.name.startswith("United Nations"):
                return match.entry
        return self.story.who_are("UN peacekeepers", None) or peacekeepers

    def _metonym(self, token: Token) -> Reading | None:
        start = self.offset(token)
        mention = self.story.place_at(start)
        if mention is not None and mention.use == "metonym" and mention.place is not None and mention.place.country_code:
            return Reading(government(mention.place.country_code, self.story.knowledge))
        match = self.story.country_at(start)
        if match is None:
            return None
        if match.use == "demonym":
            return self._nationals(token, match.code)
        if token.pos_ == "ADJ":
            return None
        first = phrases.first_conjunct(token)
        first = first.head if first.dep_ == "appos" else first
        acting = first.dep_ in {"nsubj", "agent", "obl:agent", "nsubj:pass", "nsubjpass"} or (first.dep_ == "pobj" and first.head.dep_ == "agent")
        if match.use == "capital" and (mention is not None or not acting):
            return None
        if acting or (mention is None and token.dep_ in {"obj", "dobj", "iobj"}):
            return Reading(government(match.code, self.story.knowledge))
        return None

    def _nationals(self, token: Token, code: str) -> Reading | None:
        """A people as a noun: "45 Rwandais", "many Syrians"."""
        noun = token.pos_ in {"NOUN", "PROPN"} or any(c.dep_ in {"det", "nummod"} for c in token.children)
        if not noun or not phrases.is_nominal(token) or token.dep_ in {"compound", "flat:name", "nmod"} and not list(token.children):
            return None
        return Reading(composed(roles()["nationals"], code, self.story.knowledge), source="composed", role="nationals")

    # Nouns with a role ------------------------------------------------------------------------------------------------------------

    def role_of(self, token: Token) -> Role | None:
        """The role that a noun has in its phrase, by actors.yaml."""
        if not phrases.is_nominal(token):
            return None
        role = self._phrase_role(token)
        if role is not None:
            return role
        role = next((self.words.nouns[form] for form in forms(token) if form in self.words.nouns), None)
        if role is not None and set(forms(token)) & self.words.counted_only and not _is_counted(token):
            return None
        return role

    def _phrase_role(self, token: Token) -> Role | None:
        """The role that a noun has only beside another word ("groupe armé"), by the first rule that fits."""
        mine = set(forms(token))
        beside: set[str] | None = None
        for rule in self.words.phrases:
            if mine & rule.nouns:
                if rule.beside and beside is None:
                    beside = {form for word in phrases.describing_words(token) if not self._denied(word) for form in adjective_forms(word)}
                if (not rule.beside or (beside and beside & rule.beside)) and not (rule.needs_country and not self.country_in(token)):
                    return rule.role
        return None

    def _denied(self, word: Token) -> bool:
        """Whether a describing word is denied: "non armés"."""
        return word.i > 0 and fold(self.doc[word.i - 1].text) in self.words.negations

    def _noun(self, token: Token, depth: int) -> Reading | None:
        if token.ent_type_ in _PERSON and token.pos_ == "PROPN" and not token.is_sent_start:
            return None
        role = self.role_of(token)
        if role is None:
            return self._counted(token, depth)
        carried = self._carried(token, role, depth) if role.carries else None
        if carried is not None:
            return self._with_person(token, carried)
        if not self.country_in(token) and not self.modifier_of(token) and not self._phrase_role(token):
            counted = self._counted(token, depth)
            if counted is not None:
                return counted
        return self._composed(token, role, depth)

    def _counted(self, token: Token, depth: int) -> Reading | None:
        """The actor behind a counting word: "une dizaine de soldats", "members of Boko Haram"."""
        if not set(forms(token)) & self.words.counting:
            return None
        for noun in phrases.complements(token):
            if phrases.preposition(noun) in {"de", "du", "des", "d'", "of", "d’", "", "from", "parmi", "among", "entre"} and noun.i > token.i:
                reading = self.read(noun, depth + 1)
                if reading is not None:
                    return replace(reading, source="composed") if reading.source == "reference" else reading
        return None

    def _carried(self, token: Token, role: Role, depth: int) -> Reading | None:
        """The known or composed actor in a noun's complement: "combattants du Hamas", "le porte-parole de l'armée"."""
        nouns = phrases.complements(token) + ([*phrases.appositions(token)] if role.person or role.empty else [])
        for noun in nouns:
            match = self.name_at.get(noun.i)
            if match is not None and match.entry.category != "media" and self._carries(noun, token, role):
                body = of_entry(match.entry, self.story.knowledge)
                if match.entry.category == "leader" and body.kind == "Government" and not role.person and match.entry.country:
                    return Reading(composed(role, match.entry.country, self.story.knowledge), source="composed", role=role.id)
                person = match.entry.name if match.entry.category == "leader" and role.person else ""
                return Reading(body, person, "knowledge" if person else "composed", role=role.id)
        if role.person or role.empty or role.carries:
            for noun in nouns:
                inner = self.role_of(noun) if noun.i not in self.inside_name and noun.dep_ != "appos" else None
                if inner is None or inner.person or inner.kind == "Civilians" or not self._carries(noun, token, role):
                    continue
                if not (role.person or role.empty or inner.empty):
                    continue
                reading = self.read(noun, depth + 1)
                if reading is not None:
                    return replace(reading, role=role.id)
        return None

    def _carries(self, noun: Token, token: Token, role: Role) -> bool:
        """Whether a complement says whose the noun is: "of", possession, compounding, or "for" after a person."""
        if noun.dep_ in {"appos", "flat:name", "compound", "poss"} or noun.head.i == noun.i or token.dep_ == "appos":
            return True
        preposition = phrases.preposition(noun)
        return preposition in {"", "de", "du", "des", "d'", "d’", "of", "from", "'s"} or (role.person and preposition in {"for", "with", "auprès"})

    def _composed(self, token: Token, role: Role, depth: int) -> Reading | None:
        """The actor made of a role and a country, an earlier mention or the story's country."""
        knowledge = self.story.knowledge
        country = None if role.country == "sentence" else self.country_in(token) or self._possessor(token)
        modifier = self.modifier_of(token)
        explicit = bool(country or modifier)
        if not explicit and self._is_definite(token):
            earlier = self._referred(role)
            if earlier is not None:
                return self._with_person(token, Reading(earlier.reading.actor, earlier.reading.person if role.person else "", "reference", earlier.start, role.id, explicit=False))
        named = unlisted(token, self) if role.proper else None
        if named is not None:
            return Reading(Actor(named, role.kind, country or self.story.country_of(self.sentence)), source="unlisted", role=role.id)
        if not role.person and role.kind != "Civilians":
            name, kind = proper_phrase(token, self)
            if name:
                return Reading(Actor(name, kind or role.kind, country), source="unlisted")
        if role.empty and role.person and country:
            return self._with_person(token, Reading(government(country, knowledge), source="composed", role=role.id))
        if role.empty:
            return self._person_by_apposition(token, depth)
        if country is None and role.country:
            country = self.story.country_of(self.sentence)
        described = self.story.who_are(modifier, country) if modifier and role.kind in {"Rebel group", "Political militia", "State forces", "Identity militia"} else None
        if described is not None:
            return Reading(of_entry(described, knowledge), source="composed", role=role.id)
        if modifier and role.id in {"forces", "army"} and not self.country_in(token):
            role = roles()["fighters"]
        actor = composed(role, country, knowledge, modifier, self._topic(token))
        return self._with_person(token, Reading(actor, source="composed", role=role.id, explicit=explicit))

    def _possessor(self, token: Token) -> str | None:
        """The country that "its", "leur" stands for: that of the nearest country or actor named before."""
        owner = next((c for c in token.children if c.dep_ in {"poss", "det"} and fold(c.text) in self.words.possessives), None)
        if owner is None:
            return None
        at = self.offset(owner)
        named = [(m.start, m.code) for m in self.story.countries if m.start < at]
        named += [(m.start, m.reading.actor.country) for m in self.memory.readings if m.reading.actor.country]
        near = max(named, default=None)
        return near[1] if near is not None and at - near[0] < _NEAR else None

    def _topic(self, token: Token) -> str:
        for word in phrases.describing_words(token):
            for form in adjective_forms(word):
                if form in self.words.ministries:
                    return self.words.ministries[form]
        return ""

    def modifier_of(self, token: Token) -> str:
        """The English word for the people or camp that a phrase names ("Tuareg"), else empty."""
        for word in phrases.describing_words(token):
            if word.i not in self.inside_name:
                for form in adjective_forms(word):
                    if form in self.words.modifiers:
                        return self.words.modifiers[form]
        return ""

    def country_in(self, token: Token) -> str | None:
        """The country that a phrase itself names by a demonym, a country or a place in its "of" complement; nearest to the head first."""
        text, start = self.story.text, self.sentence.start
        for word in sorted(phrases.phrase_tokens(token), key=lambda w: abs(w.i - token.i)):
            match = self.story.country_at(start + word.idx)
            if match is not None and match.use != "capital" and text[match.end : match.end + 1] != "-":
                return match.code
            place = self.story.place_at(start + word.idx)
            if place is not None and place.place is not None and place.place.country_code and word.i != token.i:
                return place.place.country_code
        return None

    def _is_definite(self, token: Token) -> bool:
        marks = self.words.definite | self.words.demonstratives | self.words.possessives
        for child in token.children:
            if child.dep_ in {"det", "poss"} and "Ind" not in child.morph.get("Definite") and (fold(child.text) in marks or child.text.lower() in {"l'", "l’"}):
                return True
        return any(child.dep_ == "case" and "Def" in child.morph.get("Definite") for child in token.children)

    def _referred(self, role: Role) -> Remembered | None:
        """The earlier mention that a bare definite phrase points back to: the same role, or one of the kinds that the role may stand for."""
        for earlier in reversed(self.memory.readings):
            if earlier.reading.role == role.id and earlier.reading.explicit:
                return earlier
            if earlier.reading.actor.kind in role.refers and (earlier.reading.actor.named or role.id != "group"):
                return earlier
        return None

    # Persons ------------------------------------------------------------------------------------------------------------------------

    def _with_person(self, token: Token, reading: Reading) -> Reading:
        """Adds the name of the person in apposition or after the title, where there is one."""
        if reading.person:
            return reading
        name = self.person_name(token) or next((n for n in map(self.person_name, [*phrases.appositions(token), *token.children]) if n), "")
        role = roles().get(reading.role)
        return replace(reading, person=name) if name and role is not None and role.person else reading

    def person_name(self, token: Token) -> str:
        """The full name of the person whom a token's entity names, else empty."""
        if token.ent_type_ not in _PERSON or token.pos_ != "PROPN":
            return ""
        first = last = token.i
        while first > 0 and self.doc[first - 1].ent_type_ in _PERSON and self.doc[first].ent_iob_ == "I":
            first -= 1
        while last + 1 < len(self.doc) and self.doc[last + 1].ent_type_ in _PERSON and self.doc[last + 1].ent_iob_ == "I":
            last += 1
        return str(self.doc[first : last + 1].text)

    def _person(self, token: Token, depth: int) -> Reading | None:
        """A named person: by title, by apposition, by what was said of the same surname before, else a private person."""
        name = self.person_name(token)
        if not name or self.story.place_at(self.offset(token)) is not None:
            return None
        if token.dep_ == "appos" and (above := self.role_of(token.head)) is not None and above.person:
            return None
        for title in sorted((c for c in token.children if c.i < token.i and c.dep_ in {"compound", "nmod", "amod", "appos"}), key=lambda c: -c.i):
            role = self.role_of(title)
            if role is not None and role.person:
                carried = self._carried(title, role, depth) or self._carried(token, role, depth)
                country = self.country_in(token)
                if carried is None and role.empty and not country:
                    continue
                reading = carried or Reading(composed(role if not role.empty else roles()["official"], country or self.story.country_of(self.sentence), self.story.knowledge), source="composed", role=role.id)
                return replace(reading, person=name)
        return self._person_by_apposition(token, depth, name) or self._remembered_person(name)

    def _person_by_apposition(self, token: Token, depth: int, name: str = "") -> Reading | None:
        for noun in phrases.appositions(token):
            role = self.role_of(noun)
            if role is not None and (role.person or name) and depth < _DEEPEST and noun.dep_ == "appos":
                reading = self.read(noun, depth + 3)
                if reading is not None:
                    return replace(reading, person=name or reading.person)
        return None

    def _remembered_person(self, name: str) -> Reading:
        known = self.memory.persons.get(fold(name).split(" ")[-1])
        if known is not None:
            return known
        return Reading(Actor(name, "Civilians", None), name, "unlisted")

    def read_adjective(self, token: Token) -> Reading | None:
        """Who did a deed that an adjective ascribes: "frappe israélienne", "a jihadist raid", "sanctions américaines"."""
        noun = phrases.first_conjunct(token).head
        if noun.i == token.i or phrases.function_of(token) not in {"amod", "compound", "nmod"} or noun.pos_ not in {"NOUN", "PROPN"}:
            return None
        deeds = set(adjective_forms(noun))
        military = bool(deeds & self.words.military_acts)
        if not military and not deeds & self.words.political_acts:
            return None
        knowledge = self.story.knowledge
        match = self.story.country_at(self.offset(token))
        if match is not None and match.use != "capital" and self.story.text[match.end : match.end + 1] != "-":
            actor = composed(roles()["army"], match.code, knowledge) if military else government(match.code, knowledge)
            return Reading(actor, source="composed", role="army" if military else "government")
        role = next((self.words.nouns[form] for form in adjective_forms(token) if form in self.words.nouns), None) if token.pos_ == "ADJ" else None
        if military and role is not None and role.id in {"jihadists", "rebels", "separatists"}:
            return Reading(composed(role, self.story.country_of(self.sentence), knowledge), source="composed", role=role.id, explicit=False)
        return None

    def _other(self, token: Token) -> Reading | None:
        """An organisation that nobody listed, as the entity recogniser saw it, where it acts or is acted on."""
        if token.ent_type_ != "ORG" or token.pos_ != "PROPN" or self.story.place_at(self.offset(token)) is not None:
            return None
        name, kind = unlisted_organisation(token, self.words)
        function = phrases.function_of(token)
        acting = function in _ACTING or (function == "pobj" and phrases.first_conjunct(token).head.lower_ in {"by", "against", "with", "between"})
        if not name or not (acting or kind != "Other"):
            return None
        return Reading(Actor(name, kind, None), source="unlisted")


def _is_counted(token: Token) -> bool:
    """Whether a noun is counted or plural, as "38 morts" and "un mort" are and "la mort" is not."""
    if "Plur" in token.morph.get("Number") and token.dep_ not in {"ROOT", "xcomp"}:
        return True
    return any(c.dep_ == "nummod" or "Ind" in c.morph.get("Definite") for c in token.children)
