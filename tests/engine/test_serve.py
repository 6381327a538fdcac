"""``engine serve`` as QGIS starts it: a child process that answers questions, one line each."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from deep_segmentation_wizard.engine.process import EngineProcess
from deep_segmentation_wizard.engine.settings import SET_NAMES, TECHNIQUES
from deep_segmentation_wizard.tests.engine.scenes import (
    NORTH_UP,
    engine,
    grid_of,
    make_layer,
    make_raster,
    make_scene,
    read,
    rectangle,
)


@dataclass
class Client:
    """Asks the child and hears its answers."""

    engine: EngineProcess = field(
        default_factory=lambda: EngineProcess(["serve"], background=True, takes_commands=False)
    )
    asked: int = 0

    def __post_init__(self) -> None:
        self.events = self.engine.events()

    def send(self, *questions: dict[str, Any]) -> list[int]:
        """Send questions in one piece; returns their numbers."""
        numbers = list(range(self.asked + 1, self.asked + len(questions) + 1))
        self.asked += len(questions)
        lines = (json.dumps({"id": n, **question}) for n, question in zip(numbers, questions, strict=True))
        self.engine.send("\n".join(lines))
        return numbers

    def hear(self) -> dict[str, Any]:
        """The next answer."""
        return next(self.events)

    def ask(self, ask: str, **values: Any) -> dict[str, Any]:
        """Ask one question and return what was answered."""
        [number] = self.send({"ask": ask, **values})
        heard = self.hear()
        assert (heard["event"], heard["id"], heard["ask"]) == ("Answer", number, ask)
        assert heard["refused"] is None and not heard["superseded"], heard["refused"]
        return heard["answer"]

    def ask_in_vain(self, ask: str, **values: Any) -> dict[str, str]:
        """Ask one question and return why it was refused."""
        self.send({"ask": ask, **values})
        heard = self.hear()
        assert heard["answer"] is None and not heard["superseded"]
        return heard["refused"]


@dataclass(frozen=True)
class Ground:
    """A scene on the disk."""

    folder: Path
    raster: str
    rois: str

    def settings(self, **sections: Any) -> dict[str, Any]:
        """Settings for it as the wizard sends them."""
        inputs = {"scenes": [{"raster": self.raster, "rois": self.rois}], **sections.pop("inputs", {})}
        return {"inputs": inputs, **sections}


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    client = Client()
    yield client
    client.engine.close_input()
    assert client.engine.wait(20) == 0, client.engine.error_tail


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    folder = tmp_path_factory.mktemp("ground")
    raster, rois = make_scene(folder)
    return Ground(folder, str(raster), str(rois))


def test_raster(client: Client, ground: Ground) -> None:
    answer = client.ask("raster", path=ground.raster)
    assert (answer["width"], answer["height"], answer["dtype"]) == (256, 224, "uint8")
    assert answer["geotransform"] == list(NORTH_UP)
    assert answer["extent"] == [500000, 5499888, 500128, 5500000]
    assert len(answer["bands"]) == 3 and answer["nodata"] == [None] * 3
    assert "UTM zone 33N" in answer["crs"]


def test_a_raster_that_is_not_there_is_refused(client: Client) -> None:
    refused = client.ask_in_vain("raster", path="/nowhere/a.tif")
    assert "no raster at /nowhere/a.tif" in refused["message"] and refused["remedy"]


def test_layer(client: Client, tmp_path: Path) -> None:
    squares = [rectangle(10 * i, 10, 8, 8) for i in range(3)]
    path = make_layer(tmp_path / "kinds.gpkg", squares, values=["oak", "elm", "oak"])
    answer = client.ask("layer", path=str(path), class_field="class")
    assert (answer["name"], answer["polygons"]) == ("rois", 3)
    assert {"name": "class", "type": "String"} in answer["fields"]
    assert {v["value"]: v["polygons"] for v in answer["values"]} == {"oak": 2, "elm": 1}
    assert "no field 'kind'" in client.ask_in_vain("layer", path=str(path), class_field="kind")["message"]


def test_check_tells_the_classes(client: Client, ground: Ground) -> None:
    answer = client.ask("check", settings=ground.settings())
    assert answer["ready"] and answer["findings"] == [] and answer["ignored"] == 0
    background, squares = answer["classes"]
    assert (background["code"], background["name"], background["polygons"]) == (0, "background", 0)
    assert (squares["code"], squares["polygons"], squares["pixels"]) == (1, 8 * 7, 8 * 7 * 14 * 14)
    assert background["pixels"] + squares["pixels"] == 256 * 224


def test_check_tells_what_hinders(client: Client, ground: Ground) -> None:
    far = make_layer(ground.folder / "far.gpkg", [rectangle(9000, 9000, 10, 10)])
    settings = ground.settings()
    settings["inputs"]["scenes"][0]["rois"] = str(far)
    answer = client.ask("check", settings=settings)
    assert not answer["ready"] and answer["classes"] == []
    assert [finding["severity"] for finding in answer["findings"]] == ["error"]
    assert str(far) in answer["findings"][0]["message"] and answer["findings"][0]["remedy"]


def test_check_tells_findings_again_and_sees_changes(client: Client, tmp_path: Path) -> None:
    image = np.random.default_rng(0).integers(1, 200, (3, 224, 256), dtype=np.uint8)
    raster = make_raster(tmp_path / "plain.tif", image)
    squares = [rectangle(10 + 20 * n, 10, 12, 12) for n in range(10)]
    rois = make_layer(tmp_path / "plain.gpkg", [*squares, None])
    ground = Ground(tmp_path, str(raster), str(rois))
    first = client.ask("check", settings=ground.settings())
    assert [finding["severity"] for finding in first["findings"]] == ["warning"]
    assert client.ask("check", settings=ground.settings()) == first
    rois.unlink()
    make_layer(rois, [*squares, rectangle(100, 100, 30, 30)])
    again = client.ask("check", settings=ground.settings())
    assert again["findings"] == [] and again["classes"][1]["polygons"] == 11
    assert again["rasters"][0]["bands"] == ["Red", "Green", "Blue"]
    rois.unlink()
    make_layer(rois, squares[:2])
    few = client.ask("check", settings=ground.settings())["findings"]
    assert [finding["message"] for finding in few] == ["There are only 2 polygons of 'rois'."]


def test_plan(client: Client, ground: Ground) -> None:
    answer = client.ask("plan", settings=ground.settings(chips={"window": 64, "stride": 32}))
    chips = answer["chips"]
    assert (answer["window"], answer["stride"], answer["left_out"]) == (64, 32, 0)
    assert len({len(values) for values in chips.values()}) == 1
    assert len(chips["column"]) == 7 * 6
    assert sorted(set(chips["column"])) == list(range(0, 193, 32))
    scene = answer["scenes"][0]
    assert (scene["name"], scene["raster"]) == ("scene", ground.raster)
    assert (scene["width"], scene["height"], scene["geotransform"]) == (256, 224, list(NORTH_UP))
    counts = [chips["set"].count(number) for number in range(3)]
    assert [answer["sets"][name]["count"] for name in SET_NAMES] == counts
    assert answer["lost"] == chips["set"].count(-1)
    assert sum(answer["sets"][name]["percent"] for name in SET_NAMES) == pytest.approx(100, abs=0.2)
    for name in SET_NAMES:
        assert sum(answer["sets"][name]["shares"].values()) == pytest.approx(1, abs=0.001)
    assert set(answer["shared"].values()) == {0}


def test_plan_at_random_tells_shared_pixels(client: Client, ground: Ground) -> None:
    split = {"method": "random"}
    answer = client.ask("plan", settings=ground.settings(chips={"window": 64, "stride": 32}, split=split))
    assert answer["lost"] == 0 and sum(answer["shared"].values()) > 0


def test_plan_tells_that_the_window_was_made_smaller(client: Client, ground: Ground) -> None:
    answer = client.ask("plan", settings=ground.settings())
    assert answer["window"] < 256
    assert [finding["severity"] for finding in answer["findings"]] == ["info"]


def test_a_window_that_cannot_work_is_refused_with_one_that_does(client: Client, ground: Ground) -> None:
    refused = client.ask_in_vain("plan", settings=ground.settings(chips={"window": 250}))
    assert "250 pixels" in refused["message"] and "largest window" in refused["remedy"]


def test_pictures(client: Client, ground: Ground) -> None:
    settings = ground.settings(chips={"window": 64})
    chips = client.ask("pictures", settings=settings, count=3)["chips"]
    assert len({chip["name"] for chip in chips}) == 3
    for chip in chips:
        image, label = read(chip["image"]), read(chip["label"])
        assert image.shape == label.shape == (3, 64, 64) and image.dtype == np.uint8
        assert len(np.unique(label.reshape(3, -1).T, axis=0)) == 2  # background and squares


def test_augmented(client: Client, ground: Ground) -> None:
    answer = client.ask("augmented", settings=ground.settings(chips={"window": 64}))
    assert tuple(answer["techniques"]) == TECHNIQUES
    for kind in ("image", "label"):
        original = read(answer["original"][kind])
        turned = {name: read(paths[kind]) for name, paths in answer["techniques"].items()}
        assert (turned["rotate_90"] == np.rot90(original, axes=(1, 2))).all()
        assert (turned["mirror"] == original[:, :, ::-1]).all()
        assert (turned["flip_diagonal"] == original.swapaxes(1, 2)).all()


def test_footprints_of_the_testing_chips(client: Client, finished_run: Path) -> None:
    answer = client.ask("footprints", folder=str(finished_run))
    record = json.loads((finished_run / "selection.json").read_text())
    assert answer["chips"]["name"] == record["chips"] and (answer["window"], answer["stride"]) == (64, 32)
    assert answer["scenes"][0]["geotransform"] == list(NORTH_UP)
    for name, column, row in zip(*(answer["chips"][key] for key in ("name", "column", "row")), strict=True):
        x, y = grid_of(finished_run / "chips/all/images" / name)[2][0::3]
        assert (x, y) == (NORTH_UP[0] + column * NORTH_UP[1], NORTH_UP[3] + row * NORTH_UP[5])
    assert client.ask_in_vain("footprints", folder=str(finished_run / "labels"))["remedy"]


def test_augmented_at_the_strength_asked_for(client: Client, ground: Ground) -> None:
    settings = ground.settings(chips={"window": 64})
    pictures = {}
    for strength in (0.1, 0.9):
        strengths = {"brightness": strength, "rotate": strength, "band_dropout": strength}
        answer = client.ask("augmented", settings=settings, strengths=strengths)
        assert answer["bands"] == 3 and list(answer["changes"]) == list(strengths)
        for effect, made in answer["changes"].items():
            assert made["strength"] == strength
            pictures[effect, strength] = {
                kind: read(made[kind]).astype(int) for kind in ("image", "label", "other")
            }
    original = {kind: read(path).astype(int) for kind, path in answer["original"].items()}
    weak, strong = pictures["brightness", 0.1], pictures["brightness", 0.9]
    assert strong["image"].mean() > weak["image"].mean() > original["image"].mean()
    assert strong["other"].mean() < weak["other"].mean() < original["image"].mean()
    assert (strong["label"] == original["label"]).all()
    lost = [(pictures["rotate", strength]["label"] == 255).all(axis=0).mean() for strength in (0.1, 0.9)]
    assert lost[0] > 0.02 and lost[1] > 0.02  # the corners
    assert (pictures["rotate", 0.1]["image"] != pictures["rotate", 0.1]["other"]).any()
    assert "rotate" not in client.ask("augmented", settings=settings, strengths={"noise": 0.5})["changes"]
    refused = client.ask_in_vain("augmented", settings=settings, strengths={"wobble": 0.5})
    assert "must be one of rotate" in refused["message"]


def test_changed_tells_whether_the_inputs_are_as_a_run_used_them(
    client: Client, finished_run: Path, tmp_path: Path
) -> None:
    assert client.ask("changed", folder=str(finished_run)) == {"changed": False}
    raster, rois = make_scene(tmp_path)
    run = tmp_path / "run"
    assert engine("labels", "--raster", raster, "--rois", rois, "--folder", run).returncode == 0
    assert client.ask("changed", folder=str(run)) == {"changed": False}
    rois.unlink()
    make_layer(rois, [rectangle(10, 10, 60, 60)])
    assert client.ask("changed", folder=str(run)) == {"changed": True}


def test_devices_are_measured_once(client: Client) -> None:
    answer = client.ask("devices")
    assert answer["devices"] and answer["training_images_per_second"] > 0
    assert client.ask("devices") == answer


def test_model(client: Client, finished_run: Path) -> None:
    answer = client.ask("model", path=str(finished_run / "model.safetensors"))
    assert answer["window"] == 64
    assert client.ask_in_vain("model", path=str(finished_run / "settings.json"))["remedy"]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ({"ask": "weather"}, "Nobody knows the question 'weather'"),
        ({"ask": "check", "settings": {}}, ""),
        ({"ask": "plan", "settings": {}}, "No raster is given"),
        ({"ask": "plan", "settings": {"chips": {"windows": 3}}}, "no setting 'chips.windows'"),
        ({"ask": "plan", "settings": {"split": {"train": 90}}}, "The split 90, 15, 15"),
        ({"ask": "plan", "settings": [1]}, "group of named values"),
        ({"ask": "raster"}, "path"),
    ],
)
def test_what_makes_no_sense_is_refused_and_the_next_is_answered(
    client: Client, ground: Ground, question: dict[str, Any], words: str
) -> None:
    client.send(question)
    heard = client.hear()
    said = heard["refused"] or heard["answer"]["findings"][0]
    assert words in said["message"]
    assert client.ask("raster", path=ground.raster)["width"] == 256


def test_lines_that_are_no_questions_are_passed_over(client: Client, ground: Ground) -> None:
    for line in ("", "cancel", "{", "[]", '{"ask": "raster"}', '{"id": "x", "ask": "raster"}', "null"):
        client.engine.send(line)
    assert client.ask("raster", path=ground.raster)["width"] == 256


def test_of_several_questions_of_one_name_the_newest_is_answered(client: Client, ground: Ground) -> None:
    plans = [{"ask": "plan", "settings": ground.settings(chips={"window": window})} for window in (96, 80, 64)]
    check = {"ask": "check", "settings": ground.settings(inputs={"unlabelled": "background"})}
    numbers = client.send(check, *plans)
    heard = {event["id"]: event for event in (client.hear() for _ in numbers)}
    assert heard[numbers[0]]["answer"]["ready"]
    assert [heard[number]["superseded"] for number in numbers[1:]] == [True, True, False]
    assert [heard[number]["answer"] for number in numbers[1:3]] == [None, None]
    assert heard[numbers[3]]["answer"]["window"] == 64


def test_it_ends_with_its_input_and_leaves_nothing(ground: Ground) -> None:
    client = Client()
    path = Path(client.ask("augmented", settings=ground.settings(chips={"window": 64}))["original"]["image"])
    assert path.is_file() and Path(tempfile.gettempdir()) in path.parents
    client.send({"ask": "devices"})
    client.engine.close_input()
    assert client.engine.wait(60) == 0
    assert not path.parent.exists()
    assert sorted(entry.name for entry in ground.folder.iterdir() if entry.suffix == ".xml") == []
