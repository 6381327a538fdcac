"""pip at work for an installation: its command lines, its environment, its progress, and what its failures mean.

pip runs in the interpreter that is installed for, isolated, with the same search path as the engine, so that it
sees the packages that QGIS has. It asks nothing, builds nothing, and changes nothing but the folder it is told.
"""

from __future__ import annotations

import json
import queue
import re
import subprocess  # nosec B404 - pip in the engine's own interpreter is the only thing started, never by a shell
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from .control import Control
from .errors import Cancelled, EngineError
from .install_plan import Plan, Wishes, hide_passwords

_START = (
    "import json, runpy, sys; sys.path[:] = json.loads(sys.argv.pop(1)); "
    "runpy.run_module('pip', run_name='__main__', alter_sys=True)"
)
_LINES_KEPT = 400
_ELSEWHERE = (
    "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_HASHES", "PIP_NO_BINARY", "PIP_LOG", "PIP_QUIET",
)  # fmt: skip
_PATIENCE = ("--retries", "2", "--timeout", "20")


def pip_command(path: Sequence[str], *arguments: str) -> list[str]:
    """pip with this search path, in this interpreter."""
    return [sys.executable, "-I", "-X", "utf8", "-c", _START, json.dumps(list(path)), *arguments]


def source_options(plan: Plan) -> list[str]:
    """Where pip looks, besides what the environment says: an index and a proxy of the user's may hold a password,
    and command lines are read by every user of a machine. Given here, an index adds to those of pip's settings."""
    if plan.wishes.wheels:
        return ["--no-index", "--find-links", plan.wishes.wheels]
    return [*_PATIENCE, *(["--extra-index-url", plan.torch_url] if plan.torch_url else [])]


def pip_environment(environment: Mapping[str, str], wishes: Wishes, scratch: Path, cache: Path) -> dict[str, str]:
    """The user's settings of pip hold (proxy, certificates, index), but not those that would lead it elsewhere."""
    kept = {name: value for name, value in environment.items() if name.upper() not in _ELSEWHERE}
    kept |= {
        "PIP_USER": "0", "PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_REQUIRE_VIRTUALENV": "0",
        "PIP_NO_COLOR": "1", "PIP_PROGRESS_BAR": "off", "PIP_CACHE_DIR": str(cache),
        "TMPDIR": str(scratch), "TEMP": str(scratch), "TMP": str(scratch), "PYTHONUTF8": "1",
    }  # fmt: skip
    if wishes.proxy:
        kept["PIP_PROXY"] = wishes.proxy
    if wishes.index:
        kept["PIP_INDEX_URL"] = wishes.index
    return kept


def run_child(
    command: Sequence[str],
    environment: Mapping[str, str],
    control: Control,
    on_tick: Callable[[str | None], None] = lambda _line: None,
) -> tuple[int, str]:
    """Run a command to its end; its exit status and what it printed.

    ``on_tick`` is called with each line, and with None when there was none for a moment. Raises Cancelled when the
    user asks for it; the child is gone then.
    """
    process = subprocess.Popen(  # nosec B603 - a list of words, no shell; callers start pip or this engine
        list(command), env=dict(environment), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )  # fmt: skip
    lines: queue.Queue[str | None] = queue.Queue()
    reader = threading.Thread(target=_read, args=(process, lines), daemon=True)
    reader.start()
    kept: list[str] = []
    try:
        while True:
            control.raise_if_cancelled()
            try:
                line = lines.get(timeout=0.2)
            except queue.Empty:
                on_tick(None)
                continue
            if line is None:
                return process.wait(), "".join(kept)
            kept.append(line)
            del kept[:-_LINES_KEPT]
            on_tick(line)
    except BaseException:
        process.kill()
        process.wait()
        raise
    finally:
        reader.join(timeout=5)
        if process.stdout is not None:
            process.stdout.close()


def _read(process: subprocess.Popen[bytes], lines: queue.Queue[str | None]) -> None:
    if process.stdout is not None:
        for line in process.stdout:
            lines.put(line.decode("utf-8", "replace"))
    lines.put(None)


_CAUSES = (
    (
        r"DO NOT MATCH THE HASHES|HashMismatch|hashes? (mismatch|are wrong)",
        "A downloaded package is not the one that its index describes: its hash is wrong. Nothing was installed.",
        "Try again later or from another network; if it happens again, tell whoever runs the index or proxy.",
    ),
    (
        r"No space left|Errno 28\b|not enough space on the disk",
        "The disk became full.",
        "Free some space, then press Install again: it goes on with what was downloaded.",
    ),
    (
        r"Long Path",
        "Windows does not allow paths as long as those of PyTorch in this folder.",
        "Set the environment variable DEEP_SEGMENTATION_WIZARD_PACKAGES to a short folder such as C:\\dsw, start "
        "QGIS again, and install again.",
    ),
    (
        r"ProxyError|407 Proxy|Tunnel connection failed",
        "The proxy does not let the download through.",
        "Check the proxy under Details; where it asks for a name and password, write both before the host: "
        "name, colon, password, @.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLError|SSLCertVerificationError",
        "The connection to the index of packages is not trusted (certificate).",
        "In a company, ask for its certificate file and set PIP_CERT to it, or use the company's own index or a "
        "folder of wheels under Details.",
    ),
    (r"\b(401|403) (Client )?Error", "The index of packages refuses access.", "Check the address under Details."),
    (
        r"NewConnectionError|ConnectTimeout|ReadTimeout|NameResolution|Max retries|ConnectionResetError|"
        r"ConnectionRefusedError|Network is unreachable|Temporary failure|ProtocolError|IncompleteRead",
        "The index of packages cannot be reached.",
        "Check the internet connection and try again: it goes on where it stopped. Without internet, use your own "
        "index or a folder of wheels under Details.",
    ),
    (
        r"No matching distribution|Could not find a version|ResolutionImpossible|conflicting dependencies",
        "The packages for this version of Python are not there to download.",
        "Check the index or the folder of wheels under Details, or use another Python.",
    ),
    (
        r"no such option: --(report|dry-run)",
        "The pip of this Python is too old.",
        "Update it: python -m pip install --upgrade pip",
    ),
)  # fmt: skip


def explain(status: int, output: str) -> EngineError:
    """What a failure of pip means for the user, with its own last words at the end."""
    output = hide_passwords(output)
    words = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in words if line.startswith("ERROR")] or words[-1:]
    if wrong := re.search(r"^ {4}(\S[^\n#]*)[^\n]*\n +Expected sha256", output, re.MULTILINE):
        errors = [wrong.group(1)]
    last = f" (pip: {errors[-1][:300]})" if errors else ""
    for pattern, message, remedy in _CAUSES:
        if re.search(pattern, output, re.IGNORECASE):
            return EngineError(message + last, remedy)
    return EngineError(f"pip ended with status {status}.{last}", "Copy the diagnosis for someone who can help.")


def is_about_login(error: EngineError) -> bool:
    """Whether an index refused access."""
    return "refuses access" in error.message


def is_about_torch_index(error: Exception) -> bool:
    """Whether another index may help: the packages or the index were not there."""
    text = str(error)
    return not isinstance(error, Cancelled) and ("cannot be reached" in text or "not there to download" in text)
