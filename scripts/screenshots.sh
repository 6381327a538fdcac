#!/usr/bin/env bash
# Pictures of the wizard in the real QGIS: walks through all pages on the sample, trains, and writes every page, the
# live training and the layers, light and dark.
#   scripts/screenshots.sh             at 1280x720 to docs/images/, and those of the guide to docs/guide/images/
#   scripts/screenshots.sh FOLDER      at 1920x1080, too, to FOLDER, and those of the guide to FOLDER/guide/
# MINUTES sets how long each of the two walks trains (4), THEMES which looks are taken ("light dark"; those of the
# guide are light).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=$(realpath -m "${1:-$root/docs/images}")
guide=$root/docs/guide/images
(($# == 0)) || guide=$folder/guide
cd "$root"
scripts/setup.sh tests
mkdir -p "$folder" "$guide"
.venv/bin/python - "$folder" "$guide" "${1:+1920x1080}" "${MINUTES:-4}" "${THEMES:-light dark}" <<'END'
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, "tests")
import real_qgis

folder, guide, large, minutes, themes = sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4]), sys.argv[5]
sizes = [tuple(map(int, size.split("x"))) for size in ("1280x720", large) if size]
total = 0
for theme in themes.split():
    # Not in the system's folder for temporary files: QGIS marks the layers that lie there.
    with tempfile.TemporaryDirectory(prefix="banepa_", dir=Path.home()) as name:
        work = Path(name)
        raster = work / "banepa_neighbour.tif"
        shutil.copy("sample/banepa_neighbour.tif", raster)  # QGIS writes files beside what it opens
        arguments = {
            "folder": folder, "guide": guide if theme == "light" else "", "sizes": sizes, "theme": theme,
            "wishes": {
                "folder": str(work / "buildings"), "predict": str(raster), "minutes": minutes,
                "threshold": 0.5, "live_epoch": 3,
            },
        }
        outcome = real_qgis.run_driver(
            real_qgis.DRIVERS / "screenshots.py", work, arguments, timeout=60 * minutes + 600, screen=(1920, 1080),
            theme={"dark": "Night Mapping"}.get(theme, ""),
        )
        for picture, size in outcome.result["pictures"].items():
            print(f"{size / 1024:7.0f} KiB  {picture}")
            total += size
print(f"{total / 2**20:.1f} MiB in all")
END
