# Everything sets itself up: a virtual environment in .venv, packages from pip, nothing else.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: site serve test bench check clean

# Which extras are installed stands in the file's name: .venv/ready-test, .venv/ready-test,dev
.venv/ready-%: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[$*]'
	touch '$@'

site: .venv/ready-test
	$(BIN)/mkdocs build

serve: .venv/ready-test
	$(BIN)/mkdocs serve

test: .venv/ready-test
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

bench: .venv/ready-test
	$(BIN)/python -m tests.bench

check: .venv/ready-test
	$(BIN)/goals check --as-of 2024-08-15

clean:
	rm -rf .venv site build .cache
