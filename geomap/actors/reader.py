"""Reading the noun phrases of a sentence: from a head token to the actor it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.actors import names, nouns, peoples, persons
from geomap.actors.camps import camp_of, compound
from geomap.actors.kinds import is_armed, kind_of_name
from geomap.actors.lexicon import Role, adjective_forms, forms, roles, words
from geomap.actors.naming import of_entry
from geomap.actors.phrases import (
    describing_words,
    feature,
    first_conjunct,
    harmed_by,
    is_counted,
    is_nominal,
    phrase_tokens,
    span_head,
)
from geomap.actors.story import between
from geomap.knowledge import NameMatch, fold
from geomap.model import Actor

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from geomap.actors.memory import Memory, Reading
    from geomap.actors.story import Story
    from geomap.model import ActorKind, Sentence

_GROUPS = frozenset(["Rebel group", "Political militia", "Identity militia"])
_SUBJECTS = frozenset(["nsubj"])
_FORMER = frozenset(["ex"])  # an ex-rebel may still be who is meant
DEEPEST = 5  # phrases within phrases that are followed
_LONG_WORD = 4  # letters from which on a headline capitalises every word
_WORDS_OF_TITLE = 4
_CAPITALS = 0.75
_NEAR = 200  # characters that a possessive reaches back


class Reader:
    """Reads the phrases of one sentence against the story and what was named before.

    Args:
        story: The document.
        sentence: One of its sentences, with a parse.
        memory: What earlier sentences named; read, not changed.
    """

    def __init__(self, story: Story, sentence: Sentence, memory: Memory) -> None:
        if sentence.parse is None:
            raise ValueError("a sentence without a parse cannot be read")
        self.story = story
        self.sentence = sentence
        self.doc = sentence.parse
        self.memory = memory
        self.words = words(story.language)
        self.name_at: dict[int, NameMatch] = {}
        self.inside_name: set[int] = set()
        self._role_at: dict[int, Role | None] = {}
        self.title_case = _is_title_case(self.doc)
        for match in story.names_within(sentence):
            self._place_name(match)

    def _place_name(self, match: NameMatch) -> None:
        def covered(token: Token) -> bool:
            return self.offset(token) < match.end and self.offset(token) + len(token.text) > match.start

        tokens = [token for token in self.doc if covered(token) and not token.is_space]
        if tokens and not self._is_part_of_compound(match):
            head = span_head(tokens)
            self.name_at[head.i] = match
            self.inside_name.update(token.i for token in tokens if token.i != head.i)

    def _is_part_of_compound(self, match: NameMatch) -> bool:
        """Whether a name only qualifies: "Hamas-run", "anti-Assad"."""
        text = self.story.text
        before = fold(text[max(0, match.start - 5) : match.start]).split()
        prefixed = text[match.start - 1 : match.start] == "-" and bool(self.words.prefixes.intersection(before))
        return prefixed or (text[match.end : match.end + 1] == "-" and text[match.end + 1 : match.end + 2].islower())

    def offset(self, token: Token) -> int:
        """A token's offset in the document."""
        return self.sentence.start + int(token.idx)

    def read(self, token: Token, depth: int = 0) -> Reading | None:
        """The actor that the phrase of a head token names.

        Args:
            token: The head.
            depth: How many phrases contain this one.

        Returns:
            The reading, or None where the phrase names nobody who acts.
        """
        if depth > DEEPEST or token.i in self.inside_name or self.is_against(token):
            return None
        return (
            names.read_name(token, self)
            or names.read_country(token, self)
            or nouns.read_noun(token, self, depth)
            or peoples.read_community(token, self)
            or persons.read_person(token, self, depth)
            or names.read_organisation(token, self)
        )

    def is_against(self, token: Token) -> bool:
        """Whether a prefix turns a word into its opposite: the "terrorist" of "an anti-terrorist operation"."""
        if not token.i or self.doc[token.i - 1].text != "-":
            return False
        prefix = compound(token)[0]
        return prefix.i != token.i and prefix.lower_ in self.words.prefixes - _FORMER

    # What a phrase says ---------------------------------------------------------------------------------------------

    def role_of(self, token: Token) -> Role | None:
        """The role that a noun has in its phrase, by actors.yaml."""
        if token.i not in self._role_at:
            self._role_at[token.i] = self._find_role(token)
        return self._role_at[token.i]

    def _find_role(self, token: Token) -> Role | None:
        if not is_nominal(token):
            return None
        role = self.phrase_role(token)
        if role is not None:
            return role
        own, nouns = forms(token), self.words.nouns
        role = next((nouns[form] for form in own if form in nouns), None)
        if role is None or (not self.words.counted_only.isdisjoint(own) and not is_counted(token)):
            return None
        return roles()["fighters"] if not self.words.either.isdisjoint(own) and self._is_fighter(token) else role

    def _is_fighter(self, token: Token) -> bool:
        """Whether somebody who may be an activist or a fighter fights: by his deed, else by the words around him."""
        first = first_conjunct(token)
        if first.dep_ in _SUBJECTS and self.words.armed_deeds.intersection(forms(first.head)):
            return True
        at = self.offset(token)
        return is_armed(self.story.text, at, at + len(token.text), self.words)

    def phrase_role(self, token: Token) -> Role | None:
        """The role that a noun has only beside another word ("groupe armé"), by the first rule that fits."""
        listed = self.words.phrases
        rules = {rule.position: rule for form in forms(token) if form in listed for rule in listed[form]}
        if not rules:
            return None
        beside: set[str] | None = None
        for _, rule in sorted(rules.items()):
            if rule.beside and beside is None:
                near = [word for word in describing_words(token) if not self._is_denied(word)]
                beside = {form for word in near for form in adjective_forms(word)}
            if rule.beside and not rule.beside & (beside or set()):
                continue
            if not rule.needs_country or self.country_in(token):
                return rule.role
        return None

    def _is_denied(self, word: Token) -> bool:
        """Whether a describing word is denied: "non armés"."""
        return word.i > 0 and fold(self.doc[word.i - 1].text) in self.words.negations

    def modifier_of(self, token: Token) -> str:
        """The English word for the people or camp that a phrase names ("Tuareg"), else empty."""
        return camp_of(token, self)

    def topic_of(self, token: Token) -> str:
        """The English subject of a ministry ("Defence"), else empty."""
        lexicon = self.words.ministries
        near = (word for word in describing_words(token) if word.i not in self.inside_name)
        return next((lexicon[form] for word in near for form in adjective_forms(word) if form in lexicon), "")

    def country_in(self, token: Token) -> str | None:
        """The country that a phrase itself names: a demonym, a country or a place in its complement.

        The nearest to the head wins.

        "Turkish-backed" names none.
        """
        for word in sorted(phrase_tokens(token), key=lambda w: abs(w.i - token.i)):
            match = self.story.country_at(self.offset(word))
            if match is not None and match.use != "capital" and not self.story.is_hyphenated(match):
                return match.code
            place = self.story.place_at(self.offset(word))
            if place is not None and place.place is not None and place.place.country_code and word.i != token.i:
                return place.place.country_code
        return None

    def shared_country(self, token: Token, role: Role) -> str | None:
        """The country that a coordination shares: "soldats et policiers maliens", "Malian soldiers and policemen"."""
        if role.country != "own":
            return None
        first = first_conjunct(token)
        others = [first, *first.conjuncts]
        near = sorted((t for t in others if t.i != token.i), key=lambda t: abs(t.i - token.i))
        for other in near:
            matches = [self.story.country_at(self.offset(c)) for c in other.children if c.dep_ in {"amod", "compound"}]
            code = next((match.code for match in matches if match and match.use == "demonym"), None)
            inner = self.role_of(other)
            if code and inner is not None and inner.country == "own":
                return code
        return None

    def owner_of(self, token: Token) -> Actor | str | None:
        """Whom "its", "leur" stands for: the nearest armed group, or country or actor's country, named shortly before.

        Returns:
            The group, or the country's code, or None.
        """
        owners = (c for c in token.children if c.dep_ in {"poss", "det"} and fold(c.text) in self.words.possessives)
        owner = next(owners, None)
        if owner is None:
            return None
        at, doer = self.offset(owner), harmed_by(token, self.words)
        own = {self.offset(t) for t in doer.subtree} if doer is not None else set()
        named: list[tuple[int, Actor | str]] = [
            (match.start, match.code) for match in between(self.story.countries, at - _NEAR, at)
        ]
        groups = [match for match in between(self.story.names, at - _NEAR, at) if match.entry.kind in _GROUPS]
        named += [(m.start, of_entry(m.entry, self.story.knowledge, self.story.published)) for m in groups]
        for earlier in self.memory.recent:
            actor = earlier.reading.actor
            if actor.kind in _GROUPS or actor.country:
                named.append((earlier.start, actor if actor.kind in _GROUPS else actor.country or ""))
        near = max(
            (item for item in named if at - _NEAR < item[0] < at and item[0] not in own),
            key=lambda item: (item[0], isinstance(item[1], Actor)),
            default=None,
        )
        return near[1] if near is not None else None

    def kind_of(self, token: Token, name: str, role: Role | None = None) -> ActorKind:
        """The kind of a group that nobody listed: by its name and its surroundings, else that of its noun's role."""
        told = kind_of_name(name, self.story.text, [self.offset(token)], self.words)
        return told if role is None or told != "Other" else role.kind

    def is_definite(self, token: Token) -> bool:
        """Whether a phrase points to something known: a definite article, a demonstrative, a possessive."""
        marks = self.words.definite | self.words.demonstratives | self.words.possessives
        for child in token.children:
            if child.dep_ in {"det", "poss"} and feature(child, "Definite") != "Ind" and fold(child.text) in marks:
                return True
            if child.dep_ == "case" and feature(child, "Definite") == "Def":
                return True
        return False


def _is_title_case(doc: Doc) -> bool:
    """Whether a sentence is a headline whose words are capitalised, so that capitals make no names in it."""
    longer = [token.text for token in doc if token.is_alpha and len(token.text) >= _LONG_WORD]
    return len(longer) >= _WORDS_OF_TITLE and sum(text[0].isupper() for text in longer) >= _CAPITALS * len(longer)
