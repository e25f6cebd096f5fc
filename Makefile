# Everything runs from a virtual environment in .venv, made on first use from requirements.lock.
PYTHON ?= python3
VENV := .venv
READY := $(VENV)/.ready
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)
export RUNTIME__DLTHUB_TELEMETRY := false

DEMO := .jde/demo
DEMO_ENV := JDE_DESTINATION=duckdb JDE_DUCKDB_PATH=$(DEMO)/warehouse.duckdb JDE_STATE_DIR=$(DEMO)/state
DEMO_SCALE ?= 0.2
DEMO_GROUP_CURRENCY ?= USD
WORKERS ?= 2
# Such as `make torture TORTURE="--only R1 --kills 20 --engines duckdb"`.
TORTURE ?=
# Ctrl-C reaches the main thread, which xdist keeps for itself, and calls at once want both cores.
ALONE := tests/test_deploy_faults.py tests/test_simulator_server.py

.PHONY: help setup demo test torture torture-deploy mutate bench lint format screenshots run lock clean

help: ## list the commands
	@grep -E '^[a-z-]+:.*## ' Makefile | sed 's/:.*## /\t/' | expand -t 16

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r requirements.lock
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

setup: $(READY) ## make .venv with the locked versions

# F0015, the rates of the group currency, is loaded once by name; from then on every run keeps it in step.
demo: $(READY) ## simulated JDE -> jde-loader run -> dbt build -> preview, on DuckDB
	@rm -rf $(DEMO) && mkdir -p $(DEMO)
	@$(DEMO_ENV) python -m tests.jde_simulator exec --scale $(DEMO_SCALE) -- sh -c "\
		jde-loader run --tables F0015 && jde-loader run \
		&& dbt build --quiet --project-dir dbt_project --exclude-resource-type unit_test --target-path ../$(DEMO)/target \
			--vars 'group_currency_code: $(DEMO_GROUP_CURRENCY)' \
		&& jde-lookml preview --output $(DEMO)/preview"
	@$(DEMO_ENV) python -m tests.demo_summary $(DEMO)

test: lint ## all checks and tests, on DuckDB and PostgreSQL
	pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(addprefix --ignore=,$(ALONE))
	pytest $(ALONE)

torture: $(READY) ## the loader under the faults R1 to R35 (long; TORTURE="--kills 20" for less)
	python -m tests.torture $(TORTURE)

torture-deploy: $(READY) ## the deployment under every fault at every call (long)
	JDE_TORTURE=1 pytest tests/test_deploy_faults.py

mutate: $(READY) ## break the finance model, one rule at a time, and see that a dbt test notices (long)
	python -m tests.mutations

bench: $(READY) ## measure loader, dbt, dashboards and deployment; writes BENCHMARKS.md
	python -m tests.benchmarks --output BENCHMARKS.md

lint: $(READY) ## ruff and mypy
	ruff check .
	ruff format --check .
	mypy

format: $(READY) ## let ruff put the code in shape
	ruff check --fix .
	ruff format .

screenshots: $(READY) ## pictures of the demo's dashboards for the README (needs Chromium)
	python -m tests.screenshots $(DEMO)/preview docs/dashboards

run: $(READY) ## one cycle against the servers that .env names
	set -a; [ ! -f .env ] || . ./.env; set +a; \
	jde-loader run && dbt build --project-dir dbt_project --exclude-resource-type unit_test && jde-lookml refresh

lock: ## write requirements.lock anew (needs uv)
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
		--no-emit-index-url --no-annotate --no-header --quiet --output-file requirements.lock

clean: ## remove what the demo and the tools left behind
	rm -rf .jde target logs dbt_project/target dbt_project/logs .pytest_cache .mypy_cache .ruff_cache
