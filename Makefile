# deskinc. Every target sets the machine up first if it must.
PY := .venv/bin/python
# where the tests put their books: in memory where there is room for them
ROOMY = $$(test "$$(df --output=avail -k /dev/shm 2>/dev/null | tail -1)" -gt 6000000 && echo /dev/shm || echo "$${TMPDIR:-/tmp}")
TESTED = TMPDIR=$(ROOMY) QT_QPA_PLATFORM=offscreen timeout -k 30 1500 $(PY) -m pytest -n 2 --dist load
# the tests whose coverage of book, forms and proof is measured; it makes them a third slower
MEASURED := $(addprefix tests/,book desk features forms intake proof reports)
.PHONY: demo run setup test lint bench torture pictures package clean

demo: setup            ## a sample office with a week of life in it
	$(PY) -m deskinc demo

run: setup             ## the program on your own data folder
	$(PY) -m deskinc

setup:                 ## system libraries, .venv, locked packages
	@packaging/setup.sh run

# what a machine cannot test is left out by pytest alone; here it fails
test: export DESKINC_ALL = 1
test:                  ## everything CI runs
	@packaging/setup.sh test
	$(MAKE) --no-print-directory lint
	$(TESTED) $(MEASURED) --cov --cov-report=
	$(PY) -m coverage report --fail-under=98
	$(TESTED) $(MEASURED:%=--ignore=%)

lint:
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

bench: setup           ## speed and memory, as ratios to a floor measured in the same run
	QT_QPA_PLATFORM=offscreen $(PY) -m bench

torture:               ## kills, power cuts, failing and full disks, flipped bits: one table
	@packaging/setup.sh test
	$(PY) -m tests.torture

pictures: setup        ## every page, theme and size into docs/pictures
	QT_QPA_PLATFORM=offscreen $(PY) -m tests.screens.pictures

package:               ## both programs as builds that need no Python, each proved in a bare room
	@packaging/setup.sh test
	$(PY) -m PyInstaller --noconfirm --clean --log-level WARN packaging/deskinc.spec
	$(PY) -m PyInstaller --noconfirm --clean --log-level WARN packaging/deskinc-verify.spec
	packaging/prove.sh dist/deskinc dist/deskinc-verify

clean:
	rm -rf build dist .venv .mypy_cache .ruff_cache .pytest_cache
