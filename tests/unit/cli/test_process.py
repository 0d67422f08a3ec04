"""The command as a process: exit codes, what help loads, broken pipes."""

import subprocess
import sys
from pathlib import Path

import pytest

import geomap
from geomap.export import FORMATS

HEAVY = {
    "spacy",
    "pandas",
    "numpy",
    "folium",
    "geopandas",
    "shapely",
    "trafilatura",
    "dateparser",
    "pyarrow",
    "yaml",
    "httpx",
}


def geomap_command(*arguments, **options):
    command = [sys.executable, "-m", "geomap", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, **options)


@pytest.mark.parametrize("arguments", [["--help"], ["map", "--help"], ["filter", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(arguments):
    code = f"""
import sys
sys.argv = ["geomap", *{arguments!r}]
from geomap.cli import main
try:
    main()
except SystemExit as leaving:
    assert not leaving.code
print(sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr)
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.returncode == 0
    assert result.stderr.strip().splitlines()[-1] == "[]"


def test_exit_codes(saved, tmp_path):
    assert geomap_command("filter", saved, "-o", tmp_path / "o.geojson").returncode == 0
    assert geomap_command("filter", saved, "-o", tmp_path / "o.geojson", "--since", "x").returncode == 2
    assert geomap_command("nonsense").returncode == 2
    assert geomap_command().returncode == 2


def test_the_version():
    assert geomap_command("--version").stdout.strip() == f"geomap {geomap.__version__}"


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux's")
def test_standard_output_on_a_full_disk(saved):
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            [sys.executable, "-m", "geomap", "summary", str(saved)], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert result.returncode == 2
    assert result.stderr == "geomap: standard output cannot be written (No space left on device); write elsewhere\n"


def test_files_that_the_system_will_not_take_whole(saved, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    suffixes = [
        form.suffixes[0] for form in FORMATS.values() if form.suffixes and form.suffixes[0] != ".xlsx"
    ]  # openpyxl talks
    code = f"""
import resource, sys
from geomap.cli import app
# A limit on the size of files makes each write past it fail, as a full disk does.
resource.setrlimit(resource.RLIMIT_FSIZE, (700, 700))
for suffix in {suffixes!r}:
    try:
        app(["export", {str(saved)!r}, "-o", {str(folder)!r} + "/o" + suffix])
    except SystemExit as leaving:
        print(leaving.code)
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.stdout.split() == ["2"] * len(suffixes)
    told = result.stderr.splitlines()
    assert [line.split(" was not written: ")[0] for line in told] == [
        f"geomap: {folder}/o{suffix}" for suffix in suffixes
    ]
    assert list(folder.iterdir()) == []


def test_a_second_run_reads_nothing_again(tmp_path):
    """The events come from the cache, the same to the byte, and no model is loaded."""
    article = tmp_path / "a.txt"
    article.write_text("Gunmen attacked an army post in Gao, Mali, on 1 March 2021. Three soldiers were killed.")
    work = (
        "import sys; from pathlib import Path; from geomap.cli import app, work;"
        f"work.remembered = lambda: Path({str(tmp_path / 'cache' / 'documents.sqlite')!r});"
        "app(sys.argv[1:], standalone_mode=False); print('spacy' in sys.modules)"
    )

    def run(output, *options):
        command = [sys.executable, "-c", work, "extract", str(article), "-q", "-o", str(tmp_path / output), *options]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1]

    assert run("first.geojson") == "True"
    assert run("second.geojson") == "False"
    assert run("third.geojson", "--no-cache") == "True"
    texts = {(tmp_path / f"{name}.geojson").read_bytes() for name in ("first", "second", "third")}
    assert len(texts) == 1
    assert b"Gao" in texts.pop()
