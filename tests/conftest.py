"""Makes the plugin importable under its own name, and under no other.

Code here is reached as `deep_segmentation_wizard.engine…`, through a link of that name to the checkout, whose
folder may be called anything. The checkout itself is taken off the path: `import engine` beside it would load
every module twice, and an enum or an error of the one would not equal that of the other.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = "deep_segmentation_wizard"
ROOT = Path(__file__).resolve().parent.parent

# On import, not in a hook: the conftest files of subfolders are imported right after this one and need the link.
_FOLDER = tempfile.TemporaryDirectory(prefix="dsw-tests-")
(Path(_FOLDER.name) / PACKAGE).symlink_to(ROOT, target_is_directory=True)
# Python puts the folder it was started in on the path; tests/ holds a folder named engine, too.
_OTHERS = [entry for entry in sys.path if Path(entry).resolve() not in (ROOT, ROOT / "tests")]
sys.path[:] = [_FOLDER.name, *_OTHERS]


def pytest_configure(config: pytest.Config) -> None:
    """The link goes with the tests."""
    config.add_cleanup(_FOLDER.cleanup)


@pytest.fixture(autouse=True, scope="session")
def engine_has_one_name() -> Iterator[None]:
    """After the last test: nothing has loaded the engine a second time under its bare name."""
    yield
    assert not [name for name in sys.modules if name.split(".")[0] == "engine"]
