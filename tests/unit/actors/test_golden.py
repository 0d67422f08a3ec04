"""The golden sentences of each language: tests/golden/<language>/actors.yaml."""

from pathlib import Path

import pytest
import yaml

GOLDEN = Path(__file__).parents[2] / "golden"


def cases():
    for file in sorted(GOLDEN.glob("*/actors.yaml")):
        for number, case in enumerate(yaml.safe_load(file.read_text(encoding="utf-8"))):
            yield pytest.param(file.parent.name, case["text"], case["actors"], id=f"{file.parent.name}-{number}")


@pytest.mark.parametrize(("language", "text", "expected"), list(cases()))
def test_golden(mentions, language, text, expected):
    found = mentions(text, language)
    for words, name, kind, country in expected:
        at = text.index(words)
        here = [(m.actor.name, m.actor.kind, m.actor.country) for m in found if m.start == at]
        assert (name, kind, country) in here, (words, here, [(m.text, m.actor.name) for m in found])
