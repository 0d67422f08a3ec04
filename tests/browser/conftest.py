"""A real Chromium for the tests of the map page. Where there is none, they are skipped and say so."""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

PROJECT = Path(__file__).parents[2]
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,800",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in Path(item.fspath).parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def made() -> ModuleType:
    """The maker of made-up events, which the benchmark uses too."""
    return load_module("made_events", PROJECT / "benchmarks" / "made_events.py")


def load_module(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def ground() -> dict[str, Any]:
    """A small world to draw on: two neighbours, one of them disputed, and a few towns."""
    from shapely.geometry import box

    def country(iso: str, name: str, west: float, east: float, *, disputed: bool = False) -> SimpleNamespace:
        return SimpleNamespace(
            iso=iso,
            name=name,
            names={"fr": f"{name} (fr)"},
            geometry=box(west, 30.0, east, 38.0),
            label_latitude=34.0,
            label_longitude=(west + east) / 2,
            min_label_zoom=3.0,
            disputed=disputed,
        )

    def area(geonames_id: int) -> SimpleNamespace | None:
        outlines = {169387: box(36.2, 35.4, 37.2, 36.3), 170062: box(36.8, 35.7, 38.4, 36.8)}
        geometry = outlines.get(geonames_id)
        return None if geometry is None else SimpleNamespace(geometry=geometry, approximate=geonames_id == 169387)

    return {
        "areas": area,
        "countries": [country("SY", "Syria", 35.7, 42.0), country("IQ", "Iraq", 42.0, 48.0, disputed=True)],
    }


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One Chromium for all tests of this folder."""
    selenium = pytest.importorskip("selenium.webdriver", reason="selenium is not installed (pip install geomap[dev])")
    binary = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    driver_path = shutil.which("chromedriver")
    if binary is None or driver_path is None:
        pytest.skip("Chromium and chromedriver are not installed: the map page is not tested in a browser")
    options = selenium.ChromeOptions()
    options.binary_location = binary
    profile = tmp_path_factory.mktemp("chromium")
    for flag in (*_FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    from selenium.webdriver.chrome.service import Service

    driver = selenium.Chrome(options=options, service=Service(driver_path))
    driver.set_script_timeout(20)
    yield Browser(driver, tmp_path_factory.mktemp("downloads"))
    driver.quit()


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, which knows what keeps people from using a page."""
    spec = importlib.util.find_spec("axe_playwright_python")
    if spec is None or spec.origin is None:
        pytest.skip(
            "axe-core is not installed (pip install --no-deps axe-playwright-python): accessibility is not checked"
        )
    return (Path(spec.origin).parent / "axe.min.js").read_text("utf-8")


class Browser:
    """A browser with a map in it, and the words to ask it things."""

    def __init__(self, driver: Any, downloads: Path) -> None:
        self.driver = driver
        self.downloads = downloads
        driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(downloads)})

    def size(self, width: int, height: int) -> None:
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def media(self, **features: str) -> None:
        kinds = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"media": features.get("medium", ""), "features": kinds}
        )

    def open(self, path: Path, fragment: str = "", *, width: int = 1280, height: int = 800) -> Browser:
        return self.visit(path.as_uri() + fragment, width=width, height=height)

    def visit(self, address: str, *, width: int = 1280, height: int = 800) -> Browser:
        self.size(width, height)
        self.driver.get("about:blank")
        self.logs()
        self.requests()
        self.driver.get(address)
        self.wait("return document.documentElement.dataset.geomap === 'ready'")
        return self

    def js(self, script: str, *given: Any) -> Any:
        return self.driver.execute_script(script, *given)

    def wait(self, script: str, seconds: float = 10.0) -> Any:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            answer = self.js(script)
            if answer:
                return answer
            time.sleep(0.02)
        raise AssertionError(
            f"The page never got there: {script}\n{self.logs()}\n{self.js('return document.body.innerText.slice(0, 800)')}"
        )

    def logs(self) -> list[str]:
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [
            message["params"]["request"]["url"]
            for message in messages
            if message["method"] == "Network.requestWillBeSent"
        ]

    def apply(self, fragment: str) -> int:
        """Put a state in the address and return how many events are shown then."""
        self.js(
            "window.applied = false; location.hash = arguments[0]; geomapPage.now.state.apply().then(() => { window.applied = true; });",
            fragment,
        )
        self.wait("return window.applied")
        return int(self.shown())

    def shown(self) -> int:
        return int(self.js("return geomapPage.now.filters.shown"))

    def shown_ids(self) -> set[str]:
        script = """
            const [done] = [arguments[arguments.length - 1]];
            (async () => {
                const { events, filters } = geomapPage.now;
                const column = await events.column("event_id");
                const ids = [];
                for (const row of filters.rows()) ids.push(await column.at(row));
                done(ids);
            })();
        """
        return set(self.driver.execute_async_script(script))

    def findings(self, axe: str) -> list[str]:
        """Serious and critical findings of axe-core, each with the first element that it names."""
        self.js(axe)
        result = self.driver.execute_async_script(
            "const done = arguments[arguments.length - 1]; axe.run(document, { resultTypes: ['violations'] }).then(done, (error) => done({ error: String(error) }));"
        )
        assert "error" not in result, result
        serious = [found for found in result["violations"] if found["impact"] in ("serious", "critical")]
        return [
            f"{found['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
            for found in serious
            for node in found["nodes"][:3]
        ]

    def text(self, selector: str) -> str:
        return str(self.js("return document.querySelector(arguments[0])?.innerText ?? ''", selector))

    def click(self, selector: str) -> None:
        from selenium.webdriver.common.by import By

        element = self.driver.find_element(By.CSS_SELECTOR, selector)
        self.js("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def keys(self, selector: str, *keys: str) -> None:
        from selenium.webdriver.common.by import By

        self.driver.find_element(By.CSS_SELECTOR, selector).send_keys(*keys)

    def drag(self, start: tuple[float, float], *stops: tuple[float, float]) -> None:
        """Press at a point of the window, move over others, and let go."""
        self.mouse("mousePressed", start)
        for stop in stops:
            self.mouse("mouseMoved", stop)
            time.sleep(0.03)
        self.mouse("mouseReleased", stops[-1])
        time.sleep(0.05)

    def press(self, at: tuple[float, float]) -> None:
        self.mouse("mouseMoved", at)
        self.mouse("mousePressed", at)
        self.mouse("mouseReleased", at)

    def mouse(self, kind: str, at: tuple[float, float]) -> None:
        event = {
            "type": kind,
            "x": at[0],
            "y": at[1],
            "button": "left",
            "clickCount": 1,
            "buttons": 0 if kind == "mouseReleased" else 1,
        }
        if kind == "mouseMoved":
            event |= {
                "button": "none" if not getattr(self, "held", False) else "left",
                "buttons": 1 if getattr(self, "held", False) else 0,
            }
        self.held = kind == "mousePressed" or (kind == "mouseMoved" and getattr(self, "held", False))
        self.driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)

    def downloaded(self, ending: str, start: Callable[[], None]) -> Path:
        """Run what starts a download and wait for the finished file."""
        for old in self.downloads.iterdir():
            old.unlink()
        start()
        end = time.monotonic() + 15
        while time.monotonic() < end:
            done = [path for path in self.downloads.iterdir() if path.suffix == ending]
            if done and not list(self.downloads.glob("*.crdownload")):
                return done[0]
            time.sleep(0.05)
        raise AssertionError(f"no {ending} file was downloaded")
