"""The run folder: results appear whole or not at all."""

from __future__ import annotations

import os
from dataclasses import dataclass

import pytest

from deep_segmentation_wizard.engine.errors import EngineError
from deep_segmentation_wizard.engine.files import new_folder, replace_or_rename, write_json, write_text
from deep_segmentation_wizard.engine.run_folder import RunFolder, make_key
from deep_segmentation_wizard.engine.settings import ChipSettings, RunSettings


@dataclass(frozen=True)
class Record:
    count: int


def test_a_folder_that_fails_half_way_leaves_the_old_one(tmp_path):
    final = tmp_path / "chips"
    with new_folder(final) as folder:
        (folder / "a").write_text("old")
    with pytest.raises(ZeroDivisionError), new_folder(final) as folder:
        (folder / "a").write_text("new")
        raise ZeroDivisionError
    assert (final / "a").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["chips"]


def test_a_text_that_cannot_be_written_leaves_the_old_one(tmp_path, monkeypatch):
    path = tmp_path / "history.csv"
    write_text(path, "old")

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_text(path, "new")
    assert path.read_text() == "old"


def test_an_output_that_another_program_holds_open_gets_a_new_name(tmp_path, monkeypatch):
    new, final = tmp_path / "new.tif", tmp_path / "mask.tif"
    new.write_text("new")
    final.write_text("open in QGIS")
    replace = os.replace

    def locked(source, target):
        if os.fspath(target) == str(final):
            raise PermissionError(13, "in use")
        replace(source, target)

    monkeypatch.setattr(os, "replace", locked)
    assert replace_or_rename(new, final) == tmp_path / "mask_2.tif"
    assert final.read_text() == "open in QGIS"


def test_a_result_is_stale_once_what_it_came_from_changed(tmp_path):
    folder = RunFolder(tmp_path)
    folder.labels.mkdir()
    with pytest.raises(EngineError, match="has not been done"):
        folder.require_key("labels", "any")
    write_json(folder.record_file("labels"), {"key": make_key(ChipSettings(64)), "count": 3})
    folder.require_key("labels", make_key(ChipSettings(64)))
    assert folder.read_record("labels", Record) == Record(3)
    with pytest.raises(EngineError, match="older than the steps"):
        folder.require_key("labels", make_key(ChipSettings(96)))


def test_a_damaged_record_is_refused(tmp_path):
    folder = RunFolder(tmp_path)
    folder.selection_file.write_text("{")
    with pytest.raises(EngineError, match="cannot be read"):
        folder.key("select")


def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(EngineError, match="cannot be made"), RunFolder(tmp_path / "file" / "run").open():
        pass


def test_row_38_a_name_that_is_too_long_is_refused_with_a_remedy(tmp_path):
    folder = RunFolder(tmp_path / ("x" * 300))
    folder.require_new()
    with pytest.raises(EngineError, match="too long.*shorter name"), folder.open():
        pass
    assert list(tmp_path.iterdir()) == []


def test_row_43_only_one_at_a_time_may_work_in_it(tmp_path):
    first, second = RunFolder(tmp_path).open(), RunFolder(tmp_path).open()
    with first, pytest.raises(EngineError, match="Another run is at work"), second:
        pass
    with RunFolder(tmp_path).open():  # free again
        pass


def test_a_refused_run_removes_a_link_and_not_what_it_points_to(tmp_path):
    """A folder from a stranger may hold links that lead out of it."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious.txt").write_text("mine")
    folder = RunFolder(tmp_path / "run")
    with pytest.raises(EngineError), folder.open(), folder.nothing_left_when_refused():
        folder.save_settings(RunSettings())
        (folder.path / "labels").symlink_to(outside, target_is_directory=True)
        raise EngineError("refused.", "Mend it.")
    assert (outside / "precious.txt").read_text() == "mine"
    assert not folder.path.exists()


def test_row_61_a_link_in_place_of_a_temporary_file_is_not_written_through(tmp_path):
    precious = tmp_path / "precious.txt"
    precious.write_text("mine")
    folder = RunFolder(tmp_path / "run")
    with folder.open():
        (folder.path / ".settings.json.new").symlink_to(precious)
        folder.save_settings(RunSettings(seed=3))
    assert precious.read_text() == "mine"
    assert folder.require_run().seed == 3 and not folder.settings_file.is_symlink()
