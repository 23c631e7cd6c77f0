# Everything happens in .venv, made on first use from the lock files and remade when they change.

PYTHON ?= python3
CASES ?= cases/
# More than cores: some tests wait for a terminal or another process.
JOBS ?= 3
MINUTES ?= 10
SEED ?= 1

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: torture fuzz help run test whole quick lint snapshots bench grid deletion docs lock clean

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/run.stamp ## open the case library; CASES=path opens another folder or case
	@$(BIN)/nettui $(CASES)

test: lint ## check style and types, then run all tests
	$(BIN)/python -m pytest -q -n $(JOBS) --dist loadgroup

whole: lint ## as test, and over the whole library what test asserts of a part of it
	NETTUI_TESTS=whole $(BIN)/python -m pytest -q -n $(JOBS) --dist loadgroup

quick: $(VENV)/dev.stamp ## check style, then run in a minute what finds most mistakes
	$(BIN)/ruff check .
	$(BIN)/python -m pytest -q -n $(JOBS) --dist loadgroup --quick

lint: $(VENV)/dev.stamp ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

snapshots: $(VENV)/dev.stamp ## write the snapshots anew, to be read in the diff
	$(BIN)/python -m pytest -q --snapshot-update
	@git status --short -- tests plugins 2>/dev/null || true

bench: $(VENV)/dev.stamp ## measure speed
	$(BIN)/python -m bench

referrals: $(VENV)/dev.stamp ## say what plans of incomplete records say at first sight; TABLES=folder
	$(BIN)/python -m bench.referrals $(TABLES)

mutants: $(VENV)/dev.stamp ## change conditions one at a time; say which no expectation notices
	$(BIN)/python -m bench.mutants

clauses: $(VENV)/dev.stamp ## say which clauses of the rules decide nothing that a person wrote down
	$(BIN)/python -m bench.clauses

grid: $(VENV)/dev.stamp ## plan every combination of the facts that route, and check each plan
	$(BIN)/python -m tests.guideline.grid $(JOBS)

deletion: $(VENV)/dev.stamp ## delete facts at random; say which precaution, stop or emergency is lost
	$(BIN)/python -m tests.guideline.deletion --count 100000 --seed $(SEED)

torture: $(VENV)/dev.stamp ## kill writers of the case store at random, and fill it with 100,000 cases
	$(BIN)/python -m tests.store.torture
	$(BIN)/python -m tests.store.scale

fuzz: $(VENV)/dev.stamp ## throw made-up inputs at all that is read; MINUTES=10 SEED=1
	$(BIN)/python -m tests.fuzz --minutes $(MINUTES) --seed $(SEED) --jobs $(JOBS)

docs: $(VENV)/dev.stamp ## write the pages and the schema that are made from the program anew
	$(BIN)/python -m docs.pages

lock: $(VENV)/base.stamp ## resolve the dependencies anew
	$(PIP) install uv
	$(LOCK) --upgrade --extra setup --output-file requirements.lock pyproject.toml
	$(LOCK) --upgrade --extra dev --constraint requirements.lock \
		--output-file requirements-dev.lock pyproject.toml

clean: ## remove the environment and everything made
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/base.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "nettui needs Python 3.11 or newer, and '$(PYTHON)' is older or missing." >&2; \
		echo "Name another one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
		echo "'$(PYTHON)' cannot make a virtual environment: its venv module is missing." >&2; \
		echo "On Debian and Ubuntu install it with: apt install python3-venv" >&2; exit 1; }
	@touch $@

# setuptools comes from the lock too, so nothing is fetched without a hash.
$(VENV)/run.stamp: requirements.lock pyproject.toml | $(VENV)/base.stamp
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock pyproject.toml | $(VENV)/base.stamp
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@
