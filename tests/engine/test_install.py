"""The installation, by its command, in QGIS's own Python, from an index on this machine with tiny wheels.

The tiny wheels lead to the packages that the tests have, so that the training step at the end is a real one.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from deep_segmentation_wizard.engine.control import Control
from deep_segmentation_wizard.engine.errors import EngineError
from deep_segmentation_wizard.engine.events import Reporter
from deep_segmentation_wizard.engine.install import Installation
from deep_segmentation_wizard.engine.install_plan import (
    Facts,
    Wishes,
    constraints,
    find_pip,
    hidden,
    look,
    make_plan,
)
from deep_segmentation_wizard.engine.packages import FOLDER_VARIABLE, package_folder, read_installed
from deep_segmentation_wizard.engine.pip_process import (
    explain,
    pip_command,
    pip_environment,
    run_child,
    source_options,
)
from deep_segmentation_wizard.engine.process import EngineProcess, engine_command
from deep_segmentation_wizard.engine.run_folder import take_lock
from deep_segmentation_wizard.engine.torch_builds import VERSION
from deep_segmentation_wizard.tests.engine.local_index import PYTHON, Index, make_wheel, serving

pytestmark = pytest.mark.skipif(
    not Path(PYTHON).exists()
    or subprocess.run([PYTHON, "-c", "import osgeo, pip"], capture_output=True).returncode,
    reason="the system's Python has no GDAL or no pip",
)
TQDM = "tqdm-4.67.1-py3-none-any.whl"
BROKEN = "raise ImportError('planted')"
NEEDED = {"torch", "safetensors", "tqdm"}


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> Path:
    """The folder of packages of this test; no setting of pip's holds but the test's."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    home = tmp_path / "päckages of Éva"
    monkeypatch.setenv(FOLDER_VARIABLE, str(home))
    return home


@pytest.fixture
def index(tmp_path):
    """An ordinary index in ``simple/``, and PyTorch's in ``whl/cpu/``."""
    simple = tmp_path / "index" / "simple"
    make_wheel(tmp_path / "index" / "whl" / "cpu", "torch", f"{VERSION}+cpu", requires=("helper",))
    make_wheel(simple, "helper", "1.0", "")
    make_wheel(simple, "safetensors", "0.6.2")
    make_wheel(simple, "tqdm", "4.67.1", ballast=200_000)
    with serving(tmp_path / "index") as index:
        yield index


def from_both(index: Index) -> list[str]:
    return ["--index", f"{index.url}/simple/", "--torch-index", f"{index.url}/whl/", "--torch", "cpu"]


def start(*arguments: object) -> EngineProcess:
    return EngineProcess(["install", *map(str, arguments)], PYTHON)


def run(*arguments: object) -> tuple[int, list[dict]]:
    """Exit status and events of an installation."""
    engine = start(*arguments)
    heard = list(engine.events())
    return engine.wait(60), heard


def doctor() -> dict:
    done = subprocess.run(engine_command(PYTHON, "doctor", "--quick", "--json"), capture_output=True, text=True)
    return json.loads(done.stdout)


def missing() -> set[str]:
    return {item["name"] for item in doctor()["missing"]}


def installed_folders(home: Path) -> list[str]:
    return sorted(p.name for p in home.iterdir() if p.name.startswith("cp")) if home.exists() else []


def fetched(index: Index, name: str) -> int:
    return sum(path.endswith(".whl") and f"/{name}-" in path for path in index.asked)


# -- the whole way ------------------------------------------------------------------------------------------


def test_the_plan_tells_all_before_anything_is_written(index, home):
    status, (plan,) = run("--plan", *from_both(index))
    outputs = plan["outputs"]
    assert status == 0 and not home.exists()
    assert {text.partition("=")[0].partition(">")[0] for text in outputs["requirements"]} >= NEEDED
    numpy = subprocess.run(
        [PYTHON, "-c", "import numpy; print(numpy.__version__)"], capture_output=True, text=True
    )
    assert f"numpy=={numpy.stdout.strip()}" in outputs["constraints"]
    assert outputs["build"]["name"] == "cpu" and outputs["download_mb"] > 200 and outputs["free_mb"] > 0
    assert outputs["folder"].startswith(str(home)) and outputs["sources"][0].endswith("/whl/cpu")
    assert "pip download" in outputs["wheels_command"]
    assert not index.asked


def test_it_installs_repairs_and_removes(index, home):
    assert missing() >= NEEDED
    status, heard = run("--run", *from_both(index))
    assert status == 0, heard[-1]
    steps = [event["step"] for event in heard if event["event"] == "StepStarted"]
    assert steps == ["find", "download", "unpack", "try"]
    assert heard[-1]["outputs"]["training_images_per_second"] > 0  # a real training step
    assert any(path.startswith("/whl/cpu/torch-") for path in index.asked)
    (folder,) = installed_folders(home)
    assert sorted(p.name for p in home.iterdir()) == [folder, "install.lock"]  # no downloads, nothing half made
    record = json.loads((home / folder / "packages.json").read_text())
    assert record["versions"] == {
        "torch": f"{VERSION}+cpu", "helper": "1.0", "safetensors": "0.6.2", "tqdm": "4.67.1",
    }  # fmt: skip
    assert doctor()["ready"]

    (module,) = (home / folder).rglob("torch.py")
    module.write_text(BROKEN)
    assert missing() == {"torch"}
    status, heard = run("--repair", *from_both(index))
    assert status == 0 and doctor()["ready"]

    index.asked.clear()
    status, heard = run("--run", *from_both(index))
    assert status == 0 and not index.asked
    assert "Everything is installed" in heard[0]["message"]

    status, heard = run("--remove")
    assert status == 0 and not home.exists()
    assert missing() >= NEEDED


def test_without_pytorch_s_index_it_takes_the_ordinary_one_and_what_does_not_work_is_not_put_in_place(index, home):
    shutil.rmtree(index.folder / "whl")
    make_wheel(index.folder / "simple", "torch", VERSION, BROKEN)
    status, heard = run("--run", *from_both(index))
    (finding,) = (event for event in heard if event["event"] == "Finding")
    assert "PyTorch's own index did not answer" in finding["message"] and "MB" in finding["remedy"]
    assert f"/simple/torch-{VERSION}-py3-none-any.whl" in index.asked
    assert status == 1 and "planted" in heard[-1]["message"] and heard[-1]["remedy"]
    assert installed_folders(home) == []


def test_a_folder_of_wheels_needs_no_index(index, home, tmp_path, monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", f"{index.url}/simple/")
    wheels = tmp_path / "stick"
    make_wheel(wheels, "torch", f"{VERSION}+cpu", BROKEN)
    for name, version in (("safetensors", "0.6.2"), ("tqdm", "4.67.1")):
        make_wheel(wheels, name, version)
    status, heard = run("--run", "--wheels", wheels)
    steps = [event["step"] for event in heard if event["event"] == "StepFinished"]
    assert steps == ["find", "download", "unpack"] and status == 1 and "planted" in heard[-1]["message"]
    assert not index.asked


def test_a_proxy_is_used(index, monkeypatch):
    monkeypatch.setenv("PIP_TRUSTED_HOST", "packages.invalid")  # as there is no HTTPS here
    make_wheel(index.folder / "simple", "torch", VERSION, BROKEN)
    status, heard = run("--run", "--index", "http://packages.invalid/simple/", "--proxy", index.url)
    assert status == 1 and "planted" in heard[-1]["message"]
    assert "packages.invalid" in index.hosts


def test_an_index_that_asks_for_a_login_gets_it_and_it_is_written_nowhere(index, home):
    index.login = "eva:secret"
    make_wheel(index.folder / "simple", "torch", VERSION, BROKEN)
    address = f"{index.url.replace('//', '//eva:secret@')}/simple/"
    status, heard = run("--run", "--index", address)
    assert status == 1 and "planted" in heard[-1]["message"], heard[-1]
    written = [path for path in home.rglob("*") if path.is_file() and b"secret" in path.read_bytes()]
    assert written == [] and "secret" not in str(heard)
    status, heard = run("--run", "--index", f"{index.url}/simple/other/")
    assert status == 1 and "secret" not in str(heard)


def test_a_terminal_needs_nothing_that_is_to_be_installed(index):
    make_wheel(index.folder / "whl" / "cpu", "torch", f"{VERSION}+cpu", BROKEN)
    terminal, far_end = os.openpty()
    command = engine_command(PYTHON, "install", "--run", *from_both(index))
    with subprocess.Popen(command, stderr=far_end, stdin=subprocess.DEVNULL) as process:
        os.close(far_end)
        shown = b""
        with contextlib.suppress(OSError):  # the end of a terminal
            while data := os.read(terminal, 4096):
                shown += data
    os.close(terminal)
    assert b"Downloading" in shown and b"planted" in shown and process.returncode == 1


# -- interrupted --------------------------------------------------------------------------------------------


def until_tqdm_is_slow(index: Index, engine: EngineProcess) -> None:
    """Go on until the last package is being downloaded, which takes ten seconds."""
    for event in engine.events():
        if event["event"] == "StepFinished" and event["step"] == "find":
            index.asked.clear()
            (index.folder / "simple" / f"{TQDM}.slow").write_text("20000")
        if event["event"] == "Progress" and event["step"] == "download" and fetched(index, "tqdm"):
            return
    raise AssertionError(engine.error_tail)


def test_row_51_a_killed_installation_goes_on_where_it_stopped(index, home):
    make_wheel(index.folder / "whl" / "cpu", "torch", f"{VERSION}+cpu", BROKEN)
    engine = start("--run", *from_both(index))
    until_tqdm_is_slow(index, engine)
    os.kill(engine.process.pid, signal.SIGKILL)
    engine.wait(30)
    assert installed_folders(home) == [] and missing() >= NEEDED
    (index.folder / "simple" / f"{TQDM}.slow").unlink()
    time.sleep(1)
    index.asked.clear()
    status, heard = run("--run", *from_both(index))
    assert [path for path in index.asked if path.endswith(".whl")] == [f"/simple/{TQDM}"]
    done = next(e for e in heard if e["event"] == "StepFinished" and e["step"] == "download")
    assert done["summary"]["there_before"] == done["summary"]["packages"] - 1
    assert status == 1 and "planted" in heard[-1]["message"]


def test_row_52_cancel_ends_within_seconds_and_keeps_what_is_whole(index, home):
    engine = start("--run", *from_both(index))
    until_tqdm_is_slow(index, engine)
    begun = time.monotonic()
    engine.send("cancel")
    *_, last = engine.events()
    assert engine.wait(30) == 130 and time.monotonic() - begun < 5
    assert last["event"] == "Cancelled" and "install again to go on" in last["message"]
    left = {path.name for path in home.iterdir()}
    assert left <= {"wheels", "cache", "install.lock"}
    assert {path.name.partition("-")[0] for path in (home / "wheels").glob("*.whl")} >= {"torch", "safetensors"}
    found = subprocess.run(["pgrep", "-f", str(home)], capture_output=True, text=True)
    assert found.stdout == ""  # no pip goes on


def test_the_end_of_qgis_ends_it(index, home):
    engine = start("--run", *from_both(index))
    until_tqdm_is_slow(index, engine)
    engine.close_input()
    assert list(engine.events())[-1]["event"] == "Cancelled" and engine.wait(10) == 130


# -- refused ------------------------------------------------------------------------------------------------


def test_row_64_a_wrong_hash_stops_it(index, home):
    (index.folder / "simple" / "safetensors-0.6.2-py3-none-any.whl.wrong").touch()
    status, heard = run("--run", *from_both(index))
    assert status == 1 and "its hash is wrong" in heard[-1]["message"] and "safetensors" in heard[-1]["message"]
    assert installed_folders(home) == [] and list((home / "wheels").glob("safetensors*")) == []


def test_row_64_a_file_that_changed_after_its_hash_was_told_stops_it(index, home):
    """The index swaps the file between finding and downloading."""
    engine = start("--run", *from_both(index))
    heard = []
    for event in engine.events():
        heard.append(event)
        if event["event"] == "StepFinished" and event["step"] == "find":
            make_wheel(index.folder / "simple", "tqdm", "4.67.1", "print('evil')")
    assert engine.wait(30) == 1 and "its hash is wrong" in heard[-1]["message"]
    assert installed_folders(home) == []


def test_row_43_a_second_installation_is_refused_and_a_stale_lock_is_not_one(index, home):
    home.mkdir()
    with open(home / "install.lock", "a+b") as lock:
        assert take_lock(lock)
        status, heard = run("--run", *from_both(index))
        assert status == 1 and "Another installation is at work" in heard[-1]["message"]
    make_wheel(index.folder / "whl" / "cpu", "torch", f"{VERSION}+cpu", BROKEN)
    assert "planted" in run("--run", *from_both(index))[1][-1]["message"]  # it went to the end


def test_row_39_a_folder_that_cannot_be_written_is_refused(index, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "file" / "packages"))
    status, heard = run("--run", *from_both(index))
    assert status == 1 and "cannot be written" in heard[-1]["message"] and FOLDER_VARIABLE in heard[-1]["remedy"]


FACTS = Facts("/usr/bin/python3", (3, 12), "linux", "x86_64", "1.26.4", (), True, "", None)


def test_row_45_too_little_disk_is_refused_with_the_estimate(home, monkeypatch):
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=900 * 2**20))
    plan = make_plan(FACTS, Wishes())
    with pytest.raises(EngineError, match=r"about 1,\d\d\d MB are needed .* 900 MB are free"):
        Installation(FACTS, plan, Reporter(control=Control())).run()
    assert not home.exists()


@pytest.mark.parametrize(
    ("facts", "message", "remedy"),
    [
        ({"version": (3, 9)}, "Python 3.9, and PyTorch needs 3.10", "conda create"),
        ({"has_gdal": False}, "no GDAL, which pip cannot install", "conda create"),
        ({"pip": None, "system": "win32"}, "no pip", "OSGeo4W setup"),
        ({"pip": None, "system": "darwin"}, "no pip", "conda create"),
        ({"system": "darwin", "version": (3, 13)}, "Intel", "conda create"),
    ],
)
def test_a_python_in_which_it_cannot_work_is_told_with_the_way_out(facts, message, remedy):
    with pytest.raises(EngineError) as refused:
        make_plan(replace(FACTS, **facts), Wishes())
    assert message in refused.value.message and remedy in refused.value.remedy


# -- what is asked for --------------------------------------------------------------------------------------


def test_numpy_is_held_and_opencv_fits_it():
    assert constraints(FACTS) == ["numpy==1.26.4", "opencv-python-headless<5"]
    assert constraints(replace(FACTS, numpy="2.2.1")) == ["numpy==2.2.1"]
    assert "numpy>=1.23,<3" in make_plan(replace(FACTS, numpy=None), Wishes()).requirements
    assert not any("numpy" in text for text in make_plan(replace(FACTS, has=("numpy",)), Wishes()).requirements)


def test_a_python_with_pytorch_of_its_own_gets_only_what_it_lacks_in_a_folder_of_its_own():
    plan = make_plan(replace(FACTS, has=("torch", "numpy", "cv2", "matplotlib", "tqdm")), Wishes())
    assert plan.requirements == ("safetensors>=0.5,<1",) and plan.build is None
    assert plan.folder.name.endswith("-own")


def test_an_index_of_one_s_own_stands_for_pytorch_s_too():
    plan = make_plan(FACTS, Wishes(index="https://eva:secret@packages.example.org/simple"))
    assert plan.torch_url is None and plan.requirements[0] == f"torch=={VERSION}"
    assert make_plan(FACTS, Wishes()).torch_url == "https://download.pytorch.org/whl/cpu"


def test_passwords_are_neither_shown_nor_on_a_command_line(tmp_path):
    wishes = Wishes(index="https://eva:secret@packages.example.org/simple", proxy="http://eva:secret@proxy:3128")
    plan = make_plan(FACTS, wishes)
    assert plan.sources == ["https://***@packages.example.org/simple"]
    assert "secret" not in " ".join(source_options(plan))
    environment = pip_environment({"PIP_TARGET": "/elsewhere", "PIP_CERT": "c"}, wishes, tmp_path, tmp_path)
    assert environment["PIP_PROXY"] == wishes.proxy and environment["PIP_INDEX_URL"] == wishes.index
    assert "PIP_TARGET" not in environment and environment["PIP_CERT"] == "c"
    assert "secret" not in str(explain(1, "ERROR: https://eva:secret@packages.example.org/simple/torch 404"))
    assert hidden("https://packages.example.org/simple") == "https://packages.example.org/simple"


@pytest.mark.parametrize(
    ("words", "message", "remedy"),
    [
        ("OSError: [Errno 28] No space left on device", "disk became full", "goes on"),
        ("ProxyError('Cannot connect to proxy.'", "proxy", "name, colon, password"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", "certificate", "PIP_CERT"),
        (
            "NewConnectionError\nERROR: No matching distribution found for torch",
            "cannot be reached",
            "wheels",
        ),
        ("ERROR: No matching distribution found for torch==9", "not there to download", "another Python"),
        ("HTTPError: 403 Client Error: Forbidden", "refuses access", "address"),
        (
            "This error might have occurred since this system does not have Windows Long Path",
            "long",
            "C:\\dsw",
        ),
        ("no such option: --report", "too old", "--upgrade pip"),
        ("Killed", "status 1", "diagnosis"),
    ],
)
def test_what_pip_says_becomes_what_a_person_can_do(words, message, remedy):
    error = explain(1, words)
    assert message in error.message and remedy in error.remedy


def test_an_unreachable_index_is_told(home):
    status, heard = run("--run", "--index", "http://127.0.0.1:9/simple/")
    assert status == 1 and "cannot be reached" in heard[-1]["message"]


def test_the_facts_are_those_of_this_python():
    facts = look()
    assert facts.has_gdal and facts.numpy and "torch" in facts.has


def test_pip_may_come_from_the_wheel_that_python_or_the_system_keep(tmp_path):
    """As on Debian without python3-pip, where venv's copy is there."""
    wheel = find_pip([])
    if wheel is None:
        pytest.skip("no wheel of pip on this machine")
    standard = [path for path in sys.path if path and "-packages" not in path]
    command = pip_command([*standard, wheel], "--version")
    status, output = run_child(command, os.environ, Control())
    assert status == 0 and wheel in output


def test_another_python_never_gets_the_packages_in_place_of_its_own_torch(index, home):
    """The tests' own environment has a PyTorch: what lies in the folder of its version is not taken."""
    folder = package_folder(home)
    (folder / "site").mkdir(parents=True)
    (folder / "site" / "torch.py").write_text(BROKEN)
    record = {"site": "site", "versions": {}, "build": "cpu", "size": 1}
    (folder / "packages.json").write_text(json.dumps(record))
    assert read_installed(folder)
    done = subprocess.run(engine_command(sys.executable, "doctor", "--quick", "--json"), capture_output=True)
    assert json.loads(done.stdout)["ready"]
    assert missing() >= {"torch"}  # QGIS's Python takes it, and it is broken


@pytest.mark.parametrize(
    "text", ["", "[]", '{"site": "/etc"}', '{"site": "../..", "versions": {}, "build": "x", "size": 1}']
)
def test_row_63_a_damaged_record_counts_as_nothing_installed(tmp_path, text):
    (tmp_path / "packages.json").write_text(text)
    assert read_installed(tmp_path) is None
