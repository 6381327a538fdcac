"""Layers of a database: what GDAL is given, and that no password gets into a file or a message."""

from __future__ import annotations

import json
import os

import numpy as np
import pytest

from deep_segmentation_wizard.engine.databases import for_gdal, has_password, take_password, without_password
from deep_segmentation_wizard.engine.errors import EngineError
from deep_segmentation_wizard.engine.settings import Scene
from deep_segmentation_wizard.engine.typed_values import absolute_path
from deep_segmentation_wizard.tests.engine.scenes import engine, make_raster

OF_GDAL = "PG:dbname=gis host=db.example port=5432 user=me tables=public.roofs(geom)"
OF_QGIS = (
    "dbname='gis' host=db.example port=5432 user='me' sslmode=disable key='id' srid=32633 type=Polygon "
    'checkPrimaryKeyUnicity=\'1\' table="public"."roofs" (geom)'
)
WITH_PASSWORDS = [
    "PG:dbname=gis host=db.example user=me password=hush-hush tables=public.roofs",
    "PG:dbname=gis password='hush-hush \\' hush-hush' user=me",
    'PG:"dbname=gis user=me password=hush-hush"',
    OF_QGIS.replace(" sslmode", " password='hush-hush' sslmode"),
    "PG:postgresql://me:hush-hush@db.example/gis",
    "MySQL:gis,host=db.example,user=me,password=hush-hush,port=3306",
]


@pytest.fixture(autouse=True)
def no_password(monkeypatch):
    monkeypatch.setenv("PGPASSWORD", "")
    monkeypatch.delenv("PGPASSWORD")


@pytest.mark.parametrize("source", [OF_GDAL, OF_QGIS, f"{OF_GDAL}|layername=roofs", "PG:" + "dbname=g " * 99])
def test_what_names_a_database_is_not_taken_for_a_path(source):
    assert absolute_path(source) == source


def test_gdals_own_words_stay_and_qgiss_become_gdals():
    assert for_gdal(OF_GDAL) == OF_GDAL
    assert for_gdal("/data/dbname.gpkg") == "/data/dbname.gpkg"
    expected = "PG:dbname='gis' host=db.example port=5432 user='me' sslmode=disable tables=public.roofs(geom)"
    assert for_gdal(OF_QGIS) == for_gdal(OF_QGIS + " sql=") == expected


@pytest.mark.parametrize("rest", [" sql=kind = 'roof'", " authcfg=a1b2c3d"])
def test_what_only_qgis_understands_is_refused(rest):
    source = OF_QGIS.replace(" key=", f"{rest} key=") if "authcfg" in rest else OF_QGIS + rest
    with pytest.raises(EngineError, match="Only QGIS can open") as caught:
        for_gdal(source)
    assert "GeoPackage" in caught.value.remedy


@pytest.mark.parametrize("source", WITH_PASSWORDS)
def test_a_password_is_found_and_taken_out_wherever_it_stands(source):
    assert has_password(source) and "hush" not in without_password(source)
    assert not has_password(without_password(source))
    for scene in ((source, "b"), ("a", source), ("a", "b", source)):
        with pytest.raises(EngineError, match="A password stands in") as caught:
            Scene(*scene)
        assert "hush" not in caught.value.message and "PGPASSWORD" in caught.value.remedy


@pytest.mark.parametrize("source", WITH_PASSWORDS[:1] + WITH_PASSWORDS[3:5])
def test_a_typed_password_goes_to_the_database_alone(source):
    assert "hush" not in absolute_path(source)
    assert os.environ["PGPASSWORD"] == "hush-hush"
    with pytest.raises(EngineError) as caught:
        take_password("PG:dbname=other password=another-one")
    assert "another-one" not in caught.value.message


def test_other_databases_are_refused_with_a_password():
    with pytest.raises(EngineError, match="A password stands in"):
        absolute_path(WITH_PASSWORDS[-1])


def test_words_about_passwords_in_file_names_are_no_password():
    assert not has_password("/data/password=none/rois.gpkg")


@pytest.mark.parametrize("source", [WITH_PASSWORDS[0], WITH_PASSWORDS[3]])
def test_a_server_that_does_not_answer_is_told_without_the_password(source, tmp_path):
    raster = make_raster(tmp_path / "scene.tif", np.ones((64, 64), np.uint8))
    nowhere = source.replace("db.example", "127.0.0.1").replace("port=5432", "port=1")
    if "port=" not in nowhere:
        nowhere = nowhere.replace("user=", "port=1 user=")
    for command in ("check", "labels"):
        done = engine(command, "--raster", raster, "--rois", nowhere, "--folder", tmp_path / "run", "--json")
        assert done.returncode == 1 and "hush" not in done.stdout + done.stderr
        said = json.dumps([json.loads(line) for line in done.stdout.splitlines()])
        assert "cannot be opened" in said and "PGPASSWORD" in said and "GeoPackage" in said
    assert not (tmp_path / "run").exists()
