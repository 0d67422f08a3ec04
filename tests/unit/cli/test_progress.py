"""Progress on a terminal tells how many, how quick and how long still; elsewhere, and with -q, nothing is shown."""

from __future__ import annotations

import io
import re
import sys
import time

import pytest

from geomap.cli.screen import progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def shown(monkeypatch, stream, *, quiet=False, total=None):
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "120")
    asked = []
    with progress("documents read", quiet=quiet, total=lambda: asked.append(True) or total) as passed:
        for _ in range(4):
            time.sleep(0.12)
            passed(32)
        time.sleep(0.12)
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", stream.getvalue()), asked


def test_count_rate_and_time_left(monkeypatch):
    text, _ = shown(monkeypatch, Terminal(), total=1_000)
    assert "128/1,000 documents read" in text
    rates = [float(rate.replace(",", "")) for rate in re.findall(r"\(([\d,.]+) a second\)", text)]
    assert rates
    assert 20 < rates[-1] < 320
    assert re.search(r"0:00:0\d .*0:0[0-5]:\d\d", text)  # gone by, and left


def test_without_a_known_number_there_is_no_time_left(monkeypatch):
    text, _ = shown(monkeypatch, Terminal())
    assert "128 documents read" in text
    assert "/" not in text


@pytest.mark.parametrize(("stream", "quiet"), [(io.StringIO(), False), (Terminal(), True)])
def test_nothing_where_nobody_looks(stream, quiet, monkeypatch):
    text, asked = shown(monkeypatch, stream, quiet=quiet, total=1_000)
    assert text == ""
    assert not asked  # counting may take long
