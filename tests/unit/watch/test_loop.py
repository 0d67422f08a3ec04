"""The watch over time: intervals, restarts, a store that is away for a while."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from news_site import entry

from geomap.errors import SetupError, UsageError
from geomap.watch import Intervals, seconds_of

ARTICLE = entry("Une bombe a tué trois soldats à Gao.", guid="1")


@pytest.mark.parametrize(("text", "seconds"), [("90s", 90), ("10m", 600), (" 2H ", 7200), ("1d", 86400)])
def test_intervals_are_read(text, seconds):
    assert seconds_of(text) == seconds


@pytest.mark.parametrize("text", ["", "10", "m", "0m", "-1m", "1.5h", "1w", "9999999s", "10m10s", "١m "])
def test_what_is_no_interval_is_refused(text):
    if text == "١m ":
        assert seconds_of(text) == 60
        return
    with pytest.raises(UsageError, match="no interval"):
        seconds_of(text)


@given(st.floats(1, 1e6), st.integers(1, 10_000), st.integers())
def test_pauses_after_errors_grow_and_have_an_end(every, failures, seed):
    made = Intervals(every, random.Random(seed))
    pause = made.after_failure(failures)
    assert 0 < pause <= max(6 * 3600, every)
    assert pause >= min(30, every) / 2
    assert every <= made.after_success() <= made.longest


def run_for(watch, clock, seconds):
    clock.limit = clock.time + seconds
    with pytest.raises(KeyboardInterrupt):
        watch.forever()


def test_a_source_is_read_at_its_interval(site, watching, clock):
    site.feed("/feed", ARTICLE)
    run_for(watching(f"{site.url}/feed"), clock, 6000)
    assert 9 <= len(site.paths()) <= 11


def test_a_restart_does_not_read_before_it_is_time(site, watching, clock, desk):
    site.feed("/feed", ARTICLE)
    for _ in range(5):
        run_for(watching(f"{site.url}/feed"), clock, 20)
    assert len(site.paths()) == 1
    run_for(watching(f"{site.url}/feed", every=5), clock, 20)  # unless the interval was made shorter
    assert len(site.paths()) > 3
    assert len(desk.texts) == 1


def test_a_store_that_is_away_loses_nothing(site, watching, clock, desk):
    site.feed("/feed", ARTICLE)
    desk.failing = [SetupError("the database cannot be reached")] * 6
    run_for(watching(f"{site.url}/feed"), clock, 3600)
    assert desk.texts == ["Une bombe a tué trois soldats à Gao."]
    pauses = [facts["retry_in"] for facts in desk.said("articles not kept")]
    assert len(pauses) == 6
    assert max(pauses) <= 300


def test_many_articles_are_kept_a_few_at_a_time(tmp_path, watching, desk, monkeypatch):
    monkeypatch.setattr("geomap.watch.loop.ARTICLES_AT_ONCE", 3)
    for number in range(8):
        (tmp_path / f"{number}.txt").write_text(f"Shelling killed {number + 2} people in Goma.")
    watching(tmp_path).once()
    assert [facts["articles"] for facts in desk.said("articles kept")] == [3, 3, 2]


def test_what_was_kept_before_an_error_stays_kept(tmp_path, watching, desk, monkeypatch):
    monkeypatch.setattr("geomap.watch.loop.ARTICLES_AT_ONCE", 1)
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"Shelling killed {number + 2} people in Goma.")
    keep = desk.absorb

    def failing_second(documents, replaced):
        if len(desk.texts) == 1 and not desk.failing:
            desk.failing.append(None)
            raise SetupError("full")
        desk.failing.clear()
        return keep(documents, replaced)

    desk.absorb = failing_second
    with pytest.raises(SetupError):
        watching(folder).once()
    watching(folder).once()
    assert desk.texts == [f"Shelling killed {number} people in Goma." for number in (2, 3, 4)]
