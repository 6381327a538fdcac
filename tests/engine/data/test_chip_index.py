"""``chips/index.gpkg`` as a file that QGIS styles, and that may be open while a new one is made."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from osgeo import ogr

from deep_segmentation_wizard.engine.data.chip_style import SET_STYLES
from deep_segmentation_wizard.tests.engine.data.steps import Run, checkerboard_scene, state_of
from deep_segmentation_wizard.tests.engine.scenes import make_layer, make_raster, rectangle

HOSTILE = """<b>it's "one" & 2</b>"""


@pytest.fixture
def run(tmp_path) -> Run:
    """Chips that are not divided yet."""
    run = Run(tmp_path / "run", checkerboard_scene(tmp_path, 300, 260), window=48, stride=24)
    run.labels()
    run.chips()
    return run


def rows(run: Run, name: str = "index.gpkg") -> list[sqlite3.Row]:
    with closing(sqlite3.connect(run.folder.chips / name)) as database:
        database.row_factory = sqlite3.Row
        return database.execute("SELECT * FROM layer_styles").fetchall()


def sets_in(index: Path) -> set[str]:
    source = ogr.Open(str(index))
    return {feature["set"] or "" for feature in source.GetLayer()}


def test_the_default_style_is_by_set_once_there_are_sets(run):
    from xml.dom.minidom import parseString

    for divided in (False, True):
        if divided:
            run.split()
        (row,) = rows(run)
        assert (row["f_table_name"], row["f_geometry_column"], row["useAsDefault"]) == ("chips", "geom", 1)
        style = parseString(row["styleQML"])
        (renderer,) = style.getElementsByTagName("renderer-v2")
        assert (renderer.getAttribute("type"), renderer.getAttribute("attr")) == ("categorizedSymbol", "set")
        values = [category.getAttribute("value") for category in style.getElementsByTagName("category")]
        assert values == (["train", "validation", "test", "none"] if divided else [""])
        assert set(values) <= SET_STYLES.keys()
        colours = [o.getAttribute("value") for o in style.getElementsByTagName("Option")]
        assert all(f"{r},{g},{b},255" in colours for r, g, b in (SET_STYLES[value][1] for value in values))
        assert sets_in(run.folder.chips / "index.gpkg") == set(values)


def test_row_62_names_of_classes_can_say_anything(tmp_path):
    from xml.dom.minidom import parseString

    import numpy as np

    raster = make_raster(tmp_path / "scene.tif", np.ones((200, 240), np.uint8))
    squares = [rectangle(c, r, 20, 20) for c in range(0, 240, 20) for r in range(0, 200, 20)]
    values = [(HOSTILE, "plain")[n % 2] for n in range(len(squares))]
    rois = make_layer(tmp_path / "rois.gpkg", squares, values=values)
    run = Run(tmp_path / "run", (raster, rois), window=40, stride=20, class_field="class")
    run.labels()
    run.chips()
    aliases = parseString(rows(run)[0]["styleQML"]).getElementsByTagName("alias")
    names = {a.getAttribute("field"): a.getAttribute("name") for a in aliases}
    assert {names["share_1"], names["share_2"]} == {f"share of {HOSTILE}", "share of plain"}


def test_row_41_a_locked_index_stays_and_the_new_one_gets_a_name_of_its_own(run, monkeypatch):
    before = state_of(run.folder.chips)["index.gpkg"]
    replace = os.replace

    def locked(source, target):
        if str(target).endswith("index.gpkg"):
            raise PermissionError(13, "The process cannot access the file")
        replace(source, target)

    monkeypatch.setattr(os, "replace", locked)
    run.split()
    assert state_of(run.folder.chips)["index.gpkg"] == before
    assert "index.gpkg is open elsewhere; the new one is index_2.gpkg" in run.findings
    assert {"train", "validation", "test"} <= sets_in(run.folder.chips / "index_2.gpkg")


def test_an_index_with_a_journal_of_another_program_is_left_alone(run):
    index = run.folder.chips / "index.gpkg"
    with closing(sqlite3.connect(index)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("CREATE TABLE mine (a)")
        other.commit()
        assert index.with_name("index.gpkg-wal").exists()
        run.split()
        assert "index_2.gpkg" in run.findings
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with closing(sqlite3.connect(index)) as later:
        assert later.execute("SELECT count(*) FROM mine").fetchone() == (0,)
    assert rows(run, "index_2.gpkg")
    run.split(method="random")  # nobody has it open any more
    assert sets_in(run.folder.chips / "index.gpkg") == {"train", "validation", "test"}


def test_a_new_index_is_another_file_never_the_old_one_changed(run):
    index = run.folder.chips / "index.gpkg"
    with open(index, "rb") as still_open:
        before = index.read_bytes()
        run.split()
        assert still_open.read() == before
    assert index.read_bytes() != before
    assert not list(run.folder.chips.glob(".index*"))
