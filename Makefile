# make map   reads seeds/, writes data/events.geojson and the map in maps/
# make test  runs the tests
# make lint  runs the linters and type checks
# make bench runs the benchmarks and prints their figures
# make lock  writes the lock files anew
# make services  starts a throw-away PostGIS server and prints its address
# make fuzz  fuzzes every reader and parser for FUZZ_SECONDS (300)
# make faults runs the tests that kill processes, fill disks and read hundreds of megabytes
# make vendor fetches the scripts of others that the page of `geomap serve` loads (needs npm)
# make audit checks locked packages for known holes and unwanted licences; make sbom writes their bill of materials
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
MAP := maps/seeds.html

.PHONY: vendor map test lint format bench lock chromium postgis gdal services services-stop clean fuzz faults audit sbom
FUZZ_SECONDS ?= 300
KILLS ?= 220


map: .venv/run.stamp
	$(BIN)/geomap map seeds -o $(MAP) --events data/events.geojson
	@echo "The map is $(MAP): open it in any browser, no network needed."

test: .venv/dev.stamp chromium postgis gdal
	$(BIN)/python -m pytest -n 2 --dist loadscope

lint: .venv/dev.stamp
	$(BIN)/ruff format --check geomap tests benchmarks supply
	$(BIN)/ruff check geomap tests benchmarks supply
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/dev.stamp
	$(BIN)/ruff format geomap tests benchmarks supply
	$(BIN)/ruff check --fix geomap tests benchmarks supply

bench: .venv/dev.stamp
	$(BIN)/python benchmarks/accuracy.py

fuzz: .venv/dev.stamp
	$(BIN)/python benchmarks/fuzz/run.py --seconds $(FUZZ_SECONDS)

faults: .venv/dev.stamp
	$(BIN)/python -m pytest -m faults tests/hostile tests/faults
	$(BIN)/python benchmarks/kills.py --times $(KILLS)

# These two have an environment of their own: what they need is no part of geomap.
.venv-supply/bin/pip-audit:
	$(PYTHON) -m venv .venv-supply
	.venv-supply/bin/python -m pip --disable-pip-version-check --quiet install "pip-audit>=2.10,<3" "cyclonedx-bom>=7.5,<8"

audit: .venv/dev.stamp .venv-supply/bin/pip-audit
	$(BIN)/python supply/licences.py
	.venv-supply/bin/pip-audit --requirement requirements.txt --require-hashes --disable-pip --progress-spinner off

sbom: .venv-supply/bin/pip-audit
	@mkdir -p dist
	.venv-supply/bin/cyclonedx-py requirements --output-reproducible --of JSON --pyproject pyproject.toml -o dist/geomap.cdx.json requirements.txt
	@echo "The bill of materials is dist/geomap.cdx.json."

lock: | .venv/bin/python
	$(PIP) install "pip-tools>=7.4"
	$(BIN)/pip-compile $(LOCK) --build-deps-for=editable --extra=dev --output-file=requirements-dev.txt pyproject.toml
	$(BIN)/pip-compile $(LOCK) --build-deps-for=editable --constraint=requirements-dev.txt --output-file=requirements.txt pyproject.toml
	$(BIN)/pip-compile $(LOCK) --build-deps-for=editable --extra=postgis --extra=serve --extra=watch --constraint=requirements-dev.txt --output-file=requirements-server.txt pyproject.toml

LOCK := --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header

# The browser tests drive a real Chromium. Where it cannot be had they are skipped, and pytest's summary says so.
chromium:
	@command -v chromium >/dev/null 2>&1 && command -v chromedriver >/dev/null 2>&1 || \
	{ command -v apt-get >/dev/null 2>&1 && [ "$$(id -u)" = 0 ] && apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium chromium-driver >/dev/null; } || \
	echo "Chromium and its driver are missing and could not be installed: the browser tests will be skipped."

# The tests of the PostGIS store start a throw-away server of their own; likewise skipped aloud without the packages.
postgis:
	@ls /usr/share/postgresql/*/extension/postgis.control >/dev/null 2>&1 || \
	{ command -v apt-get >/dev/null 2>&1 && [ "$$(id -u)" = 0 ] && apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql postgresql-postgis >/dev/null; } || \
	echo "PostgreSQL with PostGIS is missing and could not be installed: its tests will be skipped."

# GDAL's own program opens what geomap writes and serves; likewise.
gdal:
	@command -v ogrinfo >/dev/null 2>&1 || \
	{ command -v apt-get >/dev/null 2>&1 && [ "$$(id -u)" = 0 ] && apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq gdal-bin >/dev/null; } || \
	echo "ogrinfo is missing and could not be installed: its tests will be skipped."

# A throw-away PostGIS server to try things on; prints its address. `make services-stop` ends it.
SERVICES := /tmp/geomap-services
services: .venv/dev.stamp postgis
	@$(BIN)/python tests/support/postgis_server.py $(SERVICES)

services-stop:
	@$(BIN)/python tests/support/postgis_server.py $(SERVICES) --stop

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.txt pyproject.toml | .venv/bin/python
	$(PIP) install --require-hashes -r requirements.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: requirements-dev.txt .venv/run.stamp | .venv/bin/python
	$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

vendor:
	$(PYTHON) supply/vendor.py

clean:
	rm -rf .venv .venv-supply .fuzz .mypy_cache .ruff_cache .pytest_cache .hypothesis maps/*.html
