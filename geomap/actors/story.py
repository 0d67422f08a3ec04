"""What a whole document says of countries and known names, which its phrases are read against."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar

from geomap.actors.introduced import introduced
from geomap.actors.lexicon import words
from geomap.actors.setting import Setting
from geomap.knowledge import CountryMatch, Entry, NameMatch, fold
from geomap.model import Analysis, PlaceMention, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.knowledge import Knowledge

_LAST_WORD = re.compile(r"([^\W\d_][\w.'’-]*) $")
_LONGEST_COUNTRY = 60  # characters
_TITLE = 30  # characters before a surname in which a title is looked for


class _Placed(Protocol):
    """Anything that begins at an offset."""

    @property
    def start(self) -> int: ...


_Thing = TypeVar("_Thing", bound=_Placed)


def between(things: Sequence[_Thing], start: int, end: int) -> Sequence[_Thing]:
    """Those of things in the order of the text that begin in a stretch of it."""
    first = bisect_left(things, start, key=lambda thing: thing.start)
    return things[first : bisect_left(things, end, key=lambda thing: thing.start)]


class Story:
    """One document's known names, countries and places.

    Args:
        analysis: The parsed document.
        places: Its place mentions, in order; may be empty.
        knowledge: The knowledge room.
        published: Day of publication, where known: it tells two holders of one name apart.
    """

    def __init__(
        self,
        analysis: Analysis,
        places: Sequence[PlaceMention],
        knowledge: Knowledge,
        published: dt.date | None = None,
    ) -> None:
        self.published = published
        self.analysis = analysis
        self.text = analysis.document.text
        self.language = analysis.language
        self.knowledge = knowledge
        self.places = sorted(places, key=lambda mention: mention.start)
        self._place_at = {mention.start: mention for mention in places}
        self.countries = self._allowed(knowledge.countries_in(self.text, self.language))
        self.names = self._with_introduced(self._settled(knowledge.names_in(self.text, self.language)))
        self._country_at = {match.start: match for match in self.countries}

    def _allowed(self, matches: Sequence[CountryMatch]) -> list[CountryMatch]:
        """The names of countries and capitals without those of which the user said that they mean something else."""
        settled = {start: mention for start, mention in self._place_at.items() if mention.settled}
        return [
            match
            for match in matches
            if (mention := settled.get(match.start)) is None
            or (mention.place is not None and mention.place.country_code == match.code)
        ]

    def names_within(self, sentence: Sentence) -> list[NameMatch]:
        """The known names that lie in a sentence."""
        return [match for match in between(self.names, sentence.start, sentence.end) if match.end <= sentence.end]

    def countries_within(self, sentence: Sentence) -> Sequence[CountryMatch]:
        """The country names and demonyms that begin in a sentence."""
        return between(self.countries, sentence.start, sentence.end)

    def places_within(self, sentence: Sentence) -> Sequence[PlaceMention]:
        """The place mentions that begin in a sentence."""
        return between(self.places, sentence.start, sentence.end)

    def place_at(self, offset: int) -> PlaceMention | None:
        """The place mention that begins at an offset."""
        return self._place_at.get(offset)

    def country_at(self, offset: int) -> CountryMatch | None:
        """The country name, demonym or capital that begins at an offset."""
        return self._country_at.get(offset)

    def is_in_country_name(self, offset: int) -> bool:
        """Whether an offset lies in the name of a country: the "Leone" of "Sierra Leone"."""
        near = between(self.countries, offset - _LONGEST_COUNTRY, offset + 1)
        return any(match.start <= offset < match.end and match.use != "demonym" for match in near)

    def is_hyphenated(self, match: CountryMatch) -> bool:
        """Whether a country's name is only part of a compound such as "US-backed", "UK-based" or "pro-Iranian"."""
        before = fold(self.text[max(0, match.start - 5) : match.start]).split()
        prefixed = self.text[match.start - 1 : match.start] == "-" and bool(
            words(self.language).prefixes.intersection(before)
        )
        return prefixed or self.text[match.end : match.end + 1] == "-"

    @cached_property
    def setting(self) -> Setting:
        """Where the document plays."""
        return Setting(self)

    def country_of(self, sentence: Sentence, token: Token | None = None) -> str | None:
        """The country where a sentence, or the clause of one of its tokens, plays."""
        return self.setting.country_of(sentence, token)

    def who_are(self, people: str, country: str | None) -> Entry | None:
        """Who is meant by a people's forces.

        In a country, or in the country of the story where they are somebody in particular.
        """
        for code in dict.fromkeys([country, *(code for code, _ in self.setting.weights.most_common())]):
            entry = self.knowledge.described(people, code, self.published)
            if entry is not None:
                return entry
        return None

    def _with_introduced(self, known: list[NameMatch]) -> list[NameMatch]:
        """The known names and those that the text itself introduces by an acronym."""
        elsewhere = [(match.start, match.end) for match in self.countries if match.use != "demonym"]
        elsewhere += [(place.start, place.end) for place in self.places if place.outcome == "found"]
        return introduced(self.text, known, words(self.language), elsewhere)

    def _settled(self, matches: Sequence[NameMatch]) -> list[NameMatch]:
        """The matches with shared names decided and weak ones dropped where nothing supports them."""
        sure = {match.entry.key for match in matches if not match.ambiguous and not match.others}
        in_full = {match.entry.key for match in matches if " " in match.text}
        about = Counter(match.code for match in self.countries)
        about.update(m.entry.country for m in matches if m.entry.key in sure and m.entry.country)
        settled = []
        for match in matches:
            if self._opens_a_place(match):
                continue
            options = [match.entry, *match.others]
            best = max(options, key=lambda entry: self._fitness(entry, sure, about))
            if best.key not in in_full and self._is_somebody_elses(match, best):
                continue
            if not match.ambiguous or self._supported(match, best, sure, about):
                settled.append(NameMatch(match.start, match.end, match.text, best, match.ambiguous))
        return settled

    def _opens_a_place(self, match: NameMatch) -> bool:
        """Whether a name is only the beginning of a longer place name: "Abiy Addi"."""
        place = self.place_at(match.start)
        return place is not None and place.use == "literal" and place.outcome == "found" and place.end > match.end

    def _fitness(self, entry: Entry, sure: set[str], about: Counter[str]) -> tuple[bool, bool, int]:
        """What tells entries of one name apart: the full name in the text, the years, the country; ties go by order."""
        return entry.key in sure, entry.existed(self.published), about.get(entry.country or "", 0)

    def _has_other_name(self, match: NameMatch, entry: Entry, titles: set[str]) -> bool:
        """Whether a surname stands behind a given name that is not the entry's: another person of the same name."""
        word = _LAST_WORD.search(self.text, max(0, match.start - _TITLE), match.start)
        if word is None or not word.group(1)[:1].isupper() or fold(word.group(1)) in titles:
            return False
        return (
            fold(word.group(1)) not in self._own_words(entry)
            and self.knowledge.demonym(word.group(1), self.language) is None
        )

    def _is_somebody_elses(self, match: NameMatch, entry: Entry) -> bool:
        """Whether a surname that stands alone belongs to another person, whom the text names in full before: a Robert Arce."""
        if entry.category != "leader" or " " in match.text:
            return False
        first = re.search(rf"(?:(?<!\w)([A-Z][\w'’-]+) )?(?<!\w){re.escape(match.text)}(?!\w)", self.text)
        if first is None or first.group(1) is None or self.knowledge.demonym(first.group(1), self.language):
            return False
        lexicon = words(self.language)
        known = self._own_words(entry) | {noun for noun, role in lexicon.nouns.items() if role.person} | lexicon.titles
        return fold(first.group(1)) not in known and self._is_named_at(first.start(), first.end())

    @staticmethod
    def _own_words(entry: Entry) -> set[str]:
        """The folded words of an entry's names."""
        names = (entry.name, *(name for names in entry.aliases.values() for name in names))
        return {fold(part) for name in names for part in name.split()}

    def _is_named_at(self, start: int, end: int) -> bool:
        """Whether the entity recogniser saw a person's name in a stretch."""
        for sentence in self.analysis.sentences:
            if sentence.start <= start < sentence.end and sentence.parse is not None:
                at = (start - sentence.start, end - sentence.start)
                return any(
                    e.label_ in {"PER", "PERSON"} and e.start_char <= at[0] and at[1] <= e.end_char
                    for e in sentence.parse.ents
                )
        return False

    def _supported(self, match: NameMatch, entry: Entry, sure: set[str], about: Counter[str]) -> bool:
        """Whether a weak name is borne out.

        Its full name stands in the text, or the text is about its country and a title precedes.
        """
        if entry.key in sure:
            return True
        known = about.get(entry.country or "", 0)
        if entry.category == "leader":
            before = fold(self.text[max(0, match.start - _TITLE) : match.start]).split()
            lexicon = words(self.language)
            titles = {noun for noun, role in lexicon.nouns.items() if role.person} | lexicon.titles
            return known > 0 and bool(titles.intersection(before)) and not self._has_other_name(match, entry, titles)
        return known > 1
