"""Holds the types of everything that is part of the plugin together: `mypy`, by the settings in pyproject.toml."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "deep_segmentation_wizard"
PARTS = ("engine", "ui", "wizard_pages", "processing_provider")


def mypy(package: Path, cache: Path) -> subprocess.CompletedProcess[str]:
    """Checks the plugin whose folder is `package`. Beside it nothing is searched but what is installed."""
    command = [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml")]
    command += ["--cache-dir", str(cache), "-m", f"{PACKAGE}.main_plugin"]
    command += [word for part in PARTS for word in ("-p", f"{PACKAGE}.{part}")]
    where = package.parent
    environment = {**os.environ, "MYPYPATH": str(where)}
    return subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True, check=False)


def test_types_agree(tmp_path: Path) -> None:
    package = tmp_path / PACKAGE  # the checkout's folder may have a name that no package can have
    package.symlink_to(ROOT, target_is_directory=True)
    done = mypy(package, ROOT / ".mypy_cache")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_check_finds_planted_faults(tmp_path: Path) -> None:
    package = tmp_path / PACKAGE
    for folder in (package, *(package / part for part in PARTS)):
        folder.mkdir()
        (folder / "__init__.py").touch()
    (package / "main_plugin.py").write_text("def untyped(): ...\n", encoding="utf-8")
    (package / "engine" / "plain.py").write_text('number: int = "text"\n', encoding="utf-8")
    done = mypy(package, tmp_path / "cache")
    assert "main_plugin.py:1: error" in done.stdout and "plain.py:1: error" in done.stdout, (
        done.stdout + done.stderr
    )
