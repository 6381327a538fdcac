#!/usr/bin/env bash
# How long the network waits for its chips, against its own step and against a Dataset that reads files, in turns.
#   benchmarks/loading.sh [FOLDER] [ROUNDS] [WORKERS]
# FOLDER needs about 200 MB; it is made, and removed at the end. About a minute a round on two cores.
set -euo pipefail
folder=$(realpath -m "${1:-/tmp/dsw_loading_benchmark}") rounds=${2:-5} workers=${3:-4}
cd "$(dirname "${BASH_SOURCE[0]}")/.."

OMP_WAIT_POLICY=PASSIVE GOMP_SPINCOUNT=10000 .venv/bin/python benchmarks/loading.py "$folder" "$rounds" "$workers"
