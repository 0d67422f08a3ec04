"""What people see of events is put together with what the rooms know."""

from __future__ import annotations

from geomap import presentation


def test_a_map_says_what_its_confidence_was_measured_to_mean(tmp_path):
    from geomap.events import measured_confidence

    path = tmp_path / "map.html"
    presentation.draw([]).save(path)
    measured = measured_confidence()
    page = path.read_text("utf-8")
    assert measured["measured_on"] in page
    presentation.draw([], run={"confidence": {"high": 0.99, "measured_on": "a set of my own"}}).save(path)
    assert measured["measured_on"] not in path.read_text("utf-8")
