# `make` alone lists what can be done. Everything needs Python 3.11 or newer and nothing else.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUTF8 := 1

BIN := .venv/bin
PY := $(BIN)/python
UV_VERSION := 0.13.9
INSTALL := $(BIN)/uv pip install --quiet --python $(PY) --require-hashes
RUN_STAMP := .venv/.run-installed
DEV_STAMP := .venv/.dev-installed
RESUME ?= data/samples/software_engineer.pdf
KEYWORDS ?= data engineer

.PHONY: help run stop test test-fast lint format lock match clean install install-dev extras

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: install ## Start everything: API, workers, Postgres, Valkey, Flower (PORT=8000 FLOWER_PORT=5555)
	@exec $(PY) -m embedded

stop: ## Stop what `make run` started, even if it was killed
	@if [ -x $(PY) ]; then exec $(PY) -m embedded stop; fi

match: install ## Match a resume while `make run` serves: RESUME=cv.pdf KEYWORDS="data engineer"
	@exec ./rolefit match "$(RESUME)" --keywords "$(KEYWORDS)"

test: install-dev lint ## Lint, then all tests, quick ones first (real servers and workers; minutes)
	$(PY) -m pytest

test-fast: install-dev ## Only the tests that need no server (a minute at most)
	MATCHING_EXAMPLES=30 $(PY) -m pytest -m "not services and not worker and not quality and not chaos and not slow"

lint: install-dev ## Style, layers and types
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(BIN)/lint-imports
	$(PY) -m mypy

format: install-dev ## Rewrite the code in the house's style
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

lock: $(BIN)/uv ## Compile requirements*.in to hash-locked requirements*.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes requirements.in -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes requirements-dev.in -o requirements-dev.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes requirements-extra.in -o requirements-extra.txt

clean: stop ## Remove .venv and caches; data in var/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +

install: $(RUN_STAMP) ## Only install what the application needs
extras: install ## Add what is optional: OCR, the sentence model, FAISS, more boards (about 700 MB)
	@$(INSTALL) -r requirements-extra.txt

install-dev: $(DEV_STAMP) ## Only install what the tests need

$(RUN_STAMP): requirements.txt $(BIN)/uv $(BIN)/rolefit
	@echo "Installing the locked requirements (half a minute the first time) …"
	@$(INSTALL) -r requirements.txt
	@touch $@

$(DEV_STAMP): requirements-dev.txt requirements.txt $(BIN)/uv $(BIN)/rolefit
	@echo "Installing the locked requirements for development …"
	@$(INSTALL) -r requirements-dev.txt
	@touch $@ $(RUN_STAMP)

$(BIN)/rolefit: $(PY)
	@printf '#!/bin/sh\nexec "$$(dirname "$$0")/../../rolefit" "$$@"\n' > $@
	@chmod +x $@

$(BIN)/uv: $(PY)
	@$(PY) -m pip install --quiet uv==$(UV_VERSION)
	@touch $@

$(PY):
	@deploy/make-venv
