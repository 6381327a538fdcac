#!/usr/bin/env bash
# How smooth QGIS stays: the gaps in its event loop over a whole walk through the wizard while the engine trains on
# all cores, and what the plugin adds to QGIS's start. Prints the figures and the machine; status 1 beyond a limit.
#   benchmarks/event_loop.sh [EPOCHS]
# Nothing else should be at work. DSW_TRACE_GAPS=1 notes where the main thread was in gaps (and costs some time).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
.venv/bin/python benchmarks/event_loop.py "$@"
