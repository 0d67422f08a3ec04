"""A room's names are imported when asked for, and no others are offered."""

import subprocess
import sys

import pytest

import geomap
from geomap.doors import opened_on_use


def test_a_name_is_found_in_its_module_under_its_own_or_another_name():
    door = opened_on_use("geomap", {"Batch": "engines.grouping", "read_view": "pipeline:extract_view"})
    assert door("Batch").__module__ == "geomap.engines.grouping"
    assert door("read_view").__name__ == "extract_view"


def test_other_names_are_refused_by_name():
    with pytest.raises(AttributeError, match=r"module 'geomap' has no attribute 'nothing'"):
        _ = geomap.nothing


def test_importing_geomap_brings_none_of_the_heavy_packages():
    heavy = {"spacy", "pandas", "geopandas", "folium", "pyarrow", "shapely", "numpy"}
    code = f"import sys, geomap, geomap.engines, geomap.render, geomap.places; print({heavy!r} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"
