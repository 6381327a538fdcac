"""Requests that are left in the run folder: heard by the engine at work there, and harmless otherwise."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from deep_segmentation_wizard.engine import pipeline
from deep_segmentation_wizard.engine.control import Control, leave_request, request_file
from deep_segmentation_wizard.engine.errors import Cancelled, EngineError
from deep_segmentation_wizard.engine.events import Reporter, StepStarted
from deep_segmentation_wizard.engine.process import EngineProcess
from deep_segmentation_wizard.engine.run_folder import RunFolder
from deep_segmentation_wizard.engine.settings import InputSettings, RunSettings, Scene
from deep_segmentation_wizard.tests.engine.scenes import TINY_NETWORK, make_scene

REQUESTS = ("cancel", "finish_early")


def asked(control: Control, seconds: float = 2) -> list[bool]:
    """What was asked for, once something was or the time is up."""
    give_up = time.monotonic() + seconds
    while not (control.cancelled or control.finishing_early) and time.monotonic() < give_up:
        time.sleep(0.02)
    return [control.cancelled, control.finishing_early]


@pytest.mark.parametrize("request_", REQUESTS)
def test_a_request_is_heard_and_forgotten_when_the_work_ends(request_, tmp_path):
    control = Control()
    with control.obeying(tmp_path):
        leave_request(tmp_path, request_)
        leave_request(tmp_path, request_)  # twice is no mistake
        assert asked(control) == [request_ == "cancel", request_ == "finish_early"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("request_", REQUESTS)
def test_a_request_from_before_is_forgotten(request_, tmp_path):
    leave_request(tmp_path, request_)
    control = Control()
    with control.obeying(tmp_path):
        assert asked(control, 0.8) == [False, False]
        assert list(tmp_path.iterdir()) == []


def test_nothing_is_heard_outside_of_the_work(tmp_path):
    control = Control()
    with control.obeying(tmp_path):
        pass
    leave_request(tmp_path, "cancel")
    assert asked(control, 0.8) == [False, False]


def test_the_folder_is_looked_at_seldom(tmp_path, monkeypatch):
    looks: list[str] = []
    look = os.lstat
    monkeypatch.setattr(os, "lstat", lambda path, **more: (looks.append(str(path)), look(path, **more))[1])
    control = Control()
    with control.obeying(tmp_path):
        for _ in range(10_000):
            control.raise_if_cancelled()
    assert len(looks) <= 4


@pytest.mark.parametrize("request_", REQUESTS)
@pytest.mark.parametrize("kind", ["link", "dangling link", "folder", "pipe"])
def test_row_61_what_a_stranger_put_in_its_place_does_nothing(request_, kind, tmp_path):
    precious = tmp_path / "precious.txt"
    precious.write_text("mine")
    run = tmp_path / "run"
    run.mkdir()
    place = request_file(run, request_)

    def plant() -> None:
        if kind == "folder":
            place.mkdir(exist_ok=True)
            (place / "file").write_text("")
        elif kind == "pipe":
            os.mkfifo(place)
        else:
            place.symlink_to(precious if kind == "link" else tmp_path / "nowhere")

    plant()
    control = Control()
    with control.obeying(run):
        if kind != "folder":
            assert list(run.iterdir()) == []
            plant()
        assert asked(control, 0.8) == [False, False]
        leave_request(run, request_)
    assert precious.read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()
    if kind == "folder":
        assert (place / "file").is_file()


def test_a_request_in_a_folder_that_is_gone_is_an_error(tmp_path):
    with pytest.raises(OSError, match="gone"):
        leave_request(tmp_path / "gone", "cancel")


def test_cancel_by_the_folder_is_heard_in_every_step(tmp_path):
    """As row 52 asks: it ends within seconds, and nothing of the request is left."""
    raster, rois = make_scene(tmp_path)
    begin = ["run", "--raster", str(raster), "--rois", str(rois), "--folder", str(tmp_path / "run")]
    begin += ["--window", "64", "--stride", "32", "--epochs", "1", *TINY_NETWORK]
    resume = ["run", "--resume", "--folder", str(tmp_path / "run")]
    for arguments, step in ((begin, "augment"), (resume, "train"), (resume, "select"), (resume, "predict")):
        engine = EngineProcess(arguments)
        last, since = "", 0.0
        for event in engine.events():
            last = event["event"]
            if last == "StepStarted" and event["step"] == step:
                engine.process.send_signal(
                    signal.SIGSTOP
                )  # stop it for a moment, so that it cannot be through already
                leave_request(tmp_path / "run", "cancel")
                time.sleep(0.6)
                engine.process.send_signal(signal.SIGCONT)
                since = time.monotonic()
        assert (engine.wait(30), last, step) == (130, "Cancelled", step)
        assert since and time.monotonic() - since < 5
        assert not request_file(tmp_path / "run", "cancel").exists()


def test_a_detached_run_can_be_finished_early(tmp_path):
    raster, rois = make_scene(tmp_path)
    folder = tmp_path / "run"
    arguments = ["run", "--raster", raster, "--rois", rois, "--folder", folder, "--window", 64]
    engine = EngineProcess([*map(str, arguments), "--epochs", "9999", *TINY_NETWORK], python=sys.executable)
    for event in engine.events():  # which end with the last that is heard
        if event["event"] == "EpochDone" and event["epoch"] == 1:
            engine.send("detach")
    engine.let_go()
    leave_request(folder, "finish_early")
    give_up = time.monotonic() + 60
    while at_work(folder):
        assert time.monotonic() < give_up, (folder / "events.jsonl").read_text()[-500:]
        time.sleep(0.2)
    said = (folder / "events.jsonl").read_text()
    assert '"finished early"' in said and '"Finished"' in said.splitlines()[-1]
    assert (folder / "model.safetensors").is_file()
    assert not request_file(folder, "finish_early").exists()


def test_a_refused_run_forgets_too_and_leaves_nothing(tmp_path):
    raster, rois = make_scene(tmp_path)
    reporter = Reporter()
    run = RunFolder(tmp_path / "run")

    def ask(event):
        if isinstance(event, StepStarted):
            leave_request(run.path, "cancel")
            time.sleep(0.6)

    reporter.sinks.append(ask)
    with pytest.raises(Cancelled):
        pipeline.run(run, RunSettings(inputs=InputSettings((Scene(str(raster), str(rois)),))), reporter)
    assert not run.path.exists()


def at_work(folder: Path) -> bool:
    """Whether a process holds the run folder."""
    try:
        with RunFolder(folder).open():
            return False
    except EngineError:
        return True
