"""Makes the ZIP as it would be made from a fresh clone, of this checkout as it is now."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def git(*arguments: str, folder: Path = ROOT) -> str:
    """What git answers."""
    command = ["git", "-c", "user.name=tests", "-c", "user.email=tests@localhost", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def clone(folder: Path, revision: str) -> Path:
    """A checkout of this repository at a commit, as a fresh clone has it; it shares the objects with this one."""
    git("init", "--quiet", str(folder))
    objects = git("rev-parse", "--path-format=absolute", "--git-path", "objects")
    (folder / ".git" / "objects" / "info" / "alternates").write_text(objects + "\n")
    git("checkout", "--quiet", "--detach", revision, folder=folder)
    return folder


def make_zip(checkout: Path, **environment: str) -> Path:
    """What scripts/package.sh makes there."""
    command = ["bash", "scripts/package.sh"]
    subprocess.run(command, cwd=checkout, check=True, capture_output=True, env=os.environ | environment)
    [made] = (checkout / "build").iterdir()
    return made


def current_revision() -> str:
    """This checkout as a commit, whether it is committed or not; git knows of new files once they are added."""
    return git("stash", "create") or git("rev-parse", "HEAD")
