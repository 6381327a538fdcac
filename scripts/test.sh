#!/usr/bin/env bash
# Sets up everything and runs all tests; arguments go on to pytest: scripts/test.sh tests/engine -k split
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/setup.sh tests
.venv/bin/ruff check .
if (($# > 0)); then
    exec .venv/bin/python -m pytest "$@"
fi
# The engine's tests side by side, each computing on one thread; then those that watch the clock in the real QGIS.
OMP_NUM_THREADS=1 .venv/bin/python -m pytest --ignore tests/ui -n auto --dist loadfile
.venv/bin/python -m pytest tests/ui
