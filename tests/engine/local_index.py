"""A local index of packages with tiny wheels, for tests of the installation: over HTTP, or as files."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import http.server
import os
import site
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

PYTHON = "/usr/bin/python3"
"""QGIS's own on this system: with GDAL, without PyTorch."""
REAL = next(p for p in (*site.getsitepackages(), *sys.path) if (Path(p) / "torch").is_dir())
"""Where the tests have PyTorch; the tiny wheels lead there, so that a training step is a real one."""
STAND_IN = """import sys
sys.path.insert(0, {real!r})
del sys.modules[__name__]
import {name}
"""


def make_wheel(
    folder: Path,
    name: str,
    version: str,
    code: str | None = None,
    requires: tuple[str, ...] = (),
    ballast: int = 0,
) -> Path:
    """A wheel with one module; without ``code`` it stands in for the package that the tests have."""
    folder.mkdir(parents=True, exist_ok=True)
    module = name.replace("-", "_")
    code = STAND_IN.format(real=REAL, name=module) if code is None else code
    info = f"{module}-{version}.dist-info"
    about = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    about += [f"Requires-Dist: {requirement}" for requirement in requires]
    files = {
        f"{module}.py": code.encode(),
        f"{info}/METADATA": "\n".join(
            [
                "Metadata-Version: 2.1",
                f"Name: {name}",
                f"Version: {version}",
                *(f"Requires-Dist: {r}" for r in requires),
            ]
        ).encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    if ballast:
        files[f"{module}_ballast.bin"] = os.urandom(ballast)
    record = "".join(f"{file},sha256={_digest(data)},{len(data)}\n" for file, data in files.items())
    files[f"{info}/RECORD"] = (record + f"{info}/RECORD,,\n").encode()
    path = folder / f"{module}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for file, data in files.items():
            archive.writestr(file, data)
    return path


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


class Index:
    """An index on this machine. ``asked`` are the paths that were fetched.

    Files beside a wheel change how it is served, also from another process: ``NAME.slow`` holds bytes a second,
    ``NAME.wrong`` lets it be described by a wrong hash.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[str] = []
        self.login = ""
        """``name:password`` that is asked for, if any; files then lie at another address than the lists."""
        self.hosts: set[str] = set()
        """Whom it was asked for as a proxy."""
        self.url = ""

    def page(self, path: str) -> bytes | None:
        """The list of a project's wheels: ``/simple/torch/``, ``/whl/cpu/torch/``."""
        folder, _, project = path.strip("/").rpartition("/")
        prefix = project.replace("-", "_") + "-"
        wheels = sorted(w for w in (self.folder / folder).glob("*.whl") if w.name.startswith(prefix))
        if not wheels:
            return None
        lines = []
        for wheel in wheels:
            digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
            digest = "0" * 64 if wheel.with_name(f"{wheel.name}.wrong").exists() else digest
            name = wheel.name.replace("+", "%2B")
            start = "/files" if self.login else ""
            lines.append(f'<a href="{start}/{folder}/{name}#sha256={digest}">{wheel.name}</a>')
        return ("<!DOCTYPE html><html><body>" + "<br>".join(lines) + "</body></html>").encode()


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[Index]:
    """Serve the wheels in the subfolders of ``folder``, each of which is an index."""
    index = Index(folder)

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:  # noqa: N802 - prescribed
            path = urlsplit(self.path).path.replace("%2B", "+").replace("%2b", "+")  # whole addresses: as a proxy
            path = path.removeprefix("/files")
            index.asked.append(path)
            login = base64.b64encode(index.login.encode()).decode()
            if index.login and self.headers.get("Authorization") != f"Basic {login}":
                self.send_response(401)
                self.send_header("WWW-Authenticate", 'Basic realm="packages"')
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            index.hosts.add(urlsplit(self.path).netloc)
            file = folder / path.strip("/")
            data = file.read_bytes() if path.endswith(".whl") and file.is_file() else index.page(path)
            self.send_response(200 if data is not None else 404)
            kind = "application/octet-stream" if path.endswith(".whl") else "text/html"
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data or b"")))
            self.end_headers()
            slow = file.with_name(f"{file.name}.slow")
            speed = int(slow.read_text()) if slow.exists() else 0
            with contextlib.suppress(ConnectionError):
                if not speed:
                    self.wfile.write(data or b"")
                    return
                for start in range(0, len(data or b""), speed // 20):
                    self.wfile.write((data or b"")[start : start + speed // 20])
                    threading.Event().wait(0.05)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    index.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield index
    finally:
        server.shutdown()
        server.server_close()
