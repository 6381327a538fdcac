"""The command's contract: statuses, refusals that leave nothing, events, control, single steps."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from deep_segmentation_wizard.tests.engine.scenes import (
    ROOT,
    TINY_NETWORK,
    bright_squares,
    engine,
    events_of,
    grid_of,
    make_layer,
    make_raster,
    make_scene,
    read,
    rectangle,
)

SHORT = ("--window", 64, "--stride", 32, "--epochs", 1, *TINY_NETWORK)


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    """A raster and its ROIs."""
    return make_scene(tmp_path_factory.mktemp("scene"))


def start(*arguments: object, **options) -> subprocess.Popen[str]:
    """Start the engine and go on."""
    command = [sys.executable, "-m", "engine", *map(str, arguments)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=ROOT, **{**pipes, **options})


def wait_for(process: subprocess.Popen[str], event: str) -> dict:
    """Read events until one of this name comes."""
    for line in process.stdout:
        data = json.loads(line)
        if data["event"] == event:
            return data
    raise AssertionError(f"{event} never came: {process.stderr.read()}")


# -- refusals -----------------------------------------------------------------------------------------------


def _missing_raster(folder, raster, rois):
    return ["--raster", folder / "missing.tif", "--rois", rois], "There is no raster at"


def _missing_rois(folder, raster, rois):
    return ["--raster", raster, "--rois", folder / "missing.gpkg"], "There is no layer at"


def _no_overlap(folder, raster, rois):
    far = make_layer(folder / "far.gpkg", [rectangle(9000, 9000, 20, 20)])
    return ["--raster", raster, "--rois", far], "lie outside the raster"


def _empty_layer(folder, raster, rois):
    return ["--raster", raster, "--rois", make_layer(folder / "empty.gpkg", [])], "has no polygons"


def _raster_without_crs(folder, raster, rois):
    bare = make_raster(folder / "bare.tif", bright_squares(256, 224)[0], epsg=None)
    return ["--raster", bare, "--rois", rois], "has no CRS"


def _one_class(folder, raster, rois):
    whole = make_layer(folder / "whole.gpkg", [rectangle(-5, -5, 400, 400)])
    return ["--raster", raster, "--rois", whole], "Only one class is present"


def _window_too_large(folder, raster, rois):
    return ["--raster", raster, "--rois", rois, "--window", 200], "The largest window that works here"


def _predict_raster_missing(folder, raster, rois):
    return ["--raster", raster, "--rois", rois, "--predict", folder / "missing.tif"], "There is no raster at"


def _predict_raster_of_other_bands(folder, raster, rois):
    grey = make_raster(folder / "grey.tif", bright_squares(256, 224, bands=1)[0])
    return ["--raster", raster, "--rois", rois, "--predict", grey], "bands"


def _unknown_setting(folder, raster, rois):
    return [
        "--raster",
        raster,
        "--rois",
        rois,
        "--set",
        "training.speed=9",
    ], "There is no setting 'training.speed'"


def _as_many_rois_as_rasters(folder, raster, rois):
    return ["--raster", raster, *["--rois", rois] * 2], "--rois is given 2 times for 1 raster"


def _split_of_ninety(folder, raster, rois):
    return ["--raster", raster, "--rois", rois, "--split", "70,10,10"], "add up to 100"


@pytest.mark.parametrize(
    "case",
    [
        _missing_raster, _missing_rois, _no_overlap, _empty_layer, _raster_without_crs, _one_class,
        _window_too_large, _predict_raster_missing, _predict_raster_of_other_bands, _unknown_setting,
        _as_many_rois_as_rasters, _split_of_ninety,
    ],
)  # fmt: skip
def test_refuses_with_cause_and_remedy_and_leaves_nothing(case, scene, tmp_path):
    arguments, message = case(tmp_path, *scene)
    before = sorted(tmp_path.iterdir())
    done = engine("run", *arguments, "--folder", tmp_path / "deep" / "run")
    assert done.returncode == 1
    cause, remedy = done.stderr.strip().splitlines()[-2:]
    assert message in cause + remedy
    assert cause.endswith(".") and remedy.endswith(".")
    assert "Traceback" not in done.stderr
    assert sorted(tmp_path.iterdir()) == before


def test_a_refused_run_leaves_a_folder_of_the_users_as_it_was(scene, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    done = engine("run", "--raster", scene[0], "--rois", scene[1], "--window", 200, "--folder", tmp_path)
    assert done.returncode == 1
    assert [path.name for path in tmp_path.iterdir() if path.name != ".lock"] == ["mine.txt"]


def test_refuses_a_folder_that_holds_a_run_or_files_in_its_place(finished_run, scene, tmp_path):
    (tmp_path / "labels").mkdir()
    for folder, message in ((finished_run, "already holds a run"), (tmp_path, "already has labels")):
        done = engine("run", "--raster", scene[0], "--rois", scene[1], "--folder", folder)
        assert done.returncode == 1
        assert message in done.stderr


def test_refuses_other_settings_for_a_resumed_run(finished_run):
    done = engine("run", "--resume", "--folder", finished_run, "--epochs", 9)
    assert done.returncode == 1
    assert "goes on with the settings in its folder" in done.stderr


def test_wrong_usage_is_status_2():
    assert engine("run").returncode == 2
    assert engine("paint").returncode == 2
    assert engine("run", "--folder", "x", "--epochs", 1, "--minutes", 1).returncode == 2


# -- events, control, isolation -----------------------------------------------------------------------------


def test_json_writes_events_and_nothing_else(scene, tmp_path):
    folder = tmp_path / "run"
    done = engine("run", "--raster", scene[0], "--rois", scene[1], "--folder", folder, *SHORT, "--json")
    assert done.returncode == 0, done.stderr
    events = events_of(done.stdout)
    names = [event["event"] for event in events]
    assert {"StepStarted", "Progress", "StepFinished", "Finding", "EpochDone", "CheckpointSaved"} <= set(names)
    assert names[-1] == "Finished"
    assert Path(events[-1]["outputs"]["masks"][0]).is_file()
    steps = [event["step"] for event in events if event["event"] == "StepStarted"]
    assert steps == ["labels", "chips", "split", "augment", "train", "select", "predict", "mask"]
    kept = events_of((folder / "events.jsonl").read_text())
    assert [event["event"] for event in kept if event["event"] != "Progress"] == [
        name for name in names if name != "Progress"
    ]


def test_json_tells_a_refusal_as_an_event(scene, tmp_path):
    done = engine("run", "--raster", "x.tif", "--rois", scene[1], "--folder", tmp_path / "run", "--json")
    (event,) = events_of(done.stdout)
    assert done.returncode == 1
    assert event["event"] == "Failed" and event["remedy"] and not event["bug"]


def test_cancel_on_standard_input_ends_soon_and_can_be_resumed(scene, tmp_path):
    folder = tmp_path / "run"
    arguments = ["run", "--raster", scene[0], "--rois", scene[1], "--folder", folder, "--json", "--control"]
    process = start(*arguments, "--window", 64, "--epochs", 500, *TINY_NETWORK)
    wait_for(process, "EpochDone")
    process.stdin.write("cancel\n")
    process.stdin.flush()
    asked = time.monotonic()
    output, _ = process.communicate(timeout=60)
    assert time.monotonic() - asked < 5
    assert process.returncode == 130
    assert events_of(output)[-1]["event"] == "Cancelled"
    assert (folder / "checkpoints/last/checkpoint.json").is_file()


def test_the_end_of_standard_input_cancels_under_control(scene, tmp_path):
    arguments = ["run", "--raster", scene[0], "--rois", scene[1], "--folder", tmp_path / "run"]
    process = start(*arguments, "--json", "--control", "--window", 64, "--epochs", 500, *TINY_NETWORK)
    wait_for(process, "EpochDone")
    process.stdin.close()
    process.stdin = None
    process.communicate(timeout=30)
    assert process.returncode == 130


def test_finish_early_ends_with_a_mask(scene, tmp_path):
    folder = tmp_path / "run"
    arguments = ["run", "--raster", scene[0], "--rois", scene[1], "--folder", folder, "--json", "--control"]
    process = start(*arguments, "--window", 64, "--epochs", 5000, *TINY_NETWORK)
    wait_for(process, "EpochDone")
    process.stdin.write("finish_early\n")
    process.stdin.flush()
    finished = wait_for(process, "Finished")
    process.stdin.close()
    process.stdin = None
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert Path(finished["outputs"]["masks"][0]).is_file()
    assert json.loads((folder / "checkpoints/training.json").read_text())["ended"] == "finished early"


def test_without_control_standard_input_is_left_alone(scene, tmp_path):
    """nohup and Slurm give none, or one that ends at once."""
    arguments = ["--raster", scene[0], "--rois", scene[1], "--folder", tmp_path / "run", *SHORT]
    assert engine("run", *arguments, stdin=subprocess.DEVNULL).returncode == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_cancel(number, scene, tmp_path):
    arguments = ["run", "--raster", scene[0], "--rois", scene[1], "--folder", tmp_path / "run", "--json"]
    process = start(*arguments, "--window", 64, "--epochs", 500, *TINY_NETWORK)
    wait_for(process, "EpochDone")
    process.send_signal(number)
    process.communicate(timeout=30)
    assert process.returncode == 130


def test_a_run_cancelled_before_it_prepared_anything_leaves_nothing(scene, tmp_path):
    rows = 3000
    raster = make_raster(
        tmp_path / "tall.tif", np.random.default_rng(0).integers(0, 255, (1, rows, 600)).astype("u1")
    )
    rois = make_layer(tmp_path / "rois.gpkg", [rectangle(50, 50, 300, 2000)])
    before = sorted(tmp_path.iterdir())
    process = start(
        "run", "--raster", raster, "--rois", rois, "--folder", tmp_path / "run", "--json",
        "--window", 64, "--stride", 8,
    )  # fmt: skip
    while json.loads(process.stdout.readline()).get("step") != "chips":
        pass
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert process.returncode == 130
    assert sorted(tmp_path.iterdir()) == before


def test_a_json_py_in_the_working_folder_is_not_imported(scene, tmp_path):
    for name in ("json.py", "numpy.py", "argparse.py"):
        (tmp_path / name).write_text("raise SystemExit('imported from the working folder')\n")
    done = engine("doctor", "--json", cwd=tmp_path)
    assert json.loads(done.stdout)["ready"] is True


def test_two_runs_in_one_folder_the_second_is_refused(scene, tmp_path):
    folder = tmp_path / "run"
    arguments = ["run", "--raster", scene[0], "--rois", scene[1], "--folder", folder, "--json"]
    process = start(*arguments, "--window", 64, "--epochs", 500, *TINY_NETWORK)
    wait_for(process, "EpochDone")
    second = engine("run", "--resume", "--folder", folder)
    process.kill()
    process.communicate()
    assert second.returncode == 1
    assert "Another run is at work" in second.stderr
    assert (folder / ".lock").exists()  # stale now, and no hindrance:
    process = start("run", "--resume", "--folder", folder, "--json", "--control")
    wait_for(process, "EpochDone")
    process.stdin.write("cancel\n")
    process.stdin.flush()
    process.communicate(timeout=30)
    assert process.returncode == 130


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are Unix's")
def test_a_terminal_shows_bars_with_the_time_left(scene, tmp_path):
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    arguments = ["--raster", scene[0], "--rois", scene[1], "--folder", tmp_path / "run", *SHORT]
    process = start("run", *arguments, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
        shown += part
    os.close(ours)
    assert process.wait(30) == 0
    text = shown.decode()
    assert " % " in text and "█" in text
    assert re.search(r"\d+ of \d+ windows, \d+ s left", text)
    assert "epoch 1 of 1: loss" in text


# -- step by step, settings files ---------------------------------------------------------------------------


def test_each_step_alone_leads_to_the_same_as_a_run(scene, tmp_path):
    whole, steps = tmp_path / "whole", tmp_path / "steps"
    inputs = ["--raster", scene[0], "--rois", scene[1]]
    assert engine("run", *inputs, "--folder", whole, *SHORT, "--seed", 5).returncode == 0
    for name, *arguments in (
        ("labels", *inputs, "--seed", 5), ("chips", "--window", 64, "--stride", 32),
        ("split", "--split", "70,15,15"), ("augment",), ("train", "--epochs", 1, *TINY_NETWORK),
        ("select",), ("mask",),
    ):  # fmt: skip
        done = engine(name, "--folder", steps, *arguments)
        assert done.returncode == 0, done.stderr
    assert (whole / "settings.json").read_text() == (steps / "settings.json").read_text()
    np.testing.assert_array_equal(
        read(whole / "prediction/scene_mask.tif"), read(steps / "prediction/scene_mask.tif")
    )


def test_a_step_whose_forerunner_is_missing_or_stale_says_which(scene, tmp_path):
    folder = tmp_path / "run"
    engine("labels", "--raster", scene[0], "--rois", scene[1], "--folder", folder)
    early = engine("split", "--folder", folder)
    assert early.returncode == 1 and "'chips' has not been done" in early.stderr
    engine("chips", "--folder", folder, "--window", 64)
    engine("split", "--folder", folder)
    engine("chips", "--folder", folder, "--window", 48)
    stale = engine("augment", "--folder", folder)
    assert stale.returncode == 1 and "'split'" in stale.stderr


def test_another_split_writes_no_chip_again(scene, tmp_path):
    folder = tmp_path / "run"
    engine("labels", "--raster", scene[0], "--rois", scene[1], "--folder", folder)
    engine("chips", "--folder", folder)
    before = {path.name: path.stat().st_mtime_ns for path in (folder / "chips/all/images").iterdir()}
    done = engine("split", "--folder", folder, "--split", "60,20,20")
    assert done.returncode == 0, done.stderr
    assert {path.name: path.stat().st_mtime_ns for path in (folder / "chips/all/images").iterdir()} == before


def test_settings_of_a_run_start_another_one(finished_run, tmp_path):
    done = engine(
        "run", "--settings", finished_run / "settings.json", "--folder", tmp_path / "again", "--epochs", 1
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    settings = json.loads((tmp_path / "again/settings.json").read_text())
    assert settings["training"]["epochs"] == 1
    assert settings["seed"] == 3


def test_two_scenes_and_a_class_field_from_end_to_end(tmp_path):
    arguments = []
    for name, seed in (("west", 1), ("east", 2)):
        image, squares = bright_squares(192, 160, seed=seed)
        for column, row, width, height in squares[::2]:
            image[0, row : row + height, column : column + width] = 10
        place = (500000.0 + 1000 * seed, 0.5, 0.0, 5500000.0, 0.0, -0.5)
        raster = make_raster(tmp_path / f"{name}.tif", image, place)
        shapes = [rectangle(*square, place) for square in squares]
        values = [7 if number % 2 == 0 else 3 for number in range(len(squares))]
        rois = make_layer(tmp_path / f"{name}.gpkg", shapes, values=values, field="kind")
        arguments += ["--raster", raster, "--rois", rois]
    done = engine(
        "run", *arguments, "--class-field", "kind", "--unlabelled", "background", "--folder", tmp_path / "run",
        "--window", 48, "--epochs", 6, *TINY_NETWORK, "--set", "training.learning_rate=0.01",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for name in ("west", "east"):
        mask = tmp_path / "run/prediction" / f"{name}_mask.tif"
        assert set(np.unique(read(mask))) <= {0, 3, 7}
        assert grid_of(mask) == grid_of(tmp_path / f"{name}.tif")
    info = engine("info", tmp_path / "run/model.safetensors", "--json")
    assert json.loads(info.stdout)["classes"] == {"0": "background", "3": "3", "7": "7"}


# -- preview ------------------------------------------------------------------------------------------------


def test_preview_draws_a_row_for_each_chosen_technique(scene, tmp_path):
    inputs = ["--raster", scene[0], "--rois", scene[1], "--window", 64]
    heights = {}
    for chosen in ("mirror", "mirror,rotate:1:1", "all"):
        sheet = tmp_path / f"{len(heights)}.png"
        done = engine("preview", *inputs, "--augment", chosen, "--output", sheet, "--draws", 3)
        assert done.returncode == 0, done.stderr
        heights[chosen] = read(sheet).shape[1] // 134
        assert read(sheet).shape[0] == 3
    # The chip, its turns in rows of three, each effect, and all together.
    assert list(heights.values()) == [2, 4, 1 + 3 + 11 + 1]
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".png") == ["0.png", "1.png", "2.png"]


def test_preview_of_a_run_takes_its_settings_and_leaves_it_alone(finished_run, tmp_path):
    before = {path: path.stat().st_mtime_ns for path in finished_run.rglob("*")}
    done = engine("preview", "--folder", finished_run, "--augment", "cut_out:1", "--output", tmp_path / "a.png")
    assert done.returncode == 0, done.stderr
    assert {path: path.stat().st_mtime_ns for path in finished_run.rglob("*")} == before
    thumbnails = read(tmp_path / "a.png")[:, :128, 150:278], read(tmp_path / "a.png")[:, 134:262, 150:278]
    assert (thumbnails[0] != thumbnails[1]).any(axis=0).mean() > 0.05


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--augment", "all"), "No raster is given"),
        (("--augment", "wobble"), "'wobble' is no change"),
        (("--augment", "rotate:3"), "strength of 3"),
        (("--raster", "a.tif", "--rois", "b.gpkg", "--augment", "none"), "Nothing is chosen"),
        (("--output", "sheet.jpg"), "no PNG name"),
        (("--draws", "0"), "0 examples"),
        (("--copies", "-1"), "-1 copies"),
    ],
)
def test_preview_refuses_what_makes_no_sense(arguments, words, tmp_path):
    done = engine("preview", "--output", tmp_path / "a.png", *arguments, cwd=ROOT)
    assert done.returncode == 1 and words in done.stderr, done.stderr
    assert list(tmp_path.iterdir()) == []


# -- info, doctor -------------------------------------------------------------------------------------------


def test_info_tells_classes_by_their_codes(finished_run):
    data = json.loads(engine("info", finished_run / "model.safetensors", "--json").stdout)
    assert data["classes"] == {"0": "background", "1": "rois"}
    assert len(data["bands"]) == 3 and data["window"] == 64
    assert 0 < data["threshold"] < 1
    assert "background" in engine("info", finished_run / "model.safetensors").stdout


def test_evaluate_never_writes_figures_over_an_input(finished_run, scene):
    raster, rois = scene
    before = raster.read_bytes()
    model = finished_run / "model.safetensors"
    done = engine("evaluate", "--model", model, "--raster", raster, "--rois", rois, "--output", raster)
    assert done.returncode == 1 and "no JSON name" in done.stderr
    assert raster.read_bytes() == before


def test_doctor_measures_a_training_step():
    done = engine("doctor", "--json")
    data = json.loads(done.stdout)
    assert done.returncode == 0
    assert data["ready"] and data["missing"] == []
    assert data["training_images_per_second"] > 0 and data["devices"][0]["kind"] == "cpu"
    assert data["packages"]["torch"]["version"]


@pytest.mark.parametrize(("module", "package"), [("torch", "torch"), ("cv2", "opencv-python-headless")])
def test_doctor_names_what_is_missing_and_how_to_get_it(module, package, tmp_path):
    """A Python without it: hide it behind a module that cannot be imported."""
    (tmp_path / f"{module}.py").write_text("raise ImportError('not here')\n")
    code = (
        f"import sys; sys.path[:0] = [{str(tmp_path)!r}, {str(ROOT)!r}]; "
        "from engine.command_line import main; sys.exit(main(sys.argv[1:]))"
    )
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, "-c", code, "doctor", "--json"],
        capture_output=True,
        text=True,
        env=environment,
        cwd=tmp_path,
    )
    data = json.loads(done.stdout)
    assert done.returncode == 1 and not data["ready"]
    (missing,) = data["missing"]
    assert missing["name"] == module and f"pip install {package}" in missing["remedy"]
