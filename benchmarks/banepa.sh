#!/usr/bin/env bash
# How good a map is on ground that was never seen: trains on the north of Banepa for some minutes with the defaults,
# then compares the south with its drawn buildings. Nothing of the south is used for choosing anything.
#   benchmarks/banepa.sh DATA FOLDER [MINUTES]
# DATA holds banepa_labelled.tif, buildings.gpkg, area_north.gpkg and area_south.gpkg; FOLDER is a new run folder.
set -euo pipefail
data=$(realpath "$1") folder=$(realpath -m "$2") minutes=${3:-10}
cd "$(dirname "${BASH_SOURCE[0]}")/.."

.venv/bin/python -m engine run \
    --raster "$data/banepa_labelled.tif" --rois "$data/buildings.gpkg" --area "$data/area_north.gpkg" \
    --folder "$folder" --minutes "$minutes"
.venv/bin/python -m engine evaluate --model "$folder/model.safetensors" \
    --raster "$data/banepa_labelled.tif" --rois "$data/buildings.gpkg" --area "$data/area_south.gpkg" \
    --output "$folder/report/south.json" --picture "$folder/report/south.png"
