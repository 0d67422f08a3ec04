"""What a person is called by for short."""

from __future__ import annotations

# Small words before a surname that belong to it, by the languages that they come from.
_PARTICLES = frozenset(
    [
        *("al", "el", "ben", "bin", "ibn", "bint", "abu", "abou", "ould", "mint", "ag"),  # Arabic, Tamasheq
        *("le", "la", "de", "du", "des", "da", "do", "dos", "das", "del", "della", "di", "san", "st"),  # Romance
        *("van", "von", "der", "den", "ter", "zu"),  # Germanic
    ]
)
_ARTICLES = ("al-", "el-", "an-", "ar-", "as-", "ad-", "az-", "at-")
_SHORTEST = 3  # letters of a name that may stand alone
_BARE = 4  # letters of a name that may lose its article


def surnames(name: str) -> list[str]:
    """The last word of a name with the particles before it, and without its Arabic article where long enough.

    "al-Assad" and "Assad" of Bashar al-Assad, "Le Pen", "Ag Ghaly", "van der Meer"; nothing for a single word.
    """
    words = name.split()
    if len(words) < 2 or len(words[-1]) < _SHORTEST:
        return []
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    last = " ".join(words[start:])
    bare = last.split("-", 1)[1] if last.lower().startswith(_ARTICLES) else ""
    return [last, *([bare] if len(bare) >= _BARE else [])]
