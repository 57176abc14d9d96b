# `make demo` and `make test` do all their set-up by themselves: a private .venv, the dependencies, and the few Debian
# packages (Qt's libraries, fonts, Xvfb) where apt may be used; else one line says what is missing.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
OUT ?= out

.PHONY: demo test test-slow test-screen lint bench fuzz setup bytecode clean

setup: $(STAMP)

$(STAMP): pyproject.toml .ci/system-packages
	@sh .ci/system-packages
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

# Where a machine writes no bytecode by itself each start would compile every module anew: half of a small export's time.
bytecode: setup
	@$(BIN)/python -m compileall -q layoutdesk

demo: bytecode
	$(BIN)/layoutdesk demo --out $(OUT)

test: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -m 'not slow and not screen' -n 2

test-slow: setup
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -m slow -n 2

# On a screen of its own (Xvfb, openbox): another program's pointer and input method are nothing that a run of CI may hang on.
test-screen: setup
	$(BIN)/python -m pytest -m screen

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: bytecode
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench_press
	$(BIN)/python -m tests.bench_ui

# Every reader, pictures and issue files against broken input; what fails is saved in fuzz-found.
SECONDS ?= 60
fuzz: setup
	$(BIN)/python -m tests.fuzz --seconds $(SECONDS)

clean:
	rm -rf $(VENV) $(OUT) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache
