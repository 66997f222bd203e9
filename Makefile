# Everything a checkout can do. `make help` lists it.
#
# The first target that needs Python makes a virtual environment from
# requirements.lock (about two minutes); later ones find it ready. On a computer
# without a network, copy the folder that `make wheels` fills beside this file.

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
LOCKED := $(VENV)/.locked
# The peers that benchmarks compare with; nothing else needs them.
BENCH := $(VENV)/.bench
# The released Pythons that every locked package has wheels for come first.
PYTHONS := python3.12 python3.13 python3.14 python3
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq
FROM := $(if $(wildcard wheels),--no-index --find-links wheels)

.PHONY: help demo test check bench bench-quick soak lock wheels clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 13

demo: $(READY) ## plan a week for the invented station in data/ and draw its maps
	@$(BIN)/routeplan demo

test: $(READY) ## run the quick tests
	@$(BIN)/python -m pytest -q -n 2 -m "not slow and not soak"

check: $(READY) ## everything a change must pass: style, types, imports, tests, coverage
	@echo "ruff" && $(BIN)/ruff check -q . && $(BIN)/ruff format -q --check .
	@echo "oxlint" && $(BIN)/python tools/lint_scripts.py >$(VENV)/scripts.log || { cat $(VENV)/scripts.log; exit 1; }
	@echo "mypy" && $(BIN)/mypy --no-error-summary
	@echo "import-linter" && $(BIN)/lint-imports --no-logo >$(VENV)/imports.log || { cat $(VENV)/imports.log; exit 1; }
	@rm -f .coverage .coverage.*
	@$(BIN)/python -m pytest -q -n 2 -m "not slow and not soak" --cov --cov-report=
	@$(BIN)/coverage report --fail-under=95
	@$(BIN)/python -m pytest -q -n 2 --dist worksteal -m "slow and not soak"

bench: $(BENCH) ## measure everything, three hours and more (SETS="vrptw threads", DATA=folder, RESUME=1)
	@$(if $(SETS)$(DATA),$(BIN)/python -m benchmarks.side_by_side $(if $(SETS),--sets $(SETS)) \
	    $(if $(DATA),--data "$(DATA)"),$(BIN)/python -m benchmarks) $(if $(RESUME),--resume)

bench-quick: $(BENCH) ## the same beside PyVRP, VROOM and OR-Tools, smaller: eight minutes on two idle cores
	@$(BIN)/python -m benchmarks.side_by_side --size quick
	@$(BIN)/python -m benchmarks.station

soak: $(READY) ## run the tests marked soak, for many minutes
	@$(BIN)/python -m pytest -q -m soak || { code=$$?; \
	    [ $$code -eq 5 ] && echo "No test is marked soak yet." || exit $$code; }

lock: ## resolve pyproject.toml into requirements.lock (UPGRADE=1: to the newest releases)
	@command -v uv >/dev/null || { echo "make lock needs uv: python3 -m pip install uv"; exit 1; }
	@uv pip compile -q --universal --python-version 3.12 --extra dev --generate-hashes \
	    --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade) \
	    -o requirements.lock pyproject.toml
	@uv pip compile -q --universal --python-version 3.12 --extra bench --generate-hashes \
	    --constraint requirements.lock --custom-compile-command "make lock" \
	    $(if $(UPGRADE),--upgrade) -o requirements-bench.lock pyproject.toml

wheels: $(READY) ## download the locked packages into wheels/, for a computer without a network
	@$(PIP) download --require-hashes --no-deps --only-binary :all: -d wheels -r requirements.lock
	@echo "wheels/ is complete for $$($(BIN)/python -c 'import platform as p; print(p.system(), p.machine(), "Python", p.python_version())')."

clean: ## remove what make and the tools made (not wheels/, not maps/)
	@rm -rf $(VENV) .coverage .coverage.* htmlcov .hypothesis .import_linter_cache \
	    .mypy_cache .pytest_cache .ruff_cache
	@find routeplan tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

$(READY): pyproject.toml $(LOCKED)
	@$(PIP) install --no-index --no-build-isolation --no-deps --editable .
	@echo "Compiling the search (once, about a minute)." >&2
	@$(BIN)/python -m routeplan.engines.ruin_recreate.compiled
	@touch $@

$(BENCH): requirements-bench.lock $(READY)
	@$(PIP) install --require-hashes --no-deps $(FROM) -r requirements-bench.lock
	@touch $@

$(LOCKED): requirements.lock
	@found=; for python in $(PYTHONS) "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.1[2-4]*/bin/python3; do \
	    "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null || continue; \
	    found="$$python"; \
	    "$$python" -c 'import ensurepip, venv' 2>/dev/null && break; \
	    found="no-venv $$python"; \
	done; \
	case "$$found" in \
	    "") echo "Python 3.12 or newer is missing: install it (for example the package python3.12) and run make again." >&2; exit 1;; \
	    no-venv*) echo "$${found#no-venv } has no venv module: install it (on Debian: apt-get install python3-venv) and run make again." >&2; exit 1;; \
	esac; \
	echo "Setting up $(VENV) with $$found (once, about two minutes)." >&2; \
	"$$found" -m venv --clear $(VENV)
	@$(PIP) install --require-hashes --no-deps $(FROM) -r requirements.lock
	@touch $@
