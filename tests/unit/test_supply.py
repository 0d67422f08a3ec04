"""What is installed is what was locked, under licences that were looked at."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def licences():
    spec = importlib.util.spec_from_file_location("licences", PROJECT / "supply" / "licences.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-server.txt", "requirements-dev.txt"])
def test_every_locked_package_has_one_version_and_its_hashes(lock):
    text = (PROJECT / lock).read_text("utf-8")
    entries = re.split(r"\n(?=[A-Za-z0-9])", text.strip())
    assert len(entries) > 50
    for entry in entries:
        assert re.match(r"[A-Za-z0-9._-]+==\S+ ", entry), entry[:60]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry[:60]
    assert "://" not in text


def test_no_locked_package_has_an_unknown_or_unwanted_licence(licences):
    assert not [
        row
        for row in licences.rows()
        if row[4] != "ok" and row[3] != "not installed" and row[0] not in licences.ANSWERED
    ]


@pytest.mark.parametrize(
    ("licence", "verdict"),
    [
        ("MIT", "ok"), ("Apache-2.0 OR BSD-3-Clause", "ok"), ("GPL-3.0-or-later", "unwanted"), ("AGPL-3.0", "unwanted"),
        ("GNU Lesser General Public License v3 (LGPLv3)", "ok"), ("GNU General Public License v2 (GPLv2)", "unwanted"),
        ("MIT OR GPL-2.0-only", "ok"), ("", "unknown"), ("Ask the author", "unknown"), ("LGPL-2.1-or-later", "ok"),
    ],
)  # fmt: skip
def test_licences_are_judged(licences, licence, verdict):
    assert licences.verdict(licence) == verdict
