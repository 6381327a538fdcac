#!/usr/bin/env bash
# The main job on the sample: sets up the engine, trains on one piece of Banepa, maps the neighbouring piece that the
# network never saw, and judges that map by the neighbour's own building outlines.
# DEMO_MINUTES sets how long to train (3.5).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

scripts/setup.sh engine

run=demo/$(date +%Y%m%d-%H%M%S)
neighbour=sample/banepa_neighbour
figures=$run/report/neighbour_metrics.json
picture=$run/report/neighbour.png

.venv/bin/python -m engine run \
    --raster sample/banepa_train.tif --rois sample/banepa_train_buildings.gpkg \
    --folder "$run" --minutes "${DEMO_MINUTES:-3.5}" --predict "$neighbour.tif"
.venv/bin/python -m engine evaluate \
    --model "$run/model.safetensors" --raster "$neighbour.tif" --rois "${neighbour}_buildings.gpkg" \
    --output "$figures" --picture "$picture"

cat <<END

mask      $root/$run/prediction/banepa_neighbour_mask.tif
figures   $root/$figures
picture   $root/$picture    (image, truth, probability, mask)
END
.venv/bin/python - "$figures" <<'END'
import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    metrics = json.load(file)
print("buildings on the neighbour, never seen in training: "
      "IoU {iou:.3f}, F1 {f1:.3f}, accuracy {accuracy:.3f}".format(**metrics))
END
