# `make demo` opens a centre with real data; `make test` runs every test. Both set up what they need.
PYTHON ?= python3
PORT ?= 8080
DATA ?=
FOLDER ?= var/demo
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
NODE_OK := $(shell node -e 'const [a,b]=process.versions.node.split(".").map(Number);process.exit(a>20||(a==20&&b>=19)?0:1)' 2>/dev/null && command -v npm >/dev/null && echo yes)

.PHONY: demo serve test check bench clean lock build

demo: .venv/.ready build
	$(BIN)/beanfield serve --data $(FOLDER) --port $(PORT) --demo $(if $(DATA),--demo-data $(DATA))

serve: .venv/.ready build
	$(BIN)/beanfield serve --data data --port $(PORT)

build: .venv/.ready
	@$(BIN)/python build_frontend.py

test: .venv/.dev build
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal -m 'not browser'
	$(BIN)/python -m pytest -m browser
	cd frontend && PATH="$$(../.venv/bin/python ../build_frontend.py --node-path):$$PATH" npm test

check: .venv/.dev build
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	cd frontend && PATH="$$(../.venv/bin/python ../build_frontend.py --node-path):$$PATH" npm run check

.venv/.ready: locks/base.txt locks/demo.txt locks/node.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(PIP) install --require-hashes --no-deps -r locks/base.txt
	$(PIP) install --require-hashes --no-deps -r locks/demo.txt
	$(if $(NODE_OK),,$(PIP) install --require-hashes --no-deps -r locks/node.txt)
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: .venv/.ready locks/dev.txt
	$(PIP) install --require-hashes --no-deps -r locks/dev.txt
	@touch $@

# Names, versions and hashes only: no index address goes into a lock file.
lock: .venv/.dev
	$(BIN)/python locks/lock.py

clean:
	rm -rf .venv var src/beanfield/web/static frontend/node_modules
