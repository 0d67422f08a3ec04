"""Bytes to text: encodings, binary files, line ends and control characters.

Decoding is strict: a file is either read as what it is or reported, never filled with replacement characters.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from geomap.errors import DocumentError

_BYTE_ORDER_MARKS = (  # the UTF-32 marks begin with the UTF-16 ones, so they are tried first
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 200_000
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_WESTERN = frozenset("àâäáãåæçéèêëíîïñóôöõøœßúùûüÿšž«»“”‘’‚„–—…•°€£§ªº·¿¡©®™´½¼¾×\u00a0")
_MAX_CONTROLS, _MAX_CONTROL_SHARE = 5, 0.05


def mark_of(data: bytes) -> str | None:
    """The encoding that a byte order mark announces, or None."""
    return next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), None)


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """The text in `data`, whatever its encoding.

    A byte order mark decides; else UTF-8 where the bytes are valid UTF-8; else the encoding the file declares for
    itself; else the best guess of charset-normalizer, where a guess of any Latin alphabet is read as Windows-1252 if
    only Western letters and signs come out (on short French texts its guess is often Central European).

    Args:
        data: The whole file.
        name: What the user calls it, for the message.
        declared: Encoding that the file itself names, such as HTML's `charset`.

    Raises:
        DocumentError: Not text, or no encoding fits.
    """
    marked = mark_of(data)
    text = _try(data, marked) if marked else None if _looks_utf16(data) else _try(data, "utf-8")
    if text is None and declared:
        text = _try(data, declared)
    if text is None and not _looks_binary(data):
        text = _guess(data)
    if text is None or _is_binary(text):
        raise DocumentError(name, "this is a binary file, not text; save it as text, HTML or JSON Lines first")
    return text


def tidy(text: str) -> str:
    r"""The text with line ends as ``\n`` and without control characters or lone surrogates.

    For text that comes from files. Records (`text` in JSON Lines or tables) are not tidied, because offsets into
    them may already be in use elsewhere: see `whole`.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    return whole(_CONTROLS.sub("", text))


def whole(text: str) -> str:
    """The text with lone surrogates, which no UTF-8 file can hold, replaced one for one, so that offsets stay."""
    return _SURROGATES.sub("\ufffd", text)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _looks_utf16(data: bytes) -> bool:
    """Whether nearly every second byte is zero, as in UTF-16 without a mark."""
    sample = data[:1000]
    half = len(sample) // 2
    return half > 1 and max(sample[0::2].count(0), sample[1::2].count(0)) > 0.7 * half


def _looks_binary(data: bytes) -> bool:
    return b"\x00" in data[:_SAMPLE] and not _looks_utf16(data)


def _guess(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    if _looks_utf16(data):
        return _try(data, "utf-16-be" if data[:1] == b"\x00" else "utf-16-le")
    western = _try(data, "cp1252")
    best = from_bytes(data[:_SAMPLE]).best()
    if western is not None and all(c.lower() in _WESTERN for c in western[:_SAMPLE] if not c.isascii()):
        latin = best is None or _is_latin(str(best))
        if latin:
            return western
    return _try(data, best.encoding) if best else None


def _is_latin(text: str) -> bool:
    letters = [c for c in text[:5000] if c.isalpha() and not c.isascii()]
    return all(unicodedata.name(c, "").startswith("LATIN") for c in letters)


def _is_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    controls = len(_CONTROLS.findall(sample))
    return "\x00" in sample or controls > max(_MAX_CONTROLS, _MAX_CONTROL_SHARE * len(sample))
