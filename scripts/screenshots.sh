#!/usr/bin/env bash
# Pictures of the wizard in the real QGIS: walks through all pages on the sample, trains, and writes every page, the
# live training and the layers at 1280x720 and 1920x1080, light and dark, to docs/images/ (or the folder given).
#   scripts/screenshots.sh [FOLDER]
# MINUTES sets how long each of the two walks trains (4), THEMES which looks are taken ("light dark").
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=$(realpath -m "${1:-$root/docs/images}")
cd "$root"
scripts/setup.sh tests
mkdir -p "$folder"
.venv/bin/python - "$folder" "${MINUTES:-4}" "${THEMES:-light dark}" <<'END'
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, "tests")
import real_qgis

folder, minutes, themes = Path(sys.argv[1]), float(sys.argv[2]), sys.argv[3].split()
total = 0
for theme in themes:
    # Not in the system's folder for temporary files: QGIS marks the layers that lie there.
    with tempfile.TemporaryDirectory(prefix="banepa_", dir=Path.home()) as name:
        work = Path(name)
        raster = work / "banepa_neighbour.tif"
        shutil.copy("sample/banepa_neighbour.tif", raster)  # QGIS writes files beside what it opens
        arguments = {
            "folder": str(folder), "theme": theme,
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
            print(f"{size / 1024:7.0f} KiB  {folder / picture}")
            total += size
print(f"{total / 2**20:.1f} MiB in all")
END
