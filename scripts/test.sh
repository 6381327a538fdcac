#!/usr/bin/env bash
# Sets up everything and runs all tests; arguments go on to pytest: scripts/test.sh tests/engine -k split
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/setup.sh tests
.venv/bin/ruff check .
.venv/bin/python -m pytest "$@"
