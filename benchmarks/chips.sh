#!/usr/bin/env bash
# How fast chips are written, against the disk and against GDAL's own tools, in turns in one run.
#   benchmarks/chips.sh [FOLDER] [ROUNDS]
# FOLDER is on the disk to be measured and needs about 4 GB; it is made, and removed at the end.
set -euo pipefail
folder=$(realpath -m "${1:-/tmp/dsw_chips_benchmark}") rounds=${2:-5}
cd "$(dirname "${BASH_SOURCE[0]}")/.."

OMP_NUM_THREADS=1 .venv/bin/python benchmarks/chips.py "$folder" "$rounds"
