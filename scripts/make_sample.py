#!/usr/bin/python3
"""Cuts the sample out of the Banepa scene: a piece to train on and a neighbouring piece to predict.

    scripts/make_sample.py ../shared/data/banepa

Both pieces lie in the northern 60 % of the scene: the southern 40 % (area_south.gpkg) is what the project's
results are judged by, and whoever tunes something on the demo must not have seen it. The training piece takes
the scene's whole width, because brightness falls from west to east. The neighbour is, of the stretch below,
the part whose histogram is closest to the training piece's; that stretch is more densely built wherever one
cuts it (0.57 of its pixels against 0.48). Between the two stay 80 rows (24 m), so that no roof lies in both
and the figure on the neighbour is one on buildings never seen.
"""

import sys
from pathlib import Path

from osgeo import gdal, ogr

gdal.UseExceptions()

SAMPLE = Path(__file__).resolve().parent.parent / "sample"
MAX_BYTES = 4_000_000

# Column, row, width and height in pixels of banepa_labelled.tif; its northern part ends at row 1222.
PIECES = {
    "banepa_train": (0, 0, 1537, 704),
    "banepa_neighbour": (128, 784, 1088, 438),
}


def cut_image(source: gdal.Dataset, window: tuple[int, int, int, int], target: Path) -> None:
    """Copies a window's pixels unchanged, compressed as well as deflate can."""
    options = ["TILED=YES", "COMPRESS=DEFLATE", "PREDICTOR=2", "ZLEVEL=9"]
    gdal.Translate(str(target), source, srcWin=window, creationOptions=options)


def cut_buildings(source: Path, image: Path, target: Path) -> None:
    """Clips the polygons to the image's extent, and keeps OpenStreetMap's number of each."""
    grid = gdal.Open(str(image))
    left, width, _, top, _, height = grid.GetGeoTransform()
    extent = (left, top + grid.RasterYSize * height, left + grid.RasterXSize * width, top)
    gdal.VectorTranslate(
        str(target),
        str(source),
        format="GPKG",
        options=["-clipsrc", *map(str, extent)],
        selectFields=["osm_id", "class"],
        layerName="buildings",
        geometryType="PROMOTE_TO_MULTI",
        layerCreationOptions=["SPATIAL_INDEX=NO"],
    )
    gdal.OpenEx(str(target), gdal.OF_VECTOR | gdal.OF_UPDATE).ExecuteSQL("VACUUM")


def require_no_shared_building() -> None:
    """Refuses pieces that show two parts of one building."""
    numbers = []
    for name in PIECES:
        layers = ogr.Open(str(SAMPLE / f"{name}_buildings.gpkg"))
        numbers.append({feature["osm_id"] for feature in layers.GetLayer(0)})
    if shared := set.intersection(*numbers):
        raise SystemExit(f"These buildings lie in both pieces: {sorted(shared)}. Move the pieces apart.")


def main(scene: Path) -> None:
    """Writes the sample's four files anew."""
    # A fixed date in the GeoPackages: the same scene gives the same bytes.
    gdal.SetConfigOption("OGR_CURRENT_DATE", "2025-01-01T00:00:00.000Z")
    SAMPLE.mkdir(exist_ok=True)
    image = gdal.Open(str(scene / "banepa_labelled.tif"))
    for name, window in PIECES.items():
        raster, buildings = SAMPLE / f"{name}.tif", SAMPLE / f"{name}_buildings.gpkg"
        for old in (raster, buildings):
            old.unlink(missing_ok=True)
        cut_image(image, window, raster)
        cut_buildings(scene / "buildings.gpkg", raster, buildings)
    require_no_shared_building()
    if (size := sum(file.stat().st_size for file in SAMPLE.iterdir())) > MAX_BYTES:
        raise SystemExit(f"The sample has {size} bytes, more than {MAX_BYTES}. Make the pieces smaller.")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]))
