"""Installs the engine's packages: find, download, unpack, try by a real training step, and only then put in place.

The steps leave these in the folder of packages, and whatever ends them, the next installation goes on from there:

    wheels/            complete downloads, each checked against its hash; wheels.json says which are wanted
    n/                 what is being unpacked and tried (short, for the paths of Windows)
    cp312-x86_64/      a finished installation, with packages.json as its record
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from .errors import Cancelled, EngineError
from .events import Progress, Reporter
from .files import read_json, remove, write_json, write_text
from .install_folder import STAGING, bytes_below, held, put_in_place, require_room
from .install_plan import Facts, Plan, Wishes, look, make_plan, path_without_packages, with_default_index
from .packages import RECORD, STAGED_VARIABLE
from .pip_process import (
    explain,
    is_about_login,
    is_about_torch_index,
    pip_command,
    pip_environment,
    run_child,
    source_options,
)
from .plain import to_plain
from .run_folder import make_key
from .wheels import Wheel, digest_of, wheel_from

_MB = 2**20
_KEEP_LIST_SECONDS = 7 * 24 * 3600
"""An interrupted installation goes on with the same versions for so long."""


class Installation:
    """One installation for this interpreter. Everything that fails raises EngineError with its remedy."""

    def __init__(self, facts: Facts, plan: Plan, reporter: Reporter) -> None:
        self.facts, self.plan, self.reporter = facts, plan, reporter
        self.home = plan.folder.parent
        self.wheels = self.home / "wheels"
        self.list_file = self.wheels / "wheels.json"
        self.staging = self.home / STAGING
        self.scratch = self.home / "t" / str(os.getpid())
        self._path = path_without_packages()
        if facts.pip:
            self._path.append(facts.pip)

    def run(self) -> dict[str, Any]:
        """All steps; returns what the training step told. An installation that is there stays until then."""
        require_room(self.plan)
        with held(self.home):
            remove(self.home / "t")
            remove(self.staging)
            try:
                self.scratch.mkdir(parents=True)
                wheels = self._find()
                self._download(wheels)
                remove(self.home / "cache")  # pip keeps a copy of each download there
                self._unpack(wheels)
                report = self._try()
                put_in_place(self.staging, self.plan.folder)
            finally:
                remove(self.home / "t")
                remove(self.staging)
            remove(self.wheels)
        return report

    # -- find -----------------------------------------------------------------------------------------------

    def _find(self) -> list[Wheel]:
        """Exact versions with their hashes, by pip's resolution; those of an interrupted installation again.

        A pip before 23.2 downloads here already, into its cache.
        """
        with self.reporter.step("find", "Finding the packages") as summary:
            wheels = self._known_list()
            if wheels is None:
                try:
                    wheels = self._resolve()
                except EngineError as error:
                    wheels = self._resolve_elsewhere(error)
                self.wheels.mkdir(exist_ok=True)
                record = {"key": self._key(), "time": time.time(), "wheels": to_plain(wheels)}
                write_json(self.list_file, {**record, "plan": to_plain(self.plan.build)})
            summary["packages"] = len(wheels)
        return wheels

    def _key(self) -> str:
        return make_key(self._wanted, self.plan.constraints, to_plain(self.plan.wishes), self.plan.folder.name)

    @property
    def _wanted(self) -> list[str]:
        """What was asked for, whichever index then had it."""
        return [text.partition("+")[0] for text in self.plan.requirements]

    def _known_list(self) -> list[Wheel] | None:
        with contextlib.suppress(EngineError, KeyError, TypeError, ValueError):
            data = read_json(self.list_file)
            if data and data["key"] == self._key() and time.time() - float(data["time"]) < _KEEP_LIST_SECONDS:
                if data["plan"] and self.plan.build and data["plan"]["name"] != self.plan.build.name:
                    self.plan = with_default_index(self.plan, self.facts)
                return [Wheel(**item) for item in data["wheels"]]
        return None

    def _resolve_elsewhere(self, error: EngineError) -> list[Wheel]:
        """With the ordinary index, where it was PyTorch's own that failed."""
        if self.plan.torch_url is None or not is_about_torch_index(error):
            raise error
        self.plan = with_default_index(self.plan, self.facts)
        self.reporter.find(
            "warning", "find", "PyTorch's own index did not answer, or does not have the build that was chosen.",
            f"Taking the one of the ordinary index (up to {self.plan.download_mb} MB).",
        )  # fmt: skip
        require_room(self.plan)
        return self._resolve()

    def _resolve(self) -> list[Wheel]:
        held_versions, wanted, report = (self.scratch / name for name in ("held.txt", "wanted.txt", "report.json"))
        write_text(held_versions, "\n".join(self.plan.constraints) + "\n")
        write_text(wanted, "\n".join(self.plan.requirements) + "\n")
        self._pip(
            "install", "--dry-run", "--only-binary=:all:", "--report", str(report), "--constraint",
            str(held_versions), "--requirement", str(wanted), *source_options(self.plan),
            on_tick=self._watch("find", 0.0, self.plan.download_mb),
        )  # fmt: skip
        items = (read_json(report) or {}).get("install", [])
        wheels = [wheel_from(item) for item in items]
        taken = [wheel.name for wheel in wheels if wheel.name == "numpy" and self.facts.numpy]
        if taken:
            raise EngineError(
                f"The packages ask for another numpy than {self.facts.numpy}, which GDAL here is compiled for.",
                "Use another Python, such as one of conda.",
            )
        return wheels

    # -- download -------------------------------------------------------------------------------------------

    def _download(self, wheels: list[Wheel]) -> None:
        """Each wheel that is not there yet, under its final name only when it is whole and its hash is right."""
        sizes = [wheel.local_size for wheel in wheels]
        total = float(self.plan.download_mb) if None in sizes else sum(filter(None, sizes)) / _MB
        done = 0.0
        with self.reporter.step("download", "Downloading") as summary:
            kept = 0
            for wheel in wheels:
                self.reporter.control.raise_if_cancelled()
                file = self.wheels / wheel.file
                if file.is_file() and digest_of(file) == wheel.sha256:
                    kept += 1
                else:
                    self._fetch(wheel, self._watch("download", done, total))
                done += file.stat().st_size / _MB
                total = max(total, done)
            self.reporter.emit(Progress("download", round(done), max(round(done), 1), "MB", 0.0))
            summary |= {"packages": len(wheels), "megabytes": round(done), "there_before": kept}

    def _fetch(self, wheel: Wheel, on_tick: Callable[[str | None], None]) -> None:
        folder = self.scratch / "download"
        options = ["--no-deps", "--only-binary=:all:", "--dest", str(folder), *source_options(self.plan)]
        try:
            self._pip("download", *options, f"{wheel.url}#sha256={wheel.sha256}", on_tick=on_tick)
        except EngineError as error:
            if not is_about_login(error):
                raise
            # Some versions of pip give the login of an index only to the pages below its own address.
            wanted = self.scratch / "wheel.txt"
            write_text(wanted, f"{wheel.name}=={wheel.version} --hash=sha256:{wheel.sha256}\n")
            self._pip("download", *options, "--require-hashes", "--requirement", str(wanted), on_tick=on_tick)
        file = folder / wheel.file
        if not file.is_file() or digest_of(file) != wheel.sha256:
            remove(file)
            raise explain(1, f"ERROR: {wheel.file}: DO NOT MATCH THE HASHES")
        os.replace(file, self.wheels / wheel.file)

    # -- unpack and try -------------------------------------------------------------------------------------

    def _unpack(self, wheels: list[Wheel]) -> None:
        with self.reporter.step("unpack", "Unpacking") as summary:
            self._pip(
                "install", "--no-index", "--no-deps", "--ignore-installed", "--no-compile",
                "--no-warn-script-location", "--prefix", str(self.staging),
                *(str(self.wheels / wheel.file) for wheel in wheels),
                on_tick=self._watch("unpack", 0.0, self.plan.installed_mb, self.staging),
            )  # fmt: skip
            found = next(iter(sorted(self.staging.rglob("*.dist-info"))), None)
            if found is None:
                raise EngineError("pip has unpacked nothing.", "Copy the diagnosis for someone who can help.")
            size = bytes_below(self.staging)
            record = {
                "site": str(found.parent.relative_to(self.staging)), "size": size, "python": self.facts.python,
                "build": self.plan.build.name if self.plan.build else "own", "numpy": self.facts.numpy,
                "versions": {wheel.name: wheel.version for wheel in wheels},
            }  # fmt: skip
            write_json(self.staging / RECORD, record)
            summary["megabytes"] = round(size / _MB)

    def _try(self) -> dict[str, Any]:
        """A real training step with what was unpacked, in a child."""
        with self.reporter.step("try", "Trying it by a training step") as summary:
            environment = {**os.environ, STAGED_VARIABLE: str(self.staging)}
            report = train_a_step(environment, self.reporter)
            if not report.get("ready"):
                raise EngineError(_why_not(report), "Repair it, or copy the diagnosis for someone who can help.")
            summary |= {"device": report["chosen_device"], "seconds": report["training_step_seconds"]}
        wants_gpu = self.plan.build is not None and self.plan.build.name.startswith("cu")
        if wants_gpu and report["chosen_device"].startswith("CPU"):
            self.reporter.find(
                "warning", "try", "PyTorch does not find the GPU and computes on the processor.",
                "Update the driver of the GPU and start the computer again.",
            )  # fmt: skip
        return report

    def _pip(self, *arguments: str, on_tick: Callable[[str | None], None] = lambda _line: None) -> None:
        environment = pip_environment(os.environ, self.plan.wishes, self.scratch, self.home / "cache")
        command = pip_command(self._path, *arguments)
        status, output = run_child(command, environment, self.reporter.control, on_tick)
        if status != 0:
            raise explain(status, output)

    def _watch(
        self, step: str, done_before: float, total: float, folder: Path | None = None
    ) -> Callable[[str | None], None]:
        """Progress while pip works, by the size of what it has written."""
        watched = folder or self.scratch
        start, last = time.monotonic(), 0.0

        def tick(_line: str | None) -> None:
            nonlocal last
            now = time.monotonic()
            if now - last < 0.4:
                return
            last = now
            here = bytes_below(watched) / _MB
            done = done_before + here
            left = (now - start) / here * (total - done) if here > 5 and total > done else None
            left = None if left is None else round(left, 1)
            self.reporter.emit(Progress(step, round(done), round(max(total, done)), "MB", left))

        return tick


# -- what the command line and the wizard call ----------------------------------------------------------------


def install(wishes: Wishes, reporter: Reporter, anew: bool = False) -> dict[str, Any]:
    """Install for this interpreter what it lacks, or go on where an installation was interrupted.

    What is there and works is left as it is, unless ``anew``. Returns the report of the training step.
    """
    facts = look()
    plan = make_plan(facts, wishes)
    if not plan.requirements:
        raise EngineError(
            f"{facts.python} has all packages of its own.",
            "'doctor' tells whether they work.",
        )
    if plan.installed is not None and not anew:
        report = train_a_step(os.environ, reporter)
        if report.get("ready"):
            reporter.find("info", "try", "Everything is installed and works.", "")
            return report
    try:
        return Installation(facts, plan, reporter).run()
    except Cancelled:
        raise Cancelled("Cancelled. What was downloaded is kept: install again to go on.") from None


def train_a_step(environment: Mapping[str, str], reporter: Reporter) -> dict[str, Any]:
    """The report of ``doctor`` in a child of this interpreter: versions, devices, and a real training step."""
    from .process import engine_command

    command = engine_command(sys.executable, "doctor", "--json")
    _, output = run_child(command, environment, reporter.control)
    start = output.find("{\n")
    try:
        report = json.loads(output[start:]) if start >= 0 else {}
    except ValueError:
        report = {}
    return report or {"ready": False, "missing": [], "output": output[-2000:]}


def _why_not(report: dict[str, Any]) -> str:
    missing = [f"{item['name']}: {item['problem']}" for item in report.get("missing", [])]
    told = "; ".join(missing) or report.get("output", "").strip().rpartition("\n")[2]
    return f"The packages were installed but do not work: {told}"
