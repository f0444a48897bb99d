# run: open the dashboard on the data that ships · demo: the same on simulated data · test: everything that can run here · check: what CI and a commit ask for
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
READY := $(VENV)/ready

DEMO := bench/out/demo

.PHONY: run demo test check format fuzz bench data clean

run: data
	@echo "Đúng Hạn: http://localhost:$(PORT)"
	@$(BIN)/streamlit run server.py --server.port $(PORT)

# The same dashboard on a simulated national history of both boundary eras, the last six quarters with the reports' texts;
# every page, chart and file says that it is made up.
demo: $(READY)
	@$(BIN)/python -m bench.national_history $(DEMO)/warehouse --share 0.1 --quarters 16 --written 6
	@echo "Đúng Hạn · DỮ LIỆU MÔ PHỎNG: http://localhost:$(PORT)"
	@DUNG_HAN_DATA=$(DEMO) $(BIN)/streamlit run server.py --server.port $(PORT)

# Every worker and every program a test starts would compile all modules anew, where the caller's shell keeps no bytecode.
test: export PYTHONDONTWRITEBYTECODE :=
test: $(READY)
	THOROUGH=$(THOROUGH) $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder -q -rs $(PYTEST)

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) test

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# FUZZ_SECONDS for each reader; TARGETS, such as ".pdf .zip", names some of them. Atheris is fetched for it, where it can be.
fuzz: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --upgrade --target .fuzz/atheris \
		"atheris>=3" || echo "Atheris cannot be had here: files are changed at random."
	PYTHONPATH=.fuzz/atheris $(BIN)/python -m tests.fuzzing $(TARGETS)

# PostgreSQL is a peer where it is installed, it and Dash where what they need can be fetched.
PEERS := bench/out/peers
bench: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --upgrade --target $(PEERS) \
		"adbc-driver-postgresql>=1.13" "dash>=4.4" || echo "PostgreSQL's driver and Dash cannot be had here: they are left out."
	PYTHONPATH=$(PEERS) $(BIN)/python -m bench

data: $(READY)
	@$(BIN)/python -m loaders load data/published data/specimens data/raw --quiet

# Installed once for each lock; wheels only, each against its hash, compiled to bytecode by pip.
$(READY): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Đúng Hạn cần Python 3.11 trở lên (needs Python 3.11 or newer).")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	@touch $(READY)

clean:
	rm -rf $(VENV) .fuzz bench/out data/warehouse .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
