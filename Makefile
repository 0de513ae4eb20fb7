# Trienkhai: what a newcomer types. Every target that needs the virtual environment builds it first.
SHELL := /bin/bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
STAMP := .venv/.stamp
TESTS ?= tests

# The stamp holds the folder it was made in: a copied folder or a Python that is gone counts as missing.
ifneq ($(shell $(BIN)/python -c 'print(open("$(STAMP)").read(), end="")' 2>/dev/null),$(CURDIR))
.PHONY: $(STAMP)
endif

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(STAMP): requirements.lock pyproject.toml
	@.ci/venv

.PHONY: setup
setup: $(STAMP) ## Build .venv from requirements.lock (only when it is missing or stale)
	@:

.PHONY: run
run: setup ## Start everything on this machine, deliver the sample directive, show its filed drafts
	@.ci/debian run
	@$(BIN)/trienkhai demo --keep

.PHONY: test
test: setup ## Run the tests (TESTS=tests/unit for a part of them)
	@.ci/debian test
	@$(BIN)/pytest $(TESTS)

.PHONY: check
check: setup ## Lint, formatting, types, import rules, then the tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(MAKE) test

.PHONY: bench
bench: setup ## Run the benchmarks: ours beside a peer or a floor, in one run
	@shopt -s nullglob; for bench in benchmarks/bench_*.py; do $(BIN)/python -m benchmarks.$$(basename "$$bench" .py) || exit 1; done

.PHONY: quality
quality: setup ## Score reading and understanding on ../shared/corpus (ORIGINALS=1: also the scans; WRITE=1: into docs)
	@$(BIN)/python -m benchmarks.quality

.PHONY: scale
scale: setup ## Time the whole service at scale (UNITS=6000 DIRECTIVES=1 WORKERS="1 2 4" STACK=postgres-rabbitmq)
	@$(BIN)/python -m benchmarks.scale --units $(or $(UNITS),6000) --directives $(or $(DIRECTIVES),1) \
		--workers $(or $(WORKERS),1 2 4) --stack $(or $(STACK),postgres-rabbitmq)

.PHONY: idle
idle: setup ## Weigh the embedded service with nothing to do (WORK=1: after it has handled the sample directive)
	@$(BIN)/python -m benchmarks.idle $(if $(WORK),--work)

.PHONY: soak
soak: setup ## Kill the real service at random, count drafts (KILLS=200 SEED=1 STACK=embedded OFFICE=search CONTROL=)
	@$(BIN)/python -m tests.soak --kills $(or $(KILLS),200) --seed $(or $(SEED),1) --stack $(or $(STACK),embedded) \
		--office $(or $(OFFICE),search) $(if $(CONTROL),--control $(CONTROL))

.PHONY: lock
lock: ## Write both lock files again (UPGRADE=1: with the newest allowed versions)
	@.ci/lock $(if $(UPGRADE),--upgrade)

.PHONY: clean
clean: ## Remove .venv and caches; data in var/ stays
	@rm -rf .venv build ./*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
