# Everything a person does with this project, one word each. `make` alone lists them.
PYTHON ?= python3
PORT ?= 8000
export PORT

.DEFAULT_GOAL := help
.PHONY: help run setup test check bench demo screenshots

help: ## list these words
	@grep -hE '^[a-z]+: .*## ' $(MAKEFILE_LIST) | awk -F ': .*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

run: ## install, create the database, load the demonstration, start web and worker (PORT=, DATABASE_URL=)
	@$(PYTHON) setup/install.py run
	@.venv/bin/liandong run

setup: ## install only: what running, testing and checking need, into .venv and node_modules
	@$(PYTHON) setup/install.py all

test: setup ## run every test: once without a database, on SQLite, on a real PostgreSQL, and in Chromium
	@.venv/bin/python tests/everything.py

check: setup ## style, types, layers, mechanisms and house rules
	@.venv/bin/python setup/check.py

bench: ## measure; each figure beside its lower bound in the same run
	@$(PYTHON) setup/install.py bench
	@.venv/bin/python bench/everything.py

demo: ## put the demonstration back to its beginning (what was done in it is lost)
	@$(PYTHON) setup/install.py run
	@.venv/bin/liandong demo --reset

screenshots: setup ## picture every page: both languages, phone and wide screen, on one sheet in artefacts/browser/
	@.venv/bin/python tests/screenshots.py
