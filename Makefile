# make run    sets up, loads seeds/ and serves on http://127.0.0.1:8000
# make test   sets up what the tests need and runs all of them
# Both can be run again at any time; only what changed is done again.

.DEFAULT_GOAL := run
.PHONY: run test lint unit system lock image image-test clean

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null && echo $$python && break; done)
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-emit-index-url \
	--no-header pyproject.toml requirements/build.in

run: $(VENV)/.run
	$(BIN)/onrecord load seeds
	$(BIN)/onrecord serve

test: lint unit system

lint: $(VENV)/.test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

unit: $(VENV)/.test
	$(BIN)/pytest tests --ignore=tests/system

system: $(VENV)/.test
	$(BIN)/pytest tests/system

$(VENV)/.python:
	@test -n "$(PYTHON)" || { echo "On Record needs Python 3.12 or newer and finds none; install it, or name it: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "$(PYTHON) cannot make virtual environments; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/.run: requirements/run.txt pyproject.toml | $(VENV)/.python
	$(PIP_INSTALL) --require-hashes -r requirements/run.txt
	$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.run
	$(PIP_INSTALL) --require-hashes -r requirements/test.txt
	@touch $@

# The locks name no index, so they install from whichever one pip is set up for.
lock: $(VENV)/.run
	$(PIP_INSTALL) uv
	$(LOCK) --upgrade --all-extras --output-file requirements/test.txt
	$(LOCK) --constraint requirements/test.txt --extra extract --extra postgres --output-file requirements/run.txt

image:
	tools/image build

image-test: $(VENV)/.test
	tools/image build
	$(BIN)/pytest -m image tests/system/test_image.py

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
