# setup, run and test do all their own set-up; a second time they do nothing for it.
VENV := .venv
READY := $(VENV)/.ready
BIN := $(VENV)/bin

.PHONY: setup run test check fuzz torture long-use installer installer-test clean

setup: $(READY)

$(READY): pyproject.toml packaging/setup.sh app/cli/qt_libraries.py
	bash packaging/setup.sh $(VENV)
	touch $@

run: setup
	$(BIN)/histocast sample --out out

# A file of tests a process, one process a core: most tests compute on one thread, and torch's own would only get in the way.
test: setup
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

check: setup
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python packaging/audit.py

# Damaged files of every kind, for SECONDS; see tests/fuzz/fuzz.py.
SECONDS := 60
SEED := 1
fuzz: setup
	$(BIN)/python tests/fuzz/fuzz.py --seconds $(SECONDS) --seed $(SEED)

# Kills at random moments, full disks and other hardships; see tests/torture/torture.py.
KILLS := 200
torture: setup
	$(BIN)/python tests/torture/torture.py --kills $(KILLS) --seed $(SEED)

# Hundreds of spots opened and analysed in one window; see tests/long_use/long_use.py.
SPOTS := 500
long-use: setup
	$(BIN)/python tests/long_use/long_use.py --spots $(SPOTS)

# Packages for this system, in dist/; the model inside can be another: make installer BUNDLE=my.safetensors BACKBONE=vgg16.pth
FLAVOUR := cpu
installer:
	bash packaging/installer.sh --flavour $(FLAVOUR) $(if $(BUNDLE),--bundle $(BUNDLE)) $(if $(BACKBONE),--backbone $(BACKBONE))

# The Debian package in a clean root, over an older version, tried, and removed; then the archive by a user without rights.
# Needs root, debootstrap and Xvfb.
installer-test:
	bash packaging/linux/test_deb.sh dist/histocast_*.deb
	bash packaging/linux/test_archive.sh dist/histocast-*-linux-*.tar.zst

clean:
	rm -rf $(VENV) build dist out *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find app model resources tests -name __pycache__ -type d -prune -exec rm -rf {} +
