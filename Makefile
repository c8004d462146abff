# `make` shows what there is. Every target first sets up what it needs, once, in .venv;
# nothing has to be there but make and Python 3.11 or newer.

.DEFAULT_GOAL := help
BIN := .venv/bin
PYTHON ?= python3
READY := .venv/.ready
FAST := -m "not slow and not story"
# two cores; the tests of a file stay together, so that their worlds and stores are made once
TWO := -n 2 --dist loadfile

.PHONY: help demo test check truth bench golden world ui lock clean

help:  ## show this
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(READY)  ## world, models, decisions and letters from configs/quick.yaml
	$(BIN)/mingxi run configs/quick.yaml

test: $(READY)  ## all tests but the slow proofs
	$(BIN)/pytest -q -m "not slow" $(TWO)

check: $(READY)  ## what must be green before a commit: style, types, imports, spelling, fast tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/codespell
	$(BIN)/pytest -q $(FAST) $(TWO)

truth: $(READY)  ## slow proofs: calibration, reasons and advice against the known truth
	$(BIN)/pytest -q -m slow

bench: $(READY)  ## measure everything in benchmarks/
	@for each in benchmarks/*.py; do echo "== $$each"; $(BIN)/python "$$each" || exit 1; done

golden: $(READY)  ## write the golden letters anew; review the difference as text
	MINGXI_GOLDEN=write $(BIN)/pytest -q tests/report tests/simulate/test_simulate_fingerprint.py
	@git --no-pager diff --stat -- tests/golden 2>/dev/null || true

world: $(READY)  ## write the pages, pictures and sample of data/synthetic anew; review the difference
	$(BIN)/mingxi describe configs/quick.yaml

ui: $(READY)  ## MLflow pages of this project's runs
	$(BIN)/mingxi ui

lock:  ## resolve requirements.lock anew (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv: see the section on set-up in CONTRIBUTING.md"; exit 1; }
	uv pip compile pyproject.toml --extra dev -o requirements.lock --universal \
	  --python-version 3.11 --no-emit-index-url --generate-hashes

clean:  ## remove caches and build output; worlds, models and reports stay
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find pipelines tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Compiling is left to compileall: it uses all cores, and works where a container forbids Python
# to write bytecode on import. A few files of other packages are meant not to compile.
$(READY): requirements.lock pyproject.toml
	@for each in $(PYTHON) python3.13 python3.12 python3.11; do \
	  if "$$each" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	  then found="$$each"; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Mingxi needs Python 3.11 or newer with venv; '$(PYTHON)' is $$($(PYTHON) --version 2>/dev/null || echo missing)." >&2; \
	  echo "Install one, then say which: make $(or $(MAKECMDGOALS),demo) PYTHON=/path/to/python3" >&2; \
	  exit 1; \
	fi; \
	echo "Setting up .venv with $$("$$found" --version): a minute or two, once."; \
	"$$found" -m venv .venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-input --no-compile --no-deps \
	  --require-hashes -r requirements.lock
	@$(BIN)/python -m compileall -qq -j 0 .venv/lib || true
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-input --no-deps \
	  --no-build-isolation -e .
	@touch $@
