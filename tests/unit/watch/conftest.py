"""A site, a clock and a watch whose articles end in a list."""

import random
from dataclasses import dataclass, field

import pytest

pytest.importorskip("httpx", reason="feeds are fetched with httpx: pip install 'geomap[watch]'")
pytest.importorskip("protego", reason="robots.txt is read with protego: pip install 'geomap[watch]'")

import news_site

from geomap.errors import DocumentError
from geomap.watch import Fetcher, Intervals, Kept, Manners, State, Watch, source_of


@pytest.fixture
def site():
    with news_site.serving() as made:
        yield made


@pytest.fixture
def clock():
    return news_site.FakeClock()


@pytest.fixture
def fetcher(clock):
    made = Fetcher(Manners(contact="desk@example.org", connect_seconds=2, read_seconds=2), clock)
    yield made
    made.close()


@dataclass
class Desk:
    """What a watch found and told: `texts` are kept articles in order, `failing` makes keeping fail."""

    texts: list = field(default_factory=list)
    replaced: list = field(default_factory=list)
    failures: list = field(default_factory=list)
    told: list = field(default_factory=list)
    failing: list = field(default_factory=list)
    documents: list = field(default_factory=list)

    def absorb(self, documents, replaced):
        if self.failing:
            raise self.failing.pop(0)
        failed = tuple(one for one in documents if isinstance(one, DocumentError))
        good = [one for one in documents if not isinstance(one, DocumentError)]
        self.documents += good
        self.texts += [one.text for one in good]
        self.replaced += replaced
        self.failures += failed
        return Kept(len(good), failed)

    def tell(self, level, what, /, **facts):
        self.told.append((level, what, facts))

    def said(self, what):
        return [facts for _, told, facts in self.told if told == what]


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def watching(tmp_path, clock, fetcher, desk):
    """Makes a watch of sources as the command line names them, each time with the state file read anew."""
    states = []

    def make(*names, every=600.0, articles=False):
        while states:
            states.pop().close()
        states.append(State(tmp_path / "state.sqlite"))
        sources = [source_of(str(name), lambda: fetcher, every=every, articles=articles) for name in names]
        intervals = Intervals(every, random.Random(3))
        return Watch(sources, states[0], desk.absorb, intervals=intervals, clock=clock, tell=desk.tell)

    yield make
    for state in states:
        state.close()
