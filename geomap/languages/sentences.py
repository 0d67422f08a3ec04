"""Splits a text into sentences without a model, so that offsets are exact and a sentence can be left unparsed.

The rules are the usual ones of rule-based splitters (full stop, closing marks, white space, capital) with each
language's abbreviations from its pack; they are applied inside lines, since in news text a line break ends a paragraph
unless the text is hard-wrapped.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass, replace

from geomap.languages.packs import Pack
from geomap.model import Sentence

# A parser's time grows with length, and prose has no sentence of this size: what is longer is cut.
LONGEST_SENTENCE = 1_500
_CLOSERS = "\"'»”’)]*"
_BOUNDARY = re.compile(
    rf"(?P<mark>[.!?…]+)(?P<close>[{re.escape(_CLOSERS)}]*(?:\s+[»”\"](?=\s|$))?)(?P<gap>\s+|$)|(?<=[a-zà-ÿ]{{2}})\.(?=[A-ZÀ-Þ][a-zà-ÿ'’])"
)
_OPENS = re.compile(r"[\s\"'«“‘(\[–—-]*[\dA-ZÀ-ÞЀ-Я\u0600-\u06FF@#]")
_LAST_WORD = re.compile(r"([^\s(«“\"'’]+)$")
_ENDS_PROSE = re.compile(r"[.!?…:;,][\"'»”’)\]*\s]*$")
_SOFT_CUT = re.compile(r"[;:,—–]\s|\s")
_FOOTNOTE_LINE = re.compile(r"\*{1,3}\s?\S")
_FOOTNOTE_MARK = re.compile(r"\w\*")
_WORDS_OF_A_LABEL = 3
_HEADING_WORDS = 25


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    paragraph: int


def split(text: str, pack: Pack, title: str | None = None) -> tuple[Sentence, ...]:
    """Cuts a text into sentences; none is parsed yet.

    Args:
        text: The document's text.
        pack: The pack of its language.
        title: The document's headline, if known: a line equal to it is a heading.

    Returns:
        Sentences in order, white space between them left out, furniture and headings marked.
    """
    lines = list(_lines(text))
    prose = [line for line in lines if _ENDS_PROSE.search(text, line.start, line.end)]
    # Texts whose lines bear no full stops at all have no way to tell a heading from a sentence.
    punctuated = len(prose) * 2 >= len(lines) or _size(prose) * 2 >= _size(lines)
    has_footnotes = bool(_FOOTNOTE_MARK.search(text))
    sentences: list[Sentence] = []
    for line in lines:
        content = text[line.start : line.end]
        furniture = _is_furniture(content, pack, has_footnotes)
        words = len(content.split())
        unfinished = not _ENDS_PROSE.search(content)
        heading = not furniture and ((punctuated and unfinished and words <= _HEADING_WORDS) or content == title)
        if heading and words <= _WORDS_OF_A_LABEL and line.paragraph and content != title:
            furniture, heading = True, False
        for start, end in _within(text, line, pack):
            sentences.append(Sentence(len(sentences), start, end, None, furniture, heading, line.paragraph))
    return tuple(_with_teasers(text, sentences, pack))


def _size(lines: list[_Line]) -> int:
    return sum(line.end - line.start for line in lines)


def _lines(text: str) -> Iterator[_Line]:
    """Paragraphs: lines, or blocks between blank lines where the text is hard-wrapped; outer white space trimmed."""
    pattern = r"\S[^\n]*(?:\n(?![ \t]*\n)[^\n]*)*" if _is_hard_wrapped(text) else r"[^\n]+"
    number = 0
    for match in re.finditer(pattern, text):
        content = match.group()
        start = match.start() + len(content) - len(content.lstrip())
        end = match.start() + len(content.rstrip())
        if end > start:
            yield _Line(start, end, number)
            number += 1


def _is_hard_wrapped(text: str) -> bool:
    """Whether line breaks fall inside sentences: most lines with one directly below are long, alike and unfinished."""
    blocks = [block.split("\n") for block in re.split(r"\n\s*\n", text[:20_000])]
    inner = [line for block in blocks for line in block[:-1] if line.strip()]
    if len(inner) < 3:
        return False
    unfinished = sum(1 for line in inner if not _ENDS_PROSE.search(line))
    lengths = [len(line) for line in inner]
    return 40 <= statistics.median(lengths) <= 110 and max(lengths) <= 140 and unfinished >= 0.6 * len(inner)


def _is_furniture(line: str, pack: Pack, has_footnotes: bool) -> bool:
    if len(line) > 400:
        return False
    return bool(pack.furniture.fullmatch(line)) or (has_footnotes and bool(_FOOTNOTE_LINE.match(line)))


def _within(text: str, line: _Line, pack: Pack) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences of one line."""
    start = line.start
    for match in _BOUNDARY.finditer(text, line.start, line.end):
        if match.end() >= line.end or not _ends_sentence(text, match, start, line.end, pack):
            continue
        end = match.end() - len(match.group("gap") or "")
        yield from _cut(text, start, end)
        start = match.end()
    if start < line.end:
        yield from _cut(text, start, line.end)


def _ends_sentence(text: str, match: re.Match[str], start: int, end: int, pack: Pack) -> bool:
    if not _OPENS.match(text, match.end(), end):
        return False
    if match.group("mark") != ".":
        return True
    word = _LAST_WORD.search(text[max(start, match.start() - 40) : match.start()])
    if word is None:
        return True
    bare = word.group(1)
    if len(bare) == 1 and bare.isupper():  # an initial: "George W. Bush"
        return False
    return bare.lower() not in pack.abbreviations


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cuts what is too long to be one sentence at the last clause mark or white space before the limit."""
    while end - start > LONGEST_SENTENCE:
        window = text[start : start + LONGEST_SENTENCE]
        cuts = [match.end() for match in _SOFT_CUT.finditer(window) if match.end() > LONGEST_SENTENCE // 2]
        step = cuts[-1] if cuts else LONGEST_SENTENCE
        stop = start + len(text[start : start + step].rstrip())
        if stop > start:
            yield start, stop
        start += step
        start += len(text[start:end]) - len(text[start:end].lstrip()) if text[start : start + 1].isspace() else 0
    if start < end:
        yield start, end


def _with_teasers(text: str, sentences: list[Sentence], pack: Pack) -> Iterator[Sentence]:
    """Splits off the words that point to another article ("Read also:") from the sentence they were run into."""
    index = 0
    for sentence in sentences:
        match = None if sentence.furniture else pack.teaser.match(text, sentence.start, sentence.end)
        if match is None:
            yield replace(sentence, index=index)
            index += 1
            continue
        yield replace(sentence, index=index, end=match.end(), furniture=True)
        index += 1
        rest = match.end() + len(text[match.end() : sentence.end]) - len(text[match.end() : sentence.end].lstrip())
        if rest < sentence.end:
            yield replace(sentence, index=index, start=rest)
            index += 1
