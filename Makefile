# Everything sets itself up: a virtual environment in .venv, packages from pip, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site serve test bench check clean

$(VENV)/ready-%: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[$*]'
	touch $@

site: $(VENV)/ready-test
	$(BIN)/mkdocs build

serve: $(VENV)/ready-test
	$(BIN)/mkdocs serve --livereload

test: $(VENV)/ready-test
	$(BIN)/python -m pytest

bench: $(VENV)/ready-test
	$(BIN)/python -m tests.bench

check: $(VENV)/ready-test
	$(BIN)/goals check

clean:
	rm -rf $(VENV) site build .cache
