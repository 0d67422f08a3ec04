# make map   reads seeds/, writes data/events.geojson and the map in maps/
# make test  runs the tests
# make lint  runs the linters and type checks
# make bench runs the benchmarks and prints their figures
# make lock  writes the lock files anew
# make services  starts a throw-away PostGIS server and prints its address
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
MAP := maps/seeds.html

.PHONY: map test lint format bench lock chromium postgis services services-stop clean

map: .venv/run.stamp
	$(BIN)/geomap map seeds -o $(MAP) --events data/events.geojson
	@echo "The map is $(MAP): open it in any browser, no network needed."

test: .venv/dev.stamp chromium postgis
	$(BIN)/python -m pytest -n 2 --dist loadscope

lint: .venv/dev.stamp
	$(BIN)/ruff format --check geomap tests benchmarks
	$(BIN)/ruff check geomap tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/dev.stamp
	$(BIN)/ruff format geomap tests benchmarks
	$(BIN)/ruff check --fix geomap tests benchmarks

bench: .venv/dev.stamp
	$(BIN)/python benchmarks/accuracy.py

lock: | .venv/bin/python
	$(PIP) install "pip-tools>=7.4"
	$(BIN)/pip-compile $(LOCK) --build-deps-for=editable --output-file=requirements.txt pyproject.toml
	$(BIN)/pip-compile $(LOCK) --build-deps-for=editable --extra=dev --constraint=requirements.txt --output-file=requirements-dev.txt pyproject.toml

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

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis maps/*.html
