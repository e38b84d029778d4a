# `make run` opens the desk, `make test` proves it, `make help` lists the rest.

SHELL := /bin/sh
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# tests that run at once
JOBS ?= 2
BIN := .venv/bin
FRONTEND := $(shell find frontend -type f -not -path '*/node_modules/*' 2>/dev/null) app/web/icons.json
BUILT := app/static/dist/.stamp
LOCK = $(BIN)/uv pip compile --quiet --generate-hashes --universal --no-emit-index-url --no-header

##@ Every day
.PHONY: install
install: .venv/.run $(BUILT)  ## Virtual environment, locked packages, built front end

.PHONY: run
run: install  ## Open the desk at HOST:PORT (127.0.0.1:8000), with demo data
	@exec deploy/run.sh --demo

.PHONY: web worker
web: install  ## Serve pages only; timers and messages are left to `make worker`
	@MIZ_EMBEDDED_SCHEDULER=no exec deploy/run.sh

worker: install  ## Do due work only, next to `make web`; any number of them
	@exec $(BIN)/python -m deploy.worker

.PHONY: test
test: test-tools check  ## Install what the tests need, then check everything

.PHONY: check
check: check-static $(BUILT)  ## Everything that must hold before a change is pushed
	@$(BIN)/pytest -q -n $(JOBS) --dist loadfile

.PHONY: check-fast
check-fast: check-static  ## In a minute: everything but databases, services and browsers
	@$(BIN)/pytest -q -n $(JOBS) --dist loadfile -m 'not slow' tests/unit tests/architecture

.PHONY: chaos
chaos: test-tools .venv/.dev $(BUILT)  ## Kill web, workers and database a hundred times under load, and count
	@MIZ_TEST_KILLS=100 $(BIN)/pytest -q tests/chaos

.PHONY: format
format: .venv/.dev  ## Lay out the code and repair what can be repaired without thought
	@$(BIN)/ruff format --quiet
	@$(BIN)/ruff check --quiet --fix

.PHONY: bench
bench: .venv/.dev $(BUILT)  ## Measure what the design promises; one JSON object a line
	@$(BIN)/python -m bench.run

.PHONY: mutants
mutants: .venv/.dev  ## Make small changes in a copy of the code and count those that unit tests notice
	@nice $(BIN)/python -m tests.mutants $(ROOMS)

.PHONY: service-mutants
service-mutants: .venv/.dev  ## Make small mistakes in the services and write docs/mutation-report.md of who notices them
	@nice $(BIN)/python -m tests.service_mutants --report docs/mutation-report.md

.PHONY: hostile-bundles
hostile-bundles: .venv/.dev  ## Put 10,000 damaged bundles through the gate and a run, in bounded children
	@nice $(BIN)/python -m tests.hostile_bundles

##@ Parts of check
.PHONY: check-static check-format check-lint check-types check-imports check-sizes
check-static: check-format check-lint check-types check-imports check-sizes

check-format: .venv/.dev  ## The layout is ruff's
	@$(BIN)/ruff format --quiet --check || { echo 'Run `make format`.'; exit 1; }

check-lint: .venv/.dev  ## No smells
	@$(BIN)/ruff check --quiet

check-types: .venv/.dev  ## mypy --strict
	@$(BIN)/mypy --no-error-summary

check-imports: .venv/.dev  ## Imports go one way
	@$(BIN)/lint-imports --no-cache >.venv/imports.log || { cat .venv/imports.log; exit 1; }

check-sizes: .venv/.dev  ## Functions and modules stay small
	@$(BIN)/python -m tests.architecture.sizes

##@ Now and then
.PHONY: reference
reference: .venv/.dev  ## Write docs/reference/ from the docstrings of engine and forms
	@$(BIN)/python -m tests.architecture.reference

.PHONY: lock
lock: .venv/.dev  ## Pin all dependencies again, with their hashes
	@$(LOCK) pyproject.toml --output-file requirements/run.txt
	@$(LOCK) pyproject.toml --extra dev --output-file requirements/dev.txt
	@echo uv | $(LOCK) - --constraint requirements/dev.txt --output-file requirements/uv.txt

.PHONY: migration
migration: .venv/.dev  ## Draft a migration from the models: make migration name='Add a column'
	@test -n "$(name)" || { echo "Say what it does: make migration name='Add a column'"; exit 1; }
	@folder=$$(mktemp -d) && trap 'rm -r "$$folder"' EXIT && \
		export MIZ_ENVIRONMENT=test MIZ_DATA_DIR="$$folder" && \
		number=$$(printf '%04d' $$(($$(ls migrations/versions/*.py 2>/dev/null | wc -l) + 1))) && \
		$(BIN)/alembic upgrade head && $(BIN)/alembic revision --autogenerate --rev-id "$$number" -m '$(name)' >/dev/null
	@ls -t migrations/versions/*.py | head -1

.PHONY: postgres
postgres: .venv/.dev  ## Open the desk on a private PostgreSQL that is gone afterwards
	@exec $(BIN)/python -m tests.postgres $(MAKE) run

.PHONY: clean
clean:  ## Remove what was made; var/ with the data stays
	rm -rf .venv frontend/node_modules app/static/dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

.PHONY: help
help:  ## This list
	@awk 'BEGIN {FS = ":.*##"} /^##@/ {printf "\n%s\n", substr($$0, 5)} \
		/^[a-z-]+:.*##/ {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# ---- files

.venv/bin/python:
	@deploy/venv.sh

.venv/.run: requirements/run.txt requirements/uv.txt | .venv/bin/python
	@echo 'Installing what Miz runs on'
	@deploy/packages.sh run
	@touch $@

.venv/.dev: requirements/dev.txt requirements/uv.txt | .venv/bin/python
	@echo 'Installing what Miz is made with'
	@deploy/packages.sh dev
	@touch $@

.PHONY: test-tools
test-tools:
	@deploy/test_tools.sh

$(BUILT): $(FRONTEND)
	@echo 'Building the front end'
	@deploy/frontend.sh
	@touch $@
