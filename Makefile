# The commands of Plumage, locally and in CI; `make help` lists them.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
# Two test processes; each test file runs in one of them, so that its fixtures are built once.
PARALLEL := -n 2 --dist loadfile --no-loadscope-reorder
# Passed through the environment, since they may contain quotes and dollar signs.
export RAW VARS
# Where Python may not keep what it compiled, each of the many processes of a test run compiles anew.
unexport PYTHONDONTWRITEBYTECODE
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev setup-duckdb2 setup-spark demo run story explore docs browser test test-duckdb2 test-spark verify trust lint format bench lock clean

help: ## List the commands
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## (.*)/\1\t\2/' \
		| while IFS=$$'\t' read -r name text; do printf '  make %-14s %s\n' "$$name" "$$text"; done

setup: ## Make .venv with the locked packages
	@$(PYTHON) python/bootstrap.py requirements.lock

setup-dev:
	@$(PYTHON) python/bootstrap.py requirements-dev.lock

setup-duckdb2:
	@$(PYTHON) python/bootstrap.py requirements-duckdb2.lock .venv-duckdb2

setup-spark: ## Make .venv-spark with the second engine (it needs Java 17)
	@$(PYTHON) python/bootstrap.py requirements-spark.lock .venv-spark

demo: setup ## Main job on synthetic data: raw files -> warehouse -> ages_pred.csv (4 minutes)
	@$(BIN)/plumage demo $(RUN_ARGS)

run: setup ## Main job on your files: make run RAW=folder [VARS='{"name": value}']
	@$(BIN)/plumage run "$$RAW" --vars "$$VARS" $(RUN_ARGS)

story: setup ## Results as offline pages, starting at index.html (after demo or run)
	@$(BIN)/plumage story

explore: setup ## A page to browse ages, tweets and users: explorer.html (after demo or run)
	@$(BIN)/plumage explore

docs: setup ## Two pages: catalogue of models, and column lineage (after demo or run)
	@$(BIN)/plumage docs

# `make test MARKS=` runs the long tests too, on the same warehouses.
MARKS ?= not verify
test: setup-dev ## All tests at small size (some five times as long as `make demo`)
	@$(BIN)/python -m pytest $(PARALLEL) -m "$(MARKS)" $(PYTEST_ARGS)

# A whole build with all its data and unit tests, then the tests close to the engine: reading,
# text, SQL against other implementations, kept rows, pseudonyms. Models and pages do not depend on it.
test-duckdb2: setup-duckdb2
	@.venv-duckdb2/bin/python -m pytest $(PARALLEL) -m "not verify" $(addprefix tests/python/, \
		raw text udf warehouse activity behaviour language privacy/test_privacy.py \
		privacy/test_rounded_ids_hashed.py privacy/test_wrapped_records.py) $(PYTEST_ARGS)

# This environment has both engines, so no Spark test may be skipped.
test-spark: setup-spark
	@PLUMAGE_REQUIRE=spark .venv-spark/bin/python -m pytest $(PARALLEL) \
		tests/python/spark python/plumage/spark $(PYTEST_ARGS)

# Page tests need Chromium, which `make verify` installs where permitted.
browser:
	@tests/python/support/install_browser.sh

# make verify LONG= where `make test MARKS=` has run the long tests already.
LONG ?= verify or browser
verify: setup-dev browser test-duckdb2 test-spark ## Tests too long for `make test`: DuckDB 2, Spark, full size, faults
	@$(if $(LONG),PLUMAGE_REQUIRE=browser $(BIN)/python -m pytest $(PARALLEL) -m "$(LONG)" $(PYTEST_ARGS))

trust: setup-dev ## Hostile inputs and faults, and their outcomes, as a table
	@$(BIN)/python tests/python/trust.py $(PYTEST_ARGS)

lint: setup-dev ## Style of Python and SQL, docstrings, and rules of imports
	@$(BIN)/lint-imports --no-cache --no-logo
	@$(BIN)/ruff check python tests bench
	@$(BIN)/ruff format --check python tests bench
	@$(BIN)/python python/tools/check_docstrings.py
	@$(BIN)/sqlfluff lint --processes 2 models analysis tests/singular

format: setup-dev ## Apply the formatters' fixes
	@$(BIN)/ruff check --fix python tests bench
	@$(BIN)/ruff format python tests bench
	@$(BIN)/sqlfluff fix models analysis tests/singular

bench: setup ## Time and peak memory by step, from 100,000 synthetic tweets to ages_pred.csv
	@$(BIN)/plumage bench run $(BENCH_ARGS)
	@$(BIN)/plumage bench activity $(ACTIVITY_BENCH_ARGS)
	@$(BIN)/plumage bench language $(LANGUAGE_BENCH_ARGS)
	@$(BIN)/plumage bench rejects
	@$(BIN)/plumage bench age_model $(AGE_BENCH_ARGS)

lock: ## Update the locked package versions (maintainers)
	@$(PYTHON) -m venv .venv-lock && .venv-lock/bin/pip install --quiet uv
	@set -e; compile=".venv-lock/bin/uv pip compile --quiet --universal --generate-hashes \
		--no-strip-extras --python-version 3.11 --no-emit-index-url --no-emit-find-links \
		--custom-compile-command 'make lock' --upgrade pyproject.toml"; \
		eval "$$compile requirements.in --output-file requirements.lock"; \
		eval "$$compile requirements.in --extra dev --output-file requirements-dev.lock"; \
		eval "$$compile requirements-duckdb2.in --extra dev --output-file requirements-duckdb2.lock"; \
		eval "$$compile requirements-spark.in --extra dev --output-file requirements-spark.lock"
	@rm -rf .venv-lock

clean: ## Remove everything the commands created except data/ (environments, warehouse, logs)
	@rm -rf .venv .venv-duckdb2 .venv-spark .venv-lock target logs .pytest_cache .ruff_cache .hypothesis
	@for name in plumage plumage-activity plumage-claims; do rm -rf $$name.duckdb $$name.duckdb.wal \
		$$name.duckdb.tmp $$name.duckdb.spool $$name.duckdb.building $$name.duckdb.lock \
		$$name.duckdb.last-run $$name.duckdb.folders; done
	@rm -rf ages_pred.csv index.html story.html explorer.html card.html plumage.spark
	@find python tests -name __pycache__ -type d -prune -exec rm -rf {} +
