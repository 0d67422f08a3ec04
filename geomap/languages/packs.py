"""Language packs: a folder of YAML lexicons for each language, read once and cached."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any

from geomap.errors import SetupError
from geomap.yaml_text import from_yaml

_CODE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class MistakenVerb:
    """The verb of a form that the parser takes for a noun.

    Attributes:
        lemma: The verb.
        auxiliary: Lemma of the auxiliary that shows it to be a verb; empty where its subject does.
    """

    lemma: str
    auxiliary: str = ""


@dataclass(frozen=True, slots=True)
class Asides:
    """The words of time that a language puts between a verb and its object, all lower case.

    Attributes:
        words: The words.
        longer: What may stand behind one and belongs to it ("mardi soir").
        not_after: Words behind which it is no aside ("le mardi").
        not_before: Words in front of which it is none.
        months: Names of months: before a number and one of them stands a date's own weekday.
        partitives: Words that make a number before them a noun ("six de ses soldats"), which models read no better without the aside.
    """

    words: frozenset[str] = frozenset()
    longer: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    partitives: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pack:
    """What `pack.yaml` says of a language.

    Attributes:
        code: ISO 639-1 code, the folder's name.
        name: English name, for messages.
        models: spaCy packages that can parse it, preferred first; none for a language whose dates alone are read.
        abbreviations: Words that end in a full stop without ending a sentence, lower case, without that full stop.
        furniture: Pattern of whole lines that are no prose of the article.
        teaser: Pattern of the words that open a pointer to another article.
        asides: Words of time that are kept from the parser.
        mistaken_verbs: Forms that the parser takes for nouns, with their verbs.
    """

    code: str
    name: str
    models: tuple[str, ...]
    abbreviations: frozenset[str]
    furniture: re.Pattern[str]
    teaser: re.Pattern[str]
    asides: Asides = Asides()
    mistaken_verbs: Mapping[str, MistakenVerb] = field(default_factory=dict)


def _folder() -> Path:
    return Path(str(resources.files(__package__)))


@functools.cache
def lexicon(code: str, topic: str) -> Mapping[str, Any]:
    """Reads `<code>/<topic>.yaml` of the language packs.

    Args:
        code: ISO 639-1 code of an installed pack.
        topic: File name without suffix, such as "dates" or "events".

    Returns:
        The file's top-level mapping, read-only; empty where the pack has no such file.

    Raises:
        SetupError: The file is not a YAML mapping.
    """
    import yaml

    path = _folder() / code / f"{topic}.yaml"
    if not _CODE.fullmatch(code) or not path.is_file():
        return MappingProxyType({})
    try:
        content = from_yaml(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        message = f"{path.name} of the language pack {code!r} is not valid YAML ({error}); mend that file"
        raise SetupError(message) from error
    if not isinstance(content, dict):
        message = f"{path.name} of the language pack {code!r} must be a mapping at its top level"
        raise SetupError(message)
    return MappingProxyType(content)


@functools.cache
def installed() -> tuple[str, ...]:
    """Codes of all installed packs, sorted."""
    return tuple(sorted(path.parent.name for path in _folder().glob("*/pack.yaml")))


@functools.cache
def readable() -> tuple[str, ...]:
    """Codes of the packs that name a parsing model: the languages whose events geomap reads."""
    return tuple(code for code in installed() if pack(code).models)


def model_packages() -> tuple[str, ...]:
    """Names of the packages that hold, or may hold, a parsing model of a readable language."""
    return tuple(name for code in readable() for name in pack(code).models)


@functools.cache
def pack(code: str) -> Pack:
    """The pack of one language.

    Raises:
        SetupError: There is no such pack.
    """
    facts = lexicon(code, "pack")
    if not facts:
        message = f"there is no language pack {code!r}; installed are {', '.join(installed())}"
        raise SetupError(message)
    return Pack(
        code=code,
        name=str(facts["name"]),
        models=tuple(facts.get("models") or ()),
        abbreviations=frozenset(str(word).lower() for word in facts.get("abbreviations") or ()),
        furniture=_any_of(facts.get("furniture") or ()),
        teaser=_any_of(facts.get("teaser") or ()),
        asides=Asides(**{name: frozenset(words) for name, words in (facts.get("asides") or {}).items()}),
        mistaken_verbs=MappingProxyType(
            {
                str(form): MistakenVerb(str(entry["verb"]), str(entry.get("auxiliary") or ""))
                for entry in facts.get("mistaken_verbs") or ()
                for form in entry["forms"]
            }
        ),
    )


def _any_of(patterns: tuple[str, ...] | list[str]) -> re.Pattern[str]:
    """One pattern of several; of none, a pattern that never matches."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)", re.IGNORECASE)
