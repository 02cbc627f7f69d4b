# Two commands for a newcomer: `make demo` and `make test`. Everything else serves development.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
HOST   ?= 127.0.0.1
PORT   ?= 8000
SERVE  ?= yes
UV     ?= uv

.PHONY: demo test check lint types imports format gate screens lock clean

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

# What running takes, at the versions of the lock file, which is whole: nothing is left to resolve.
$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

# What developing takes besides.
$(VENV)/.develop: requirements-dev.lock $(VENV)/.run
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	touch $@

demo: $(VENV)/.run
	$(BIN)/trabecula demo --host $(HOST) --port $(PORT) $(if $(filter no,$(SERVE)),--no-serve)

test: $(VENV)/.develop
	$(BIN)/pytest

check: lint types imports test gate

lint: $(VENV)/.develop
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.develop
	$(BIN)/mypy

imports: $(VENV)/.develop
	$(BIN)/lint-imports

gate: $(VENV)/.develop
	$(BIN)/python benchmarks/gate.py

# Pictures of every page and state, into docs/screens; needs Chromium.
screens: $(VENV)/.develop
	$(BIN)/python benchmarks/screens.py

format: $(VENV)/.develop
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Pin anew; needs uv, which nothing else here does.
lock:
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
		--no-emit-index-url --python-version 3.11 pyproject.toml --group dev -o requirements-dev.lock
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
		--no-emit-index-url --python-version 3.11 pyproject.toml -c requirements-dev.lock -o requirements.lock

clean:
	rm -rf $(VENV) trabecula-data .mypy_cache .pytest_cache .ruff_cache .hypothesis
