#!/usr/bin/env bash
# How near the prediction of a whole raster comes to the network alone, how soon it begins, and what memory it takes.
#   benchmarks/prediction.sh [FOLDER] [ROUNDS]
# FOLDER takes about 1 GB; it is made, and removed at the end.
set -euo pipefail
folder=$(realpath -m "${1:-/tmp/dsw_prediction_benchmark}") rounds=${2:-5}
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# As the engine sets it for itself (engine/__main__.py).
OMP_WAIT_POLICY=PASSIVE GOMP_SPINCOUNT=10000 .venv/bin/python benchmarks/prediction.py "$folder" "$rounds"
