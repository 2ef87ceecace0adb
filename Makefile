# One way to run each thing; .ci/run calls the same targets.
#
#   make demo     set up, then replay recorded editions of five sources into a digest
#   make test     set up with the test tools, then the whole suite (ARGS="-k digest" narrows it)
#   make test-interop  the gate before httpbin, and pywb with archives; both are installed in a temporary folder
#   make fuzz     100 000 hostile inputs for each reader (ARGS="dates -runs=1000" narrows it), in a temporary folder
#   make soak     kill -9 of writers, of whole runs and of the daemon, some hundred times; thousands of made-up histories of
#                 pages; 400 days of the daemon
#   make lint     ruff and mypy --strict          make format   let ruff mend what it can
#   make bench    side-by-side measurements       make lock     write the lock files anew (ARGS=--upgrade for newer versions)
#   make run-env  only install what `monitor` needs           make dev-env  and the test and lint tools
#   make browser-env  and the driver for pages that need a browser; the browser itself is the system's
#   make clean    remove .venv and caches; what the monitor wrote (demo/, history.db, snapshots/) stays
#
# VENV=folder uses another virtual environment, PYTHON=python3.12 another interpreter.

VENV ?= .venv
UV := $(shell command -v uv 2>/dev/null)
BIN := $(VENV)/bin

# The first interpreter that is new enough and can make environments; asked only when one is made.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v $$name && break; done)

ifneq ($(UV),)
make_venv = $(UV) venv --quiet --allow-existing --no-python-downloads --python "$(1)" $(VENV)
install = $(UV) pip install --quiet --python $(BIN)/python
else
make_venv = $(1) -m venv $(VENV)
install = $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif
compile = $(or $(UV),$(BIN)/uv) pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url $(ARGS)

# pywb asks for pkg_resources, which later versions of setuptools have not. wacz and cdxj-indexer are judges of exports.
PYWB := pywb wacz cdxj-indexer 'setuptools<81'

.DELETE_ON_ERROR:
.PHONY: demo test test-interop fuzz soak lint format bench lock clean run-env browser-env dev-env

demo: run-env
	@$(BIN)/monitor demo

# Half as many again as there are cores: a third of their time tests wait, for a program that they started or a set time.
WORKERS ?= $(shell echo $$(( ($$(getconf _NPROCESSORS_ONLN) * 3 + 1) / 2 )))

# Files in their order: those with the fewest tests are not the quickest, and last they would keep one core waiting.
# Those of a browser come behind the others, two at a time: they wait more than they work.
test: dev-env
	$(BIN)/python -m pytest -m "not alone" -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS) || test $$? = 5  # nothing was chosen
	$(BIN)/python -m pytest -m alone -n 2 --dist loadfile --no-loadscope-reorder $(ARGS) || test $$? = 5

# The pins of httpbin and of pywb clash with ours: each has an environment of its own and runs as another process.
test-interop: dev-env
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	$(MAKE) --no-print-directory VENV="$$folder/httpbin" "$$folder/httpbin/.httpbin" && \
	$(MAKE) --no-print-directory VENV="$$folder/pywb" "$$folder/pywb/.pywb" && \
	HTTPBIN_PYTHON="$$folder/httpbin/bin/python" PYWB_PROGRAMS="$$folder/pywb/bin" \
		$(BIN)/python -m pytest tests/interop/with_*.py $(ARGS)

# atheris has no place among the test tools: it needs a compiler where it has no wheel.
fuzz:
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	$(MAKE) --no-print-directory VENV="$$folder/fuzz" run-env "$$folder/fuzz/.fuzz" && \
	"$$folder/fuzz/bin/python" -m tests.fuzz.with_atheris $(ARGS)

soak: dev-env
	$(BIN)/python -m tests.soak.killed_writer --times 200
	$(BIN)/python -m tests.soak.killed_writer --steps
	$(BIN)/python -m tests.soak.killed_upkeep
	$(BIN)/python -m tests.soak.killed_runs --times 500 --steps
	SECONDS=600 $(BIN)/python -m pytest tests/schedule/test_killed_watch.py
	DAYS=400 $(BIN)/python -m pytest tests/schedule/test_years.py
	DAYS=60 $(BIN)/python -m pytest tests/schedule/test_days.py
	HISTORIES=2000 NOISE=10000 $(BIN)/python -m pytest tests/histories
	$(BIN)/python -m pytest -p tests.soak.retold tests/test_*.py

lint: dev-env
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: dev-env
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: dev-env
	@for script in bench/*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

lock: $(if $(UV),,dev-env)
	$(compile) --group build pyproject.toml -o requirements.lock
	$(compile) --group build --extra browser --constraint requirements.lock pyproject.toml -o requirements-browser.lock
	$(compile) --group build --group dev --extra browser --extra notify --constraint requirements.lock pyproject.toml -o requirements-dev.lock
	$(compile) --group build --extra notify --constraint requirements-dev.lock pyproject.toml -o requirements-notify.lock
	echo httpbin | $(compile) --python-version 3.11 - -o tests/interop/httpbin.lock
	echo atheris==3.0.0 | $(compile) --python-version 3.11 - -o tests/fuzz/atheris.lock
	printf '%s\n' $(PYWB) | $(compile) --python-version 3.11 - -o tests/interop/pywb.lock

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

run-env: $(VENV)/.package
browser-env: $(VENV)/.browser
dev-env: $(VENV)/.dev

# Stamps: nothing is installed again before a lock or pyproject.toml changes.
$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or later with venv was found." \
		"Install one (Debian, Ubuntu: apt install python3 python3-venv) or name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	$(call make_venv,$(PYTHON))
	@touch $@

$(VENV)/.run: $(VENV)/.made requirements.lock
	$(install) --require-hashes --no-deps -r requirements.lock
	@touch $@

# The build backend comes out of the lock, hence no isolation: the package itself is built offline.
$(VENV)/.package: $(VENV)/.run pyproject.toml
	$(install) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.browser: $(VENV)/.package requirements-browser.lock
	$(install) --require-hashes --no-deps -r requirements-browser.lock
	@touch $@

$(VENV)/.dev: $(VENV)/.package requirements-dev.lock
	$(install) --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

$(VENV)/.httpbin $(VENV)/.pywb: $(VENV)/.%: $(VENV)/.made tests/interop/%.lock
	$(install) --require-hashes --no-deps -r tests/interop/$*.lock
	@touch $@

$(VENV)/.fuzz: $(VENV)/.made tests/fuzz/atheris.lock
	$(install) --require-hashes --no-deps -r tests/fuzz/atheris.lock
	@touch $@
