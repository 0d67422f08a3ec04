"""What `geomap serve` promises to programs of others: GDAL reads it, SIGTERM ends it well."""

import concurrent.futures
import json
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

pytest.importorskip("fastapi", reason="geomap[serve] is not installed")
pytest.importorskip("mapbox_vector_tile", reason="geomap[serve] is not installed")

from service import running

from geomap.store import open_reading, open_store

ITEMS = "/collections/events/items"


@pytest.fixture(params=["geopackage", "postgis"])
def service(request, tmp_path, events):
    if request.param == "postgis":
        pytest.importorskip("psycopg_pool", reason="geomap[postgis] is not installed")
    place = tmp_path / "events.gpkg" if request.param == "geopackage" else request.getfixturevalue("new_database")()
    with open_store(place).writer() as writer:
        writer.upsert(events)
    with running(open_reading(place), lambda: "") as address:
        yield address


def get(address):
    """Status and JSON of an answer."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def test_gdal_reads_it_page_by_page(service):
    """In a process of its own: GDAL keeps this one from answering while it waits."""
    code = """
import sys, pyogrio
drivers = pyogrio.list_drivers()
if "OAPIF" not in drivers:
    sys.exit("no driver")
pyogrio.set_gdal_config_options({"OGR_OAPIF_PAGE_SIZE": "2"})
url = "OAPIF:" + sys.argv[1]
whole = pyogrio.read_dataframe(url, layer="events", PAGE_SIZE=2)
part = pyogrio.read_dataframe(url, layer="events", bbox=(36, 35, 37, 36), PAGE_SIZE=2)
print(len(whole), len(part), whole.crs.to_epsg(), sorted(whole.event_id), whole.event_date.isna().sum())
"""
    done = subprocess.run([sys.executable, "-c", code, service], capture_output=True, text=True, timeout=60)
    if "no driver" in done.stderr:
        pytest.skip("pyogrio's GDAL has no OAPIF driver")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[:3] == ["7", "5", "4326"]
    assert "'undated'" in done.stdout


def test_ogrinfo_reads_it(service):
    program = shutil.which("ogrinfo")
    if program is None:
        pytest.skip("ogrinfo is not installed (Debian: gdal-bin)")
    drivers = subprocess.run([program, "--formats"], capture_output=True, text=True).stdout
    if "OAPIF" not in drivers:
        pytest.skip("this ogrinfo has no OAPIF driver")
    asked = [program, "-ro", f"OAPIF:{service}", "events", "-where", "event_id = 'e1'"]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "Feature Count: 1" in done.stdout
    assert "Hayat Tahrir al-Sham" in done.stdout
    assert "Warning" not in done.stdout + done.stderr


def test_many_ask_at_once(service):
    asked = [f"{service}{ITEMS}?limit={1 + n % 7}" for n in range(60)] + [f"{service}/summary"] * 20
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(get, asked))
    assert {status for status, _ in answers} == {200}
    assert {answer["numberMatched"] for _, answer in answers[:60]} == {7}


def test_sigterm_ends_it_well_and_nothing_is_left(tmp_path, events):
    from geomap.store import View

    file, folder = tmp_path / "events.geojson", tmp_path / "tmp"
    folder.mkdir()
    View.of(events).save(file)
    command = [sys.executable, "-m", "geomap", "serve", file, "--port", "0", "--quiet"]
    env = {**__import__("os").environ, "TMPDIR": str(folder), "GEOMAP_TOKEN": "t" * 16}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env) as process:
        try:
            address = process.stdout.readline().strip()
            assert get(f"{address}health") == (200, {"status": "ok"})
            assert get(f"{address}collections")[0] == 401
            process.send_signal(signal.SIGTERM)
            _, errors = process.communicate(timeout=20)
        finally:
            process.kill()
    assert (process.returncode, errors) == (0, "")
    assert list(folder.iterdir()) == []


def test_a_port_that_is_taken_is_one_sentence(tmp_path, events):
    import socket

    from typer.testing import CliRunner

    from geomap.cli import app
    from geomap.store import View

    file = tmp_path / "events.gpkg"
    View.of(events).save(file)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        told = CliRunner().invoke(app, ["serve", str(file), "--port", str(taken.getsockname()[1])])
    assert told.exit_code == 2
    assert "choose another --port" in told.stderr
    told = CliRunner().invoke(app, ["serve", str(file), "--host", "0.0.0.0"], env={"GEOMAP_TOKEN": ""})
    assert told.exit_code == 2
    assert "--token-file" in told.stderr


def test_a_database_without_events_is_one_sentence(new_database):
    pytest.importorskip("psycopg_pool", reason="geomap[postgis] is not installed")
    from geomap.errors import SetupError

    with pytest.raises(SetupError, match="holds no events yet"):
        open_reading(new_database())
