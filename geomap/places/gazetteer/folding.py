"""How names are compared: two spellings that differ in case, accents, hyphens or apostrophes fold to one key.

`fold` is the exact key. `skeleton` is a second, looser key for spellings of one name in different transliterations;
it is kept apart, so that a loose match is never taken for an exact one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Signs inside a word that writers leave out at will: N'Djamena / Ndjamena, Sana'a / Sanaa, U.S. / US.
JOINERS = "'’‘‛`´ʹʻʼʽʾʿˈ′＇." + "\u00ad\u200b\u200c\u200d\u200e\u200f\u0640"
# Signs between the words of one name.
SPACERS = " \t\r\n\u00a0\u202f\u2009-‐‑‒–—―_־·•"
# Signs that end a name in running text.
BARRIERS = ',;:!?()[]{}<>"«»“”„…/\\|@#$%^&*+=~¡¿،؛؟。、．·§°†‡©®™€£¥'

_REMOVED = dict.fromkeys(map(ord, JOINERS))
_SPACED = dict.fromkeys(map(ord, SPACERS + BARRIERS), " ")
_LETTERS = {
    ord("ł"): "l",
    ord("ø"): "o",
    ord("đ"): "d",
    ord("ð"): "d",
    ord("þ"): "th",
    ord("ı"): "i",
    ord("æ"): "ae",
    ord("œ"): "oe",
    ord("ə"): "a",
    ord("ħ"): "h",
    ord("ŋ"): "ng",
    ord("ɓ"): "b",
    ord("ɗ"): "d",
    ord("ƙ"): "k",
    ord("ى"): "ي",
    ord("ة"): "ه",
    ord("ک"): "ك",
    ord("ی"): "ي",
}
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]+")
_ASCII_TABLE = {**_REMOVED, **_SPACED}
_FULL_TABLE = {**_REMOVED, **_SPACED, **_LETTERS}
_WORD = re.compile(f"[^{re.escape(JOINERS + SPACERS + BARRIERS)}\\s]+")


def fold(name: str) -> str:
    """Return the key under which spellings of a name that differ only in case, accents, hyphens or apostrophes are one.

    Args:
        name: A name as somebody wrote it, in any script.

    Returns:
        Lower-case words separated by single spaces; empty where the name holds no letter or digit.
    """
    if name.isascii():
        if name.isalpha():
            return name.lower()
        return " ".join(name.lower().translate(_ASCII_TABLE).split())
    # Compatibility letters such as a raised capital are decomposed before case is folded, and folding may compose anew.
    text = unicodedata.normalize("NFKD", name).casefold().translate(_FULL_TABLE)
    text = unicodedata.normalize("NFKD", text)
    text = _MARKS.sub("", text)
    return " ".join(unicodedata.normalize("NFC", text).translate(_FULL_TABLE).split())


# First words of names that are commonly shortened: "St. Louis", "Ft. Worth".
ABBREVIATIONS = {
    "saint": "st",
    "sainte": "ste",
    "santa": "sta",
    "santo": "sto",
    "fort": "ft",
    "mount": "mt",
    "port": "pt",
}
_SHORT = frozenset(ABBREVIATIONS.values())

_ARTICLES = frozenset(
    {"al", "el", "ad", "ed", "an", "en", "ar", "er", "as", "es", "ash", "esh", "at", "et", "ath", "eth", "az", "ez"}
    | {"il", "ul", "ech", "ach"}
)
# Letters and groups that transliterations write one for the other, in the order they are replaced.
_GROUPS = (
    ("tch", "s"), ("tsh", "s"), ("dj", "j"), ("dzh", "j"), ("sch", "s"), ("sh", "s"), ("ch", "s"), ("zh", "j"),
    ("kh", "k"), ("gh", "k"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("ee", "i"), ("ei", "i"), ("ai", "i"),
    ("ay", "i"), ("ey", "i"), ("oo", "u"), ("ou", "u"), ("au", "u"), ("aw", "u"), ("ow", "u"),
)  # fmt: skip
_SOUNDS = str.maketrans(
    {"q": "k", "c": "k", "x": "ks", "v": "u", "w": "u", "z": "s", "e": "a", "y": "i", "o": "u", "h": ""}
)
_DOUBLED = re.compile(r"(.)\1+")
_SHORTEST_SKELETON = 3


def skeleton(folded: str) -> str:
    """Return a loose key shared by common transliterations of one name ("ech cheikh", "al sheikh").

    Args:
        folded: What `fold` returned.

    Returns:
        A Latin key without articles, doubled letters and most differences between vowels; empty where the name is not
        in Latin letters or is too short for a loose comparison to mean anything.
    """
    if not folded.isascii():
        return ""
    words = folded.split()
    key = "".join([word for word in words if word not in _ARTICLES] or words)
    initial = "h" if key.startswith("h") else ""
    for group, sound in _GROUPS:
        if group in key:
            key = key.replace(group, sound)
    key = _DOUBLED.sub(r"\1", initial + key.translate(_SOUNDS)).rstrip("a")
    return key if len(key) >= _SHORTEST_SKELETON else ""


@dataclass(frozen=True, slots=True)
class FoldedText:
    """Running text folded word by word, with the way back to the original.

    Attributes:
        text: Folded words; a line feed stands where the original has a sign that no name runs across.
        starts: Offset in `text` of each word.
        ends: Offset in `text` after each word, to the word's position.
        origins: Start of each word in the original.
        finishes: End of each word in the original.
    """

    text: str
    starts: list[int]
    ends: dict[int, int]
    origins: list[int]
    finishes: list[int]


def words_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of every word: a name may begin at each, also after an elided article ("d'Idlib")."""
    for match in _WORD.finditer(text):
        yield match.start(), match.end()


def fold_text(text: str) -> FoldedText:
    """Fold running text so that the names in it can be looked up, keeping each word's original offsets."""
    parts: list[str] = []
    starts: list[int] = []
    ends: dict[int, int] = {}
    origins: list[int] = []
    finishes: list[int] = []
    cache: dict[str, str] = {}
    length = previous = 0
    for start, end in words_of(text):
        word = text[start:end]
        folded = cache.get(word)
        if folded is None:
            folded = cache[word] = fold(word)
        if not folded:
            continue
        glue = _glue(text[previous:start], text[origins[-1] : previous]) if origins else ""
        parts.append(glue)
        parts.append(folded)
        length += len(glue)
        starts.append(length)
        length += len(folded)
        ends[length] = len(origins)
        origins.append(start)
        finishes.append(end)
        previous = end
    return FoldedText("".join(parts), starts, ends, origins, finishes)


BREAK = re.compile(f"[{re.escape(BARRIERS)}]|\\.\\s|\n\\s*\n")
_JOIN = re.compile(f"[{re.escape(JOINERS)}]+")


def _glue(gap: str, before: str) -> str:
    """What stands between two folded words: nothing, a space, or a line feed that no name runs across."""
    if gap == " ":
        return " "
    if gap == ". " and (len(before) == 1 or before.lower() in _SHORT):
        # The full stop is of an abbreviation: "St. Louis", "U.S. Virgin Islands".
        return " "
    if _JOIN.fullmatch(gap):
        return ""
    return "\n" if BREAK.search(gap) else " "
