"""Which rasters are read, which pixels count as known, and what is refused."""

from __future__ import annotations

import http.server
import threading
import time

import numpy as np
import pytest
from osgeo import gdal

from deep_segmentation_wizard.engine.data.grid import outline
from deep_segmentation_wizard.engine.data.raster import Raster, create_raster, require_same_grid
from deep_segmentation_wizard.engine.data.vector import read_polygons
from deep_segmentation_wizard.engine.data.windows import reflected
from deep_segmentation_wizard.engine.errors import EngineError
from deep_segmentation_wizard.tests.engine.scenes import NORTH_UP, make_layer, make_raster, rectangle

ROTATED = (500000.0, 0.4, 0.3, 5500000.0, 0.3, -0.4)


def whole(path):
    """Image and known pixels of a whole raster."""
    with Raster(str(path)) as raster:
        return raster.read(0, 0, raster.grid.width, raster.grid.height)


def refusal(path):
    with pytest.raises(EngineError) as caught:
        Raster(str(path))
    assert caught.value.remedy
    return caught.value


# -- what counts as known -----------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.int16, np.int32, np.float32, np.float64])
def test_row_07_values_and_dtype_come_through(tmp_path, dtype):
    image = np.arange(60).reshape(2, 5, 6).astype(dtype)
    pixels, known = whole(make_raster(tmp_path / "a.tif", image))
    assert pixels.dtype == dtype
    assert np.array_equal(pixels, image)
    assert known.all()


def test_nodata_in_any_band_makes_a_pixel_unknown(tmp_path):
    image = np.full((2, 4, 4), 5, np.int16)
    image[0, 0, 0] = image[1, 2, 3] = -9999
    _, known = whole(make_raster(tmp_path / "a.tif", image, nodata=-9999))
    assert sorted(zip(*np.nonzero(~known), strict=True)) == [(0, 0), (2, 3)]


def test_black_in_one_channel_of_a_photo_is_a_colour(tmp_path):
    image = np.full((3, 4, 4), 5, np.uint8)
    image[0, 1, 1] = 0
    image[:, 2, 2] = 0
    _, known = whole(make_raster(tmp_path / "a.tif", image, nodata=0))
    assert list(zip(*np.nonzero(~known), strict=True)) == [(2, 2)]


def test_row_02_each_band_may_have_its_own_nodata(tmp_path):
    image = np.full((2, 3, 3), 5, np.uint8)
    image[0, 0, 0], image[1, 1, 1], image[1, 2, 2] = 1, 2, 1
    make_raster(tmp_path / "a.tif", image)
    vrt = gdal.Translate(str(tmp_path / "a.vrt"), str(tmp_path / "a.tif"), format="VRT")
    for number in (1, 2):
        vrt.GetRasterBand(number).SetNoDataValue(number)
    vrt = None
    _, known = whole(tmp_path / "a.vrt")
    assert sorted(zip(*np.nonzero(~known), strict=True)) == [(0, 0), (1, 1)]


@pytest.mark.parametrize("declared", [None, -1.0, float("nan")])
def test_row_03_nan_and_infinite_pixels_are_unknown(tmp_path, declared):
    image = np.ones((2, 3, 3), np.float32)
    image[0, 0, 0], image[1, 1, 1] = np.nan, np.inf
    _, known = whole(make_raster(tmp_path / "a.tif", image, nodata=declared))
    assert sorted(zip(*np.nonzero(~known), strict=True)) == [(0, 0), (1, 1)]


def test_nodata_that_the_values_cannot_hold_hides_nothing(tmp_path):
    image = np.array([[0, 241, 255]], np.uint8)  # -9999 wrapped to 8 bits is 241
    _, known = whole(make_raster(tmp_path / "a.tif", image, nodata=-9999))
    assert known.all()


@pytest.mark.parametrize("bands", [2, 4, 5])
def test_row_04_alpha_says_what_is_known_and_is_no_band(tmp_path, bands):
    image = np.full((bands, 3, 3), 7, np.uint16)
    image[-1] = 255
    image[-1, 0, 2] = 0
    path = make_raster(tmp_path / "a.tif", image, options=["PHOTOMETRIC=MINISBLACK", "ALPHA=NO"])
    dataset = gdal.Open(str(path), gdal.GA_Update)
    dataset.GetRasterBand(bands).SetColorInterpretation(gdal.GCI_AlphaBand)
    dataset = None
    pixels, known = whole(path)
    assert len(pixels) == bands - 1
    assert list(zip(*np.nonzero(~known), strict=True)) == [(0, 2)]


def test_row_04_mask_band_is_honoured(tmp_path):
    path = make_raster(tmp_path / "a.tif", np.full((3, 3, 3), 7, np.uint8))
    dataset = gdal.Open(str(path), gdal.GA_Update)
    dataset.CreateMaskBand(gdal.GMF_PER_DATASET)
    mask = np.full((3, 3), 255, np.uint8)
    mask[1, 0] = 0
    dataset.GetRasterBand(1).GetMaskBand().WriteArray(mask)
    dataset = None
    _, known = whole(path)
    assert np.array_equal(known, mask > 0)


def test_windows_beyond_the_edge_are_mirrored(tmp_path):
    image = np.arange(2 * 7 * 9).reshape(2, 7, 9).astype(np.float32)
    image[0, 3, 4] = np.nan
    with Raster(str(make_raster(tmp_path / "a.tif", image))) as raster:
        pixels, known = raster.read_reflected(reflected(-5, 14, 9), reflected(-4, 12, 7))
    expected = np.pad(image, ((0, 0), (4, 5), (5, 5)), mode="reflect")
    assert np.array_equal(pixels, expected, equal_nan=True)
    assert np.array_equal(known, np.isfinite(expected).all(axis=0))


# -- the grid -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("geotransform", [NORTH_UP, ROTATED, (10.0, 2.0, 0.0, 20.0, 0.0, 3.0)])
def test_the_grid_maps_pixels_as_gdal_does(tmp_path, geotransform):
    with Raster(str(make_raster(tmp_path / "a.tif", np.zeros((4, 6), np.uint8), geotransform))) as raster:
        grid = raster.grid
    assert grid.to_map(2, 3) == pytest.approx(gdal.ApplyGeoTransform(geotransform, 2, 3))
    _, xx, xy, _, yx, yy = geotransform
    x, y = grid.to_map(2, 3)
    assert grid.moved(2, 3) == pytest.approx((x, xx, xy, y, yx, yy))
    assert outline(grid, 1, 1, 2, 3).GetArea() == pytest.approx(6 * abs(xx * yy - xy * yx))
    west, south, east, north = grid.extent
    corners = [gdal.ApplyGeoTransform(geotransform, c, r) for c in (0, 6) for r in (0, 4)]
    assert (west, east) == pytest.approx((min(x for x, _ in corners), max(x for x, _ in corners)))
    assert (south, north) == pytest.approx((min(y for _, y in corners), max(y for _, y in corners)))


def test_a_result_off_the_grid_is_noticed(tmp_path):
    with Raster(str(make_raster(tmp_path / "a.tif", np.zeros((4, 6), np.uint8)))) as raster:
        grid = raster.grid
    create_raster(tmp_path / "same.tif", grid, 1, gdal.GDT_Byte, None)
    require_same_grid(tmp_path / "same.tif", grid)
    shifted = (NORTH_UP[0] + 0.25, *NORTH_UP[1:])
    for other in (
        make_raster(tmp_path / "shifted.tif", np.zeros((4, 6), np.uint8), shifted),
        make_raster(tmp_path / "larger.tif", np.zeros((4, 7), np.uint8)),
        make_raster(tmp_path / "zone.tif", np.zeros((4, 6), np.uint8), epsg=32634),
        make_raster(tmp_path / "none.tif", np.zeros((4, 6), np.uint8), epsg=None),
    ):
        with pytest.raises(RuntimeError, match="does not lie on the grid"):
            require_same_grid(other, grid)


# -- what is refused ----------------------------------------------------------------------------------------


def test_missing_file(tmp_path):
    assert "There is no raster at" in refusal(tmp_path / "nowhere.tif").message


def test_file_that_is_no_raster(tmp_path):
    (tmp_path / "a.tif").write_text("hello")
    assert "cannot be opened as a raster" in refusal(tmp_path / "a.tif").message


def test_row_06_a_palette_raster_is_refused(tmp_path):
    path = make_raster(tmp_path / "a.tif", np.zeros((4, 4), np.uint8), options=["PHOTOMETRIC=PALETTE"])
    dataset = gdal.Open(str(path), gdal.GA_Update)
    table = gdal.ColorTable()
    table.SetColorEntry(1, (255, 0, 0, 255))
    dataset.GetRasterBand(1).SetColorTable(table)
    dataset = None
    assert "palette" in refusal(path).message


def test_row_09_complex_numbers_are_refused(tmp_path):
    path = make_raster(tmp_path / "a.tif", np.zeros((4, 4), np.complex64))
    assert "complex" in refusal(path).message


def test_only_alpha(tmp_path):
    path = make_raster(tmp_path / "a.tif", np.zeros((4, 4), np.uint8))
    dataset = gdal.Open(str(path), gdal.GA_Update)
    dataset.GetRasterBand(1).SetColorInterpretation(gdal.GCI_AlphaBand)
    dataset = None
    assert "no image bands" in refusal(path).message


def test_row_24_truncated_file_names_the_block(tmp_path):
    path = make_raster(tmp_path / "a.tif", np.random.default_rng(0).integers(0, 255, (1, 200, 200), np.uint8))
    path.write_bytes(path.read_bytes()[:20_000])
    with Raster(str(path)) as raster:
        with pytest.raises(EngineError, match="rows 150–200"):
            raster.read(0, 150, 200, 50)
        with pytest.raises(EngineError, match="rows 150–200"):
            raster.read_all_bands(np.arange(200), np.arange(150, 200))


@pytest.fixture
def server():
    """A web server of this machine that counts its visitors."""
    visits = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            visits.append(self.path)
            self.send_error(404)

        do_HEAD = do_GET  # noqa: N815 - the name that Python's server looks for

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as served:
        served.visits = visits
        threading.Thread(target=served.serve_forever, args=(0.01,), daemon=True).start()
        yield served
        served.shutdown()


def vrt_of(source: str, relative: int = 0) -> str:
    return (
        '<VRTDataset rasterXSize="4" rasterYSize="4"><SRS>LOCAL_CS["http://in.a.name"]</SRS>'
        '<Metadata><MDI key="made by">http://in.a.remark</MDI></Metadata>'
        '<VRTRasterBand dataType="Byte" band="1"><SimpleSource>'
        f'<SourceFilename relativeToVRT="{relative}">{source}</SourceFilename><SourceBand>1</SourceBand>'
        "</SimpleSource></VRTRasterBand></VRTDataset>"
    )


def layer_vrt_of(source: str, relative: int = 0) -> str:
    return (
        '<OGRVRTDataSource><OGRVRTLayer name="rois">'
        f'<SrcDataSource relativeToVRT="{relative}">{source}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'
    )


def test_vrt_posing_as_tif(tmp_path):
    make_raster(tmp_path / "a.tif", np.zeros((4, 4), np.uint8))
    (tmp_path / "b.tif").write_text(vrt_of("a.tif", 1))
    assert "VRT under another name" in refusal(tmp_path / "b.tif").message
    (tmp_path / "c.vrt").write_text(vrt_of("b.tif", 1))
    assert "VRT under another name" in refusal(tmp_path / "c.vrt").message


def test_vrt_of_local_files_works(tmp_path):
    image = np.arange(32).reshape(2, 4, 4).astype(np.uint8)
    make_raster(tmp_path / "a.tif", image)
    gdal.BuildVRT(str(tmp_path / "mosaic.vrt"), [str(tmp_path / "a.tif")]).FlushCache()
    assert np.array_equal(whole(tmp_path / "mosaic.vrt")[0], image)
    (tmp_path / "nested.vrt").write_text(vrt_of("mosaic.vrt", 1))
    assert np.array_equal(whole(tmp_path / "nested.vrt")[0], image[:1])


@pytest.mark.parametrize(
    "disguise",
    ["plain", "escaped", "curl", "nested", "service", "inline", "vrt://", "remark", "character data", "capitals"],
)
def test_vrt_never_reaches_the_network(tmp_path, server, disguise):
    address = f"http://127.0.0.1:{server.server_port}/a.tif"
    service = f"<GDAL_WMS><Service name='TMS'><ServerUrl>{address}</ServerUrl></Service></GDAL_WMS>"
    path = tmp_path / "b.vrt"
    text = {
        "plain": vrt_of(address),
        "escaped": vrt_of(address.replace("h", "&#104;")),
        "curl": vrt_of(f"/vsicurl/{address}"),
        "nested": vrt_of("far.vrt", 1),
        "service": vrt_of("service.xml", 1),
        "remark": vrt_of(address.replace("ttp", "ttp<!-- -->")),
        "character data": vrt_of(f"<![CDATA[{address}]]>"),
        "capitals": vrt_of(address).replace("SourceFilename", "SOURCEFILENAME"),
    }.get(disguise, "")
    path.write_text(text)
    (tmp_path / "far.vrt").write_text(vrt_of(address))
    (tmp_path / "service.xml").write_text(service)
    name = {"inline": vrt_of(address), "vrt://": f"vrt:///vsicurl/{address}?bands=1"}.get(disguise, str(path))
    message = refusal(name).message
    assert "network" in message or "under another name" in message
    assert not server.visits


def test_a_vrt_with_entities_within_entities_is_refused_at_once(tmp_path):
    """Each would stand for ten of the one before: a gigabyte of text in a file of a few lines."""
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    path = tmp_path / "b.vrt"
    path.write_text(f'<!DOCTYPE VRTDataset [<!ENTITY e0 "http://far">{entities}]>{vrt_of("&e9;")}')
    begun = time.monotonic()
    refusal(path)
    assert time.monotonic() - begun < 5


def test_layer_vrt_never_reaches_the_network(tmp_path, server):
    path = make_raster(tmp_path / "a.tif", np.zeros((4, 4), np.uint8))
    address = f"http://127.0.0.1:{server.server_port}/a.geojson"
    for name in ("rois.vrt", "rois.gpkg"):
        (tmp_path / name).write_text(layer_vrt_of(address))
        with Raster(str(path)) as raster, pytest.raises(EngineError, match="network|another name"):
            read_polygons(str(tmp_path / name), raster.grid, str(path))
    assert not server.visits


def test_layer_vrt_of_local_files_works(tmp_path):
    path = make_raster(tmp_path / "a.tif", np.zeros((4, 4), np.uint8))
    make_layer(tmp_path / "rois.gpkg", [rectangle(0, 0, 2, 2)])
    (tmp_path / "rois.vrt").write_text(layer_vrt_of("rois.gpkg", 1))
    with Raster(str(path)) as raster:
        assert len(read_polygons(str(tmp_path / "rois.vrt"), raster.grid, str(path)).geometries) == 1


def test_row_22_a_map_service_is_refused_with_a_hint_to_export(tmp_path, server):
    path = tmp_path / "service.xml"
    address = f"http://127.0.0.1:{server.server_port}/${{z}}/${{x}}/${{y}}.png"
    path.write_text(
        f"<GDAL_WMS><Service name='TMS'><ServerUrl>{address}</ServerUrl></Service>"
        "<DataWindow><UpperLeftX>0</UpperLeftX><UpperLeftY>1</UpperLeftY><LowerRightX>1</LowerRightX><LowerRightY>0</LowerRightY><TileLevel>1</TileLevel>"
        "</DataWindow><BandsCount>3</BandsCount></GDAL_WMS>"
    )
    assert "map service" in refusal(path).message
    assert not server.visits
