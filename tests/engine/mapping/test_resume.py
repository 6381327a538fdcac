"""Predictions that were ended by force go on where they stopped, and begin only where there is room for them."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from collections import namedtuple
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from osgeo import gdal, osr

from deep_segmentation_wizard.engine import needs
from deep_segmentation_wizard.engine.errors import EngineError
from deep_segmentation_wizard.engine.events import Event, Finding, Progress, Reporter
from deep_segmentation_wizard.engine.mapping import apply, journal
from deep_segmentation_wizard.engine.settings import PredictionSettings, RunSettings
from deep_segmentation_wizard.tests.engine.network.models import make_card, save_model, unet_model
from deep_segmentation_wizard.tests.engine.scenes import ROOT, engine, events_of, make_raster, read


def noise(height: int, width: int) -> np.ndarray:
    return np.random.default_rng(0).integers(1, 255, (1, height, width), dtype=np.uint8)


@pytest.fixture
def model(tmp_path) -> Path:
    return save_model(tmp_path / "m.safetensors", unet_model(make_card(window=64)))


class Killed(BaseException):
    """In place of a SIGKILL within this process."""


def interrupted(model: Path, raster: Path, mask: Path, probability: Path | None, settings, monkeypatch) -> None:
    """Predict until rows have been made safe, then leave everything as a killed process would."""
    monkeypatch.setattr(journal, "SAFE_EVERY_S", 0.0)
    monkeypatch.setattr(journal.RowJournal, "close", lambda self: self._lock and self._lock.close())
    monkeypatch.setattr("deep_segmentation_wizard.engine.mapping.outputs._discard", lambda path: None)

    def kill(event: Event) -> None:
        if isinstance(event, Progress) and event.step == "predict" and list(mask.parent.glob(".*.rows.json")):
            raise Killed

    monkeypatch.setattr("deep_segmentation_wizard.engine.events.Meter.INTERVAL", 0.0)
    with pytest.raises(Killed):
        apply.predict(str(model), str(raster), mask, probability, settings, Reporter(kill))
    monkeypatch.undo()


def findings_of(model: Path, raster: Path, mask: Path, probability: Path | None, settings) -> list[str]:
    seen: list[Event] = []
    apply.predict(str(model), str(raster), mask, probability, settings, Reporter(seen.append))
    return [event.message for event in seen if isinstance(event, Finding)]


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("encoding", ["float32", "8-bit"])
def test_what_was_interrupted_goes_on_and_ends_as_if_it_had_not_been(encoding, kept, model, tmp_path, monkeypatch):
    raster = make_raster(tmp_path / "r.tif", noise(1100, 150))
    settings = RunSettings(prediction=PredictionSettings(encoding=encoding))
    for name in ("whole", "broken"):
        (tmp_path / name).mkdir()
    apply.predict(
        str(model), str(raster), tmp_path / "whole/m.tif", tmp_path / "whole/p.tif", settings, Reporter()
    )
    mask, probability = tmp_path / "broken/m.tif", tmp_path / "broken/p.tif"
    probability = probability if kept else None
    interrupted(model, raster, mask, probability, settings, monkeypatch)
    assert not mask.exists()
    said = findings_of(model, raster, mask, probability, settings)
    assert said and said[0].startswith("Goes on at row ") and "of 1100" in said[0]
    assert (read(mask) == read(tmp_path / "whole/m.tif")).all()
    names = {path.name.partition(".")[0] for path in mask.parent.iterdir()}
    if kept:
        assert np.array_equal(read(probability), read(tmp_path / "whole/p.tif"), equal_nan=encoding == "float32")
    assert names == {"m", "m_areas", *(["p"] if kept else [])}  # no file that begins with a dot


@pytest.mark.parametrize("change", ["settings", "raster", "model", "note", "rows"])
def test_rows_of_another_prediction_are_not_taken(change, model, tmp_path, monkeypatch):
    raster = make_raster(tmp_path / "r.tif", noise(1100, 150))
    (tmp_path / "out").mkdir()
    mask, settings = tmp_path / "out/m.tif", RunSettings()
    interrupted(model, raster, mask, None, settings, monkeypatch)
    rows = next(mask.parent.glob(".*.rows.tif"))
    if change == "settings":
        settings = RunSettings(prediction=PredictionSettings(stride=64))
    elif change == "raster":
        raster = make_raster(tmp_path / "r.tif", noise(1100, 150)[:, ::-1])
    elif change == "model":
        save_model(model, unet_model(make_card(window=64), seed=3))
    elif change == "note":
        rows.with_suffix(".json").write_text("{")
    else:
        rows.write_text("no raster")
    assert findings_of(model, raster, mask, None, settings) == []
    apply.predict(str(model), str(raster), tmp_path / "whole.tif", None, settings, Reporter())
    assert (read(mask) == read(tmp_path / "whole.tif")).all()
    assert not [path.name for path in mask.parent.iterdir() if path.name.startswith(".")]


def sparse(path: Path, width: int, height: int, patches: int, nodata: int | None = 0) -> Path:
    """A huge raster that takes no room: nothing but a few squares of noise, from top to bottom."""
    options = ["TILED=YES", "SPARSE_OK=TRUE", "BIGTIFF=YES"]
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), width, height, 1, gdal.GDT_Byte, options)
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32633)
    dataset.SetSpatialRef(crs)
    dataset.SetGeoTransform((500000, 0.1, 0, 5500000, 0, -0.1))
    if nodata is not None:
        dataset.GetRasterBand(1).SetNoDataValue(nodata)
    for number in range(patches):
        dataset.WriteArray(noise(128, 128)[0], width // 3, number * height // patches)
    dataset = None
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is Unix's")
def test_row_58_a_huge_sparse_raster_begins_soon_and_goes_on_after_kill_9(model, tmp_path):
    raster = sparse(tmp_path / "huge.tif", 20_000, 100_000, 400)
    mask, small = tmp_path / "out/mask.tif", ("--encoding", "8-bit", "--stride", 64)
    arguments = ["predict", "--model", model, "--raster", raster, "--output", mask, *small, "--json"]
    start = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "engine", *map(str, arguments)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    first, peak, note = None, 0, tmp_path / "out/.mask_probability.tif.rows.json"
    for line in process.stdout:
        if first is None and '"Progress"' in line and '"done": 0,' not in line:
            first = time.monotonic() - start
        status = Path(f"/proc/{process.pid}/status")
        if status.exists():
            peak = max(peak, *(int(x.split()[1]) for x in status.read_text().splitlines() if "VmHWM" in x), 0)
        if note.exists() and "rows" in note.read_text():
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert first is not None and first < 30  # five on an idle machine; this one is shared
    assert peak < 1_500_000, "kB of memory: the raster has 2 GB, its probabilities 8"
    assert not mask.exists()
    done = subprocess.Popen(
        [sys.executable, "-m", "engine", *map(str, arguments)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    for line in done.stdout:
        if "Goes on at row" in line:
            break
    else:
        pytest.fail("it did not go on")
    done.send_signal(signal.SIGINT)
    done.wait()
    assert not list(mask.parent.iterdir())  # cancelled, it leaves nothing


def test_row_43_two_predictions_of_one_name_do_not_meet(model, tmp_path):
    raster = make_raster(tmp_path / "r.tif", noise(100, 150))
    mask, inner = tmp_path / "m.tif", []

    def again(event: Event) -> None:
        if isinstance(event, Progress) and not inner:
            inner.append(True)
            done = engine("predict", "--model", model, "--raster", raster, "--output", mask)
            inner.append(done)

    apply.predict(str(model), str(raster), mask, None, RunSettings(), Reporter(again))
    assert inner[1].returncode == 1 and "Another prediction is writing" in inner[1].stderr
    assert set(np.unique(read(mask))) <= {0, 1}


def test_row_42_a_probability_over_its_own_raster_is_refused(model, tmp_path):
    raster = make_raster(tmp_path / "r.tif", noise(100, 150))
    before = raster.read_bytes()
    done = engine(
        "predict", "--model", model, "--raster", raster, "--output", tmp_path / "m.tif", "--probability", raster
    )
    assert done.returncode == 1 and "is one of the inputs" in done.stderr
    assert raster.read_bytes() == before and not (tmp_path / "m.tif").exists()


def test_row_39_a_read_only_folder_is_refused(model, tmp_path, monkeypatch):
    raster = make_raster(tmp_path / "r.tif", noise(100, 150))
    really = open

    def refuse(path: object, *arguments: object, **options: object) -> object:
        if str(path).endswith(".lock"):
            raise PermissionError(13, "Permission denied", str(path))  # root may write anywhere, so it is feigned
        return really(path, *arguments, **options)

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(EngineError, match="m_probability.tif cannot be written: Permission denied") as caught:
        apply.predict(str(model), str(raster), tmp_path / "out/m.tif", None, RunSettings(), Reporter())
    assert caught.value.remedy == "Choose a folder that you may write to."


def test_row_45_too_little_disk_is_refused_with_the_estimate(model, tmp_path, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(2**40, 2**40 - 2**30, 2**30))
    raster = sparse(tmp_path / "huge.tif", 20_000, 20_000, 1)
    with pytest.raises(EngineError, match=r"may take 2\.4 GiB; the disk of .* has 1\.0 GiB free") as caught:
        apply.predict(str(model), str(raster), tmp_path / "out/m.tif", None, RunSettings(), Reporter())
    assert "8 bits" in caught.value.remedy and not (tmp_path / "out").exists()


def test_row_45_too_little_memory_is_refused_with_the_estimate(model, tmp_path, monkeypatch):
    monkeypatch.setattr(needs, "free_memory", lambda: 2**28)
    raster = sparse(tmp_path / "wide.tif", 1_000_000, 300, 1)
    with pytest.raises(EngineError, match=r"takes about 2\.4 GiB of memory; 0\.2 GiB are free") as caught:
        apply.predict(str(model), str(raster), tmp_path / "out/m.tif", None, RunSettings(), Reporter())
    assert "smaller window" in caught.value.remedy and not (tmp_path / "out").exists()


def test_row_45_the_estimate_of_large_maps_is_said(model, tmp_path):
    raster = sparse(tmp_path / "huge.tif", 20_000, 20_000, 1)
    done = engine("predict", "--model", model, "--raster", raster, "--output", tmp_path / "m.tif", "--json")
    assert done.returncode == 0, done.stderr
    said = [event["message"] for event in events_of(done.stdout) if event["event"] == "Finding"]
    assert any(message.startswith("The maps may take 2.4 GiB;") for message in said)


def test_row_24_a_raster_that_ends_too_soon_names_the_rows_and_leaves_nothing(model, tmp_path):
    raster = make_raster(tmp_path / "r.tif", noise(1000, 700), options=("TILED=YES", "COMPRESS=DEFLATE"))
    raster.write_bytes(raster.read_bytes()[:-200_000])
    (tmp_path / "out").mkdir()
    with pytest.raises(EngineError, match=r"cannot be read at columns \d+–\d+, rows \d+–\d+"):
        apply.predict(str(model), str(raster), tmp_path / "out/m.tif", None, RunSettings(), Reporter())
    assert not list((tmp_path / "out").iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="links are for administrators there")
def test_row_61_links_in_a_strangers_folder_lead_nowhere(model, tmp_path):
    raster = make_raster(tmp_path / "r.tif", noise(300, 150))
    precious = tmp_path / "precious.txt"
    precious.write_text("mine")
    out = tmp_path / "out"
    out.mkdir()
    names = [".m_probability.tif.rows.tif", ".m_probability.tif.rows.json", ".m_probability.tif.rows.lock"]
    names += [".m.tif.rows.tif", ".m.tif.cog.tif", ".m.tif.places", ".m_polygons.numbers.tif"]
    names += [".m_polygons.faces.gpkg", ".m_polygons.new.gpkg", "m_areas.csv", "m.qml", "m_polygons.gpkg"]
    for name in names[:-3]:
        (out / name).symlink_to(precious)
    options = ("--smallest-object", 1, "--polygons", "--simplify")
    done = engine("predict", "--model", model, "--raster", raster, "--output", out / "m.tif", *options)
    assert done.returncode == 0, done.stderr
    assert precious.read_text() == "mine"
    assert not [path.name for path in out.iterdir() if path.is_symlink()]


@pytest.mark.skipif(sys.platform == "win32", reason="the limit on the size of files is that of Unix")
def test_row_40_a_disk_that_is_full_while_cleaning_is_said(model, tmp_path):
    import resource

    raster = make_raster(tmp_path / "r.tif", noise(1500, 1500))
    (tmp_path / "out").mkdir()
    done = engine(
        "predict", "--model", model, "--raster", raster, "--output", tmp_path / "out/m.tif", "--encoding", "8-bit",
        "--stride", 64, "--smallest-object", 5,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000)),
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "cannot be written" in done.stderr and "free space" in done.stderr
    assert not list((tmp_path / "out").iterdir())


def test_a_disk_that_takes_no_rows_is_told_and_leaves_nothing(model, tmp_path, monkeypatch):
    def refuse(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(journal, "os", SimpleNamespace(fsync=refuse))
    raster = sparse(tmp_path / "r.tif", 300, 900, 1)
    with pytest.raises(EngineError, match=r"p\.tif cannot be written: Input/output error"):
        apply.predict(str(model), str(raster), tmp_path / "m.tif", tmp_path / "p.tif", RunSettings(), Reporter())
    assert not list(tmp_path.glob(".*")) and not (tmp_path / "p.tif").exists()
