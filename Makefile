# bare `make` = check and test. Every target does the set-up it needs.
.DEFAULT_GOAL := all
.PHONY: all setup check test demo run bench screenshots clean format lock

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
BUNDLE := dashboards/static/plotly-basic.min.js
HOME_DIR ?= $(CURDIR)/backstride-demo

all: check test

setup: $(STAMP) $(BUNDLE)

# uv comes from the package index into the venv itself, so nothing but Python and make is needed.
# Compiled once here, every command starts a second earlier, also where Python may not write caches.
$(STAMP): requirements.lock pyproject.toml
	@echo "Setting up $(VENV) (a minute or two the first time) ..."
	@test -x $(BIN)/python || $$(command -v $(PYTHON) || command -v python3) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip install --quiet --compile-bytecode --require-hashes -r requirements.lock
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip install --quiet --no-deps --editable .
	@$(BIN)/python -m compileall -q pipeline flows dashboards
	@touch $@

# The small plotly.js bundle is on npm only; without npm the page carries the full one. With it comes
# axe, with which the browser tests check that everyone can use the page; without it they skip that.
$(BUNDLE): package-lock.json
	@if command -v npm >/dev/null 2>&1 && npm ci --silent --no-audit --no-fund; then \
		cp node_modules/plotly.js-basic-dist-min/plotly-basic.min.js $@; \
	else echo "npm is missing or failed: pages will carry the full plotly.js bundle (2 MB), axe is not run."; fi

check: setup
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/sqlfluff lint --processes 2 sql

test: setup
	@$(BIN)/pytest -n 2 --dist loadgroup

demo: setup
	@$(BIN)/backstride demo --home $(HOME_DIR)

run: setup
	@$(BIN)/backstride run

bench: setup
	@$(BIN)/python -m tests.benchmarks

# README's pictures, of the sample runner's page; needs Debian's chromium and chromium-driver.
screenshots: setup
	@$(BIN)/python -m tests.browser.screenshots

format: setup
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

# Versions and hashes only: a lock holds no address to download from.
lock:
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
		--group dev --generate-hashes --no-emit-index-url --no-annotate --no-header \
		pyproject.toml -o requirements.lock

clean:
	@rm -rf $(VENV) node_modules dist build .pytest_cache .ruff_cache .mypy_cache backstride-demo $(BUNDLE)
