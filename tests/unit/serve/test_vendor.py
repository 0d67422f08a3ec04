"""Scripts of others: each named with its package, version and licence, and nothing asked of anybody else."""

import re
from importlib import resources

import pytest

from geomap.serve.assets import SCRIPTS, script

VENDOR = resources.files("geomap.serve") / "vendor"


def test_every_script_is_told_of():
    table = (VENDOR / "README.md").read_text("utf-8")
    licences = (VENDOR / "LICENCES.txt").read_text("utf-8")
    rows = dict(re.findall(r"\| `([\w.-]+)` \| `[@\w/-]+` \| [\d.]+ \| ([\w-]+) \| [0-9a-f]{64} \|", table))
    assert set(rows) == SCRIPTS == {file.name for file in VENDOR.iterdir() if file.name.endswith(".js")}
    assert set(rows.values()) <= {"BSD-3-Clause", "ISC"}
    assert licences.count("====") == len(rows)


@pytest.mark.parametrize("name", sorted(SCRIPTS))
def test_a_script_imports_from_the_service_only(name):
    imported = re.findall(r"^import .* from '(.*)'", script(name), re.MULTILINE)
    assert {address.removeprefix("./") for address in imported} <= SCRIPTS


def test_scripts_are_scripts_for_the_browser(client):
    answer = client.get("/assets/vector-tile.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "from './point-geometry.js'" in answer.text
