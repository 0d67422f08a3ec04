"""Models with their large tables prepared: what spaCy reads and indexes at each start is kept in a form to be mapped.

A French model comes with half a million words that have vectors and a quarter of a million lemmas; to make dictionaries of
them takes most of the time of loading, and of its memory. They are written the first time that a model is loaded.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import shutil
from collections.abc import Iterable, Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from geomap.languages.tables import Forms, read_forms, read_rows, write_forms, write_rows
from geomap.made_once import MadeOnce

if TYPE_CHECKING:
    from spacy.language import Language

# Raise this when what is written here changes.
LAYOUT = 2
_STRINGS, _LOOKUPS, _SMALL = "strings.json", "lookups.bin", "small.json"
_FORMS, _KEYS, _ROWS = "forms.marisa", "keys.npy", "rows.npy"
_LEMMATIZER = "lemmatizer"
# The tables of lemmas, all that spaCy's rule lemmatizers ask; by part of speech but for the last.
_BY_PART = ("lemma_index", "lemma_exc")
_RULES, _OTHERS = "lemma_rules", "lemma_lookup"


def load(name: str) -> Language:
    """Loads a model, its large tables mapped; the first time as spaCy does, and the tables are written for the next.

    Args:
        name: An installed model package.

    Returns:
        The pipeline without the parts that the model leaves disabled. It says what the model says.
    """
    import spacy
    from spacy.util import get_model_meta, load_config

    home = Path(str(importlib.import_module(name).__file__)).parent
    meta = get_model_meta(home)
    source = home / f"{meta['lang']}_{meta['name']}-{meta['version']}"
    config = load_config(source / "config.cfg")
    unused = list(config["nlp"].get("disabled", ()))
    kept = MadeOnce(f"models/{name}", LAYOUT, *_made_from(source))
    if kept.whole():
        with contextlib.suppress(OSError, ValueError, LookupError):  # another process may be making it anew
            return _mapped(source, config, meta, kept.folder, unused)
    nlp = spacy.load(name, exclude=unused)
    kept.make(partial(_write, nlp, source))
    return nlp


def _made_from(source: Path) -> list[object]:
    """What the tables are made from, and by what."""
    files = [(str(file.relative_to(source)), file.stat()) for file in sorted(source.rglob("*")) if file.is_file()]
    contents = [(name, facts.st_size, facts.st_mtime_ns) for name, facts in files]
    makers = [version(package) for package in ("spacy", "numpy", "marisa-trie")]
    return [makers, contents, (source / "meta.json").read_bytes()]


def _mapped(source: Path, config: Any, meta: Any, folder: Path, unused: list[str]) -> Language:
    from spacy.lookups import Lookups
    from spacy.strings import get_string_id
    from spacy.util import load_model_from_config

    nlp = load_model_from_config(config, meta=meta, exclude=unused)
    nlp.vocab.from_disk(folder, exclude=["vectors"])
    if (folder / _KEYS).exists():
        data = np.asarray(np.load(source / "vocab/vectors", mmap_mode="r"))
        vectors: Any = type(nlp.vocab.vectors)
        nlp.vocab.vectors = vectors(strings=nlp.vocab.strings, data=data)
        nlp.vocab.vectors.key2row = read_rows(folder / _KEYS, folder / _ROWS)
    nlp.from_disk(source, exclude=["vocab", _LEMMATIZER, *unused])
    trie = read_forms(folder / _FORMS)
    small = json.loads((folder / _SMALL).read_bytes())
    lookups: Any = Lookups()
    for table, parts in small["parts"].items():
        lookups.set_table(table, {part: Forms(trie, f"{table}:{part}") for part in parts})
    if small["others"]:
        lookups.set_table(_OTHERS, Forms(trie, _OTHERS, get_string_id))
    lookups.set_table(_RULES, small["rules"])
    lemmatizer: Any = nlp.get_pipe(_LEMMATIZER)
    lemmatizer.lookups = lookups
    return nlp


def _write(nlp: Language, source: Path, folder: Path) -> None:
    """Writes the tables of a loaded model.

    Raises:
        ValueError: The model is not made in a way that is understood here.
    """
    forms, small = _lemmas(nlp)
    vectors: Any = nlp.vocab.vectors
    if str(vectors.mode) != "default" or vectors.attr != _orth():
        raise ValueError(f"vectors of mode {vectors.mode}")
    if len(vectors.key2row):
        write_rows(vectors.key2row, folder / _KEYS, folder / _ROWS)
    write_forms(forms, folder / _FORMS)
    (folder / _SMALL).write_text(json.dumps(small), encoding="utf-8")
    shutil.copyfile(source / "vocab" / _LOOKUPS, folder / _LOOKUPS)
    (folder / _STRINGS).write_text(json.dumps(sorted({*_labels(nlp)})), encoding="utf-8")


def _orth() -> int:
    from spacy.attrs import ORTH

    return int(ORTH)


def _labels(nlp: Language) -> Iterator[str]:
    """All that the parts of a pipeline may say: of the strings only these must be there before words are met."""
    for _, pipe in nlp.pipeline:
        yield from map(str, getattr(pipe, "labels", ()))


def _lemmas(nlp: Language) -> tuple[dict[str, dict[str, Iterable[str]]], dict[str, Any]]:
    """The lemmatizer's tables of forms by name, and what is small of it.

    Raises:
        ValueError: It is of another make.
    """
    lemmatizer: Any = nlp.get_pipe(_LEMMATIZER)
    if getattr(lemmatizer, "mode", "") != "rule" or set(lemmatizer.lookups.tables) - {*_BY_PART, _RULES, _OTHERS}:
        raise ValueError("a lemmatizer of another make")
    parts = [part.lower() for part in importlib.import_module("spacy.parts_of_speech").IDS]
    forms: dict[str, dict[str, Iterable[str]]] = {}
    small: dict[str, Any] = {"parts": {}, "others": False, "rules": {}}
    for table in (name for name in _BY_PART if name in lemmatizer.lookups):
        own = lemmatizer.lookups.get_table(table)
        small["parts"][table] = [part for part in parts if part in own]
        for part in small["parts"][table]:
            lemmas = own[part]
            forms[f"{table}:{part}"] = dict(lemmas) if isinstance(lemmas, dict) else dict.fromkeys(lemmas, ("",))
    rules = lemmatizer.lookups.get_table(_RULES)
    small["rules"] = {part: rules[part] for part in parts if part in rules}
    if _OTHERS in lemmatizer.lookups:
        small["others"] = True
        forms[_OTHERS] = {str(key): lemmas for key, lemmas in lemmatizer.lookups.get_table(_OTHERS).items()}
    return forms, small
