"""Whole reports with their models: every name found, its use, and where it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from geomap.knowledge import load_knowledge
from geomap.languages import analyse
from geomap.model import Document
from geomap.places import locate, open_gazetteer

GOLDEN = Path(__file__).parents[2] / "golden"
MARK = re.compile(r"\[\[(.+?)\|([lme])\]\]")
USES = {"l": "literal", "m": "metonym", "e": "embedded"}
CASES = [
    (language, number, case)
    for language, file in ((file.parent.name, file) for file in sorted(GOLDEN.glob("*/places.yaml")))
    for number, case in enumerate(yaml.safe_load(file.read_text(encoding="utf-8")))
]


@pytest.mark.parametrize(
    ("language", "number", "case"), CASES, ids=[f"{language}-{number}" for language, number, _ in CASES]
)
def test_reports(language, number, case):
    marked = case["text"].strip()
    plain = MARK.sub(r"\1", marked)
    wanted = [(match[1], USES[match[2]]) for match in MARK.finditer(marked)]
    analyses = analyse([Document(doc_id=str(number), text=plain, language=language)])
    found = locate(analyses, open_gazetteer(), load_knowledge())[0]
    assert [(mention.text, mention.use) for mention in found] == wanted
    for name, (geonames_id, precision) in case["places"].items():
        mention = next(mention for mention in found if mention.text == name)
        assert mention.where_prec == precision, name
        if geonames_id:
            assert mention.place is not None
            assert mention.place.geonames_id == geonames_id, name
