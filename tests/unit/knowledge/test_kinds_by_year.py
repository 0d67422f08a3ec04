"""What an actor was at a time: kinds that changed with the years, and packs that name nobody twice."""

import datetime as dt
import re
from collections import Counter
from importlib import resources

import pytest

from geomap.knowledge import load_knowledge


@pytest.mark.parametrize(
    ("name", "day", "kind"),
    [
        ("Taliban", dt.date(2020, 5, 1), "Rebel group"),
        ("Taliban", dt.date(2022, 5, 1), "Government"),
        ("Rapid Support Forces", dt.date(2019, 6, 3), "State forces"),
        ("Rapid Support Forces", dt.date(2023, 10, 1), "Rebel group"),
        ("Rapid Support Forces", None, "Rebel group"),
        ("Popular Mobilization Forces", dt.date(2015, 1, 1), "Political militia"),
        ("Popular Mobilization Forces", dt.date(2020, 1, 1), "State forces"),
        ("UNITA", dt.date(1994, 1, 1), "Rebel group"),
        ("UNITA", dt.date(2022, 1, 1), "Other"),
    ],
)
def test_kind_on_a_day(name, day, kind):
    entry = load_knowledge().named(name)
    assert entry is not None
    assert entry.kind_on(day) == kind


def test_no_pack_names_an_entry_twice():
    """YAML keeps the last of two equal keys without a word, so that the first one's aliases would be lost."""
    for file in resources.files("geomap.knowledge").iterdir():
        if not file.name.endswith(".yaml") or file.name == "described.yaml":
            continue
        place, keys = "", Counter()
        for line in file.read_text(encoding="utf-8").splitlines():
            section = re.match(r"  (\w+):\s*$", line)
            place = section.group(1) if section else place
            if named := re.match(r'    ("[^"]+"|[^\s:][^:]*):(?: |$)', line):
                keys[place, named.group(1).strip('"')] += 1
        assert not [key for key, times in keys.items() if times > 1], file.name
