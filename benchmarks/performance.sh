#!/usr/bin/env bash
# How fast the engine trains and maps, beside the peers on the same machine with the same weights, and on the GPU
# where there is one. Writes docs/performance.md and docs/images/performance.png. About an hour on two cores.
#   benchmarks/performance.sh [--quick] [--rounds N] [--model FILE] [--device cpu] [--only cpu/raster] [--folder FOLDER]
#                             [--again]
# --quick: one round on a small raster, written to FOLDER instead of docs (minutes). --model: weights to predict with,
# instead of some trained on the sample first. --only: measures these items anew (cpu/forward,cpu/raster/engine), and
# keeps the figures of the others. --again: writes table and plot anew from what FOLDER holds.
# FOLDER (build/performance) needs about 1 GB. The peers are installed into build/peers; one that cannot be is left
# out, with a line that says so. Nothing else should be at work.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
.venv/bin/python benchmarks/performance.py "$@"
