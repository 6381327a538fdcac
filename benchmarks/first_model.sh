#!/usr/bin/env bash
# From a QGIS that has neither the plugin nor PyTorch to a trained model of the sample, by clicks alone: how long it
# takes, and how each step looks. Writes docs/first_model.md and docs/images/first_model.jpg.
#   benchmarks/first_model.sh [MINUTES]     how long it trains (2)
# PyTorch comes from where pip gets its packages here. KEEP=FOLDER keeps all pictures there, whole.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
.venv/bin/python benchmarks/first_model.py "$@"
