"""The engine as a child: events in, commands out, isolated from where it works."""

from __future__ import annotations

import json
import os
import sys
import time

from deep_segmentation_wizard.engine.process import EngineProcess, engine_command
from deep_segmentation_wizard.tests.engine.scenes import TINY_NETWORK, make_scene


def test_events_come_and_cancel_goes(tmp_path):
    raster, rois = make_scene(tmp_path)
    arguments = ["run", "--raster", raster, "--rois", rois, "--folder", tmp_path / "run", "--window", 64]
    engine = EngineProcess([*map(str, arguments), "--epochs", "500", *TINY_NETWORK])
    seen = []
    for event in engine.events():
        seen.append(event["event"])
        if event["event"] == "EpochDone" and "EpochDone" not in seen[:-1]:
            engine.send("cancel")
    assert engine.wait(30) == 130
    assert seen[0] == "StepStarted" and seen[-1] == "Cancelled"


def test_a_refusal_keeps_its_words(tmp_path):
    engine = EngineProcess(["run", "--resume", "--folder", str(tmp_path)])
    (failed,) = list(engine.events())
    assert failed["event"] == "Failed" and "holds no run" in failed["message"]
    assert engine.wait(30) == 1
    assert "holds no run" in engine.error_tail


def test_a_killed_engine_ends_the_events(tmp_path):
    raster, rois = make_scene(tmp_path)
    arguments = ["run", "--raster", raster, "--rois", rois, "--folder", tmp_path / "run", "--window", 64]
    engine = EngineProcess([*map(str, arguments), "--epochs", "500", *TINY_NETWORK])
    for event in engine.events():
        if event["event"] == "EpochDone":
            engine.kill()
    assert engine.process.returncode < 0


JUNK = r"""#!/bin/sh
(while [ -e /proc/$$/exe ]; do
  printf 'a warning\\n{"event": "Finished", "outputs"\\n\\377\\376\\000\\n7\\n{"a": 1}\\nhalf a line '
  printf 'ERROR 1: on the other pipe\\n' >&2
done) &
head -c 60000 /dev/zero | tr '\\0' '['
exec "$PYTHON" "$@"
"""


def test_row_54_every_event_arrives_between_junk(tmp_path):
    """Lines, broken events, bytes that are no text, nesting without end, and halves of lines before an event."""
    raster, rois = make_scene(tmp_path)
    python = tmp_path / "python"
    python.write_text(JUNK.replace("$PYTHON", sys.executable))
    python.chmod(0o755)
    folder = tmp_path / "run"
    arguments = ["run", "--raster", raster, "--rois", rois, "--folder", folder, "--window", 64]
    engine = EngineProcess([*map(str, arguments), "--epochs", "1", *TINY_NETWORK], str(python))
    heard = list(engine.events())
    assert engine.wait(30) == 0
    assert "ERROR 1: on the other pipe" in engine.error_tail
    written = [json.loads(line) for line in (folder / "events.jsonl").read_text().splitlines()]
    assert [{**event, "time": 0} for event in heard] == [{**event, "time": 0} for event in written]


def test_modules_in_working_folder_and_environment_are_not_imported(tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("raise SystemExit('imported')\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    engine = EngineProcess(["run", "--resume", "--folder", str(tmp_path)])
    assert [event["event"] for event in engine.events()] == ["Failed"]
    assert "-I" in engine_command(sys.executable)
    engine.wait(30)


def test_a_detached_run_goes_on_without_its_starter(tmp_path):
    raster, rois = make_scene(tmp_path)
    folder = tmp_path / "run"
    arguments = ["run", "--raster", raster, "--rois", rois, "--folder", folder, "--window", 64]
    engine = EngineProcess([*map(str, arguments), "--epochs", "3", *TINY_NETWORK], background=True)
    process = 0
    for event in engine.events():  # which end with the last that is heard
        if event["event"] == "StepStarted" and event["step"] == "train":
            engine.send("detach")
        process = event.get("process", process)
    engine.let_go()
    assert process == engine.process.pid
    give_up = time.monotonic() + 120
    while not (lines := (folder / "events.jsonl").read_text().splitlines()) or '"Finished"' not in lines[-1]:
        assert time.monotonic() < give_up, lines[-1]
        time.sleep(0.2)
    assert (folder / "model.safetensors").is_file()


def test_in_the_background_it_leaves_the_processor_to_others(tmp_path):
    engine = EngineProcess(["serve"], background=True, takes_commands=False)
    engine.send('{"id": 1, "ask": "nothing"}')
    next(engine.events())
    assert os.getpriority(os.PRIO_PROCESS, engine.process.pid) > os.getpriority(os.PRIO_PROCESS, 0)
    engine.close_input()
    assert list(engine.events()) == [] and engine.wait(30) == 0
