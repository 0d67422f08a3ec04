"""Finding gazetteer names in running text: at every word, the longest name that begins there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from geomap.places.gazetteer.folding import BREAK, fold, fold_text

# Longer names are not looked for in running text; the unit is folded characters, or words.
_LONGEST_NAME = 80
_MOST_WORDS = 12
# Texts are worked through in pieces of about so many characters.
_BLOCK = 20_000


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A gazetteer name found in running text: offsets in that text, end exclusive, and the folded name."""

    start: int
    end: int
    folded: str


def scan(tries: Sequence[Any], text: str, *, capitalised: bool) -> Iterator[NameSpan]:
    """Yield the longest name that begins at each word.

    Args:
        tries: Name tries of the indexes.
        text: Running text; a name does not run across a comma, a full stop before a space or an empty line.
        capitalised: Only look where a word begins with an upper-case letter, or with one of a script that has no case.
    """
    for start, end in _blocks(text):
        for span in _scan_block(tries, text[start:end], capitalised=capitalised):
            yield NameSpan(start + span.start, start + span.end, span.folded)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Cut a long text where no name runs across, so that what is kept of it at one time stays small."""
    start = 0
    while start < len(text):
        cut = BREAK.search(text, start + _BLOCK)
        end = cut.end() if cut else len(text)
        yield start, end
        start = end


def _scan_block(tries: Sequence[Any], text: str, *, capitalised: bool) -> Iterator[NameSpan]:
    folded = fold_text(text)
    line = folded.text
    for word, begin in enumerate(folded.starts):
        origin = folded.origins[word]
        if not text[origin].isalpha() or (capitalised and text[origin].islower()):
            continue
        longest = begin
        window = line[begin : begin + _LONGEST_NAME]
        for trie in tries:
            for key in trie.prefixes(window):
                end = begin + len(key)
                if end > longest and end in folded.ends:
                    longest = end
        if longest > begin:
            yield NameSpan(origin, folded.finishes[folded.ends[longest]], line[begin:longest])


def longest(tries: Sequence[Any], tokens: Sequence[str], first: int) -> int:
    """Return how many tokens, from `first` on, the longest name takes; 0 where none begins there."""
    line = ""
    ends: dict[int, int] = {}
    for count, token in enumerate(tokens[first : first + _MOST_WORDS], start=1):
        folded = fold(token)
        line = f"{line} {folded}" if line and folded else line + folded
        ends.setdefault(len(line), count)
    return max((ends.get(len(key), 0) for trie in tries for key in trie.prefixes(line)), default=0)


def has_prefix(tries: Sequence[Any], folded_tokens: Sequence[str]) -> bool:
    """Tell whether some name begins with these folded words."""
    prefix = " ".join(folded_tokens)
    return any(prefix in trie or next(trie.iterkeys(prefix + " "), None) is not None for trie in tries)
